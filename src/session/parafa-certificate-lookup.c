/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-lookup.h"
#include "parafa-card.h"
#include "parafa-hold.h"
#include "parafa-login-listing.h"

typedef struct
{
  ParafaCard *card;               /* (owned) */
  ParafaCertificate *certificate; /* (owned) (nullable) */
  GError *error;                  /* (owned) (nullable) */
} LookupData;

static void
lookup_data_free (LookupData *data)
{
  g_clear_object (&data->card);
  g_clear_object (&data->certificate);
  g_clear_error (&data->error);
  g_free (data);
}

/* List → what vouches for it → end the card process, whatever came of it → tell */
static void listed (GObject *source, GAsyncResult *result, gpointer user_data);
static void chain_read (GObject *source, GAsyncResult *result, gpointer user_data);
static void end_card (GTask *task);
static void card_ended (GObject *source, GAsyncResult *result, gpointer user_data);

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  LookupData *data = g_task_get_task_data (task);
  g_autoptr (ParafaLoginListing) listing =
      parafa_login_listing_make_finish (PARAFA_SESSION (source), result, &data->error);

  if (listing != NULL && listing->certificates->len == 0)
    g_set_error_literal (&data->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         listing->problems != NULL ? listing->problems[0] : "no certificates");
  if (data->error != NULL)
    {
      end_card (g_steal_pointer (&task));
      return;
    }
  /* the profile's own comes first when it is there */
  data->certificate = g_object_ref (g_ptr_array_index (listing->certificates, 0));
  parafa_card_read_chain_async (data->card, data->certificate, g_task_get_cancellable (task),
                                chain_read, g_object_ref (task));
}

static void
chain_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  LookupData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) issuers =
      parafa_card_read_chain_finish (PARAFA_CARD (source), result, &error);

  if (issuers != NULL)
    parafa_certificate_set_issuers (data->certificate, issuers);
  else
    g_info ("certificate-lookup: no chain: %s", error->message);
  end_card (g_steal_pointer (&task));
}

static void
end_card (GTask *task)
{
  LookupData *data = g_task_get_task_data (task);

  parafa_hold_program ();
  parafa_card_end_async (data->card, NULL, card_ended, task);
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  LookupData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("certificate-lookup: the card process did not end well: %s", error->message);
  parafa_release_program ();
  if (data->error != NULL)
    g_task_return_error (task, g_steal_pointer (&data->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&data->certificate), g_object_unref);
}

/**
 * parafa_certificate_lookup_async:
 * @session: the session
 * @profile: whose certificate it is
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks on the tokens for the certificate of the profile's last login; where it is not, for the best
 * one there is. Asks for no PIN.
 *
 * Fails with %G_IO_ERROR_NOT_FOUND when there are no certificates, and with %PARAFA_CARD_ERROR.
 */
void
parafa_certificate_lookup_async (ParafaSession *session,
                                 ParafaProfile *profile,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  LookupData *data;
  GTask *task;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_PROFILE (profile));

  data = g_new0 (LookupData, 1);
  data->card = parafa_card_new ();
  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_certificate_lookup_async);
  g_task_set_task_data (task, data, (GDestroyNotify) lookup_data_free);
  parafa_login_listing_make_async (session, profile, data->card, cancellable, listed, task);
}

/**
 * parafa_certificate_lookup_finish:
 * @session: the session
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): the certificate, with what vouches for it
 */
ParafaCertificate *
parafa_certificate_lookup_finish (ParafaSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
