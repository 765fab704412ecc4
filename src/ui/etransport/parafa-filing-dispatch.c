/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-dispatch.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-answer.h"
#include "parafa-filing-words.h"

/* The question → each draft into the archive; the same file twice is asked about → the end */
typedef struct
{
  GtkWindow *parent;          /* (weak) (nullable) */
  ParafaFilings *filings;     /* (owned) */
  ParafaCompanies *companies; /* (owned) (nullable) */
  char *profile;              /* (owned) */
  GPtrArray *drafts;          /* (owned) (element-type ParafaFilingDraft) */
  ParafaFilingSystem system;
  guint at;
  guint n_queued;
  ParafaFilingDispatchFunc func;
  gpointer user_data;
} Dispatch;

static void submit (Dispatch *dispatch, gboolean allow_same);

static void
end (Dispatch *dispatch, const GError *error)
{
  /* whoever asked may be gone by now; what was confirmed is sent all the same */
  if (dispatch->n_queued > 0)
    parafa_filings_start (dispatch->filings);
  dispatch->func (dispatch->n_queued, error, dispatch->user_data);
  g_clear_weak_pointer (&dispatch->parent);
  g_object_unref (dispatch->filings);
  g_clear_object (&dispatch->companies);
  g_ptr_array_unref (dispatch->drafts);
  g_free (dispatch->profile);
  g_free (dispatch);
}

static void
submit_next (Dispatch *dispatch)
{
  dispatch->at++;
  if (dispatch->at < dispatch->drafts->len)
    submit (dispatch, FALSE);
  else
    end (dispatch, NULL);
}

static GtkWidget *
make_question (Dispatch *dispatch, const char *heading, const char *body, const char *verb)
{
  GtkWidget *dialog = adw_message_dialog_new (dispatch->parent, heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "send",
                                    verb, NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

static void
on_same_answered (const char *response, gpointer user_data)
{
  Dispatch *dispatch = user_data;

  if (g_strcmp0 (response, "send") == 0)
    submit (dispatch, TRUE);
  else
    submit_next (dispatch);
}

/* @earlier may be gone by now */
static char *
describe_same (const ParafaFilingDraft *draft, const ParafaFilingRecord *earlier)
{
  if (earlier != NULL && earlier->hash != NULL && g_strcmp0 (earlier->hash, draft->hash) != 0)
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_ ("“%s” is a declaration that was filed before, saved differently, "
                               "for the same company and to the same system. Filed again, there "
                               "are two declarations with two UITs."),
                            draft->file_name);
  /* Translators: %s is the name of a file */
  return g_strdup_printf (_ ("“%s” was filed before, for the same company and to "
                             "the same system. Filed again, there "
                             "are two declarations with two UITs."),
                          draft->file_name);
}

static void
ask_same (Dispatch *dispatch, const ParafaFilingRecord *earlier)
{
  const ParafaFilingDraft *draft = dispatch->drafts->pdata[dispatch->at];
  g_autofree char *body = describe_same (draft, earlier);
  GtkWidget *dialog;

  if (dispatch->parent == NULL)
    {
      submit_next (dispatch);
      return;
    }
  dialog = make_question (dispatch, _ ("File it a second time?"), body, _ ("File _Again"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_DESTRUCTIVE);
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), on_same_answered, dispatch);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
earlier_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingRecord) earlier =
      parafa_archive_get_finish (PARAFA_ARCHIVE (source), result, NULL);

  ask_same (user_data, earlier);
}

static void
submitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Dispatch *dispatch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaFilingRecord) record =
      parafa_filings_submit_finish (PARAFA_FILINGS (source), result, &error);

  if (record != NULL)
    {
      dispatch->n_queued++;
      submit_next (dispatch);
    }
  else if (g_error_matches (error, PARAFA_ARCHIVE_ERROR, PARAFA_ARCHIVE_ERROR_SAME))
    parafa_archive_get_async (parafa_filings_get_archive (dispatch->filings),
                              g_ascii_strtoll (error->message, NULL, 10), NULL, earlier_ready,
                              dispatch);
  else
    end (dispatch, error);
}

static void
submit (Dispatch *dispatch, gboolean allow_same)
{
  ParafaFilingDraft *draft = dispatch->drafts->pdata[dispatch->at];

  parafa_filings_submit_async (dispatch->filings, dispatch->profile, dispatch->system,
                               draft->declaration->declarant, draft, allow_same, NULL, submitted,
                               dispatch);
}

