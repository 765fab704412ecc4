/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-details.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-filing-fate.h"
#include "parafa-filing-saving.h"
#include "parafa-filing-words.h"
#include "parafa-slip-window.h"
#include "parafa-uit-card.h"

/**
 * ParafaFilingDetails:
 *
 * Beside the list, or a page of its own where there is little room.
 */
struct _ParafaFilingDetails
{
  AdwBin parent_instance;

  GtkWidget *back;     /* (unowned): shown when narrow */
  GtkWidget *close;    /* (unowned): shown when not */
  ParafaPill *pill;    /* (unowned) */
  ParafaUitCard *card; /* (unowned) */
  GtkLabel *reason;    /* (unowned) */
  GtkLabel *message;   /* (unowned) */
  GtkWidget *slip;     /* (unowned) */
  GtkWidget *settle;   /* (unowned) */
  GtkWidget *again;    /* (unowned) */
  GtkLabel *note;      /* (unowned): what was saved */
  GtkBox *facts;       /* (unowned) */
  GtkBox *history;     /* (unowned) */

  ParafaCompanies *companies; /* (owned) (nullable) */
  ParafaFilings *filings;     /* (owned) (nullable) */
  ParafaFilingRecord *record; /* (owned) (nullable) */
  ParafaFilingFate *fate;     /* (owned) (nullable): NULL until it is known */
  GCancellable *reading;      /* (owned) (nullable) */
  GCancellable *closing;      /* (owned) */
  gint64 now_s;
  gboolean downloading;
};

static guint closed_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingDetails, parafa_filing_details, ADW_TYPE_BIN)

static void
toast (ParafaFilingDetails *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* -- saving -- */

static void
update_actions (ParafaFilingDetails *self)
{
  g_autoptr (ParafaSlip) slip = self->record != NULL && self->fate != NULL
                                    ? parafa_filing_fate_get_slip (self->fate, self->record)
                                    : NULL;

  gtk_widget_set_visible (self->slip, slip != NULL);
  if (slip != NULL && parafa_uit_card_is_in_use (self->card))
    gtk_widget_add_css_class (self->slip, "suggested-action");
  else
    gtk_widget_remove_css_class (self->slip, "suggested-action");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filing.slip", slip != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "filing.download", !self->downloading);
}

static void
downloaded (GFile *file, const char *note, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);

  self->downloading = FALSE;
  update_actions (self);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
download_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (widget);

  if (self->record == NULL || self->downloading)
    return;
  self->downloading = TRUE;
  update_actions (self);
  gtk_label_set_label (self->note, _ ("Asking ANAF for it…"));
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
  parafa_filing_saving_download (widget, self->filings, self->record, self->closing, downloaded,
                                 g_object_ref (self));
}

static void
slip_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  ParafaSlipWindow *window;

  /* before it is known what became of the UIT there is no slip */
  if (self->record == NULL || self->fate == NULL)
    return;
  window = parafa_slip_window_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->record,
                                   self->fate, self->now_s);
  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
}

/* -- the other actions -- */

static void
copy_uit_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_uit_card_copy (PARAFA_FILING_DETAILS (widget)->card);
}

static void
sent_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);
  g_autoptr (ParafaFilingRecord) record =
      parafa_filings_send_again_finish (PARAFA_FILINGS (source), result, NULL);

  toast (self,
         record != NULL ? _ ("It waits to be sent again") : _ ("It is not in doubt any more"));
}

static void
on_again_answered (ParafaFilingDetails *self, const char *response)
{
  if (g_strcmp0 (response, "send") == 0 && self->record != NULL)
    parafa_filings_send_again_async (self->filings, self->record->id, NULL, sent_again,
                                     g_object_ref (self));
}

