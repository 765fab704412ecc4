/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-card.h"

#include <glib/gstdio.h>
#include <string.h>

/* --- world --- */

static const char *const shim_variables[] = {
  "TEST_PKCS11_GONE_AT", "TEST_PKCS11_NO_PSS",   "TEST_PKCS11_FALSE_PSS",
  "TEST_PKCS11_SLOW_MS", "TEST_PKCS11_ABORT_AT", "TEST_PKCS11_HANG_AT",
  "TEST_PKCS11_PAD",     "TEST_PKCS11_PAD_PIN",  "TEST_PKCS11_LOGIN_RV",
};

void
test_world_run (const char *const *arguments)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  if (parafa_test_run (arguments, NULL, &output, &errors) != 0)
    g_error ("%s: %s%s", arguments[0], output, errors);
}

static void
soft_token (TestWorld *self, const char *verb, const char *token, const char *const *more)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "soft-token", NULL);
  g_autofree char *dir = g_build_filename (self->dir, "token", NULL);

  g_ptr_array_add (arguments, (char *) "sh");
  g_ptr_array_add (arguments, script);
  g_ptr_array_add (arguments, (char *) verb);
  g_ptr_array_add (arguments, dir);
  g_ptr_array_add (arguments, (char *) token);
  g_ptr_array_add (arguments, (char *) TEST_PIN);
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    g_ptr_array_add (arguments, (char *) more[i]);
  g_ptr_array_add (arguments, NULL);
  test_world_run ((const char *const *) arguments->pdata);
}

void
test_world_put (TestWorld *self,
                const char *token,
                const char *name,
                const TestCert *cert,
                const char *id,
                gboolean with_key)
{
  g_autofree char *preloaded = g_strdup (g_getenv ("LD_PRELOAD"));
  g_autofree char *file = test_cert_write (cert, self->dir, "put");
  g_autofree char *key = test_cert_write_key (cert, self->dir, "put");
  const char *const more[] = { name, file, with_key ? key : "-", id, NULL };

  g_unsetenv ("LD_PRELOAD");
  soft_token (self, "put", token, more);
  if (preloaded != NULL)
    g_setenv ("LD_PRELOAD", preloaded, TRUE);
}

void
test_world_add_token (TestWorld *self, const char *token)
{
  g_autofree char *preloaded = g_strdup (g_getenv ("LD_PRELOAD"));

  g_unsetenv ("LD_PRELOAD");
  soft_token (self, "init", token, NULL);
  if (preloaded != NULL)
    g_setenv ("LD_PRELOAD", preloaded, TRUE);
}

static void
make_people (TestWorld *self)
{
  const TestCertSpec root = { .purpose = TEST_AUTHORITY, .name = "Rădăcina de probă" };
  const TestCertSpec sub = { .purpose = TEST_AUTHORITY, .name = "Emitent de probă" };
  const TestCertSpec rsa = { .key = TEST_KEY_RSA,
                             .purpose = TEST_PERSON,
                             .name = "Ion Țuțuianu",
                             .given = "Ion",
                             .surname = "Țuțuianu",
                             .person_id = "200206123TI5" };
  const TestCertSpec ec = { .purpose = TEST_PERSON,
                            .name = "Maria Ionescu",
                            .given = "Maria",
                            .surname = "Ionescu",
                            .person_id = "200206124IM7" };

  self->root = test_cert_new (&root, NULL);
  self->sub = test_cert_new (&sub, self->root);
  self->rsa = test_cert_new (&rsa, self->sub);
  self->ec = test_cert_new (&ec, self->sub);
  self->root_file = test_cert_write (self->root, self->dir, "root");
  self->sub_file = test_cert_write (self->sub, self->dir, "sub");
  self->rsa_p12 = test_cert_write_p12 (self->rsa, self->sub, self->dir, "rsa", TEST_P12_PASSWORD);
  self->ec_p12 = test_cert_write_p12 (self->ec, self->sub, self->dir, "ec", TEST_P12_PASSWORD);
}

static void
make_server (TestWorld *self)
{
  const TestCertSpec ca = { .purpose = TEST_AUTHORITY, .name = "Autoritate de servere" };
  const TestCertSpec server = { .purpose = TEST_SERVER, .name = TEST_HOST, .host = TEST_HOST };

  self->server_ca = test_cert_new (&ca, NULL);
  self->server = test_cert_new (&server, self->server_ca);
  self->server_file = test_cert_write (self->server, self->dir, "server");
  self->server_key = test_cert_write_key (self->server, self->dir, "server");
}

