/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-scope.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "parafa-declaration.h"
#include "parafa-filing-words.h"
#include "parafa-settings.h"

#define DAY_S (G_GINT64_CONSTANT (86400))
#define KEY_DAYS "etransport-days"
#define MOST_DAYS 60 /* ANAF's list goes back so far (e-Transport API, 2024) */

/* "Any operation", then these, then these kinds */
static const char *const operations[] = { "10", "12", "14", "20", "22", "24",
                                          "30", "40", "50", "60", "70" };
static const ParafaDeclarationKind kinds[] = { PARAFA_DECLARATION_DELETION,
                                               PARAFA_DECLARATION_CONFIRMATION,
                                               PARAFA_DECLARATION_VEHICLE };
/* How many days back is listed; 0 any, -1 what the entries say */
static const int spans[] = { 0, 7, 30, 60, -1 };

struct _ParafaFilingScope
{
  AdwBin parent_instance;

  GtkMenuButton *button;                         /* (unowned): child */
  GtkLabel *label;                               /* (unowned) */
  GtkDropDown *kind;                             /* (unowned) */
  GtkCheckButton *choices[G_N_ELEMENTS (spans)]; /* (unowned) */
  GtkEditable *from;                             /* (unowned) */
  GtkEditable *until;                            /* (unowned) */
  GtkSpinButton *days;                           /* (unowned) */
  GSettings *settings;                           /* (owned) (nullable) */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (ParafaFilingScope, parafa_filing_scope, ADW_TYPE_BIN)

/**
 * parafa_filing_scope_read_day:
 * @text: a day as people write it: 2026-11-25, 25.11.2026, 25/11/2026
 *
 * Returns: (transfer full) (nullable): the day as "2026-11-25"; %NULL when it is none
 */
char *
parafa_filing_scope_read_day (const char *text)
{
  int year = 0, month = 0, day = 0, end = 0;
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (!((sscanf (stripped, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 ||
         sscanf (stripped, "%2d.%2d.%4d%n", &day, &month, &year, &end) == 3 ||
         sscanf (stripped, "%2d/%2d/%4d%n", &day, &month, &year, &end) == 3) &&
        stripped[end] == '\0'))
    return NULL;
  if (year < 2000 || month < 1 || day < 1 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static guint
get_choice (ParafaFilingScope *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (gtk_check_button_get_active (self->choices[i]))
      return i;
  return 0;
}

static char *
describe_span (int span)
{
  if (span < 0)
    return g_strdup (_ ("Chosen days"));
  if (span == 0)
    return g_strdup (C_ ("filings", "Any day"));
  return g_strdup_printf (ngettext ("Last %d day", "Last %d days", (gulong) span), span);
}

static const char *
get_operation (ParafaFilingScope *self)
{
  guint position = gtk_drop_down_get_selected (self->kind);

  return position >= 1 && position <= G_N_ELEMENTS (operations) ? operations[position - 1] : NULL;
}

static void
show_label (ParafaFilingScope *self)
{
  g_autofree char *span = describe_span (spans[get_choice (self)]);
  const char *operation = get_operation (self);
  g_autofree char *text = NULL;

  if (operation != NULL)
    text = g_strdup_printf ("%s · %s", span, operation);
  else if (gtk_drop_down_get_selected (self->kind) > 0)
    text = g_strdup_printf ("%s · …", span);
  gtk_label_set_label (self->label, text != NULL ? text : span);
}

static void
on_changed (ParafaFilingScope *self)
{
  gboolean own = spans[get_choice (self)] < 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->from), own);
  gtk_widget_set_sensitive (GTK_WIDGET (self->until), own);
  show_label (self);
  g_signal_emit (self, changed_signal, 0);
}

/* The one that is turned on tells; the one that is turned off does not */
static void
on_choice_toggled (GtkCheckButton *choice, ParafaFilingScope *self)
{
  if (gtk_check_button_get_active (choice))
    on_changed (self);
}

static void
on_day_typed (GtkEditable *entry, ParafaFilingScope *self)
{
  const char *text = gtk_editable_get_text (entry);
  g_autofree char *day = parafa_filing_scope_read_day (text);

  if (*text != '\0' && day == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID);
  on_changed (self);
}

static void
on_days_changed (ParafaFilingScope *self)
{
  if (self->settings != NULL)
    g_settings_set_int (self->settings, KEY_DAYS, gtk_spin_button_get_value_as_int (self->days));
}

/* -- the popover -- */

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  return label;
}

static GtkWidget *
make_kinds (ParafaFilingScope *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Any operation"));
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    gtk_string_list_take (names, parafa_filing_words_describe_operation (operations[i]));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, parafa_filing_words_describe_kind (kinds[i]));
  self->kind = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (names), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Operation"), -1);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (on_changed), self);
  return GTK_WIDGET (self->kind);
}

