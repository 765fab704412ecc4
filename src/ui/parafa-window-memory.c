/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-window-memory.h"

/**
 * parafa_window_memory_save:
 * @settings: (nullable): the settings
 * @window: the window
 * @pages: (nullable): its pages
 * @account: (nullable): the account it shows
 *
 * Notes size, page and profile for the next start.
 */
void
parafa_window_memory_save (GSettings *settings,
                           GtkWindow *window,
                           AdwViewStack *pages,
                           ParafaAccount *account)
{
  int width;
  int height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (pages != NULL)
    g_settings_set_string (settings, "last-page", adw_view_stack_get_visible_child_name (pages));
  if (account != NULL)
    g_settings_set_string (settings, "last-profile",
                           parafa_profile_get_id (parafa_account_get_profile (account)));
}

/**
 * parafa_window_memory_restore_size:
 * @settings: (nullable): the settings
 * @window: the window
 *
 * Gives the window the size it had.
 */
void
parafa_window_memory_restore_size (GSettings *settings, GtkWindow *window)
{
  if (settings == NULL)
    return;
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

/**
 * parafa_window_memory_restore_page:
 * @settings: (nullable): the settings
 * @pages: the pages
 *
 * Turns to the page that was shown last.
 */
void
parafa_window_memory_restore_page (GSettings *settings, AdwViewStack *pages)
{
  g_autofree char *page = NULL;

  if (settings == NULL)
    return;
  page = g_settings_get_string (settings, "last-page");
  if (adw_view_stack_get_child_by_name (pages, page) != NULL)
    adw_view_stack_set_visible_child_name (pages, page);
}

/**
 * parafa_window_memory_dup_profile:
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full) (nullable): the id of the profile that was shown last
 */
char *
parafa_window_memory_dup_profile (GSettings *settings)
{
  return settings != NULL ? g_settings_get_string (settings, "last-profile") : NULL;
}
