/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-company-right.h"

#include "parafa-account-access.h"
#include "parafa-etransport.h"

#define DAYS 1

typedef struct
{
  ParafaAccount *account;       /* (owned) */
  ParafaEtransport *etransport; /* (owned) (nullable) */
  ParafaSecret *token;          /* (owned) */
  char *cif;                    /* (owned) */
  gboolean repeated;            /* after a 401, with another token */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->account);
  g_clear_object (&question->etransport);
  g_clear_pointer (&question->token, parafa_secret_unref);
  g_free (question->cif);
  g_free (question);
}

static ParafaCompanyRight
judge (const ParafaEtransportAnswer *answer)
{
  switch (answer->outcome)
    {
    case PARAFA_ETRANSPORT_DONE:
    case PARAFA_ETRANSPORT_NOTHING:
      return PARAFA_COMPANY_REACHED;
    case PARAFA_ETRANSPORT_REFUSED:
      return answer->problem == PARAFA_ETRANSPORT_PROBLEM_NO_RIGHT     ? PARAFA_COMPANY_NO_RIGHT
             : answer->problem == PARAFA_ETRANSPORT_PROBLEM_NO_COMPANY ? PARAFA_COMPANY_NO_COMPANY
             : answer->problem == PARAFA_ETRANSPORT_PROBLEM_DAY_LIMIT  ? PARAFA_COMPANY_LIMITED
                                                                       : PARAFA_COMPANY_UNKNOWN;
    case PARAFA_ETRANSPORT_UNAUTHORIZED:
      return PARAFA_COMPANY_UNAUTHORIZED;
    case PARAFA_ETRANSPORT_FORBIDDEN:
      return PARAFA_COMPANY_NOT_ENROLLED;
    case PARAFA_ETRANSPORT_LIMITED:
      return PARAFA_COMPANY_LIMITED;
    case PARAFA_ETRANSPORT_NOT_FOUND:
    case PARAFA_ETRANSPORT_SERVER:
    case PARAFA_ETRANSPORT_PAGE:
    case PARAFA_ETRANSPORT_STRANGE:
    default:
      return PARAFA_COMPANY_UNKNOWN;
    }
}

static void answered (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ask (GTask *task)
{
  Question *question = g_task_get_task_data (task);

  parafa_etransport_list_async (question->etransport, question->token, DAYS, question->cif,
                                g_task_get_cancellable (task), answered, g_object_ref (task));
}

/* Without another token the refusal is what came out */
static void
replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  ParafaSecret *token =
      parafa_account_replace_access_finish (PARAFA_ACCOUNT (source), result, &error);

  if (token == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (token == NULL)
    g_task_return_int (task, PARAFA_COMPANY_UNAUTHORIZED);
  else
    {
      parafa_secret_unref (question->token);
      question->token = token;
      ask (task);
    }
}

/* Once, and only where tokens are renewed by themselves: else a person sees the refusal and decides */
static gboolean
repeat (GTask *task, const ParafaEtransportAnswer *answer)
{
  ParafaSession *session = g_task_get_source_object (task);
  Question *question = g_task_get_task_data (task);
  ParafaTokenPair *pair = parafa_account_get_pair (question->account);

  if (answer->outcome != PARAFA_ETRANSPORT_UNAUTHORIZED || question->repeated ||
      !parafa_session_get_automatic_renewal (session) || pair == NULL ||
      parafa_token_pair_get_refresh (pair) == NULL)
    return FALSE;
  question->repeated = TRUE;
  parafa_account_replace_access_async (question->account, question->token,
                                       g_task_get_cancellable (task), replaced,
                                       g_object_ref (task));
  return TRUE;
}

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_etransport_call_finish (PARAFA_ETRANSPORT (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!repeat (task, answer))
    g_task_return_int (task, judge (answer));
}

static void
endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Question *question = g_task_get_task_data (task);
  ParafaSession *session = PARAFA_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_session_get_endpoints_finish (session, result, &error);

  if (endpoints == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  question->etransport = parafa_etransport_new (parafa_session_get_http (session),
                                                parafa_endpoints_get_api_uri (endpoints),
                                                PARAFA_ETRANSPORT_PRODUCTION);
  ask (task);
}

/**
 * parafa_company_right_ask_async:
 * @session: the session
 * @account: whose token it is
 * @cif: a CIF, digits only
 * @cancellable: (nullable): ends the call
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks e-Transport for the declarations of a company of one day, and takes from the answer whether the token reaches
 * the company: ANAF has no other way to tell (e-Transport API, 2024, `lista`). Where tokens are renewed by themselves, a
 * token that is refused with 401 is renewed, and the question asked once more.
 */
void
parafa_company_right_ask_async (ParafaSession *session,
                                ParafaAccount *account,
                                const char *cif,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  ParafaTokenPair *pair;
  Question *question;
  GTask *task;

  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));
  g_return_if_fail (cif != NULL);

  pair = parafa_account_get_pair (account);
  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, parafa_company_right_ask_async);
  if (pair == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "there is no token");
      g_object_unref (task);
      return;
    }
  question = g_new0 (Question, 1);
  question->account = g_object_ref (account);
  question->token = parafa_secret_ref (parafa_token_pair_get_access (pair));
  question->cif = g_strdup (cif);
  g_task_set_task_data (task, question, question_free);
  parafa_session_get_endpoints_async (session, parafa_account_get_profile (account), cancellable,
                                      endpoints_ready, task);
}

/**
 * parafa_company_right_ask_finish:
 * @session: the session
 * @result: the result
 * @right: (out): what came out
 * @error: return location
 *
 * Returns: whether there was an answer
 */
gboolean
parafa_company_right_ask_finish (ParafaSession *session,
                                 GAsyncResult *result,
                                 ParafaCompanyRight *right,
                                 GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (right != NULL, FALSE);

  value = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *right = (ParafaCompanyRight) value;
  return TRUE;
}
