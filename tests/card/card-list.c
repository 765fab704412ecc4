/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Listing, and a driver that hangs or takes the process down */

#include "test-card.h"

#include <glib/gstdio.h>

static TestWorld *world;

static void
assert_names (GPtrArray *list, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_cmpuint (i, <, list->len);
      g_assert_cmpstr (parafa_certificate_get_holder (list->pdata[i]), ==, names[i]);
    }
  g_assert_cmpuint (g_strv_length ((char **) names), ==, list->len);
}

/* A newer OpenSC does not start where there is no reader service; it is the computer's own, not the test's */
static guint
count_problems (char **problems)
{
  guint n = 0;

  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    n += !g_str_has_prefix (problems[i], "opensc-pkcs11.so");
  return n;
}

static void
test_list (void)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (ParafaCertificate) rsa = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GError) error = NULL;
  const ParafaCertificatePlace *place;

  test_world_reset (world);
  card = test_card_new ();
  list = test_card_list (card, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_problems (problems), ==, 0);
  /* without the authority that lies on the token, too */
  g_assert_cmpuint (list->len, ==, 2);

  rsa = test_card_find (card, world->rsa);
  place = parafa_certificate_get_place (rsa);
  g_assert_cmpstr (place->token_label, ==, TEST_TOKEN);
  g_assert_cmpstr (place->manufacturer, ==, "SoftHSM project");
  g_assert_cmpstr (place->token_model, ==, "SoftHSM v2");
  g_assert_cmpuint (strlen (place->token_serial), ==, 16);
  g_assert_cmpstr (place->driver, ==, "libsofthsm2.so");
  g_assert_null (place->file);
  g_assert_nonnull (strstr (place->uri, place->token_serial));
  g_assert_nonnull (strstr (place->uri, "id=%01"));
  g_assert_nonnull (strstr (place->uri, "type=cert"));
  g_assert_null (strstr (place->uri, "pin"));
  g_assert_cmpuint (test_world_count (world, "C_Login"), ==, 0);
}

/* A renewed certificate has the label of the old one; both are told apart, the new one is first */
static void
test_renewed_pair (void)
{
  TestCertSpec old = { .purpose = TEST_PERSON,
                       .name = "Ana Pop",
                       .given = "Ana",
                       .surname = "Pop",
                       .person_id = "200206125AP1",
                       .from_days = -700,
                       .to_days = 20 };
  TestCertSpec new = old;
  g_autoptr (TestCert) old_cert = NULL;
  g_autoptr (TestCert) new_cert = NULL;
  g_autoptr (TestCard) card = NULL;
  g_autoptr (ParafaCertificate) a = NULL;
  g_autoptr (ParafaCertificate) b = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  guint at_old = 0, at_new = 0;
  ParafaPinState state;

  test_world_reset (world);
  new.from_days = -10;
  new.to_days = 700;
  old_cert = test_cert_new (&old, world->sub);
  new_cert = test_cert_new (&new, world->sub);
  test_world_put (world, TEST_TOKEN, "Ana", old_cert, "31", TRUE);
  test_world_put (world, TEST_TOKEN, "Ana", new_cert, "32", TRUE);
  card = test_card_new ();
  a = test_card_find (card, old_cert);
  b = test_card_find (card, new_cert);
  g_assert_cmpstr (parafa_certificate_get_place (a)->uri, !=,
                   parafa_certificate_get_place (b)->uri);
  g_assert_true (parafa_certificate_has_same_holder (a, b));
  list = test_card_list (card, NULL, &error);
  for (guint i = 0; i < list->len; i++)
    {
      const char *serial = parafa_certificate_get_serial (list->pdata[i]);

      if (g_str_equal (serial, parafa_certificate_get_serial (a)))
        at_old = i;
      if (g_str_equal (serial, parafa_certificate_get_serial (b)))
        at_new = i;
    }
  g_assert_cmpuint (at_new, <, at_old);
  /* each with its own key */
  g_assert_true (test_card_unlock (card, a, TEST_PIN, &state, &error));
  g_assert_true (test_card_unlock (card, b, TEST_PIN, &state, &error));
  g_assert_no_error (error);
}

static void
test_no_token (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (TestCard) card = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  test_world_reset (world);
  g_file_set_contents (world->gone_file, "", -1, NULL);
  card = test_card_new ();
  list = test_card_list (card, NULL, &error);
  g_assert_no_error (error);
  assert_names (list, none);
  /* put in, it is found by the same process */
  g_clear_pointer (&list, g_ptr_array_unref);
  g_remove (world->gone_file);
  list = test_card_list (card, NULL, &error);
  g_assert_cmpuint (list->len, >, 0);
  g_assert_cmpuint (card->ends->len, ==, 0);
}

static void
test_pulled_out_while_listing (void)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GError) error = NULL;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_GONE_AT", "C_FindObjects", TRUE);
  card = test_card_new ();
  list = test_card_list (card, &problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpuint (count_problems (problems), ==, 1);
  g_assert_true (g_str_has_prefix (problems[g_strv_length (problems) - 1], "libsofthsm2.so: ") ||
                 g_str_has_prefix (problems[0], "libsofthsm2.so: "));
}

