/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-filings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FIRST_INDEX (G_GINT64_CONSTANT (5000000001))
#define MINUTE_US (60 * G_USEC_PER_SEC)

static void
filing_free (gpointer data)
{
  ParafaSimFiling *self = data;

  g_free (self->cif);
  g_free (self->hash);
  g_free (self->body);
  g_free (self->uit);
  parafa_declaration_free (self->declaration);
  parafa_xml_document_unref (self->document);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * parafa_sim_filings_new:
 * @dir: (nullable): the state folder; %NULL to keep nothing
 *
 * Returns: (transfer full): a tax office with ANAF's limits (e-Transport API, 2024);
 *   parafa_sim_filings_read() reads what was filed before
 */
ParafaSimFilings *
parafa_sim_filings_new (const char *dir)
{
  ParafaSimFilings *self = g_new0 (ParafaSimFilings, 1);

  self->dir = dir != NULL ? g_build_filename (dir, "etransport", NULL) : NULL;
  self->per_minute = 1000;
  self->states_per_day = 100;
  self->lists_per_day = 1000;
  self->processing_s = 2;
  self->filings = g_ptr_array_new_with_free_func (filing_free);
  self->by_hash = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->minute = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * parafa_sim_filings_free:
 * @self: (nullable) (transfer full): filings
 */
void
parafa_sim_filings_free (ParafaSimFilings *self)
{
  if (self == NULL)
    return;
  g_free (self->dir);
  g_strfreev (self->rights);
  g_ptr_array_unref (self->filings);
  g_hash_table_unref (self->by_hash);
  g_hash_table_unref (self->asked);
  g_array_unref (self->minute);
  g_free (self);
}

/**
 * parafa_sim_filings_may:
 * @self: filings
 * @cif: a company
 *
 * Returns: whether the certificate may act for it
 */
gboolean
parafa_sim_filings_may (const ParafaSimFilings *self, const char *cif)
{
  return self->rights == NULL || g_strv_contains ((const char *const *) self->rights, cif);
}

/**
 * parafa_sim_filings_has_company:
 * @self: filings
 *
 * Returns: whether the certificate may act for any company
 */
gboolean
parafa_sim_filings_has_company (const ParafaSimFilings *self)
{
  return self->rights == NULL || self->rights[0] != NULL;
}

/**
 * parafa_sim_filings_count_request:
 * @self: filings
 * @now_us: a clock that only goes forward, in microseconds
 *
 * Counts one request. Refused ones do not fill the minute.
 *
 * Returns: whether it is within the limit of the last 60 seconds
 */
gboolean
parafa_sim_filings_count_request (ParafaSimFilings *self, gint64 now_us)
{
  guint old = 0;

  self->n_requests++;
  while (old < self->minute->len && g_array_index (self->minute, gint64, old) <= now_us - MINUTE_US)
    old++;
  if (old > 0)
    g_array_remove_range (self->minute, 0, old);
  if (self->minute->len >= self->per_minute)
    {
      self->n_refused++;
      return FALSE;
    }
  g_array_append_val (self->minute, now_us);
  self->busiest_minute = MAX (self->busiest_minute, (gint64) self->minute->len);
  return TRUE;
}

/**
 * parafa_sim_filings_count_question:
 * @self: filings
 * @what: what was asked
 * @now_s: Unix seconds
 * @limit: how often it may be asked in a day
 *
 * Returns: whether it was asked less often today
 */
gboolean
parafa_sim_filings_count_question (ParafaSimFilings *self,
                                   const char *what,
                                   gint64 now_s,
                                   gint64 limit)
{
  g_autofree char *key = NULL;
  gint64 times;
  GDate today;

  parafa_romania_get_today (now_s, &today);
  key = g_strdup_printf ("%s:%u", what, g_date_get_julian (&today));
  times = GPOINTER_TO_INT (g_hash_table_lookup (self->asked, key));

  if (times >= limit)
    return FALSE;
  g_hash_table_insert (self->asked, g_steal_pointer (&key), GINT_TO_POINTER ((int) times + 1));
  return TRUE;
}

/**
 * parafa_sim_uit_new:
 * @number: any number; each has its own code
 *
 * Returns: (transfer full): a well-formed UIT with its check digits (ANAF e-Transport, rule BR-019)
 */
char *
parafa_sim_uit_new (gint64 number)
{
  static const char letters[] = "0123456789ACDEFHJKLMNPQRTUVWXY";
  guint64 rest = (guint64) number * G_GUINT64_CONSTANT (2654435761);
  char uit[17];
  guint sum = 0;

  for (guint i = 0; i < 14; i++)
    {
      uit[i] = letters[rest % 30];
      rest /= 30;
      sum += (guchar) uit[i];
    }
  g_snprintf (uit + 14, 3, "%02u", sum % 100);
  return g_strdup (uit);
}

static gboolean
knows_uit (const ParafaSimFilings *self, const ParafaSimFiling *about)
{
  for (guint i = self->filings->len; i > 0; i--)
    {
      const ParafaSimFiling *filing = self->filings->pdata[i - 1];

      if (filing->problems->len == 0 && filing->production == about->production &&
          g_str_equal (filing->cif, about->cif) &&
          g_str_equal (filing->uit, about->declaration->uit))
        return TRUE;
    }
  return FALSE;
}

/* The layout of the rule engine's messages, as clients of ANAF read it */
static char *
format_problem (const ParafaFinding *finding)
{
  g_autofree char *message = parafa_finding_dup_message (finding);

  return g_strdup_printf ("tipAssert=%s; codEroare=%s; localizareEroare=%s; textEroare=[%s]-%s; "
                          "expresieValidata=",
                          "fatal", finding->rule, finding->path != NULL ? finding->path : "/",
                          finding->rule, message);
}

static void
judge (const ParafaSimFilings *self, ParafaSimFiling *filing, ParafaEtransportCheck *check)
{
  GPtrArray *findings = parafa_etransport_check_get_findings (check);

  for (guint i = 0; i < findings->len; i++)
    {
      const ParafaFinding *finding = findings->pdata[i];

      if (finding->severity == PARAFA_FINDING_ERROR)
        g_ptr_array_add (filing->problems, format_problem (finding));
    }
  if (filing->declaration->uit != NULL && filing->problems->len == 0 && !knows_uit (self, filing))
    g_ptr_array_add (filing->problems, g_strdup ("UIT-ul nu poate fi identificat."));
}

static const ParafaSimFiling *
take (ParafaSimFilings *self,
      const char *cif,
      gboolean production,
      const char *body,
      gsize length,
      ParafaEtransportCheck *check,
      gint64 now_s)
{
  ParafaSimFiling *filing = g_new0 (ParafaSimFiling, 1);
  int times;

  filing->index = FIRST_INDEX + self->filings->len;
  filing->production = production;
  filing->cif = g_strdup (cif);
  filing->body = g_memdup2 (body, length);
  filing->body_length = length;
  filing->hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) body, length);
  filing->document = parafa_xml_document_ref (parafa_etransport_check_get_document (check));
  filing->declaration = parafa_declaration_new (parafa_xml_document_get_root (filing->document));
  filing->problems = g_ptr_array_new_with_free_func (g_free);
  filing->taken_at_s = now_s;
  judge (self, filing, check);
  filing->uit = filing->declaration->uit != NULL ? g_strdup (filing->declaration->uit)
                                                 : parafa_sim_uit_new (filing->index);
  g_ptr_array_add (self->filings, filing);
  times = GPOINTER_TO_INT (g_hash_table_lookup (self->by_hash, filing->hash));
  g_hash_table_insert (self->by_hash, g_strdup (filing->hash), GINT_TO_POINTER (times + 1));
  return filing;
}