static GtkEditable *
add_day (ParafaFilingScope *self, GtkWidget *box, const char *label, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_sensitive (entry, FALSE);
  gtk_widget_set_tooltip_text (entry, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (entry, "changed", G_CALLBACK (on_day_typed), self);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
make_days (ParafaFilingScope *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Days back, 1 to 60"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  self->days = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, MOST_DAYS, 1));
  gtk_spin_button_set_value (self->days, self->settings != NULL
                                             ? g_settings_get_int (self->settings, KEY_DAYS)
                                             : MOST_DAYS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->days), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How many days ANAF’s list goes back"), -1);
  g_signal_connect_swapped (self->days, "value-changed", G_CALLBACK (on_days_changed), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->days));
  return box;
}

static void
make_popover (ParafaFilingScope *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *own = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *ask = gtk_button_new_with_mnemonic (_ ("_Ask ANAF"));

  gtk_widget_set_size_request (box, 268, -1);
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Operation")));
  gtk_box_append (GTK_BOX (box), make_kinds (self));
  gtk_box_append (GTK_BOX (box), make_heading (_ ("Day of the transport, or of filing")));
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autofree char *text = describe_span (spans[i]);

      self->choices[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (text));
      gtk_check_button_set_group (self->choices[i], i > 0 ? self->choices[0] : NULL);
      gtk_check_button_set_active (self->choices[i], i == 0);
      g_signal_connect (self->choices[i], "toggled", G_CALLBACK (on_choice_toggled), self);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choices[i]));
    }
  /* Translators: a day as 2026-11-25 */
  self->from = add_day (self, own, _ ("From this day on"), _ ("from 2026-01-31"));
  self->until = add_day (self, own, _ ("Until this day"), _ ("until 2026-12-31"));
  gtk_box_append (GTK_BOX (box), own);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_heading (_ ("ANAF’s list")));
  gtk_box_append (GTK_BOX (box), make_days (self));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (ask), "etransport.refresh");
  gtk_box_append (GTK_BOX (box), ask);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (self->button, popover);
}

static void
parafa_filing_scope_dispose (GObject *object)
{
  g_clear_object (&PARAFA_FILING_SCOPE (object)->settings);
  G_OBJECT_CLASS (parafa_filing_scope_parent_class)->dispose (object);
}

