/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-driver-text.h"

#include <glib/gi18n.h>

/* What is wrong, and what to do; %s is the name of a missing library */
static const struct
{
  const char *word;
  const char *sentence;
  const char *remedy;
} problems[] = {
  [PARAFA_DRIVER_PROBLEM_NONE] = { N_ ("Works"), N_ ("The driver works"), NULL },
  [PARAFA_DRIVER_PROBLEM_NO_FILE] = { N_ ("No file"), N_ ("The file is not there any more"),
                                      N_ ("Install the driver again, or remove it from this "
                                          "list.") },
  [PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY] = { N_ ("No driver"), N_ ("This file is no driver"),
                                            N_ ("A driver for Linux is a library; its name ends in "
                                                ".so. Files "
                                                "for Windows (.dll, .exe) cannot be used.") },
  [PARAFA_DRIVER_PROBLEM_OTHER_MACHINE] = { N_ ("Other kind"),
                                            N_ ("This driver is for another kind of computer"),
                                            N_ ("Get the version for 64-bit Linux from the "
                                                "provider.") },
  [PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY] = { N_ ("Incomplete"),
                                              N_ ("The driver needs %s, which is not installed"),
                                              N_ ("Install the driver with its own package: that "
                                                  "brings along "
                                                  "what it needs.") },
  [PARAFA_DRIVER_PROBLEM_DOES_NOT_LOAD] = { N_ ("Does not start"),
                                            N_ ("The driver cannot be loaded"),
                                            N_ ("Install its newest version from the provider.") },
  [PARAFA_DRIVER_PROBLEM_NOT_PKCS11] = { N_ ("No driver"),
                                         N_ ("This library is no driver for tokens"),
                                         N_ ("Look in the same folder for a file with pkcs11 or "
                                             "p11 in its "
                                             "name.") },
  [PARAFA_DRIVER_PROBLEM_DOES_NOT_START] = { N_ ("Does not start"),
                                             N_ ("The driver does not start"),
                                             N_ ("It often brings a service of its own: restart "
                                                 "the computer "
                                                 "once after installing it.") },
  [PARAFA_DRIVER_PROBLEM_CANNOT_LIST] = { N_ ("Does not work"),
                                          N_ ("The driver cannot say which tokens there are"),
                                          N_ ("Take the token out, put it in again, and look "
                                              "again.") },
  [PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN] = { N_ ("Works partly"),
                                               N_ ("Something on the token cannot be read"),
                                               N_ ("Take the token out, put it in again, and look "
                                                   "again.") },
  [PARAFA_DRIVER_PROBLEM_HANGS] = { N_ ("Hangs"), N_ ("The driver does not answer"),
                                    N_ ("It was ended; the others work on. Take the token out and "
                                        "put it in "
                                        "again, or turn this driver off.") },
  [PARAFA_DRIVER_PROBLEM_CRASHES] = { N_ ("Breaks down"), N_ ("The driver breaks down"),
                                      N_ ("The others work on. Install its newest version, or turn "
                                          "it off.") },
  [PARAFA_DRIVER_PROBLEM_PROCESS] = { N_ ("Not asked"), N_ ("Parafa’s card process does not start"),
                                      N_ ("Install Parafa again.") },
};

static void
describe_problem (ParafaDriverText *self, const ParafaDriverFindings *findings)
{
  const char *sentence = _ (problems[findings->problem].sentence);

  self->word = g_strdup (_ (problems[findings->problem].word));
  if (findings->problem == PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY)
    {
      g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

      self->sentence =
          g_strjoinv (findings->detail != NULL ? findings->detail : _ ("another library"), parts);
    }
  else
    self->sentence = g_strdup (sentence);
  self->remedy = problems[findings->problem].remedy != NULL
                     ? g_strdup (_ (problems[findings->problem].remedy))
                     : NULL;
}

static void
describe_working (ParafaDriverText *self, const ParafaDriverFindings *findings)
{
  self->word =
      findings->n_tokens > 0
          ? g_strdup_printf (ngettext ("Sees %u token", "Sees %u tokens", findings->n_tokens),
                             findings->n_tokens)
          : g_strdup (_ ("Works"));
  self->sentence =
      g_strdup (findings->n_tokens > 0 ? _ ("The driver works")
                                       : _ ("The driver works, and sees no token now"));
}

/**
 * parafa_driver_text_new:
 * @driver: a driver
 * @report: (nullable): how it did; %NULL for one that was not asked
 *
 * Returns: (transfer full): what is said of it
 */
