/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-sheet-private.h"

#include <glib/gi18n.h>

#include "parafa-certificate-text.h"
#include "parafa-error-text.h"
#include "parafa-login-words.h"
#include "parafa-pin-kind.h"
#include "parafa-remembered-text.h"

/* What is going on */

gboolean
parafa_login_sheet_is_practice (ParafaLoginSheet *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);

  return parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE;
}

static gint64
get_now (ParafaLoginSheet *self)
{
  return parafa_clock_get_now (parafa_session_get_clock (self->session));
}

static gboolean
is_pasting (ParafaLoginSheet *self)
{
  return parafa_login_flow_is_pasting (self->flow) &&
         parafa_login_flow_get_step (self->flow) == PARAFA_LOGIN_PAGE;
}

static gboolean
is_missed (ParafaLoginSheet *self)
{
  return parafa_login_flow_get_remembered (self->flow, NULL) == PARAFA_LOGIN_REMEMBERED_MISSED;
}

/* mere wrong answers are said on the page that asks */
static gboolean
is_shown_in_place (ParafaLoginSheet *self, ParafaLoginProblem problem)
{
  ParafaLoginStep step = parafa_login_flow_get_step (self->flow);

  if (problem == PARAFA_LOGIN_PROBLEM_NONE)
    return TRUE;
  if (step == PARAFA_LOGIN_CERTIFICATE && self->file != NULL)
    return TRUE;
  /* what is missed is said where it will appear */
  if (problem == PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES && is_missed (self))
    return TRUE;
  if (is_pasting (self) &&
      (problem == PARAFA_LOGIN_PROBLEM_NOT_CALLBACK || problem == PARAFA_LOGIN_PROBLEM_STATE))
    return TRUE;
  return step == PARAFA_LOGIN_PIN &&
         (problem == PARAFA_LOGIN_PROBLEM_PIN_WRONG || problem == PARAFA_LOGIN_PROBLEM_PIN_LENGTH ||
          problem == PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN);
}

/* the flow waits for the view then, and the person for both */
static gboolean
is_page_on_its_way (ParafaLoginSheet *self)
{
  GtkWidget *view;
  gboolean loading = FALSE;

  if (parafa_login_flow_get_step (self->flow) != PARAFA_LOGIN_PAGE || is_pasting (self) ||
      parafa_login_flow_get_problem (self->flow) != PARAFA_LOGIN_PROBLEM_NONE)
    return FALSE;
  view = parafa_login_browser_get_view (self->browser);
  if (view != NULL)
    g_object_get (view, "loading", &loading, NULL);
  return loading || !self->page_revealed;
}

static char *
describe_certificate (ParafaLoginSheet *self)
{
  ParafaCertificate *certificate = parafa_login_flow_get_certificate (self->flow);

  if (certificate == NULL)
    return NULL;
  return parafa_certificate_text_title (
      certificate,
      parafa_certificate_text_get_age (certificate, parafa_login_flow_get_certificates (self->flow),
                                       get_now (self)));
}

static ParafaLoginMoment
get_moment (ParafaLoginSheet *self, const char *certificate_words)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (self->flow);
  ParafaCertificate *certificate = parafa_login_flow_get_certificate (self->flow);
  GListModel *certificates = parafa_login_flow_get_certificates (self->flow);
  ParafaLoginMoment moment = { 0 };

  moment.step = parafa_login_flow_get_step (self->flow);
  moment.busy =
      self->question == 0 && (parafa_login_flow_is_busy (self->flow) || is_page_on_its_way (self));
  moment.failed = !is_shown_in_place (self, problem) && !moment.busy && self->question == 0;
  moment.practice = parafa_login_sheet_is_practice (self);
  moment.any_certificates = g_list_model_get_n_items (certificates) > 0;
  moment.from_file =
      certificate != NULL && parafa_certificate_get_place (certificate)->file != NULL;
  moment.pin_not_needed =
      (parafa_login_flow_get_pin_state (self->flow).flags & PARAFA_PIN_NOT_NEEDED) != 0;
  moment.pasting = parafa_login_flow_is_pasting (self->flow);
  moment.certificate = certificate_words;
  return moment;
}

static const char *
choose_page (ParafaLoginSheet *self, const ParafaLoginMoment *moment)
{
  if (self->question != 0)
    return "pin";
  if (moment->failed)
    return moment->step == PARAFA_LOGIN_PAGE && self->page_revealed ? "page" : "problem";
  switch (moment->step)
    {
    case PARAFA_LOGIN_CERTIFICATE:
      if (self->file != NULL)
        return "pin";
      return moment->any_certificates || (is_missed (self) && !moment->busy) ? "certificate"
                                                                             : "waiting";
    case PARAFA_LOGIN_PIN:
      return "pin";
    case PARAFA_LOGIN_PAGE:
      if (is_pasting (self) && !moment->busy)
        return "paste";
      return self->page_revealed ? "page" : "waiting";
    case PARAFA_LOGIN_TOKEN:
    case PARAFA_LOGIN_DONE:
    default:
      return "waiting";
    }
}

