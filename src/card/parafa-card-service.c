/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-service.h"
#include "parafa-card-process.h"
#include "parafa-chain.h"
#include "parafa-card.h"
#include "parafa-modules.h"
#include "parafa-relay.h"
#include "parafa-token-login.h"
#include "parafa-token-lookout.h"
#include "parafa-tokens.h"

#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

#define MAX_SECRET_BYTES 4096

struct _ParafaCardService
{
  GObject parent_instance;

  ParafaBusCard *skeleton;     /* (owned) */
  GDBusConnection *connection; /* (owned) (nullable) */
  GHashTable *identities;      /* (owned): fingerprint → ParafaIdentity, what may be used */
  ParafaRelay *relay;          /* (owned) (nullable) */
  guint unlocking;             /* logins under way: nothing ends before they can be undone */
  ParafaTokenLookout *lookout; /* (owned) */
  gboolean ending;
  gboolean cleaned_up;
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaCardService, parafa_card_service, G_TYPE_OBJECT)

/* One call that needs a driver, in a thread. Everything it touches is its own. */
typedef struct
{
  GDBusMethodInvocation *invocation; /* (owned) (nullable) */
  char *text;                        /* (owned) (nullable): URI or path */
  GBytes *der;                       /* (owned) (nullable) */
  ParafaSecret *secret;              /* (owned) (nullable) */
  ParafaRelay *relay;                /* (owned) (nullable): closed, to be freed first */
  GPtrArray *old_identities;         /* (owned): to be freed then */
  GVariant *start_arguments;         /* (owned) (nullable) */
  /* results */
  ParafaIdentity *identity; /* (owned) (nullable) */
  ParafaChain chain;        /* (owned): its contents */
  GVariant *listing;        /* (owned) (nullable) */
  ParafaPinState state;
  GError *error; /* (owned) (nullable) */
} Job;

static Job *
job_new (GDBusMethodInvocation *invocation)
{
  Job *job = g_new0 (Job, 1);

  job->invocation = invocation;
  job->old_identities = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_identity_unref);
  return job;
}

/* The relay first: its workers use the identity, and the last of these logs out. The workers take
 * turns at the driver, so that it must not be kept while they are waited for. */
static void
job_free_relay (Job *job)
{
  g_clear_pointer (&job->relay, parafa_relay_free);
}

static void
job_clean_up (Job *job)
{
  job_free_relay (job);
  if (job->old_identities->len == 0)
    return;
  parafa_modules_lock ();
  g_ptr_array_set_size (job->old_identities, 0);
  parafa_modules_unlock ();
}

static void
job_free (Job *job)
{
  job_clean_up (job);
  g_ptr_array_unref (job->old_identities);
  parafa_chain_clear (&job->chain);
  g_clear_pointer (&job->listing, g_variant_unref);
  g_clear_pointer (&job->identity, parafa_identity_unref);
  g_clear_pointer (&job->der, g_bytes_unref);
  g_clear_pointer (&job->secret, parafa_secret_unref);
  g_clear_pointer (&job->start_arguments, g_variant_unref);
  g_clear_error (&job->error);
  g_free (job->text);
  g_free (job);
}

static void
job_run (ParafaCardService *self, Job *job, GTaskThreadFunc function, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);

  g_task_set_source_tag (task, job_run);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, function);
}

static Job *
get_job (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

static ParafaSecret *
read_secret (GUnixFDList *fds, GVariant *handle, GError **error)
{
  int fd = fds != NULL ? g_unix_fd_list_get (fds, g_variant_get_handle (handle), error) : -1;
  ParafaSecret *secret;

  if (fd < 0)
    {
      if (fds == NULL)
        g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "no descriptor");
      return NULL;
    }
  /* the writing end is closed already, so that this does not wait */
  secret = parafa_secret_new_from_fd (fd, MAX_SECRET_BYTES, error);
  close (fd);
  return secret;
}

static void
take_relay (ParafaCardService *self, Job *job)
{
  if (self->relay == NULL)
    return;
  parafa_relay_close (self->relay);
  job->relay = g_steal_pointer (&self->relay);
}

/* --- List --- */

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  parafa_modules_lock ();
  job->listing = g_variant_ref_sink (parafa_tokens_list ());
  parafa_modules_unlock ();
  g_task_return_boolean (task, TRUE);
}

static void
listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = get_job (result);

  g_dbus_method_invocation_return_value (g_steal_pointer (&job->invocation), job->listing);
}

