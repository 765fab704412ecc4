/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-import-group.h"

#include <glib/gi18n.h>

#include "parafa-import-text.h"
#include "parafa-session-import.h"
#include "parafa-token-facts.h"

struct _ParafaImportGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *target; /* (unowned): rows */
  AdwEntryRow *name;
  AdwActionRow *warning;

  ParafaSession *session;   /* (owned) */
  ParafaImportFound *found; /* (owned) */
  GPtrArray
      *accounts; /* (owned) (element-type ParafaAccount): one for each choice; NULL: new, or out */
  guint n_new;   /* 1 when a new profile is among the choices */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaImportGroup, parafa_import_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_left_out (ParafaImportGroup *self)
{
  return adw_combo_row_get_selected (self->target) + 1 >= self->accounts->len;
}

/* What is going to be replaced is said before it is */
static char *
make_warning (ParafaImportGroup *self, ParafaAccount *account)
{
  const char *name = parafa_token_facts_get_profile_name (parafa_account_get_profile (account));
  gboolean has_token = parafa_account_get_pair (account) != NULL;

  if (self->found->access != NULL && has_token && self->found->client_secret != NULL)
    /* Translators: %s is the name of a profile */
    return g_strdup_printf (_ ("Client secret and token of “%s” are replaced"), name);
  if (self->found->access != NULL && has_token)
    /* Translators: %s is the name of a profile */
    return g_strdup_printf (_ ("The token of “%s” is replaced"), name);
  if (self->found->client_secret != NULL)
    /* Translators: %s is the name of a profile */
    return g_strdup_printf (_ ("The client secret of “%s” is replaced"), name);
  return NULL;
}

static void
on_target_changed (ParafaImportGroup *self)
{
  ParafaAccount *account = parafa_import_group_get_target (self);
  gboolean is_new = account == NULL && !is_left_out (self);
  g_autofree char *warning = account != NULL ? make_warning (self, account) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->name), is_new);
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning != NULL);
  if (warning != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->warning), warning);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_name_changed (ParafaImportGroup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_row (ParafaImportGroup *self, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_found (ParafaImportGroup *self, gint64 now_s)
{
  const ParafaImportFound *found = self->found;

  if (found->client_id != NULL)
    add_row (self, _ ("Client ID"), found->client_id);
  if (found->client_secret != NULL)
    {
      g_autofree char *mask = parafa_import_text_mask (found->client_secret);

      add_row (self, _ ("Client secret"), mask);
    }
  if (found->redirect_uri != NULL)
    add_row (self, _ ("Callback address"), found->redirect_uri);
  if (found->access != NULL)
    {
      g_autofree char *mask = parafa_import_text_mask (found->access);
      g_autofree char *end = parafa_import_text_make_token (found, now_s);
      g_autofree char *both = g_strdup_printf ("%s · %s", mask, end);

      add_row (self, _ ("Access token"), both);
    }
  if (found->refresh != NULL)
    {
      g_autofree char *mask = parafa_import_text_mask (found->refresh);

      add_row (self, _ ("Refresh token"), mask);
    }
}

/* New where everything for it is there, then the profiles there are, then nowhere */
static void
fill_choices (ParafaImportGroup *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  ParafaAccount *proposed = parafa_session_find_import_target (self->session, self->found);
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (self->session));
  guint selected = 0;

  if (self->found->client_id != NULL && self->found->client_secret != NULL)
    {
      gtk_string_list_append (words, _ ("New profile"));
      g_ptr_array_add (self->accounts, NULL);
      self->n_new = 1;
    }
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (self->session), i);
      ParafaProfile *profile = parafa_account_get_profile (account);

      if (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE)
        continue;
      if (account == proposed)
        selected = self->accounts->len;
      gtk_string_list_append (words, parafa_token_facts_get_profile_name (profile));
      g_ptr_array_add (self->accounts, g_steal_pointer (&account));
    }
  gtk_string_list_append (words, _ ("Leave it out"));
  g_ptr_array_add (self->accounts, NULL);
  /* tokens whose application is not known go nowhere by themselves */
  if (proposed == NULL && self->n_new == 0)
    selected = self->accounts->len - 1;
  adw_combo_row_set_model (self->target, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->target, selected);
}

