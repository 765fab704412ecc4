/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-relay-private.h"
#include "parafa-system-trust.h"
#include "parafa-dial.h"
#include "parafa-modules.h"
#include "parafa-relay-certificate.h"
#include "parafa-proxy-line.h"
#include "parafa-relay-connection.h"

#include <string.h>

#define PASSWORD_BYTES 32
#define MAX_WORKERS 64
#define MAX_HOSTS 32

static const char answer_403[] = "HTTP/1.1 403 Forbidden\r\n"
                                 "Content-Length: 0\r\nConnection: close\r\n\r\n";
static const char answer_503[] = "HTTP/1.1 503 Service Unavailable\r\n"
                                 "Content-Length: 0\r\nConnection: close\r\n\r\n";

/* One connection for a worker thread */
typedef struct
{
  ParafaRelay *relay;
  GSocketConnection *view; /* (owned) */
  const ParafaRelayHost *host;
} Work;

static void
host_free (gpointer data)
{
  ParafaRelayHost *host = data;

  g_free (host->name);
  g_free (host->text);
  g_free (host);
}

static gboolean
add_hosts (ParafaRelay *self, const char *const *texts, gboolean login, GError **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      const char *colon = strrchr (texts[i], ':');
      guint64 port = 0;
      ParafaRelayHost *host;

      if (colon == NULL || colon == texts[i] || self->hosts->len >= MAX_HOSTS ||
          !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
        {
          g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED,
                               "a host is not of the form host:port");
          return FALSE;
        }
      host = g_new0 (ParafaRelayHost, 1);
      host->name = g_ascii_strdown (texts[i], colon - texts[i]);
      host->port = (guint16) port;
      host->text = g_strdup_printf ("%s:%u", host->name, host->port);
      host->login = login;
      g_ptr_array_add (self->hosts, host);
    }
  return TRUE;
}

static const ParafaRelayHost *
find_host (ParafaRelay *self, const char *name, guint16 port)
{
  for (guint i = 0; i < self->hosts->len; i++)
    {
      const ParafaRelayHost *host = self->hosts->pdata[i];

      if (host->port == port && g_str_equal (host->name, name))
        return host;
    }
  return NULL;
}

/* --- set-up --- */

/* A trust list of the caller's is for the practice server: with it, nothing of the real login may
 * be reachable */
static gboolean
load_trust (ParafaRelay *self, GBytes *pem, GError **error)
{
  gsize size = 0;
  gnutls_datum_t datum = { NULL, 0 };
  int ret;

  if (pem == NULL)
    ret = parafa_system_trust_add (self->client_credentials);
  else
    {
      for (guint i = 0; i < self->hosts->len; i++)
        if (!parafa_dial_is_loopback_name (((ParafaRelayHost *) self->hosts->pdata[i])->name))
          {
            g_set_error_literal (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_FAILED,
                                 "an own trust list is for hosts under .localhost only");
            return FALSE;
          }
      datum.data = (guchar *) g_bytes_get_data (pem, &size);
      datum.size = (guint) size;
      ret = gnutls_certificate_set_x509_trust_mem (self->client_credentials, &datum,
                                                   GNUTLS_X509_FMT_PEM);
    }
  if (ret > 0)
    return TRUE;
  g_set_error_literal (error, PARAFA_CARD_ERROR,
                       pem == NULL ? PARAFA_CARD_ERROR_UNTRUSTED : PARAFA_CARD_ERROR_FAILED,
                       "there are no trusted authorities");
  return FALSE;
}

static gboolean
make_certificate (ParafaRelay *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->hosts->len; i++)
    {
      ParafaRelayHost *host = self->hosts->pdata[i];

      if (host->login)
        g_ptr_array_add (names, host->name);
    }
  g_ptr_array_add (names, NULL);
  self->server_credentials = parafa_relay_certificate_new ((const char *const *) names->pdata,
                                                           &self->certificate_pem, error);
  return self->server_credentials != NULL;
}

/* --- what happens --- */

