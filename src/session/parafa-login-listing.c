/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-listing.h"
#include "parafa-login-remembered.h"

typedef struct
{
  ParafaProfile *profile;      /* (owned) */
  ParafaCard *card;            /* (owned) */
  ParafaCertificate *practice; /* (owned) (nullable): the practice certificate */
} MakeData;

static void
make_data_free (MakeData *data)
{
  g_clear_object (&data->profile);
  g_clear_object (&data->card);
  g_clear_object (&data->practice);
  g_free (data);
}

/* Practice first opens its own certificate, so that no driver of this machine can spoil it */
static void practice_started (GObject *source, GAsyncResult *result, gpointer user_data);
static void practice_opened (GObject *source, GAsyncResult *result, gpointer user_data);
static void tokens_listed (GObject *source, GAsyncResult *result, gpointer user_data);

static void
practice_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *session = PARAFA_SESSION (source);
  ParafaPractice *practice = parafa_session_get_practice (session);
  MakeData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_session_get_endpoints_finish (session, result, &error);

  if (endpoints == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_card_open_file_async (data->card, parafa_practice_get_certificate_file (practice),
                               parafa_practice_get_certificate_password (practice),
                               g_task_get_cancellable (task), practice_opened, g_object_ref (task));
}

static void
practice_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  MakeData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->practice = parafa_card_open_file_finish (PARAFA_CARD (source), result, &error);
  if (data->practice == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  parafa_card_list_async (data->card, g_task_get_cancellable (task), tokens_listed,
                          g_object_ref (task));
}

static GStrv
make_problems (const GError *error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, error->message);
  return g_strv_builder_end (builder);
}

static void
tokens_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaSession *session = g_task_get_source_object (task);
  MakeData *data = g_task_get_task_data (task);
  gint64 now_s = parafa_clock_get_now (parafa_session_get_clock (session));
  g_autoptr (ParafaLoginListing) listing = g_new0 (ParafaLoginListing, 1);
  g_autoptr (GError) error = NULL;

  listing->certificates =
      parafa_card_list_finish (PARAFA_CARD (source), result, &listing->problems, &error);
  if (listing->certificates == NULL &&
      (data->practice == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (listing->certificates == NULL)
    {
      listing->certificates = g_ptr_array_new_with_free_func (g_object_unref);
      listing->problems = make_problems (error);
      listing->card_lost = TRUE;
    }
  if (data->practice != NULL)
    g_ptr_array_add (listing->certificates, g_object_ref (data->practice));
  parafa_login_listing_order (listing->certificates, data->profile, now_s);
  g_task_return_pointer (task, g_steal_pointer (&listing),
                         (GDestroyNotify) parafa_login_listing_free);
}

/**
 * parafa_login_listing_free:
 * @self: (nullable) (transfer full): a listing
 */
void
parafa_login_listing_free (ParafaLoginListing *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_strfreev (self->problems);
  g_free (self);
}

/**
 * parafa_login_listing_order:
 * @certificates: (element-type ParafaCertificate): certificates, reordered in place
 * @profile: whose login it is
 * @now_s: now, Unix seconds
 *
 * Puts the certificate of the profile's last login first, then the usable ones, then the others.
 */
void
parafa_login_listing_order (GPtrArray *certificates, ParafaProfile *profile, gint64 now_s)
{
  g_return_if_fail (certificates != NULL);
  g_return_if_fail (PARAFA_IS_PROFILE (profile));

  parafa_certificate_sort (certificates, now_s);
  for (guint i = 0; i < certificates->len; i++)
    {
      if (parafa_login_remembered_is (profile, g_ptr_array_index (certificates, i)))
        {
          g_ptr_array_insert (certificates, 0, g_ptr_array_steal_index (certificates, i));
          return;
        }
    }
}

/**
 * parafa_login_listing_make_async:
 * @session: the session
 * @profile: whose login it is
 * @card: a card process
 * @cancellable: (nullable): ends the work
 * @callback: called when done
 * @user_data: for @callback
 *
 * Lists the certificates on all tokens, and for practice the practice certificate too, which is
 * offered even when the tokens cannot be listed. Errors: %PARAFA_CARD_ERROR,
 * %PARAFA_SESSION_ERROR_PRACTICE.
 */
void
parafa_login_listing_make_async (ParafaSession *session,
                                 ParafaProfile *profile,
                                 ParafaCard *card,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  MakeData *data = NULL;
  GTask *task = NULL;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));
  g_return_if_fail (PARAFA_IS_CARD (card));

  data = g_new0 (MakeData, 1);
  data->profile = g_object_ref (profile);
  data->card = g_object_ref (card);
  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_login_listing_make_async);
  g_task_set_task_data (task, data, (GDestroyNotify) make_data_free);
  if (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE)
    parafa_session_get_endpoints_async (session, profile, cancellable, practice_started, task);
  else
    parafa_card_list_async (card, cancellable, tokens_listed, task);
}

/**
 * parafa_login_listing_make_finish:
 * @session: the session
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): what can be chosen, possibly nothing
 */
ParafaLoginListing *
parafa_login_listing_make_finish (ParafaSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
