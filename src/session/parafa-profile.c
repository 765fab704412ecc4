/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profile.h"
#include "parafa-profile-private.h"

struct _ParafaProfile
{
  GObject parent_instance;
  char *id;
  char *name;
  ParafaEnvironment environment;
  char *client_id;
  char *redirect_uri;
  char *holder; /* (nullable) */
  char *serial; /* (nullable) */
  char *issuer; /* (nullable) */
  gint64 ends_at_s;
  char *file;           /* (nullable) */
  char *refused_issuer; /* (owned) (nullable) */
  char *refused_serial; /* (owned) (nullable) */
  gint64 refused_at_s;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_ENVIRONMENT,
  PROP_CLIENT_ID,
  PROP_REDIRECT_URI,
  PROP_HOLDER,
  PROP_CERTIFICATE_SERIAL,
  PROP_CERTIFICATE_ISSUER,
  PROP_CERTIFICATE_ENDS_AT,
  PROP_CERTIFICATE_FILE,
  N_PROPERTIES
} ParafaProfileProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ParafaProfile, parafa_profile, G_TYPE_OBJECT)

static void
set_text (ParafaProfile *self, char **field, const char *text, ParafaProfileProperty property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_ends_at (ParafaProfile *self, gint64 ends_at_s)
{
  if (self->ends_at_s == ends_at_s)
    return;
  self->ends_at_s = ends_at_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CERTIFICATE_ENDS_AT]);
}

