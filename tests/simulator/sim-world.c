/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sim-world.h"

#include "parafa-sim-folder.h"
#include "parafa-test.h"

#include <openssl/pem.h>
#include <string.h>

/* A key takes a second to make, so one is shared by the worlds of a program */
static void
write_signing_key (const char *dir)
{
  static char *text = NULL;
  static gsize length = 0;
  g_autofree char *path = g_build_filename (dir, "signing.key", NULL);
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    {
      g_autoptr (EVP_PKEY) key = parafa_sim_key_new (PARAFA_SIM_KEY_RSA, &error);
      BIO *bio = BIO_new (BIO_s_mem ());
      char *data;

      g_assert_no_error (error);
      g_assert_cmpint (PEM_write_bio_PKCS8PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL), ==, 1);
      length = (gsize) BIO_get_mem_data (bio, &data);
      text = g_strndup (data, length);
      BIO_free (bio);
    }
  g_assert_true (parafa_sim_folder_write (path, text, length, &error));
}

SimWorld *
sim_world_new (void)
{
  static const char *const uris[] = { SIM_CALLBACK, "https://a.example/x?y=z", NULL };
  g_autoptr (GError) error = NULL;
  SimWorld *self = g_new0 (SimWorld, 1);

  self->dir = parafa_test_dir_new ();
  self->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  write_signing_key (self->dir);
  self->now_s = SIM_NOW;
  self->clock = parafa_clock_new_fixed (self->now_s);
  self->world = parafa_sim_world_new (self->dir, self->clock, &error);
  g_assert_no_error (error);
  self->world->login_port = 4711;
  g_assert_true (parafa_sim_store_register (self->world->store, "Test", uris, &self->client_id,
                                            &self->client_secret, &error));
  return self;
}

void
sim_world_free (SimWorld *self)
{
  g_clear_pointer (&self->world, parafa_sim_world_free);
  parafa_clock_unref (self->clock);
  g_hash_table_unref (self->cookies);
  g_free (self->client_id);
  g_free (self->client_secret);
  parafa_test_dir_free (self->dir);
  g_free (self);
}

void
sim_world_move_clock (SimWorld *self, gint64 seconds)
{
  self->now_s += seconds;
  parafa_clock_set_now (self->clock, self->now_s);
}

void
sim_world_fail (SimWorld *self, const char *at, const char *how, gint64 times)
{
  const char *reason = NULL;

  g_assert_true (parafa_sim_failures_order (&self->world->failures, at, how, times, &reason));
}

ParafaSimPeer
sim_world_good_peer (void)
{
  return (ParafaSimPeer){
    .present = TRUE,
    .good = TRUE,
    .holder = (char *) "Daria Stânceanu",
    .issuer = (char *) "Exemplu",
    .serial = (char *) "5c:00:9e",
    .signature = (char *) "rsassaPss SHA256",
    .tls = "TLSv1.2",
    .chain = 2,
  };
}

static void
keep_cookies (SimWorld *self, const ParafaSimReply *reply)
{
  g_auto (GStrv) lines = g_strsplit (reply->headers->str, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *equals;
      char *end;

      if (!g_str_has_prefix (lines[i], "Set-Cookie: "))
        continue;
      equals = strchr (lines[i], '=');
      end = strchr (equals, ';');
      *equals = *end = '\0';
      if (strstr (end + 1, "expires=Thu, 01-Jan-1970") != NULL)
        g_hash_table_remove (self->cookies, lines[i] + strlen ("Set-Cookie: "));
      else
        g_hash_table_insert (self->cookies, g_strdup (lines[i] + strlen ("Set-Cookie: ")),
                             g_strdup (equals + 1));
    }
}

ParafaSimReply *
sim_world_ask (SimWorld *self, ParafaSimPort port, const char *text, const ParafaSimPeer *peer)
{
  ParafaSimPeer nobody = { 0 };
  g_autoptr (ParafaSimRequest) request = NULL;
  ParafaSimReply *reply;
  gsize head_length;

  g_assert_cmpint (parafa_sim_http_head_parse (text, strlen (text), &request, &head_length), ==,
                   PARAFA_SIM_HEAD_READ);
  request->body = g_strdup (text + head_length);
  g_mutex_lock (&self->world->lock);
  reply = parafa_sim_routes_answer (self->world, port, request, peer != NULL ? peer : &nobody,
                                    self->now_s);
  g_mutex_unlock (&self->world->lock);
  g_assert_nonnull (reply);
  keep_cookies (self, reply);
  return reply;
}

