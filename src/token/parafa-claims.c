/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-claims.h"

#include "parafa-json.h"
#include "parafa-serial.h"

#include <string.h>

/**
 * ParafaClaims:
 *
 * What an ANAF token says, in either of its layouts (ANAF OAuth procedure, 2024; the newer layout as
 * observed from 2024 on). Read from the claims as they stand in the token, so that every number is
 * exact.
 */
struct _ParafaClaims
{
  gatomicrefcount references;
  GArray *list;       /* (owned) (element-type ParafaClaim) */
  gint64 issued_at_s; /* -1 unknown, as the next two */
  gint64 not_before_s;
  gint64 expires_at_s;
  char *issuer;        /* (owned) (nullable) */
  char *serial;        /* (owned) (nullable) */
  char *client_id;     /* (owned) (nullable) */
  char *id;            /* (owned) (nullable) */
  GPtrArray *services; /* (owned) (element-type utf8), NULL-terminated */
};

G_DEFINE_BOXED_TYPE (ParafaClaims, parafa_claims, parafa_claims_ref, parafa_claims_unref)

/* Claims whose number is a moment (RFC 7519 §4.1, OpenID Connect Core §2). */
static const char *const time_names[] = { "auth_time", "exp", "iat", "nbf", "updated_at" };

static void
clear_claim (ParafaClaim *claim)
{
  g_free (claim->name);
  g_free (claim->value);
}

/* A list's elements in words: scope_data's `{"id": …, "value": …}` as `id: value`. */
static char *
describe_element (const ParafaJsonValue *element)
{
  ParafaJsonValue id;
  ParafaJsonValue value;

  if (parafa_json_find (element, "id", &id) && parafa_json_find (element, "value", &value) &&
      value.kind != PARAFA_JSON_OBJECT && value.kind != PARAFA_JSON_ARRAY)
    {
      g_autofree char *name = parafa_json_value_dup_text (&id);
      g_autofree char *text = parafa_json_value_dup_text (&value);

      return g_strdup_printf ("%s: %s", name, text);
    }
  if (element->kind == PARAFA_JSON_OBJECT || element->kind == PARAFA_JSON_ARRAY)
    return parafa_json_value_format (element, 0, 0);
  return parafa_json_value_dup_text (element);
}

static char *
describe (const ParafaJsonValue *value)
{
  ParafaJsonWalk walk;
  ParafaJsonValue element;
  GString *out;

  if (value->kind != PARAFA_JSON_ARRAY)
    return describe_element (value);
  out = g_string_new (NULL);
  parafa_json_walk_init (&walk, value);
  while (parafa_json_walk_next_element (&walk, &element))
    {
      g_autofree char *text = describe_element (&element);

      g_string_append_printf (out, out->len > 0 ? ", %s" : "%s", text);
    }
  return g_string_free (out, FALSE);
}

static gint64
read_time (const ParafaJsonValue *claims, const char *name)
{
  ParafaJsonValue value;
  gint64 seconds;

  if (!parafa_json_find (claims, name, &value) || !parafa_json_value_get_seconds (&value, &seconds))
    return -1;
  return seconds;
}

static void
read_list (ParafaClaims *self, const ParafaJsonValue *claims)
{
  ParafaJsonWalk walk;
  ParafaJsonValue name;
  ParafaJsonValue value;

  parafa_json_walk_init (&walk, claims);
  while (parafa_json_walk_next_member (&walk, &name, &value))
    {
      ParafaClaim claim = { parafa_json_value_dup_text (&name), describe (&value), -1 };

      for (guint i = 0; i < G_N_ELEMENTS (time_names); i++)
        if (strcmp (claim.name, time_names[i]) == 0 &&
            !parafa_json_value_get_seconds (&value, &claim.time_s))
          claim.time_s = -1;
      g_array_append_val (self->list, claim);
    }
}

/* The value scope_data has under an id: where the older layout, and a token cut down by its server,
 * say what the newer one says in a claim of its own. */
