/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-ask.h"

/* A driver that did not answer once is waited for by this part of the limit from then on: the others'
 * tokens would wait for it at every listing */
#define PATIENCE_AFTER_HANG 4

typedef struct
{
  ParafaCardProcess *process; /* (owned) */
  GSource *limit;             /* (owned) (nullable) */
  guint limit_ms;
  gint64 since_us;
  gboolean answered;
} AskData;

/* Keys of drivers that hung in this program; any thread */
static GMutex hung_lock;
static GHashTable *hung = NULL;

static gboolean
has_hung (ParafaDriver *driver)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hung_lock);

  return hung != NULL && g_hash_table_contains (hung, parafa_driver_get_name (driver));
}

static void
set_hung (ParafaDriver *driver, gboolean does_hang)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hung_lock);

  if (hung == NULL)
    hung = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (does_hang)
    g_hash_table_add (hung, g_strdup (parafa_driver_get_name (driver)));
  else
    g_hash_table_remove (hung, parafa_driver_get_name (driver));
}

static void
clear_limit (AskData *data)
{
  if (data->limit != NULL)
    g_source_destroy (data->limit);
  g_clear_pointer (&data->limit, g_source_unref);
}

static void
ask_data_free (AskData *data)
{
  clear_limit (data);
  g_clear_object (&data->process);
  g_free (data);
}

/**
 * parafa_driver_answer_free:
 * @answer: (transfer full): an answer
 */
void
parafa_driver_answer_free (ParafaDriverAnswer *answer)
{
  g_clear_object (&answer->driver);
  g_clear_pointer (&answer->answer, g_variant_unref);
  g_free (answer->message);
  g_free (answer);
}

static void G_GNUC_PRINTF (4, 5) return_answer (
    GTask *task, GVariant *answer, ParafaDriverProblem problem, const char *format, ...)
{
  AskData *data = g_task_get_task_data (task);
  ParafaDriver *driver = parafa_card_process_get_driver (data->process);
  ParafaDriverAnswer *result = g_new0 (ParafaDriverAnswer, 1);
  va_list args;

  clear_limit (data);
  data->answered = TRUE;
  set_hung (driver, problem == PARAFA_DRIVER_PROBLEM_HANGS);
  result->driver = g_object_ref (driver);
  result->answer = answer != NULL ? g_variant_ref (answer) : NULL;
  result->problem = problem;
  result->time_ms = (guint) ((g_get_monotonic_time () - data->since_us) / 1000);
  if (format != NULL)
    {
      g_autofree char *text = NULL;

      va_start (args, format);
      text = g_strdup_vprintf (format, args);
      va_end (args);
      result->message = g_strdup_printf ("%s: %s", parafa_driver_get_file_name (driver), text);
    }
  g_task_return_pointer (task, result, (GDestroyNotify) parafa_driver_answer_free);
}

/* Why a process did not answer. The note says whether the driver was at work when it ended. */
static void
return_failure (GTask *task, const GError *error)
{
  AskData *data = g_task_get_task_data (task);
  g_autofree char *at_work = parafa_card_process_dup_driver (data->process);

  if (g_task_return_error_if_cancelled (task))
    {
      clear_limit (data);
      data->answered = TRUE;
    }
  else if (parafa_card_process_was_killed (data->process))
    return_answer (task, NULL, PARAFA_DRIVER_PROBLEM_HANGS, "did not answer in time");
  else if (at_work != NULL)
    return_answer (task, NULL, PARAFA_DRIVER_PROBLEM_CRASHES, "took its process down");
  else
    return_answer (task, NULL, PARAFA_DRIVER_PROBLEM_PROCESS, "%s", error->message);
}

/* Ask: the process starts → List */
static void ask_started (GObject *source, GAsyncResult *result, gpointer user_data);
static void ask_listed (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ask_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaBusCard) proxy =
      parafa_card_process_start_finish (PARAFA_CARD_PROCESS (source), result, &error);

  if (data->answered)
    return;
  if (proxy == NULL)
    {
      return_failure (task, error);
      return;
    }
  parafa_card_listen_to (g_task_get_source_object (task), proxy);
  g_dbus_proxy_call (G_DBUS_PROXY (proxy), "List", NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                     g_task_get_cancellable (task), ask_listed, g_object_ref (task));
}

static void
ask_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);

  if (data->answered)
    return;
  if (answer == NULL)
    {
      parafa_card_process_notice_failure (data->process, error);
      return_failure (task, error);
    }
  else
    {
      parafa_card_watch_process (g_task_get_source_object (task), data->process);
      return_answer (task, answer, PARAFA_DRIVER_PROBLEM_NONE, NULL);
    }
}

static gboolean
ask_timed_out (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  AskData *data = g_task_get_task_data (task);
  g_autoptr (ParafaCardProcess) process = g_object_ref (data->process);

  parafa_card_forget_process (g_task_get_source_object (task), process);
  return_answer (task, NULL, PARAFA_DRIVER_PROBLEM_HANGS, "did not answer in %u ms",
                 data->limit_ms);
  parafa_card_process_kill (process);
  return G_SOURCE_REMOVE;
}

/**
 * parafa_card_ask_async:
 * @self: the card processes
 * @process: the process of a driver
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Starts a driver's process if need be and asks it for its tokens, with the time limit of listing. A
 * process that does not answer in time is killed.
 */
void
parafa_card_ask_async (ParafaCard *self,
                       ParafaCardProcess *process,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AskData *data = g_new0 (AskData, 1);

  data->process = g_object_ref (process);
  data->since_us = g_get_monotonic_time ();
  data->limit_ms = self->list_timeout_ms;
  if (has_hung (parafa_card_process_get_driver (process)))
    data->limit_ms /= PATIENCE_AFTER_HANG;
  g_task_set_source_tag (task, parafa_card_ask_async);
  g_task_set_task_data (task, data, (GDestroyNotify) ask_data_free);
  data->limit = g_timeout_source_new (data->limit_ms);
  g_source_set_callback (data->limit, ask_timed_out, task, NULL);
  g_source_attach (data->limit, g_main_context_get_thread_default ());
  parafa_card_process_start_async (process, ask_started, task);
}

/**
 * parafa_card_ask_finish:
 * @self: the card processes
 * @result: what the callback was given
 * @error: where to put the reason
 *
 * Returns: (transfer full) (nullable): how it did; %NULL only when cancelled
 */
ParafaDriverAnswer *
parafa_card_ask_finish (ParafaCard *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
