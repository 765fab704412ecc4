/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup.h"

#include "parafa-checkup-private.h"

typedef enum
{
  PROP_RUNNING = 1,
} ParafaCheckupProperty;

static GParamSpec *properties[PROP_RUNNING + 1];
static guint changed_signal;

/**
 * ParafaCheckup:
 *
 * A check-up and its lines. What is asked is in parafa-checkup-run.c, what it means in
 * parafa-checkup-judge.c.
 */
G_DEFINE_FINAL_TYPE (ParafaCheckup, parafa_checkup, G_TYPE_OBJECT)

/* -- for the run -- */

void
parafa_checkup_set_line (ParafaCheckup *self, ParafaCheckupLine *taken)
{
  g_clear_pointer (&self->lines[taken->step], parafa_checkup_line_unref);
  self->lines[taken->step] = taken;
  g_signal_emit (self, changed_signal, 0, (int) taken->step);
}

void
parafa_checkup_set_running (ParafaCheckup *self, gboolean running)
{
  if (self->running == running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
clear_lines (ParafaCheckup *self)
{
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      if (self->lines[i] == NULL)
        continue;
      g_clear_pointer (&self->lines[i], parafa_checkup_line_unref);
      g_signal_emit (self, changed_signal, 0, (int) i);
    }
}

static void
parafa_checkup_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((ParafaCheckupProperty) prop_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, PARAFA_CHECKUP (object)->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_checkup_dispose (GObject *object)
{
  ParafaCheckup *self = PARAFA_CHECKUP (object);

  g_clear_object (&self->card);
  g_clear_object (&self->profile);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (parafa_checkup_parent_class)->dispose (object);
}

static void
parafa_checkup_finalize (GObject *object)
{
  ParafaCheckup *self = PARAFA_CHECKUP (object);

  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    g_clear_pointer (&self->lines[i], parafa_checkup_line_unref);
  parafa_distribution_free (self->distribution);
  g_free (self->root);
  G_OBJECT_CLASS (parafa_checkup_parent_class)->finalize (object);
}

static void
parafa_checkup_class_init (ParafaCheckupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parafa_checkup_get_property;
  object_class->dispose = parafa_checkup_dispose;
  object_class->finalize = parafa_checkup_finalize;
  /**
   * ParafaCheckup:running:
   *
   * Whether a check-up is under way.
   */
  properties[PROP_RUNNING] =
      g_param_spec_boolean ("running", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  /**
   * ParafaCheckup::changed:
   * @self: a check-up
   * @step: a #ParafaCheckupStep
   *
   * The step has a line now, or has none any more.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
parafa_checkup_init (ParafaCheckup *self)
{
  self->card = parafa_card_new ();
  self->card_timeout_ms = PARAFA_CHECKUP_CARD_LIMIT_MS;
}

/**
 * parafa_checkup_new:
 * @session: the session
 *
 * Returns: (transfer full): a check-up that has looked at nothing yet
 */
ParafaCheckup *
parafa_checkup_new (ParafaSession *session)
{
  ParafaCheckup *self = NULL;

  g_return_val_if_fail (PARAFA_IS_SESSION (session), NULL);

  self = g_object_new (PARAFA_TYPE_CHECKUP, NULL);
  self->session = g_object_ref (session);
  return self;
}

/**
 * parafa_checkup_get_session:
 * @self: a check-up
 *
 * Returns: (transfer none): its session
 */
ParafaSession *
parafa_checkup_get_session (ParafaCheckup *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), NULL);

  return self->session;
}

/**
 * parafa_checkup_set_profile:
 * @self: a check-up
 * @profile: (nullable): who logs in
 *
 * Whose certificate is looked for and whose server is asked, from the next run on.
 */
void
parafa_checkup_set_profile (ParafaCheckup *self, ParafaProfile *profile)
{
  g_return_if_fail (PARAFA_IS_CHECKUP (self));
  g_return_if_fail (profile == NULL || PARAFA_IS_PROFILE (profile));

  g_set_object (&self->profile, profile);
}

/**
 * parafa_checkup_get_card:
 * @self: a check-up
 *
 * Returns: (transfer none): the card processes it asks
 */
ParafaCard *
parafa_checkup_get_card (ParafaCheckup *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), NULL);

  return self->card;
}

/**
 * parafa_checkup_set_keeps_card:
 * @self: a check-up
 * @keeps_card: whether the card processes stay when a run is over
 *
 * For who watches them for tokens put in and pulled out; else no driver stays loaded.
 */
