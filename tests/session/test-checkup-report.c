/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The words of a check-up, all of them, and what is taken out before somebody else reads it */

#include "parafa-checkup-facts.h"
#include "parafa-checkup-report.h"
#include "parafa-checkup-words.h"
#include "parafa-config.h"
#include "parafa-test.h"

#include <libintl.h>
#include <string.h>

/* The table: each finding has its place, an id of its own that begins with its step, and words */
static void
test_words (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < PARAFA_CHECKUP_N_FINDINGS; i++)
    {
      const ParafaCheckupWords *words = parafa_checkup_words_get ((ParafaCheckupFinding) i);

      g_assert_true (g_str_has_prefix (words->id, parafa_checkup_step_get_name (words->step)));
      g_assert_true (g_hash_table_add (ids, (gpointer) words->id));
      g_assert_nonnull (words->sentence);
      if (words->need != PARAFA_NEED_NOTHING)
        g_assert_true (g_str_has_suffix (words->remedies[0], ":"));
    }
}

/* Names go, and words that only contain them stay */
static void
test_names (void)
{
  static const ParafaCheckupPerson ana = { "/home/ana", "Ana Țîrlea", "ana" };
  static const ParafaCheckupPerson short_one = { "/h", "Ș", "io" };
  static const ParafaCheckupPerson nobody = { NULL, NULL, NULL };
  static const struct
  {
    const ParafaCheckupPerson *person;
    const char *text, *redacted;
  } cases[] = {
    { &ana, "/home/ana/chei/ana.p12: no such file", "~/chei/….p12: no such file" },
    { &ana, "/home/anamaria/x of ana", "/home/anamaria/x of …" },
    { &ana, "Ana Țîrlea (ana), ana@ana", "… (…), …@…" },
    { &ana, "logincert.anaf.ro, banana, Țana, anaș, ana_1, ana",
      "logincert.anaf.ro, banana, Țana, anaș, ana_1, …" },
    { &ana, "", "" },
    { &short_one, "/home io Ș", "/home io Ș" },
    { &nobody, "/home/ana", "/home/ana" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = parafa_checkup_report_redact_for (cases[i].text, cases[i].person);

      g_assert_cmpstr (redacted, ==, cases[i].redacted);
    }
}

/* In a Flatpak the keyring is a file whose key comes from a portal */
static void
test_no_portal (void)
{
  g_autoptr (ParafaDistribution) distribution = parafa_distribution_new ("ID=debian\n", TRUE);
  g_autoptr (ParafaCheckupFacts) facts = parafa_checkup_facts_new (distribution, 0);
  g_autoptr (ParafaCheckupLine) line = NULL;

  facts->has = ~0u;
  facts->keyring = PARAFA_VAULT_STATE_ABSENT;
  facts->keyring_by_portal = TRUE;
  line = parafa_checkup_judge (facts, PARAFA_CHECKUP_KEYRING);
  g_assert_cmpstr (line->id, ==, "keyring.no-portal");
  g_assert_cmpint (line->state, ==, PARAFA_CHECKUP_STOPS);
  g_assert_cmpstr (line->command, ==,
                   "flatpak override --user --talk-name=org.freedesktop.secrets ro.parafa.Parafa");
  g_assert_cmpuint (g_strv_length (line->remedies), ==, 2);
}

int
main (int argc, char **argv)
{
  parafa_test_set_locale ();
  bindtextdomain (GETTEXT_PACKAGE, PARAFA_BUILDDIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/checkup-report/words", test_words);
  g_test_add_func ("/session/checkup-report/names", test_names);
  g_test_add_func ("/session/checkup-report/no-portal", test_no_portal);
  return g_test_run ();
}
