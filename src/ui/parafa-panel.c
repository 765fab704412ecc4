/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-panel.h"

/**
 * ParafaPanel:
 *
 * What fills the window: a page of the profile shown, or a tool. Which there are is in
 * parafa-panels.c. The window shows and hides a panel by mapping it: what must not go on unseen
 * starts at map and ends at unmap.
 */
G_DEFINE_INTERFACE (ParafaPanel, parafa_panel, GTK_TYPE_WIDGET)

static void
parafa_panel_default_init (ParafaPanelInterface *iface)
{
}

/**
 * parafa_panel_set_account:
 * @self: a panel
 * @session: (nullable): the session
 * @account: (nullable): the account shown by the window
 *
 * Turns the panel to an account, or tells it that something about its account changed.
 */
void
parafa_panel_set_account (ParafaPanel *self, ParafaSession *session, ParafaAccount *account)
{
  g_return_if_fail (PARAFA_IS_PANEL (self));

  if (PARAFA_PANEL_GET_IFACE (self)->set_account != NULL)
    PARAFA_PANEL_GET_IFACE (self)->set_account (self, session, account);
}

/**
 * parafa_panel_ask_again:
 * @self: a panel
 *
 * Asks again for what the panel shows.
 */
void
parafa_panel_ask_again (ParafaPanel *self)
{
  g_return_if_fail (PARAFA_IS_PANEL (self));

  if (PARAFA_PANEL_GET_IFACE (self)->ask_again != NULL)
    PARAFA_PANEL_GET_IFACE (self)->ask_again (self);
}

/**
 * parafa_panel_can_ask_again:
 * @self: a panel
 *
 * Returns: whether the panel has something of its own to ask again
 */
gboolean
parafa_panel_can_ask_again (ParafaPanel *self)
{
  g_return_val_if_fail (PARAFA_IS_PANEL (self), FALSE);

  return PARAFA_PANEL_GET_IFACE (self)->ask_again != NULL;
}

/**
 * parafa_panel_go_back:
 * @self: a panel
 *
 * Goes back inside the panel, from details to a list for instance.
 *
 * Returns: %FALSE when there was nothing to go back from
 */
gboolean
parafa_panel_go_back (ParafaPanel *self)
{
  g_return_val_if_fail (PARAFA_IS_PANEL (self), FALSE);

  return PARAFA_PANEL_GET_IFACE (self)->go_back != NULL &&
         PARAFA_PANEL_GET_IFACE (self)->go_back (self);
}

/**
 * parafa_panel_find:
 * @self: a panel
 *
 * Puts the focus into the panel's search.
 */
void
parafa_panel_find (ParafaPanel *self)
{
  g_return_if_fail (PARAFA_IS_PANEL (self));

  if (PARAFA_PANEL_GET_IFACE (self)->find != NULL)
    PARAFA_PANEL_GET_IFACE (self)->find (self);
}

/**
 * parafa_panel_tells_expiry:
 * @self: a panel
 *
 * Returns: whether the panel says itself when the access ends
 */
gboolean
parafa_panel_tells_expiry (ParafaPanel *self)
{
  g_return_val_if_fail (PARAFA_IS_PANEL (self), FALSE);

  return PARAFA_PANEL_GET_IFACE (self)->tells_expiry != NULL &&
         PARAFA_PANEL_GET_IFACE (self)->tells_expiry (self);
}

/**
 * parafa_panel_show:
 * @self: a panel
 * @argument: (nullable): what to show there; each panel says what it knows
 *
 * Tells the panel that it was asked for.
 */
void
parafa_panel_show (ParafaPanel *self, const char *argument)
{
  g_return_if_fail (PARAFA_IS_PANEL (self));

  if (PARAFA_PANEL_GET_IFACE (self)->show != NULL)
    PARAFA_PANEL_GET_IFACE (self)->show (self, argument);
}
