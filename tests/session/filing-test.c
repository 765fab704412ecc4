/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "filing-test.h"

#include "declarations.h"

#include <string.h>

struct _FilingTestAccess
{
  GObject parent_instance;

  char *api_uri;       /* (owned) */
  ParafaSecret *token; /* (owned) (nullable) */
  ParafaSecret *next;  /* (owned) (nullable): what comes in its place after a 401 */
  char *other;         /* (owned) (nullable): a profile of another server, and that server's */
  char *other_uri;     /* (owned) (nullable) */
  ParafaSecret *other_token; /* (owned) (nullable) */
  guint n_refused;
  GSourceOnceFunc asked;
  gpointer asked_data;
};

static void access_init (ParafaFilingAccessInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FilingTestAccess,
                               filing_test_access,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_FILING_ACCESS, access_init))

static void
open_async (ParafaFilingAccess *access,
            const char *profile,
            gint64 system,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (g_strcmp0 (self->other, profile) == 0)
    g_task_return_pointer (task,
                           parafa_filing_door_new (self->other_uri, system, self->other_token),
                           (GDestroyNotify) parafa_filing_door_free);
  else if (self->token == NULL)
    g_task_return_new_error (task, PARAFA_SESSION_ERROR, PARAFA_SESSION_ERROR_NO_PAIR, "no token");
  else
    g_task_return_pointer (task, parafa_filing_door_new (self->api_uri, system, self->token),
                           (GDestroyNotify) parafa_filing_door_free);
  if (self->asked != NULL)
    self->asked (self->asked_data);
}

static ParafaFilingDoor *
open_finish (ParafaFilingAccess *access, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
refused (ParafaFilingAccess *access, const char *profile, ParafaSecret *token)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);

  self->n_refused++;
  if (self->next == NULL || parafa_secret_equal (self->next, token))
    return FALSE;
  g_clear_pointer (&self->token, parafa_secret_unref);
  if (parafa_secret_get_length (self->next) > 0)
    self->token = parafa_secret_ref (self->next);
  return TRUE;
}

static void
access_init (ParafaFilingAccessInterface *iface)
{
  iface->open_async = open_async;
  iface->open_finish = open_finish;
  iface->refused = refused;
}

static void
filing_test_access_finalize (GObject *object)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (object);

  g_free (self->api_uri);
  g_free (self->other);
  g_free (self->other_uri);
  g_clear_pointer (&self->token, parafa_secret_unref);
  g_clear_pointer (&self->next, parafa_secret_unref);
  g_clear_pointer (&self->other_token, parafa_secret_unref);
  G_OBJECT_CLASS (filing_test_access_parent_class)->finalize (object);
}

static void
filing_test_access_class_init (FilingTestAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = filing_test_access_finalize;
}

static void
filing_test_access_init (FilingTestAccess *self)
{
}

ParafaFilingAccess *
filing_test_access_new (const char *api_uri, const char *token)
{
  FilingTestAccess *self = g_object_new (FILING_TEST_TYPE_ACCESS, NULL);

  self->api_uri = g_strdup (api_uri);
  filing_test_access_set_token (PARAFA_FILING_ACCESS (self), token);
  return PARAFA_FILING_ACCESS (self);
}

void
filing_test_access_set_token (ParafaFilingAccess *access, const char *token)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);

  g_clear_pointer (&self->token, parafa_secret_unref);
  self->token = token != NULL ? parafa_secret_new (token, -1) : NULL;
}

/* A second profile, with a server and a token of its own */
void
filing_test_access_set_other (ParafaFilingAccess *access,
                              const char *profile,
                              const char *api_uri,
                              const char *token)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);

  g_free (self->other);
  self->other = g_strdup (profile);
  g_free (self->other_uri);
  self->other_uri = g_strdup (api_uri);
  g_clear_pointer (&self->other_token, parafa_secret_unref);
  self->other_token = parafa_secret_new (token, -1);
}