/* Showing it */

static void
show_steps (ParafaLoginSheet *self, const ParafaLoginMoment *moment)
{
  for (guint step = 0; step < PARAFA_N_LOGIN_STEPS; step++)
    {
      ParafaStepState state = parafa_login_words_get_state (moment, step);
      const char *answer = parafa_login_words_get_answer (moment, step);

      parafa_login_steps_set_step (self->steps, step, state, answer);
      parafa_login_steps_set_step (self->line, step, state, answer);
    }
}

static ParafaPinAnswer
get_last_answer (ParafaLoginSheet *self)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (self->flow);

  if (problem == PARAFA_LOGIN_PROBLEM_PIN_WRONG || problem == PARAFA_LOGIN_PROBLEM_FILE_PASSWORD)
    return PARAFA_PIN_ANSWER_WRONG;
  if (problem == PARAFA_LOGIN_PROBLEM_PIN_LENGTH)
    return PARAFA_PIN_ANSWER_LENGTH;
  if (problem == PARAFA_LOGIN_PROBLEM_QUESTION_LEFT_OPEN)
    return PARAFA_PIN_ANSWER_CANCELLED;
  if (parafa_login_flow_is_token_back (self->flow))
    return PARAFA_PIN_ANSWER_TOKEN_BACK;
  return PARAFA_PIN_ANSWER_NONE;
}

static char *
describe_place (ParafaCertificate *certificate)
{
  const ParafaCertificatePlace *place;

  if (certificate == NULL)
    return NULL;
  place = parafa_certificate_get_place (certificate);
  if (place->token_label == NULL)
    return NULL;
  if (place->driver == NULL)
    /* Translators: the name of a USB token */
    return g_strdup_printf (_ ("“%s”"), place->token_label);
  /* Translators: the name of a USB token and of its driver's file */
  return g_strdup_printf (_ ("“%s” · %s"), place->token_label, place->driver);
}

static void
ask (ParafaLoginSheet *self, const ParafaLoginMoment *moment)
{
  ParafaCertificate *certificate = parafa_login_flow_get_certificate (self->flow);
  ParafaPinState state = parafa_login_flow_get_pin_state (self->flow);
  g_autofree char *place = NULL;

  if (certificate != NULL)
    parafa_pin_page_set_kind (self->pin_page,
                              parafa_pin_kind_guess (certificate,
                                                     parafa_login_flow_get_certificates (
                                                         self->flow)));
  if (self->question != 0)
    {
      state = (ParafaPinState){ self->question_flags, -1 };
      place = g_strdup (self->question_token);
      parafa_pin_page_ask (self->pin_page, PARAFA_PIN_QUESTION_SIGNATURE, certificate, place, state,
                           PARAFA_PIN_ANSWER_NONE);
    }
  else if (moment->step == PARAFA_LOGIN_CERTIFICATE)
    {
      place = g_filename_display_basename (self->file);
      parafa_pin_page_ask (self->pin_page, PARAFA_PIN_QUESTION_FILE, NULL, place, state,
                           get_last_answer (self));
    }
  else
    {
      place = describe_place (certificate);
      parafa_pin_page_ask (self->pin_page, PARAFA_PIN_QUESTION_UNLOCK, certificate, place, state,
                           get_last_answer (self));
    }
}

/* Asked anew only when the question is new or its answer came back: a page that is asked again
 * empties its entry, and nobody should lose what they are typing. */
static void
show_pin_page (ParafaLoginSheet *self, const ParafaLoginMoment *moment)
{
  parafa_pin_page_set_busy (self->pin_page, moment->busy);
  if (moment->busy || self->asked)
    return;
  ask (self, moment);
  self->asked = TRUE;
  parafa_pin_page_focus (self->pin_page);
}

static void
show_paste_page (ParafaLoginSheet *self, gboolean fresh)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (self->flow);
  const char *address = parafa_login_flow_get_page_uri (self->flow);
  const char *redirect = parafa_login_flow_get_redirect_uri (self->flow);

  if (address != NULL && redirect != NULL)
    parafa_paste_page_show (self->paste_page, address, redirect);
  parafa_paste_page_set_problem (self->paste_page,
                                 problem == PARAFA_LOGIN_PROBLEM_NONE
                                     ? NULL
                                     : parafa_error_text_for_problem (problem)->text);
  if (fresh)
    parafa_paste_page_focus (self->paste_page);
}

static void
show_problem (ParafaLoginSheet *self, const ParafaLoginMoment *moment, gboolean beside)
{
  ParafaLoginProblem problem = parafa_login_flow_get_problem (self->flow);
  ParafaExplanation *explanation = beside ? self->explanation : self->problem;
  const ParafaErrorText *text = parafa_error_text_for_step (problem, moment->step);
  const char *detail = parafa_login_flow_get_detail (self->flow);

  gtk_widget_set_visible (self->pane, moment->failed && beside);
  if (!moment->failed || (parafa_explanation_get_text (explanation) == text &&
                          g_strcmp0 (self->shown_detail, detail) == 0))
    return;
  g_free (self->shown_detail);
  self->shown_detail = g_strdup (detail);
  parafa_explanation_set_text (explanation, text, parafa_login_words_get_other_button (problem),
                               detail);
  parafa_explanation_grab_focus (explanation);
}

