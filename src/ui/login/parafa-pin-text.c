/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-text.h"

#include <glib/gi18n.h>

#include "parafa-certificate-text.h"

/* What is said before a PIN is asked for. A PIN is worth a try, and three tries are worth a trip to the
 * issuer: so what the token says is told first, and which PIN it wants. */

static void
set (ParafaPinNotice *notice,
     const char *css_class,
     const char *icon_name,
     const char *title,
     const char *text)
{
  notice->css_class = css_class;
  notice->icon_name = icon_name;
  notice->title = g_strdup (title);
  notice->text = g_strdup (text);
}

/* a count only if the token gave one, else what its flags say, else nothing */
static char *
describe_tries (ParafaPinState state)
{
  if (state.tries_left > 0)
    return g_strdup_printf (ngettext ("%d try is left.", "%d tries are left.",
                                      (gulong) state.tries_left),
                            state.tries_left);
  if ((state.flags & PARAFA_PIN_COUNT_LOW) != 0)
    return g_strdup (_ ("The token does not say how many tries are left."));
  return NULL;
}

static void
describe_pin_state (ParafaPinNotice *notice, ParafaPinState state, ParafaPinAnswer last)
{
  g_autofree char *tries = describe_tries (state);

  if (parafa_pin_text_is_last_try (state))
    set (notice, "error", "dialog-error-symbolic",
         last == PARAFA_PIN_ANSWER_WRONG ? _ ("The PIN was wrong. This is the last try")
                                         : _ ("This is the last try"),
         _ ("One more wrong PIN locks the token. It is then unlocked with the PUK that "
            "you "
            "got from the issuer."));
  else if (last == PARAFA_PIN_ANSWER_WRONG)
    set (notice, "error", "dialog-error-symbolic", _ ("The PIN was wrong"), tries);
  else if (last == PARAFA_PIN_ANSWER_LENGTH)
    set (notice, "warning", "dialog-warning-symbolic",
         _ ("The PIN is too short or too long for this token"), _ ("It did not count as a try."));
  else if (last == PARAFA_PIN_ANSWER_CANCELLED)
    set (notice, "warning", "dialog-warning-symbolic",
         _ ("Nothing was typed on the reader, or it was cancelled there"),
         _ ("It did not count as a try."));
  else if ((state.flags & PARAFA_PIN_NOT_INITIALISED) != 0)
    set (notice, "warning", "dialog-warning-symbolic", _ ("The token says that it has no PIN yet"),
         _ ("A new token gets its PIN in the program of its manufacturer or issuer, with "
            "the PUK or an activation code."));
  else if ((state.flags & PARAFA_PIN_TO_BE_CHANGED) != 0)
    set (notice, "warning", "dialog-warning-symbolic", _ ("The PIN has to be changed"),
         _ ("It is the one the token was delivered with, or it has expired. If the token "
            "refuses it, change it in the program of its manufacturer or issuer."));
  else if (last == PARAFA_PIN_ANSWER_TOKEN_BACK)
    set (notice, "plain", "dialog-information-symbolic", _ ("The token is back"),
         _ ("It was pulled out and has forgotten the PIN. Type it once more, and the "
            "login "
            "goes on."));
  else if ((state.flags & PARAFA_PIN_COUNT_LOW) != 0)
    set (notice, "warning", "dialog-warning-symbolic", _ ("A wrong PIN was typed at least once"),
         tries);
  else if (tries != NULL)
    set (notice, "plain", "dialog-information-symbolic", tries, NULL);
}

static void
describe_file_state (ParafaPinNotice *notice, ParafaPinAnswer last)
{
  if (last != PARAFA_PIN_ANSWER_NONE)
    set (notice, "error", "dialog-error-symbolic", _ ("The password was wrong"),
         _ ("A file is not locked by wrong passwords; you can try again."));
}

/* Which of two PINs; naming none where there is one */
static const char *
describe_kind (ParafaPinKind kind)
{
  switch (kind)
    {
    case PARAFA_PIN_KIND_LOGIN:
      return _ (
          "This token has two PINs. Type the one for logging in, not the one for signatures.");
    case PARAFA_PIN_KIND_SIGNATURE:
      return _ ("This key wants the token’s PIN for signatures, which may differ from the one for "
                "logging in.");
    case PARAFA_PIN_KIND_ONLY:
    default:
      return NULL;
    }
}

static const char *
get_unlock_title (ParafaPinKind kind, ParafaPinFlags flags)
{
  if ((flags & PARAFA_PIN_PAD) != 0)
    return _ ("Type the PIN on the reader");
  switch (kind)
    {
    case PARAFA_PIN_KIND_LOGIN:
      return _ ("PIN for logging in");
    case PARAFA_PIN_KIND_SIGNATURE:
      return _ ("PIN for signatures");
    case PARAFA_PIN_KIND_ONLY:
    default:
      return _ ("PIN of the token");
    }
}

