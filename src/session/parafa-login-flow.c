/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-flow.h"

struct _ParafaLoginFlow
{
  GObject parent_instance;
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (owned) */
  GListStore *certificates;
};

typedef enum
{
  PROP_STEP = 1,
  PROP_BUSY,
  PROP_PROBLEM,
  PROP_CERTIFICATE,
  N_PROPERTIES
} ParafaLoginFlowProperty;

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SIGNAL_OPEN_PAGE,
  SIGNAL_CLOSE_PAGE,
  SIGNAL_UPSTREAM,
  SIGNAL_PIN_QUESTION,
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaLoginFlow, parafa_login_flow, G_TYPE_OBJECT)

static void
parafa_login_flow_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  switch ((ParafaLoginFlowProperty) prop_id)
    {
    case PROP_STEP:
      g_value_set_int (value, (int) parafa_login_flow_get_step (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, parafa_login_flow_is_busy (self));
      break;
    case PROP_PROBLEM:
      g_value_set_int (value, (int) parafa_login_flow_get_problem (self));
      break;
    case PROP_CERTIFICATE:
      g_value_set_object (value, parafa_login_flow_get_certificate (self));
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_login_flow_finalize (GObject *object)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->account);
  g_clear_object (&self->certificates);
  G_OBJECT_CLASS (parafa_login_flow_parent_class)->finalize (object);
}

static void
parafa_login_flow_class_init (ParafaLoginFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = parafa_login_flow_finalize;
  object_class->get_property = parafa_login_flow_get_property;
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, PARAFA_LOGIN_CERTIFICATE,
                                            PARAFA_LOGIN_DONE, 0, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_PROBLEM] = g_param_spec_int ("problem", NULL, NULL, PARAFA_LOGIN_PROBLEM_NONE,
                                               PARAFA_LOGIN_PROBLEM_SETUP, 0, readable);
  properties[PROP_CERTIFICATE] =
      g_param_spec_object ("certificate", NULL, NULL, PARAFA_TYPE_CERTIFICATE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_OPEN_PAGE] = g_signal_new ("open-page", PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CLOSE_PAGE] =
      g_signal_new ("close-page", PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[SIGNAL_UPSTREAM] = g_signal_new ("upstream", PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, PARAFA_TYPE_UPSTREAM);
  signals[SIGNAL_PIN_QUESTION] =
      g_signal_new ("pin-question", PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_DONE] = g_signal_new ("done", PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, PARAFA_TYPE_ACCOUNT);
}

static void
parafa_login_flow_init (ParafaLoginFlow *self)
{
  self->certificates = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
}

ParafaLoginFlow *
parafa_login_flow_new (ParafaSession *session, ParafaAccount *account)
{
  ParafaLoginFlow *self = g_object_new (PARAFA_TYPE_LOGIN_FLOW, NULL);

  self->session = g_object_ref (session);
  self->account = g_object_ref (account);
  return self;
}

ParafaAccount *
parafa_login_flow_get_account (ParafaLoginFlow *self)
{
  return self->account;
}

ParafaLoginStep
parafa_login_flow_get_step (ParafaLoginFlow *self)
{
  return PARAFA_LOGIN_CERTIFICATE;
}

gboolean
parafa_login_flow_is_busy (ParafaLoginFlow *self)
{
  return FALSE;
}

ParafaLoginProblem
parafa_login_flow_get_problem (ParafaLoginFlow *self)
{
  return PARAFA_LOGIN_PROBLEM_NONE;
}

const char *
parafa_login_flow_get_detail (ParafaLoginFlow *self)
{
  return NULL;
}

GListModel *
parafa_login_flow_get_certificates (ParafaLoginFlow *self)
{
  return G_LIST_MODEL (self->certificates);
}

ParafaCertificate *
parafa_login_flow_get_certificate (ParafaLoginFlow *self)
{
  return NULL;
}

ParafaPinState
parafa_login_flow_get_pin_state (ParafaLoginFlow *self)
{
  return (ParafaPinState){ 0, -1 };
}

const char *const *
parafa_login_flow_get_driver_problems (ParafaLoginFlow *self)
{
  return NULL;
}

void
parafa_login_flow_start (ParafaLoginFlow *self)
{
}

void
parafa_login_flow_choose (ParafaLoginFlow *self, ParafaCertificate *certificate)
{
}

void
parafa_login_flow_back (ParafaLoginFlow *self)
{
}

void
parafa_login_flow_open_file (ParafaLoginFlow *self, const char *path, ParafaSecret *password)
{
}

void
parafa_login_flow_unlock (ParafaLoginFlow *self, ParafaSecret *pin)
{
}

void
parafa_login_flow_answer_question (ParafaLoginFlow *self, guint id, ParafaSecret *pin)
{
}

const ParafaRelayAddress *
parafa_login_flow_get_relay (ParafaLoginFlow *self)
{
  return NULL;
}

const char *
parafa_login_flow_get_page_uri (ParafaLoginFlow *self)
{
  return NULL;
}

const char *
parafa_login_flow_get_redirect_uri (ParafaLoginFlow *self)
{
  return NULL;
}

const char *const *
parafa_login_flow_get_hosts (ParafaLoginFlow *self)
{
  return NULL;
}

void
parafa_login_flow_callback_caught (ParafaLoginFlow *self, ParafaSecret *uri)
{
}

void
parafa_login_flow_page_shown (ParafaLoginFlow *self, const char *address, const char *text)
{
}

void
parafa_login_flow_view_failed (ParafaLoginFlow *self,
                               ParafaLoginProblem problem,
                               const char *detail)
{
}

void
parafa_login_flow_retry (ParafaLoginFlow *self)
{
}

void
parafa_login_flow_cancel (ParafaLoginFlow *self)
{
}
