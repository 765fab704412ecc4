/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-renewal-note.h"
#include "parafa-paths.h"

#include <glib/gstdio.h>

/* Two numbers and what stands between them */
#define MAX_BYTES 64

typedef struct
{
  char *path; /* (owned) */
  gint64 obtained_at_s;
  gint64 now_s;
} NoteData;

static void
note_data_free (NoteData *data)
{
  g_free (data->path);
  g_free (data);
}

static NoteData *
note_data_new (const char *profile_id)
{
  NoteData *data = g_new0 (NoteData, 1);
  g_autofree char *folder = parafa_paths_get_state_dir ("renewals");

  data->path = g_build_filename (folder, profile_id, NULL);
  return data;
}

/* When the renewal of this very pair was sent, or -1 */
static gint64
read_note (const NoteData *data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  gsize length = 0;
  gint64 obtained_at_s = 0;
  gint64 sent_at_s = 0;

  if (!g_file_get_contents (data->path, &text, &length, NULL) || length > MAX_BYTES)
    return -1;
  words = g_strsplit (g_strstrip (text), " ", -1);
  if (g_strv_length (words) != 2 ||
      !g_ascii_string_to_signed (words[0], 10, -1, G_MAXINT64, &obtained_at_s, NULL) ||
      !g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT64, &sent_at_s, NULL))
    return -1;
  return obtained_at_s == data->obtained_at_s ? sent_at_s : -1;
}

/* On the disk before the request is sent; without a place for it one renews all the same */
static void
write_note (const NoteData *data)
{
  g_autofree char *folder = g_path_get_dirname (data->path);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                                           data->obtained_at_s, data->now_s);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (data->path, text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    g_info ("renewal-note: not written: %s", error->message);
}

static void
begin_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const NoteData *data = task_data;
  gint64 lost_at_s = read_note (data);

  /* the first lost answer is the one that counts: its date stays */
  if (lost_at_s < 0)
    write_note (data);
  g_task_return_pointer (task, g_memdup2 (&lost_at_s, sizeof lost_at_s), g_free);
}

static void
clear_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const NoteData *data = task_data;

  g_unlink (data->path);
  g_task_return_boolean (task, TRUE);
}

/**
 * parafa_renewal_note_begin_async:
 * @profile_id: the profile
 * @obtained_at_s: when the pair that is renewed was obtained, Unix seconds
 * @now_s: now, Unix seconds
 * @callback: called when the note is on the disk, or cannot be
 * @user_data: for @callback
 *
 * Notes that the renewal of this pair is about to be sent.
 */
void
parafa_renewal_note_begin_async (const char *profile_id,
                                 gint64 obtained_at_s,
                                 gint64 now_s,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  NoteData *data = NULL;

  g_return_if_fail (profile_id != NULL);

  data = note_data_new (profile_id);
  data->obtained_at_s = obtained_at_s;
  data->now_s = now_s;
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, parafa_renewal_note_begin_async);
  g_task_set_task_data (task, data, (GDestroyNotify) note_data_free);
  g_task_run_in_thread (task, begin_in_thread);
}

/**
 * parafa_renewal_note_begin_finish:
 * @result: the result
 *
 * Returns: when an earlier renewal of the same pair was sent whose answer never came, Unix seconds;
 *   -1 when there was none
 */
gint64
parafa_renewal_note_begin_finish (GAsyncResult *result)
{
  g_autofree gint64 *lost_at_s = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  lost_at_s = g_task_propagate_pointer (G_TASK (result), NULL);
  return lost_at_s != NULL ? *lost_at_s : -1;
}

/**
 * parafa_renewal_note_clear_async:
 * @profile_id: the profile
 * @callback: called when there is no note any more
 * @user_data: for @callback
 *
 * Takes the note away: the answer came and is stored, or said no.
 */
void
parafa_renewal_note_clear_async (const char *profile_id,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (profile_id != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, parafa_renewal_note_clear_async);
  g_task_set_task_data (task, note_data_new (profile_id), (GDestroyNotify) note_data_free);
  g_task_run_in_thread (task, clear_in_thread);
}

/**
 * parafa_renewal_note_clear_finish:
 * @result: the result
 */
void
parafa_renewal_note_clear_finish (GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, NULL));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