static gboolean
find_in_scope_data (const ParafaJsonValue *claims, const char *id, ParafaJsonValue *value)
{
  ParafaJsonWalk walk;
  ParafaJsonValue list;
  ParafaJsonValue element;
  ParafaJsonValue name;

  if (!parafa_json_find (claims, "scope_data", &list) || list.kind != PARAFA_JSON_ARRAY)
    return FALSE;
  parafa_json_walk_init (&walk, &list);
  while (parafa_json_walk_next_element (&walk, &element))
    {
      g_autofree char *text = NULL;

      if (!parafa_json_find (&element, "id", &name) || name.kind != PARAFA_JSON_TEXT)
        continue;
      text = parafa_json_value_dup_text (&name);
      if (strcmp (text, id) == 0 && parafa_json_find (&element, "value", value))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_if_text (const ParafaJsonValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind != PARAFA_JSON_TEXT)
    return NULL;
  text = g_strstrip (parafa_json_value_dup_text (value));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
read_text (const ParafaJsonValue *claims, const char *name)
{
  ParafaJsonValue value;
  char *text = NULL;

  if (parafa_json_find (claims, name, &value))
    text = dup_if_text (&value);
  if (text == NULL && find_in_scope_data (claims, name, &value))
    text = dup_if_text (&value);
  return text;
}

static void
add_services (ParafaClaims *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, "@, \t\r\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' &&
        !g_ptr_array_find_with_equal_func (self->services, words[i], g_str_equal, NULL))
      g_ptr_array_add (self->services, g_strdup (words[i]));
}

static void
add_services_of (ParafaClaims *self, const ParafaJsonValue *value)
{
  ParafaJsonWalk walk;
  ParafaJsonValue element;

  if (value->kind == PARAFA_JSON_TEXT)
    {
      g_autofree char *text = parafa_json_value_dup_text (value);

      add_services (self, text);
    }
  if (value->kind != PARAFA_JSON_ARRAY)
    return;
  parafa_json_walk_init (&walk, value);
  while (parafa_json_walk_next_element (&walk, &element))
    if (element.kind == PARAFA_JSON_TEXT)
      add_services_of (self, &element);
}

/* The claims of the single services, in the token's order */
static void
read_single_services (ParafaClaims *self, const ParafaJsonValue *claims)
{
  static const char *const service_names[] = { "hello", "efactura", "etransport", NULL };
  ParafaJsonWalk walk;
  ParafaJsonValue member;
  ParafaJsonValue value;

  parafa_json_walk_init (&walk, claims);
  while (parafa_json_walk_next_member (&walk, &member, &value))
    {
      g_autofree char *name = parafa_json_value_dup_text (&member);

      if (g_strv_contains (service_names, name))
        add_services_of (self, &value);
    }
}

/* `roles` of the newer layout, `role` of the older one, else scope_data's, else the claims of the
 * single services: the first that names any. */
static void
read_services (ParafaClaims *self, const ParafaJsonValue *claims)
{
  static const char *const role_names[] = { "roles", "role" };
  ParafaJsonValue value;

  for (guint i = 0; i < G_N_ELEMENTS (role_names) && self->services->len == 0; i++)
    if (parafa_json_find (claims, role_names[i], &value))
      add_services_of (self, &value);
  for (guint i = 0; i < G_N_ELEMENTS (role_names) && self->services->len == 0; i++)
    if (find_in_scope_data (claims, role_names[i], &value))
      add_services_of (self, &value);
  if (self->services->len == 0)
    read_single_services (self, claims);
  g_ptr_array_add (self->services, NULL);
}

/**
 * parafa_claims_new:
 * @jwt: a token
 *
 * Reads what a token says. Nothing is an error here: what a token does not say, or says in a form
 * that makes no sense, is unknown.
 *
 * Returns: (transfer full): its claims
 */
ParafaClaims *
parafa_claims_new (ParafaJwt *jwt)
{
  g_autofree char *text = NULL;
  g_autofree char *serial = NULL;
  ParafaJsonValue claims;
  ParafaClaims *self;

  g_return_val_if_fail (jwt != NULL, NULL);

  text = parafa_jwt_dup_claims_text (jwt);
  parafa_json_get_root (text, strlen (text), &claims);
  self = g_new0 (ParafaClaims, 1);
  g_atomic_ref_count_init (&self->references);
  self->list = g_array_new (FALSE, FALSE, sizeof (ParafaClaim));
  g_array_set_clear_func (self->list, (GDestroyNotify) clear_claim);
  self->services = g_ptr_array_new_with_free_func (g_free);
  read_list (self, &claims);
  self->issued_at_s = read_time (&claims, "iat");
  self->not_before_s = read_time (&claims, "nbf");
  self->expires_at_s = read_time (&claims, "exp");
  self->issuer = read_text (&claims, "issuer");
  self->client_id = read_text (&claims, "clientappid");
  if (self->client_id == NULL)
    self->client_id = read_text (&claims, "client_id");
  self->id = read_text (&claims, "jti");
  serial = read_text (&claims, "serial");
  if (serial != NULL)
    self->serial = parafa_serial_normalise (serial);
  read_services (self, &claims);
  return self;
}

/**
 * parafa_claims_ref:
 * @self: claims
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaClaims *
parafa_claims_ref (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_claims_unref:
 * @self: (transfer full): claims
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_claims_unref (ParafaClaims *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->list);
  g_ptr_array_unref (self->services);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->client_id);
  g_free (self->id);
  g_free (self);
}

/**
 * parafa_claims_get_issued_at:
 * @self: claims
 *
 * Returns: claim `iat`, Unix seconds, or -1 when the token does not say
 */
gint64
parafa_claims_get_issued_at (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->issued_at_s;
}

/**
 * parafa_claims_get_not_before:
 * @self: claims
 *
 * Returns: claim `nbf`, Unix seconds, or -1 when the token does not say
 */
gint64
parafa_claims_get_not_before (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->not_before_s;
}

/**
 * parafa_claims_get_expires_at:
 * @self: claims
 *
 * Returns: claim `exp`, Unix seconds, or -1 when the token does not say (which is not "for ever")
 */
gint64
parafa_claims_get_expires_at (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->expires_at_s;
}

/**
 * parafa_claims_get_issuer:
 * @self: claims
 *
 * Returns: (nullable): claim `issuer`: the CA that issued the certificate of the login, by its short
 * name; not to be confused with `iss`
 */
const char *
parafa_claims_get_issuer (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}

/**
 * parafa_claims_get_serial:
 * @self: claims
 *
 * Returns: (nullable): claim `serial`: the certificate's serial number in colon form
 */
const char *
parafa_claims_get_serial (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->serial;
}

/**
 * parafa_claims_get_client_id:
 * @self: claims
 *
 * Returns: (nullable): claim `clientappid`: the registered application
 */
const char *
parafa_claims_get_client_id (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->client_id;
}

/**
 * parafa_claims_get_id:
 * @self: claims
 *
 * Returns: (nullable): claim `jti`: what ANAF can be told to point at a token without showing it
 */
const char *
parafa_claims_get_id (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * parafa_claims_get_services:
 * @self: claims
 *
 * Returns: (transfer none) (array zero-terminated=1): the services the token may use, in the token's
 * order, each once; may be empty
 */
const char *const *
parafa_claims_get_services (ParafaClaims *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->services->pdata;
}

/**
 * parafa_claims_has_service:
 * @self: claims
 * @service: such as `SRV_EFACTURA`, in any case
 *
 * Returns: whether the token may use it
 */
gboolean
parafa_claims_has_service (ParafaClaims *self, const char *service)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (service != NULL, FALSE);

  for (guint i = 0; i + 1 < self->services->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (self->services, i), service) == 0)
      return TRUE;
  return FALSE;
}

/**
 * parafa_claims_get_list:
 * @self: claims
 * @n_claims: (out): how many
 *
 * Returns: (transfer none) (array length=n_claims): every claim in the token's order, as people read
 * it
 */
const ParafaClaim *
parafa_claims_get_list (ParafaClaims *self, guint *n_claims)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_claims != NULL, NULL);

  *n_claims = self->list->len;
  return (const ParafaClaim *) (gpointer) self->list->data;
}