/* What a renewal would bring: NULL for nothing of the kind, "" for one that fails */
void
filing_test_access_set_next (ParafaFilingAccess *access, const char *token)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);

  g_clear_pointer (&self->next, parafa_secret_unref);
  self->next = token != NULL ? parafa_secret_new (token, -1) : NULL;
}

/* How many answers 401 were told since the last time */
guint
filing_test_access_take_refused (ParafaFilingAccess *access)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);
  guint n = self->n_refused;

  self->n_refused = 0;
  return n;
}

/* Called while each answer is on its way to whoever asked for a token */
void
filing_test_access_when_asked (ParafaFilingAccess *access, GSourceOnceFunc func, gpointer user_data)
{
  FilingTestAccess *self = FILING_TEST_ACCESS (access);

  self->asked = func;
  self->asked_data = user_data;
}

/* -- the fixture -- */

static void
on_done (ParafaFilingSender *sender, FilingTest *self)
{
  self->n_done++;
}

static void
on_settled (ParafaFilings *filings, ParafaFilingRecord *record, FilingTest *self)
{
  self->n_settled++;
}

void
filing_test_open (FilingTest *self)
{
  g_autoptr (GError) error = NULL;

  self->archive = archive_test_open (self->dir, &error);
  g_assert_no_error (error);
  self->filings = parafa_filings_new (self->archive, self->http, self->access, self->clock);
  parafa_filing_caller_set_per_minute (parafa_filings_get_caller (self->filings), 60000);
  parafa_filing_sender_set_patience (parafa_filings_get_sender (self->filings), 1, 1, 0);
  g_signal_connect (parafa_filings_get_sender (self->filings), "done", G_CALLBACK (on_done), self);
  g_signal_connect (self->filings, "settled", G_CALLBACK (on_settled), self);
}

void
filing_test_close (FilingTest *self)
{
  g_signal_handlers_disconnect_by_data (parafa_filings_get_sender (self->filings), self);
  g_object_run_dispose (G_OBJECT (self->filings));
  g_clear_object (&self->filings);
  archive_test_close (g_steal_pointer (&self->archive));
}

/* Making keys takes a server seconds, so the tests of a program share one, which forgets between them */
static SimServer *server = NULL;
static ParafaTestDir *server_dir = NULL;

static SimServer *
get_server (void)
{
  if (server == NULL)
    {
      server_dir = parafa_test_dir_new ();
      server = sim_server_new (server_dir, NULL);
    }
  sim_server_do (server, "{\"do\":\"clear\"}");
  sim_server_do (server, "{\"do\":\"forget\"}");
  return server;
}

void
filing_test_set_up (FilingTest *self, gconstpointer data)
{
  g_autoptr (JsonObject) grant = NULL;
  g_autofree char *line = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GBytes) ca = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  self->dir = parafa_test_dir_new ();
  self->server = get_server ();
  sim_server_do (self->server, "{\"do\":\"etransport\",\"per_minute\":100000,\"processing_s\":0}");
  line = g_strdup_printf ("{\"do\":\"grant\",\"client_id\":\"%s\"}", self->server->client_id);
  grant = sim_server_say (self->server, line);
  self->token = g_strdup (json_object_get_string_member (grant, "access_token"));
  self->api_uri = g_strdup_printf ("https://api.localhost:%u", self->server->api_port);
  self->http = parafa_http_new ();
  g_assert_true (g_file_get_contents (self->server->ca, &pem, &length, NULL));
  ca = g_bytes_new (pem, length);
  parafa_http_set_practice_trust (self->http, ca, &error);
  g_assert_no_error (error);
  self->access = filing_test_access_new (self->api_uri, self->token);
  self->clock = parafa_clock_new_system ();
  filing_test_open (self);
}

