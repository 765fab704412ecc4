/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-profile-record.h"
#include "parafa-profile-private.h"

#define KEY_NAME "name"
#define KEY_ENVIRONMENT "environment"
#define KEY_CLIENT_ID "client-id"
#define KEY_REDIRECT_URI "redirect-uri"
#define KEY_HOLDER "holder"
#define KEY_ISSUER "certificate-issuer"
#define KEY_SERIAL "certificate-serial"
#define KEY_ENDS_AT "certificate-ends-at"
#define KEY_FILE "certificate-file"
#define KEY_REFUSED_ISSUER "refused-issuer"
#define KEY_REFUSED_SERIAL "refused-serial"
#define KEY_REFUSED_AT "refused-at"

/* Names in the file, by ParafaEnvironment */
static const char *const environment_names[] = { "anaf", "practice" };

static gboolean
read_environment (GKeyFile *file, const char *group, ParafaEnvironment *environment)
{
  g_autofree char *text = g_key_file_get_string (file, group, KEY_ENVIRONMENT, NULL);

  if (text == NULL)
    {
      *environment = PARAFA_ENVIRONMENT_ANAF;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (environment_names); i++)
    {
      if (g_strcmp0 (text, environment_names[i]) == 0)
        {
          *environment = (ParafaEnvironment) i;
          return TRUE;
        }
    }
  return FALSE;
}

static char *
read_text (GKeyFile *file, const char *group, const char *key, const char *otherwise)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  return text != NULL ? g_steal_pointer (&text) : g_strdup (otherwise);
}

static gint64
read_time (GKeyFile *file, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  gint64 time_s = g_key_file_get_int64 (file, group, key, &error);

  return error != NULL || time_s < 0 ? -1 : time_s;
}

/* As a URI, because a path need not be UTF-8 */
static char *
read_path (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *uri = g_key_file_get_string (file, group, key, NULL);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

static void
write_text (GKeyFile *file, const char *group, const char *key, const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, group, key, text);
  else
    g_key_file_remove_key (file, group, key, NULL);
}

static void
write_time (GKeyFile *file, const char *group, const char *key, gint64 time_s)
{
  if (time_s >= 0)
    g_key_file_set_int64 (file, group, key, time_s);
  else
    g_key_file_remove_key (file, group, key, NULL);
}

/**
 * parafa_profile_record_new:
 * @profile: a profile
 *
 * Takes a profile's values as they are now.
 *
 * Returns: (transfer full): the values
 */
ParafaProfileRecord *
parafa_profile_record_new (ParafaProfile *profile)
{
  ParafaProfileRecord *self = NULL;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), NULL);

  self = g_new0 (ParafaProfileRecord, 1);
  self->id = g_strdup (parafa_profile_get_id (profile));
  self->name = g_strdup (parafa_profile_get_name (profile));
  self->environment = parafa_profile_get_environment (profile);
  self->client_id = g_strdup (parafa_profile_get_client_id (profile));
  self->redirect_uri = g_strdup (parafa_profile_get_redirect_uri (profile));
  self->holder = g_strdup (parafa_profile_get_holder (profile));
  self->issuer = g_strdup (parafa_profile_get_certificate_issuer (profile));
  self->serial = g_strdup (parafa_profile_get_certificate_serial (profile));
  self->ends_at_s = parafa_profile_get_certificate_ends_at (profile);
  self->file = g_strdup (parafa_profile_get_certificate_file (profile));
  self->refused_issuer = g_strdup (parafa_profile_get_refused_issuer (profile));
  self->refused_serial = g_strdup (parafa_profile_get_refused_serial (profile));
  self->refused_at_s = parafa_profile_get_refused_at (profile);
  return self;
}

/**
 * parafa_profile_record_new_from_group:
 * @file: the read file
 * @group: one of its groups
 *
 * Reads one profile. What is missing gets its empty value; keys of a later version are passed over.
 *
 * Returns: (transfer full) (nullable): the values, or %NULL when the group is no profile that this
 *   version understands: not named by a UUID, or for an unknown environment
 */