static gboolean
handle_list (ParafaBusCard *skeleton, GDBusMethodInvocation *invocation, ParafaCardService *self)
{
  job_run (self, job_new (invocation), list_in_thread, listed);
  return TRUE;
}

/* --- SetWatching --- */

static void
on_changed (ParafaTokenLookout *lookout, ParafaCardService *self)
{
  parafa_bus_card_emit_tokens_changed (self->skeleton);
}

static void
on_gone (ParafaTokenLookout *lookout, const char *label, ParafaCardService *self)
{
  parafa_bus_card_emit_token_gone (self->skeleton, label);
}

static gboolean
handle_set_watching (ParafaBusCard *skeleton,
                     GDBusMethodInvocation *invocation,
                     gboolean watching,
                     ParafaCardService *self)
{
  parafa_token_lookout_set_watching (self->lookout, watching && !self->ending);
  parafa_bus_card_complete_set_watching (skeleton, invocation);
  return TRUE;
}

/* --- OpenFile --- */

static void
open_file_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->identity = parafa_identity_new_from_file (job->text, job->secret, &job->error);
  g_clear_pointer (&job->secret, parafa_secret_unref);
  g_task_return_boolean (task, TRUE);
}

/* Takes the only reference: the last one logs out, and a task may live on in its thread for a while.
 * A token that is still logged in then would take any PIN. */
static void
keep_identity (ParafaCardService *self, ParafaIdentity *taken)
{
  ParafaCertificate *certificate = parafa_identity_get_certificate (taken);

  g_hash_table_replace (self->identities,
                        g_strdup (parafa_certificate_get_fingerprint (certificate)), taken);
}

static void
file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (source);
  Job *job = get_job (result);
  GBytes *der;

  if (job->identity == NULL)
    {
      g_dbus_method_invocation_return_gerror (g_steal_pointer (&job->invocation), job->error);
      return;
    }
  der = parafa_certificate_get_der (parafa_identity_get_certificate (job->identity));
  keep_identity (self, g_steal_pointer (&job->identity));
  parafa_bus_card_complete_open_file (self->skeleton, g_steal_pointer (&job->invocation), NULL,
                                      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, der,
                                                                TRUE));
}

static gboolean
handle_open_file (ParafaBusCard *skeleton,
                  GDBusMethodInvocation *invocation,
                  GUnixFDList *fds,
                  const char *path,
                  GVariant *password,
                  ParafaCardService *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) secret = read_secret (fds, password, &error);
  Job *job;

  if (secret == NULL)
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return TRUE;
    }
  job = job_new (invocation);
  job->text = g_strdup (path);
  job->secret = g_steal_pointer (&secret);
  job_run (self, job, open_file_in_thread, file_opened);
  return TRUE;
}

/* --- ReadPinState --- */

static void
read_state_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  ParafaTokenLogin *token;

  parafa_modules_lock ();
  token = parafa_token_login_new (job->text, &job->error);
  if (token != NULL)
    {
      parafa_token_login_read_state (token, &job->state, &job->error);
      parafa_token_login_free (token);
    }
  parafa_modules_unlock ();
  g_task_return_boolean (task, TRUE);
}

static void
state_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (source);
  Job *job = get_job (result);

  if (job->error != NULL)
    g_dbus_method_invocation_return_gerror (g_steal_pointer (&job->invocation), job->error);
  else
    parafa_bus_card_complete_read_pin_state (self->skeleton, g_steal_pointer (&job->invocation),
                                             job->state.flags, job->state.tries_left);
}

static gboolean
handle_read_pin_state (ParafaBusCard *skeleton,
                       GDBusMethodInvocation *invocation,
                       const char *uri,
                       ParafaCardService *self)
{
  Job *job = job_new (invocation);

  job->text = g_strdup (uri);
  job_run (self, job, read_state_in_thread, state_read);
  return TRUE;
}

/* --- Unlock --- */

static void
unlock_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  /* logs out first: a token that is logged in takes any PIN */
  job_clean_up (job);
  parafa_modules_lock ();
  job->identity =
      parafa_identity_new_from_token (job->text, job->der, job->secret, &job->state, &job->error);
  parafa_modules_unlock ();
  g_clear_pointer (&job->secret, parafa_secret_unref);
  g_task_return_boolean (task, TRUE);
}

