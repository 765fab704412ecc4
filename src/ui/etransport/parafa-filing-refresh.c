/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-refresh.h"

#include <glib/gi18n.h>

#include "parafa-company-dialog.h"
#include "parafa-error-text.h"
#include "parafa-filing-words.h"

/* Which companies → one question after the other → the end */
typedef struct
{
  GtkWindow *parent;         /* (weak) (nullable) */
  ParafaFilings *filings;    /* (owned) */
  char *profile;             /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *left;           /* (owned) (element-type utf8): CIFs, those left to ask */
  char *trouble;             /* (owned) (nullable) */
  guint days;
  guint n_asked;
  guint n_entries;
  ParafaFilingSystem system;
  ParafaFilingRefreshFunc func;
  gpointer user_data;
} Refresh;

static void ask_next (Refresh *refresh);

static void
end (Refresh *refresh)
{
  refresh->func (refresh->trouble, refresh->n_asked, refresh->n_entries, refresh->user_data);
  g_clear_weak_pointer (&refresh->parent);
  g_object_unref (refresh->filings);
  g_object_unref (refresh->cancellable);
  g_ptr_array_unref (refresh->left);
  g_free (refresh->profile);
  g_free (refresh->trouble);
  g_free (refresh);
}

/**
 * parafa_filing_refresh_describe_answer:
 * @answer: of the list, or of what one carries
 *
 * Returns: (transfer full) (nullable): what went wrong, for people; %NULL when nothing did
 */
char *
parafa_filing_refresh_describe_answer (const ParafaEtransportAnswer *answer)
{
  switch (answer->outcome)
    {
    case PARAFA_ETRANSPORT_DONE:
    case PARAFA_ETRANSPORT_NOTHING:
      return NULL;
    case PARAFA_ETRANSPORT_UNAUTHORIZED:
      return g_strdup (_ ("ANAF does not take the token. Renew it, then ask again."));
    case PARAFA_ETRANSPORT_FORBIDDEN:
      return g_strdup (_ ("ANAF does not let this application use e-Transport."));
    case PARAFA_ETRANSPORT_LIMITED:
      return g_strdup (_ ("ANAF was asked too often. Ask again in a minute."));
    case PARAFA_ETRANSPORT_REFUSED:
      if (answer->errors[0] != NULL)
        return g_strdup (answer->errors[0]);
      break;
    case PARAFA_ETRANSPORT_NOT_FOUND:
    case PARAFA_ETRANSPORT_SERVER:
    case PARAFA_ETRANSPORT_PAGE:
    case PARAFA_ETRANSPORT_STRANGE:
    default:
      break;
    }
  return g_strdup (_ ("ANAF did not give its list. What is shown is what this computer knows."));
}

static void
list_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Refresh *refresh = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_fetch_list_finish (PARAFA_FILINGS (source), result, &error);

  refresh->n_asked++;
  if (answer != NULL)
    {
      g_autofree char *said = parafa_filing_refresh_describe_answer (answer);

      refresh->n_entries += answer->outcome == PARAFA_ETRANSPORT_DONE ? answer->records->len : 0;
      /* what one company was refused is not forgotten because another was answered */
      if (said != NULL)
        {
          g_free (refresh->trouble);
          refresh->trouble = g_steal_pointer (&said);
        }
    }
  else if (error->domain == PARAFA_ARCHIVE_ERROR)
    refresh->trouble = g_strdup (parafa_filing_words_describe_archive (error));
  else
    refresh->trouble = g_strdup (parafa_error_text_for_error (error)->title);
  /* what stops one stops the others, but for a right that is missing */
  if (answer == NULL ||
      (answer->outcome != PARAFA_ETRANSPORT_DONE && answer->outcome != PARAFA_ETRANSPORT_NOTHING &&
       answer->outcome != PARAFA_ETRANSPORT_REFUSED))
    end (refresh);
  else
    ask_next (refresh);
}

static void
ask_next (Refresh *refresh)
{
  g_autofree char *cif = NULL;

  if (refresh->left->len == 0 || g_cancellable_is_cancelled (refresh->cancellable))
    {
      end (refresh);
      return;
    }
  cif = g_ptr_array_steal_index (refresh->left, refresh->left->len - 1);
  parafa_filings_fetch_list_async (refresh->filings, refresh->profile, refresh->system, cif,
                                   refresh->days, refresh->cancellable, list_fetched, refresh);
}

static void
on_added (const char *cif, gpointer user_data)
{
  Refresh *refresh = user_data;

  if (cif != NULL)
    g_ptr_array_add (refresh->left, g_strdup (cif));
  ask_next (refresh);
}

static void
take_companies (Refresh *refresh, ParafaCompanies *companies)
{
  GListModel *model = parafa_companies_get_model (companies);
  g_auto (GStrv) chosen = parafa_companies_get_chosen (companies);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ParafaCompany) company = g_list_model_get_item (model, i);

      if (chosen == NULL || parafa_company_is_chosen (company))
        g_ptr_array_add (refresh->left, g_strdup (parafa_company_get_cif (company)));
    }
}

/**
 * parafa_filing_refresh:
 * @parent: (nullable): the window a question belongs to; without one nothing is asked
 * @filings: whose archive takes the answer
 * @profile: id of the profile whose token is used
 * @system: which system
 * @companies: those of the profile
 * @days: how many days back, 1 to 60
 * @cancellable: to stop it
 * @func: (scope async): called at the end
 * @user_data: for @func
 *
 * Merges ANAF's list into the archive, one company after the other. While no company is known, the person adds one.
 */
void
parafa_filing_refresh (GtkWindow *parent,
                       ParafaFilings *filings,
                       const char *profile,
                       ParafaFilingSystem system,
                       ParafaCompanies *companies,
                       guint days,
                       GCancellable *cancellable,
                       ParafaFilingRefreshFunc func,
                       gpointer user_data)
{
  Refresh *refresh;

  g_return_if_fail (PARAFA_IS_COMPANIES (companies));
  g_return_if_fail (days >= 1 && days <= 60);

  refresh = g_new0 (Refresh, 1);
  g_set_weak_pointer (&refresh->parent, parent);
  refresh->filings = g_object_ref (filings);
  refresh->profile = g_strdup (profile);
  refresh->system = system;
  refresh->days = days;
  refresh->cancellable = g_object_ref (cancellable);
  refresh->left = g_ptr_array_new_with_free_func (g_free);
  refresh->func = func;
  refresh->user_data = user_data;
  take_companies (refresh, companies);
  if (refresh->left->len == 0 && parent != NULL)
    parafa_company_dialog_present (parent, companies, NULL, on_added, refresh);
  else
    ask_next (refresh);
}
