/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-words.h"

#include <glib/gi18n.h>

#include "parafa-error-text.h"
#include "parafa-session.h"

/**
 * parafa_login_words_get_state:
 * @moment: what the login is about
 * @step: one of its steps
 *
 * Returns: how that step is marked
 */
ParafaStepState
parafa_login_words_get_state (const ParafaLoginMoment *moment, ParafaLoginStep step)
{
  g_return_val_if_fail (moment != NULL, PARAFA_STEP_TO_COME);

  if (step < moment->step)
    return PARAFA_STEP_DONE;
  if (step > moment->step)
    return PARAFA_STEP_TO_COME;
  if (moment->failed)
    return PARAFA_STEP_PROBLEM;
  return moment->busy ? PARAFA_STEP_BUSY : PARAFA_STEP_CURRENT;
}

static const char *
get_certificate_answer (const ParafaLoginMoment *moment, ParafaStepState state)
{
  if (state == PARAFA_STEP_DONE && moment->pasting)
    return _ ("In the browser");
  if (state == PARAFA_STEP_DONE && moment->certificate != NULL)
    return moment->certificate;
  if (state == PARAFA_STEP_BUSY)
    return moment->any_certificates ? _ ("Asking the token…") : _ ("Looking for tokens…");
  if (state == PARAFA_STEP_PROBLEM)
    return _ ("None to choose from");
  return _ ("Choose one");
}

static const char *
get_pin_answer (const ParafaLoginMoment *moment, ParafaStepState state)
{
  switch (state)
    {
    case PARAFA_STEP_DONE:
      if (moment->pasting)
        return _ ("In the browser");
      if (moment->from_file)
        return _ ("The file is open");
      return moment->pin_not_needed ? _ ("Not needed") : _ ("The token is unlocked");
    case PARAFA_STEP_BUSY:
      return _ ("The token is checking it…");
    case PARAFA_STEP_PROBLEM:
      return _ ("The token is not unlocked");
    case PARAFA_STEP_CURRENT:
      return _ ("Goes to the token only");
    case PARAFA_STEP_TO_COME:
    default:
      return _ ("Unlocks the token");
    }
}

static const char *
get_page_answer (const ParafaLoginMoment *moment, ParafaStepState state)
{
  switch (state)
    {
    case PARAFA_STEP_DONE:
      return _ ("The server knows you");
    case PARAFA_STEP_BUSY:
      return _ ("Presenting the certificate…");
    case PARAFA_STEP_PROBLEM:
      return _ ("Went no further");
    case PARAFA_STEP_CURRENT:
      return _ ("Waiting for you");
    case PARAFA_STEP_TO_COME:
    default:
      return _ ("The certificate is presented");
    }
}

static const char *
get_token_answer (const ParafaLoginMoment *moment, ParafaStepState state)
{
  switch (state)
    {
    case PARAFA_STEP_DONE:
      return _ ("In the keyring");
    case PARAFA_STEP_BUSY:
    case PARAFA_STEP_CURRENT:
      return _ ("Fetching and keeping it…");
    case PARAFA_STEP_PROBLEM:
      return _ ("Not in the keyring yet");
    case PARAFA_STEP_TO_COME:
    default:
      return _ ("Fetched and kept in the keyring");
    }
}

/**
 * parafa_login_words_get_answer:
 * @moment: what the login is about
 * @step: one of its steps
 *
 * Returns: (transfer none): what is said of that step; belongs to @moment or lives for ever
 */
const char *
parafa_login_words_get_answer (const ParafaLoginMoment *moment, ParafaLoginStep step)
{
  ParafaStepState state;

  g_return_val_if_fail (moment != NULL, "");

  state = parafa_login_words_get_state (moment, step);
  switch (step)
    {
    case PARAFA_LOGIN_CERTIFICATE:
      return get_certificate_answer (moment, state);
    case PARAFA_LOGIN_PIN:
      return get_pin_answer (moment, state);
    case PARAFA_LOGIN_PAGE:
      return get_page_answer (moment, state);
    case PARAFA_LOGIN_TOKEN:
    case PARAFA_LOGIN_DONE:
    default:
      return get_token_answer (moment, state);
    }
}

/**
 * parafa_login_words_get_waiting_title:
 * @moment: what the login is about
 *
 * Returns: (transfer none): what is being waited for
 */