static void
finish_if_idle (ParafaCardService *self)
{
  if (self->cleaned_up && self->unlocking == 0)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static void
unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (source);
  Job *job = get_job (result);
  g_autofree char *name = job->error != NULL ? g_dbus_error_encode_gerror (job->error) : NULL;

  self->unlocking--;
  if (self->ending)
    g_clear_pointer (&job->identity, parafa_identity_unref);
  if (job->identity != NULL)
    {
      keep_identity (self, g_steal_pointer (&job->identity));
      parafa_token_lookout_set_unlocked (self->lookout, job->text);
    }
  parafa_bus_card_complete_unlock (self->skeleton, g_steal_pointer (&job->invocation), NULL,
                                   name != NULL ? name : "",
                                   job->error != NULL ? job->error->message : "", job->state.flags,
                                   job->state.tries_left);
  finish_if_idle (self);
}

static void
take_token_identities (ParafaCardService *self, Job *job)
{
  GHashTableIter iter;
  gpointer identity;

  parafa_token_lookout_set_unlocked (self->lookout, NULL);
  g_hash_table_iter_init (&iter, self->identities);
  while (g_hash_table_iter_next (&iter, NULL, &identity))
    if (parafa_identity_is_on_token (identity))
      {
        g_ptr_array_add (job->old_identities, parafa_identity_ref (identity));
        g_hash_table_iter_remove (&iter);
      }
}

static gboolean
handle_unlock (ParafaBusCard *skeleton,
               GDBusMethodInvocation *invocation,
               GUnixFDList *fds,
               const char *uri,
               GVariant *certificate,
               gboolean has_pin,
               GVariant *pin,
               ParafaCardService *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) secret = read_secret (fds, pin, &error);
  Job *job;

  if (secret == NULL)
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return TRUE;
    }
  if (self->unlocking > 0)
    {
      g_dbus_method_invocation_return_error_literal (invocation, PARAFA_CARD_ERROR,
                                                     PARAFA_CARD_ERROR_FAILED,
                                                     "another try is under way");
      return TRUE;
    }
  job = job_new (invocation);
  job->text = g_strdup (uri);
  job->der = g_variant_get_data_as_bytes (certificate);
  if (has_pin)
    job->secret = g_steal_pointer (&secret);
  take_relay (self, job);
  take_token_identities (self, job);
  self->unlocking++;
  job_run (self, job, unlock_in_thread, unlocked);
  return TRUE;
}

/* --- ReadChain --- */

static void
read_chain_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  parafa_modules_lock ();
  parafa_modules_get ();
  parafa_chain_load_from_token (&job->chain, job->der, job->text, &job->error);
  parafa_modules_unlock ();
  g_task_return_boolean (task, TRUE);
}

static GVariant *
new_issuers (const gnutls_pcert_st *chain, guint length)
{
  GVariantBuilder issuers;

  g_variant_builder_init (&issuers, G_VARIANT_TYPE ("aay"));
  for (guint i = 1; i < length; i++)
    g_variant_builder_add_value (&issuers,
                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, chain[i].cert.data,
                                                            chain[i].cert.size, 1));
  return g_variant_builder_end (&issuers);
}

static void
chain_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (source);
  Job *job = get_job (result);

  if (job->error != NULL)
    g_dbus_method_invocation_return_gerror (g_steal_pointer (&job->invocation), job->error);
  else
    parafa_bus_card_complete_read_chain (self->skeleton, g_steal_pointer (&job->invocation),
                                         new_issuers (job->chain.certificates, job->chain.length));
}

static ParafaIdentity *
find_identity (ParafaCardService *self, GBytes *der)
{
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_new (der, NULL, NULL);

  return certificate != NULL
             ? g_hash_table_lookup (self->identities,
                                    parafa_certificate_get_fingerprint (certificate))
             : NULL;
}

static gboolean
handle_read_chain (ParafaBusCard *skeleton,
                   GDBusMethodInvocation *invocation,
                   const char *uri,
                   GVariant *certificate,
                   ParafaCardService *self)
{
  g_autoptr (GBytes) der = g_variant_get_data_as_bytes (certificate);
  ParafaIdentity *identity = find_identity (self, der);
  guint length = 0;
  gnutls_pcert_st *chain = identity != NULL ? parafa_identity_get_chain (identity, &length) : NULL;
  Job *job;

  if (identity != NULL)
    {
      parafa_bus_card_complete_read_chain (skeleton, invocation, new_issuers (chain, length));
      return TRUE;
    }
  job = job_new (invocation);
  job->text = g_strdup (uri);
  job->der = g_steal_pointer (&der);
  job_run (self, job, read_chain_in_thread, chain_read);
  return TRUE;
}