static void
parafa_profile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaProfile *self = PARAFA_PROFILE (object);

  switch ((ParafaProfileProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ENVIRONMENT:
      g_value_set_int (value, (int) self->environment);
      break;
    case PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;
    case PROP_REDIRECT_URI:
      g_value_set_string (value, self->redirect_uri);
      break;
    case PROP_HOLDER:
      g_value_set_string (value, self->holder);
      break;
    case PROP_CERTIFICATE_SERIAL:
      g_value_set_string (value, self->serial);
      break;
    case PROP_CERTIFICATE_ISSUER:
      g_value_set_string (value, self->issuer);
      break;
    case PROP_CERTIFICATE_ENDS_AT:
      g_value_set_int64 (value, self->ends_at_s);
      break;
    case PROP_CERTIFICATE_FILE:
      g_value_set_string (value, self->file);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_profile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ParafaProfile *self = PARAFA_PROFILE (object);

  switch ((ParafaProfileProperty) prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      parafa_profile_set_name (self, g_value_get_string (value));
      break;
    case PROP_ENVIRONMENT:
      self->environment = (ParafaEnvironment) g_value_get_int (value);
      break;
    case PROP_CLIENT_ID:
      parafa_profile_set_client_id (self, g_value_get_string (value));
      break;
    case PROP_REDIRECT_URI:
      parafa_profile_set_redirect_uri (self, g_value_get_string (value));
      break;
    case PROP_HOLDER:
    case PROP_CERTIFICATE_SERIAL:
    case PROP_CERTIFICATE_ISSUER:
    case PROP_CERTIFICATE_ENDS_AT:
    case PROP_CERTIFICATE_FILE:
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_profile_constructed (GObject *object)
{
  ParafaProfile *self = PARAFA_PROFILE (object);

  G_OBJECT_CLASS (parafa_profile_parent_class)->constructed (object);
  if (self->id == NULL)
    self->id = g_uuid_string_random ();
}

static void
parafa_profile_finalize (GObject *object)
{
  ParafaProfile *self = PARAFA_PROFILE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_free (self->holder);
  g_free (self->serial);
  g_free (self->issuer);
  g_free (self->file);
  g_free (self->refused_issuer);
  g_free (self->refused_serial);

  G_OBJECT_CLASS (parafa_profile_parent_class)->finalize (object);
}

static void
parafa_profile_class_init (ParafaProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags fixed =
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = parafa_profile_constructed;
  object_class->finalize = parafa_profile_finalize;
  object_class->get_property = parafa_profile_get_property;
  object_class->set_property = parafa_profile_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, fixed);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", writable);
  properties[PROP_ENVIRONMENT] =
      g_param_spec_int ("environment", NULL, NULL, PARAFA_ENVIRONMENT_ANAF,
                        PARAFA_ENVIRONMENT_PRACTICE, 0, fixed);
  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, "", writable);
  properties[PROP_REDIRECT_URI] = g_param_spec_string ("redirect-uri", NULL, NULL, "", writable);
  properties[PROP_HOLDER] = g_param_spec_string ("holder", NULL, NULL, NULL, readable);
  properties[PROP_CERTIFICATE_SERIAL] =
      g_param_spec_string ("certificate-serial", NULL, NULL, NULL, readable);
  properties[PROP_CERTIFICATE_ISSUER] =
      g_param_spec_string ("certificate-issuer", NULL, NULL, NULL, readable);
  properties[PROP_CERTIFICATE_ENDS_AT] =
      g_param_spec_int64 ("certificate-ends-at", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_CERTIFICATE_FILE] =
      g_param_spec_string ("certificate-file", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
parafa_profile_init (ParafaProfile *self)
{
  self->name = g_strdup ("");
  self->client_id = g_strdup ("");
  self->redirect_uri = g_strdup ("");
  self->ends_at_s = -1;
  self->refused_at_s = -1;
}

/**
 * parafa_profile_new:
 * @name: what the person calls it, UTF-8
 * @environment: whom it talks to; fixed for its life
 *
 * Makes a profile with an id of its own (a random UUID). It is kept nowhere until it is given to
 * parafa_session_add_async().
 *
 * Returns: (transfer full): a profile
 */
ParafaProfile *
parafa_profile_new (const char *name, ParafaEnvironment environment)
{
  g_return_val_if_fail (name != NULL, NULL);

  return g_object_new (PARAFA_TYPE_PROFILE, "name", name, "environment", (int) environment, NULL);
}

/**
 * parafa_profile_new_with_id:
 * @id: the UUID it was kept under
 * @name: what the person calls it
 * @environment: whom it talks to
 *
 * Makes the profile that was read from a file.
 *
 * Returns: (transfer full): a profile
 */
ParafaProfile *
parafa_profile_new_with_id (const char *id, const char *name, ParafaEnvironment environment)
{
  g_return_val_if_fail (g_uuid_string_is_valid (id), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_object_new (PARAFA_TYPE_PROFILE, "id", id, "name", name, "environment",
                       (int) environment, NULL);
}

/**
 * parafa_profile_get_id:
 * @self: a profile
 *
 * Returns: (transfer none): the UUID that names it in the file and in the keyring
 */
const char *
parafa_profile_get_id (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->id;
}

/**
 * parafa_profile_get_name:
 * @self: a profile
 *
 * Returns: (transfer none): what the person calls it
 */
const char *
parafa_profile_get_name (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->name;
}

/**
 * parafa_profile_set_name:
 * @self: a profile
 * @name: (nullable): the new name; %NULL counts as empty
 *
 * Renames it. Saving is parafa_session_save_profiles_async().
 */
void
parafa_profile_set_name (ParafaProfile *self, const char *name)
{
  g_return_if_fail (PARAFA_IS_PROFILE (self));

  set_text (self, &self->name, name != NULL ? name : "", PROP_NAME);
}

/**
 * parafa_profile_get_environment:
 * @self: a profile
 *
 * Returns: whom it talks to
 */
ParafaEnvironment
parafa_profile_get_environment (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), PARAFA_ENVIRONMENT_ANAF);

  return self->environment;
}

/**
 * parafa_profile_get_client_id:
 * @self: a profile
 *
 * Returns: (transfer none): the registered application's id, empty when unknown
 */
const char *
parafa_profile_get_client_id (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->client_id;
}

/**
 * parafa_profile_set_client_id:
 * @self: a profile
 * @client_id: (nullable): the registered application's id; %NULL counts as empty
 */
void
parafa_profile_set_client_id (ParafaProfile *self, const char *client_id)
{
  g_return_if_fail (PARAFA_IS_PROFILE (self));

  set_text (self, &self->client_id, client_id != NULL ? client_id : "", PROP_CLIENT_ID);
}

/**
 * parafa_profile_get_redirect_uri:
 * @self: a profile
 *
 * Returns: (transfer none): the registered callback address, empty when unknown
 */
const char *
parafa_profile_get_redirect_uri (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->redirect_uri;
}

/**
 * parafa_profile_set_redirect_uri:
 * @self: a profile
 * @uri: (nullable): the callback address, byte for byte as registered; %NULL counts as empty
 */
void
parafa_profile_set_redirect_uri (ParafaProfile *self, const char *uri)
{
  g_return_if_fail (PARAFA_IS_PROFILE (self));

  set_text (self, &self->redirect_uri, uri != NULL ? uri : "", PROP_REDIRECT_URI);
}

/**
 * parafa_profile_get_holder:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the holder of the certificate of the last login
 */
const char *
parafa_profile_get_holder (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->holder;
}

/**
 * parafa_profile_get_certificate_serial:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): that certificate's serial number, colon form
 */
const char *
parafa_profile_get_certificate_serial (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->serial;
}

/**
 * parafa_profile_get_certificate_issuer:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the common name of that certificate's issuer
 */
const char *
parafa_profile_get_certificate_issuer (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->issuer;
}

/**
 * parafa_profile_get_certificate_ends_at:
 * @self: a profile
 *
 * Returns: the end of that certificate's validity in Unix seconds, -1 when unknown
 */
gint64
parafa_profile_get_certificate_ends_at (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), -1);

  return self->ends_at_s;
}

