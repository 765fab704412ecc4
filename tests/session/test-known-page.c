/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-known-page.h"

#include <string.h>

typedef struct
{
  const char *address;
  const char *text;
  ParafaKnownPage page;
  const char *support_id;
} Case;

#define GATE "https://logincert.example.test"

static const Case cases[] = {
  /* the address alone */
  { GATE "/vdesk/hangup.php3", NULL, PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/vdesk/hangup.php3?x=1#y", "", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/VDESK/Hangup.php3", "", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/my.logout.php3?errorcode=19", NULL, PARAFA_PAGE_SESSION_FINISHED, NULL },
  /* the text decides where both speak */
  { GATE "/vdesk/hangup.php3", "Your session is finished.", PARAFA_PAGE_SESSION_FINISHED, NULL },
  { GATE "/my.policy", "Certificatul nu a fost prezentat.", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { NULL, "CERTIFICATUL NU A FOST PREZENTAT", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/x", "  Certificatul\n\tnu  a fost\u00a0prezentat ", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/x", "The certificate was not presented", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/x", "Nu ați prezentat un certificat", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/x", "Nu aţi prezentat un certificat", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/x", "Nu ati prezentat un certificat", PARAFA_PAGE_NO_CERTIFICATE, NULL },
  { GATE "/x", "Your session could not be established.", PARAFA_PAGE_SESSION_FINISHED, NULL },
  { GATE "/x", "Session Expired", PARAFA_PAGE_SESSION_FINISHED, NULL },
  { GATE "/x", "Sesiunea dumneavoastră a expirat", PARAFA_PAGE_SESSION_FINISHED, NULL },
  { GATE "/x", "Sesiunea dumneavoastra\na expirat", PARAFA_PAGE_SESSION_FINISHED, NULL },
  { GATE "/x", "Sesiunea s-a încheiat", PARAFA_PAGE_SESSION_FINISHED, NULL },
  { GATE "/x", "Lucrări de mentenanță", PARAFA_PAGE_MAINTENANCE, NULL },
  { GATE "/x", "Lucrări de mentenanţă", PARAFA_PAGE_MAINTENANCE, NULL },
  { GATE "/x", "Serviciul este temporar indisponibil", PARAFA_PAGE_MAINTENANCE, NULL },
  { GATE "/x", "This site is under maintenance", PARAFA_PAGE_MAINTENANCE, NULL },
  /* the firewall's page */
  { GATE "/anaf-oauth2/v1/authorize",
    "The requested URL was rejected. Please consult with your administrator.\n\n"
    "Your support ID is: 1234567890",
    PARAFA_PAGE_BLOCKED, "1234567890" },
  { GATE "/x", "The requested URL was rejected. Your support ID is: <b>18446744073709551615</b>",
    PARAFA_PAGE_BLOCKED, "18446744073709551615" },
  { GATE "/x", "Your support ID is:\n  987654321012  [Go Back]", PARAFA_PAGE_BLOCKED,
    "987654321012" },
  { GATE "/x", "The requested URL was rejected.", PARAFA_PAGE_BLOCKED, NULL },
  { GATE "/x", "The requested URL was rejected. Your support ID is: 12", PARAFA_PAGE_BLOCKED,
    NULL },
  { GATE "/x", "The requested URL was rejected. Your support ID is: none", PARAFA_PAGE_BLOCKED,
    NULL },
  /* anything else is for the person */
  { GATE "/anaf-oauth2/v1/authorize", "Alegeți certificatul", PARAFA_PAGE_UNKNOWN, NULL },
  { GATE "/my.policy", "", PARAFA_PAGE_UNKNOWN, NULL },
  { GATE "/x?next=/vdesk/hangup.php3", "", PARAFA_PAGE_UNKNOWN, NULL },
  { GATE "/x/vdesk/hangup.php3", "", PARAFA_PAGE_UNKNOWN, NULL },
  { "not an address", NULL, PARAFA_PAGE_UNKNOWN, NULL },
  { NULL, NULL, PARAFA_PAGE_UNKNOWN, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *support_id = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpint (parafa_known_page_recognise (cases[i].address, cases[i].text, &support_id),
                       ==, cases[i].page);
      g_assert_cmpstr (support_id, ==, cases[i].support_id);
    }
}

static void
test_support_id_is_optional (void)
{
  g_assert_cmpint (parafa_known_page_recognise (GATE "/", "Your support ID is: 1234567890", NULL),
                   ==, PARAFA_PAGE_BLOCKED);
}

static void
test_broken_text (void)
{
  static const char broken[] = "\xff\xfe Your session \xc3 is finished \xe2\x82";
  static const char whole[] = "\xff Your session is finished \xe2\x82";

  g_assert_cmpint (parafa_known_page_recognise (NULL, broken, NULL), ==, PARAFA_PAGE_UNKNOWN);
  g_assert_cmpint (parafa_known_page_recognise (NULL, whole, NULL), ==,
                   PARAFA_PAGE_SESSION_FINISHED);
}

/* A page of any length is read to its first 64 KiB only */
static void
test_long_text (void)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'a');
  g_autofree char *late = g_strconcat (filler, " Your session is finished", NULL);
  g_autofree char *early = g_strconcat ("Your session is finished ", filler, NULL);

  g_assert_cmpint (parafa_known_page_recognise (NULL, late, NULL), ==, PARAFA_PAGE_UNKNOWN);
  g_assert_cmpint (parafa_known_page_recognise (NULL, early, NULL), ==,
                   PARAFA_PAGE_SESSION_FINISHED);
}

static void
test_random_bytes (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint length = (guint) g_test_rand_int_range (0, 300);
      g_autofree char *text = g_malloc0 (length + 1);
      g_autofree char *support_id = NULL;

      for (guint j = 0; j < length; j++)
        text[j] = (char) g_test_rand_int_range (1, 256);
      g_assert_cmpint (parafa_known_page_recognise (text, text, &support_id), ==,
                       PARAFA_PAGE_UNKNOWN);
      g_assert_null (support_id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/known-page/cases", test_cases);
  g_test_add_func ("/session/known-page/support-id-is-optional", test_support_id_is_optional);
  g_test_add_func ("/session/known-page/broken-text", test_broken_text);
  g_test_add_func ("/session/known-page/long-text", test_long_text);
  g_test_add_func ("/session/known-page/random-bytes", test_random_bytes);

  return g_test_run ();
}
