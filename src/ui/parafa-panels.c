/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-panels.h"

#include <glib/gi18n.h>

#include "parafa-certificate-page.h"
#include "parafa-checkup-page.h"
#include "parafa-drivers-page.h"
#include "parafa-programs-page.h"
#include "parafa-filings-page.h"
#include "parafa-inspector.h"
#include "parafa-requests-page.h"
#include "parafa-testoauth-page.h"
#include "parafa-token-page.h"

/* The pages of a profile, in the order of the switcher: win.page::NAME */
static const ParafaPanelKind PAGES[] = {
  { "token", N_ ("_Token"), NULL, "ro.parafa.Parafa-key-symbolic", parafa_token_page_get_type },
  { "certificate", N_ ("Cert_ificate"), NULL, "ro.parafa.Parafa-certificate-symbolic",
    parafa_certificate_page_get_type },
  { "hello", N_ ("C_hecks"), NULL, "ro.parafa.Parafa-exchange-symbolic",
    parafa_testoauth_page_get_type },
  { "etransport", N_ ("e-T_ransport"), NULL, "ro.parafa.Parafa-truck-symbolic",
    parafa_filings_page_get_type },
};

/* What needs no profile and takes the whole window, with a way back: win.tool::NAME. Each gets
 * an item in the main menu */
static const ParafaPanelKind TOOLS[] = {
  { "checkup", N_ ("Check-Up"), N_ ("No PIN is tried and nothing is filed"), NULL,
    parafa_checkup_page_get_type },
  { "drivers", N_ ("Drivers"), N_ ("What reads your USB token"), NULL,
    parafa_drivers_page_get_type },
  { "programs", N_ ("Programs With Access"), N_ ("Who may take your tokens"), NULL,
    parafa_programs_page_get_type },
  { "inspector", N_ ("Token Inspector"), N_ ("Reads any token on this computer"), NULL,
    parafa_inspector_get_type },
  { "requests", N_ ("Requests"), N_ ("What was sent, and what came back"), NULL,
    parafa_requests_page_get_type },
  { NULL, NULL, NULL, NULL, NULL },
};

/**
 * parafa_panels_fill:
 * @pages: an empty stack
 *
 * Adds a place for each page of a profile. The page itself is made by parafa_panels_get(): a start
 * pays only for what it shows.
 */
void
parafa_panels_fill (AdwViewStack *pages)
{
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
    {
      AdwViewStackPage *page =
          adw_view_stack_add_titled (pages, adw_bin_new (), PAGES[i].name,
                                     g_dgettext (GETTEXT_PACKAGE, PAGES[i].title));

      adw_view_stack_page_set_use_underline (page, TRUE);
      adw_view_stack_page_set_icon_name (page, PAGES[i].icon);
    }
}

/**
 * parafa_panels_get:
 * @pages: a stack that parafa_panels_fill() filled
 * @name: name of a page
 * @made: (out) (optional): whether it was made by this call and knows no account yet
 *
 * Returns: (transfer none) (nullable): the page, made at the first call; %NULL for an unknown name
 */
ParafaPanel *
parafa_panels_get (AdwViewStack *pages, const char *name, gboolean *made)
{
  GtkWidget *place = adw_view_stack_get_child_by_name (pages, name);

  if (made != NULL)
    *made = FALSE;
  if (place == NULL)
    return NULL;
  for (guint i = 0; adw_bin_get_child (ADW_BIN (place)) == NULL && i < G_N_ELEMENTS (PAGES); i++)
    if (g_strcmp0 (PAGES[i].name, name) == 0)
      {
        adw_bin_set_child (ADW_BIN (place), g_object_new (PAGES[i].get_type (), NULL));
        if (made != NULL)
          *made = TRUE;
      }
  return PARAFA_PANEL (adw_bin_get_child (ADW_BIN (place)));
}

/**
 * parafa_panels_find_tool:
 * @name: name of a tool
 *
 * Returns: (transfer none) (nullable): the tool's row
 */
const ParafaPanelKind *
parafa_panels_find_tool (const char *name)
{
  for (guint i = 0; TOOLS[i].name != NULL; i++)
    if (g_strcmp0 (TOOLS[i].name, name) == 0)
      return &TOOLS[i];
  return NULL;
}

/**
 * parafa_panels_fill_menu:
 * @section: an empty section of the main menu
 *
 * Adds an item for each tool.
 */
void
parafa_panels_fill_menu (GMenu *section)
{
  for (guint i = 0; TOOLS[i].name != NULL; i++)
    {
      g_autoptr (GMenuItem) item =
          g_menu_item_new (g_dgettext (GETTEXT_PACKAGE, TOOLS[i].title), NULL);

      g_menu_item_set_action_and_target (item, "win.tool", "s", TOOLS[i].name);
      g_menu_append_item (section, item);
    }
}
