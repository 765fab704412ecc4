/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-carried-window.h"

#include <glib/gi18n.h>

#include "parafa-cif.h"
#include "parafa-error-text.h"
#include "parafa-filing-refresh.h"
#include "parafa-filing-words.h"

struct _ParafaCarriedWindow
{
  AdwWindow parent_instance;

  GtkWidget *ribbon; /* (unowned): template children */
  GtkLabel *ribbon_label;
  GtkEditable *carrier;
  GtkEditable *words;
  GtkStack *states;
  GtkSpinner *spinner;
  AdwStatusPage *trouble;
  GtkListView *list;

  ParafaFilings *filings;         /* (owned) (nullable) */
  ParafaEtransportAnswer *answer; /* (owned) (nullable) */
  GtkStringList *uits;            /* (owned): one for each record of the answer, in its order */
  char *profile;                  /* (owned) (nullable) */
  ParafaFilingSystem system;
  GCancellable *asking; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaCarriedWindow, parafa_carried_window, ADW_TYPE_WINDOW)

/* -- rows -- */

static GtkWidget *
make_line (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_hexpand (lines, TRUE);
  make_line (lines, "monospace");
  make_line (lines, NULL);
  make_line (lines, "dim-label");
  make_line (lines, "dim-label");
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (copy, _ ("Copy the UIT"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy the UIT"), -1);
  /* the type before the name, or the toolkit finds that they differ */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (copy), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "carried.copy");
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), copy);
  gtk_list_item_set_child (item, row);
}

static char *
join (const char *one, const char *between, const char *other)
{
  if (one == NULL || other == NULL)
    return g_strdup (one != NULL ? one : (other != NULL ? other : "–"));
  return g_strconcat (one, between, other, NULL);
}

static char *
describe_days (const ParafaEtransportRecord *record)
{
  g_autofree char *from = parafa_filing_words_format_date (record->data_transp);
  g_autofree char *until = parafa_filing_words_format_date (record->data_exp_uit);

  if (record->data_exp_uit == NULL)
    return g_steal_pointer (&from);
  /* Translators: two days: that of the transport, and the last one its UIT counts */
  return g_strdup_printf (_ ("%s, valid until %s"), from, until);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, ParafaCarriedWindow *self)
{
  const ParafaEtransportRecord *record =
      self->answer->records->pdata[gtk_list_item_get_position (item)];
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *line = gtk_widget_get_first_child (gtk_widget_get_first_child (row));
  g_autofree char *uit = parafa_filing_words_group_uit (record->uit != NULL ? record->uit : "–");
  g_autofree char *who =
      join (record->den_decl != NULL ? record->den_decl : record->cod_decl, " · ", record->nr_veh);
  g_autofree char *route = join (record->loc_start, " → ", record->loc_final);
  g_autofree char *days = describe_days (record);
  const char *const texts[] = { uit, who, route, days };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++, line = gtk_widget_get_next_sibling (line))
    {
      gtk_label_set_label (GTK_LABEL (line), texts[i]);
      gtk_widget_set_tooltip_text (line, texts[i]);
    }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (gtk_widget_get_last_child (row)), "s",
                                    record->uit != NULL ? record->uit : "");
}

/* -- asking -- */

static void
show_trouble (ParafaCarriedWindow *self, const char *text)
{
  adw_status_page_set_description (self->trouble, text);
  gtk_stack_set_visible_child_name (self->states, "trouble");
}

static void
show_answer (ParafaCarriedWindow *self)
{
  g_autofree char *said = parafa_filing_refresh_describe_answer (self->answer);

  if (said != NULL)
    {
      show_trouble (self, said);
      return;
    }
  for (guint i = 0; i < self->answer->records->len; i++)
    {
      const ParafaEtransportRecord *record = self->answer->records->pdata[i];

      gtk_string_list_append (self->uits, record->uit != NULL ? record->uit : "");
    }
  gtk_stack_set_visible_child_name (self->states,
                                    self->answer->records->len > 0 ? "list" : "nothing");
}

static void
info_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCarriedWindow) self = PARAFA_CARRIED_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_fetch_info_finish (PARAFA_FILINGS (source), result, &error);

  /* asked anew, or closed */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->asking == NULL)
    return;
  g_clear_object (&self->asking);
  gtk_spinner_stop (self->spinner);
  if (answer == NULL)
    {
      show_trouble (self, parafa_error_text_for_error (error)->title);
      return;
    }
  self->answer = g_steal_pointer (&answer);
  show_answer (self);
}

static void
forget (ParafaCarriedWindow *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_string_list_splice (self->uits, 0, g_list_model_get_n_items (G_LIST_MODEL (self->uits)),
                          NULL);
  g_clear_pointer (&self->answer, parafa_etransport_answer_unref);
}

/* As it is copied from anywhere: in groups, in small letters */
static char *
read_uit (const char *words)
{
  g_auto (GStrv) groups = g_strsplit (words, " ", -1);
  g_autofree char *joined = g_strjoinv ("", groups);

  return g_ascii_strup (joined, -1);
}