static void
send_again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Send it again?"),
                              _ ("Only if you saw in SPV that it did not arrive. If it did, there "
                                 "will be two."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "send",
                                    _ ("_Send Again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_again_answered), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, closed_signal, 0);
}

/* -- facts and history -- */

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_fact (ParafaFilingDetails *self, const char *name, const char *value)
{
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *text;

  if (value == NULL || *value == '\0')
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  label = make_label (name, "caption");
  text = make_label (value, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (self->facts, box);
}

static void
show_facts (ParafaFilingDetails *self)
{
  const ParafaFilingRecord *record = self->record;
  g_autofree char *date = parafa_filing_words_format_date (record->transport_date);
  g_autofree char *weight = parafa_filing_words_format_weight (record->gross);
  g_autofree char *company =
      record->cif != NULL ? parafa_filing_words_name_company (self->companies, record->cif) : NULL;
  g_autofree char *route = NULL;
  g_autofree char *vehicle = NULL;

  if (record->start != NULL || record->end != NULL)
    /* Translators: where a transport starts and ends */
    route = g_strdup_printf (_ ("%s → %s"), record->start != NULL ? record->start : "–",
                             record->end != NULL ? record->end : "–");
  if (self->fate != NULL && self->fate->vehicle != NULL)
    vehicle = g_strdup (self->fate->vehicle);
  else if (record->vehicle != NULL)
    vehicle = g_strjoin (" + ", record->vehicle,
                         record->trailer_1 != NULL ? record->trailer_1 : record->trailer_2,
                         record->trailer_1 != NULL ? record->trailer_2 : NULL, NULL);
  empty_box (self->facts);
  add_fact (self, _ ("What it is"), parafa_filing_words_describe_kind (record->kind));
  add_fact (self, _ ("Company"), company);
  add_fact (self, _ ("Partner"), record->partner_name);
  add_fact (self, _ ("Tax code of the partner"), record->partner_code);
  add_fact (self, _ ("Route"), route);
  add_fact (self, _ ("Vehicle"), vehicle);
  add_fact (self, _ ("Carrier"), record->carrier_name);
  add_fact (self, _ ("Day of the transport"), record->transport_date != NULL ? date : NULL);
  add_fact (self, _ ("Goods"), record->goods);
  add_fact (self, _ ("Gross weight"), weight);
  add_fact (self, _ ("Own reference"), record->reference);
  add_fact (self, _ ("Upload index"), record->index);
  add_fact (self, _ ("File"), record->file_name);
}

static void
add_step (ParafaFilingDetails *self, gint64 at_s, const char *text)
{
  GtkWidget *box;
  GtkWidget *time;
  g_autofree char *date = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *both = NULL;

  if (at_s < 0)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  date = parafa_date_text_short (at_s);
  clock = parafa_date_text_time (at_s);
  both = g_strdup_printf ("%s, %s", date, clock);
  time = make_label (both, "caption");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_widget_add_css_class (time, "numeric");
  gtk_box_append (GTK_BOX (box), make_label (text, NULL));
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (self->history, box);
}

static void
answers_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers =
      parafa_archive_get_answers_finish (PARAFA_ARCHIVE (source), result, &error);

  if (answers == NULL || self->record == NULL)
    return;
  empty_box (self->history);
  for (guint i = answers->len; i > 0; i--)
    {
      const ParafaFilingAnswer *answer = answers->pdata[i - 1];

      add_step (self, answer->at, parafa_filing_words_describe_answer (answer));
    }
  add_step (self, self->record->created_at,
            self->record->source == PARAFA_FILING_FROM_LIST ? _ ("Found in ANAF’s list")
                                                            : _ ("Checked and kept"));
}

/* -- what became of it -- */

static void
show_state (ParafaFilingDetails *self)
{
  ParafaFilingWord word = parafa_filing_words_get_fate (self->record, self->fate, self->now_s);
  const char *reason = parafa_filing_words_get_fate_reason (self->record, self->fate, self->now_s);

  parafa_pill_set (self->pill, word.kind, word.icon, word.word);
  gtk_label_set_label (self->reason, reason);
  parafa_uit_card_set (self->card, self->record, self->fate, self->now_s);
  update_actions (self);
}

static void
fate_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingFate) fate = parafa_filing_fate_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->record == NULL)
    return;
  g_clear_pointer (&self->fate, parafa_filing_fate_free);
  self->fate = g_steal_pointer (&fate);
  show_state (self);
  show_facts (self);
}

static gboolean
on_shortcut (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, user_data, NULL);
}