/* --- StartRelay --- */

/* The application has to know of a failure before the view does, so the message is written out here,
 * on the worker's thread, before this returns */
static void
flush (ParafaCardService *self)
{
  g_dbus_connection_flush_sync (self->connection, NULL, NULL);
}

static void
tell_failed (const GError *error, const char *host, gpointer user_data)
{
  ParafaCardService *self = user_data;
  g_autofree char *name = g_dbus_error_encode_gerror (error);

  parafa_bus_card_emit_relay_failed (self->skeleton, name, error->message, host);
  flush (self);
}

static void
tell_upstream (const ParafaUpstream *upstream, gpointer user_data)
{
  ParafaCardService *self = user_data;

  parafa_bus_card_emit_upstream (self->skeleton, upstream->host, upstream->protocol,
                                 upstream->cipher, upstream->issuer, upstream->certificate_sent);
  flush (self);
}

static void
tell_question (guint id, ParafaPinFlags flags, const char *token, gpointer user_data)
{
  ParafaCardService *self = user_data;

  parafa_bus_card_emit_pin_question (self->skeleton, id, flags, token != NULL ? token : "");
  flush (self);
}

static void
clean_up_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  job_clean_up (data);
  g_task_return_boolean (task, TRUE);
}

static ParafaRelay *
start_relay (ParafaCardService *self, GVariant *arguments, GError **error)
{
  const ParafaRelayEvents events = { tell_failed, tell_upstream, tell_question, self };
  ParafaRelayOptions options = { 0 };
  g_autofree const char **login_hosts = NULL;
  g_autofree const char **tunnel_hosts = NULL;
  g_autoptr (GVariant) trust = NULL;
  g_autoptr (GBytes) pem = NULL;
  const char *identity;

  g_variant_get (arguments, "(&s^a&s^a&s@ay&suu)", &identity, &login_hosts, &tunnel_hosts, &trust,
                 &options.proxy_uri, &options.question_timeout_ms, &options.network_timeout_ms);
  options.login_hosts = login_hosts;
  options.tunnel_hosts = tunnel_hosts;
  pem = g_variant_get_data_as_bytes (trust);
  options.trust_pem = g_bytes_get_size (pem) > 0 ? pem : NULL;
  if (*options.proxy_uri == '\0')
    options.proxy_uri = NULL;
  if (*identity != '\0')
    {
      options.identity = g_hash_table_lookup (self->identities, identity);
      if (options.identity == NULL)
        {
          g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PIN_NEEDED,
                               "the certificate is not unlocked");
          return NULL;
        }
    }
  return parafa_relay_new (&options, &events, error);
}

static void
ready_for_relay (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (source);
  Job *job = get_job (result);
  g_autoptr (GError) error = NULL;

  if (self->ending || self->relay != NULL)
    error = g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED, "started twice");
  else
    self->relay = start_relay (self, job->start_arguments, &error);
  if (error != NULL)
    g_dbus_method_invocation_return_gerror (g_steal_pointer (&job->invocation), error);
  else
    parafa_bus_card_complete_start_relay (self->skeleton, g_steal_pointer (&job->invocation),
                                          parafa_relay_get_port (self->relay),
                                          parafa_relay_get_password (self->relay),
                                          parafa_relay_get_certificate_pem (self->relay));
}

static gboolean
handle_start_relay (ParafaBusCard *skeleton,
                    GDBusMethodInvocation *invocation,
                    const char *identity,
                    const char *const *login_hosts,
                    const char *const *tunnel_hosts,
                    GVariant *trust,
                    const char *proxy,
                    guint question_timeout_ms,
                    guint network_timeout_ms,
                    ParafaCardService *self)
{
  Job *job = job_new (invocation);

  job->start_arguments = g_variant_ref (g_dbus_method_invocation_get_parameters (invocation));
  take_relay (self, job);
  job_run (self, job, clean_up_in_thread, ready_for_relay);
  return TRUE;
}

/* --- AnswerQuestion --- */

static gboolean
handle_answer_question (ParafaBusCard *skeleton,
                        GDBusMethodInvocation *invocation,
                        GUnixFDList *fds,
                        guint id,
                        gboolean has_pin,
                        GVariant *pin,
                        ParafaCardService *self)
{
  g_autoptr (ParafaSecret) secret = has_pin ? read_secret (fds, pin, NULL) : NULL;

  if (self->relay != NULL)
    parafa_relay_answer (self->relay, id, secret);
  parafa_bus_card_complete_answer_question (skeleton, invocation, NULL);
  return TRUE;
}

