/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-control.h"

#include "parafa-sim-control-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A command: fills the answer, or says what is wrong */
typedef gboolean (*Command) (ParafaSimWorld *world,
                             JsonObject *input,
                             JsonObject *answer,
                             const char **problem);

static const char *
get_text (JsonObject *input, const char *name)
{
  JsonNode *node = json_object_get_member (input, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_number (JsonNode *node, gint64 min, gint64 max, gint64 *number)
{
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return *number >= min && *number <= max;
}

static gboolean
get_boolean (JsonNode *node, gboolean *value)
{
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
get_switch (JsonNode *node, ParafaSimSwitch *value)
{
  if (JSON_NODE_HOLDS_NULL (node))
    *value = PARAFA_SIM_SWITCH_AS_STYLE;
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    *value = json_node_get_boolean (node) ? PARAFA_SIM_SWITCH_ON : PARAFA_SIM_SWITCH_OFF;
  else
    return FALSE;
  return TRUE;
}

static gboolean
get_server_certificate (JsonNode *node, ParafaSimServerCertificate *value)
{
  static const char *const names[PARAFA_SIM_N_SERVER_CERTIFICATES] = {
    "good",
    "expired",
    "other_host",
    "untrusted",
  };
  const char *text =
      json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";

  for (int i = 0; i < PARAFA_SIM_N_SERVER_CERTIFICATES; i++)
    {
      if (g_str_equal (names[i], text))
        {
          *value = (ParafaSimServerCertificate) i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
get_layout (JsonNode *node, ParafaSimLayout *layout)
{
  const char *text =
      json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";

  *layout = g_str_equal (text, "old") ? PARAFA_SIM_LAYOUT_OLD : PARAFA_SIM_LAYOUT_NEW;
  return g_str_equal (text, "old") || g_str_equal (text, "new");
}

static gboolean
set_one (ParafaSimSettings *settings, const char *name, JsonNode *node)
{
  if (g_str_equal (name, "tls_style"))
    return json_node_get_value_type (node) == G_TYPE_STRING &&
           parafa_sim_tls_style_from_text (json_node_get_string (node), &settings->tls_style);
  if (g_str_equal (name, "delay_ms"))
    return get_number (node, 0, 600000, &settings->delay_ms);
  if (g_str_equal (name, "clock_offset_s"))
    return get_number (node, -G_GINT64_CONSTANT (3155760000), G_GINT64_CONSTANT (3155760000),
                       &settings->clock_offset_s);
  if (g_str_equal (name, "access_lifetime_s"))
    return get_number (node, 1, G_GINT64_CONSTANT (3155760000), &settings->access_lifetime_s);
  if (g_str_equal (name, "layout"))
    return get_layout (node, &settings->layout);
  if (g_str_equal (name, "keep_alive"))
    return get_switch (node, &settings->keep_alive);
  if (g_str_equal (name, "close_notify"))
    return get_switch (node, &settings->close_notify);
  if (g_str_equal (name, "server_certificate"))
    return get_server_certificate (node, &settings->server_certificate);
  if (g_str_equal (name, "rotation"))
    return get_boolean (node, &settings->rotation);
  if (g_str_equal (name, "opaque"))
    return get_boolean (node, &settings->opaque);
  if (g_str_equal (name, "revokes"))
    return get_boolean (node, &settings->revokes);
  return FALSE;
}

/* All or nothing */
static gboolean
do_set (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  ParafaSimSettings settings = world->settings;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, input);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (g_str_equal (name, "do"))
        continue;
      if (!set_one (&settings, name, node))
        {
          *problem = "no such setting, or not a value for it";
          return FALSE;
        }
    }
  world->settings = settings;
  return TRUE;
}

static gboolean
do_fail (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  const char *at = get_text (input, "at");
  const char *how = get_text (input, "how");
  JsonNode *node = json_object_get_member (input, "times");
  gint64 times = -1;

  *problem = "at, how or times is missing or of the wrong kind";
  if (at == NULL || how == NULL || (node != NULL && !get_number (node, 1, G_MAXINT32, &times)))
    return FALSE;
  return parafa_sim_failures_order (&world->failures, at, how, times, problem);
}

static gboolean
do_clear (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  parafa_sim_failures_clear (&world->failures);
  return TRUE;
}

static gboolean
do_release (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  world->n_releases++;
  return TRUE;
}

static gboolean
do_counts (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  const ParafaSimCounts *counts = &world->counts;

  json_object_set_int_member (answer, "authorize", counts->authorize);
  json_object_set_int_member (answer, "codes", counts->codes);
  json_object_set_int_member (answer, "exchanges", counts->exchanges);
  json_object_set_int_member (answer, "refreshes", counts->refreshes);
  json_object_set_int_member (answer, "hellos", counts->hellos);
  json_object_set_int_member (answer, "revocations", counts->revocations);
  json_object_set_int_member (answer, "handshakes", counts->handshakes);
  json_object_set_int_member (answer, "client_certificates", counts->client_certificates);
  json_object_set_int_member (answer, "handed_out", counts->handed_out);
  json_object_set_int_member (answer, "proxy_passwords", counts->proxy_passwords);
  json_object_set_int_member (answer, "held", counts->held);
  return TRUE;
}

static gboolean
do_last_client (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  const ParafaSimPeer *peer = &world->last_client;

  if (!peer->present)
    {
      *problem = "no certificate was presented yet";
      return FALSE;
    }
  json_object_set_string_member (answer, "holder", peer->holder);
  json_object_set_string_member (answer, "issuer", peer->issuer);
  json_object_set_string_member (answer, "serial", peer->serial);
  json_object_set_int_member (answer, "chain", peer->chain);
  json_object_set_string_member (answer, "tls", peer->tls);
  json_object_set_string_member (answer, "signature", peer->signature);
  json_object_set_boolean_member (answer, "good", peer->good);
  if (peer->problem != NULL)
    json_object_set_string_member (answer, "problem", peer->problem);
  return TRUE;
}

static GStrv
get_redirect_uris (JsonObject *input)
{
  const char *one = get_text (input, "redirect_uri");
  JsonNode *node = json_object_get_member (input, "redirect_uris");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (one != NULL)
    g_strv_builder_add (builder, one);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonNode *item = json_array_get_element (list, i);

          if (json_node_get_value_type (item) == G_TYPE_STRING)
            g_strv_builder_add (builder, json_node_get_string (item));
        }
    }
  return g_strv_builder_end (builder);
}

static gboolean
do_register (ParafaSimWorld *world, JsonObject *input, JsonObject *answer, const char **problem)
{
  const char *name = get_text (input, "name");
  g_auto (GStrv) uris = get_redirect_uris (input);
  g_autofree char *client_id = NULL;
  g_autofree char *client_secret = NULL;
  g_autoptr (GError) error = NULL;

  *problem = "name or redirect_uri is missing, or the address is not https";
  if (name == NULL || *name == '\0' || uris[0] == NULL)
    return FALSE;
  if (!parafa_sim_store_register (world->store, name, (const char *const *) uris, &client_id,
                                  &client_secret, &error))
    {
      if (!g_error_matches (error, PARAFA_SIM_ERROR, PARAFA_SIM_ERROR_ARGUMENT))
        *problem = "the state folder cannot be written";
      return FALSE;
    }
  json_object_set_string_member (answer, "client_id", client_id);
  json_object_set_string_member (answer, "client_secret", client_secret);
  explicit_bzero (client_secret, strlen (client_secret));
  return TRUE;
}

static Command
find_command (const char *name)
{
  static const struct
  {
    const char *name;
    Command run;
  } commands[] = {
    { "register", do_register },
    { "set", do_set },
    { "fail", do_fail },
    { "clear", do_clear },
    { "release", do_release },
    { "counts", do_counts },
    { "last_client", do_last_client },
    { "etransport", parafa_sim_control_etransport },
    { "filings", parafa_sim_control_filings },
    { "forget", parafa_sim_control_forget },
    { "grant", parafa_sim_control_grant },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (commands[i].name, name) == 0)
        return commands[i].run;
    }
  return NULL;
}

static char *
finish (JsonObject *answer, gboolean ok, const char *problem)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) whole = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_boolean_member (whole, "ok", ok);
  if (!ok)
    json_object_set_string_member (whole, "error", problem);
  json_object_iter_init_ordered (&iter, answer);
  while (ok && json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (whole, name, json_node_copy (value));
  json_node_set_object (node, whole);
  return json_to_string (node, FALSE);
}

/**
 * parafa_sim_control_execute:
 * @world: the state, not locked
 * @line: one JSON object, without the line feed
 *
 * Does what the line says.
 *
 * Returns: (transfer full): the answer, one JSON object without a line feed
 */
char *
parafa_sim_control_execute (ParafaSimWorld *world, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonObject) answer = json_object_new ();
  const char *problem = "not a JSON object with a known `do`";
  JsonNode *root = NULL;
  Command run = NULL;
  gboolean ok = FALSE;

  g_return_val_if_fail (world != NULL && line != NULL, NULL);

  if (json_parser_load_from_data (parser, line, -1, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    run = find_command (get_text (json_node_get_object (root), "do"));
  if (run != NULL)
    {
      g_mutex_lock (&world->lock);
      ok = run (world, json_node_get_object (root), answer, &problem);
      g_mutex_unlock (&world->lock);
    }
  return finish (answer, ok, problem);
}