/* While a filing is shown its keys work wherever the focus is; a text that has the focus takes its own first */
static void
add_shortcuts (ParafaFilingDetails *self)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = { { GDK_KEY_c, "filing.copy-uit" }, { GDK_KEY_p, "filing.slip" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_CONTROL_MASK),
                          gtk_callback_action_new (on_shortcut, (gpointer) keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
parafa_filing_details_dispose (GObject *object)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_cancellable_cancel (self->closing);
  g_clear_object (&self->closing);
  g_clear_pointer (&self->fate, parafa_filing_fate_free);
  g_clear_object (&self->companies);
  g_clear_object (&self->filings);
  g_clear_pointer (&self->record, parafa_filing_record_unref);
  G_OBJECT_CLASS (parafa_filing_details_parent_class)->dispose (object);
}

static void
parafa_filing_details_class_init (ParafaFilingDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_filing_details_dispose;
  /**
   * ParafaFilingDetails::closed:
   * @self: the details
   *
   * The person wants the list.
   */
  closed_signal = g_signal_new ("closed", PARAFA_TYPE_FILING_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (PARAFA_TYPE_PILL);
  g_type_ensure (PARAFA_TYPE_UIT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-filing-details.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, back);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, close);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, card);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, reason);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, message);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, slip);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, settle);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, again);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, note);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, history);
  gtk_widget_class_install_action (widget_class, "filing.copy-uit", NULL, copy_uit_activated);
  gtk_widget_class_install_action (widget_class, "filing.slip", NULL, slip_activated);
  gtk_widget_class_install_action (widget_class, "filing.download", NULL, download_activated);
  gtk_widget_class_install_action (widget_class, "filing.send-again", NULL, send_again_activated);
  gtk_widget_class_install_action (widget_class, "filing.close", NULL, close_activated);
}

static void
parafa_filing_details_init (ParafaFilingDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->closing = g_cancellable_new ();
  add_shortcuts (self);
}

/**
 * parafa_filing_details_show:
 * @self: the details
 * @filings: whose archive has it
 * @record: the filing
 * @now_s: the time, Unix seconds
 */
void
parafa_filing_details_show (ParafaFilingDetails *self,
                            ParafaFilings *filings,
                            ParafaFilingRecord *record,
                            gint64 now_s)
{
  gboolean unsure;

  g_return_if_fail (PARAFA_IS_FILING_DETAILS (self));
  g_return_if_fail (record != NULL);

  if (self->record == NULL || self->record->id != record->id)
    {
      empty_box (self->history);
      g_clear_pointer (&self->fate, parafa_filing_fate_free);
      gtk_widget_set_visible (GTK_WIDGET (self->note), self->downloading);
    }
  g_set_object (&self->filings, filings);
  parafa_filing_record_ref (record);
  g_clear_pointer (&self->record, parafa_filing_record_unref);
  self->record = record;
  self->now_s = now_s;
  gtk_label_set_label (self->message, record->message != NULL ? record->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message),
                          record->message != NULL && *record->message != '\0');
  unsure = g_strcmp0 (record->problem, "unsure") == 0;
  gtk_widget_set_visible (self->again, record->state == PARAFA_FILING_UNKNOWN && unsure);
  gtk_widget_set_visible (self->settle, record->state == PARAFA_FILING_UNKNOWN && !unsure);
  show_state (self);
  show_facts (self);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  parafa_archive_get_answers_async (parafa_filings_get_archive (filings), record->id, self->reading,
                                    answers_ready, g_object_ref (self));
  parafa_filing_fate_find_async (parafa_filings_get_archive (filings), record, self->reading,
                                 fate_found, g_object_ref (self));
}

/**
 * parafa_filing_details_set_companies:
 * @self: the details
 * @companies: what companies are called
 */
void
parafa_filing_details_set_companies (ParafaFilingDetails *self, ParafaCompanies *companies)
{
  g_return_if_fail (PARAFA_IS_FILING_DETAILS (self));

  g_set_object (&self->companies, companies);
}

/**
 * parafa_filing_details_set_narrow:
 * @self: the details
 * @narrow: whether they are a page of their own
 */
void
parafa_filing_details_set_narrow (ParafaFilingDetails *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_FILING_DETAILS (self));

  gtk_widget_set_visible (self->back, narrow);
  gtk_widget_set_visible (self->close, !narrow);
}
