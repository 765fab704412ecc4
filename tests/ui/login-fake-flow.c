/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-fakes.h"

#include <string.h>

struct _ParafaLoginFlow
{
  GObject parent_instance;

  ParafaAccount *account; /* (owned) */
  ParafaLoginStep step;
  gboolean busy;
  ParafaLoginProblem problem;
  char *detail;                   /* (owned) (nullable) */
  GListStore *certificates;       /* (owned) */
  ParafaCertificate *certificate; /* (owned) (nullable) */
  ParafaPinState pin_state;
  GStrv driver_problems;     /* (owned) (nullable) */
  ParafaRelayAddress *relay; /* (owned) (nullable) */
  ParafaLoginRemembered remembered;
  ParafaCertificate *offered; /* (unowned) (nullable): in the list */
  gboolean token_back;
  gboolean pasting;
};

static ParafaLoginFlow *latest; /* (unowned) */
static FakeCall last_call;
static guint counts[FAKE_CALL_CANCEL + 1];
static char *last_text;

G_DEFINE_FINAL_TYPE (ParafaLoginFlow, parafa_login_flow, G_TYPE_OBJECT)

static void
parafa_login_flow_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  switch (prop_id)
    {
    case 1:
      g_value_set_int (value, (int) self->step);
      break;
    case 2:
      g_value_set_boolean (value, self->busy);
      break;
    case 3:
      g_value_set_int (value, (int) self->problem);
      break;
    default:
      g_value_set_object (value, self->certificate);
      break;
    }
}

static void
parafa_login_flow_finalize (GObject *object)
{
  ParafaLoginFlow *self = PARAFA_LOGIN_FLOW (object);

  if (latest == self)
    latest = NULL;
  g_clear_object (&self->account);
  g_clear_object (&self->certificates);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->relay, parafa_relay_address_free);
  g_strfreev (self->driver_problems);
  g_free (self->detail);

  G_OBJECT_CLASS (parafa_login_flow_parent_class)->finalize (object);
}

static void
add_signal (const char *name, guint n_params, ...)
{
  va_list types;

  va_start (types, n_params);
  g_signal_new_valist (name, PARAFA_TYPE_LOGIN_FLOW, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, types);
  va_end (types);
}

static void
parafa_login_flow_class_init (ParafaLoginFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parafa_login_flow_get_property;
  object_class->finalize = parafa_login_flow_finalize;
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_int ("step", NULL, NULL, 0, G_MAXINT, 0, flags));
  g_object_class_install_property (object_class, 2,
                                   g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, 3,
                                   g_param_spec_int ("problem", NULL, NULL, 0, G_MAXINT, 0, flags));
  g_object_class_install_property (object_class, 4,
                                   g_param_spec_object ("certificate", NULL, NULL,
                                                        PARAFA_TYPE_CERTIFICATE, flags));
  add_signal ("open-page", 0);
  add_signal ("close-page", 0);
  add_signal ("upstream", 1, PARAFA_TYPE_UPSTREAM);
  add_signal ("pin-question", 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  add_signal ("done", 1, PARAFA_TYPE_ACCOUNT);
}

static void
parafa_login_flow_init (ParafaLoginFlow *self)
{
  self->certificates = g_list_store_new (PARAFA_TYPE_CERTIFICATE);
  self->pin_state.tries_left = -1;
  latest = self;
}

static void
note (FakeCall call, const char *text)
{
  last_call = call;
  counts[call]++;
  g_free (last_text);
  last_text = g_strdup (text != NULL ? text : "");
}

/* What the sheet calls */

ParafaLoginFlow *
parafa_login_flow_new (ParafaSession *session, ParafaAccount *account)
{
  ParafaLoginFlow *self = g_object_new (PARAFA_TYPE_LOGIN_FLOW, NULL);

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
  return self->step;
}

gboolean
parafa_login_flow_is_busy (ParafaLoginFlow *self)
{
  return self->busy;
}

