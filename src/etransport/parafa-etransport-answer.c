/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-answer.h"

#include "parafa-redact.h"

#include <string.h>

#define MAX_TEXT_BYTES ((gsize) 64 * 1024)
#define MAX_ERRORS 100

G_DEFINE_BOXED_TYPE (ParafaEtransportAnswer,
                     parafa_etransport_answer,
                     parafa_etransport_answer_ref,
                     parafa_etransport_answer_unref)

/* ANAF's sentences, its own spelling: "petru", "inteorgare" (e-Transport API, 2024). The first that is found in the
 * sentence names the problem. */
static const struct
{
  const char *words;
  ParafaEtransportProblem problem;
} sentences[] = {
  { "parametrul standard", PARAFA_ETRANSPORT_PROBLEM_STANDARD },
  { "nu este un numar", PARAFA_ETRANSPORT_PROBLEM_NOT_A_NUMBER },
  { "Nu exista niciun CIF", PARAFA_ETRANSPORT_PROBLEM_NO_COMPANY },
  { "Nu aveti drept", PARAFA_ETRANSPORT_PROBLEM_NO_RIGHT },
  { "mai mare de 5 MB", PARAFA_ETRANSPORT_PROBLEM_TOO_LARGE },
  { "Fisierul transmis nu este valid", PARAFA_ETRANSPORT_PROBLEM_FILE },
  { "Nu exista declaratia", PARAFA_ETRANSPORT_PROBLEM_NO_SUCH_INDEX },
  { "intre 1 si 60", PARAFA_ETRANSPORT_PROBLEM_DAYS },
  { "S-au facut deja", PARAFA_ETRANSPORT_PROBLEM_DAY_LIMIT },
  { "eroare tehnica", PARAFA_ETRANSPORT_PROBLEM_TECHNICAL },
};

static const char *const nothing_sentences[] = {
  "Nu exista mesaje in ultimele",
  "Nu exista informatii",
};

static void
answer_clear (gpointer data)
{
  ParafaEtransportAnswer *self = data;

  g_free (self->index);
  g_free (self->uit);
  g_free (self->reference);
  g_free (self->warning);
  g_free (self->trace);
  g_strfreev (self->errors);
  g_ptr_array_unref (self->records);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->text);
}

static char *
dup_member (const ParafaJsonValue *object, const char *name)
{
  g_autofree char *text = NULL;
  ParafaJsonValue value;

  if (!parafa_json_find (object, name, &value) ||
      (value.kind != PARAFA_JSON_TEXT && value.kind != PARAFA_JSON_NUMBER))
    return NULL;
  text = parafa_json_value_dup_text (&value);
  g_strstrip (text);
  return *text != '\0' ? g_utf8_make_valid (text, -1) : NULL;
}

static void
take_error (GStrvBuilder *builder, char *text)
{
  if (text != NULL)
    g_strv_builder_add (builder, text);
  g_free (text);
}

/* `Errors` of upload, state and list; `error` of info; `eroare` and `message` as other services have them */
static GStrv
read_errors (const ParafaJsonValue *object)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  ParafaJsonValue list;
  ParafaJsonValue item;
  ParafaJsonWalk walk;
  guint n = 0;

  if (parafa_json_find (object, "Errors", &list) && list.kind == PARAFA_JSON_ARRAY)
    {
      parafa_json_walk_init (&walk, &list);
      while (parafa_json_walk_next_element (&walk, &item) && n++ < MAX_ERRORS)
        if (item.kind == PARAFA_JSON_OBJECT)
          take_error (builder, dup_member (&item, "errorMessage"));
    }
  take_error (builder, dup_member (object, "message"));
  take_error (builder, dup_member (object, "error"));
  take_error (builder, dup_member (object, "eroare"));
  return g_strv_builder_end (builder);
}

static ParafaEtransportProblem
find_problem (const char *sentence)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (strstr (sentence, sentences[i].words) != NULL)
      return sentences[i].problem;
  return PARAFA_ETRANSPORT_PROBLEM_OTHER;
}

static gboolean
says_nothing_there (const char *sentence)
{
  for (guint i = 0; i < G_N_ELEMENTS (nothing_sentences); i++)
    if (g_str_has_prefix (sentence, nothing_sentences[i]))
      return TRUE;
  return FALSE;
}