/* --- End --- */

static void
cleaned_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (source);
  Job *job = get_job (result);

  if (job->invocation != NULL)
    {
      parafa_bus_card_complete_end (self->skeleton, g_steal_pointer (&job->invocation));
      flush (self);
    }
  self->cleaned_up = TRUE;
  finish_if_idle (self);
}

/* A driver at work is waited for, and none is asked again: the lock is kept. A login cut off in its
 * middle by the end of the process leaves some tokens half-written, and nobody can use them after
 * that. The application's patience ends before a hanging driver's. */
static void
end_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job_free_relay (job);
  parafa_modules_lock ();
  g_ptr_array_set_size (job->old_identities, 0);
  g_task_return_boolean (task, TRUE);
}

static void
end (ParafaCardService *self, GDBusMethodInvocation *invocation)
{
  Job *job = job_new (invocation);
  GHashTableIter iter;
  gpointer identity;

  self->ending = TRUE;
  parafa_token_lookout_set_watching (self->lookout, FALSE);
  take_relay (self, job);
  g_hash_table_iter_init (&iter, self->identities);
  while (g_hash_table_iter_next (&iter, NULL, &identity))
    g_ptr_array_add (job->old_identities, parafa_identity_ref (identity));
  g_hash_table_remove_all (self->identities);
  job_run (self, job, end_in_thread, cleaned_up);
}

static gboolean
handle_end (ParafaBusCard *skeleton, GDBusMethodInvocation *invocation, ParafaCardService *self)
{
  end (self, invocation);
  return TRUE;
}

/* --- object --- */

static void
parafa_card_service_finalize (GObject *object)
{
  ParafaCardService *self = PARAFA_CARD_SERVICE (object);

  g_signal_handlers_disconnect_by_data (self->lookout, self);
  g_clear_object (&self->lookout);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->identities, g_hash_table_unref);
  G_OBJECT_CLASS (parafa_card_service_parent_class)->finalize (object);
}

static void
parafa_card_service_class_init (ParafaCardServiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_card_service_finalize;
  signals[SIGNAL_ENDED] = g_signal_new ("ended", PARAFA_TYPE_CARD_SERVICE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_card_service_init (ParafaCardService *self)
{
  static const struct
  {
    const char *signal;
    GCallback handler;
  } handlers[] = {
    { "handle-list", G_CALLBACK (handle_list) },
    { "handle-set-watching", G_CALLBACK (handle_set_watching) },
    { "handle-open-file", G_CALLBACK (handle_open_file) },
    { "handle-read-pin-state", G_CALLBACK (handle_read_pin_state) },
    { "handle-unlock", G_CALLBACK (handle_unlock) },
    { "handle-read-chain", G_CALLBACK (handle_read_chain) },
    { "handle-start-relay", G_CALLBACK (handle_start_relay) },
    { "handle-answer-question", G_CALLBACK (handle_answer_question) },
    { "handle-end", G_CALLBACK (handle_end) },
  };

  self->skeleton = parafa_bus_card_skeleton_new ();
  self->lookout = parafa_token_lookout_new ();
  g_signal_connect (self->lookout, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (self->lookout, "gone", G_CALLBACK (on_gone), self);
  self->identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) parafa_identity_unref);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect (self->skeleton, handlers[i].signal, handlers[i].handler, self);
}

/**
 * parafa_card_service_new:
 *
 * Returns: (transfer full): the service, known to nobody yet
 */
ParafaCardService *
parafa_card_service_new (void)
{
  return g_object_new (PARAFA_TYPE_CARD_SERVICE, NULL);
}

/**
 * parafa_card_service_export:
 * @self: the service
 * @connection: the private connection to the application
 * @error: where to put the reason
 *
 * Returns: whether the application can call from now on
 */
gboolean
parafa_card_service_export (ParafaCardService *self, GDBusConnection *connection, GError **error)
{
  g_set_object (&self->connection, connection);
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           PARAFA_CARD_OBJECT_PATH, error);
}

/**
 * parafa_card_service_end:
 * @self: the service
 *
 * Stops the relay, logs out and wipes, as if the application had asked for it.
 */
void
parafa_card_service_end (ParafaCardService *self)
{
  if (!self->ending)
    end (self, NULL);
}
