/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A key that wants the PIN again for each signature */

#include "test-fixture.h"

static TestWorld *world;
static TestCert *person;

static void
add_visit (TestFixture *self, TestVisit *visit)
{
  test_card_visit (self->card, self->address, test_gate_get_port (self->gate), visit);
  visit->paths[0] = "/my.policy";
  test_visit_start (visit);
}

static gboolean
is_asked (gpointer data)
{
  return ((TestCard *) data)->n_questions > 0;
}

static void
start (TestFixture *self)
{
  test_fixture_unlock (self, person);
  test_fixture_prepare (self, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  test_visit_start (&self->visit);
}

static void
start_and_wait_for_question (TestFixture *self)
{
  start (self);
  parafa_test_wait_until (is_asked, self->card, PARAFA_TEST_LIMIT_MS);
}

static void
answer (TestFixture *self, const char *pin)
{
  g_autoptr (ParafaSecret) secret = pin != NULL ? parafa_secret_new (pin, -1) : NULL;

  parafa_card_answer_question (self->card->card, self->card->question, secret);
}

static void
test_answered (TestFixture *self, gconstpointer data)
{
  start_and_wait_for_question (self);
  g_assert_cmpuint (self->card->question_flags, ==, PARAFA_PIN_CONTEXT_SPECIFIC);
  g_assert_cmpstr (self->card->question_token, ==, TEST_TOKEN);
  answer (self, TEST_PIN);
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (self->card->n_questions, ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login 6"), ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login(context) 6 0x0"), ==, 1);
}

static void
test_wrong_then_right (TestFixture *self, gconstpointer data)
{
  guint first;

  start_and_wait_for_question (self);
  first = self->card->question;
  answer (self, "000000");
  self->card->n_questions = 0;
  parafa_test_wait_until (is_asked, self->card, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpuint (self->card->question, !=, first);
  g_assert_cmpuint (self->card->question_flags & PARAFA_PIN_COUNT_LOW, !=, 0);
  answer (self, TEST_PIN);
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 302);
  g_assert_cmpuint (test_world_count (world, "C_Login(context)"), ==, 2);
}

static void
assert_cancelled (TestFixture *self)
{
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 502);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_CANCELLED);
  g_assert_cmpuint (self->card->n_questions, ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login(context)"), ==, 0);
}

static void
test_cancelled (TestFixture *self, gconstpointer data)
{
  start_and_wait_for_question (self);
  answer (self, NULL);
  assert_cancelled (self);
}

/* An empty PIN is no try */
static void
test_empty (TestFixture *self, gconstpointer data)
{
  start_and_wait_for_question (self);
  answer (self, "");
  assert_cancelled (self);
}

static void
test_left_open (TestFixture *self, gconstpointer data)
{
  parafa_card_set_question_timeout (self->card->card, 300);
  start (self);
  assert_cancelled (self);
}

/* Several connections, one person: one refusal is enough */
static void
test_cancelled_for_all (TestFixture *self, gconstpointer data)
{
  TestVisit more[4] = { 0 };

  start_and_wait_for_question (self);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    add_visit (self, &more[i]);
  answer (self, NULL);
  assert_cancelled (self);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      test_visit_wait (&more[i]);
      g_assert_cmpuint (more[i].status[0], ==, 502);
      test_visit_clear (&more[i]);
    }
  g_assert_cmpuint (self->card->n_questions, ==, 1);
}

static void
test_end_while_open (TestFixture *self, gconstpointer data)
{
  gint64 start_us;

  start_and_wait_for_question (self);
  start_us = g_get_monotonic_time ();
  test_card_end (self->card);
  /* by itself, before it would be killed */
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2 * G_USEC_PER_SEC);
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], !=, 302);
  g_assert_cmpuint (self->card->failures->len, ==, 0);
}

/* Each wrong answer is a person's; after the third nobody is asked a fourth time */
static void
test_third_wrong_locks (TestFixture *self, gconstpointer data)
{
  start (self);
  for (guint i = 0; i < 3; i++)
    {
      parafa_test_wait_until (is_asked, self->card, PARAFA_TEST_LIMIT_MS);
      self->card->n_questions = 0;
      g_assert_cmpint ((self->card->question_flags & PARAFA_PIN_FINAL_TRY) != 0, ==, i == 2);
      answer (self, "000000");
    }
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 502);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_PIN_LOCKED);
  g_assert_cmpuint (self->card->n_questions, ==, 0);
  g_assert_cmpuint (test_world_count (world, "C_Login(context)"), ==, 3);
}

/* A second page in the same login: the key asks again, once for each signature, never by itself */
static void
test_once_for_each_signature (TestFixture *self, gconstpointer data)
{
  TestVisit second = { 0 };

  start_and_wait_for_question (self);
  answer (self, TEST_PIN);
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->card->n_questions, ==, 1);
  self->card->n_questions = 0;
  add_visit (self, &second);
  parafa_test_wait_until (is_asked, self->card, PARAFA_TEST_LIMIT_MS);
  answer (self, TEST_PIN);
  test_visit_wait (&second);
  g_assert_cmpuint (second.status[0], ==, 302);
  g_assert_cmpuint (self->card->n_questions, ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login(context)"), ==, 2);
  test_visit_clear (&second);
  test_card_end (self->card);
  g_assert_cmpuint (test_world_count (world, "C_Logout 0x0"), ==, 1);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/card/question/" path, TestFixture, NULL, test_fixture_set_up, function,            \
              test_fixture_tear_down)

int
main (int argc, char **argv)
{
  const TestCertSpec spec = { .key = TEST_KEY_RSA,
                              .purpose = TEST_PERSON,
                              .name = "Mereu Întrebat",
                              .person_id = "200206126MI3" };
  int status;

  g_test_init (&argc, &argv, NULL);
  world = test_world_new ();
  test_fixture_use (world);
  person = test_cert_new (&spec, world->sub);
  g_setenv ("SOFT_TOKEN_KEY_FLAGS", "--mark-always-authenticate", TRUE);
  test_world_put (world, TEST_TOKEN, "Mereu", person, "21", TRUE);
  g_unsetenv ("SOFT_TOKEN_KEY_FLAGS");
  ADD ("answered", test_answered);
  ADD ("wrong-then-right", test_wrong_then_right);
  ADD ("cancelled", test_cancelled);
  ADD ("empty", test_empty);
  ADD ("left-open", test_left_open);
  ADD ("cancelled-for-all", test_cancelled_for_all);
  ADD ("end-while-open", test_end_while_open);
  ADD ("third-wrong-locks", test_third_wrong_locks);
  ADD ("once-for-each-signature", test_once_for_each_signature);
  status = g_test_run ();
  test_cert_free (person);
  test_world_free (world);
  return status;
}