static void
test_hang (gconstpointer call)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_HANG_AT", call, TRUE);
  card = test_card_new ();
  parafa_card_set_list_timeout (card->card, 1000);
  g_assert_null (test_card_list (card, NULL, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_TIMEOUT);
  g_assert_nonnull (strstr (error->message, "libsofthsm2.so"));
  g_clear_error (&error);
  g_assert_cmpuint (card->ends->len, ==, 0);

  /* the process was replaced */
  g_unsetenv ("TEST_PKCS11_HANG_AT");
  parafa_card_set_list_timeout (card->card, PARAFA_TEST_LIMIT_MS);
  list = test_card_list (card, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >=, 2);
}

static gboolean
has_ended (gpointer data)
{
  return ((TestCard *) data)->ends->len > 0;
}

/* The failed calls and the signal come in no fixed order */
static void
wait_for_end (TestCard *card)
{
  parafa_test_wait_until (has_ended, card, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (card->ends->len, ==, 1);
}

static void
test_crash (gconstpointer call)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_ABORT_AT", call, TRUE);
  card = test_card_new ();
  g_assert_null (test_card_list (card, NULL, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS);
  g_assert_nonnull (strstr (error->message, "libsofthsm2.so"));
  g_clear_error (&error);
  /* nothing was chosen, so that nothing was lost */
  g_assert_cmpuint (card->ends->len, ==, 0);

  g_unsetenv ("TEST_PKCS11_ABORT_AT");
  list = test_card_list (card, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >=, 2);
}

static void
test_crash_in_unlock (void)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_ABORT_AT", "C_Login", TRUE);
  card = test_card_new ();
  certificate = test_card_find (card, world->rsa);
  g_assert_false (test_card_unlock (card, certificate, TEST_PIN, &state, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS);
  g_assert_nonnull (strstr (error->message, "libsofthsm2.so"));
  wait_for_end (card);
}

/* Several calls at once share one process; when it dies, each of them ends */
static void
test_pending_calls_end (void)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (GPtrArray) results =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_test_result_free);

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_ABORT_AT", "C_GetSlotList", TRUE);
  card = test_card_new ();
  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (results, parafa_test_result_new ());
      parafa_card_list_async (card->card, NULL, parafa_test_result_callback, results->pdata[i]);
    }
  for (guint i = 0; i < results->len; i++)
    {
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = parafa_test_result_wait (results->pdata[i], PARAFA_TEST_LIMIT_MS);

      g_assert_null (parafa_card_list_finish (card->card, result, NULL, &error));
      g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS);
    }
}

static void
test_cancel (void)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_HANG_AT", "C_GetSlotList", TRUE);
  card = test_card_new ();
  parafa_card_list_async (card->card, cancellable, parafa_test_result_callback, result);
  g_cancellable_cancel (cancellable);
  g_assert_null (parafa_card_list_finish (card->card,
                                          parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* End kills a process whose driver hangs; nobody waits longer than that */
static void
test_end_while_hanging (void)
{
  g_autoptr (TestCard) card = NULL;
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();
  g_autoptr (GError) error = NULL;

  test_world_reset (world);
  g_setenv ("TEST_PKCS11_HANG_AT", "C_GetSlotList", TRUE);
  card = test_card_new ();
  parafa_card_list_async (card->card, NULL, parafa_test_result_callback, result);
  g_assert_false (parafa_test_poll_until (parafa_test_is_set, &card->question_token, 300));
  test_card_end (card);
  g_assert_null (parafa_card_list_finish (card->card,
                                          parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                          NULL, &error));
  g_assert_error (error, PARAFA_CARD_ERROR, PARAFA_CARD_ERROR_PROCESS);
  g_assert_cmpuint (card->ends->len, ==, 0);
}

/* Another main context: the answers come there */
static gpointer
list_in_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GPtrArray *list;

  g_main_context_push_thread_default (context);
  {
    g_autoptr (TestCard) card = test_card_new ();

    list = test_card_list (card, NULL, NULL);
  }
  /* GDBus gives its subscriptions back from the context they were made in */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  return list;
}

static void
test_other_context (void)
{
  g_autoptr (GPtrArray) list = NULL;

  test_world_reset (world);
  list = g_thread_join (g_thread_new ("other", list_in_thread, NULL));
  g_assert_nonnull (list);
  g_assert_cmpuint (list->len, >=, 2);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  g_test_add_func ("/card/list/all", test_list);
  g_test_add_func ("/card/list/no-token", test_no_token);
  g_test_add_func ("/card/list/pulled-out-meanwhile", test_pulled_out_while_listing);
  g_test_add_data_func ("/card/list/hang/slots", "C_GetSlotList", test_hang);
  g_test_add_data_func ("/card/list/hang/objects", "C_FindObjects", test_hang);
  g_test_add_data_func ("/card/list/crash/slots", "C_GetSlotList", test_crash);
  g_test_add_data_func ("/card/list/crash/objects", "C_FindObjects", test_crash);
  g_test_add_func ("/card/list/crash/unlock", test_crash_in_unlock);
  g_test_add_func ("/card/list/pending-calls-end", test_pending_calls_end);
  g_test_add_func ("/card/list/cancel", test_cancel);
  g_test_add_func ("/card/list/end-while-hanging", test_end_while_hanging);
  g_test_add_func ("/card/list/other-context", test_other_context);
  g_test_add_func ("/card/list/renewed-pair", test_renewed_pair);
  status = g_test_run ();
  test_world_free (world);
  return status;
}
