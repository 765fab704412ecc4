/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-watch.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "parafa-filing-words.h"
#include "parafa-hold.h"

#define LONGEST_S 86400u /* what takes longer goes on at the next start */
#define COUNT_DELAY_MS 200

/* What is not through yet */
#define OPEN_STATES                                                                                \
  (1u << PARAFA_FILING_QUEUED | 1u << PARAFA_FILING_SENDING | 1u << PARAFA_FILING_UNKNOWN |        \
   1u << PARAFA_FILING_PROCESSING)

/**
 * ParafaFilingWatch:
 *
 * Belongs to the program, not to its window. When the window closes while something is sent, in doubt or in process, the
 * program and its session stay until that is through, for a day at most: no more tokens are kept in memory than that needs,
 * and no password of the keyring is asked for. Each that is through is said, unless the person is looking.
 *
 * Inside a Flatpak the desktop shows that the program runs without a window, and may end it: nothing is lost, the next start
 * goes on.
 */
struct _ParafaFilingWatch
{
  GObject parent_instance;

  GApplication *application; /* (unowned): owns this */
  ParafaFilingWatchFunc get_session;
  gpointer user_data;
  ParafaFilings *filings;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gulong settled_id;
  gulong changed_id;
  gulong stop_id;
  guint timer; /* until the next count */
  guint limit; /* until it is given up */
  gboolean opening;
  gboolean window;
  gboolean held;
  guint n_valid; /* said since the person last looked */
};

G_DEFINE_FINAL_TYPE (ParafaFilingWatch, parafa_filing_watch, G_TYPE_OBJECT)

/* -- what is said -- */

static char *
make_title (ParafaFilingWatch *self, const ParafaFilingRecord *record, gint64 now_s)
{
  if (record->state == PARAFA_FILING_OK && self->n_valid > 1)
    return g_strdup_printf (ngettext ("%u UIT is valid now", "%u UITs are valid now",
                                      self->n_valid),
                            self->n_valid);
  return parafa_filing_words_describe_settled (record, now_s);
}

/* What is valid is counted in one notification; what is not has one of its own, and stays until it was seen */
static void
on_settled (ParafaFilings *filings, ParafaFilingRecord *record, ParafaFilingWatch *self)
{
  gint64 now_s = parafa_filing_caller_get_now (parafa_filings_get_caller (filings));
  GtkWindow *window = GTK_IS_APPLICATION (self->application)
                          ? gtk_application_get_active_window (GTK_APPLICATION (self->application))
                          : NULL;
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;

  if (window != NULL && gtk_window_is_active (window))
    {
      self->n_valid = 0;
      return;
    }
  self->n_valid += record->state == PARAFA_FILING_OK;
  title = make_title (self, record, now_s);
  id = record->state == PARAFA_FILING_OK
           ? g_strdup ("etransport")
           : g_strdup_printf ("etransport-%" G_GINT64_FORMAT, record->id);
  notification = g_notification_new (title);
  if (record->state != PARAFA_FILING_OK || self->n_valid == 1)
    g_notification_set_body (notification, parafa_filing_words_get_reason (record, now_s));
  g_notification_set_default_action_and_target (notification, "app.show-etransport", "s",
                                                record->profile);
  g_application_send_notification (self->application, id, notification);
}

/* -- how long -- */

static void
let_go (ParafaFilingWatch *self)
{
  if (self->filings != NULL)
    {
      g_clear_signal_handler (&self->settled_id, self->filings);
      g_clear_signal_handler (&self->changed_id, parafa_filings_get_archive (self->filings));
      g_clear_signal_handler (&self->stop_id, parafa_filings_get_sender (self->filings));
    }
  g_clear_object (&self->filings);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->limit, g_source_remove);
}

static void
set_held (ParafaFilingWatch *self, gboolean held)
{
  if (self->held == held)
    return;
  self->held = held;
  if (held)
    parafa_hold_program ();
  else
    parafa_release_program ();
}