static void
preload_shim (void)
{
  const char *library = g_getenv ("TEST_PKCS11_LIBRARY");

  g_assert_nonnull (library);
  g_setenv ("LD_PRELOAD", library, TRUE);
#ifdef __SANITIZE_ADDRESS__
  {
    g_autofree char *options =
        g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL ? g_getenv ("ASAN_OPTIONS") : "",
                     ":verify_asan_link_order=0", NULL);
    g_setenv ("ASAN_OPTIONS", options, TRUE);
  }
#endif
}

TestWorld *
test_world_new (void)
{
  TestWorld *self = g_new0 (TestWorld, 1);
  g_autofree char *config = NULL;

  self->dir = parafa_test_dir_new ();
  self->trace_file = g_build_filename (self->dir, "trace", NULL);
  self->gone_file = g_build_filename (self->dir, "gone", NULL);
  self->tries_file = g_build_filename (self->dir, "tries", NULL);
  make_people (self);
  make_server (self);
  test_world_add_token (self, TEST_TOKEN);
  test_world_put (self, TEST_TOKEN, "Ion", self->rsa, "01", TRUE);
  test_world_put (self, TEST_TOKEN, "Maria", self->ec, "02", TRUE);
  test_world_put (self, TEST_TOKEN, "Emitent", self->sub, "a0", FALSE);

  config = g_build_filename (self->dir, "token", "softhsm2.conf", NULL);
  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  g_setenv ("TEST_PKCS11_TRACE", self->trace_file, TRUE);
  g_setenv ("TEST_PKCS11_GONE", self->gone_file, TRUE);
  g_setenv ("TEST_PKCS11_TRIES", self->tries_file, TRUE);
  preload_shim ();
  test_world_reset (self);
  return self;
}

void
test_world_free (TestWorld *self)
{
  g_clear_pointer (&self->root, test_cert_free);
  g_clear_pointer (&self->sub, test_cert_free);
  g_clear_pointer (&self->server_ca, test_cert_free);
  g_clear_pointer (&self->server, test_cert_free);
  g_clear_pointer (&self->rsa, test_cert_free);
  g_clear_pointer (&self->ec, test_cert_free);
  g_free (self->root_file);
  g_free (self->sub_file);
  g_free (self->server_file);
  g_free (self->server_key);
  g_free (self->rsa_p12);
  g_free (self->ec_p12);
  g_free (self->trace_file);
  g_free (self->gone_file);
  g_free (self->tries_file);
  parafa_test_dir_free (self->dir);
  g_free (self);
}

/* Back to a token that works, with a new trace */
void
test_world_reset (TestWorld *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (shim_variables); i++)
    if (g_getenv (shim_variables[i]) != NULL)
      g_unsetenv (shim_variables[i]);
  g_remove (self->trace_file);
  g_remove (self->gone_file);
  g_remove (self->tries_file);
}

char *
test_world_read_trace (TestWorld *self)
{
  char *text = NULL;

  return g_file_get_contents (self->trace_file, &text, NULL, NULL) ? text : g_strdup ("");
}

/* How many lines of the trace begin with @call */
guint
test_world_count (TestWorld *self, const char *call)
{
  g_autofree char *text = test_world_read_trace (self);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], call))
      n++;
  return n;
}

TestGate *
test_world_open_gate (TestWorld *self, TestGateOptions options)
{
  if (options.certificate == NULL)
    {
      options.certificate = self->server_file;
      options.key = self->server_key;
    }
  options.client_root = self->root_file;
  return test_gate_new (&options);
}

/* --- card --- */

static void
on_failed (ParafaCard *card, const GError *error, const char *host, TestCard *self)
{
  g_ptr_array_add (self->failures, g_error_copy (error));
  g_ptr_array_add (self->hosts, g_strdup (host));
}

static void
on_upstream (ParafaCard *card, const ParafaUpstream *upstream, TestCard *self)
{
  g_ptr_array_add (self->upstreams, parafa_upstream_copy (upstream));
}

static void
on_question (ParafaCard *card, guint id, guint flags, const char *token, TestCard *self)
{
  self->question = id;
  self->question_flags = flags;
  g_free (self->question_token);
  self->question_token = g_strdup (token);
  self->n_questions++;
}

static void
on_ended (ParafaCard *card, const GError *error, TestCard *self)
{
  g_ptr_array_add (self->ends, g_error_copy (error));
}