static void
ask_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaCarriedWindow *self = PARAFA_CARRIED_WINDOW (widget);
  g_autofree char *carrier = parafa_cif_normalise (gtk_editable_get_text (self->carrier));
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->words)));
  g_autofree char *declarant = parafa_cif_normalise (words);
  g_autofree char *uit = read_uit (words);
  gboolean by_declarant = declarant != NULL && parafa_cif_is_well_formed (declarant);

  if (carrier == NULL || !parafa_cif_is_well_formed (carrier))
    return;
  forget (self);
  self->asking = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->states, "asking");
  parafa_filings_fetch_info_async (self->filings, self->profile, self->system, carrier,
                                   by_declarant ? declarant : NULL,
                                   !by_declarant && *uit != '\0' ? uit : NULL, NULL, self->asking,
                                   info_fetched, g_object_ref (self));
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

static void
on_typed (ParafaCarriedWindow *self)
{
  g_autofree char *cif = parafa_cif_normalise (gtk_editable_get_text (self->carrier));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "carried.ask",
                                 cif != NULL && parafa_cif_is_well_formed (cif));
}

static void
on_activated (ParafaCarriedWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "carried.ask", NULL);
}

static void
parafa_carried_window_dispose (GObject *object)
{
  ParafaCarriedWindow *self = PARAFA_CARRIED_WINDOW (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->list = NULL;
  g_clear_object (&self->filings);
  g_clear_object (&self->uits);
  g_clear_pointer (&self->answer, parafa_etransport_answer_unref);
  g_clear_pointer (&self->profile, g_free);
  G_OBJECT_CLASS (parafa_carried_window_parent_class)->dispose (object);
}

static void
parafa_carried_window_class_init (ParafaCarriedWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_carried_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-carried-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ParafaCarriedWindow, name)
  BIND (ribbon);
  BIND (ribbon_label);
  BIND (carrier);
  BIND (words);
  BIND (states);
  BIND (spinner);
  BIND (trouble);
  BIND (list);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, "carried.ask", NULL, ask_activated);
  gtk_widget_class_install_action (widget_class, "carried.copy", "s", copy_activated);
}

static void
parafa_carried_window_init (ParafaCarriedWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->uits = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  {
    g_autoptr (GtkSelectionModel) model =
        GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->uits))));

    gtk_list_view_set_model (self->list, model);
  }
  on_typed (self);
}

/* The one company that is looked at is most likely the one that is meant */
static void
propose (ParafaCarriedWindow *self, ParafaCompanies *companies)
{
  GListModel *model = parafa_companies_get_model (companies);
  g_auto (GStrv) chosen = parafa_companies_get_chosen (companies);

  if (chosen != NULL && chosen[1] == NULL)
    gtk_editable_set_text (self->carrier, chosen[0]);
  else if (chosen == NULL && g_list_model_get_n_items (model) == 1)
    {
      g_autoptr (ParafaCompany) only = g_list_model_get_item (model, 0);

      gtk_editable_set_text (self->carrier, parafa_company_get_cif (only));
    }
}

/**
 * parafa_carried_window_present:
 * @parent: the window it belongs to
 * @filings: what asks ANAF
 * @profile: id of the profile whose token is used
 * @system: which system
 * @companies: those of the profile
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
parafa_carried_window_present (GtkWindow *parent,
                               ParafaFilings *filings,
                               const char *profile,
                               ParafaFilingSystem system,
                               ParafaCompanies *companies)
{
  ParafaCarriedWindow *self;

  g_return_val_if_fail (PARAFA_IS_FILINGS (filings), NULL);
  g_return_val_if_fail (profile != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_CARRIED_WINDOW, "transient-for", parent, NULL);
  self->filings = g_object_ref (filings);
  self->profile = g_strdup (profile);
  self->system = system;
  gtk_label_set_label (self->ribbon_label, parafa_filing_words_describe_system (system));
  if (system == PARAFA_FILING_PRODUCTION)
    gtk_widget_add_css_class (self->ribbon, "in-earnest");
  propose (self, companies);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * parafa_carried_window_ask:
 * @self: a window
 * @carrier: CIF of the carrier
 * @words: a UIT, the CIF of a declarant, or empty
 *
 * Asks as the button does.
 */
void
parafa_carried_window_ask (ParafaCarriedWindow *self, const char *carrier, const char *words)
{
  g_return_if_fail (PARAFA_IS_CARRIED_WINDOW (self));

  gtk_editable_set_text (self->carrier, carrier);
  gtk_editable_set_text (self->words, words);
  on_activated (self);
}

/**
 * parafa_carried_window_get_state:
 * @self: a window
 *
 * Returns: (transfer none): "start", "asking", "nothing", "trouble" or "list"
 */
const char *
parafa_carried_window_get_state (ParafaCarriedWindow *self)
{
  g_return_val_if_fail (PARAFA_IS_CARRIED_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
