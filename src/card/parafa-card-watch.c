/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-private.h"

/* Tokens put in and pulled out. The processes look; what is here only tells them when */

/**
 * parafa_card_watch_process:
 * @self: the card processes
 * @process: one that runs
 *
 * Lets it look while somebody watches. A driver that did not survive that once is left in peace.
 */
void
parafa_card_watch_process (ParafaCard *self, ParafaCardProcess *process)
{
  ParafaDriver *driver = parafa_card_process_get_driver (process);
  g_autofree char *key = parafa_card_dup_key (driver);

  /* one that is being probed is not ours to watch */
  if (driver != NULL && g_hash_table_lookup (self->processes, key) == process)
    parafa_card_process_set_watching (process, self->watching &&
                                                   !g_hash_table_contains (self->unwatched, key));
}

/**
 * parafa_card_watched_process_ended:
 * @self: the card processes
 * @process: one that ended by itself
 *
 * A driver may fall over when its token is pulled out: that is a change as well.
 */
void
parafa_card_watched_process_ended (ParafaCard *self, ParafaCardProcess *process)
{
  if (!parafa_card_process_is_watching (process))
    return;
  g_hash_table_add (self->unwatched,
                    parafa_card_dup_key (parafa_card_process_get_driver (process)));
  parafa_card_tell_change (self);
}

/**
 * parafa_card_set_watching:
 * @self: the card processes
 * @watching: whether somebody wants to know
 *
 * While it is on, [signal@Card::tokens-changed] and [signal@Card::token-gone] are told two seconds
 * after the fact at most. The drivers' processes look once a second, between two of their calls and
 * never during a login or a signature; after a token was chosen, only its own does. When no process
 * runs yet they are started. While it is off nothing looks, and nothing wakes up.
 */
void
parafa_card_set_watching (ParafaCard *self, gboolean watching)
{
  g_autoptr (GList) all = NULL;
  gboolean any = FALSE;

  g_return_if_fail (PARAFA_IS_CARD (self));

  watching = !!watching;
  if (self->watching == watching)
    return;
  self->watching = watching;
  all = g_hash_table_get_values (self->processes);
  for (GList *l = all; l != NULL; l = l->next)
    if (parafa_card_process_get_driver (l->data) != NULL)
      {
        any = TRUE;
        parafa_card_watch_process (self, l->data);
      }
  if (watching && !any)
    parafa_card_list_async (self, NULL, NULL, NULL);
}

/**
 * parafa_card_get_watching:
 * @self: the card processes
 *
 * Returns: whether it watches
 */
gboolean
parafa_card_get_watching (ParafaCard *self)
{
  g_return_val_if_fail (PARAFA_IS_CARD (self), FALSE);
  return self->watching;
}
