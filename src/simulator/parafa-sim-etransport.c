/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-etransport.h"

#include "parafa-etransport-schema.h"
#include "parafa-sim-routes.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define SERVICE "/ETRANSPORT/ws/v1/"
#define MAX_FILE_BYTES (5 * 1024 * 1024)
#define WARNING_TEXT                                                                               \
  "Verificati starea XML-ului transmis. Codul UIT este valabil din momentul in care apare ca "     \
  "valid dupa apelul de stare"

/**
 * parafa_sim_etransport_is_path:
 * @path: a request's path
 *
 * Returns: whether it belongs to e-Transport, test or production
 */
gboolean
parafa_sim_etransport_is_path (const char *path)
{
  return g_str_has_prefix (path, "/prod" SERVICE) || g_str_has_prefix (path, "/test" SERVICE);
}

/**
 * parafa_sim_etransport_time:
 * @now_s: Unix seconds
 * @format: as g_date_time_format() takes it
 *
 * Returns: (transfer full): the time in Romania
 */
char *
parafa_sim_etransport_time (gint64 now_s, const char *format)
{
  g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, format);
}

/**
 * parafa_sim_etransport_trace:
 *
 * Returns: (transfer full): a `trace_id`
 */
char *
parafa_sim_etransport_trace (void)
{
  return g_uuid_string_random ();
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* What every answer ends with */
static ParafaSimReply *
finish (JsonBuilder *builder, gint64 now_s, int status)
{
  g_autofree char *time = parafa_sim_etransport_time (now_s, "%Y%m%d%H%M");
  g_autofree char *trace = parafa_sim_etransport_trace ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *body = NULL;

  add_text (builder, "dateResponse", time);
  if (status >= 0)
    {
      json_builder_set_member_name (builder, "ExecutionStatus");
      json_builder_add_int_value (builder, status);
    }
  add_text (builder, "trace_id", trace);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  body = json_to_string (node, FALSE);
  return parafa_sim_reply_new (200, "application/json", body);
}

static JsonBuilder *
begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

static void
add_errors (JsonBuilder *builder, char **messages)
{
  json_builder_set_member_name (builder, "Errors");
  json_builder_begin_array (builder);
  for (guint i = 0; messages[i] != NULL; i++)
    {
      json_builder_begin_object (builder);
      add_text (builder, "errorMessage", messages[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * parafa_sim_etransport_errors:
 * @now_s: Unix seconds
 * @format: the message
 * @...: its values
 *
 * Returns: (transfer full): the answer of upload, stareMesaj and lista when they refuse
 */
ParafaSimReply *
parafa_sim_etransport_errors (gint64 now_s, const char *format, ...)
{
  g_autoptr (JsonBuilder) builder = begin ();
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_errors (builder, (char *[]){ message, NULL });
  return finish (builder, now_s, 1);
}

/**
 * parafa_sim_etransport_error:
 * @now_s: Unix seconds
 * @format: the message
 * @...: its values
 *
 * Returns: (transfer full): the answer of info when it refuses
 */
ParafaSimReply *
parafa_sim_etransport_error (gint64 now_s, const char *format, ...)
{
  g_autoptr (JsonBuilder) builder = begin ();
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add_text (builder, "error", message);
  return finish (builder, now_s, -1);
}

/**
 * parafa_sim_etransport_not_found:
 * @call: a call
 *
 * Returns: (transfer full): the answer to a path that is not whole
 */
ParafaSimReply *
parafa_sim_etransport_not_found (const ParafaSimCall *call)
{
  g_autoptr (JsonBuilder) builder = begin ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (call->now_s);
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000+00:00");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *body = NULL;

  add_text (builder, "timestamp", time);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, 404);
  add_text (builder, "error", "Not Found");
  add_text (builder, "path", call->request->path);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  body = json_to_string (node, FALSE);
  return parafa_sim_reply_new (404, "application/json", body);
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 18 && strspn (text, "0123456789") == strlen (text);
}

/* -- upload -- */

static ParafaSimReply *
refuse_company (const ParafaSimCall *call, const char *cif)
{
  const ParafaSimFilings *filings = call->world->filings;

  if (!is_number (cif))
    return parafa_sim_etransport_errors (call->now_s, "CIF introdus= %s nu este un numar", cif);
  if (!parafa_sim_filings_has_company (filings))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu exista niciun CIF petru care sa aveti drept in SPV");
  if (!parafa_sim_filings_may (filings, cif))
    return parafa_sim_etransport_errors (call->now_s, "Nu aveti drept in SPV pentru CIF=%s", cif);
  return NULL;
}

/* What the parser says to a document of another kind */
static char *
describe_root (ParafaEtransportCheck *check)
{
  ParafaXmlDocument *document = parafa_etransport_check_get_document (check);
  const ParafaXmlElement *root = document != NULL ? parafa_xml_document_get_root (document) : NULL;

  if (root == NULL || (g_str_equal (root->name, "eTransport") &&
                       g_strcmp0 (root->ns, PARAFA_ETRANSPORT_NAMESPACE) == 0))
    return NULL;
  return g_strdup_printf ("cvc-elt.1.a: Cannot find the declaration of element '%s'.", root->name);
}

static char *
describe_finding (const ParafaFinding *finding)
{
  g_autofree char *message = parafa_finding_dup_message (finding);

  return g_strconcat ("cvc-complex-type: ", message, NULL);
}

/* The first thing the schema says, in the words of ANAF's parser */
static ParafaSimReply *
refuse_file (const ParafaSimCall *call, ParafaEtransportCheck *check)
{
  GPtrArray *findings = parafa_etransport_check_get_findings (check);

  for (guint i = 0; i < findings->len; i++)
    {
      const ParafaFinding *finding = findings->pdata[i];
      g_autofree char *message = NULL;

      if (finding->severity != PARAFA_FINDING_ERROR ||
          !g_str_equal (finding->rule, PARAFA_FINDING_RULE_SCHEMA))
        continue;
      message = describe_root (check);
      if (message == NULL)
        message = describe_finding (finding);
      return parafa_sim_etransport_errors (call->now_s,
                                           "Fisierul transmis nu este valid. "
                                           "org.xml.sax.SAXParseException; lineNumber: %u; "
                                           "columnNumber: %u; %s",
                                           finding->place.line, finding->place.column, message);
    }
  return NULL;
}

static ParafaSimReply *
say_taken (const ParafaSimCall *call, const ParafaSimFiling *filing, gboolean schema_2)
{
  g_autoptr (JsonBuilder) builder = begin ();
  const char *reference = filing->declaration->reference;

  json_builder_set_member_name (builder, "index_incarcare");
  json_builder_add_int_value (builder, filing->index);
  add_text (builder, "UIT", filing->uit);
  add_text (builder, "ref_declarant", reference != NULL ? reference : "");
  if (schema_2)
    add_text (builder, "atentie", WARNING_TEXT);
  return finish (builder, call->now_s, 0);
}

/* upload/{standard}/{cif}[/{versiune}] */
static ParafaSimReply *
answer_upload (const ParafaSimCall *call)
{
  const ParafaSimRequest *request = call->request;
  g_autoptr (ParafaEtransportCheck) check = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *version = NULL;
  ParafaSimReply *reply;
  GDate today;

  call->world->filings->n_uploads++;
  if (g_strv_length (call->parts) < 3 || *call->parts[2] == '\0')
    return parafa_sim_etransport_not_found (call);
  version = call->parts[3];
  if (!g_str_equal (call->parts[1], "ETRANSP"))
    return parafa_sim_etransport_errors (call->now_s, "Valoarea acceptata pentru parametrul "
                                                      "standard este ETRANSP");
  reply = refuse_company (call, call->parts[2]);
  if (reply != NULL)
    return reply;
  if (request->body_length > MAX_FILE_BYTES)
    return parafa_sim_etransport_errors (call->now_s, "Marime fisier transmis mai mare de 5 MB");

  parafa_romania_get_today (call->now_s, &today);
  bytes = g_bytes_new_static (request->body != NULL ? request->body : "", request->body_length);
  check = parafa_etransport_check_new (bytes, &today);
  reply = refuse_file (call, check);
  if (reply != NULL)
    return reply;
  return say_taken (call,
                    parafa_sim_filings_add (call->world->filings, call->parts[2], call->production,
                                            request->body, request->body_length, check,
                                            call->now_s),
                    g_strcmp0 (version, "2") == 0);
}

/* -- stareMesaj -- */

static ParafaSimReply *
say_state (const ParafaSimCall *call, const ParafaSimFiling *filing, ParafaSimHow how)
{
  g_autoptr (JsonBuilder) builder = begin ();
  g_auto (GStrv) messages = NULL;
  gboolean refused = filing->problems->len > 0;

  if (how == PARAFA_SIM_HOW_XML_ERRORS)
    {
      add_text (builder, "stare", "XML cu erori nepreluat de sistem");
      return finish (builder, call->now_s, 0);
    }
  if (!parafa_sim_filings_is_ready (call->world->filings, filing, call->now_s))
    {
      add_text (builder, "stare", "in prelucrare");
      return finish (builder, call->now_s, 0);
    }
  if (!refused && how != PARAFA_SIM_HOW_NOK)
    {
      add_text (builder, "stare", "ok");
      return finish (builder, call->now_s, 0);
    }
  messages = g_new0 (char *, 2);
  if (refused)
    {
      g_autoptr (GPtrArray) all = g_ptr_array_new ();

      for (guint i = 0; i < filing->problems->len; i++)
        g_ptr_array_add (all, filing->problems->pdata[i]);
      g_ptr_array_add (all, NULL);
      messages[0] = g_strjoinv (" || ", (char **) all->pdata);
    }
  else
    messages[0] = g_strdup ("UIT-ul nu poate fi identificat.");
  add_errors (builder, messages);
  add_text (builder, "stare", "nok");
  return finish (builder, call->now_s, 1);
}

static ParafaSimReply *
answer_state (const ParafaSimCall *call, ParafaSimHow how)
{
  ParafaSimFilings *filings = call->world->filings;
  const char *index = call->parts[1];
  const ParafaSimFiling *filing;

  if (index == NULL || *index == '\0')
    return parafa_sim_etransport_not_found (call);
  if (!is_number (index))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Id_incarcare introdus= %s nu este un numar intreg",
                                         index);
  if (!parafa_sim_filings_has_company (filings))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu exista niciun CIF petru care sa aveti drept");
  filing = parafa_sim_filings_find (filings, g_ascii_strtoll (index, NULL, 10));
  if (filing == NULL || filing->production != call->production)
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu exista declaratia de transport cu id_incarcare= %s",
                                         index);
  if (!parafa_sim_filings_may (filings, filing->cif))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu aveti dreptul de inteorgare pentru id_incarcare= %s",
                                         index);
  if (!parafa_sim_filings_count_question (filings, index, call->now_s, filings->states_per_day))
    return parafa_sim_etransport_errors (call->now_s,
                                         "S-au facut deja %d de verificari, pentru id-incarcare "
                                         "solicitat, in cursul zilei",
                                         (int) filings->states_per_day);
  return say_state (call, filing, how);
}

/* -- descarcare -- */

static ParafaSimReply *
answer_download (const ParafaSimCall *call)
{
  const ParafaSimFiling *filing;
  ParafaSimReply *reply;

  if (!call->world->filings->download || call->parts[1] == NULL || !is_number (call->parts[1]))
    return parafa_sim_etransport_not_found (call);
  filing =
      parafa_sim_filings_find (call->world->filings, g_ascii_strtoll (call->parts[1], NULL, 10));
  if (filing == NULL || !parafa_sim_filings_may (call->world->filings, filing->cif))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu exista declaratia de transport cu id_incarcare= %s",
                                         call->parts[1]);
  reply = parafa_sim_reply_new (200, "application/xml", "");
  g_string_append_len (reply->body, filing->body, (gssize) filing->body_length);
  return reply;
}

