/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When the gate asks for the certificate */
typedef enum
{
  TEST_GATE_RENEGOTIATION,  /* TLS 1.2, on /my.policy, as F5 does */
  TEST_GATE_FIRST_12,       /* in the first handshake */
  TEST_GATE_FIRST_13,       /* the same, TLS 1.3 */
  TEST_GATE_POST_HANDSHAKE, /* TLS 1.3, on /my.policy */
  TEST_GATE_NEVER,
} TestGateStyle;

typedef struct
{
  TestGateStyle style;
  const char *certificate; /* paths of PEM files */
  const char *key;
  const char *client_root; /* the only authority it knows */
  gboolean keep_alive;
  gboolean both_versions; /* TLS 1.2 and 1.3 */
  gboolean pkcs1_only;    /* accepts no RSA-PSS from clients */
  gboolean require;       /* no certificate, no handshake */
  gboolean no_goodbye;    /* closes without close_notify */
  gboolean cut_short;     /* closes in the middle of the answer */
  gboolean hang;          /* never says a word */
  gboolean no_answer;     /* closes instead of answering */
} TestGateOptions;

/* What it has seen so far */
typedef struct
{
  guint handshakes;
  guint requests;
  guint logins;       /* certificates that came on /my.policy */
  guint min_chain;    /* shortest chain among these */
  gboolean all_valid; /* every chain led to the root */
  char version[16];   /* of the last handshake */
  char subject[256];  /* common name of the last certificate */
} TestGateReport;

typedef struct _TestGate TestGate;

TestGate *test_gate_new (const TestGateOptions *options);
guint16 test_gate_get_port (TestGate *self);
void test_gate_get_report (TestGate *self, TestGateReport *report);
void test_gate_free (TestGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestGate, test_gate_free)

G_END_DECLS