static void
read_records (ParafaEtransportAnswer *self, const ParafaJsonValue *list)
{
  ParafaJsonWalk walk;
  ParafaJsonValue item;

  parafa_json_walk_init (&walk, list);
  while (parafa_json_walk_next_element (&walk, &item))
    if (item.kind == PARAFA_JSON_OBJECT)
      g_ptr_array_add (self->records, parafa_etransport_record_new (&item));
}

static ParafaEtransportState
read_state (const char *stare)
{
  if (stare == NULL)
    return PARAFA_ETRANSPORT_STATE_NONE;
  if (g_ascii_strcasecmp (stare, "ok") == 0)
    return PARAFA_ETRANSPORT_STATE_OK;
  if (g_ascii_strcasecmp (stare, "nok") == 0)
    return PARAFA_ETRANSPORT_STATE_NOK;
  if (g_ascii_strcasecmp (stare, "in prelucrare") == 0)
    return PARAFA_ETRANSPORT_STATE_PROCESSING;
  if (g_str_has_prefix (stare, "XML cu erori"))
    return PARAFA_ETRANSPORT_STATE_XML_ERRORS;
  return PARAFA_ETRANSPORT_STATE_NONE;
}

/* What the call is for, when it is there */
static gboolean
read_result (ParafaEtransportAnswer *self, const ParafaJsonValue *root)
{
  g_autofree char *stare = NULL;
  ParafaJsonValue list;

  switch (self->call)
    {
    case PARAFA_ETRANSPORT_UPLOAD:
      self->index = dup_member (root, "index_incarcare");
      self->uit = dup_member (root, "UIT");
      self->reference = dup_member (root, "ref_declarant");
      self->warning = dup_member (root, "atentie");
      return self->index != NULL;
    case PARAFA_ETRANSPORT_STATE:
      stare = dup_member (root, "stare");
      self->state = read_state (stare);
      return self->state != PARAFA_ETRANSPORT_STATE_NONE;
    case PARAFA_ETRANSPORT_LIST:
      if (!parafa_json_find (root, "mesaje", &list) || list.kind != PARAFA_JSON_ARRAY)
        return FALSE;
      read_records (self, &list);
      return TRUE;
    case PARAFA_ETRANSPORT_INFO:
    case PARAFA_ETRANSPORT_DOWNLOAD:
    default:
      return FALSE;
    }
}

static ParafaEtransportOutcome
read_object (ParafaEtransportAnswer *self, const ParafaJsonValue *root)
{
  g_auto (GStrv) errors = read_errors (root);

  self->trace = dup_member (root, "trace_id");
  if (read_result (self, root))
    {
      g_strfreev (self->errors);
      self->errors = g_steal_pointer (&errors);
      return PARAFA_ETRANSPORT_DONE;
    }
  if (self->status == 404 || self->status == 400)
    return PARAFA_ETRANSPORT_NOT_FOUND;
  if (errors[0] == NULL)
    return PARAFA_ETRANSPORT_STRANGE;
  g_strfreev (self->errors);
  self->errors = g_steal_pointer (&errors);
  if (self->call != PARAFA_ETRANSPORT_UPLOAD && says_nothing_there (self->errors[0]))
    return PARAFA_ETRANSPORT_NOTHING;
  self->problem = find_problem (self->errors[0]);
  return PARAFA_ETRANSPORT_REFUSED;
}

