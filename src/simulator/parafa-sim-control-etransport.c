/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-control-private.h"

#include "parafa-sim-etransport.h"
#include "parafa-sim-routes.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
read_limit (JsonNode *node, gint64 min, gint64 *limit)
{
  if (json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < min ||
      json_node_get_int (node) > G_MAXINT32)
    return FALSE;
  *limit = json_node_get_int (node);
  return TRUE;
}

/* null: every company; a list: these */
static gboolean
read_rights (JsonNode *node, GStrv *rights)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *list;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      g_clear_pointer (rights, g_strfreev);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *item = json_array_get_element (list, i);

      if (json_node_get_value_type (item) != G_TYPE_STRING)
        return FALSE;
      g_strv_builder_add (builder, json_node_get_string (item));
    }
  g_strfreev (*rights);
  *rights = g_strv_builder_end (builder);
  return TRUE;
}

/* A failure of every call, until null: unlike one that is ordered, it is kept */
static gboolean
read_failure (JsonNode *node, ParafaSimFailures *failures)
{
  static const struct
  {
    const char *name;
    ParafaSimPlace place;
  } calls[] = {
    { "upload", PARAFA_SIM_AT_UPLOAD },     { "state", PARAFA_SIM_AT_STATE },
    { "list", PARAFA_SIM_AT_LIST },         { "info", PARAFA_SIM_AT_INFO },
    { "download", PARAFA_SIM_AT_DOWNLOAD },
  };
  const char *reason;

  if (!JSON_NODE_HOLDS_NULL (node) && json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      failures->how[calls[i].place] = PARAFA_SIM_HOW_NONE;
      if (!JSON_NODE_HOLDS_NULL (node) &&
          !parafa_sim_failures_order (failures, calls[i].name, json_node_get_string (node), -1,
                                      &reason))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_one (ParafaSimWorld *world, const char *name, JsonNode *node)
{
  ParafaSimFilings *filings = world->filings;

  if (g_str_equal (name, "delay_ms"))
    return read_limit (node, 0, &world->settings.delay_ms);
  if (g_str_equal (name, "processing_s"))
    return read_limit (node, 0, &filings->processing_s);
  if (g_str_equal (name, "per_minute"))
    return read_limit (node, 1, &filings->per_minute);
  if (g_str_equal (name, "states_per_day"))
    return read_limit (node, 1, &filings->states_per_day);
  if (g_str_equal (name, "lists_per_day"))
    return read_limit (node, 1, &filings->lists_per_day);
  if (g_str_equal (name, "rights"))
    return read_rights (node, &filings->rights);
  if (g_str_equal (name, "fail"))
    return read_failure (node, &world->failures);
  if (g_str_equal (name, "download") && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      filings->download = json_node_get_boolean (node);
      return TRUE;
    }
  return FALSE;
}

/* What was set holds for every server on the same state folder that starts later: the window's and the terminal's */
static char *
get_settings_path (const ParafaSimWorld *world)
{
  return world->dir != NULL ? g_build_filename (world->dir, "etransport.json", NULL) : NULL;
}

static JsonObject *
read_settings (const ParafaSimWorld *world)
{
  g_autofree char *path = get_settings_path (world);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (path != NULL && json_parser_load_from_file (parser, path, NULL))
    root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root)
             ? json_object_ref (json_node_get_object (root))
             : json_object_new ();
}

static void
keep_settings (const ParafaSimWorld *world, JsonObject *input)
{
  g_autofree char *path = get_settings_path (world);
  g_autoptr (JsonObject) settings = read_settings (world);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (path == NULL)
    return;
  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_str_equal (name, "do"))
      json_object_set_member (settings, name, json_node_copy (node));
  json_node_set_object (root, settings);
  text = json_to_string (root, FALSE);
  g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/**
 * parafa_sim_control_etransport_load:
 * @world: the state
 *
 * Takes over what a server on the same folder was told about e-Transport.
 */
void
parafa_sim_control_etransport_load (ParafaSimWorld *world)
{
  g_autoptr (JsonObject) settings = read_settings (world);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, settings);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    set_one (world, name, node);
}

/**
 * parafa_sim_control_etransport:
 * @world: the state, locked
 * @input: `processing_s`, `per_minute`, `states_per_day`, `lists_per_day`, `rights` (list of companies,
 *   or null for every one), `download`, `delay_ms` (of every answer), `fail` (a failure of every call; null for none)
 * @answer: to be filled
 * @problem: (out): what is wrong
 *
 * Sets how e-Transport behaves, now and for servers that start on this folder; what comes before a wrong member is set.
 *
 * Returns: whether all of it was understood
 */
