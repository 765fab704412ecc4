/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-jwk.h"

#include "parafa-json.h"
#include "parafa-jwt-text.h"

#include <string.h>

G_DEFINE_QUARK (parafa_jwk_error, parafa_jwk_error)

/* The numbers of public keys (RFC 7518 §6.2.1, §6.3.1, RFC 8037 §2) */
static const char *const number_names[] = { "n", "e", "x", "y" };

/**
 * ParafaJwk:
 *
 * The public half of a JSON Web Key (RFC 7517). What is private in it is not read.
 */
struct _ParafaJwk
{
  gatomicrefcount references;
  ParafaJwkType type;
  char *id;                                     /* (owned) (nullable) */
  char *algorithm;                              /* (owned) (nullable) */
  char *curve;                                  /* (owned) (nullable) */
  GBytes *numbers[G_N_ELEMENTS (number_names)]; /* (owned) (nullable) */
  gboolean private;
  gboolean may_verify;
};

G_DEFINE_BOXED_TYPE (ParafaJwk, parafa_jwk, parafa_jwk_ref, parafa_jwk_unref)

static char *
dup_text (const ParafaJsonValue *object, const char *name)
{
  ParafaJsonValue value;

  if (!parafa_json_find (object, name, &value) || value.kind != PARAFA_JSON_TEXT)
    return NULL;
  return parafa_json_value_dup_text (&value);
}

static GBytes *
read_number (const ParafaJsonValue *object, const char *name)
{
  g_autofree char *text = dup_text (object, name);
  gsize offset;

  return text != NULL ? parafa_jwt_text_decode (text, strlen (text), &offset) : NULL;
}

static ParafaJwkType
read_type (const ParafaJsonValue *object)
{
  static const struct
  {
    const char *name;
    ParafaJwkType type;
  } types[] = {
    { "RSA", PARAFA_JWK_RSA },
    { "EC", PARAFA_JWK_EC },
    { "OKP", PARAFA_JWK_OKP },
    { "oct", PARAFA_JWK_SHARED },
  };
  g_autofree char *text = dup_text (object, "kty");

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, text) == 0)
      return types[i].type;
  return PARAFA_JWK_OTHER;
}

/* `use` and `key_ops` say what a key is for; where they are absent, it is for anything. */
static gboolean
read_may_verify (const ParafaJsonValue *object)
{
  g_autofree char *use = dup_text (object, "use");
  ParafaJsonValue operations;
  ParafaJsonValue element;
  ParafaJsonWalk walk;

  if (use != NULL && strcmp (use, "sig") != 0)
    return FALSE;
  if (!parafa_json_find (object, "key_ops", &operations) || operations.kind != PARAFA_JSON_ARRAY)
    return TRUE;
  parafa_json_walk_init (&walk, &operations);
  while (parafa_json_walk_next_element (&walk, &element))
    {
      g_autofree char *text = NULL;

      if (element.kind != PARAFA_JSON_TEXT)
        continue;
      text = parafa_json_value_dup_text (&element);
      if (strcmp (text, "verify") == 0)
        return TRUE;
    }
  return FALSE;
}

static ParafaJwk *
read_key (const ParafaJsonValue *object)
{
  ParafaJwk *self = g_new0 (ParafaJwk, 1);
  ParafaJsonValue value;

  g_atomic_ref_count_init (&self->references);
  self->type = read_type (object);
  self->id = dup_text (object, "kid");
  self->algorithm = dup_text (object, "alg");
  self->curve = dup_text (object, "crv");
  self->private = parafa_json_find (object, "d", &value);
  self->may_verify = read_may_verify (object);
  for (guint i = 0; i < G_N_ELEMENTS (number_names); i++)
    self->numbers[i] = read_number (object, number_names[i]);
  return self;
}

