/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-details.h"

#include <glib/gi18n.h>

#include "parafa-choose-file.h"
#include "parafa-date-text.h"
#include "parafa-filing-package.h"
#include "parafa-filing-words.h"

/**
 * ParafaFilingDetails:
 *
 * Beside the list, or a page of its own where there is little room.
 */
struct _ParafaFilingDetails
{
  AdwBin parent_instance;

  GtkWidget *back;    /* (unowned): shown when narrow */
  GtkWidget *close;   /* (unowned): shown when not */
  ParafaPill *pill;   /* (unowned) */
  GtkLabel *uit;      /* (unowned) */
  GtkWidget *copy;    /* (unowned) */
  GtkLabel *reason;   /* (unowned) */
  GtkLabel *validity; /* (unowned) */
  GtkLabel *message;  /* (unowned) */
  GtkWidget *slip;    /* (unowned) */
  GtkWidget *again;   /* (unowned) */
  GtkBox *facts;      /* (unowned) */
  GtkBox *history;    /* (unowned) */

  ParafaFilings *filings;     /* (owned) (nullable) */
  ParafaFilingRecord *record; /* (owned) (nullable) */
  GCancellable *reading;      /* (owned) (nullable) */
};

static guint closed_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingDetails, parafa_filing_details, ADW_TYPE_BIN)

static void
toast (ParafaFilingDetails *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* -- saving: make it → replace the file -- */

static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);

  toast (self, g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL)
                   ? _ ("Saved")
                   : _ ("The file cannot be written"));
}

static void
save (ParafaFilingDetails *self, GFile *file, GBytes *bytes)
{
  if (bytes == NULL)
    toast (self, _ ("The archive does not have it"));
  else
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                         saved, g_object_ref (self));
}

static void
draw_slip_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *pdf = parafa_slip_to_pdf (data, PARAFA_SLIP_A4, &error);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
slip_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = G_FILE (user_data);
  g_autoptr (GBytes) pdf = g_task_propagate_pointer (G_TASK (result), NULL);

  save (PARAFA_FILING_DETAILS (source), file, pdf);
}

static void
slip_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_filing_details_save_slip (self, file);
}

static void
save_slip_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (widget);
  g_autofree char *name = parafa_filing_package_get_name (self->record, ".pdf");

  parafa_choose_save_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save the Driver’s Slip"),
                            name, NULL, slip_place_chosen, g_object_ref (self));
}

typedef struct
{
  ParafaFilingDetails *self; /* (owned) */
  GFile *file;               /* (owned) */
} Saving;

static void
package_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GBytes) zip = parafa_filing_package_make_finish (result, NULL);

  save (saving->self, saving->file, zip);
  g_object_unref (saving->self);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
package_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingDetails) self = PARAFA_FILING_DETAILS (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_filing_details_save_package (self, file);
}

static void
save_package_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (widget);
  g_autofree char *name = parafa_filing_package_get_name (self->record, ".zip");

  parafa_choose_save_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save as ZIP"), name,
                            NULL, package_place_chosen, g_object_ref (self));
}

/* -- the other actions -- */

static void
copy_uit_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (widget);
  const char *uit = self->record != NULL ? parafa_filing_words_get_uit (self->record) : NULL;

  if (uit == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), uit);
  toast (self, _ ("UIT copied"));
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
  g_autofree char *route = NULL;
  g_autofree char *vehicle = NULL;

  if (record->start != NULL || record->end != NULL)
    /* Translators: where a transport starts and ends */
    route = g_strdup_printf (_ ("%s → %s"), record->start != NULL ? record->start : "–",
                             record->end != NULL ? record->end : "–");
  if (record->vehicle != NULL)
    vehicle = g_strjoin (" + ", record->vehicle,
                         record->trailer_1 != NULL ? record->trailer_1 : record->trailer_2,
                         record->trailer_1 != NULL ? record->trailer_2 : NULL, NULL);
  empty_box (self->facts);
  add_fact (self, _ ("What it is"), parafa_filing_words_describe_kind (record->kind));
  add_fact (self, _ ("Company"), record->cif);
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

