/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-tls.h"

#include "parafa-serial.h"
#include "parafa-sim-pki.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#define HOUR_S (G_GINT64_CONSTANT (3600))
#define DAY_S (24 * HOUR_S)

/* What is observed on ANAF's hosts (2026): one old suite, no ALPN */
#define GATEWAY_CIPHERS "ECDHE-RSA-AES128-SHA:@SECLEVEL=1"

struct _ParafaSimTls
{
  SSL_CTX *login[PARAFA_SIM_N_TLS_STYLES]; /* (owned) */
  SSL_CTX *api;                            /* (owned) */
  /* other certificates for the server's key, to show a client what it must not accept */
  X509 *others[PARAFA_SIM_N_SERVER_CERTIFICATES]; /* (owned) (nullable) */
};

/* What is remembered beside each TLS session */
typedef struct
{
  int finished;    /* Finished messages from the client */
  int problem;     /* first X509_V_ERR of the client's chain */
  gboolean refuse; /* answer any certificate with an alert */
} Memory;

static void
memory_free (void *parent, void *data, CRYPTO_EX_DATA *ex, int index, long argl, void *argp)
{
  g_free (data);
}

static int
memory_index (void)
{
  static gsize initialised = 0;
  static int index = -1;

  if (g_once_init_enter (&initialised))
    {
      index = SSL_get_ex_new_index (0, NULL, NULL, NULL, memory_free);
      g_once_init_leave (&initialised, 1);
    }
  return index;
}

static Memory *
get_memory (const SSL *session)
{
  return SSL_get_ex_data (session, memory_index ());
}

/* The gateway lets any certificate finish the handshake and decides afterwards, so the client gets a
 * page instead of an alert */
static int
verify_client (int good, X509_STORE_CTX *store)
{
  SSL *session = X509_STORE_CTX_get_ex_data (store, SSL_get_ex_data_X509_STORE_CTX_idx ());
  Memory *memory = get_memory (session);

  if (!good && memory->problem == X509_V_OK)
    memory->problem = X509_STORE_CTX_get_error (store);
  if (!memory->refuse)
    return 1;
  X509_STORE_CTX_set_error (store, X509_V_ERR_CERT_REJECTED);
  return 0;
}

/* An empty answer to a question for a certificate is not visible otherwise */
static void
see_message (int outgoing,
             int version,
             int type,
             const void *message,
             size_t length,
             SSL *session,
             void *user_data)
{
  if (!outgoing && type == SSL3_RT_HANDSHAKE && length > 0 &&
      *(const guint8 *) message == SSL3_MT_FINISHED)
    get_memory (session)->finished++;
}