gboolean
parafa_sim_control_etransport (ParafaSimWorld *world,
                               JsonObject *input,
                               JsonObject *answer,
                               const char **problem)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, input);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (g_str_equal (name, "do") || set_one (world, name, node))
        continue;
      *problem = "no such setting of e-Transport, or not a value for it";
      return FALSE;
    }
  keep_settings (world, input);
  return TRUE;
}

/**
 * parafa_sim_control_forget:
 * @world: the state, locked
 * @input: nothing
 * @answer: to be filled: nothing
 * @problem: (out): not used
 *
 * Forgets what was filed, all counts and all settings of e-Transport.
 *
 * Returns: %TRUE
 */
gboolean
parafa_sim_control_forget (ParafaSimWorld *world,
                           JsonObject *input,
                           JsonObject *answer,
                           const char **problem)
{
  g_autofree char *path = get_settings_path (world);

  if (path != NULL)
    g_unlink (path);
  parafa_sim_filings_forget (world->filings);
  parafa_sim_filings_free (world->filings);
  world->filings = parafa_sim_filings_new (world->dir);
  return TRUE;
}

/**
 * parafa_sim_control_filings:
 * @world: the state, locked
 * @input: nothing
 * @answer: to be filled: `taken` (declarations taken in), `different` (different bodies among them), `most` (how
 *   often the one that came most often was taken in), `uploads`, `requests`, `refused` (by the minute's limit),
 *   `busiest_minute`, `bodies` (SHA-256 to number)
 * @problem: (out): not used
 *
 * Counts what was filed: what a test of "exactly once" asks.
 *
 * Returns: %TRUE
 */
gboolean
parafa_sim_control_filings (ParafaSimWorld *world,
                            JsonObject *input,
                            JsonObject *answer,
                            const char **problem)
{
  const ParafaSimFilings *filings = world->filings;
  JsonObject *bodies = json_object_new ();
  GHashTableIter iter;
  gpointer hash;
  gpointer times;
  int most = 0;

  /* another program's server may have taken something in */
  parafa_sim_filings_read (world->filings);
  g_hash_table_iter_init (&iter, filings->by_hash);
  while (g_hash_table_iter_next (&iter, &hash, &times))
    {
      json_object_set_int_member (bodies, hash, GPOINTER_TO_INT (times));
      most = MAX (most, GPOINTER_TO_INT (times));
    }
  json_object_set_int_member (answer, "taken", filings->filings->len);
  json_object_set_int_member (answer, "different", g_hash_table_size (filings->by_hash));
  json_object_set_int_member (answer, "most", most);
  json_object_set_int_member (answer, "uploads", filings->n_uploads);
  json_object_set_int_member (answer, "requests", filings->n_requests);
  json_object_set_int_member (answer, "refused", filings->n_refused);
  json_object_set_int_member (answer, "busiest_minute", filings->busiest_minute);
  json_object_set_object_member (answer, "bodies", bodies);
  return TRUE;
}

/**
 * parafa_sim_control_grant:
 * @world: the state, locked
 * @input: `client_id` of a registered application
 * @answer: to be filled as the token endpoint answers: `access_token`, `refresh_token`, `expires_in`…
 * @problem: (out): what is wrong
 *
 * A pair as a login gives it, for tests and scripts that are not about the login.
 *
 * Returns: whether there is such an application
 */
gboolean
parafa_sim_control_grant (ParafaSimWorld *world,
                          JsonObject *input,
                          JsonObject *answer,
                          const char **problem)
{
  JsonNode *node = json_object_get_member (input, "client_id");
  const char *client_id = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                              ? json_node_get_string (node)
                              : NULL;
  g_autoptr (ParafaSimReply) reply = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  *problem = "no such application";
  if (client_id == NULL || !parafa_sim_store_has_client (world->store, client_id))
    return FALSE;
  *problem = "the token cannot be made or kept";
  reply = parafa_sim_token_endpoint_grant (world, client_id, parafa_sim_world_get_now (world));
  if (reply->status != 200 || !json_parser_load_from_data (parser, reply->body->str, -1, NULL))
    return FALSE;
  json_object_iter_init_ordered (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (answer, name, json_node_copy (value));
  return TRUE;
}