static void
unref_account (gpointer account)
{
  if (account != NULL)
    g_object_unref (account);
}

static void
parafa_import_group_finalize (GObject *object)
{
  ParafaImportGroup *self = PARAFA_IMPORT_GROUP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->found, parafa_import_found_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  G_OBJECT_CLASS (parafa_import_group_parent_class)->finalize (object);
}

static void
parafa_import_group_class_init (ParafaImportGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_import_group_finalize;
  /**
   * ParafaImportGroup::changed:
   * @self: the group
   */
  signals[CHANGED] = g_signal_new ("changed", PARAFA_TYPE_IMPORT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_import_group_init (ParafaImportGroup *self)
{
  self->accounts = g_ptr_array_new_with_free_func (unref_account);
  self->target = ADW_COMBO_ROW (adw_combo_row_new ());
  self->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  self->warning = ADW_ACTION_ROW (adw_action_row_new ());
}

static void
add_destination (ParafaImportGroup *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target), _ ("Goes into"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name of the profile"));
  /* the row has the title, the text inside the focus */
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_editable_get_delegate (GTK_EDITABLE (self->name))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the profile"), -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->warning), FALSE);
  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (self->warning, icon);
  gtk_editable_set_text (GTK_EDITABLE (self->name),
                         self->found->name != NULL ? self->found->name : _ ("Imported"));
  adw_preferences_group_add (group, GTK_WIDGET (self->target));
  adw_preferences_group_add (group, GTK_WIDGET (self->name));
  adw_preferences_group_add (group, GTK_WIDGET (self->warning));
}

/**
 * parafa_import_group_new:
 * @session: the session
 * @found: (transfer full): what was found
 *
 * Returns: (transfer floating): a group
 */
GtkWidget *
parafa_import_group_new (ParafaSession *session, ParafaImportFound *found)
{
  ParafaImportGroup *self = g_object_new (PARAFA_TYPE_IMPORT_GROUP, NULL);
  g_autofree char *title = NULL;

  self->session = g_object_ref (session);
  self->found = found;
  title = g_markup_escape_text (found->name != NULL ? found->name : _ ("Found"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  add_found (self, parafa_clock_get_now (parafa_session_get_clock (session)));
  add_destination (self);
  fill_choices (self);
  g_signal_connect_swapped (self->target, "notify::selected", G_CALLBACK (on_target_changed), self);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_changed), self);
  on_target_changed (self);
  return GTK_WIDGET (self);
}

/**
 * parafa_import_group_get_found:
 * @self: a group
 *
 * Returns: (transfer none): what was found
 */
const ParafaImportFound *
parafa_import_group_get_found (ParafaImportGroup *self)
{
  g_return_val_if_fail (PARAFA_IS_IMPORT_GROUP (self), NULL);

  return self->found;
}

/**
 * parafa_import_group_is_chosen:
 * @self: a group
 *
 * Returns: whether it goes somewhere, under a name
 */
gboolean
parafa_import_group_is_chosen (ParafaImportGroup *self)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (PARAFA_IS_IMPORT_GROUP (self), FALSE);

  name = parafa_import_group_dup_name (self);
  return !is_left_out (self) && (parafa_import_group_get_target (self) != NULL || *name != '\0');
}

/**
 * parafa_import_group_get_target:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): the account it goes into; %NULL for a new profile
 */
ParafaAccount *
parafa_import_group_get_target (ParafaImportGroup *self)
{
  guint selected;

  g_return_val_if_fail (PARAFA_IS_IMPORT_GROUP (self), NULL);

  selected = adw_combo_row_get_selected (self->target);
  return selected < self->accounts->len ? g_ptr_array_index (self->accounts, selected) : NULL;
}

/**
 * parafa_import_group_dup_name:
 * @self: a group
 *
 * Returns: (transfer full): the name of the new profile, without blanks around it
 */
char *
parafa_import_group_dup_name (ParafaImportGroup *self)
{
  g_return_val_if_fail (PARAFA_IS_IMPORT_GROUP (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}