/**
 * parafa_jwk_read:
 * @text: a JWK, or a JWK set with `keys` (RFC 7517 §4, §5)
 * @length: its length in bytes
 * @error: return location
 *
 * Reads the keys of a file. Keys of a type not known here are among them, as #PARAFA_JWK_OTHER.
 *
 * Fails with a code of #ParafaJwkError.
 *
 * Returns: (transfer full) (element-type ParafaJwk): the keys, at least one
 */
GPtrArray *
parafa_jwk_read (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_jwk_unref);
  ParafaJsonValue root;
  ParafaJsonValue list;
  ParafaJsonValue element;
  ParafaJsonWalk walk;

  g_return_val_if_fail (text != NULL, NULL);

  if (!parafa_json_check (text, length, PARAFA_JSON_STRICT, NULL, NULL) ||
      (parafa_json_get_root (text, length, &root), root.kind != PARAFA_JSON_OBJECT))
    {
      g_set_error_literal (error, PARAFA_JWK_ERROR, PARAFA_JWK_ERROR_NOT_JSON, "not a JSON object");
      return NULL;
    }
  if (parafa_json_find (&root, "keys", &list) && list.kind == PARAFA_JSON_ARRAY)
    {
      parafa_json_walk_init (&walk, &list);
      while (parafa_json_walk_next_element (&walk, &element))
        if (element.kind == PARAFA_JSON_OBJECT)
          g_ptr_array_add (keys, read_key (&element));
    }
  else if (parafa_json_find (&root, "kty", &element))
    g_ptr_array_add (keys, read_key (&root));
  if (keys->len > 0)
    return g_steal_pointer (&keys);
  g_set_error_literal (error, PARAFA_JWK_ERROR, PARAFA_JWK_ERROR_NO_KEY, "no key in it");
  return NULL;
}

/**
 * parafa_jwk_ref:
 * @self: a key
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaJwk *
parafa_jwk_ref (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_jwk_unref:
 * @self: (transfer full): a key
 *
 * Gives a reference back. Thread-safe.
 */
void
parafa_jwk_unref (ParafaJwk *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (number_names); i++)
    g_clear_pointer (&self->numbers[i], g_bytes_unref);
  g_free (self->id);
  g_free (self->algorithm);
  g_free (self->curve);
  g_free (self);
}

/**
 * parafa_jwk_get_key_type:
 * @self: a key
 *
 * Returns: `kty`
 */
ParafaJwkType
parafa_jwk_get_key_type (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, PARAFA_JWK_OTHER);

  return self->type;
}

/**
 * parafa_jwk_get_id:
 * @self: a key
 *
 * Returns: (transfer none) (nullable): `kid`
 */
const char *
parafa_jwk_get_id (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * parafa_jwk_get_algorithm:
 * @self: a key
 *
 * Returns: (transfer none) (nullable): `alg`: the one algorithm the key may be used with
 */
const char *
parafa_jwk_get_algorithm (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->algorithm;
}

/**
 * parafa_jwk_get_curve:
 * @self: a key
 *
 * Returns: (transfer none) (nullable): `crv`
 */
const char *
parafa_jwk_get_curve (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->curve;
}

/**
 * parafa_jwk_get_number:
 * @self: a key
 * @name: `n`, `e`, `x` or `y`
 *
 * Returns: (transfer none) (nullable): its bytes, most significant first
 */
GBytes *
parafa_jwk_get_number (ParafaJwk *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (number_names); i++)
    if (strcmp (number_names[i], name) == 0)
      return self->numbers[i];
  return NULL;
}

/**
 * parafa_jwk_is_private:
 * @self: a key
 *
 * Returns: whether its secret half stood beside it
 */
gboolean
parafa_jwk_is_private (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->private;
}

/**
 * parafa_jwk_may_verify:
 * @self: a key
 *
 * Returns: whether `use` and `key_ops` let it check signatures
 */
gboolean
parafa_jwk_may_verify (ParafaJwk *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->may_verify;
}