const char *
parafa_login_words_get_waiting_title (const ParafaLoginMoment *moment)
{
  g_return_val_if_fail (moment != NULL, "");

  switch (moment->step)
    {
    case PARAFA_LOGIN_CERTIFICATE:
      return _ ("Looking for your certificates");
    case PARAFA_LOGIN_PIN:
      return _ ("Asking the token");
    case PARAFA_LOGIN_PAGE:
      return moment->practice ? _ ("Logging in at the practice server") : _ ("Logging in at ANAF");
    case PARAFA_LOGIN_TOKEN:
    case PARAFA_LOGIN_DONE:
    default:
      return _ ("Fetching the access token");
    }
}

/**
 * parafa_login_words_get_waiting_text:
 * @moment: what the login is about
 *
 * Returns: (transfer none): the same in a sentence
 */
const char *
parafa_login_words_get_waiting_text (const ParafaLoginMoment *moment)
{
  g_return_val_if_fail (moment != NULL, "");

  switch (moment->step)
    {
    case PARAFA_LOGIN_CERTIFICATE:
      return _ ("All readers and tokens are looked through. No PIN is tried.");
    case PARAFA_LOGIN_PIN:
      return _ ("The token says whether it needs a PIN.");
    case PARAFA_LOGIN_PAGE:
      return _ ("Your certificate is presented to the server. If it has a question, its page is "
                "shown here.");
    case PARAFA_LOGIN_TOKEN:
    case PARAFA_LOGIN_DONE:
    default:
      return _ ("It is kept in the keyring of this computer, and nowhere else.");
    }
}

/**
 * parafa_login_words_get_waiting_hint:
 * @moment: what the login is about
 *
 * Returns: (transfer none): what to know when it takes longer than a few seconds
 */
const char *
parafa_login_words_get_waiting_hint (const ParafaLoginMoment *moment)
{
  g_return_val_if_fail (moment != NULL, "");

  switch (moment->step)
    {
    case PARAFA_LOGIN_CERTIFICATE:
    case PARAFA_LOGIN_PIN:
      return _ ("The driver takes its time. You can cancel without harm.");
    case PARAFA_LOGIN_PAGE:
    case PARAFA_LOGIN_TOKEN:
    case PARAFA_LOGIN_DONE:
    default:
      return _ ("The server takes its time. You can cancel without harm.");
    }
}

/**
 * parafa_login_words_offers_browser:
 * @problem: a failure
 *
 * Returns: whether the system's browser is a way on: where Parafa cannot show a page itself
 */
gboolean
parafa_login_words_offers_browser (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_SANDBOX || problem == PARAFA_LOGIN_PROBLEM_VIEW;
}

/**
 * parafa_login_words_get_other_button:
 * @problem: a failure
 *
 * The first button does what helps most; this is the other way on.
 *
 * Returns: (transfer none) (nullable): its label with a mnemonic, or %NULL when there is none
 */
const char *
parafa_login_words_get_other_button (ParafaLoginProblem problem)
{
  if (problem == PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES)
    return _ ("Certificate _File…");
  if (parafa_login_words_offers_browser (problem))
    return _ ("Use the _Browser…");
  if (problem == PARAFA_LOGIN_PROBLEM_SETUP)
    return NULL;
  switch (parafa_error_text_for_problem (problem)->way)
    {
    case PARAFA_ERROR_WAY_RETRY:
    case PARAFA_ERROR_WAY_FILE:
      return _ ("Choose Another _Certificate");
    case PARAFA_ERROR_WAY_CERTIFICATE:
    case PARAFA_ERROR_WAY_SETTINGS:
      return _ ("_Try Again");
    case PARAFA_ERROR_WAY_PIN:
    case PARAFA_ERROR_WAY_SAVE:
    case PARAFA_ERROR_WAY_LOGIN:
    case PARAFA_ERROR_WAY_CLOSE:
    default:
      return NULL;
    }
}

/**
 * parafa_login_words_get_profile_name:
 * @profile: a profile
 *
 * The practice profile is named by the program, not by a person, so its name is in their language until they change it.
 *
 * Returns: (transfer none): what people read for its name
 */
const char *
parafa_login_words_get_profile_name (ParafaProfile *profile)
{
  const char *name = NULL;

  g_return_val_if_fail (PARAFA_IS_PROFILE (profile), "");

  name = parafa_profile_get_name (profile);
  if (parafa_profile_get_environment (profile) == PARAFA_ENVIRONMENT_PRACTICE &&
      g_strcmp0 (name, PARAFA_SESSION_PRACTICE_NAME) == 0)
    return C_ ("profile name", "Practice");
  return name;
}
