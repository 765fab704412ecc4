/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-serial-search.h"

#include "parafa-card.h"
#include "parafa-serial.h"

/**
 * parafa_serial_search_free:
 * @self: (transfer full): a result
 *
 * Frees it.
 */
void
parafa_serial_search_free (ParafaSerialSearch *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->found);
  g_free (self);
}

static ParafaSerialSearch *
look_through (GPtrArray *certificates, char **problems, const char *serial)
{
  ParafaSerialSearch *self = g_new0 (ParafaSerialSearch, 1);

  self->n_certificates = certificates->len;
  self->n_problems = problems != NULL ? g_strv_length (problems) : 0;
  for (guint i = 0; i < certificates->len && self->found == NULL; i++)
    {
      ParafaCertificate *certificate = g_ptr_array_index (certificates, i);

      if (parafa_serial_equal (parafa_certificate_get_serial (certificate), serial))
        self->found = g_object_ref (certificate);
    }
  return self;
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("serial-search: the card process did not end well: %s", error->message);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GPtrArray) certificates =
      parafa_card_list_finish (PARAFA_CARD (source), result, &problems, &error);

  parafa_card_end_async (PARAFA_CARD (source), NULL, card_ended, NULL);
  if (certificates == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, look_through (certificates, problems, g_task_get_task_data (task)),
                         (GDestroyNotify) parafa_serial_search_free);
}

/**
 * parafa_serial_search_async:
 * @serial: a serial number, in any of the usual forms
 * @cancellable: (nullable): ends the search
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks for a certificate with this serial number on the tokens that are plugged in, in a card process of its own. No
 * PIN is asked for or tried.
 *
 * Fails as parafa_card_list_async().
 */
void
parafa_serial_search_async (const char *serial,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (ParafaCard) card = parafa_card_new ();
  GTask *task;

  g_return_if_fail (serial != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_serial_search_async);
  g_task_set_task_data (task, g_strdup (serial), g_free);
  parafa_card_list_async (card, cancellable, listed, task);
}

/**
 * parafa_serial_search_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): what was found
 */
ParafaSerialSearch *
parafa_serial_search_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