static gpointer
work (gpointer data)
{
  Work *job = data;
  ParafaRelay *self = job->relay;

  parafa_relay_connection_serve (self, job->view, job->host);
  g_object_unref (job->view);
  g_free (job);

  g_mutex_lock (&self->lock);
  self->workers--;
  g_cond_broadcast (&self->idle);
  g_mutex_unlock (&self->lock);
  return NULL;
}

static gboolean
start_worker (ParafaRelay *self, GSocketConnection *view, const ParafaRelayHost *host)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Work *job;
  GThread *thread;

  if (self->stopped || self->workers >= MAX_WORKERS)
    return FALSE;
  job = g_new0 (Work, 1);
  job->relay = self;
  job->view = g_object_ref (view);
  job->host = host;
  thread = g_thread_try_new ("relay", work, job, NULL);
  if (thread == NULL)
    {
      g_object_unref (job->view);
      g_free (job);
      return FALSE;
    }
  self->workers++;
  g_thread_unref (thread);
  return TRUE;
}

static void
admit (GSocketConnection *view, const ParafaConnectHead *head, gboolean is_connect, gpointer data)
{
  ParafaRelay *self = data;
  const ParafaRelayHost *host = is_connect ? find_host (self, head->host, head->port) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (host != NULL)
    {
      if (!start_worker (self, view, host))
        parafa_relay_gate_say (view, answer_503);
      return;
    }
  text = is_connect ? g_strdup_printf ("%s:%u", head->host, head->port) : g_strdup ("");
  error = g_error_new_literal (PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_HOST_REFUSED,
                               is_connect ? "the host is not on the list" : "not a CONNECT");
  /* WebKit tries a proxy out by connecting through it to itself; nobody did anything wrong */
  if (!is_connect || head->port != parafa_relay_get_port (self) ||
      !g_str_equal (head->host, "127.0.0.1"))
    parafa_relay_report (self, error, text);
  parafa_relay_gate_say (view, answer_403);
}

static ParafaSecret *
ask (ParafaPinFlags flags, const char *token, gpointer data)
{
  ParafaRelay *self = data;
  guint id = parafa_pin_questions_open (self->questions);
  ParafaSecret *pin;

  self->events.question (id, flags, token, self->events.user_data);
  /* asked in the middle of a handshake; while the person thinks the driver is at rest */
  parafa_modules_leave ();
  pin = parafa_pin_questions_wait (self->questions, id);
  parafa_modules_enter ();
  return pin;
}

/**
 * parafa_relay_report:
 * @self: a relay
 * @error: what went wrong
 * @host: "host:port", or ""
 *
 * Tells of a failure, unless the relay is being stopped. Any thread.
 */
void
parafa_relay_report (ParafaRelay *self, const GError *error, const char *host)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_debug ("relay: %s: %s", host, error->message);
  self->events.failed (error, host, self->events.user_data);
}

/**
 * parafa_relay_set_failure:
 * @self: a relay
 * @error: why the key cannot be used
 *
 * Keeps a failure of the key for every later connection: a token is not asked again and again
 * because a view repeats its request. The first one counts.
 */
void
parafa_relay_set_failure (ParafaRelay *self, const GError *error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->failure == NULL)
    self->failure = g_error_copy (error);
}

/**
 * parafa_relay_dup_failure:
 * @self: a relay
 *
 * Returns: (transfer full) (nullable): why the key cannot be used any more
 */
GError *
parafa_relay_dup_failure (ParafaRelay *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->failure != NULL ? g_error_copy (self->failure) : NULL;
}

/* --- public --- */

static gboolean
set_up (ParafaRelay *self, const ParafaRelayOptions *options, GError **error)
{
  if (!add_hosts (self, options->login_hosts, TRUE, error) ||
      !add_hosts (self, options->tunnel_hosts, FALSE, error) ||
      !load_trust (self, options->trust_pem, error) || !make_certificate (self, error))
    return FALSE;
  gnutls_certificate_set_retrieve_function3 (self->client_credentials,
                                             parafa_relay_connection_retrieve);
  self->password = parafa_secret_new_random (PASSWORD_BYTES);
  self->proxy_line = parafa_proxy_line_new (PARAFA_RELAY_USER, parafa_secret_get (self->password));
  self->gate = parafa_relay_gate_new (parafa_secret_get (self->password), admit, self, error);
  return self->gate != NULL;
}