/* -- which call it is -- */

typedef enum
{
  CALL_UPLOAD,
  CALL_STATE,
  CALL_LIST,
  CALL_INFO,
  CALL_DOWNLOAD,
  CALL_NONE,
} Call;

static const struct
{
  const char *path;
  const char *method;
  ParafaSimPlace place;
} calls[] = {
  [CALL_UPLOAD] = { "upload", "POST", PARAFA_SIM_AT_UPLOAD },
  [CALL_STATE] = { "stareMesaj", "GET", PARAFA_SIM_AT_STATE },
  [CALL_LIST] = { "lista", "GET", PARAFA_SIM_AT_LIST },
  [CALL_INFO] = { "info", "GET", PARAFA_SIM_AT_INFO },
  [CALL_DOWNLOAD] = { "descarcare", "GET", PARAFA_SIM_AT_DOWNLOAD },
};

static Call
find_call (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_strcmp0 (calls[i].path, name) == 0)
      return (Call) i;
  return CALL_NONE;
}

static ParafaSimReply *
run_call (const ParafaSimCall *call, Call kind, ParafaSimHow how)
{
  switch (kind)
    {
    case CALL_UPLOAD:
      return answer_upload (call);
    case CALL_STATE:
      return answer_state (call, how);
    case CALL_LIST:
      return parafa_sim_etransport_list (call);
    case CALL_INFO:
      return parafa_sim_etransport_info (call);
    case CALL_DOWNLOAD:
      return answer_download (call);
    case CALL_NONE:
    default:
      return parafa_sim_etransport_not_found (call);
    }
}

