/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-private.h"

#include "parafa-certificate-keep.h"
#include "parafa-checkup-probes.h"

/* One run of a check-up: all probes at once, each with its limit; lines are judged as facts come in. */

/* How long each thing may take, in milliseconds. What hangs is told as hanging; nothing waits for it. */
#define SERVICE_LIMIT_MS 3000
#define USB_LIMIT_MS 3000
#define FILE_LIMIT_MS 3000
#define CARD_GRACE_MS 5000 /* for the card client to end what hangs and to say so */
#define KEYRING_LIMIT_MS 5000
#define SANDBOX_LIMIT_MS 8000
#define NETWORK_LIMIT_MS 10000

typedef enum
{
  PROBE_SERVICE,
  PROBE_USB,
  PROBE_CARDS,
  PROBE_FILE,
  PROBE_KEYRING,
  PROBE_SANDBOX,
  PROBE_LOGIN_SERVER,
  PROBE_API_SERVER,
  N_PROBES
} ProbeKind;

typedef struct _Run Run;

/* One question under way. Held by the run and by its own callback. */
typedef struct
{
  Run *run; /* (owned): a reference of its task */
  ProbeKind kind;
} Asked;

struct _Run
{
  GTask *task; /* (unowned): it owns this */
  ParafaCheckup *self;
  ParafaCheckupFacts *facts;            /* (owned) */
  ParafaEndpoints *endpoints;           /* (owned) (nullable) */
  ParafaCardListing *listing;           /* (owned) (nullable): while the issuers are looked up */
  GCancellable *cancellables[N_PROBES]; /* (owned) */
  guint timeout_ids[N_PROBES];
  gboolean ended[N_PROBES];
  guint n_open; /* probes that have neither ended nor run out of time */
  gulong cancel_id;
  gint64 started_us;
};

static void
run_free (gpointer data)
{
  Run *run = data;

  for (guint i = 0; i < N_PROBES; i++)
    {
      g_clear_object (&run->cancellables[i]);
      g_clear_handle_id (&run->timeout_ids[i], g_source_remove);
    }
  g_clear_pointer (&run->facts, parafa_checkup_facts_free);
  g_clear_pointer (&run->endpoints, parafa_endpoints_unref);
  g_clear_object (&run->listing);
  g_free (run);
}

/* Says what can be said by now */
static void
update_lines (Run *run)
{
  ParafaCheckup *self = run->self;

  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      ParafaCheckupLine *line =
          self->lines[i] == NULL ? parafa_checkup_judge (run->facts, (ParafaCheckupStep) i) : NULL;

      if (line == NULL)
        continue;
      line->time_ms = (guint) ((g_get_monotonic_time () - run->started_us) / 1000);
      parafa_checkup_set_line (self, line);
    }
}

static void
return_run (GTask *taken)
{
  g_autoptr (GTask) task = taken;
  Run *run = g_task_get_task_data (task);

  parafa_checkup_set_running (run->self, FALSE);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("checkup: the card processes did not end as they should: %s", error->message);
  return_run (G_TASK (user_data));
}

/* No driver stays loaded for a check-up that is over, unless somebody waits for tokens to change */
static void
end_run (Run *run)
{
  ParafaCard *card = run->self->card;

  if (run->cancel_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (run->task), run->cancel_id);
  run->cancel_id = 0;
  if (run->self->keeps_card)
    return_run (g_object_ref (run->task));
  else
    parafa_card_end_async (card, NULL, card_ended, g_object_ref (run->task));
}

static void
end_probe (Run *run, ProbeKind kind)
{
  if (run->ended[kind])
    return;
  run->ended[kind] = TRUE;
  g_clear_handle_id (&run->timeout_ids[kind], g_source_remove);
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (run->task)))
    update_lines (run);
  if (--run->n_open == 0)
    end_run (run);
}

