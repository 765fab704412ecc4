/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwt-compare.h"

#include "parafa-json.h"

#include <string.h>

/**
 * parafa_jwt_pairing_free:
 * @pairing: (transfer full): a field of two tokens
 *
 * Frees it.
 */
void
parafa_jwt_pairing_free (ParafaJwtPairing *pairing)
{
  g_return_if_fail (pairing != NULL);

  g_free (pairing->name);
  g_free (pairing->first);
  g_free (pairing->second);
  g_free (pairing);
}

static ParafaJwtPairing *
add (GPtrArray *pairings, GHashTable *by_name, gboolean header, char *name)
{
  ParafaJwtPairing *pairing = g_new0 (ParafaJwtPairing, 1);

  pairing->name = name;
  pairing->header = header;
  g_hash_table_insert (by_name, pairing->name, pairing);
  g_ptr_array_add (pairings, pairing);
  return pairing;
}

/* Values are the same when they are written the same but for blanks between them: 1 and 1.0 are not,
 * since two programs may read them differently. */
static void
decide (ParafaJwtPairing *pairing)
{
  if (pairing->first == NULL)
    pairing->difference = PARAFA_JWT_ONLY_SECOND;
  else if (pairing->second == NULL)
    pairing->difference = PARAFA_JWT_ONLY_FIRST;
  else
    pairing->difference =
        strcmp (pairing->first, pairing->second) == 0 ? PARAFA_JWT_SAME : PARAFA_JWT_DIFFERENT;
}

static void
pair (GPtrArray *pairings, gboolean header, const char *first, const char *second)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  const char *texts[2] = { first, second };
  guint begin = pairings->len;

  for (guint i = 0; i < 2; i++)
    {
      ParafaJsonValue root;
      ParafaJsonValue name;
      ParafaJsonValue value;
      ParafaJsonWalk walk;

      parafa_json_get_root (texts[i], strlen (texts[i]), &root);
      parafa_json_walk_init (&walk, &root);
      while (parafa_json_walk_next_member (&walk, &name, &value))
        {
          g_autofree char *text = parafa_json_value_dup_text (&name);
          ParafaJwtPairing *pairing = g_hash_table_lookup (by_name, text);

          if (pairing == NULL)
            pairing = add (pairings, by_name, header, g_steal_pointer (&text));
          *(i == 0 ? &pairing->first : &pairing->second) = parafa_json_value_format (&value, 0, 0);
        }
    }
  for (guint i = begin; i < pairings->len; i++)
    decide (pairings->pdata[i]);
}

/**
 * parafa_jwt_compare:
 * @first: a token
 * @second: another token
 *
 * Puts the fields of two tokens side by side: those of the header, then those of the claims, in the
 * order of the first, then what only the second has.
 *
 * Returns: (transfer full) (element-type ParafaJwtPairing): every field once
 */
GPtrArray *
parafa_jwt_compare (ParafaJwt *first, ParafaJwt *second)
{
  GPtrArray *pairings = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_jwt_pairing_free);
  g_autofree char *first_header = parafa_jwt_dup_header_text (first);
  g_autofree char *first_claims = parafa_jwt_dup_claims_text (first);
  g_autofree char *second_header = parafa_jwt_dup_header_text (second);
  g_autofree char *second_claims = parafa_jwt_dup_claims_text (second);

  pair (pairings, TRUE, first_header, second_header);
  pair (pairings, FALSE, first_claims, second_claims);
  return pairings;
}