static void
on_answered (const char *response, gpointer user_data)
{
  Dispatch *dispatch = user_data;

  if (g_strcmp0 (response, "send") == 0)
    submit (dispatch, FALSE);
  else
    end (dispatch, NULL);
}

/* What it is, one line a declaration; only the first ones of many */
static char *
describe (Dispatch *dispatch, gboolean name_companies)
{
  const guint most = 6;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (dispatch->drafts->len, most); i++)
    {
      const ParafaFilingDraft *draft = dispatch->drafts->pdata[i];
      const ParafaDeclaration *declaration = draft->declaration;

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                              parafa_filing_words_describe_kind (declaration->kind));
      if (name_companies)
        {
          g_autofree char *company =
              parafa_filing_words_name_company (dispatch->companies, declaration->declarant);

          g_string_append_printf (text, " · %s", company);
        }
      if (declaration->partner_name != NULL)
        g_string_append_printf (text, " · %s", declaration->partner_name);
      if (declaration->vehicle != NULL)
        g_string_append_printf (text, " · %s", declaration->vehicle);
      if (declaration->uit != NULL)
        g_string_append_printf (text, " · %s", declaration->uit);
    }
  if (dispatch->drafts->len > most)
    {
      guint more = dispatch->drafts->len - most;

      g_string_append_c (text, '\n');
      /* Translators: below the first ones of a list */
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", more), more);
    }
  if (dispatch->system == PARAFA_FILING_PRODUCTION)
    g_string_append_printf (text, "\n\n%s",
                            _ ("What is filed counts. It cannot be taken back, "
                               "only corrected or deleted with another filing."));
  return g_string_free (text, FALSE);
}

static gboolean
are_ready (GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++)
    if (!parafa_filing_draft_is_ready (drafts->pdata[i]))
      return FALSE;
  return drafts->len > 0;
}

/* The company of all of them, or how many companies there are */
static char *
describe_companies (GPtrArray *drafts, ParafaCompanies *names, gboolean *several)
{
  g_autoptr (GHashTable) companies = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < drafts->len; i++)
    g_hash_table_add (companies,
                      ((const ParafaFilingDraft *) drafts->pdata[i])->declaration->declarant);
  *several = g_hash_table_size (companies) > 1;
  if (*several)
    return g_strdup_printf (ngettext ("%u company", "%u companies", g_hash_table_size (companies)),
                            g_hash_table_size (companies));
  return parafa_filing_words_name_company (names, ((const ParafaFilingDraft *) drafts->pdata[0])
                                                      ->declaration->declarant);
}

/**
 * parafa_filing_dispatch_ask:
 * @parent: the window
 * @filings: where they wait
 * @companies: (nullable): who knows the names of companies
 * @profile: id of the profile whose token files them
 * @system: where to
 * @drafts: (element-type ParafaFilingDraft): all of them without errors
 * @func: (scope async): called at the end
 * @user_data: for @func
 *
 * What is confirmed waits on the disk, and the sender is started, which takes it from there.
 */
void
parafa_filing_dispatch_ask (GtkWindow *parent,
                            ParafaFilings *filings,
                            ParafaCompanies *companies,
                            const char *profile,
                            ParafaFilingSystem system,
                            GPtrArray *drafts,
                            ParafaFilingDispatchFunc func,
                            gpointer user_data)
{
  Dispatch *dispatch;
  GtkWidget *dialog;
  g_autofree char *heading = NULL;
  g_autofree char *company = NULL;
  g_autofree char *body = NULL;
  gboolean several;

  if (!are_ready (drafts))
    {
      func (0, NULL, user_data);
      return;
    }
  dispatch = g_new0 (Dispatch, 1);
  g_set_weak_pointer (&dispatch->parent, parent);
  dispatch->filings = g_object_ref (filings);
  g_set_object (&dispatch->companies, companies);
  dispatch->profile = g_strdup (profile);
  dispatch->system = system;
  dispatch->drafts = g_ptr_array_ref (drafts);
  dispatch->func = func;
  dispatch->user_data = user_data;
  company = describe_companies (drafts, companies, &several);
  /* Translators: how many, then a company's name and CIF, then test, production or practice */
  heading = g_strdup_printf (ngettext ("Send %u declaration for %s to %s?",
                                       "Send %u declarations for %s to %s?", drafts->len),
                             drafts->len, company, parafa_filing_words_name_system (system));
  body = describe (dispatch, several);
  dialog = make_question (dispatch, heading, body, _ ("_Send"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_SUGGESTED);
  /* the first answer counts: nothing is filed twice because a button was */
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), on_answered, dispatch);
  gtk_window_present (GTK_WINDOW (dialog));
}