/* Nobody is there who could mend what stopped the queue, so what waits does not keep the program */
static guint
get_states (ParafaFilingWatch *self)
{
  ParafaFilingSender *sender = parafa_filings_get_sender (self->filings);
  ParafaFilingStop stop = parafa_filing_sender_get_stop (sender);

  if (parafa_filing_sender_is_paused (sender) ||
      (stop != PARAFA_FILING_STOP_NONE && stop != PARAFA_FILING_STOP_OFFLINE))
    return 1u << PARAFA_FILING_PROCESSING;
  return OPEN_STATES;
}

/* Those that only a person can settle do not count */
static gboolean
is_open (GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      const ParafaFilingRecord *record = found->pdata[i];

      if (record->state != PARAFA_FILING_UNKNOWN || g_strcmp0 (record->problem, "unsure") != 0)
        return TRUE;
    }
  return FALSE;
}

static void
counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingWatch) self = PARAFA_FILING_WATCH (user_data);
  g_autoptr (GPtrArray) found = parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, NULL);

  if (self->window || self->filings == NULL)
    return;
  if (found != NULL && is_open (found))
    return;
  let_go (self);
  set_held (self, FALSE);
}

static void
count (gpointer user_data)
{
  ParafaFilingWatch *self = user_data;
  g_autoptr (ParafaFilingFilter) filter = NULL;

  self->timer = 0;
  if (self->window || self->filings == NULL)
    return;
  filter = parafa_filing_filter_new ();
  filter->states = get_states (self);
  parafa_archive_find_async (parafa_filings_get_archive (self->filings), filter, self->cancellable,
                             counted, g_object_ref (self));
}

static void
count_soon (ParafaFilingWatch *self)
{
  if (!self->window && self->timer == 0 && self->filings != NULL)
    self->timer = g_timeout_add_once (COUNT_DELAY_MS, count, self);
}

static void
give_up (gpointer user_data)
{
  ParafaFilingWatch *self = user_data;

  self->limit = 0;
  g_info ("filings: given up for today; the next start goes on");
  let_go (self);
  set_held (self, FALSE);
}

/* -- what an earlier program left -- */

static void
open_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingWatch) self = PARAFA_FILING_WATCH (user_data);
  g_autoptr (GPtrArray) found = parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, NULL);

  if (self->filings == NULL || found == NULL || !is_open (found))
    return;
  parafa_filings_start (self->filings);
}

static void
filings_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingWatch) self = PARAFA_FILING_WATCH (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilings) filings = parafa_filings_open_finish (result, &error);
  g_autoptr (ParafaFilingFilter) filter = NULL;

  self->opening = FALSE;
  if (filings == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      if (filings == NULL)
        g_info ("filings: %s", error->message);
      if (!self->window)
        set_held (self, FALSE);
      return;
    }
  parafa_filing_watch_adopt (self, filings);
  filter = parafa_filing_filter_new ();
  filter->states = OPEN_STATES;
  parafa_archive_find_async (parafa_filings_get_archive (filings), filter, self->cancellable,
                             open_found, g_object_ref (self));
  count_soon (self);
}

/* Profiles that cannot be read leave the filings where they are */
static void
session_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingWatch) self = PARAFA_FILING_WATCH (user_data);
  ParafaSession *session = PARAFA_SESSION (source);

  if (parafa_session_open_finish (session, result, NULL))
    parafa_filings_open_async (session, NULL, self->cancellable, filings_opened,
                               g_object_ref (self));
  else
    {
      self->opening = FALSE;
      if (!self->window)
        set_held (self, FALSE);
    }
}

/* -- the object -- */

static void
parafa_filing_watch_dispose (GObject *object)
{
  ParafaFilingWatch *self = PARAFA_FILING_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  let_go (self);
  G_OBJECT_CLASS (parafa_filing_watch_parent_class)->dispose (object);
}

static void
parafa_filing_watch_finalize (GObject *object)
{
  g_clear_object (&PARAFA_FILING_WATCH (object)->cancellable);
  G_OBJECT_CLASS (parafa_filing_watch_parent_class)->finalize (object);
}

static void
parafa_filing_watch_class_init (ParafaFilingWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_filing_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_filing_watch_finalize;
}

