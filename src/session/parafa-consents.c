/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-consents.h"
#include "parafa-consent-file.h"
#include "parafa-hold.h"
#include "parafa-paths.h"

#define FILE_NAME "programs.ini"
#define MAX_FILE_BYTES (1024 * 1024)
#define MAX_USES 200

struct _ParafaConsents
{
  GObject parent_instance;
  char *path;           /* (owned) */
  ParafaClock *clock;   /* (owned) */
  GListStore *consents; /* (owned) */
  GListStore *uses;     /* (owned) */
  GPtrArray *loaders;   /* (owned) (nullable) (element-type GTask): while the file is read */
  gboolean loaded;
  gboolean saving;
  gboolean changed; /* since the write that runs was begun */
};

G_DEFINE_FINAL_TYPE (ParafaConsents, parafa_consents, G_TYPE_OBJECT)

/* -- the file: one write at a time, always of the newest state -- */

static void save (ParafaConsents *self);

static void
write_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ParafaConsents *self = source;
  const char *text = task_data;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* A file that cannot be written costs a question after the next start, and nothing else */
static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaConsents *self = PARAFA_CONSENTS (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_info ("consents: programs.ini was not written: %s", error->message);
  self->saving = FALSE;
  if (self->changed)
    save (self);
  parafa_release_program ();
}

static void
save (ParafaConsents *self)
{
  g_autoptr (GTask) task = NULL;

  self->changed = self->saving;
  if (self->saving)
    return;
  self->saving = TRUE;
  parafa_hold_program ();
  task = g_task_new (self, NULL, saved, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task,
                        parafa_consent_file_write (G_LIST_MODEL (self->consents),
                                                   G_LIST_MODEL (self->uses)),
                        g_free);
  g_task_run_in_thread (task, write_file);
}

static void
read_file (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ParafaConsents *self = source;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (self->path, &text, &length, NULL) || length > MAX_FILE_BYTES)
    g_task_return_pointer (task, g_bytes_new_static ("", 0), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_pointer (task, g_bytes_new_take (g_steal_pointer (&text), length),
                           (GDestroyNotify) g_bytes_unref);
}

static void
file_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaConsents *self = PARAFA_CONSENTS (source);
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) loaders = g_steal_pointer (&self->loaders);
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  parafa_consent_file_read (text != NULL ? text : "", length, self->consents, self->uses);
  self->loaded = TRUE;
  for (guint i = 0; i < loaders->len; i++)
    g_task_return_boolean (g_ptr_array_index (loaders, i), TRUE);
}

static void
parafa_consents_finalize (GObject *object)
{
  ParafaConsents *self = PARAFA_CONSENTS (object);

  g_free (self->path);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_clear_object (&self->consents);
  g_clear_object (&self->uses);
  G_OBJECT_CLASS (parafa_consents_parent_class)->finalize (object);
}

static void
parafa_consents_class_init (ParafaConsentsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_consents_finalize;
}

static void
parafa_consents_init (ParafaConsents *self)
{
  self->consents = g_list_store_new (PARAFA_TYPE_CONSENT);
  self->uses = g_list_store_new (PARAFA_TYPE_TOKEN_USE);
}

/**
 * parafa_consents_new:
 * @folder: (nullable): where programs.ini lies; %NULL for the person's own
 * @clock: the clock
 *
 * Returns: (transfer full): nothing remembered yet; see parafa_consents_load_async()
 */
ParafaConsents *
parafa_consents_new (const char *folder, ParafaClock *clock)
{
  ParafaConsents *self = g_object_new (PARAFA_TYPE_CONSENTS, NULL);
  g_autofree char *own = folder == NULL ? parafa_paths_get_state_dir (NULL) : NULL;

  self->path = g_build_filename (folder != NULL ? folder : own, FILE_NAME, NULL);
  self->clock = parafa_clock_ref (clock);
  return self;
}

/**
 * parafa_consents_load_async:
 * @self: the consents
 * @cancellable: (nullable): ends the wait
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads what was remembered, the first time only. A file that is missing or damaged holds nothing.
 */
void
parafa_consents_load_async (ParafaConsents *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;

  g_return_if_fail (PARAFA_IS_CONSENTS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_consents_load_async);
  if (self->loaded)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->loaders != NULL)
    {
      g_ptr_array_add (self->loaders, g_steal_pointer (&task));
      return;
    }
  self->loaders = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->loaders, g_steal_pointer (&task));
  reading = g_task_new (self, NULL, file_read, NULL);
  g_task_set_source_tag (reading, read_file);
  g_task_run_in_thread (reading, read_file);
}