/* What is said of a thing that was given its time and did not answer */
static void
set_timed_out (Run *run, ProbeKind kind)
{
  ParafaCheckupFacts *facts = run->facts;

  switch (kind)
    {
    case PROBE_SERVICE:
      facts->service = g_new0 (ParafaReaderServiceAnswer, 1);
      facts->service->state = PARAFA_READER_SERVICE_SILENT;
      facts->has |= PARAFA_CHECKUP_HAS_SERVICE;
      break;
    case PROBE_USB:
      facts->has |= PARAFA_CHECKUP_HAS_USB;
      break;
    case PROBE_CARDS:
      if (run->listing != NULL)
        parafa_checkup_read_listing (facts, run->listing, run->self->profile);
      facts->cards_timed_out = run->listing == NULL;
      facts->has |= PARAFA_CHECKUP_HAS_CARDS;
      break;
    case PROBE_FILE:
      facts->has |= PARAFA_CHECKUP_HAS_FILE;
      break;
    case PROBE_KEYRING:
      facts->keyring_timed_out = TRUE;
      facts->has |= PARAFA_CHECKUP_HAS_KEYRING;
      break;
    case PROBE_SANDBOX:
      facts->sandbox = PARAFA_CHECKUP_SANDBOX_FAILS;
      facts->has |= PARAFA_CHECKUP_HAS_SANDBOX;
      break;
    case PROBE_LOGIN_SERVER:
      facts->login_server.asked = TRUE;
      facts->login_server.problem = PARAFA_HTTP_ERROR_TIMEOUT;
      break;
    case PROBE_API_SERVER:
      facts->api_server.asked = TRUE;
      facts->api_server.problem = PARAFA_HTTP_ERROR_TIMEOUT;
      break;
    case N_PROBES:
    default:
      g_assert_not_reached ();
    }
}

/* Both servers make one fact */
static void
note_servers (Run *run, ProbeKind kind)
{
  ProbeKind other = kind == PROBE_LOGIN_SERVER ? PROBE_API_SERVER : PROBE_LOGIN_SERVER;

  if ((kind == PROBE_LOGIN_SERVER || kind == PROBE_API_SERVER) && run->ended[other])
    run->facts->has |= PARAFA_CHECKUP_HAS_NETWORK;
}

static gboolean
on_probe_timeout (gpointer user_data)
{
  Asked *asked = user_data;
  Run *run = asked->run;

  run->timeout_ids[asked->kind] = 0;
  set_timed_out (run, asked->kind);
  note_servers (run, asked->kind);
  g_cancellable_cancel (run->cancellables[asked->kind]);
  end_probe (run, asked->kind);
  return G_SOURCE_REMOVE;
}

static Asked *
asked_new (Run *run, ProbeKind kind)
{
  Asked *asked = g_new0 (Asked, 1);

  g_object_ref (run->task);
  asked->run = run;
  asked->kind = kind;
  return asked;
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;
  GTask *task = asked->run->task;

  g_free (asked);
  g_object_unref (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
start_limit (Run *run, ProbeKind kind, guint limit_ms)
{
  run->timeout_ids[kind] = g_timeout_add_full (G_PRIORITY_DEFAULT, limit_ms, on_probe_timeout,
                                               asked_new (run, kind), asked_free);
}

/* An answer that comes too late, or after the check-up was cancelled, changes nothing */
static gboolean
is_late (const Asked *asked)
{
  return asked->run->ended[asked->kind];
}

static void
service_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;

  if (is_late (asked))
    return;
  parafa_checkup_probe_service_finish (result, asked->run->facts);
  end_probe (asked->run, asked->kind);
}

static void
usb_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;

  if (is_late (asked))
    return;
  parafa_checkup_probe_usb_finish (result, asked->run->facts);
  end_probe (asked->run, asked->kind);
}

static void
chain_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  Run *run = asked->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) issuers =
      parafa_card_read_chain_finish (PARAFA_CARD (source), result, &error);

  if (is_late (asked))
    return;
  if (issuers != NULL)
    parafa_certificate_set_issuers (parafa_checkup_choose_certificate (run->listing,
                                                                       run->self->profile),
                                    issuers);
  else
    g_info ("checkup: the issuers were not read: %s", error->message);
  parafa_checkup_read_listing (run->facts, run->listing, run->self->profile);
  end_probe (run, asked->kind);
}

static void
cards_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  Run *run = asked->run;
  ParafaCertificate *certificate = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCardListing) listing =
      parafa_card_list_finish_listing (PARAFA_CARD (source), result, &error);

  if (is_late (asked))
    return;
  if (listing != NULL)
    certificate = parafa_checkup_choose_certificate (listing, run->self->profile);
  if (certificate != NULL && parafa_certificate_get_issuers (certificate) == NULL)
    {
      run->listing = g_steal_pointer (&listing);
      parafa_card_read_chain_async (PARAFA_CARD (source), certificate,
                                    run->cancellables[PROBE_CARDS], chain_read,
                                    g_steal_pointer (&asked));
      return;
    }
  if (listing != NULL)
    parafa_checkup_read_listing (run->facts, listing, run->self->profile);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_timed_out (run, PROBE_CARDS);
  end_probe (run, asked->kind);
}