static void
show_validity (ParafaFilingDetails *self, gint64 now_s)
{
  const ParafaFilingRecord *record = self->record;
  g_autofree char *date =
      record->valid_until >= 0 ? parafa_date_text_long (record->valid_until) : NULL;
  g_autofree char *text = NULL;

  if (date != NULL && record->state == PARAFA_FILING_OK)
    /* Translators: %s is a date */
    text = g_strdup_printf (record->valid_until < now_s ? _ ("It was valid until %s")
                                                        : _ ("Valid until %s"),
                            date);
  gtk_label_set_label (self->validity, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->validity), text != NULL);
}

static void
parafa_filing_details_dispose (GObject *object)
{
  ParafaFilingDetails *self = PARAFA_FILING_DETAILS (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
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
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-filing-details.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, back);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, close);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, uit);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, copy);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, reason);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, validity);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, message);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, slip);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, again);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, ParafaFilingDetails, history);
  gtk_widget_class_install_action (widget_class, "filing.copy-uit", NULL, copy_uit_activated);
  gtk_widget_class_install_action (widget_class, "filing.save-slip", NULL, save_slip_activated);
  gtk_widget_class_install_action (widget_class, "filing.save-zip", NULL, save_package_activated);
  gtk_widget_class_install_action (widget_class, "filing.send-again", NULL, send_again_activated);
  gtk_widget_class_install_action (widget_class, "filing.close", NULL, close_activated);
}

static void
parafa_filing_details_init (ParafaFilingDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  ParafaFilingWord word;
  const char *uit;
  g_autofree char *grouped = NULL;

  g_return_if_fail (PARAFA_IS_FILING_DETAILS (self));
  g_return_if_fail (record != NULL);

  if (self->record == NULL || self->record->id != record->id)
    empty_box (self->history);
  g_set_object (&self->filings, filings);
  parafa_filing_record_ref (record);
  g_clear_pointer (&self->record, parafa_filing_record_unref);
  self->record = record;
  word = parafa_filing_words_get_state (record, now_s);
  uit = parafa_filing_words_get_uit (record);
  grouped = uit != NULL ? parafa_filing_words_group_uit (uit) : NULL;
  parafa_pill_set (self->pill, word.kind, word.icon, word.word);
  gtk_label_set_label (self->uit, grouped != NULL ? grouped : "");
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->uit)), uit != NULL);
  gtk_label_set_label (self->reason, parafa_filing_words_get_reason (record, now_s));
  gtk_label_set_label (self->message, record->message != NULL ? record->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message),
                          record->message != NULL && *record->message != '\0');
  show_validity (self, now_s);
  gtk_widget_set_visible (self->slip, record->state == PARAFA_FILING_OK && record->uit != NULL &&
                                          record->kind != PARAFA_DECLARATION_DELETION);
  gtk_widget_set_visible (self->again, record->state == PARAFA_FILING_UNKNOWN &&
                                           g_strcmp0 (record->problem, "unsure") == 0);
  show_facts (self);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  parafa_archive_get_answers_async (parafa_filings_get_archive (filings), record->id, self->reading,
                                    answers_ready, g_object_ref (self));
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

/**
 * parafa_filing_details_save_slip:
 * @self: the details
 * @file: where
 *
 * Saves the driver's slip as PDF. There is none unless the UIT counts.
 */
void
parafa_filing_details_save_slip (ParafaFilingDetails *self, GFile *file)
{
  ParafaSlip *slip;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_FILING_DETAILS (self));

  slip = self->record != NULL ? parafa_filing_package_get_slip (self->record) : NULL;
  if (slip == NULL)
    {
      toast (self, _ ("The UIT does not count, so there is no slip"));
      return;
    }
  task = g_task_new (self, NULL, slip_drawn, g_object_ref (file));
  g_task_set_source_tag (task, parafa_filing_details_save_slip);
  g_task_set_task_data (task, slip, (GDestroyNotify) parafa_slip_free);
  g_task_run_in_thread (task, draw_slip_in_thread);
}

/**
 * parafa_filing_details_save_package:
 * @self: the details
 * @file: where
 *
 * Saves what the archive has: declaration, answers, receipt.
 */
void
parafa_filing_details_save_package (ParafaFilingDetails *self, GFile *file)
{
  Saving *saving;

  g_return_if_fail (PARAFA_IS_FILING_DETAILS (self));
  g_return_if_fail (self->record != NULL);

  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->file = g_object_ref (file);
  parafa_filing_package_make_async (parafa_filings_get_archive (self->filings), self->record->id,
                                    NULL, package_made, saving);
}
