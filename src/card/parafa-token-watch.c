/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-watch.h"
#include "parafa-driver-note.h"
#include "parafa-modules.h"

#include <p11-kit/uri.h>
#include <string.h>

#define MAX_SLOTS 64
#define MAX_EVENTS 16

/* All of it is guarded by parafa_modules_lock() */
static char *last_sight = NULL;
static gboolean has_events = FALSE;

/**
 * parafa_token_watch_add:
 * @sight: what was seen so far
 * @slot: a slot with a token
 * @rv: what C_GetTokenInfo() answered
 * @info: the token, when that was CKR_OK
 *
 * Notes a token, so that another in its place is noticed.
 */
void
parafa_token_watch_add (GString *sight, CK_SLOT_ID slot, CK_RV rv, const CK_TOKEN_INFO *info)
{
  g_string_append_printf (sight, "%lu %lx ", (gulong) slot, (gulong) rv);
  if (rv == CKR_OK)
    {
      g_string_append_len (sight, (const char *) info->label, sizeof info->label);
      g_string_append_len (sight, (const char *) info->serialNumber, sizeof info->serialNumber);
      g_string_append_printf (sight, " %d", (info->flags & CKF_TOKEN_INITIALIZED) != 0);
    }
  g_string_append_c (sight, '\n');
}

/* Two sights may hold bytes that are no text; a token's fields have none that end a string */
static char *
finish_sight (GString *taken)
{
  for (gsize i = 0; i < taken->len; i++)
    if (taken->str[i] == '\0')
      taken->str[i] = '?';
  return g_string_free (taken, FALSE);
}

/**
 * parafa_token_watch_remember:
 * @taken: (transfer full): what a listing saw
 *
 * What is told from now on is what differs from it. With the driver's turn.
 */
void
parafa_token_watch_remember (GString *taken)
{
  g_free (last_sight);
  last_sight = finish_sight (taken);
}

/* Returns: whether the driver says that nothing happened, and is known to tell when something did: one
 * that always says so is not believed */
static gboolean
is_quiet (CK_FUNCTION_LIST *p11)
{
  CK_RV rv = CKR_OK;
  guint n = 0;

  while (n < MAX_EVENTS && rv == CKR_OK)
    {
      CK_SLOT_ID slot;

      rv = p11->C_WaitForSlotEvent (CKF_DONT_BLOCK, &slot, NULL);
      if (rv == CKR_OK)
        n++;
    }
  if (n > 0)
    has_events = TRUE;
  return n == 0 && rv == CKR_NO_EVENT && has_events;
}

static P11KitUri *
parse_uri (const char *text)
{
  P11KitUri *uri = p11_kit_uri_new ();

  if (p11_kit_uri_parse (text, P11_KIT_URI_FOR_OBJECT_ON_TOKEN, uri) == P11_KIT_URI_OK)
    return uri;
  p11_kit_uri_free (uri);
  return NULL;
}

static void
look_at_slots (CK_FUNCTION_LIST *p11, P11KitUri *wanted, GString *sight, gboolean *found)
{
  CK_SLOT_ID slots[MAX_SLOTS];
  CK_ULONG n_slots = G_N_ELEMENTS (slots);
  CK_ULONG n_all;
  CK_RV rv = p11->C_GetSlotList (CK_FALSE, NULL, &n_all);

  if (rv == CKR_OK)
    rv = p11->C_GetSlotList (CK_TRUE, slots, &n_slots);
  for (CK_ULONG i = 0; rv == CKR_OK && i < MIN (n_slots, G_N_ELEMENTS (slots)); i++)
    {
      CK_TOKEN_INFO info;
      CK_RV answer = p11->C_GetTokenInfo (slots[i], &info);

      if (answer == CKR_TOKEN_NOT_PRESENT || answer == CKR_DEVICE_REMOVED)
        continue;
      parafa_token_watch_add (sight, slots[i], answer, &info);
      if (answer == CKR_OK && wanted != NULL && p11_kit_uri_match_token_info (wanted, &info))
        *found = TRUE;
    }
}

/**
 * parafa_token_watch_look:
 * @uri: (nullable): PKCS#11 URI of an object on the token that is unlocked
 * @news: (out): what happened; its label to be freed by the caller
 *
 * Looks at the readers once, with the driver's turn. Where the driver tells of events, and of none
 * now, its tokens are not asked.
 */
void
parafa_token_watch_look (const char *uri, ParafaTokenWatchNews *news)
{
  const GPtrArray *modules = parafa_modules_get ();
  const ParafaModule *module = modules->len > 0 ? modules->pdata[0] : NULL;
  g_autofree char *note = parafa_driver_note_dup ();
  GString *sight;
  P11KitUri *wanted;
  gboolean found = FALSE;

  *news = (ParafaTokenWatchNews){ FALSE, FALSE, NULL };
  if (module == NULL || module->started != CKR_OK)
    return;
  parafa_driver_note_set (module->file);
  if (is_quiet (module->functions) && last_sight != NULL)
    {
      parafa_driver_note_set (note);
      return;
    }
  sight = g_string_new (NULL);
  wanted = uri != NULL ? parse_uri (uri) : NULL;
  look_at_slots (module->functions, wanted, sight, &found);
  parafa_driver_note_set (note);
  if (wanted != NULL && !found)
    {
      CK_TOKEN_INFO *info = p11_kit_uri_get_token_info (wanted);

      news->gone = TRUE;
      news->label = parafa_modules_trim (info->label, sizeof info->label);
    }
  if (wanted != NULL)
    p11_kit_uri_free (wanted);
  {
    g_autofree char *now = finish_sight (sight);

    news->changed = last_sight != NULL && strcmp (last_sight, now) != 0;
    g_free (last_sight);
    last_sight = g_steal_pointer (&now);
  }
}