/**
 * parafa_consents_load_finish:
 * @self: the consents
 * @result: the result
 * @error: return location
 *
 * Returns: %TRUE, unless it was cancelled
 */
gboolean
parafa_consents_load_finish (ParafaConsents *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_consents_get_list:
 * @self: the consents
 *
 * Returns: (transfer none): a list of #ParafaConsent
 */
GListModel *
parafa_consents_get_list (ParafaConsents *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENTS (self), NULL);

  return G_LIST_MODEL (self->consents);
}

/**
 * parafa_consents_get_uses:
 * @self: the consents
 *
 * Returns: (transfer none): a list of #ParafaTokenUse, the newest first, at most 200
 */
GListModel *
parafa_consents_get_uses (ParafaConsents *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENTS (self), NULL);

  return G_LIST_MODEL (self->uses);
}

/**
 * parafa_consents_find:
 * @self: the consents
 * @caller: who asks
 * @profile_id: for whose token
 *
 * Returns: (transfer none) (nullable): its consent
 */
ParafaConsent *
parafa_consents_find (ParafaConsents *self, ParafaCaller *caller, const char *profile_id)
{
  g_return_val_if_fail (PARAFA_IS_CONSENTS (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->consents)); i++)
    {
      g_autoptr (ParafaConsent) consent = g_list_model_get_item (G_LIST_MODEL (self->consents), i);

      /* the list holds it */
      if (parafa_consent_is_for (consent, caller, profile_id))
        return consent;
    }
  return NULL;
}

/**
 * parafa_consents_allow:
 * @self: the consents
 * @caller: a program that will be known again
 * @profile_id: whose tokens it may have from now on
 *
 * Remembers what the person said.
 */
void
parafa_consents_allow (ParafaConsents *self, ParafaCaller *caller, const char *profile_id)
{
  g_autoptr (ParafaConsent) consent = NULL;

  g_return_if_fail (PARAFA_IS_CONSENTS (self));
  g_return_if_fail (parafa_caller_is_lasting (caller));

  if (parafa_consents_find (self, caller, profile_id) != NULL)
    return;
  consent = parafa_consent_new (caller, profile_id, parafa_clock_get_now (self->clock));
  g_list_store_append (self->consents, consent);
  save (self);
}

/**
 * parafa_consents_revoke:
 * @self: the consents
 * @consent: one of them
 *
 * Forgets it: the program is asked about again. A token it has stays valid until it ends.
 */
void
parafa_consents_revoke (ParafaConsents *self, ParafaConsent *consent)
{
  guint position = 0;

  g_return_if_fail (PARAFA_IS_CONSENTS (self));

  if (!g_list_store_find (self->consents, consent, &position))
    return;
  g_list_store_remove (self->consents, position);
  save (self);
}

/**
 * parafa_consents_note:
 * @self: the consents
 * @event: what happened
 * @caller: who asked
 * @profile_id: for whose token
 *
 * Writes a line into the log, and counts a token that was given.
 */
void
parafa_consents_note (ParafaConsents *self,
                      ParafaTokenUseEvent event,
                      ParafaCaller *caller,
                      const char *profile_id)
{
  gint64 now_s = 0;
  ParafaConsent *consent = NULL;
  g_autoptr (ParafaTokenUse) use = NULL;
  guint n_uses = 0;

  g_return_if_fail (PARAFA_IS_CONSENTS (self));

  now_s = parafa_clock_get_now (self->clock);
  consent = parafa_consents_find (self, caller, profile_id);
  use = parafa_token_use_new (event, caller, profile_id, now_s);
  if (consent != NULL && event == PARAFA_TOKEN_USE_GIVEN)
    parafa_consent_note_use (consent, now_s);
  g_list_store_insert (self->uses, 0, use);
  n_uses = g_list_model_get_n_items (G_LIST_MODEL (self->uses));
  if (n_uses > MAX_USES)
    g_list_store_splice (self->uses, MAX_USES, n_uses - MAX_USES, NULL, 0);
  save (self);
}

/**
 * parafa_consents_clear_uses:
 * @self: the consents
 *
 * Empties the log.
 */
void
parafa_consents_clear_uses (ParafaConsents *self)
{
  g_return_if_fail (PARAFA_IS_CONSENTS (self));

  g_list_store_remove_all (self->uses);
  save (self);
}

/**
 * parafa_consents_is_saving:
 * @self: the consents
 *
 * Returns: whether something is on its way to the disk
 */
gboolean
parafa_consents_is_saving (ParafaConsents *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENTS (self), FALSE);

  return self->saving;
}