ParafaProfileRecord *
parafa_profile_record_new_from_group (GKeyFile *file, const char *group)
{
  ParafaEnvironment environment = PARAFA_ENVIRONMENT_ANAF;
  ParafaProfileRecord *self = NULL;

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (group != NULL, NULL);

  if (!g_uuid_string_is_valid (group) || !read_environment (file, group, &environment))
    return NULL;

  self = g_new0 (ParafaProfileRecord, 1);
  self->id = g_strdup (group);
  self->environment = environment;
  self->name = read_text (file, group, KEY_NAME, "");
  self->client_id = read_text (file, group, KEY_CLIENT_ID, "");
  self->redirect_uri = read_text (file, group, KEY_REDIRECT_URI, "");
  self->holder = read_text (file, group, KEY_HOLDER, NULL);
  self->issuer = read_text (file, group, KEY_ISSUER, NULL);
  self->serial = read_text (file, group, KEY_SERIAL, NULL);
  self->ends_at_s = read_time (file, group, KEY_ENDS_AT);
  self->file = read_path (file, group, KEY_FILE);
  self->refused_issuer = read_text (file, group, KEY_REFUSED_ISSUER, NULL);
  self->refused_serial = read_text (file, group, KEY_REFUSED_SERIAL, NULL);
  self->refused_at_s = read_time (file, group, KEY_REFUSED_AT);
  return self;
}

/**
 * parafa_profile_record_free:
 * @self: (nullable) (transfer full): values
 */
void
parafa_profile_record_free (ParafaProfileRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_free (self->holder);
  g_free (self->issuer);
  g_free (self->serial);
  g_free (self->file);
  g_free (self->refused_issuer);
  g_free (self->refused_serial);
  g_free (self);
}

/**
 * parafa_profile_record_equal:
 * @a: values
 * @b: others
 *
 * Returns: %TRUE when the file would hold the same for both
 */
gboolean
parafa_profile_record_equal (const ParafaProfileRecord *a, const ParafaProfileRecord *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->name, b->name) == 0 &&
         a->environment == b->environment && g_strcmp0 (a->client_id, b->client_id) == 0 &&
         g_strcmp0 (a->redirect_uri, b->redirect_uri) == 0 &&
         g_strcmp0 (a->holder, b->holder) == 0 && g_strcmp0 (a->issuer, b->issuer) == 0 &&
         g_strcmp0 (a->serial, b->serial) == 0 && a->ends_at_s == b->ends_at_s &&
         g_strcmp0 (a->file, b->file) == 0 &&
         g_strcmp0 (a->refused_issuer, b->refused_issuer) == 0 &&
         g_strcmp0 (a->refused_serial, b->refused_serial) == 0 &&
         a->refused_at_s == b->refused_at_s;
}

/**
 * parafa_profile_record_write:
 * @self: values
 * @file: the file's content
 *
 * Puts the values into their group, made at the end when it is new. Other keys there stay.
 */
void
parafa_profile_record_write (const ParafaProfileRecord *self, GKeyFile *file)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (file != NULL);

  write_text (file, self->id, KEY_NAME, self->name);
  write_text (file, self->id, KEY_ENVIRONMENT, environment_names[self->environment]);
  write_text (file, self->id, KEY_CLIENT_ID, self->client_id);
  write_text (file, self->id, KEY_REDIRECT_URI, self->redirect_uri);
  write_text (file, self->id, KEY_HOLDER, self->holder);
  write_text (file, self->id, KEY_ISSUER, self->issuer);
  write_text (file, self->id, KEY_SERIAL, self->serial);
  if (self->ends_at_s >= 0)
    g_key_file_set_int64 (file, self->id, KEY_ENDS_AT, self->ends_at_s);
  else
    g_key_file_remove_key (file, self->id, KEY_ENDS_AT, NULL);
  uri = self->file != NULL ? g_filename_to_uri (self->file, NULL, NULL) : NULL;
  write_text (file, self->id, KEY_FILE, uri);
  write_text (file, self->id, KEY_REFUSED_ISSUER, self->refused_issuer);
  write_text (file, self->id, KEY_REFUSED_SERIAL, self->refused_serial);
  write_time (file, self->id, KEY_REFUSED_AT, self->refused_at_s);
}

/**
 * parafa_profile_record_to_profile:
 * @self: values
 *
 * Returns: (transfer full): a profile with these values
 */
ParafaProfile *
parafa_profile_record_to_profile (const ParafaProfileRecord *self)
{
  ParafaProfile *profile = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  profile = parafa_profile_new_with_id (self->id, self->name, self->environment);
  parafa_profile_set_client_id (profile, self->client_id);
  parafa_profile_set_redirect_uri (profile, self->redirect_uri);
  parafa_profile_set_certificate (profile, self->holder, self->issuer, self->serial,
                                  self->ends_at_s);
  parafa_profile_set_certificate_file (profile, self->file);
  parafa_profile_set_refused (profile, self->refused_issuer, self->refused_serial,
                              self->refused_at_s);
  return profile;
}
