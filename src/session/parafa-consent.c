/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-consent.h"

struct _ParafaConsent
{
  GObject parent_instance;
  ParafaCaller *caller; /* (owned) */
  char *profile_id;     /* (owned) */
  gint64 granted_at_s;
  gint64 used_at_s;
  guint n_uses;
};

typedef enum
{
  PROP_USED_AT = 1,
  N_PROPERTIES
} ParafaConsentProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ParafaConsent, parafa_consent, G_TYPE_OBJECT)

static void
parafa_consent_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_USED_AT)
    g_value_set_int64 (value, PARAFA_CONSENT (object)->used_at_s);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_consent_finalize (GObject *object)
{
  ParafaConsent *self = PARAFA_CONSENT (object);

  g_clear_pointer (&self->caller, parafa_caller_unref);
  g_free (self->profile_id);
  G_OBJECT_CLASS (parafa_consent_parent_class)->finalize (object);
}

static void
parafa_consent_class_init (ParafaConsentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = parafa_consent_finalize;
  object_class->get_property = parafa_consent_get_property;
  properties[PROP_USED_AT] =
      g_param_spec_int64 ("used-at", NULL, NULL, -1, G_MAXINT64, -1,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
parafa_consent_init (ParafaConsent *self)
{
  self->used_at_s = -1;
}

/**
 * parafa_consent_new:
 * @caller: a program
 * @profile_id: whose tokens it may have
 * @granted_at_s: since when, Unix seconds
 *
 * Returns: (transfer full): a consent that was not used yet
 */
ParafaConsent *
parafa_consent_new (ParafaCaller *caller, const char *profile_id, gint64 granted_at_s)
{
  ParafaConsent *self = g_object_new (PARAFA_TYPE_CONSENT, NULL);

  self->caller = parafa_caller_ref (caller);
  self->profile_id = g_strdup (profile_id);
  self->granted_at_s = granted_at_s;
  return self;
}

/**
 * parafa_consent_get_caller:
 * @self: a consent
 *
 * Returns: (transfer none): the program
 */
ParafaCaller *
parafa_consent_get_caller (ParafaConsent *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT (self), NULL);

  return self->caller;
}

/**
 * parafa_consent_get_profile_id:
 * @self: a consent
 *
 * Returns: the profile; it may be gone
 */
const char *
parafa_consent_get_profile_id (ParafaConsent *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT (self), NULL);

  return self->profile_id;
}

/**
 * parafa_consent_get_granted_at:
 * @self: a consent
 *
 * Returns: when the person allowed it, Unix seconds
 */
gint64
parafa_consent_get_granted_at (ParafaConsent *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT (self), -1);

  return self->granted_at_s;
}

/**
 * parafa_consent_get_used_at:
 * @self: a consent
 *
 * Returns: when the program last got a token, Unix seconds; -1 for never
 */
gint64
parafa_consent_get_used_at (ParafaConsent *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT (self), -1);

  return self->used_at_s;
}

/**
 * parafa_consent_get_n_uses:
 * @self: a consent
 *
 * Returns: how often the program got a token
 */
guint
parafa_consent_get_n_uses (ParafaConsent *self)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT (self), 0);

  return self->n_uses;
}

/**
 * parafa_consent_is_for:
 * @self: a consent
 * @caller: who asks
 * @profile_id: for whose token
 *
 * Returns: whether this is the consent it needs
 */
gboolean
parafa_consent_is_for (ParafaConsent *self, ParafaCaller *caller, const char *profile_id)
{
  g_return_val_if_fail (PARAFA_IS_CONSENT (self), FALSE);

  return parafa_caller_is_lasting (caller) && g_str_equal (self->profile_id, profile_id) &&
         g_str_equal (parafa_caller_get_key (self->caller), parafa_caller_get_key (caller));
}

/**
 * parafa_consent_note_use:
 * @self: a consent
 * @used_at_s: when, Unix seconds
 *
 * Counts one token that was given.
 */
void
parafa_consent_note_use (ParafaConsent *self, gint64 used_at_s)
{
  g_return_if_fail (PARAFA_IS_CONSENT (self));

  parafa_consent_restore_uses (self, used_at_s, self->n_uses + 1);
}

/**
 * parafa_consent_restore_uses:
 * @self: a consent
 * @used_at_s: when it was last used, or -1
 * @n_uses: how often
 *
 * Sets what was remembered.
 */
void
parafa_consent_restore_uses (ParafaConsent *self, gint64 used_at_s, guint n_uses)
{
  g_return_if_fail (PARAFA_IS_CONSENT (self));

  if (self->used_at_s == used_at_s && self->n_uses == n_uses)
    return;
  self->used_at_s = used_at_s;
  self->n_uses = n_uses;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USED_AT]);
}
