/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-view-private.h"

#include <glib/gi18n.h>

/* Which columns are shown, and by which one it is sorted: both are remembered */

#define KEY_COLUMNS "etransport-columns"
#define KEY_SORT "etransport-sort"
#define KEY_DESCENDING "etransport-sort-descending"

/* -- sorting: the archive sorts; a column's sorter only tells which it is -- */

typedef struct
{
  ParafaFilingView *view; /* (unowned) */
  guint spec;
} Probe;

static int
note_column (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Probe *probe = user_data;

  probe->view->probed = (int) probe->spec;
  return -1;
}

/* Which column it is, and whether the greatest comes first; -1 for none */
static int
probe_sorter (ParafaFilingView *self, gboolean *descending)
{
  GtkOrdering order;

  self->probed = -1;
  order = gtk_sorter_compare (gtk_column_view_get_sorter (self->table), self, self->selection);
  *descending = order == GTK_ORDERING_LARGER;
  return self->probed;
}

/**
 * parafa_filing_view_apply_sort:
 * @self: a view
 *
 * Lets the archive sort as the columns say; without one, the newest comes first.
 */
void
parafa_filing_view_apply_sort (ParafaFilingView *self)
{
  gboolean descending;
  int spec = probe_sorter (self, &descending);

  if (self->list == NULL)
    return;
  if (spec < 0)
    parafa_filing_list_set_sort (self->list, PARAFA_FILING_SORT_CREATED, TRUE);
  else
    parafa_filing_list_set_sort (self->list, parafa_filing_column_specs[spec].sort, descending);
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, ParafaFilingView *self)
{
  gboolean descending;
  int spec = probe_sorter (self, &descending);

  parafa_filing_view_apply_sort (self);
  if (self->settings == NULL || self->restoring)
    return;
  g_settings_set_string (self->settings, KEY_SORT,
                         spec >= 0 ? parafa_filing_column_specs[spec].name : "");
  g_settings_set_boolean (self->settings, KEY_DESCENDING, descending);
}

static void
restore_sort (ParafaFilingView *self)
{
  g_autofree char *name =
      self->settings != NULL ? g_settings_get_string (self->settings, KEY_SORT) : NULL;

  for (guint i = 0; name != NULL && i < parafa_filing_n_column_specs; i++)
    if (g_str_equal (parafa_filing_column_specs[i].name, name) &&
        parafa_filing_view_has_column (self, name))
      gtk_column_view_sort_by_column (self->table, self->columns[i],
                                      g_settings_get_boolean (self->settings, KEY_DESCENDING)
                                          ? GTK_SORT_DESCENDING
                                          : GTK_SORT_ASCENDING);
}

/* -- columns -- */

static GtkColumnViewColumn *
make_column (ParafaFilingView *self, guint n)
{
  const ParafaFilingColumnSpec *spec = &parafa_filing_column_specs[n];
  const char *title = g_dpgettext2 (NULL, "column", spec->title);
  GtkColumnViewColumn *column =
      gtk_column_view_column_new (title, parafa_filing_view_make_factory (self, spec));
  Probe *probe = g_new0 (Probe, 1);
  g_autoptr (GtkSorter) sorter = NULL;

  probe->view = self;
  probe->spec = n;
  sorter = GTK_SORTER (gtk_custom_sorter_new (note_column, probe, g_free));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->columns_menu));
  if (spec->width > 0)
    gtk_column_view_column_set_fixed_width (column, spec->width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  return column;
}

/* A hidden column keeps its room, so that it is taken out */
static void
show_column (ParafaFilingView *self, guint n, gboolean show)
{
  guint position = 0;

  if (show == (gtk_column_view_column_get_column_view (self->columns[n]) != NULL))
    return;
  if (!show)
    {
      gtk_column_view_remove_column (self->table, self->columns[n]);
      return;
    }
  for (guint i = 0; i < n; i++)
    if (gtk_column_view_column_get_column_view (self->columns[i]) != NULL)
      position++;
  gtk_column_view_insert_column (self->table, position, self->columns[n]);
}