static void
parafa_filing_watch_init (ParafaFilingWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * parafa_filing_watch_new:
 * @application: (unowned): the program; it owns the watch
 * @get_session: gives the session, made when there is none
 * @user_data: for @get_session
 *
 * Returns: (transfer full): a watch at rest
 */
ParafaFilingWatch *
parafa_filing_watch_new (GApplication *application,
                         ParafaFilingWatchFunc get_session,
                         gpointer user_data)
{
  ParafaFilingWatch *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (PARAFA_TYPE_FILING_WATCH, NULL);
  self->application = application;
  self->get_session = get_session;
  self->user_data = user_data;
  return self;
}

/**
 * parafa_filing_watch_start:
 * @self: a watch
 *
 * Goes on with what was not through when the program ended. A person who never filed anything pays one look at the disk.
 */
void
parafa_filing_watch_start (ParafaFilingWatch *self)
{
  g_autofree char *path = parafa_filings_get_default_path ();

  g_return_if_fail (PARAFA_IS_FILING_WATCH (self));

  if (self->opening || self->filings != NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  self->opening = TRUE;
  set_held (self, !self->window);
  parafa_session_open_async (self->get_session (self->user_data), self->cancellable, session_opened,
                             g_object_ref (self));
}

/**
 * parafa_filing_watch_adopt:
 * @self: a watch
 * @filings: what is filed, of the whole program
 *
 * Watches over what a page opened.
 */
void
parafa_filing_watch_adopt (ParafaFilingWatch *self, ParafaFilings *filings)
{
  g_return_if_fail (PARAFA_IS_FILING_WATCH (self));
  g_return_if_fail (PARAFA_IS_FILINGS (filings));

  if (self->filings == filings)
    return;
  let_go (self);
  if (!self->window && self->held)
    self->limit = g_timeout_add_once (LONGEST_S * 1000u, give_up, self);
  self->filings = g_object_ref (filings);
  self->settled_id = g_signal_connect (filings, "settled", G_CALLBACK (on_settled), self);
  self->changed_id = g_signal_connect_swapped (parafa_filings_get_archive (filings), "changed",
                                               G_CALLBACK (count_soon), self);
  self->stop_id = g_signal_connect_swapped (parafa_filings_get_sender (filings), "notify::stop",
                                            G_CALLBACK (count_soon), self);
}

/**
 * parafa_filing_watch_release:
 * @self: a watch
 *
 * Lets go of what it watches over, so that the archive can be closed. What a page opens next is adopted again.
 */
void
parafa_filing_watch_release (ParafaFilingWatch *self)
{
  g_return_if_fail (PARAFA_IS_FILING_WATCH (self));

  let_go (self);
  set_held (self, FALSE);
}

/**
 * parafa_filing_watch_set_window:
 * @self: a watch
 * @open: whether there is a window now
 *
 * Holds the program without a window until all is through.
 */
void
parafa_filing_watch_set_window (ParafaFilingWatch *self, gboolean open)
{
  g_return_if_fail (PARAFA_IS_FILING_WATCH (self));

  if (self->window == open)
    return;
  self->window = open;
  self->n_valid = 0;
  g_clear_handle_id (&self->limit, g_source_remove);
  if (open)
    {
      set_held (self, FALSE);
      return;
    }
  if (self->filings == NULL)
    return;
  set_held (self, TRUE);
  self->limit = g_timeout_add_once (LONGEST_S * 1000u, give_up, self);
  count (self);
}

/**
 * parafa_filing_watch_stop:
 * @self: a watch
 *
 * The program ends.
 */
void
parafa_filing_watch_stop (ParafaFilingWatch *self)
{
  g_return_if_fail (PARAFA_IS_FILING_WATCH (self));

  g_cancellable_cancel (self->cancellable);
  let_go (self);
  set_held (self, FALSE);
}

/**
 * parafa_filing_watch_is_holding:
 * @self: a watch
 *
 * Returns: whether the program stays for it without a window
 */
gboolean
parafa_filing_watch_is_holding (ParafaFilingWatch *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_WATCH (self), FALSE);

  return self->held;
}