ParafaLoginProblem
parafa_login_flow_get_problem (ParafaLoginFlow *self)
{
  return self->problem;
}

const char *
parafa_login_flow_get_detail (ParafaLoginFlow *self)
{
  return self->detail;
}

GListModel *
parafa_login_flow_get_certificates (ParafaLoginFlow *self)
{
  return G_LIST_MODEL (self->certificates);
}

ParafaCertificate *
parafa_login_flow_get_certificate (ParafaLoginFlow *self)
{
  return self->certificate;
}

ParafaPinState
parafa_login_flow_get_pin_state (ParafaLoginFlow *self)
{
  return self->pin_state;
}

const char *const *
parafa_login_flow_get_driver_problems (ParafaLoginFlow *self)
{
  return (const char *const *) self->driver_problems;
}

ParafaLoginRemembered
parafa_login_flow_get_remembered (ParafaLoginFlow *self, ParafaCertificate **certificate)
{
  if (certificate != NULL)
    *certificate = self->offered;
  return self->remembered;
}

gboolean
parafa_login_flow_is_token_back (ParafaLoginFlow *self)
{
  return self->token_back;
}

gboolean
parafa_login_flow_is_pasting (ParafaLoginFlow *self)
{
  return self->pasting;
}

void
parafa_login_flow_paste (ParafaLoginFlow *self)
{
  note (FAKE_CALL_PASTE, NULL);
  self->pasting = TRUE;
}

void
parafa_login_flow_callback_pasted (ParafaLoginFlow *self, ParafaSecret *text)
{
  note (FAKE_CALL_PASTED, parafa_secret_get (text));
}

void
parafa_login_flow_stay (ParafaLoginFlow *self)
{
  note (FAKE_CALL_STAY, NULL);
}

void
parafa_login_flow_start (ParafaLoginFlow *self)
{
  note (FAKE_CALL_START, NULL);
}

void
parafa_login_flow_choose (ParafaLoginFlow *self, ParafaCertificate *certificate)
{
  note (FAKE_CALL_CHOOSE, parafa_certificate_get_serial (certificate));
}

void
parafa_login_flow_back (ParafaLoginFlow *self)
{
  note (FAKE_CALL_BACK, NULL);
}

void
parafa_login_flow_open_file (ParafaLoginFlow *self, const char *path, ParafaSecret *password)
{
  note (FAKE_CALL_OPEN_FILE, parafa_secret_get (password));
}

void
parafa_login_flow_unlock (ParafaLoginFlow *self, ParafaSecret *pin)
{
  note (FAKE_CALL_UNLOCK, pin != NULL ? parafa_secret_get (pin) : NULL);
}

void
parafa_login_flow_answer_question (ParafaLoginFlow *self, guint id, ParafaSecret *pin)
{
  note (FAKE_CALL_ANSWER, pin != NULL ? parafa_secret_get (pin) : NULL);
}

const ParafaRelayAddress *
parafa_login_flow_get_relay (ParafaLoginFlow *self)
{
  return self->relay;
}

const char *
parafa_login_flow_get_page_uri (ParafaLoginFlow *self)
{
  return "https://logincert.example/authorize";
}

const char *
parafa_login_flow_get_redirect_uri (ParafaLoginFlow *self)
{
  return "https://localhost:47631/callback";
}

const char *const *
parafa_login_flow_get_hosts (ParafaLoginFlow *self)
{
  static const char *const hosts[] = { "logincert.example:443", NULL };

  return hosts;
}

void
parafa_login_flow_callback_caught (ParafaLoginFlow *self, ParafaSecret *uri)
{
  note (FAKE_CALL_CALLBACK, NULL);
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
  note (FAKE_CALL_VIEW_FAILED, detail);
  fake_flow_set (self->step, FALSE, problem);
}

void
parafa_login_flow_retry (ParafaLoginFlow *self)
{
  note (FAKE_CALL_RETRY, NULL);
}