/* Failures after the work was done: the client cannot know */
static ParafaSimReply *
spoil (ParafaSimReply *reply, ParafaSimHow how)
{
  if (how == PARAFA_SIM_HOW_TRUNCATE)
    reply->delivery = PARAFA_SIM_DELIVER_HALF;
  else if (how == PARAFA_SIM_HOW_HANG_AFTER)
    reply->delivery = PARAFA_SIM_DELIVER_NOTHING;
  else if (how == PARAFA_SIM_HOW_RESET_AFTER)
    reply->delivery = PARAFA_SIM_DELIVER_RESET;
  else if (how == PARAFA_SIM_HOW_500_AFTER)
    {
      parafa_sim_reply_free (reply);
      return parafa_sim_page_error (500, "Internal Server Error", "The server met an error.");
    }
  return reply;
}

static ParafaSimReply *
fail_or_run (const ParafaSimCall *call, Call kind)
{
  ParafaSimHow how = parafa_sim_failures_take (&call->world->failures, calls[kind].place);
  ParafaSimReply *reply;

  if (how == PARAFA_SIM_HOW_TECHNICAL)
    return parafa_sim_etransport_error (call->now_s, "A aparut o eroare tehnica. Cod: XXX");
  if (how == PARAFA_SIM_HOW_204)
    return parafa_sim_reply_new (204, "application/json", "");
  reply = parafa_sim_failure_reply (how, call->world->login_port);
  return reply != NULL ? reply : spoil (run_call (call, kind, how), how);
}