static void
remember_columns (ParafaFilingView *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < parafa_filing_n_column_specs; i++)
    if (gtk_column_view_column_get_column_view (self->columns[i]) != NULL)
      g_strv_builder_add (builder, parafa_filing_column_specs[i].name);
  names = g_strv_builder_end (builder);
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, KEY_COLUMNS, (const char *const *) names);
}

/* A table without a column has no way back: the last one stays */
static void
on_column_toggled (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  ParafaFilingView *self = user_data;
  gboolean show = g_variant_get_boolean (state);
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (action), "spec"));

  if (!show && g_list_model_get_n_items (gtk_column_view_get_columns (self->table)) == 1)
    return;
  g_simple_action_set_state (action, state);
  show_column (self, n, show);
  remember_columns (self);
}

static gboolean
is_wanted (const char *const *names, const char *name)
{
  static const char *const usual[] = { "state", "uit", "transport", "partner", NULL };

  return g_strv_contains (names != NULL && names[0] != NULL ? names : usual, name);
}

static void
add_toggle (ParafaFilingView *self, guint n, gboolean shown)
{
  const ParafaFilingColumnSpec *spec = &parafa_filing_column_specs[n];
  g_autofree char *name = g_strdup_printf ("column-%s", spec->name);
  g_autofree char *detailed = g_strdup_printf ("filing-columns.%s", name);
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (shown));

  g_object_set_data (G_OBJECT (action), "spec", GUINT_TO_POINTER (n));
  g_signal_connect_object (action, "change-state", G_CALLBACK (on_column_toggled), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->shown), G_ACTION (action));
  g_menu_append (self->columns_menu, g_dpgettext2 (NULL, "column", spec->title), detailed);
}

/**
 * parafa_filing_view_make_columns:
 * @self: a view that is being made
 *
 * Makes all columns and shows those that are wanted.
 */
void
parafa_filing_view_make_columns (ParafaFilingView *self)
{
  g_auto (GStrv) names =
      self->settings != NULL ? g_settings_get_strv (self->settings, KEY_COLUMNS) : NULL;

  self->restoring = TRUE;
  self->shown = g_simple_action_group_new ();
  self->columns_menu = g_menu_new ();
  self->columns = g_new0 (GtkColumnViewColumn *, parafa_filing_n_column_specs);
  for (guint i = 0; i < parafa_filing_n_column_specs; i++)
    {
      gboolean shown = is_wanted ((const char *const *) names, parafa_filing_column_specs[i].name);

      self->columns[i] = make_column (self, i);
      add_toggle (self, i, shown);
      if (shown)
        gtk_column_view_append_column (self->table, self->columns[i]);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filing-columns",
                                  G_ACTION_GROUP (self->shown));
  restore_sort (self);
  self->restoring = FALSE;
  g_signal_connect (gtk_column_view_get_sorter (self->table), "changed",
                    G_CALLBACK (on_sorter_changed), self);
}

/**
 * parafa_filing_view_free_columns:
 * @self: a view that is let go
 */
void
parafa_filing_view_free_columns (ParafaFilingView *self)
{
  for (guint i = 0; i < parafa_filing_n_column_specs; i++)
    g_object_unref (self->columns[i]);
  g_clear_pointer (&self->columns, g_free);
}

/**
 * parafa_filing_view_get_column_actions:
 * @self: a view
 *
 * Returns: (transfer none): a toggle for each column, "column-NAME"
 */
GActionGroup *
parafa_filing_view_get_column_actions (ParafaFilingView *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), NULL);

  return G_ACTION_GROUP (self->shown);
}

/**
 * parafa_filing_view_has_column:
 * @self: a view
 * @name: of a column, as it is remembered
 *
 * Returns: whether it is shown
 */
gboolean
parafa_filing_view_has_column (ParafaFilingView *self, const char *name)
{
  g_return_val_if_fail (PARAFA_IS_FILING_VIEW (self), FALSE);

  for (guint i = 0; i < parafa_filing_n_column_specs; i++)
    if (g_str_equal (parafa_filing_column_specs[i].name, name))
      return gtk_column_view_column_get_column_view (self->columns[i]) != NULL;
  return FALSE;
}