/* -- the folder: one file a declaration, its name says the rest -- */

static char *
get_path (const ParafaSimFilings *self, gint64 index)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, self->dir, index);
}

/* Whether another server has given this index out meanwhile */
static gboolean
read_one (ParafaSimFilings *self)
{
  g_autofree char *path = get_path (self, FIRST_INDEX + self->filings->len);
  g_autoptr (ParafaEtransportCheck) check = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) head = NULL;
  gsize length;
  char *body;
  GDate today;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  body = memchr (text, '\n', length);
  if (body == NULL)
    return FALSE;
  *body++ = '\0';
  head = g_strsplit (text, " ", -1);
  if (g_strv_length (head) != 3)
    return FALSE;
  length -= (gsize) (body - text);
  parafa_romania_get_today (g_ascii_strtoll (head[2], NULL, 10), &today);
  bytes = g_bytes_new_static (body, length);
  check = parafa_etransport_check_new (bytes, &today);
  if (parafa_etransport_check_get_kind (check) == NULL)
    return FALSE;
  take (self, head[0], g_str_equal (head[1], "prod"), body, length, check,
        g_ascii_strtoll (head[2], NULL, 10));
  return TRUE;
}

/* The file is made under its own name only once it is whole, and by one server only */
static gboolean
write_one (const ParafaSimFilings *self, const ParafaSimFiling *filing)
{
  g_autofree char *path = get_path (self, filing->index);
  g_autofree char *whole = g_strdup_printf ("%s.%d", path, (int) getpid ());
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean written;

  g_string_printf (text, "%s %s %" G_GINT64_FORMAT "\n", filing->cif,
                   filing->production ? "prod" : "test", filing->taken_at_s);
  g_string_append_len (text, filing->body, (gssize) filing->body_length);
  g_mkdir (self->dir, 0700);
  /* practice: not worth waiting for the disk */
  if (!g_file_set_contents_full (whole, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_NONE,
                                 0600, NULL))
    return TRUE;
  written = link (whole, path) == 0 || errno != EEXIST;
  g_unlink (whole);
  return written;
}