/**
 * parafa_sim_etransport_answer:
 * @world: the state, locked
 * @request: a request to the interface's port whose path is e-Transport's
 * @now_s: Unix seconds
 *
 * Returns: (transfer full): e-Transport's answer (ANAF e-Transport API, 2024)
 */
ParafaSimReply *
parafa_sim_etransport_answer (ParafaSimWorld *world, const ParafaSimRequest *request, gint64 now_s)
{
  const char *rest = strstr (request->path, SERVICE) + strlen (SERVICE);
  g_auto (GStrv) parts = g_strsplit (rest, "/", -1);
  ParafaSimCall call = { world, request, parts, g_str_has_prefix (request->path, "/prod"), now_s };
  Call kind = find_call (parts[0]);
  ParafaSimReply *reply = parafa_sim_token_refusal (world, request, now_s);

  parafa_sim_filings_read (world->filings);

  if (!parafa_sim_filings_count_request (world->filings, g_get_monotonic_time ()))
    {
      g_clear_pointer (&reply, parafa_sim_reply_free);
      return parafa_sim_page_error (429, "Too Many Requests", "The limit of requests is reached.");
    }
  if (reply != NULL)
    return reply;
  if (kind == CALL_NONE)
    return parafa_sim_etransport_not_found (&call);
  if (!g_str_equal (request->method, calls[kind].method))
    return parafa_sim_page_error (405, "Method Not Allowed", "");
  return fail_or_run (&call, kind);
}
