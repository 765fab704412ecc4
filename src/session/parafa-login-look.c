/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-look.h"
#include "parafa-login-flow-private.h"
#include "parafa-login-listing.h"
#include "parafa-login-question.h"
#include "parafa-login-work.h"

/* What there is to choose from, and whether the chosen one is still there */

static gboolean
is_same_place (ParafaCertificate *a, ParafaCertificate *b)
{
  const ParafaCertificatePlace *place_a = parafa_certificate_get_place (a);
  const ParafaCertificatePlace *place_b = parafa_certificate_get_place (b);

  return g_bytes_equal (parafa_certificate_get_der (a), parafa_certificate_get_der (b)) &&
         g_strcmp0 (place_a->uri, place_b->uri) == 0 &&
         g_strcmp0 (place_a->file, place_b->file) == 0;
}

static gboolean
is_same_list (GListModel *list, const GPtrArray *certificates)
{
  if (g_list_model_get_n_items (list) != certificates->len)
    return FALSE;
  for (guint i = 0; i < certificates->len; i++)
    {
      g_autoptr (ParafaCertificate) other = g_list_model_get_item (list, i);

      if (!is_same_place (other, g_ptr_array_index (certificates, i)))
        return FALSE;
    }
  return TRUE;
}

static void
remember_what_there_is (ParafaLoginFlow *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  gint64 now_s = parafa_clock_get_now (parafa_session_get_clock (self->session));
  ParafaCertificate *certificate = NULL;
  ParafaLoginRemembered remembered =
      parafa_login_remembered_find (profile, G_LIST_MODEL (self->certificates), now_s,
                                    &certificate);

  /* the file was looked for first: it is gone, or the person wants another one */
  if (remembered == PARAFA_LOGIN_REMEMBERED_MISSED &&
      parafa_profile_get_certificate_file (profile) != NULL)
    remembered = self->goes_on ? PARAFA_LOGIN_REMEMBERED_FILE_GONE : PARAFA_LOGIN_REMEMBERED_NONE;
  self->remembered = remembered;
  g_set_object (&self->offered, certificate);
}

static void
take_listing (ParafaLoginFlow *self, ParafaLoginListing *listing)
{
  GListModel *list = G_LIST_MODEL (self->certificates);

  g_clear_pointer (&self->driver_problems, g_strfreev);
  self->driver_problems = g_steal_pointer (&listing->problems);
  if (!is_same_list (list, listing->certificates))
    g_list_store_splice (self->certificates, 0, g_list_model_get_n_items (list),
                         listing->certificates->pdata, listing->certificates->len);
  remember_what_there_is (self);
}

static ParafaLoginProblem
get_problem_of_list (ParafaLoginFlow *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->certificates)) > 0)
    return PARAFA_LOGIN_PROBLEM_NONE;
  return self->remembered == PARAFA_LOGIN_REMEMBERED_FILE_GONE
             ? PARAFA_LOGIN_PROBLEM_FILE_GONE
             : PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES;
}

/* One press "Log In" is enough for who has one certificate. Once only: who comes back wants another */
static void
go_on (ParafaLoginFlow *self)
{
  if (self->goes_on && self->remembered == PARAFA_LOGIN_REMEMBERED_FOUND &&
      self->machine.state == PARAFA_LOGIN_STATE_CHOOSING &&
      parafa_certificate_get_place (self->offered)->uri != NULL)
    parafa_login_flow_choose (self, self->offered);
}

static void
handle_list (ParafaLoginFlow *self, ParafaLoginEvent event)
{
  parafa_login_flow_handle (self, event, get_problem_of_list (self),
                            self->driver_problems != NULL ? self->driver_problems[0] : NULL);
  go_on (self);
}

static void
listing_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaLoginListing) listing =
      parafa_login_listing_make_finish (PARAFA_SESSION (source), result, &error);

  if (parafa_login_question_is_late (question))
    return;
  if (listing == NULL)
    {
      parafa_login_work_handle_error (self, PARAFA_LOGIN_EVENT_LIST_FAILED, error);
      return;
    }
  if (listing->card_lost)
    parafa_login_work_end_card (self);
  take_listing (self, listing);
  handle_list (self, PARAFA_LOGIN_EVENT_LISTED);
}

