/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-hello-text.h"

#include <glib/gi18n.h>

/**
 * parafa_hello_text_for_outcome:
 * @outcome: how a TestOauth call ended
 *
 * Returns: word, sentence and what to do, translated
 */
ParafaHelloText
parafa_hello_text_for_outcome (ParafaHelloOutcome outcome)
{
  switch (outcome)
    {
    case PARAFA_HELLO_GREETED:
      return (ParafaHelloText){ PARAFA_PILL_SUCCESS, "object-select-symbolic", _ ("It works"),
                                _ ("ANAF recognises you"),
                                _ ("The token is good and the way to ANAF is free.") };
    case PARAFA_HELLO_OTHER_NAME:
      return (
          ParafaHelloText){ PARAFA_PILL_WARNING, "dialog-warning-symbolic", _ ("Look again"),
                            _ ("ANAF recognises you, but greets another name"),
                            _ ("The token is good. The name changed on the way: some letters did "
                               "not come back as they were sent.") };
    case PARAFA_HELLO_UNAUTHORIZED:
      return (ParafaHelloText){ PARAFA_PILL_ERROR, "dialog-error-symbolic",
                                C_ ("state", "Rejected"), _ ("ANAF does not accept this token"),
                                _ ("Renew it on the Token page. If it is refused there too, log in "
                                   "again.") };
    case PARAFA_HELLO_FORBIDDEN:
      return (ParafaHelloText){ PARAFA_PILL_ERROR, "dialog-error-symbolic",
                                C_ ("state", "Rejected"),
                                _ ("ANAF knows the token but refuses the test"),
                                _ ("In the ANAF portal, check that the application is still "
                                   "registered, then log in again.") };
    case PARAFA_HELLO_LIMITED:
      return (ParafaHelloText){
        PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Too many calls"), _ ("ANAF asks for a pause"),
        _ ("More than 1000 calls were made in a minute. Wait a minute, then "
           "send again.")
      };
    case PARAFA_HELLO_PAGE:
      return (ParafaHelloText){ PARAFA_PILL_WARNING, "dialog-warning-symbolic", _ ("No answer"),
                                _ ("A page came instead of the answer"),
                                _ ("Usually this is maintenance at ANAF, or a proxy in between. "
                                   "Nothing is wrong with the token; try later.") };
    case PARAFA_HELLO_SERVER:
      return (
          ParafaHelloText){ PARAFA_PILL_WARNING, "dialog-warning-symbolic", _ ("ANAF has trouble"),
                            _ ("ANAF’s server failed to answer"),
                            _ ("Nothing is wrong with the token. Try again in a few minutes.") };
    case PARAFA_HELLO_STRANGE:
    default:
      return (ParafaHelloText){ PARAFA_PILL_WARNING, "dialog-question-symbolic", _ ("Unsure"),
                                _ ("ANAF answered something unknown"),
                                _ ("Try again. If it stays so, copy the details for whoever helps "
                                   "you.") };
    }
}

/**
 * parafa_hello_text_make_curl:
 * @uri: the address of the test
 * @name: whom to greet
 * @authorization: what stands after "Bearer", for example "$TOKEN"
 *
 * Returns: (transfer full): a line for a POSIX shell that makes the same call
 */
char *
parafa_hello_text_make_curl (const char *uri, const char *name, const char *authorization)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *address = g_strdup_printf ("%s?name=%s", uri, escaped);
  g_autofree char *quoted = g_shell_quote (address);

  return g_strdup_printf ("curl -H \"Authorization: Bearer %s\" %s", authorization, quoted);
}
