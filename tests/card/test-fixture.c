/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "test-fixture.h"

static TestWorld *world;

void
test_fixture_use (TestWorld *used)
{
  world = used;
}

void
test_fixture_set_up (TestFixture *self, gconstpointer data)
{
  test_world_reset (world);
  self->card = test_card_new ();
}

void
test_fixture_tear_down (TestFixture *self, gconstpointer data)
{
  test_visit_clear (&self->visit);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->address, parafa_relay_address_free);
  test_card_free (self->card);
  g_clear_pointer (&self->gate, test_gate_free);
}

void
test_fixture_unlock (TestFixture *self, const TestCert *cert)
{
  g_autoptr (GError) error = NULL;
  ParafaPinState state;

  self->certificate = test_card_find (self->card, cert);
  test_card_unlock (self->card, self->certificate, TEST_PIN, &state, &error);
  g_assert_no_error (error);
}

void
test_fixture_prepare (TestFixture *self, TestGateOptions options)
{
  guint16 port;

  self->gate = test_world_open_gate (world, options);
  port = test_gate_get_port (self->gate);
  self->address = test_card_start_for (self->card, world, self->certificate, port);
  test_card_visit (self->card, self->address, port, &self->visit);
  self->visit.paths[0] = "/my.policy";
}