ParafaDriverText *
parafa_driver_text_new (ParafaDriver *driver, ParafaDriverReport *report)
{
  ParafaDriverText *self = NULL;
  const ParafaDriverFindings *findings;

  g_return_val_if_fail (PARAFA_IS_DRIVER (driver), NULL);

  self = g_new0 (ParafaDriverText, 1);
  self->kind = PARAFA_PILL_PLAIN;
  self->icon = "action-unavailable-symbolic";
  if (!parafa_driver_get_settings (driver)->enabled)
    {
      self->word = g_strdup (_ ("Turned off"));
      self->sentence = g_strdup (_ ("Parafa does not load this driver; other programs may"));
      return self;
    }
  if (report == NULL)
    {
      self->word = g_strdup (_ ("Not asked"));
      self->sentence = g_strdup (_ ("The driver was not asked"));
      return self;
    }
  findings = parafa_driver_report_get_findings (report);
  if (findings->problem == PARAFA_DRIVER_PROBLEM_NONE)
    {
      self->kind = findings->n_tokens > 0 ? PARAFA_PILL_SUCCESS : PARAFA_PILL_PLAIN;
      self->icon = "object-select-symbolic";
      describe_working (self, findings);
      return self;
    }
  self->kind = parafa_driver_report_works (report) ? PARAFA_PILL_WARNING : PARAFA_PILL_ERROR;
  self->icon =
      parafa_driver_report_works (report) ? "dialog-warning-symbolic" : "dialog-error-symbolic";
  describe_problem (self, findings);
  return self;
}

/**
 * parafa_driver_text_free:
 * @self: (nullable) (transfer full): texts
 */
void
parafa_driver_text_free (ParafaDriverText *self)
{
  if (self == NULL)
    return;
  g_free (self->word);
  g_free (self->sentence);
  g_free (self->remedy);
  g_free (self);
}

/**
 * parafa_driver_text_get_origin:
 * @driver: a driver
 *
 * Returns: (transfer full): where it comes from
 */
char *
parafa_driver_text_get_origin (ParafaDriver *driver)
{
  static const char *const origins[] = {
    [PARAFA_DRIVER_ORIGIN_PACKAGE] = N_ ("came with a package"),
    [PARAFA_DRIVER_ORIGIN_ADMIN] = N_ ("set up for this computer"),
    [PARAFA_DRIVER_ORIGIN_USER] = N_ ("set up by you or another program"),
    [PARAFA_DRIVER_ORIGIN_PARAFA] = N_ ("chosen in Parafa"),
    [PARAFA_DRIVER_ORIGIN_FILE] = N_ ("a file"),
  };

  g_return_val_if_fail (PARAFA_IS_DRIVER (driver), NULL);

  return g_strdup (_ (origins[parafa_driver_get_settings (driver)->origin]));
}

/**
 * parafa_driver_text_get_numbers:
 * @report: how a driver did
 *
 * Returns: (transfer full): how many tokens and certificates it sees
 */
char *
parafa_driver_text_get_numbers (ParafaDriverReport *report)
{
  const ParafaDriverFindings *findings;
  g_autofree char *tokens = NULL;
  g_autofree char *certificates = NULL;

  g_return_val_if_fail (PARAFA_IS_DRIVER_REPORT (report), NULL);

  findings = parafa_driver_report_get_findings (report);
  tokens =
      g_strdup_printf (ngettext ("%u token", "%u tokens", findings->n_tokens), findings->n_tokens);
  certificates =
      g_strdup_printf (ngettext ("%u certificate", "%u certificates", findings->n_certificates),
                       findings->n_certificates);
  return g_strdup_printf ("%s · %s", tokens, certificates);
}

/**
 * parafa_driver_text_get_store_problem:
 * @error: why a change was not written
 *
 * Returns: (transfer none): a sentence for it
 */
const char *
parafa_driver_text_get_store_problem (const GError *error)
{
  if (g_error_matches (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_REFUSED))
    return _ ("On this computer nobody may add drivers of his own");
  if (g_error_matches (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_FOREIGN))
    return _ ("Another program set this driver up; change it there");
  if (g_error_matches (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_KNOWN))
    return _ ("This driver is in the list already");
  if (g_error_matches (error, PARAFA_DRIVER_STORE_ERROR, PARAFA_DRIVER_STORE_ERROR_PATH))
    return _ ("A driver cannot be used from this folder");
  return _ ("The change could not be written");
}
