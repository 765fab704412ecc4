/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A key that wants the PIN again for each signature */

#include "test-card.h"

static TestWorld *world;
static TestCert *person;

typedef struct
{
  TestCard *card;
  ParafaCertificate *certificate;
  TestGate *gate;
  ParafaRelayAddress *address;
  TestVisit visit;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  test_world_reset (world);
  self->card = test_card_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_visit_clear (&self->visit);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->address, parafa_relay_address_free);
  test_card_free (self->card);
  g_clear_pointer (&self->gate, test_gate_free);
}

static void
add_visit (Fixture *self, TestVisit *visit)
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
start (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  self->certificate = test_card_find (self->card, person);
  test_card_unlock (self->card, self->certificate, TEST_PIN, &state, &error);
  g_assert_no_error (error);
  self->gate = test_world_open_gate (world, (TestGateOptions){ .style = TEST_GATE_RENEGOTIATION });
  self->address =
      test_card_start_for (self->card, world, self->certificate, test_gate_get_port (self->gate));
  add_visit (self, &self->visit);
}

static void
start_and_wait_for_question (Fixture *self)
{
  start (self);
  parafa_test_wait_until (is_asked, self->card, PARAFA_TEST_LIMIT_MS);
}

static void
answer (Fixture *self, const char *pin)
{
  g_autoptr (ParafaSecret) secret = pin != NULL ? parafa_secret_new (pin, -1) : NULL;

  parafa_card_answer_question (self->card->card, self->card->question, secret);
}

static void
test_answered (Fixture *self, gconstpointer data)
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
test_wrong_then_right (Fixture *self, gconstpointer data)
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
assert_cancelled (Fixture *self)
{
  test_visit_wait (&self->visit);
  g_assert_cmpuint (self->visit.status[0], ==, 502);
  test_card_wait_for_failure (self->card, PARAFA_CARD_ERROR_CANCELLED);
  g_assert_cmpuint (self->card->n_questions, ==, 1);
  g_assert_cmpuint (test_world_count (world, "C_Login(context)"), ==, 0);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  start_and_wait_for_question (self);
  answer (self, NULL);
  assert_cancelled (self);
}

/* An empty PIN is no try */
static void
test_empty (Fixture *self, gconstpointer data)
{
  start_and_wait_for_question (self);
  answer (self, "");
  assert_cancelled (self);
}

static void
test_left_open (Fixture *self, gconstpointer data)
{
  parafa_card_set_question_timeout (self->card->card, 300);
  start (self);
  assert_cancelled (self);
}

/* Several connections, one person: one refusal is enough */
static void
test_cancelled_for_all (Fixture *self, gconstpointer data)
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
test_end_while_open (Fixture *self, gconstpointer data)
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

#define ADD(path, function)                                                                        \
  g_test_add ("/card/question/" path, Fixture, NULL, set_up, function, tear_down)

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
  status = g_test_run ();
  test_cert_free (person);
  test_world_free (world);
  return status;
}