void
parafa_login_sheet_show_certificates (ParafaLoginSheet *self)
{
  ParafaCertificate *offered = NULL;

  parafa_login_flow_get_remembered (self->flow, &offered);
  self->filling = TRUE;
  parafa_certificate_chooser_show (self->chooser, parafa_login_flow_get_certificates (self->flow),
                                   offered, parafa_login_flow_get_driver_problems (self->flow),
                                   get_now (self));
  self->filling = FALSE;
  parafa_login_sheet_show_notice (self);
}

static ParafaNoticeWay
get_notice_way (ParafaLoginRemembered remembered)
{
  if (remembered == PARAFA_LOGIN_REMEMBERED_MISSED)
    return PARAFA_NOTICE_WAY_CHECK;
  return remembered == PARAFA_LOGIN_REMEMBERED_RENEWED || remembered == PARAFA_LOGIN_REMEMBERED_BOTH
             ? PARAFA_NOTICE_WAY_ENROL
             : PARAFA_NOTICE_WAY_NONE;
}

void
parafa_login_sheet_show_notice (ParafaLoginSheet *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  ParafaLoginRemembered remembered = parafa_login_flow_get_remembered (self->flow, NULL);
  g_autofree char *title = parafa_remembered_text_title (remembered, profile);
  g_autofree char *words = parafa_remembered_text_words (remembered, profile, !self->stays);

  if (title != NULL)
    parafa_certificate_chooser_set_notice (self->chooser, title, words,
                                           get_notice_way (remembered));
}

static void
update_actions (ParafaLoginSheet *self, const ParafaLoginMoment *moment, const char *page)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean on_certificates = g_str_equal (page, "certificate");
  gboolean on_pin = g_str_equal (page, "pin");
  gboolean on_paste = g_str_equal (page, "paste");
  gboolean forward = FALSE;

  if (on_certificates)
    forward = !moment->busy && parafa_certificate_chooser_get_chosen (self->chooser) != NULL;
  else if (on_pin)
    forward = parafa_pin_page_is_ready (self->pin_page);
  else if (on_paste)
    forward = parafa_paste_page_is_ready (self->paste_page);
  gtk_button_set_label (self->forward, on_pin ? _ ("_Unlock") : _ ("C_ontinue"));
  gtk_widget_set_visible (GTK_WIDGET (self->forward), on_certificates || on_pin || on_paste);
  gtk_widget_action_set_enabled (widget, "login.continue", forward);
  gtk_widget_action_set_enabled (widget, "login.refresh",
                                 moment->step == PARAFA_LOGIN_CERTIFICATE && !moment->busy);
  gtk_widget_action_set_enabled (widget, "login.file",
                                 moment->step == PARAFA_LOGIN_CERTIFICATE && !moment->busy);
  gtk_widget_action_set_enabled (widget, "login.back",
                                 ((on_pin && self->question == 0) || on_paste) && !moment->busy);
  gtk_widget_action_set_enabled (widget, "login.reload", g_str_equal (page, "page"));
}

/* Everything shown follows from the flow and a few fields here; called after any of them changed. */
void
parafa_login_sheet_update (ParafaLoginSheet *self)
{
  g_autofree char *certificate_words = NULL;
  ParafaLoginMoment moment;
  const char *page;
  const char *before;

  if (self->ended)
    return;
  certificate_words = describe_certificate (self);
  moment = get_moment (self, certificate_words);
  page = choose_page (self, &moment);
  before = gtk_stack_get_visible_child_name (self->stack);

  show_steps (self, &moment);
  parafa_certificate_chooser_set_busy (self->chooser, moment.busy);
  if (g_str_equal (page, "waiting"))
    parafa_waiting_page_start (self->waiting, parafa_login_words_get_waiting_title (&moment),
                               parafa_login_words_get_waiting_text (&moment),
                               parafa_login_words_get_waiting_hint (&moment));
  else
    parafa_waiting_page_stop (self->waiting);
  show_problem (self, &moment, g_str_equal (page, "page"));
  if (!g_str_equal (page, "pin"))
    self->asked = FALSE;
  gtk_stack_set_visible_child_name (self->stack, page);
  if (g_str_equal (page, "pin"))
    show_pin_page (self, &moment);
  else if (g_str_equal (page, "paste"))
    show_paste_page (self, g_strcmp0 (before, page) != 0);
  else if (g_str_equal (page, "certificate") && g_strcmp0 (before, page) != 0)
    parafa_certificate_chooser_focus (self->chooser);
  update_actions (self, &moment, page);
}