TestCard *
test_card_new (void)
{
  TestCard *self = g_new0 (TestCard, 1);

  self->card = parafa_card_new ();
  self->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->hosts = g_ptr_array_new_with_free_func (g_free);
  self->upstreams = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_upstream_free);
  self->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  g_signal_connect (self->card, "relay-failed", G_CALLBACK (on_failed), self);
  g_signal_connect (self->card, "upstream", G_CALLBACK (on_upstream), self);
  g_signal_connect (self->card, "pin-question", G_CALLBACK (on_question), self);
  g_signal_connect (self->card, "ended", G_CALLBACK (on_ended), self);
  return self;
}

void
test_card_free (TestCard *self)
{
  test_card_end (self);
  g_assert_finalize_object (self->card);
  g_ptr_array_unref (self->failures);
  g_ptr_array_unref (self->hosts);
  g_ptr_array_unref (self->upstreams);
  g_ptr_array_unref (self->ends);
  g_free (self->question_token);
  g_free (self);
}

GPtrArray *
test_card_list (TestCard *self, GStrv *problems, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_card_list_async (self->card, NULL, parafa_test_result_callback, result);
  return parafa_card_list_finish (self->card,
                                  parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), problems,
                                  error);
}

/* Returns: (transfer full): the listed certificate that is this one */
ParafaCertificate *
test_card_find (TestCard *self, const TestCert *cert)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = test_card_list (self, NULL, &error);
  g_autoptr (GBytes) der = test_cert_to_der (cert);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    if (g_bytes_equal (parafa_certificate_get_der (list->pdata[i]), der))
      return g_object_ref (list->pdata[i]);
  g_error ("the certificate is not in the list");
}

ParafaCertificate *
test_card_open (TestCard *self, const char *path, const char *password, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = password != NULL ? parafa_secret_new (password, -1) : NULL;

  parafa_card_open_file_async (self->card, path, secret, NULL, parafa_test_result_callback, result);
  return parafa_card_open_file_finish (self->card,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

gboolean
test_card_unlock (TestCard *self,
                  ParafaCertificate *certificate,
                  const char *pin,
                  ParafaPinState *state,
                  GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (ParafaSecret) secret = pin != NULL ? parafa_secret_new (pin, -1) : NULL;

  parafa_card_unlock_async (self->card, certificate, secret, NULL, parafa_test_result_callback,
                            result);
  return parafa_card_unlock_finish (self->card,
                                    parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS), state,
                                    error);
}

ParafaRelayAddress *
test_card_start_relay (TestCard *self,
                       ParafaCertificate *certificate,
                       const ParafaRelaySettings *settings,
                       GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_card_start_relay_async (self->card, certificate, settings, NULL,
                                 parafa_test_result_callback, result);
  return parafa_card_start_relay_finish (self->card,
                                         parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                         error);
}

void
test_card_end (TestCard *self)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  parafa_card_end_async (self->card, NULL, parafa_test_result_callback, result);
  parafa_card_end_finish (self->card, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                          &error);
  g_assert_no_error (error);
}

static gboolean
has_failed (gpointer data)
{
  return ((TestCard *) data)->failures->len > 0;
}

/* Fails when the first failure is another one */
void
test_card_wait_for_failure (TestCard *self, ParafaCardError code)
{
  const GError *error;

  parafa_test_wait_until (has_failed, self, PARAFA_TEST_LIMIT_MS);
  error = self->failures->pdata[0];
  if (error->code != (int) code)
    g_error ("failed with %d instead of %d: %s", error->code, code, error->message);
  g_assert_error (error, PARAFA_CARD_ERROR, (int) code);
}

ParafaRelayAddress *
test_card_start_for (TestCard *self,
                     TestWorld *world,
                     ParafaCertificate *certificate,
                     guint16 gate_port)
{
  g_autofree char *host = g_strdup_printf ("%s:%u", TEST_HOST, gate_port);
  const char *const hosts[] = { host, NULL };
  g_autofree char *pem = test_cert_to_pem (world->server_ca);
  g_autoptr (GBytes) trust = g_bytes_new (pem, strlen (pem));
  const ParafaRelaySettings settings = { .login_hosts = hosts, .trust_pem = trust };
  g_autoptr (GError) error = NULL;
  ParafaRelayAddress *address = test_card_start_relay (self, certificate, &settings, &error);

  g_assert_no_error (error);
  g_assert_nonnull (address);
  return address;
}

/* Fills in where a visit goes */
void
test_card_visit (TestCard *self,
                 const ParafaRelayAddress *address,
                 guint16 gate_port,
                 TestVisit *visit)
{
  visit->port = address->port;
  visit->password = g_strdup (parafa_secret_get (address->password));
  visit->trusted_pem = g_strdup (address->certificate_pem);
  visit->target = g_strdup_printf ("%s:%u", TEST_HOST, gate_port);
}
