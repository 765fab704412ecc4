/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-probes.h"

#include "parafa-driver-list.h"
#include "parafa-http-date.h"
#include "parafa-sandbox.h"

#include <string.h>

#define OPEN_DRIVER "opensc"

/* What a worker thread is given and what it found. When it is cancelled, the task ends at once, and
 * the thread goes on alone with its own data until its own limit. */
typedef struct
{
  char *root; /* (owned) (nullable) */
  char *file; /* (owned) (nullable) */
  gboolean file_there;
  guint timeout_ms;
  ParafaDistribution *distribution;  /* (owned) (nullable) */
  ParafaReaderServiceAnswer *answer; /* (owned) (nullable) */
  gboolean gnupg_runs;
  GPtrArray *usb;              /* (owned) (nullable) */
  ParafaUsbDevice *device;     /* (owned) (nullable) */
  ParafaCheckupWanted *wanted; /* (owned) (nullable) */
  ParafaCheckupSandboxState sandbox;
  char *message; /* (owned) (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->root);
  g_free (work->file);
  parafa_distribution_free (work->distribution);
  parafa_reader_service_answer_free (work->answer);
  g_clear_pointer (&work->usb, g_ptr_array_unref);
  parafa_usb_device_free (work->device);
  parafa_checkup_wanted_free (work->wanted);
  g_free (work->message);
  g_free (work);
}

static void
run (Work *work,
     gpointer tag,
     GTaskThreadFunc func,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, work, work_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, func);
}

/* Returns: (nullable): what the thread found */
static Work *
finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL) ? g_task_get_task_data (G_TASK (result))
                                                          : NULL;
}

/* -- the card reader service -- */

