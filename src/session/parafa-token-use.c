/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-token-use.h"

struct _ParafaTokenUse
{
  GObject parent_instance;
  ParafaTokenUseEvent event;
  ParafaCaller *caller; /* (owned) */
  char *profile_id;     /* (owned) */
  gint64 at_s;
};

G_DEFINE_FINAL_TYPE (ParafaTokenUse, parafa_token_use, G_TYPE_OBJECT)

static void
parafa_token_use_finalize (GObject *object)
{
  ParafaTokenUse *self = PARAFA_TOKEN_USE (object);

  g_clear_pointer (&self->caller, parafa_caller_unref);
  g_free (self->profile_id);
  G_OBJECT_CLASS (parafa_token_use_parent_class)->finalize (object);
}

static void
parafa_token_use_class_init (ParafaTokenUseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_token_use_finalize;
}

static void
parafa_token_use_init (ParafaTokenUse *self)
{
}

/**
 * parafa_token_use_new:
 * @event: what happened
 * @caller: who asked
 * @profile_id: for whose token
 * @at_s: when, Unix seconds
 *
 * Returns: (transfer full): a line of the log
 */
ParafaTokenUse *
parafa_token_use_new (ParafaTokenUseEvent event,
                      ParafaCaller *caller,
                      const char *profile_id,
                      gint64 at_s)
{
  ParafaTokenUse *self = g_object_new (PARAFA_TYPE_TOKEN_USE, NULL);

  self->event = event;
  self->caller = parafa_caller_ref (caller);
  self->profile_id = g_strdup (profile_id);
  self->at_s = at_s;
  return self;
}

/**
 * parafa_token_use_get_event:
 * @self: a line of the log
 *
 * Returns: what happened
 */
ParafaTokenUseEvent
parafa_token_use_get_event (ParafaTokenUse *self)
{
  g_return_val_if_fail (PARAFA_IS_TOKEN_USE (self), PARAFA_TOKEN_USE_FAILED);

  return self->event;
}

/**
 * parafa_token_use_get_caller:
 * @self: a line of the log
 *
 * Returns: (transfer none): who asked
 */
ParafaCaller *
parafa_token_use_get_caller (ParafaTokenUse *self)
{
  g_return_val_if_fail (PARAFA_IS_TOKEN_USE (self), NULL);

  return self->caller;
}

/**
 * parafa_token_use_get_profile_id:
 * @self: a line of the log
 *
 * Returns: for whose token
 */
const char *
parafa_token_use_get_profile_id (ParafaTokenUse *self)
{
  g_return_val_if_fail (PARAFA_IS_TOKEN_USE (self), NULL);

  return self->profile_id;
}

/**
 * parafa_token_use_get_at:
 * @self: a line of the log
 *
 * Returns: when, Unix seconds
 */
gint64
parafa_token_use_get_at (ParafaTokenUse *self)
{
  g_return_val_if_fail (PARAFA_IS_TOKEN_USE (self), -1);

  return self->at_s;
}
