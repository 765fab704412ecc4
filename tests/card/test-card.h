/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-test.h"
#include "test-gate.h"
#include "test-pki.h"
#include "test-visit.h"

G_BEGIN_DECLS

#define TEST_HOST "gate.localhost"
#define TEST_TOKEN "Cheia lui Ion"
#define TEST_PIN "120934"
#define TEST_P12_PASSWORD "parola fișierului"

/* What every test of the card process needs, made once for a program */
typedef struct
{
  ParafaTestDir *dir;
  TestCert *root;      /* of people */
  TestCert *sub;       /* issues people's certificates */
  TestCert *server_ca; /* of servers */
  TestCert *server;    /* for TEST_HOST */
  TestCert *rsa, *ec;  /* people on the token, ids 01 and 02; the token has @sub, too */
  char *root_file, *sub_file;
  char *server_file, *server_key;
  char *rsa_p12, *ec_p12;
  char *trace_file, *gone_file, *tries_file;
} TestWorld;

TestWorld *test_world_new (void);
void test_world_free (TestWorld *self);
void test_world_put (TestWorld *self,
                     const char *token,
                     const char *name,
                     const TestCert *cert,
                     const char *id,
                     gboolean with_key);
void test_world_add_token (TestWorld *self, const char *token);
void test_world_run (const char *const *arguments);
void test_world_reset (TestWorld *self);
char *test_world_read_trace (TestWorld *self);
guint test_world_count (TestWorld *self, const char *call);
TestGate *test_world_open_gate (TestWorld *self, TestGateOptions options);

/* A card process, its calls made to wait, and what it told */
typedef struct
{
  ParafaCard *card;
  GPtrArray *failures;  /* (element-type GError) */
  GPtrArray *hosts;     /* (element-type utf8): of these */
  GPtrArray *upstreams; /* (element-type ParafaUpstream) */
  GPtrArray *ends;      /* (element-type GError) */
  guint question;       /* the last one */
  guint question_flags;
  char *question_token;
  guint n_questions;
} TestCard;

TestCard *test_card_new (void);
void test_card_free (TestCard *self);
GPtrArray *test_card_list (TestCard *self, GStrv *problems, GError **error);
ParafaCertificate *test_card_find (TestCard *self, const TestCert *cert);
ParafaCertificate *
test_card_open (TestCard *self, const char *path, const char *password, GError **error);
gboolean test_card_unlock (TestCard *self,
                           ParafaCertificate *certificate,
                           const char *pin,
                           ParafaPinState *state,
                           GError **error);
ParafaRelayAddress *test_card_start_relay (TestCard *self,
                                           ParafaCertificate *certificate,
                                           const ParafaRelaySettings *settings,
                                           GError **error);
void test_card_end (TestCard *self);
void test_card_wait_for_failure (TestCard *self, ParafaCardError code);
/* relay for one gate on TEST_HOST, trusted through the world's server authority */
ParafaRelayAddress *test_card_start_for (TestCard *self,
                                         TestWorld *world,
                                         ParafaCertificate *certificate,
                                         guint16 gate_port);
void test_card_visit (TestCard *self,
                      const ParafaRelayAddress *address,
                      guint16 gate_port,
                      TestVisit *visit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestWorld, test_world_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCard, test_card_free)

G_END_DECLS
