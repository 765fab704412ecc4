/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-ask.h"
#include "parafa-card-merge.h"

typedef struct
{
  GPtrArray *drivers; /* (owned): to be asked, in p11-kit's order */
  GPtrArray *answers; /* (owned) (element-type ParafaDriverAnswer): at the same places */
  guint n_open;
  guint generation;
  ParafaCardListing *listing; /* (owned) (nullable) */
} ListData;

/* One driver's place in a listing */
typedef struct
{
  GTask *task; /* (owned) */
  guint at;
} Place;

static void
answer_free_or_null (gpointer answer)
{
  if (answer != NULL)
    parafa_driver_answer_free (answer);
}

static void
list_data_free (ListData *data)
{
  g_clear_pointer (&data->drivers, g_ptr_array_unref);
  g_clear_pointer (&data->answers, g_ptr_array_unref);
  g_clear_object (&data->listing);
  g_free (data);
}

/* Listing: read the configuration → ask a process per driver, all at once → their answers as they come
 * → put together in a thread */
static void drivers_read (GObject *source, GAsyncResult *result, gpointer user_data);
static void ask (GTask *task, guint at);
static void answered (GObject *source, GAsyncResult *result, gpointer user_data);
static void merge (GTask *task);
static void merged (GObject *source, GAsyncResult *result, gpointer user_data);

static void
drivers_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCard *self = g_task_get_source_object (task);
  ListData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drivers = parafa_card_read_drivers_finish (result, &error);

  if (drivers == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* ended meanwhile: nothing is to be started any more */
  for (guint i = 0; data->generation == self->generation && i < drivers->len; i++)
    if (parafa_driver_is_for_tokens (drivers->pdata[i]))
      g_ptr_array_add (data->drivers, g_object_ref (drivers->pdata[i]));
  g_ptr_array_set_size (data->answers, (int) data->drivers->len);
  data->n_open = data->drivers->len;
  if (data->n_open == 0)
    {
      merge (task);
      return;
    }
  for (guint i = 0; i < data->drivers->len; i++)
    ask (task, i);
}

static void
ask (GTask *task, guint at)
{
  ParafaCard *self = g_task_get_source_object (task);
  ListData *data = g_task_get_task_data (task);
  Place *place = g_new0 (Place, 1);

  place->task = g_object_ref (task);
  place->at = at;
  parafa_card_ask_async (self, parafa_card_ensure_process (self, data->drivers->pdata[at]),
                         g_task_get_cancellable (task), answered, place);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Place *place = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&place->task);
  ListData *data = g_task_get_task_data (task);

  data->answers->pdata[place->at] = parafa_card_ask_finish (PARAFA_CARD (source), result, NULL);
  g_free (place);
  if (--data->n_open == 0 && !g_task_return_error_if_cancelled (task))
    merge (task);
}

static void
merge_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (ParafaDriverList) known = parafa_driver_list_get_default ();

  g_task_return_pointer (task, parafa_card_merge (data, known, g_get_real_time () / G_USEC_PER_SEC),
                         g_object_unref);
}

static void
merge (GTask *task)
{
  ParafaCard *self = g_task_get_source_object (task);
  ListData *data = g_task_get_task_data (task);
  g_autoptr (GTask) work = NULL;

  if (data->generation != self->generation)
    {
      g_task_return_new_error (task, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS,
                               "the card processes were ended");
      return;
    }
  work = g_task_new (NULL, NULL, merged, g_object_ref (task));
  g_task_set_source_tag (work, merge);
  g_task_set_task_data (work, g_ptr_array_ref (data->answers), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (work, merge_in_thread);
}

static void
merged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  g_task_return_pointer (task, g_task_propagate_pointer (G_TASK (result), NULL), g_object_unref);
}

/**
 * parafa_card_list_async:
 * @self: the card processes
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks for certificates on every token of every driver that p11-kit's configuration enables, without
 * a PIN. Each driver works in a process of its own, all at the same time, and each has the time limit
 * of parafa_card_set_list_timeout(): one that does not answer is ended and named, and so is one that
 * crashes; the others are listed all the same. A driver that hung before has a quarter of it.
 */
void
parafa_card_list_async (ParafaCard *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  ListData *data;
  GTask *task;

  g_return_if_fail (PARAFA_IS_CARD (self));

  data = g_new0 (ListData, 1);
  data->drivers = g_ptr_array_new_with_free_func (g_object_unref);
  data->answers = g_ptr_array_new_with_free_func (answer_free_or_null);
  data->generation = self->generation;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_card_list_async);
  g_task_set_task_data (task, data, (GDestroyNotify) list_data_free);
  parafa_card_read_drivers_async (self, cancellable, drivers_read, task);
}

/**
 * parafa_card_list_finish_listing:
 * @self: the card processes
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Fails with %PARAFA_CARD_ERROR_PROCESS only when parafa_card_end_async() came in between.
 *
 * Returns: (transfer full) (nullable): all that was found
 */
ParafaCardListing *
parafa_card_list_finish_listing (ParafaCard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A driver that hangs or crashes may be the one that the person's token needs: with nothing else to
 * choose from, that is what is wrong */
static gboolean
fail_for_driver (ParafaCardListing *listing, GError **error)
{
  GPtrArray *reports = parafa_card_listing_get_reports (listing);

  for (guint i = 0; i < reports->len; i++)
    {
      const ParafaDriverFindings *findings = parafa_driver_report_get_findings (reports->pdata[i]);

      if (findings->problem != PARAFA_DRIVER_PROBLEM_HANGS &&
          findings->problem != PARAFA_DRIVER_PROBLEM_CRASHES &&
          findings->problem != PARAFA_DRIVER_PROBLEM_PROCESS)
        continue;
      g_set_error_literal (error, PARAFA_CARD_ERROR,
                           findings->problem == PARAFA_DRIVER_PROBLEM_HANGS
                               ? PARAFA_CARD_ERROR_TIMEOUT
                               : PARAFA_CARD_ERROR_PROCESS,
                           findings->message);
      return TRUE;
    }
  return FALSE;
}

/**
 * parafa_card_list_finish:
 * @self: the card processes
 * @result: what the callback was given
 * @problems: (out) (optional) (nullable) (transfer full): a sentence for developers for each driver
 *   or token that could not be read
 * @error: where to put the reason
 *
 * Fails with %PARAFA_CARD_ERROR_TIMEOUT or %PARAFA_CARD_ERROR_PROCESS when no certificate was found
 * and a driver hung or crashed; the message names it.
 *
 * Returns: (transfer full) (nullable) (element-type ParafaCertificate): the certificates, best first
 */
GPtrArray *
parafa_card_list_finish (ParafaCard *self, GAsyncResult *result, GStrv *problems, GError **error)
{
  g_autoptr (ParafaCardListing) listing = parafa_card_list_finish_listing (self, result, error);
  const char *const *texts;
  GPtrArray *certificates;

  if (problems != NULL)
    *problems = NULL;
  if (listing == NULL)
    return NULL;
  texts = parafa_card_listing_get_problems (listing);
  if (problems != NULL && texts[0] != NULL)
    *problems = g_strdupv ((char **) texts);
  certificates = parafa_card_listing_get_certificates (listing);
  if (certificates->len == 0 && fail_for_driver (listing, error))
    return NULL;
  return g_ptr_array_ref (certificates);
}