static char *
describe_whose (ParafaCertificate *certificate)
{
  g_autofree char *until = NULL;

  if (certificate == NULL)
    return NULL;
  until = parafa_certificate_text_date (parafa_certificate_get_not_after (certificate));
  /* Translators: the first %s is a person, the second a date */
  return g_strdup_printf (_ ("For the certificate of %s, valid until %s."),
                          parafa_certificate_get_holder (certificate), until);
}

/* Lines under one another, without those that are not there */
static char *
join_lines (const char *first, const char *second, const char *third)
{
  const char *const lines[] = { first, second, third };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_string_append_printf (text, text->len > 0 ? "\n%s" : "%s", lines[i]);
  return g_string_free (text, FALSE);
}

static char *
describe_unlock (ParafaPinKind kind, ParafaPinFlags flags, ParafaCertificate *certificate)
{
  g_autofree char *whose = describe_whose (certificate);

  if ((flags & PARAFA_PIN_PAD) == 0)
    return join_lines (whose, describe_kind (kind),
                       _ ("The PIN goes to the token only and is not kept."));
  return join_lines (_ ("Your reader has keys of its own. Press “Unlock”, then type the PIN there; "
                        "it "
                        "does not pass through this computer."),
                     describe_kind (kind), NULL);
}

/**
 * parafa_pin_notice_clear:
 * @notice: a notice
 */
void
parafa_pin_notice_clear (ParafaPinNotice *notice)
{
  g_clear_pointer (&notice->title, g_free);
  g_clear_pointer (&notice->text, g_free);
  notice->css_class = notice->icon_name = NULL;
}

/**
 * parafa_pin_text_get_notice:
 * @question: what is asked for
 * @state: what the token says about its PIN
 * @last: what happened to the last answer
 * @notice: (out caller-allocates): what is to be told before the next one
 */
void
parafa_pin_text_get_notice (ParafaPinQuestion question,
                            ParafaPinState state,
                            ParafaPinAnswer last,
                            ParafaPinNotice *notice)
{
  g_return_if_fail (notice != NULL);

  *notice = (ParafaPinNotice){ NULL };
  if (question == PARAFA_PIN_QUESTION_FILE)
    describe_file_state (notice, last);
  else
    describe_pin_state (notice, state, last);
}

/**
 * parafa_pin_text_title:
 * @question: what is asked for
 * @kind: which PIN of the token
 * @flags: what the token says about it
 *
 * Returns: (transfer none): what is asked for, in a few words
 */
const char *
parafa_pin_text_title (ParafaPinQuestion question, ParafaPinKind kind, ParafaPinFlags flags)
{
  switch (question)
    {
    case PARAFA_PIN_QUESTION_FILE:
      return _ ("Password of the certificate file");
    case PARAFA_PIN_QUESTION_SIGNATURE:
      return _ ("The token asks for its PIN again");
    case PARAFA_PIN_QUESTION_UNLOCK:
    default:
      return get_unlock_title (kind, flags);
    }
}

/**
 * parafa_pin_text_words:
 * @question: what is asked for
 * @kind: which PIN of the token
 * @flags: what the token says about it
 * @certificate: (nullable): whose key it opens
 *
 * Returns: (transfer full): the same in sentences, and where the answer goes
 */
char *
parafa_pin_text_words (ParafaPinQuestion question,
                       ParafaPinKind kind,
                       ParafaPinFlags flags,
                       ParafaCertificate *certificate)
{
  switch (question)
    {
    case PARAFA_PIN_QUESTION_FILE:
      return g_strdup (
          _ ("The one that was chosen when the file was exported. It is used to open the "
             "file and is not kept."));
    case PARAFA_PIN_QUESTION_SIGNATURE:
      return join_lines (kind == PARAFA_PIN_KIND_SIGNATURE
                             ? describe_kind (kind)
                             : _ ("This key asks before each signature. It may be a PIN of its "
                                  "own, "
                                  "apart from the first one."),
                         _ ("The PIN goes to the token only and is not kept."), NULL);
    case PARAFA_PIN_QUESTION_UNLOCK:
    default:
      return describe_unlock (kind, flags, certificate);
    }
}

/**
 * parafa_pin_text_is_last_try:
 * @state: what the token says about its PIN
 *
 * Returns: whether one more wrong PIN locks it
 */
gboolean
parafa_pin_text_is_last_try (ParafaPinState state)
{
  return (state.flags & PARAFA_PIN_FINAL_TRY) != 0 || state.tries_left == 1;
}