void
filing_test_tear_down (FilingTest *self, gconstpointer data)
{
  filing_test_close (self);
  g_clear_object (&self->access);
  g_clear_object (&self->http);
  parafa_clock_unref (self->clock);
  g_free (self->api_uri);
  g_free (self->token);
  parafa_test_dir_free (self->dir);
}

void
filing_test_restart (FilingTest *self)
{
  filing_test_close (self);
  filing_test_open (self);
}

/* g_test_run(), and the end of the server */
int
filing_test_run (void)
{
  int result = g_test_run ();

  g_clear_pointer (&server, sim_server_free);
  g_clear_pointer (&server_dir, parafa_test_dir_free);
  return result;
}

int
filing_test_run_cases (int argc, char **argv, const FilingTestCase *cases, gsize n_cases)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < n_cases; i++)
    g_test_add (cases[i].path, FilingTest, NULL, filing_test_set_up, cases[i].run,
                filing_test_tear_down);
  return filing_test_run ();
}

/* Half of them have a reference of their own, the others another vehicle */
char *
filing_test_notice (guint number)
{
  g_autofree char *root =
      number % 2 == 0 ? g_strdup_printf ("codDeclarant='8000000000' refDeclarant='N-%u'", number)
                      : g_strdup ("codDeclarant='8000000000'");
  g_autofree char *transport =
      g_strdup_printf ("<dateTransport nrVehicul='CJ%05uAB' codTaraOrgTransport='RO' "
                       "codOrgTransport='8000000000' "
                       "denumireOrgTransport='Transport Q' dataTransport='2026-11-25'/>",
                       number);
  const char *parts[] = { "{root}", root, "{transport}", transport, NULL };

  return parafa_test_notice ("30", parts);
}

ParafaFilingDraft *
filing_test_draft (const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_NOVEMBER, 2026);
  return parafa_filing_draft_new ("/tmp/aviz.xml", body, &today);
}

ParafaFilingRecord *
filing_test_submit (FilingTest *self, guint number, GError **error)
{
  g_autofree char *text = filing_test_notice (number);
  g_autoptr (ParafaFilingDraft) draft = filing_test_draft (text);
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_filings_submit_async (self->filings, "profile", PARAFA_FILING_PRACTICE, FILING_TEST_CIF,
                               draft, FALSE, NULL, parafa_test_result_callback, result);
  return parafa_filings_submit_finish (self->filings,
                                       parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                       error);
}

ParafaFilingRecord *
filing_test_get (FilingTest *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ParafaFilingRecord *record = archive_test_get (self->archive, id, &error);

  g_assert_no_error (error);
  return record;
}

gint64
filing_test_count (FilingTest *self, const char *name)
{
  g_autoptr (JsonObject) answer = sim_server_say (self->server, "{\"do\":\"filings\"}");

  return json_object_get_int_member (answer, name);
}

void
filing_test_wait_state (FilingTest *self, gint64 id, ParafaFilingState state)
{
  gint64 until_us = g_get_monotonic_time () + PARAFA_TEST_LIMIT_MS * G_GINT64_CONSTANT (1000);

  for (;;)
    {
      g_autoptr (ParafaFilingRecord) record = filing_test_get (self, id);

      if (record->state == state)
        return;
      if (g_get_monotonic_time () > until_us)
        g_error ("the filing is %s (%s), not %s", parafa_filing_state_get_name (record->state),
                 record->problem, parafa_filing_state_get_name (state));
      g_usleep (2000);
    }
}

static gboolean
is_done (gpointer data)
{
  return ((FilingTest *) data)->n_done > 0;
}

void
filing_test_wait_done (FilingTest *self)
{
  parafa_test_wait_until (is_done, self, 4 * PARAFA_TEST_LIMIT_MS);
  self->n_done = 0;
}

guint
filing_test_count_state (FilingTest *self, ParafaFilingState state)
{
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  g_autoptr (GPtrArray) found = NULL;

  filter->states = 1u << state;
  found = archive_test_find (self->archive, filter, NULL);
  return found->len;
}
