/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-refresh.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-error-text.h"
#include "parafa-filing-words.h"

/* ANAF's list goes back so far (e-Transport API, 2024) */
#define DAYS 60

/* Which companies → one question after the other → the end */
typedef struct
{
  GtkWindow *parent;         /* (weak) (nullable) */
  ParafaFilings *filings;    /* (owned) */
  char *profile;             /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *companies;      /* (owned) (element-type utf8): CIFs, those left to ask */
  char *trouble;             /* (owned) (nullable) */
  GtkEditable *entry;        /* (unowned) (nullable): in the question */
  ParafaFilingSystem system;
  ParafaFilingRefreshFunc func;
  gpointer user_data;
} Refresh;

static void ask_next (Refresh *refresh);

static void
end (Refresh *refresh)
{
  refresh->func (refresh->trouble, refresh->user_data);
  g_clear_weak_pointer (&refresh->parent);
  g_object_unref (refresh->filings);
  g_object_unref (refresh->cancellable);
  g_ptr_array_unref (refresh->companies);
  g_free (refresh->profile);
  g_free (refresh->trouble);
  g_free (refresh);
}

static char *
describe_answer (const ParafaEtransportAnswer *answer)
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

  if (answer != NULL)
    refresh->trouble = describe_answer (answer);
  else if (error->domain == PARAFA_ARCHIVE_ERROR)
    refresh->trouble = g_strdup (parafa_filing_words_describe_archive (error));
  else
    refresh->trouble = g_strdup (parafa_error_text_for_error (error)->title);
  /* what stops one stops the others, but for a right that is missing */
  if (refresh->trouble != NULL && (answer == NULL || answer->outcome != PARAFA_ETRANSPORT_REFUSED))
    end (refresh);
  else
    ask_next (refresh);
}

static void
ask_next (Refresh *refresh)
{
  g_autofree char *cif = NULL;

  if (refresh->companies->len == 0 || g_cancellable_is_cancelled (refresh->cancellable))
    {
      end (refresh);
      return;
    }
  cif = g_ptr_array_steal_index (refresh->companies, refresh->companies->len - 1);
  g_clear_pointer (&refresh->trouble, g_free);
  parafa_filings_fetch_list_async (refresh->filings, refresh->profile, refresh->system, cif, DAYS,
                                   refresh->cancellable, list_fetched, refresh);
}

static gboolean
is_cif (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return text[length] == '\0' && length >= 2 && length <= 13;
}

static void
on_answered (Refresh *refresh, const char *response, GtkWidget *dialog)
{
  g_autofree char *cif = g_strstrip (g_strdup (gtk_editable_get_text (refresh->entry)));

  g_signal_handlers_disconnect_by_data (dialog, refresh);
  if (g_strcmp0 (response, "ask") == 0 && is_cif (cif))
    g_ptr_array_add (refresh->companies, g_steal_pointer (&cif));
  ask_next (refresh);
}

static void
on_typed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *cif = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "ask", is_cif (cif));
}

static void
ask_company (Refresh *refresh)
{
  GtkWidget *dialog =
      adw_message_dialog_new (refresh->parent, _ ("Ask for which company?"),
                              _ ("ANAF lists what was filed for one company in the last 60 days."));
  GtkWidget *entry = gtk_entry_new ();

  refresh->entry = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("CIF, digits only"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("CIF"),
                                  -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "ask",
                                    _ ("_Ask"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "ask",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "ask", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "ask");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (on_typed), dialog);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_answered), refresh);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
companies_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Refresh *refresh = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, &error);

  if (records == NULL)
    {
      refresh->trouble = g_strdup (parafa_filing_words_describe_archive (error));
      end (refresh);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    {
      const char *cif = ((const ParafaFilingRecord *) records->pdata[i])->cif;

      if (cif != NULL &&
          !g_ptr_array_find_with_equal_func (refresh->companies, cif, g_str_equal, NULL))
        g_ptr_array_add (refresh->companies, g_strdup (cif));
    }
  if (refresh->companies->len > 0)
    ask_next (refresh);
  else if (refresh->parent != NULL)
    ask_company (refresh);
  else
    end (refresh);
}

/**
 * parafa_filing_refresh:
 * @parent: (nullable): the window a question belongs to; without one nothing is asked
 * @filings: whose archive takes the answer
 * @profile: id of the profile whose token is used
 * @system: which system
 * @cancellable: to stop it
 * @func: (scope async): called at the end
 * @user_data: for @func
 *
 * Merges ANAF's list of the last 60 days into the archive, for every company the archive knows in this profile.
 */
void
parafa_filing_refresh (GtkWindow *parent,
                       ParafaFilings *filings,
                       const char *profile,
                       ParafaFilingSystem system,
                       GCancellable *cancellable,
                       ParafaFilingRefreshFunc func,
                       gpointer user_data)
{
  Refresh *refresh = g_new0 (Refresh, 1);
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();

  g_set_weak_pointer (&refresh->parent, parent);
  refresh->filings = g_object_ref (filings);
  refresh->profile = g_strdup (profile);
  refresh->system = system;
  refresh->cancellable = g_object_ref (cancellable);
  refresh->companies = g_ptr_array_new_with_free_func (g_free);
  refresh->func = func;
  refresh->user_data = user_data;
  filter->profile = g_strdup (profile);
  filter->system = system;
  parafa_archive_find_async (parafa_filings_get_archive (filings), filter, cancellable,
                             companies_found, refresh);
}