ParafaSimReply *
sim_world_get (SimWorld *self, const char *target, const ParafaSimPeer *peer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_string_printf (text, "GET %s HTTP/1.1\r\nHost: logincert.localhost\r\nCookie: a=b", target);
  g_hash_table_iter_init (&iter, self->cookies);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "; %s=%s", (char *) name, (char *) value);
  /* not g_string_append(): as GLib 2.90 inlines it, GCC 15 believes that text may be NULL afterwards */
  g_string_append_printf (text, "\r\n\r\n");
  return sim_world_ask (self, PARAFA_SIM_PORT_LOGIN, text->str, peer);
}

ParafaSimReply *
sim_world_post_token (SimWorld *self, const char *authorization, const char *body)
{
  g_autofree char *header = authorization != NULL
                                ? g_strdup_printf ("Authorization: %s\r\n", authorization)
                                : g_strdup ("");
  g_autofree char *text =
      g_strdup_printf ("POST " PARAFA_SIM_TOKEN_PATH " HTTP/1.1\r\nHost: logincert.localhost\r\n"
                       "%sContent-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                       header, strlen (body), body);

  return sim_world_ask (self, PARAFA_SIM_PORT_LOGIN, text, NULL);
}

static char *
basic (SimWorld *self)
{
  g_autofree char *both = g_strdup_printf ("%s:%s", self->client_id, self->client_secret);
  g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));

  return g_strconcat ("Basic ", encoded, NULL);
}

ParafaSimReply *
sim_world_exchange (SimWorld *self, const char *code)
{
  g_autofree char *authorization = basic (self);
  g_autofree char *body =
      g_strdup_printf ("grant_type=authorization_code&code=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                       "&token_content_type=jwt",
                       code);

  return sim_world_post_token (self, authorization, body);
}

ParafaSimReply *
sim_world_refresh (SimWorld *self, const char *token)
{
  g_autofree char *authorization = basic (self);
  g_autofree char *body = g_strdup_printf ("grant_type=refresh_token&refresh_token=%s", token);

  return sim_world_post_token (self, authorization, body);
}

ParafaSimReply *
sim_world_hello (SimWorld *self, const char *token)
{
  g_autofree char *text =
      g_strdup_printf ("GET " PARAFA_SIM_HELLO_PATH "?name=%%22Ioana%%20%%C8%%98.%%22 HTTP/1.1\r\n"
                       "Host: api.localhost\r\nX-One: 1\r\naccept: */*\r\n"
                       "Authorization: Bearer %s\r\nX-One: 2\r\n\r\n",
                       token);

  return sim_world_ask (self, PARAFA_SIM_PORT_API, text, NULL);
}

char *
sim_world_authorize_target (SimWorld *self, const char *state)
{
  return g_strdup_printf (PARAFA_SIM_AUTHORIZE_PATH
                          "?response_type=code&client_id=%s&redirect_uri=" SIM_CALLBACK_FORMAT
                          "&token_content_type=jwt%s%s",
                          self->client_id, state != NULL ? "&state=" : "",
                          state != NULL ? state : "");
}

/* The whole choreography, to the code; shorter when the cookies of an earlier login are still good */
char *
sim_world_login (SimWorld *self)
{
  static const char prefix[] = SIM_CALLBACK "?code=";
  ParafaSimPeer peer = sim_world_good_peer ();
  g_autofree char *target = sim_world_authorize_target (self, NULL);

  for (guint step = 0; step < 4 && *target == '/'; step++)
    {
      g_autoptr (ParafaSimReply) reply = sim_world_get (self, target, &peer);

      g_assert_cmpuint (reply->status, ==, 302);
      g_free (target);
      target = sim_reply_get_header (reply, "Location");
    }
  g_assert_true (g_str_has_prefix (target, prefix));
  return g_strdup (target + strlen (prefix));
}

char *
sim_reply_get_header (const ParafaSimReply *reply, const char *name)
{
  g_autofree char *start = g_strconcat (name, ": ", NULL);
  g_auto (GStrv) lines = g_strsplit (reply->headers->str, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], start))
        return g_strdup (lines[i] + strlen (start));
    }
  return NULL;
}

char *
sim_reply_get_json (const ParafaSimReply *reply, const char *member)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  JsonNode *node;

  json_parser_load_from_data (parser, reply->body->str, (gssize) reply->body->len, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  node = json_object_get_member (object, member);
  if (node == NULL)
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (json_node_get_string (node));
}

void
sim_reply_assert_redirect (const ParafaSimReply *reply, const char *location)
{
  g_autofree char *found = sim_reply_get_header (reply, "Location");

  g_assert_cmpuint (reply->status, ==, 302);
  g_assert_cmpstr (found, ==, location);
}