/**
 * parafa_relay_new:
 * @options: hosts, trust, identity
 * @events: whom to tell
 * @error: where to put the reason
 *
 * Starts the relay of one login: a CONNECT proxy on this machine, open to who knows its password
 * only, that ends TLS for the login hosts and makes the real handshake with the certificate.
 *
 * Returns: (transfer full) (nullable): the relay
 */
ParafaRelay *
parafa_relay_new (const ParafaRelayOptions *options,
                  const ParafaRelayEvents *events,
                  GError **error)
{
  ParafaRelay *self = g_new0 (ParafaRelay, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->idle);
  self->hosts = g_ptr_array_new_with_free_func (host_free);
  self->identity = options->identity != NULL ? parafa_identity_ref (options->identity) : NULL;
  self->proxy_uri = g_strdup (options->proxy_uri);
  self->network_timeout_ms = options->network_timeout_ms;
  self->events = *events;
  self->questions = parafa_pin_questions_new (options->question_timeout_ms);
  self->cancellable = g_cancellable_new ();
  gnutls_certificate_allocate_credentials (&self->client_credentials);
  if (!set_up (self, options, error))
    {
      parafa_relay_close (self);
      parafa_relay_free (self);
      return NULL;
    }
  if (self->identity != NULL)
    parafa_identity_set_ask (self->identity, ask, self);
  return self;
}

/**
 * parafa_relay_get_port:
 * @self: a relay
 *
 * Returns: the port it listens on
 */
guint16
parafa_relay_get_port (ParafaRelay *self)
{
  return self->gate != NULL ? parafa_relay_gate_get_port (self->gate) : 0;
}

/**
 * parafa_relay_get_password:
 * @self: a relay
 *
 * Returns: (transfer none): its password
 */
const char *
parafa_relay_get_password (ParafaRelay *self)
{
  return parafa_secret_get (self->password);
}

/**
 * parafa_relay_get_certificate_pem:
 * @self: a relay
 *
 * Returns: (transfer none): the certificate for the view to accept
 */
const char *
parafa_relay_get_certificate_pem (ParafaRelay *self)
{
  return self->certificate_pem;
}

/**
 * parafa_relay_answer:
 * @self: a relay
 * @id: a question
 * @pin: (nullable): its answer
 */
void
parafa_relay_answer (ParafaRelay *self, guint id, ParafaSecret *pin)
{
  parafa_pin_questions_answer (self->questions, id, pin);
}

/**
 * parafa_relay_close:
 * @self: a relay
 *
 * Stops listening and tells every worker to stop. Main thread; does not block.
 */
void
parafa_relay_close (ParafaRelay *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->gate, parafa_relay_gate_close);
  g_cancellable_cancel (self->cancellable);
  parafa_pin_questions_stop (self->questions);
}

/**
 * parafa_relay_free:
 * @self: (transfer full): a relay that was closed
 *
 * Waits for the workers, which may be inside of the driver, then wipes everything. Any thread.
 */
void
parafa_relay_free (ParafaRelay *self)
{
  g_mutex_lock (&self->lock);
  while (self->workers > 0)
    g_cond_wait (&self->idle, &self->lock);
  g_mutex_unlock (&self->lock);

  if (self->identity != NULL)
    parafa_identity_set_ask (self->identity, NULL, NULL);
  g_clear_pointer (&self->identity, parafa_identity_unref);
  g_clear_pointer (&self->questions, parafa_pin_questions_free);
  g_clear_pointer (&self->client_credentials, gnutls_certificate_free_credentials);
  g_clear_pointer (&self->server_credentials, gnutls_certificate_free_credentials);
  g_clear_pointer (&self->password, parafa_secret_unref);
  g_clear_pointer (&self->proxy_line, parafa_secret_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->failure);
  g_free (self->certificate_pem);
  g_free (self->proxy_uri);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->idle);
  g_free (self);
}
