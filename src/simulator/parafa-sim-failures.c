/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-failures.h"

#define AT(place) (1u << PARAFA_SIM_AT_##place)
#define PAGES (AT (AUTHORIZE) | AT (POLICY))
#define CALLS (AT (UPLOAD) | AT (STATE) | AT (LIST) | AT (INFO) | AT (DOWNLOAD))
#define ANSWERS (PAGES | AT (TOKEN) | AT (HELLO) | AT (REVOKE) | CALLS)
#define ALL (ANSWERS | AT (HANDSHAKE))

static const char *const place_names[] = {
  "authorize", "policy", "token", "hello",    "handshake", "upload",
  "state",     "list",   "info",  "download", "revoke",
};

/* Each failure, and the places where it makes sense */
static const struct
{
  const char *name;
  guint places;
} hows[] = {
  [PARAFA_SIM_HOW_NONE] = { NULL, 0 },
  [PARAFA_SIM_HOW_ACCESS_DENIED] = { "access_denied", ANSWERS },
  [PARAFA_SIM_HOW_NO_CERTIFICATE_PAGE] = { "no_certificate_page", PAGES },
  [PARAFA_SIM_HOW_SESSION_FINISHED] = { "session_finished", PAGES },
  [PARAFA_SIM_HOW_BLOCKED] = { "blocked", ANSWERS },
  [PARAFA_SIM_HOW_MAINTENANCE] = { "maintenance", ANSWERS },
  [PARAFA_SIM_HOW_HTML200] = { "html200", ANSWERS },
  [PARAFA_SIM_HOW_REDIRECT] = { "redirect", ANSWERS },
  [PARAFA_SIM_HOW_500] = { "500", ANSWERS },
  [PARAFA_SIM_HOW_429] = { "429", ANSWERS },
  [PARAFA_SIM_HOW_401] = { "401", ANSWERS },
  [PARAFA_SIM_HOW_403] = { "403", ANSWERS },
  [PARAFA_SIM_HOW_INVALID_CLIENT] = { "invalid_client", AT (TOKEN) | AT (REVOKE) },
  [PARAFA_SIM_HOW_INVALID_GRANT] = { "invalid_grant", AT (TOKEN) },
  [PARAFA_SIM_HOW_INVALID_REQUEST] = { "invalid_request", PAGES | AT (TOKEN) },
  [PARAFA_SIM_HOW_EXPIRED_TEXT] = { "expired_text", AT (TOKEN) },
  [PARAFA_SIM_HOW_NO_REFRESH_TOKEN] = { "no_refresh_token", AT (TOKEN) },
  [PARAFA_SIM_HOW_GARBAGE] = { "garbage", ALL },
  [PARAFA_SIM_HOW_HANG] = { "hang", ALL },
  [PARAFA_SIM_HOW_RESET] = { "reset", ALL },
  [PARAFA_SIM_HOW_WRONG_STATE] = { "wrong_state", PAGES },
  [PARAFA_SIM_HOW_OTHER_HOST] = { "other_host", PAGES },
  [PARAFA_SIM_HOW_TRUNCATE] = { "truncate", ALL },
  [PARAFA_SIM_HOW_CERTIFICATE_REFUSED] = { "certificate_refused", AT (POLICY) | AT (HANDSHAKE) },
  [PARAFA_SIM_HOW_HANG_AFTER] = { "hang_after", CALLS },
  [PARAFA_SIM_HOW_RESET_AFTER] = { "reset_after", CALLS },
  [PARAFA_SIM_HOW_500_AFTER] = { "500_after", CALLS },
  [PARAFA_SIM_HOW_TECHNICAL] = { "technical", CALLS },
  [PARAFA_SIM_HOW_204] = { "204", CALLS },
  [PARAFA_SIM_HOW_NOK] = { "nok", AT (STATE) },
  [PARAFA_SIM_HOW_XML_ERRORS] = { "xml_errors", AT (STATE) },
};

G_STATIC_ASSERT (G_N_ELEMENTS (hows) == PARAFA_SIM_N_HOWS);
G_STATIC_ASSERT (G_N_ELEMENTS (place_names) == PARAFA_SIM_N_PLACES);

/**
 * parafa_sim_failures_order:
 * @self: the failures
 * @at: the name of a place
 * @how: the name of a failure
 * @times: how often, from 1 on; -1 until cleared
 * @reason: (out) (transfer none): why it was refused
 *
 * Orders a failure; it takes the place of an earlier one at the same place.
 *
 * Returns: whether there is such a failure at such a place
 */
gboolean
parafa_sim_failures_order (
    ParafaSimFailures *self, const char *at, const char *how, gint64 times, const char **reason)
{
  int place = -1;
  int kind = -1;

  g_return_val_if_fail (self != NULL && at != NULL && how != NULL && reason != NULL, FALSE);

  for (int i = 0; i < PARAFA_SIM_N_PLACES; i++)
    {
      if (g_str_equal (place_names[i], at))
        place = i;
    }
  for (int i = 1; i < PARAFA_SIM_N_HOWS; i++)
    {
      if (g_str_equal (hows[i].name, how))
        kind = i;
    }
  if (place < 0)
    *reason = "no such place";
  else if (kind < 0)
    *reason = "no such failure";
  else if ((hows[kind].places & (1u << place)) == 0)
    *reason = "that failure does not happen at that place";
  else if (times == 0 || times < -1)
    *reason = "times is not a positive number";
  else
    {
      self->how[place] = (ParafaSimHow) kind;
      self->left[place] = times;
      return TRUE;
    }
  return FALSE;
}

/**
 * parafa_sim_failures_peek:
 * @self: the failures
 * @place: a place
 *
 * Returns: the failure ordered there; it is not counted
 */
ParafaSimHow
parafa_sim_failures_peek (const ParafaSimFailures *self, ParafaSimPlace place)
{
  return self->how[place];
}

/**
 * parafa_sim_failures_take:
 * @self: the failures
 * @place: a place
 *
 * Returns: the failure ordered there; one less is left of it
 */
ParafaSimHow
parafa_sim_failures_take (ParafaSimFailures *self, ParafaSimPlace place)
{
  ParafaSimHow how = self->how[place];

  if (how != PARAFA_SIM_HOW_NONE && self->left[place] > 0 && --self->left[place] == 0)
    self->how[place] = PARAFA_SIM_HOW_NONE;
  return how;
}

/**
 * parafa_sim_failures_clear:
 * @self: the failures
 *
 * Forgets them all.
 */
void
parafa_sim_failures_clear (ParafaSimFailures *self)
{
  *self = (ParafaSimFailures){ 0 };
}
