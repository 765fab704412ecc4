/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-profiles.h"

#include "parafa-token-facts.h"

/**
 * parafa_inspector_profiles_make_menu:
 * @session: (nullable): the session
 * @action: the action of each item; gets the profile's id
 *
 * Returns: (transfer full): a menu of the profiles that have a token
 */
GMenuModel *
parafa_inspector_profiles_make_menu (ParafaSession *session, const char *action)
{
  GMenu *menu = g_menu_new ();
  guint n = session != NULL ? g_list_model_get_n_items (G_LIST_MODEL (session)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (session), i);
      ParafaProfile *profile = parafa_account_get_profile (account);
      g_autoptr (GMenuItem) item = NULL;

      if (parafa_account_get_pair (account) == NULL)
        continue;
      item = g_menu_item_new (parafa_token_facts_get_profile_name (profile), NULL);
      g_menu_item_set_action_and_target (item, action, "s", parafa_profile_get_id (profile));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}
