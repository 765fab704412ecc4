/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "test-card.h"

G_BEGIN_DECLS

/* A card process, a certificate in use, a gate, a relay in front of it and a visit through both */
typedef struct
{
  TestCard *card;
  ParafaCertificate *certificate; /* (nullable) */
  TestGate *gate;                 /* (nullable) */
  ParafaRelayAddress *address;    /* (nullable) */
  TestVisit visit;
} TestFixture;

/* before any test */
void test_fixture_use (TestWorld *world);
void test_fixture_set_up (TestFixture *self, gconstpointer data);
void test_fixture_tear_down (TestFixture *self, gconstpointer data);
void test_fixture_unlock (TestFixture *self, const TestCert *cert);
/* opens the gate and a relay in front of it; the visit wants /my.policy */
void test_fixture_prepare (TestFixture *self, TestGateOptions options);

G_END_DECLS