static void
list_tokens (ParafaLoginFlow *self)
{
  parafa_login_work_ensure_card (self);
  parafa_login_listing_make_async (self->session, parafa_account_get_profile (self->account),
                                   self->card, self->cancellable, listing_made,
                                   parafa_login_question_new (self));
}

/* A file needs no list: its password is asked for at once */
static void
remembered_file_looked_for (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);

  if (parafa_login_question_is_late (question))
    return;
  if (info == NULL)
    {
      list_tokens (self);
      return;
    }
  self->remembered = PARAFA_LOGIN_REMEMBERED_FILE;
  parafa_login_flow_handle_good (self, PARAFA_LOGIN_EVENT_LISTED);
}

/**
 * parafa_login_look_list:
 * @self: a login
 *
 * Looks for the file of the last login, else lists the certificates on all tokens.
 */
void
parafa_login_look_list (ParafaLoginFlow *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  const char *path = parafa_profile_get_certificate_file (profile);
  g_autoptr (GFile) file = NULL;

  if (parafa_login_work_postpone (self, PARAFA_LOGIN_DO_LIST))
    return;
  if (path == NULL || !self->goes_on)
    {
      list_tokens (self);
      return;
    }
  file = g_file_new_for_path (path);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, remembered_file_looked_for,
                           parafa_login_question_new (self));
}

/* -- list again: the person goes on choosing meanwhile, and a failure is not theirs -- */

static void
listing_made_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  ParafaLoginFlow *self = question->flow;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaLoginListing) listing =
      parafa_login_listing_make_finish (PARAFA_SESSION (source), result, &error);
  gboolean once_more = self->list_once_more;

  self->listing_again = self->list_once_more = FALSE;
  if (parafa_login_question_is_late (question))
    return;
  if (listing == NULL)
    g_info ("login-flow: listing after a change failed: %s", error->message);
  else
    {
      if (listing->card_lost)
        parafa_login_work_end_card (self);
      take_listing (self, listing);
      handle_list (self, PARAFA_LOGIN_EVENT_LISTED_AGAIN);
    }
  if (once_more && !parafa_login_question_is_late (question))
    parafa_login_look_list_again (self);
}

/**
 * parafa_login_look_list_again:
 * @self: a login
 *
 * Lists while the person goes on choosing; one listing at a time, and one more when tokens changed
 * during it.
 */
void
parafa_login_look_list_again (ParafaLoginFlow *self)
{
  if (self->listing_again)
    {
      self->list_once_more = TRUE;
      return;
    }
  self->listing_again = TRUE;
  parafa_login_work_ensure_card (self);
  parafa_login_listing_make_async (self->session, parafa_account_get_profile (self->account),
                                   self->card, self->cancellable, listing_made_again,
                                   parafa_login_question_new (self));
}

/* -- look for the chosen token -- */

static void
token_looked_for (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginQuestion) question = user_data;
  g_autoptr (GError) error = NULL;

  if (parafa_card_read_pin_state_finish (PARAFA_CARD (source), result, NULL, &error))
    {
      if (!parafa_login_question_is_late (question))
        parafa_login_flow_handle_good (question->flow, PARAFA_LOGIN_EVENT_TOKEN_FOUND);
    }
  else if (!parafa_login_question_is_late (question) &&
           g_error_matches (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TOKEN_GONE))
    parafa_login_flow_handle_good (question->flow, PARAFA_LOGIN_EVENT_TOKEN_MISSED);
}

/**
 * parafa_login_look_for_token:
 * @self: a login
 *
 * Looks whether the chosen certificate's token is in a reader.
 */
void
parafa_login_look_for_token (ParafaLoginFlow *self)
{
  if (self->card == NULL || self->certificate == NULL ||
      parafa_certificate_get_place (self->certificate)->uri == NULL)
    return;
  parafa_card_read_pin_state_async (self->card, self->certificate, self->cancellable,
                                    token_looked_for, parafa_login_question_new (self));
}