void
parafa_checkup_set_keeps_card (ParafaCheckup *self, gboolean keeps_card)
{
  g_return_if_fail (PARAFA_IS_CHECKUP (self));

  self->keeps_card = keeps_card;
}

/**
 * parafa_checkup_set_offline:
 * @self: a check-up
 * @offline: whether no server shall be asked
 */
void
parafa_checkup_set_offline (ParafaCheckup *self, gboolean offline)
{
  g_return_if_fail (PARAFA_IS_CHECKUP (self));

  self->offline = offline;
}

/**
 * parafa_checkup_set_root:
 * @self: a check-up
 * @root: (nullable): the folder that stands for `/`, for tests
 */
void
parafa_checkup_set_root (ParafaCheckup *self, const char *root)
{
  g_return_if_fail (PARAFA_IS_CHECKUP (self));

  g_free (self->root);
  self->root = g_strdup (root);
}

/**
 * parafa_checkup_set_card_timeout:
 * @self: a check-up
 * @timeout_ms: how long each driver may take to list its tokens, in milliseconds
 */
void
parafa_checkup_set_card_timeout (ParafaCheckup *self, guint timeout_ms)
{
  g_return_if_fail (PARAFA_IS_CHECKUP (self));

  self->card_timeout_ms = timeout_ms;
}

/**
 * parafa_checkup_run_async:
 * @self: a check-up that is not running
 * @cancellable: (nullable): ends it; what was found stays
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks at everything again. Lines come one by one, with the signal "changed"; the calling thread is
 * not blocked, and no PIN is tried.
 */
void
parafa_checkup_run_async (ParafaCheckup *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_CHECKUP (self));
  g_return_if_fail (!self->running);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_checkup_run_async);
  g_task_set_check_cancellable (task, FALSE);
  clear_lines (self);
  parafa_checkup_set_running (self, TRUE);
  parafa_checkup_start (self, g_steal_pointer (&task));
}

/**
 * parafa_checkup_run_finish:
 * @self: a check-up
 * @result: what the callback got
 * @error: location for an error, %G_IO_ERROR_CANCELLED only
 *
 * Returns: whether every step has a line
 */
gboolean
parafa_checkup_run_finish (ParafaCheckup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * parafa_checkup_is_running:
 * @self: a check-up
 *
 * Returns: whether it is under way
 */
gboolean
parafa_checkup_is_running (ParafaCheckup *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), FALSE);

  return self->running;
}

/**
 * parafa_checkup_get_line:
 * @self: a check-up
 * @step: a step
 *
 * Returns: (transfer none) (nullable): what it found; %NULL before it ended
 */
ParafaCheckupLine *
parafa_checkup_get_line (ParafaCheckup *self, ParafaCheckupStep step)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), NULL);
  g_return_val_if_fail ((guint) step < PARAFA_CHECKUP_N_STEPS, NULL);

  return self->lines[step];
}

/**
 * parafa_checkup_get_distribution:
 * @self: a check-up
 *
 * Returns: (transfer none) (nullable): for which computer the commands are
 */
const ParafaDistribution *
parafa_checkup_get_distribution (ParafaCheckup *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), NULL);

  return self->distribution;
}

/**
 * parafa_checkup_count:
 * @self: a check-up
 * @state: a state
 *
 * Returns: how many steps are in that state
 */
guint
parafa_checkup_count (ParafaCheckup *self, ParafaCheckupState state)
{
  guint n = 0;

  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), 0);

  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    if (self->lines[i] != NULL && self->lines[i]->state == state)
      n++;
  return n;
}

/**
 * parafa_checkup_get_first_problem:
 * @self: a check-up
 *
 * Returns: (transfer none) (nullable): the first line that stops a login, in the order a login needs
 *   things; without one, the first that is worth a look
 */
ParafaCheckupLine *
parafa_checkup_get_first_problem (ParafaCheckup *self)
{
  static const ParafaCheckupState states[] = { PARAFA_CHECKUP_STOPS, PARAFA_CHECKUP_ATTENTION };

  g_return_val_if_fail (PARAFA_IS_CHECKUP (self), NULL);

  for (guint k = 0; k < G_N_ELEMENTS (states); k++)
    for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
      if (self->lines[i] != NULL && self->lines[i]->state == states[k])
        return self->lines[i];
  return NULL;
}