static void
parafa_filing_scope_class_init (ParafaFilingScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_filing_scope_dispose;
  /**
   * ParafaFilingScope::changed:
   * @self: the scope
   *
   * Other days or operations are to be listed.
   */
  changed_signal = g_signal_new ("changed", PARAFA_TYPE_FILING_SCOPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_filing_scope_init (ParafaFilingScope *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->settings = parafa_settings_new ();
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Which days and operations"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Which days and operations"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  make_popover (self);
  show_label (self);
}

/**
 * parafa_filing_scope_apply:
 * @self: a scope
 * @filter: what is to be listed
 * @now_s: the time, Unix seconds
 *
 * Narrows @filter to the days and the operation chosen.
 */
void
parafa_filing_scope_apply (ParafaFilingScope *self, ParafaFilingFilter *filter, gint64 now_s)
{
  guint position;
  int span;

  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  position = gtk_drop_down_get_selected (self->kind);
  span = spans[get_choice (self)];
  filter->operation = g_strdup (get_operation (self));
  if (position > G_N_ELEMENTS (operations) &&
      position <= G_N_ELEMENTS (operations) + G_N_ELEMENTS (kinds))
    filter->kind = kinds[position - 1 - G_N_ELEMENTS (operations)];
  if (span < 0)
    {
      filter->from_day = parafa_filing_scope_read_day (gtk_editable_get_text (self->from));
      filter->until_day = parafa_filing_scope_read_day (gtk_editable_get_text (self->until));
    }
  else if (span > 0)
    {
      g_autoptr (GDateTime) from = g_date_time_new_from_unix_local (now_s - span * DAY_S);

      filter->from_day = g_date_time_format (from, "%Y-%m-%d");
    }
}

/**
 * parafa_filing_scope_is_set:
 * @self: a scope
 *
 * Returns: whether not all days and operations are listed
 */
gboolean
parafa_filing_scope_is_set (ParafaFilingScope *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SCOPE (self), FALSE);

  return get_choice (self) > 0 || gtk_drop_down_get_selected (self->kind) > 0;
}

/**
 * parafa_filing_scope_clear:
 * @self: a scope
 *
 * Lists all days and operations.
 */
void
parafa_filing_scope_clear (ParafaFilingScope *self)
{
  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  gtk_check_button_set_active (self->choices[0], TRUE);
  gtk_drop_down_set_selected (self->kind, 0);
}

/**
 * parafa_filing_scope_get_days:
 * @self: a scope
 *
 * Returns: how many days back ANAF's list is asked for, 1 to 60
 */
guint
parafa_filing_scope_get_days (ParafaFilingScope *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SCOPE (self), MOST_DAYS);

  return (guint) gtk_spin_button_get_value_as_int (self->days);
}

/**
 * parafa_filing_scope_set_days:
 * @self: a scope
 * @days: how many days back ANAF's list is asked for, 1 to 60
 */
void
parafa_filing_scope_set_days (ParafaFilingScope *self, guint days)
{
  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  gtk_spin_button_set_value (self->days, days);
}

/**
 * parafa_filing_scope_show_last:
 * @self: a scope
 * @days: 7, 30 or 60; 0 for any day
 */
void
parafa_filing_scope_show_last (ParafaFilingScope *self, guint days)
{
  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i] == (int) days)
      gtk_check_button_set_active (self->choices[i], TRUE);
}

/**
 * parafa_filing_scope_show_days:
 * @self: a scope
 * @from: a day, or empty
 * @until: a day, or empty
 *
 * Lists from one day to another, both included.
 */
void
parafa_filing_scope_show_days (ParafaFilingScope *self, const char *from, const char *until)
{
  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  gtk_check_button_set_active (self->choices[G_N_ELEMENTS (spans) - 1], TRUE);
  gtk_editable_set_text (self->from, from);
  gtk_editable_set_text (self->until, until);
}

/**
 * parafa_filing_scope_show_kind:
 * @self: a scope
 * @position: in its list of operations and kinds; 0 for any
 */
void
parafa_filing_scope_show_kind (ParafaFilingScope *self, guint position)
{
  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  gtk_drop_down_set_selected (self->kind, position);
}

/**
 * parafa_filing_scope_get_label:
 * @self: a scope
 *
 * Returns: (transfer none): what its button says
 */
const char *
parafa_filing_scope_get_label (ParafaFilingScope *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_SCOPE (self), NULL);

  return gtk_label_get_label (self->label);
}

/**
 * parafa_filing_scope_popup:
 * @self: a scope
 *
 * Opens its choices.
 */
void
parafa_filing_scope_popup (ParafaFilingScope *self)
{
  g_return_if_fail (PARAFA_IS_FILING_SCOPE (self));

  gtk_menu_button_popup (self->button);
}