/**
 * parafa_profile_set_certificate:
 * @self: a profile
 * @holder: (nullable): the holder's name
 * @issuer: (nullable): the issuer's common name
 * @serial: (nullable): the serial number, colon form
 * @ends_at_s: the end of its validity in Unix seconds, -1 when unknown
 *
 * Remembers the certificate of the last login, so that the next one offers it first.
 */
void
parafa_profile_set_certificate (ParafaProfile *self,
                                const char *holder,
                                const char *issuer,
                                const char *serial,
                                gint64 ends_at_s)
{
  g_return_if_fail (PARAFA_IS_PROFILE (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->holder, holder, PROP_HOLDER);
  set_text (self, &self->issuer, issuer, PROP_CERTIFICATE_ISSUER);
  set_text (self, &self->serial, serial, PROP_CERTIFICATE_SERIAL);
  set_ends_at (self, ends_at_s < 0 ? -1 : ends_at_s);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * parafa_profile_get_certificate_file:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): path of the PKCS#12 file of the last login, in the file
 *   system's encoding; %NULL when its certificate lay on a token
 */
const char *
parafa_profile_get_certificate_file (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->file;
}

/**
 * parafa_profile_set_certificate_file:
 * @self: a profile
 * @path: (nullable): path of a PKCS#12 file
 *
 * Remembers where the certificate of the last login lay. Its password is remembered nowhere.
 */
void
parafa_profile_set_certificate_file (ParafaProfile *self, const char *path)
{
  g_return_if_fail (PARAFA_IS_PROFILE (self));

  set_text (self, &self->file, path, PROP_CERTIFICATE_FILE);
}

/**
 * parafa_profile_get_refused_serial:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): serial number of the certificate that ANAF last refused
 */
const char *
parafa_profile_get_refused_serial (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->refused_serial;
}

/**
 * parafa_profile_get_refused_issuer:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): issuer of the certificate that ANAF last refused
 */
const char *
parafa_profile_get_refused_issuer (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), NULL);

  return self->refused_issuer;
}

/**
 * parafa_profile_get_refused_at:
 * @self: a profile
 *
 * Returns: when that was, Unix seconds; -1 when no certificate was refused since the last login
 */
gint64
parafa_profile_get_refused_at (ParafaProfile *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE (self), -1);

  return self->refused_at_s;
}

/**
 * parafa_profile_set_refused:
 * @self: a profile
 * @issuer: (nullable): the certificate's issuer
 * @serial: (nullable): its serial number; %NULL when nothing is refused any more
 * @at_s: when, Unix seconds
 *
 * Remembers which certificate ANAF did not take, for the check-up. Saving is
 * parafa_session_save_profiles_async().
 */
void
parafa_profile_set_refused (ParafaProfile *self,
                            const char *issuer,
                            const char *serial,
                            gint64 at_s)
{
  char *issuer_copy = NULL, *serial_copy = NULL;

  g_return_if_fail (PARAFA_IS_PROFILE (self));

  issuer_copy = serial != NULL ? g_strdup (issuer) : NULL;
  serial_copy = g_strdup (serial);
  g_free (self->refused_issuer);
  g_free (self->refused_serial);
  self->refused_issuer = issuer_copy;
  self->refused_serial = serial_copy;
  self->refused_at_s = serial != NULL ? at_s : -1;
}