void
parafa_login_flow_cancel (ParafaLoginFlow *self)
{
  note (FAKE_CALL_CANCEL, NULL);
}

/* What the test sets */

ParafaLoginFlow *
fake_flow_get (void)
{
  return latest;
}

/* notifies as the real one does: all values are set before the first notification */
void
fake_flow_set (ParafaLoginStep step, gboolean busy, ParafaLoginProblem problem)
{
  GObject *object = G_OBJECT (latest);
  gboolean step_changed = latest->step != step;
  gboolean busy_changed = latest->busy != busy;
  gboolean problem_changed = latest->problem != problem;

  latest->step = step;
  latest->busy = busy;
  latest->problem = problem;
  g_object_freeze_notify (object);
  if (step_changed)
    g_object_notify (object, "step");
  if (problem_changed)
    g_object_notify (object, "problem");
  if (busy_changed)
    g_object_notify (object, "busy");
  g_object_thaw_notify (object);
}

void
fake_flow_set_detail (const char *detail)
{
  g_free (latest->detail);
  latest->detail = g_strdup (detail);
}

void
fake_flow_set_pin_state (ParafaPinFlags flags, int tries_left)
{
  latest->pin_state = (ParafaPinState){ flags, tries_left };
}

void
fake_flow_set_driver_problems (const char *const *problems)
{
  g_strfreev (latest->driver_problems);
  latest->driver_problems = g_strdupv ((char **) problems);
}

void
fake_flow_set_remembered (ParafaLoginRemembered remembered, ParafaCertificate *offered)
{
  latest->remembered = remembered;
  latest->offered = offered;
}

void
fake_flow_set_token_back (gboolean back)
{
  latest->token_back = back;
}

void
fake_flow_remove_certificates (void)
{
  g_list_store_remove_all (latest->certificates);
}

void
fake_flow_add_certificate (ParafaCertificate *certificate)
{
  g_list_store_append (latest->certificates, certificate);
}

void
fake_flow_set_certificate (ParafaCertificate *certificate)
{
  if (g_set_object (&latest->certificate, certificate))
    g_object_notify (G_OBJECT (latest), "certificate");
}

void
fake_flow_open_page (void)
{
  latest->relay = g_new0 (ParafaRelayAddress, 1);
  latest->relay->port = 1;
  latest->relay->password = parafa_secret_new ("relay", -1);
  latest->relay->certificate_pem = g_strdup ("");
  g_signal_emit_by_name (latest, "open-page");
}

void
fake_flow_close_page (void)
{
  g_signal_emit_by_name (latest, "close-page");
  g_clear_pointer (&latest->relay, parafa_relay_address_free);
}

void
fake_flow_tell_upstream (const char *host)
{
  ParafaUpstream upstream = { (char *) host, (char *) "TLS 1.2", (char *) "ECDHE-RSA-AES128-SHA",
                              (char *) "Sigiliu TLS CA G1", TRUE };

  g_signal_emit_by_name (latest, "upstream", &upstream);
}

void
fake_flow_ask (guint id, ParafaPinFlags flags, const char *token)
{
  g_signal_emit_by_name (latest, "pin-question", id, (guint) flags, token);
}

void
fake_flow_finish (void)
{
  fake_flow_set (PARAFA_LOGIN_DONE, FALSE, PARAFA_LOGIN_PROBLEM_NONE);
  g_signal_emit_by_name (latest, "done", latest->account);
}

FakeCall
fake_flow_get_call (void)
{
  return last_call;
}

guint
fake_flow_count (FakeCall call)
{
  return counts[call];
}

const char *
fake_flow_get_text (void)
{
  return last_text;
}

void
fake_flow_forget (void)
{
  last_call = FAKE_CALL_NONE;
  memset (counts, 0, sizeof counts);
  g_clear_pointer (&last_text, g_free);
}