static void
kept_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  Run *run = asked->run;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) kept = parafa_certificate_keep_read_finish (result, &error);

  if (is_late (asked))
    return;
  if (kept == NULL)
    g_info ("checkup: nothing is known of the certificate in the file: %s", error->message);
  parafa_checkup_read_kept (run->facts, kept, run->self->profile);
  end_probe (run, asked->kind);
}

/* A file is locked by its password: what the last login with it left is looked at */
static void
start_file (Run *run)
{
  if (!run->facts->uses_file)
    {
      end_probe (run, PROBE_FILE);
      return;
    }
  start_limit (run, PROBE_FILE, FILE_LIMIT_MS);
  parafa_certificate_keep_read_async (run->self->profile, run->cancellables[PROBE_FILE], kept_ready,
                                      asked_new (run, PROBE_FILE));
}

static void
keyring_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  ParafaVaultState state = PARAFA_VAULT_STATE_FAILED;
  g_autofree char *message = NULL;
  gboolean answered = parafa_vault_state_ask_finish (result, &state, &message, NULL);

  if (is_late (asked))
    return;
  if (answered)
    {
      asked->run->facts->keyring = state;
      asked->run->facts->keyring_by_portal = parafa_vault_uses_portal ();
      asked->run->facts->keyring_message = g_steal_pointer (&message);
      asked->run->facts->has |= PARAFA_CHECKUP_HAS_KEYRING;
    }
  end_probe (asked->run, asked->kind);
}

static void
sandbox_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;

  if (is_late (asked))
    return;
  parafa_checkup_probe_sandbox_finish (result, asked->run->facts);
  end_probe (asked->run, asked->kind);
}

static void
server_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  ParafaCheckupFacts *facts = asked->run->facts;
  gboolean is_login = asked->kind == PROBE_LOGIN_SERVER;

  if (is_late (asked))
    return;
  parafa_checkup_probe_server_finish (result, is_login ? &facts->login_server : &facts->api_server);
  note_servers (asked->run, asked->kind);
  end_probe (asked->run, asked->kind);
}

static char *
get_host (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);

  return g_strdup (parsed != NULL && g_uri_get_host (parsed) != NULL ? g_uri_get_host (parsed)
                                                                     : uri);
}

static void
ask_servers (Run *run)
{
  ParafaCheckup *self = run->self;
  const char *login_uri = parafa_endpoints_get_token_uri (run->endpoints);
  const char *api_uri = parafa_endpoints_get_hello_uri (run->endpoints);

  g_free (run->facts->login_server.host);
  g_free (run->facts->api_server.host);
  run->facts->login_server.host = get_host (login_uri);
  run->facts->api_server.host = get_host (api_uri);
  parafa_checkup_probe_server_async (self->session, login_uri, NETWORK_LIMIT_MS,
                                     run->cancellables[PROBE_LOGIN_SERVER], server_ready,
                                     asked_new (run, PROBE_LOGIN_SERVER));
  parafa_checkup_probe_server_async (self->session, api_uri, NETWORK_LIMIT_MS,
                                     run->cancellables[PROBE_API_SERVER], server_ready,
                                     asked_new (run, PROBE_API_SERVER));
}

static void
endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asked) asked = user_data;
  Run *run = asked->run;

  if (is_late (asked))
    return;
  run->endpoints = parafa_session_get_endpoints_finish (PARAFA_SESSION (source), result, NULL);
  if (run->endpoints != NULL)
    {
      ask_servers (run);
      return;
    }
  /* a practice server that does not start is a server that cannot be reached */
  run->facts->login_server.asked = TRUE;
  run->facts->login_server.problem = PARAFA_HTTP_ERROR_OFFLINE;
  end_probe (run, PROBE_API_SERVER);
  note_servers (run, PROBE_LOGIN_SERVER);
  end_probe (run, PROBE_LOGIN_SERVER);
}

static void
start_network (Run *run)
{
  ParafaCheckup *self = run->self;

  run->facts->login_server.host =
      g_strdup (self->profile != NULL && parafa_profile_get_environment (self->profile) ==
                                             PARAFA_ENVIRONMENT_PRACTICE
                    ? "logincert.localhost"
                    : "logincert.anaf.ro");
  start_limit (run, PROBE_LOGIN_SERVER, NETWORK_LIMIT_MS + 2000);
  start_limit (run, PROBE_API_SERVER, NETWORK_LIMIT_MS + 2000);
  if (self->profile != NULL)
    {
      parafa_session_get_endpoints_async (self->session, self->profile,
                                          run->cancellables[PROBE_LOGIN_SERVER], endpoints_ready,
                                          asked_new (run, PROBE_LOGIN_SERVER));
      return;
    }
  run->endpoints = parafa_endpoints_new_anaf ();
  ask_servers (run);
}