/**
 * parafa_sim_filings_read:
 * @self: filings
 *
 * Reads what other servers on the same state folder have taken in since.
 */
void
parafa_sim_filings_read (ParafaSimFilings *self)
{
  while (self->dir != NULL && read_one (self))
    continue;
}

/**
 * parafa_sim_filings_forget:
 * @self: filings
 *
 * Forgets what was filed, on the disk too.
 */
void
parafa_sim_filings_forget (ParafaSimFilings *self)
{
  parafa_sim_filings_read (self);
  for (guint i = 0; self->dir != NULL && i < self->filings->len; i++)
    {
      g_autofree char *path = get_path (self, FIRST_INDEX + i);

      g_unlink (path);
    }
  g_ptr_array_set_size (self->filings, 0);
  g_hash_table_remove_all (self->by_hash);
}

/**
 * parafa_sim_filings_add:
 * @self: filings
 * @cif: for which company
 * @production: whether to the production system
 * @body: the file
 * @length: its length in bytes
 * @check: its judgement; it keeps to the schema
 * @now_s: Unix seconds
 *
 * Takes a declaration in. As far as is known ANAF takes the same file as often as it is sent.
 *
 * Returns: (transfer none): how it is kept
 */
const ParafaSimFiling *
parafa_sim_filings_add (ParafaSimFilings *self,
                        const char *cif,
                        gboolean production,
                        const char *body,
                        gsize length,
                        ParafaEtransportCheck *check,
                        gint64 now_s)
{
  for (;;)
    {
      const ParafaSimFiling *filing;
      int times;

      parafa_sim_filings_read (self);
      filing = take (self, cif, production, body, length, check, now_s);
      if (self->dir == NULL || write_one (self, filing))
        return filing;
      /* another server was quicker: its declaration comes first */
      times = GPOINTER_TO_INT (g_hash_table_lookup (self->by_hash, filing->hash));
      g_hash_table_insert (self->by_hash, g_strdup (filing->hash), GINT_TO_POINTER (times - 1));
      g_ptr_array_set_size (self->filings, (int) self->filings->len - 1);
    }
}

/**
 * parafa_sim_filings_find:
 * @self: filings
 * @index: an index that was given out
 *
 * Returns: (transfer none) (nullable): what was filed under it
 */
const ParafaSimFiling *
parafa_sim_filings_find (const ParafaSimFilings *self, gint64 index)
{
  if (index < FIRST_INDEX || index >= FIRST_INDEX + (gint64) self->filings->len)
    return NULL;
  return self->filings->pdata[index - FIRST_INDEX];
}

/**
 * parafa_sim_filings_is_ready:
 * @self: filings
 * @filing: one of them
 * @now_s: Unix seconds
 *
 * Returns: whether it is no more `in prelucrare`
 */
gboolean
parafa_sim_filings_is_ready (const ParafaSimFilings *self,
                             const ParafaSimFiling *filing,
                             gint64 now_s)
{
  return now_s >= filing->taken_at_s + self->processing_s;
}

/**
 * parafa_sim_filings_is_about:
 * @self: filings
 * @filing: one of them
 * @notice: another, which is a notice
 * @now_s: Unix seconds
 *
 * Returns: whether @filing was filed to the UIT of @notice, and counts
 */
gboolean
parafa_sim_filings_is_about (const ParafaSimFilings *self,
                             const ParafaSimFiling *filing,
                             const ParafaSimFiling *notice,
                             gint64 now_s)
{
  return filing->declaration->kind != PARAFA_DECLARATION_NOTICE && filing->problems->len == 0 &&
         filing->production == notice->production && g_str_equal (filing->cif, notice->cif) &&
         g_str_equal (filing->uit, notice->uit) &&
         parafa_sim_filings_is_ready (self, filing, now_s);
}

/**
 * parafa_sim_filings_find_last:
 * @self: filings
 * @notice: one of them
 * @kind: a correction, a deletion, a confirmation or a change of the vehicle
 * @now_s: Unix seconds
 *
 * Returns: (transfer none) (nullable): the last of @kind that was filed to the UIT of @notice, and counts
 */
const ParafaSimFiling *
parafa_sim_filings_find_last (const ParafaSimFilings *self,
                              const ParafaSimFiling *notice,
                              ParafaDeclarationKind kind,
                              gint64 now_s)
{
  for (guint i = self->filings->len; i > 0; i--)
    {
      const ParafaSimFiling *filing = self->filings->pdata[i - 1];

      if (filing->declaration->kind == kind &&
          parafa_sim_filings_is_about (self, filing, notice, now_s))
        return filing;
    }
  return NULL;
}