static SSL_CTX *
new_context (const char *dir, GError **error)
{
  g_autofree char *certificate = g_build_filename (dir, "server.pem", NULL);
  g_autofree char *key = g_build_filename (dir, "server.key", NULL);
  SSL_CTX *context = SSL_CTX_new (TLS_server_method ());

  if (context != NULL && SSL_CTX_use_certificate_chain_file (context, certificate) == 1 &&
      SSL_CTX_use_PrivateKey_file (context, key, SSL_FILETYPE_PEM) == 1)
    {
      /* no resumption: each connection tells its own whole story */
      SSL_CTX_set_session_cache_mode (context, SSL_SESS_CACHE_OFF);
      SSL_CTX_set_options (context, SSL_OP_NO_TICKET);
      SSL_CTX_set_num_tickets (context, 0);
      SSL_CTX_clear_mode (context, SSL_MODE_AUTO_RETRY);
      SSL_CTX_set_mode (context, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
      SSL_CTX_set_min_proto_version (context, TLS1_2_VERSION);
      return context;
    }
  parafa_sim_set_crypto_error (error, "cannot set up TLS");
  SSL_CTX_free (context);
  return NULL;
}

static SSL_CTX *
new_login_context (const char *dir, ParafaSimTlsStyle style, GError **error)
{
  static const guint8 id[] = "parafa-simulator";
  g_autofree char *root = g_build_filename (dir, "client-root.pem", NULL);
  SSL_CTX *context = new_context (dir, error);
  gboolean new_tls = style == PARAFA_SIM_TLS_FIRST_1_3 || style == PARAFA_SIM_TLS_POST_HANDSHAKE;
  STACK_OF (X509_NAME) * names;

  if (context == NULL)
    return NULL;
  names = SSL_load_client_CA_file (root);
  if (names == NULL || SSL_CTX_load_verify_locations (context, root, NULL) != 1 ||
      SSL_CTX_set_session_id_context (context, id, sizeof id - 1) != 1 ||
      SSL_CTX_set_min_proto_version (context, new_tls ? TLS1_3_VERSION : TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_max_proto_version (context, new_tls ? TLS1_3_VERSION : TLS1_2_VERSION) != 1 ||
      (style == PARAFA_SIM_TLS_RENEGOTIATE &&
       SSL_CTX_set_cipher_list (context, GATEWAY_CIPHERS) != 1))
    {
      parafa_sim_set_crypto_error (error, "cannot set up TLS for the login");
      sk_X509_NAME_pop_free (names, X509_NAME_free);
      SSL_CTX_free (context);
      return NULL;
    }
  SSL_CTX_set_client_CA_list (context, names);
  SSL_CTX_set_msg_callback (context, see_message);
  if (style == PARAFA_SIM_TLS_FIRST_1_2 || style == PARAFA_SIM_TLS_FIRST_1_3)
    SSL_CTX_set_verify (context, SSL_VERIFY_PEER, verify_client);
  return context;
}

static X509 *
new_other (const char *dir, ParafaSimServerCertificate which, gint64 now_s, GError **error)
{
  g_autoptr (X509) ca = parafa_sim_pki_load_certificate (dir, "ca", error);
  g_autoptr (EVP_PKEY) ca_key = ca != NULL ? parafa_sim_pki_load_key (dir, "ca", error) : NULL;
  g_autoptr (EVP_PKEY) key = ca_key != NULL ? parafa_sim_pki_load_key (dir, "server", error) : NULL;
  gboolean untrusted = which == PARAFA_SIM_SERVER_UNTRUSTED;
  gboolean expired = which == PARAFA_SIM_SERVER_EXPIRED;
  ParafaSimCertificateText text = {
    .kind = PARAFA_SIM_CERTIFICATE_SERVER,
    .common_name = "logincert.localhost",
    .hosts = which == PARAFA_SIM_SERVER_OTHER_HOST ? "DNS:another.localhost"
                                                   : "DNS:logincert.localhost,DNS:localhost",
    .not_before_s = now_s - 10 * DAY_S,
    .not_after_s = expired ? now_s - 3 * DAY_S : now_s + 30 * DAY_S,
  };

  if (key == NULL)
    return NULL;
  return parafa_sim_certificate_new (&text, key, untrusted ? NULL : ca, untrusted ? key : ca_key,
                                     error);
}

/**
 * parafa_sim_tls_new:
 * @dir: the state folder, prepared
 * @now_s: Unix seconds
 * @error: return location for a %PARAFA_SIM_ERROR
 *
 * Returns: (transfer full) (nullable): what all connections share
 */
ParafaSimTls *
parafa_sim_tls_new (const char *dir, gint64 now_s, GError **error)
{
  g_autoptr (ParafaSimTls) self = g_new0 (ParafaSimTls, 1);

  self->api = new_context (dir, error);
  if (self->api == NULL)
    return NULL;
  for (int i = 0; i < PARAFA_SIM_N_TLS_STYLES; i++)
    {
      self->login[i] = new_login_context (dir, (ParafaSimTlsStyle) i, error);
      if (self->login[i] == NULL)
        return NULL;
    }
  for (int i = PARAFA_SIM_SERVER_GOOD + 1; i < PARAFA_SIM_N_SERVER_CERTIFICATES; i++)
    {
      self->others[i] = new_other (dir, (ParafaSimServerCertificate) i, now_s, error);
      if (self->others[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * parafa_sim_tls_free:
 * @self: (nullable) (transfer full): the contexts
 *
 * Frees them.
 */
void
parafa_sim_tls_free (ParafaSimTls *self)
{
  if (self == NULL)
    return;
  SSL_CTX_free (self->api);
  for (int i = 0; i < PARAFA_SIM_N_TLS_STYLES; i++)
    SSL_CTX_free (self->login[i]);
  for (int i = 0; i < PARAFA_SIM_N_SERVER_CERTIFICATES; i++)
    X509_free (self->others[i]);
  g_free (self);
}

/**
 * parafa_sim_tls_new_session:
 * @self: the contexts
 * @port: where the connection came in
 * @settings: the settings of this moment
 *
 * Returns: (transfer full) (nullable): a TLS session; the client's certificate is judged at the time
 *   of the practice clock
 */
SSL *
parafa_sim_tls_new_session (ParafaSimTls *self,
                            ParafaSimPort port,
                            const ParafaSimSettings *settings)
{
  gboolean login = port == PARAFA_SIM_PORT_LOGIN;
  SSL *session = SSL_new (login ? self->login[settings->tls_style] : self->api);
  X509 *other = login ? self->others[settings->server_certificate] : NULL;

  if (session == NULL)
    return NULL;
  SSL_set_ex_data (session, memory_index (), g_new0 (Memory, 1));
  X509_VERIFY_PARAM_set_time (SSL_get0_param (session),
                              (time_t) (g_get_real_time () / G_USEC_PER_SEC +
                                        settings->clock_offset_s));
  if (other != NULL)
    SSL_use_certificate (session, other);
  return session;
}

/**
 * parafa_sim_tls_get_finished:
 * @session: a TLS session
 *
 * Returns: how many handshakes the client has finished in it
 */
int
parafa_sim_tls_get_finished (SSL *session)
{
  return get_memory (session)->finished;
}

/**
 * parafa_sim_tls_refuse_client:
 * @session: a TLS session
 *
 * From now on any certificate of the client is answered with an alert.
 */
void
parafa_sim_tls_refuse_client (SSL *session)
{
  get_memory (session)->refuse = TRUE;
}

/**
 * parafa_sim_tls_ask_client:
 * @session: a TLS session, its first handshake finished
 * @style: how to ask
 *
 * Prepares the question for the client's certificate: the next SSL_do_handshake() sends it.
 *
 * Returns: whether there is something to send; %FALSE when the first handshake asked already, or
 *   the client cannot be asked this way
 */
gboolean
parafa_sim_tls_ask_client (SSL *session, ParafaSimTlsStyle style)
{
  gboolean ready = FALSE;

  if (SSL_get0_peer_certificate (session) != NULL)
    return FALSE;
  if (style == PARAFA_SIM_TLS_RENEGOTIATE)
    {
      SSL_set_verify (session, SSL_VERIFY_PEER, verify_client);
      ready = SSL_renegotiate (session) == 1;
    }
  else if (style == PARAFA_SIM_TLS_POST_HANDSHAKE)
    {
      SSL_set_verify (session, SSL_VERIFY_PEER, verify_client);
      ready = SSL_verify_client_post_handshake (session) == 1;
    }
  ERR_clear_error ();
  return ready;
}

/* The first value of a kind in a name, as UTF-8 */
static char *
name_text (X509_NAME *name, int nid)
{
  int index = X509_NAME_get_index_by_NID (name, nid, -1);
  guint8 *utf8 = NULL;
  char *text = NULL;
  int length;

  if (index < 0)
    return NULL;
  length =
      ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, index)));
  if (length >= 0)
    text = g_utf8_make_valid ((const char *) utf8, length);
  OPENSSL_free (utf8);
  return text;
}

static char *
serial_text (X509 *certificate)
{
  const ASN1_INTEGER *serial = X509_get0_serialNumber (certificate);

  return parafa_serial_from_bytes (ASN1_STRING_get0_data (serial),
                                   (gsize) ASN1_STRING_length (serial));
}

static char *
signature_text (SSL *session)
{
  int type = NID_undef;
  int hash = NID_undef;

  SSL_get_peer_signature_type_nid (session, &type);
  SSL_get_peer_signature_nid (session, &hash);
  return g_strdup_printf ("%s %s", OBJ_nid2ln (type), OBJ_nid2sn (hash));
}

/**
 * parafa_sim_tls_read_peer:
 * @session: a TLS session
 * @peer: (out caller-allocates): what its client presented; clear it
 *
 * The authority's short name is its organisation: ANAF's tokens say `certSIGN`, not the name of one
 * of its authorities (observed 2025).
 */
void
parafa_sim_tls_read_peer (SSL *session, ParafaSimPeer *peer)
{
  X509 *certificate = SSL_get0_peer_certificate (session);
  STACK_OF (X509) *chain = SSL_get_peer_cert_chain (session);
  int problem = get_memory (session)->problem;
  X509_NAME *issuer;

  *peer = (ParafaSimPeer){ 0 };
  peer->tls = SSL_get_version (session);
  if (certificate == NULL)
    return;
  issuer = X509_get_issuer_name (certificate);
  peer->present = TRUE;
  peer->good = problem == X509_V_OK;
  peer->problem = peer->good ? NULL : X509_verify_cert_error_string (problem);
  peer->holder = name_text (X509_get_subject_name (certificate), NID_commonName);
  peer->issuer = name_text (issuer, NID_organizationName);
  if (peer->issuer == NULL)
    peer->issuer = name_text (issuer, NID_commonName);
  peer->serial = serial_text (certificate);
  peer->signature = signature_text (session);
  peer->chain = 1 + (chain != NULL ? sk_X509_num (chain) : 0);
  if (peer->holder == NULL)
    peer->holder = g_strdup ("");
  if (peer->issuer == NULL)
    peer->issuer = g_strdup ("");
}