static void
ask_service (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  work->answer = parafa_reader_service_ask (work->root, work->timeout_ms, cancellable);
  work->gnupg_runs = parafa_reader_service_is_held_by_gnupg (work->root);
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_checkup_probe_service_async:
 * @root: (nullable): the folder that stands for `/`
 * @timeout_ms: how long the service may take, in milliseconds
 * @cancellable: (nullable): ends the probe
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks the card reader service.
 */
void
parafa_checkup_probe_service_async (const char *root,
                                    guint timeout_ms,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->root = g_strdup (root);
  work->timeout_ms = timeout_ms;
  run (work, parafa_checkup_probe_service_async, ask_service, cancellable, callback, user_data);
}

/**
 * parafa_checkup_probe_service_finish:
 * @result: what the callback got
 * @facts: changed
 *
 * Returns: whether an answer came
 */
gboolean
parafa_checkup_probe_service_finish (GAsyncResult *result, ParafaCheckupFacts *facts)
{
  Work *work = finish (result);

  if (work == NULL)
    return FALSE;
  parafa_reader_service_answer_free (facts->service);
  facts->service = g_steal_pointer (&work->answer);
  facts->gnupg_runs = work->gnupg_runs;
  facts->has |= PARAFA_CHECKUP_HAS_SERVICE;
  return TRUE;
}

/* -- USB -- */

static const char *
get_family_name (ParafaDistributionFamily family)
{
  static const char *const names[] = {
    [PARAFA_DISTRIBUTION_OTHER] = "",        [PARAFA_DISTRIBUTION_DEBIAN] = "debian",
    [PARAFA_DISTRIBUTION_FEDORA] = "fedora", [PARAFA_DISTRIBUTION_SUSE] = "opensuse",
    [PARAFA_DISTRIBUTION_ARCH] = "arch",
  };

  return names[family];
}

/* A name that ends in "*" stands for every version */
static gboolean
has_file_like (const char *folder, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *star = strchr (name, '*');
  gsize length = star != NULL ? (gsize) (star - name) : strlen (name);
  const char *found;

  while (dir != NULL && (found = g_dir_read_name (dir)) != NULL)
    if (strncmp (found, name, length) == 0 && (star != NULL || found[length] == '\0'))
      return TRUE;
  return FALSE;
}

/* Looks for one of the driver's files in its usual places; what p11-kit knows is told by the listing */
static gboolean
is_installed (const ParafaKnownDriver *known, const char *root)
{
  for (guint i = 0; known->folders != NULL && known->folders[i] != NULL; i++)
    for (guint k = 0; known->files != NULL && known->files[k] != NULL; k++)
      {
        g_autofree char *folder =
            g_build_filename (root != NULL ? root : "/", known->folders[i], NULL);

        if (has_file_like (folder, known->files[k]))
          return TRUE;
      }
  return FALSE;
}

static ParafaCheckupWanted *
make_wanted (const ParafaKnownDriver *known, const Work *work)
{
  ParafaCheckupWanted *wanted = g_new0 (ParafaCheckupWanted, 1);

  wanted->title = g_strdup (known->title);
  wanted->package =
      parafa_known_driver_dup_package (known, get_family_name (work->distribution->family));
  wanted->installed = is_installed (known, work->root);
  wanted->open_may_do = known->alternatives != NULL &&
                        g_strv_contains ((const char *const *) known->alternatives, OPEN_DRIVER);
  return wanted;
}

/* A device that a driver is known for is a token; one of the smart card class may be a reader only */
static void
find_token (Work *work, ParafaDriverList *list)
{
  const ParafaUsbDevice *reader = NULL;

  for (guint i = 0; i < work->usb->len; i++)
    {
      const ParafaUsbDevice *device = g_ptr_array_index (work->usb, i);
      g_autoptr (GPtrArray) known =
          parafa_driver_list_find_usb (list, device->vendor, device->product);

      if (known->len > 0 && work->device == NULL)
        {
          work->device = parafa_usb_device_copy (device);
          work->wanted = make_wanted (g_ptr_array_index (known, 0), work);
        }
      if (device->is_reader && reader == NULL)
        reader = device;
    }
  if (work->device == NULL && reader != NULL)
    work->device = parafa_usb_device_copy (reader);
}

static void
read_usb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  ParafaDriverList *list = parafa_driver_list_get_default ();

  work->file_there = work->file != NULL && g_file_test (work->file, G_FILE_TEST_IS_REGULAR);
  work->usb = parafa_usb_devices_read (work->root);
  if (work->usb != NULL)
    find_token (work, list);
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_checkup_probe_usb_async:
 * @root: (nullable): the folder that stands for `/`
 * @distribution: for which computer packages are named
 * @file: (nullable): a PKCS#12 file
 * @cancellable: (nullable): ends the probe
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks at the USB devices and at what is known of them. Nothing is sent to one.
 */
void
parafa_checkup_probe_usb_async (const char *root,
                                const ParafaDistribution *distribution,
                                const char *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->root = g_strdup (root);
  work->file = g_strdup (file);
  work->distribution = parafa_distribution_copy (distribution);
  run (work, parafa_checkup_probe_usb_async, read_usb, cancellable, callback, user_data);
}

/**
 * parafa_checkup_probe_usb_finish:
 * @result: what the callback got
 * @facts: changed
 *
 * Returns: whether an answer came
 */
gboolean
parafa_checkup_probe_usb_finish (GAsyncResult *result, ParafaCheckupFacts *facts)
{
  Work *work = finish (result);

  if (work == NULL)
    return FALSE;
  g_clear_pointer (&facts->usb, g_ptr_array_unref);
  facts->usb = g_steal_pointer (&work->usb);
  facts->device = g_steal_pointer (&work->device);
  facts->wanted = g_steal_pointer (&work->wanted);
  facts->file_there = work->file_there;
  facts->has |= PARAFA_CHECKUP_HAS_USB;
  return TRUE;
}

/* -- the sandbox -- */

static gboolean
has_setting (const char *root, const char *name, const char *wanted)
{
  g_autofree char *path =
      g_build_filename (root != NULL ? root : "/", "proc", "sys", "kernel", name, NULL);
  g_autofree char *value = NULL;

  return g_file_get_contents (path, &value, NULL, NULL) && g_str_equal (g_strstrip (value), wanted);
}

static void
check_sandbox (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  if (!parafa_sandbox_check (&error))
    {
      if (g_error_matches (error, PARAFA_SANDBOX_ERROR, PARAFA_SANDBOX_ERROR_NOT_INSTALLED))
        work->sandbox = PARAFA_CHECKUP_SANDBOX_NOT_INSTALLED;
      else if (has_setting (work->root, "unprivileged_userns_clone", "0"))
        work->sandbox = PARAFA_CHECKUP_SANDBOX_NAMESPACES_OFF;
      else if (has_setting (work->root, "apparmor_restrict_unprivileged_userns", "1"))
        work->sandbox = PARAFA_CHECKUP_SANDBOX_APPARMOR;
      else
        work->sandbox = PARAFA_CHECKUP_SANDBOX_FAILS;
      work->message = g_strdup (error->message);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_checkup_probe_sandbox_async:
 * @root: (nullable): the folder that stands for `/` when the reason is looked for
 * @cancellable: (nullable): ends the probe
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out whether the web view can be shown here.
 */
void
parafa_checkup_probe_sandbox_async (const char *root,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->root = g_strdup (root);
  run (work, parafa_checkup_probe_sandbox_async, check_sandbox, cancellable, callback, user_data);
}

/**
 * parafa_checkup_probe_sandbox_finish:
 * @result: what the callback got
 * @facts: changed
 *
 * Returns: whether an answer came
 */
gboolean
parafa_checkup_probe_sandbox_finish (GAsyncResult *result, ParafaCheckupFacts *facts)
{
  Work *work = finish (result);

  if (work == NULL)
    return FALSE;
  facts->sandbox = work->sandbox;
  g_free (facts->sandbox_message);
  facts->sandbox_message = g_steal_pointer (&work->message);
  facts->has |= PARAFA_CHECKUP_HAS_SANDBOX;
  return TRUE;
}

/* -- a server -- */

typedef struct
{
  ParafaClock *clock; /* (owned) */
  gint64 sent_at_s;
  ParafaCheckupServer server; /* host unused */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  parafa_clock_unref (question->clock);
  g_free (question);
}

static void
server_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  gint64 now_s = parafa_clock_get_now (question->clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHttpAnswer) answer =
      parafa_http_send_finish (PARAFA_HTTP (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  question->server.asked = TRUE;
  question->server.server_time_s = answer != NULL ? parafa_http_answer_get_date (answer) : -1;
  question->server.asked_at_s = question->sent_at_s + (now_s - question->sent_at_s) / 2;
  question->server.problem = -1;
  if (error != NULL)
    question->server.problem =
        error->domain == PARAFA_HTTP_ERROR ? error->code : PARAFA_HTTP_ERROR_FAILED;
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_checkup_probe_server_async:
 * @session: the session
 * @uri: an address of the server
 * @timeout_ms: how long it may take, in milliseconds
 * @cancellable: (nullable): ends the probe
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks for an address without a token, a certificate or any other credential: whatever the server says
 * to that, it can be reached and is who it should be.
 */
void
parafa_checkup_probe_server_async (ParafaSession *session,
                                   const char *uri,
                                   guint timeout_ms,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", uri);
  Question *question = g_new0 (Question, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  question->clock = parafa_clock_ref (parafa_session_get_clock (session));
  question->sent_at_s = parafa_clock_get_now (question->clock);
  g_task_set_source_tag (task, parafa_checkup_probe_server_async);
  g_task_set_task_data (task, question, question_free);
  parafa_http_send_async (parafa_session_get_http (session), request, timeout_ms, cancellable,
                          server_answered, task);
}

/**
 * parafa_checkup_probe_server_finish:
 * @result: what the callback got
 * @server: changed, except its host
 *
 * Returns: whether it was not cancelled
 */
gboolean
parafa_checkup_probe_server_finish (GAsyncResult *result, ParafaCheckupServer *server)
{
  Question *question = g_task_get_task_data (G_TASK (result));
  char *host = server->host;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return FALSE;
  *server = question->server;
  server->host = host;
  return TRUE;
}
