/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-lookout.h"
#include "parafa-modules.h"
#include "parafa-token-watch.h"

#define INTERVAL_MS 1000

struct _ParafaTokenLookout
{
  GObject parent_instance;

  char *unlocked_uri; /* (owned) (nullable): what lies on the token that is unlocked */
  GSource *timer;     /* (owned) (nullable): only while somebody watches */
  gboolean looking;
};

/* One look, in a thread */
typedef struct
{
  char *uri;                 /* (owned) (nullable) */
  ParafaTokenWatchNews news; /* (owned): its label */
} Look;

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaTokenLookout, parafa_token_lookout, G_TYPE_OBJECT)

static void
look_free (Look *look)
{
  g_free (look->uri);
  g_free (look->news.label);
  g_free (look);
}

/* Left out while the driver is at work: never in the middle of a login or a signature */
static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Look *look = data;

  if (parafa_modules_try_lock ())
    {
      parafa_token_watch_look (look->uri, &look->news);
      parafa_modules_unlock ();
    }
  g_task_return_boolean (task, TRUE);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaTokenLookout *self = PARAFA_TOKEN_LOOKOUT (source);
  const Look *look = g_task_get_task_data (G_TASK (result));

  self->looking = FALSE;
  if (self->timer == NULL)
    return;
  /* once: its login is lost, and does not come back with the token */
  if (look->news.gone && g_strcmp0 (look->uri, self->unlocked_uri) == 0)
    {
      g_clear_pointer (&self->unlocked_uri, g_free);
      g_signal_emit (self, signals[SIGNAL_GONE], 0, look->news.label);
    }
  if (look->news.changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
start_look (gpointer user_data)
{
  ParafaTokenLookout *self = user_data;
  g_autoptr (GTask) task = NULL;
  Look *look;

  if (self->looking)
    return G_SOURCE_CONTINUE;
  self->looking = TRUE;
  look = g_new0 (Look, 1);
  look->uri = g_strdup (self->unlocked_uri);
  task = g_task_new (self, NULL, looked, NULL);
  g_task_set_source_tag (task, start_look);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_in_thread);
  return G_SOURCE_CONTINUE;
}

static void
parafa_token_lookout_finalize (GObject *object)
{
  ParafaTokenLookout *self = PARAFA_TOKEN_LOOKOUT (object);

  parafa_token_lookout_set_watching (self, FALSE);
  g_free (self->unlocked_uri);
  G_OBJECT_CLASS (parafa_token_lookout_parent_class)->finalize (object);
}

static void
parafa_token_lookout_class_init (ParafaTokenLookoutClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_token_lookout_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PARAFA_TYPE_TOKEN_LOOKOUT, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GONE] = g_signal_new ("gone", PARAFA_TYPE_TOKEN_LOOKOUT, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
parafa_token_lookout_init (ParafaTokenLookout *self)
{
}

/**
 * parafa_token_lookout_new:
 *
 * Returns: (transfer full): a lookout that does not look yet
 */
ParafaTokenLookout *
parafa_token_lookout_new (void)
{
  return g_object_new (PARAFA_TYPE_TOKEN_LOOKOUT, NULL);
}

/**
 * parafa_token_lookout_set_watching:
 * @self: a lookout
 * @watching: whether somebody watches
 *
 * Without it no timer runs, and the process sleeps until it is asked something.
 */
void
parafa_token_lookout_set_watching (ParafaTokenLookout *self, gboolean watching)
{
  if (watching == (self->timer != NULL))
    return;
  if (!watching)
    {
      g_source_destroy (self->timer);
      g_clear_pointer (&self->timer, g_source_unref);
      return;
    }
  self->timer = g_timeout_source_new (INTERVAL_MS);
  g_source_set_callback (self->timer, start_look, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/**
 * parafa_token_lookout_set_unlocked:
 * @self: a lookout
 * @uri: (nullable): PKCS#11 URI of an object on the token that is unlocked; %NULL for none
 *
 * Says which token's going is to be told.
 */
void
parafa_token_lookout_set_unlocked (ParafaTokenLookout *self, const char *uri)
{
  g_free (self->unlocked_uri);
  self->unlocked_uri = g_strdup (uri);
}