static gboolean
is_page (const char *body, gsize length)
{
  static const char *const starts[] = { "<!doctype html", "<html", "<head" };
  const char *at = body;

  while (at < body + length && g_ascii_isspace (*at))
    at++;
  length -= (gsize) (at - body);
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length >= strlen (starts[i]) &&
        g_ascii_strncasecmp (at, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

static ParafaEtransportOutcome
read_body (ParafaEtransportAnswer *self, const char *body, gsize length)
{
  const char *problem;
  gsize offset;
  ParafaJsonValue root;

  if (is_page (body, length))
    return PARAFA_ETRANSPORT_PAGE;
  if (length == 0 || !parafa_json_check (body, length, PARAFA_JSON_LENIENT, &problem, &offset))
    {
      if (self->call != PARAFA_ETRANSPORT_DOWNLOAD || length == 0 || self->status != 200)
        return self->status == 404 ? PARAFA_ETRANSPORT_NOT_FOUND : PARAFA_ETRANSPORT_STRANGE;
      self->file = g_bytes_new (body, length);
      return PARAFA_ETRANSPORT_DONE;
    }
  parafa_json_get_root (body, length, &root);
  if (root.kind == PARAFA_JSON_ARRAY && self->call == PARAFA_ETRANSPORT_INFO)
    {
      read_records (self, &root);
      return self->records->len > 0 ? PARAFA_ETRANSPORT_DONE : PARAFA_ETRANSPORT_NOTHING;
    }
  return root.kind == PARAFA_JSON_OBJECT ? read_object (self, &root) : PARAFA_ETRANSPORT_STRANGE;
}

static void
keep_text (ParafaEtransportAnswer *self, const char *body, gsize length)
{
  g_autofree char *start = NULL;

  g_free (self->text);
  if (self->file != NULL || self->outcome == PARAFA_ETRANSPORT_PAGE)
    {
      self->text = g_strdup ("");
      return;
    }
  start = g_utf8_make_valid (body, (gssize) MIN (length, MAX_TEXT_BYTES));
  self->text = parafa_redact_text (start);
}

/**
 * parafa_etransport_answer_new:
 * @call: which call it answers
 * @status: the HTTP status
 * @body: the body; it need not end with NUL
 * @length: its length in bytes
 *
 * Reads an answer, by what it says and not by its type: errors come with status 200, JSON comes as text/plain, pages
 * come with status 200, and numbers come as texts (e-Transport API, 2024). Anything can be read: what makes no sense
 * has an outcome of its own. Pure: may be called on any thread.
 *
 * Returns: (transfer full): the answer
 */
ParafaEtransportAnswer *
parafa_etransport_answer_new (ParafaEtransportCall call,
                              guint status,
                              const char *body,
                              gsize length)
{
  ParafaEtransportAnswer *self;

  g_return_val_if_fail (body != NULL || length == 0, NULL);

  self = g_atomic_rc_box_new0 (ParafaEtransportAnswer);
  self->call = call;
  self->status = status;
  self->errors = g_new0 (char *, 1);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_etransport_record_free);
  if (status == 401)
    self->outcome = PARAFA_ETRANSPORT_UNAUTHORIZED;
  else if (status == 403)
    self->outcome = PARAFA_ETRANSPORT_FORBIDDEN;
  else if (status == 429)
    self->outcome = PARAFA_ETRANSPORT_LIMITED;
  else if (status >= 500)
    self->outcome = PARAFA_ETRANSPORT_SERVER;
  else if (status >= 300 && status < 400)
    self->outcome = PARAFA_ETRANSPORT_PAGE;
  else
    self->outcome = read_body (self, body != NULL ? body : "", length);
  keep_text (self, body != NULL ? body : "", length);
  return self;
}

/**
 * parafa_etransport_answer_ref:
 * @self: an answer
 *
 * Returns: (transfer full): the same answer
 */
ParafaEtransportAnswer *
parafa_etransport_answer_ref (ParafaEtransportAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * parafa_etransport_answer_unref:
 * @self: (transfer full): an answer
 *
 * Drops a reference.
 */
void
parafa_etransport_answer_unref (ParafaEtransportAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, answer_clear);
}

/**
 * parafa_etransport_answer_leaves_doubt:
 * @self: an answer to an upload
 *
 * Whether the declaration may have been taken in although the answer does not say so. It must then be looked for in
 * the list before it is sent again.
 *
 * Returns: whether it may
 */
gboolean
parafa_etransport_answer_leaves_doubt (const ParafaEtransportAnswer *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  switch (self->outcome)
    {
    case PARAFA_ETRANSPORT_DONE:
    case PARAFA_ETRANSPORT_UNAUTHORIZED:
    case PARAFA_ETRANSPORT_FORBIDDEN:
    case PARAFA_ETRANSPORT_LIMITED:
    case PARAFA_ETRANSPORT_NOT_FOUND:
      return FALSE;
    case PARAFA_ETRANSPORT_REFUSED:
      return self->problem == PARAFA_ETRANSPORT_PROBLEM_TECHNICAL ||
             self->problem == PARAFA_ETRANSPORT_PROBLEM_OTHER;
    case PARAFA_ETRANSPORT_NOTHING:
    case PARAFA_ETRANSPORT_SERVER:
    case PARAFA_ETRANSPORT_PAGE:
    case PARAFA_ETRANSPORT_STRANGE:
    default:
      return TRUE;
    }
}