static void
start_probes (Run *run)
{
  ParafaCheckup *self = run->self;

  start_limit (run, PROBE_SERVICE, SERVICE_LIMIT_MS + 1000);
  parafa_checkup_probe_service_async (self->root, SERVICE_LIMIT_MS,
                                      run->cancellables[PROBE_SERVICE], service_ready,
                                      asked_new (run, PROBE_SERVICE));
  start_limit (run, PROBE_USB, USB_LIMIT_MS);
  parafa_checkup_probe_usb_async (self->root, self->distribution,
                                  self->profile != NULL
                                      ? parafa_profile_get_certificate_file (self->profile)
                                      : NULL,
                                  run->cancellables[PROBE_USB], usb_ready,
                                  asked_new (run, PROBE_USB));
  start_limit (run, PROBE_CARDS, self->card_timeout_ms + CARD_GRACE_MS);
  parafa_card_set_list_timeout (self->card, self->card_timeout_ms);
  parafa_card_list_async (self->card, run->cancellables[PROBE_CARDS], cards_listed,
                          asked_new (run, PROBE_CARDS));
  start_file (run);
  start_limit (run, PROBE_KEYRING, KEYRING_LIMIT_MS);
  parafa_vault_state_ask_async (run->cancellables[PROBE_KEYRING], keyring_ready,
                                asked_new (run, PROBE_KEYRING));
  start_limit (run, PROBE_SANDBOX, SANDBOX_LIMIT_MS);
  parafa_checkup_probe_sandbox_async (self->root, run->cancellables[PROBE_SANDBOX], sandbox_ready,
                                      asked_new (run, PROBE_SANDBOX));
  if (!self->offline)
    {
      start_network (run);
      return;
    }
  run->facts->has |= PARAFA_CHECKUP_HAS_NETWORK;
  end_probe (run, PROBE_LOGIN_SERVER);
  end_probe (run, PROBE_API_SERVER);
}

/* Ends at once, whatever hangs. Comes from any thread and with a lock held, hence the idle source */
static gboolean
end_cancelled (gpointer user_data)
{
  Asked *asked = user_data;
  Run *run = asked->run;

  for (guint i = 0; i < N_PROBES; i++)
    {
      g_cancellable_cancel (run->cancellables[i]);
      end_probe (run, (ProbeKind) i);
    }
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, end_cancelled, asked_new (run, N_PROBES), asked_free);
  g_source_attach (source, g_task_get_context (run->task));
}

static void
distribution_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  ParafaCheckup *self = PARAFA_CHECKUP (source);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Run *run = g_new0 (Run, 1);

  g_clear_pointer (&self->distribution, parafa_distribution_free);
  self->distribution = g_task_propagate_pointer (G_TASK (result), NULL);
  run->task = task;
  run->self = self;
  run->started_us = g_get_monotonic_time ();
  run->facts =
      parafa_checkup_facts_new (self->distribution,
                                parafa_clock_get_now (parafa_session_get_clock (self->session)));
  run->facts->card_limit_s = (self->card_timeout_ms + 999) / 1000;
  run->facts->network_limit_s = NETWORK_LIMIT_MS / 1000;
  run->n_open = N_PROBES;
  for (guint i = 0; i < N_PROBES; i++)
    run->cancellables[i] = g_cancellable_new ();
  g_task_set_task_data (task, run, run_free);
  parafa_checkup_read_profile (run->facts, self->profile);
  start_probes (run);
  if (cancellable != NULL && run->n_open > 0)
    run->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), run, NULL);
}

static void
read_distribution (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, parafa_distribution_read (data),
                         (GDestroyNotify) parafa_distribution_free);
}

void
parafa_checkup_start (ParafaCheckup *self, GTask *taken)
{
  g_autoptr (GTask) reading = g_task_new (self, NULL, distribution_ready, taken);

  g_task_set_source_tag (reading, parafa_checkup_start);
  g_task_set_task_data (reading, g_strdup (self->root), g_free);
  g_task_run_in_thread (reading, read_distribution);
}
