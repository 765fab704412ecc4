/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-routes.h"

#include <string.h>

/* One header as the service echoes it */
typedef struct
{
  const char *name;
  char *value; /* (owned) */
} Echo;

static void
echo_clear (gpointer data)
{
  Echo *echo = data;

  explicit_bzero (echo->value, strlen (echo->value));
  g_free (echo->value);
}

static int
compare_echoes (gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp (((const Echo *) a)->name, ((const Echo *) b)->name);
}

/* A header sent twice is one line with both values */
static void
add_echo (GArray *echoes, const char *name, const char *value)
{
  Echo echo = { name, NULL };

  for (guint i = 0; i < echoes->len; i++)
    {
      Echo *other = &g_array_index (echoes, Echo, i);

      if (g_ascii_strcasecmp (other->name, name) == 0)
        {
          char *both = g_strconcat (other->value, ", ", value, NULL);

          echo_clear (other);
          other->value = both;
          return;
        }
    }
  echo.value = g_strdup (value);
  g_array_append_val (echoes, echo);
}

/* `Hello, NAME`, then a pair of lines for each header in alphabetical order, with those the gateway
 * adds (ANAF OAuth procedure, 2024). The bearer token is among them: that is how ANAF does it. */
static ParafaSimReply *
greet (const ParafaSimRequest *request, const char *issuer, const char *serial)
{
  g_autoptr (GHashTable) form = parafa_sim_form_parse (request->query);
  const char *name = form != NULL ? g_hash_table_lookup (form, "name") : NULL;
  g_autofree char *session_id = parafa_sim_random_hex (4);
  g_autofree char *session_key = parafa_sim_random_hex (16);
  GArray *echoes = g_array_new (FALSE, FALSE, sizeof (Echo));
  ParafaSimReply *reply = parafa_sim_reply_new (200, "text/plain; charset=utf-8", "Hello, ");

  g_array_set_clear_func (echoes, echo_clear);
  for (guint i = 0; i < request->headers->len; i++)
    {
      const ParafaSimHeader *header = g_ptr_array_index (request->headers, i);

      add_echo (echoes, header->name, header->value);
    }
  add_echo (echoes, "issuer", issuer);
  add_echo (echoes, "serial_certificate", serial);
  add_echo (echoes, "session-id", session_id);
  add_echo (echoes, "session-key", session_key);
  g_array_sort (echoes, compare_echoes);

  g_string_append (reply->body, name != NULL ? name : "null");
  g_string_append (reply->body, "\nheaders=");
  for (guint i = 0; i < echoes->len; i++)
    {
      const Echo *echo = &g_array_index (echoes, Echo, i);

      g_string_append_printf (reply->body, "key=%s\nval=[%s]\n", echo->name, echo->value);
    }
  g_array_unref (echoes);
  return reply;
}

static ParafaSimReply *
unauthorised (const char *description)
{
  g_autofree char *challenge = g_strdup_printf ("Bearer realm=\"api.anaf.ro\", "
                                                "error=\"invalid_token\", error_description=\"%s\"",
                                                description);
  ParafaSimReply *reply = parafa_sim_page_error (401, "Unauthorized", description);

  parafa_sim_reply_add_header (reply, "WWW-Authenticate", challenge);
  return reply;
}

/* Paths the interface does not know, in the form its other services answer in */
static ParafaSimReply *
not_found (const ParafaSimRequest *request, gint64 now_s)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_s);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000+00:00");
  g_autofree char *path = g_strescape (request->path, NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"timestamp\":\"%s\",\"status\":404,\"error\":\"Not Found\",\"path\":\"%s\"}", time, path);

  return parafa_sim_reply_new (404, "application/json", body);
}

static ParafaSimTokenState
check_token (ParafaSimWorld *world, const char *token, gint64 now_s, char **issuer, char **serial)
{
  g_autoptr (ParafaSimGrant) grant = NULL;
  ParafaSimTokenState state =
      parafa_sim_token_check (world->signing_key, token, now_s, issuer, serial);

  if (state != PARAFA_SIM_TOKEN_BAD)
    return state;
  grant = parafa_sim_store_find_grant (world->store, token);
  if (grant == NULL || grant->ends_at_s == 0 || grant->dead)
    return PARAFA_SIM_TOKEN_BAD;
  if (now_s >= grant->ends_at_s)
    return PARAFA_SIM_TOKEN_EXPIRED;
  *issuer = g_strdup (grant->issuer);
  *serial = g_strdup (grant->serial);
  return PARAFA_SIM_TOKEN_GOOD;
}

static ParafaSimReply *
refuse_token (ParafaSimWorld *world,
              const ParafaSimRequest *request,
              gint64 now_s,
              char **issuer,
              char **serial)
{
  const char *header = parafa_sim_request_get_header (request, "Authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return unauthorised ("There is no access token.");
  switch (check_token (world, header + 7, now_s, issuer, serial))
    {
    case PARAFA_SIM_TOKEN_GOOD:
      return NULL;
    case PARAFA_SIM_TOKEN_EXPIRED:
      return unauthorised ("The access token is expired.");
    case PARAFA_SIM_TOKEN_BAD:
    default:
      return unauthorised ("The access token is invalid.");
    }
}

static ParafaSimReply *
check_and_greet (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;
  ParafaSimReply *reply = refuse_token (world, request, now_s, &issuer, &serial);

  return reply != NULL ? reply : greet (request, issuer, serial);
}

/**
 * parafa_sim_token_refusal:
 * @world: the state, locked
 * @request: a request to the interface's port
 * @now_s: Unix seconds
 *
 * Returns: (transfer full) (nullable): the answer to a request without a good access token; %NULL
 *   when it has one
 */
ParafaSimReply *
parafa_sim_token_refusal (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  g_autofree char *issuer = NULL;
  g_autofree char *serial = NULL;

  return refuse_token (world, request, now_s, &issuer, &serial);
}

/**
 * parafa_sim_hello_answer:
 * @world: the state, locked
 * @request: a request to the interface's port
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): TestOauth's answer
 */
ParafaSimReply *
parafa_sim_hello_answer (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  ParafaSimHow how;
  ParafaSimReply *reply;

  if (!g_str_equal (request->path, PARAFA_SIM_HELLO_PATH))
    return not_found (request, now_s);
  if (!g_str_equal (request->method, "GET"))
    return parafa_sim_page_error (405, "Method Not Allowed", "Only GET is served.");
  world->counts.hellos++;
  how = parafa_sim_failures_take (&world->failures, PARAFA_SIM_AT_HELLO);
  if (how == PARAFA_SIM_HOW_ACCESS_DENIED)
    how = PARAFA_SIM_HOW_403;
  reply = parafa_sim_failure_reply (how, world->login_port);
  if (reply != NULL)
    return reply;
  reply = check_and_greet (world, request, now_s);
  if (how == PARAFA_SIM_HOW_TRUNCATE)
    reply->delivery = PARAFA_SIM_DELIVER_HALF;
  return reply;
}
