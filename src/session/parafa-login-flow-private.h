/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-machine.h"
#include "parafa-login-preparation.h"

G_BEGIN_DECLS

struct _ParafaLoginFlow
{
  GObject parent_instance;
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (owned) */
  ParafaLoginMachine machine;
  ParafaLoginMachine shown; /* what the last notifications told */
  char *detail;             /* (owned) (nullable) */
  guint patience_ms;
  guint patience_id;

  ParafaCard *card;             /* (owned) (nullable) */
  guint n_ending;               /* card processes that have not ended yet */
  ParafaLoginActions postponed; /* until they have */
  guint postponed_serial;
  GCancellable *cancellable;      /* (owned) (nullable): of the step that runs */
  GListStore *certificates;       /* (owned) (element-type ParafaCertificate) */
  GStrv driver_problems;          /* (owned) (nullable) */
  ParafaCertificate *certificate; /* (owned) (nullable): the chosen one */
  ParafaPinState pin_state;
  gboolean goes_on; /* takes the remembered certificate by itself, once */
  ParafaLoginRemembered remembered;
  ParafaCertificate *offered; /* (owned) (nullable): what is remembered, or took its place */
  gboolean listing_again;
  gboolean list_once_more; /* tokens changed again meanwhile */

  /* for the one action they were given for */
  char *file;             /* (owned) (nullable) */
  ParafaSecret *password; /* (owned) (nullable) */
  ParafaSecret *pin;      /* (owned) (nullable) */
  ParafaSecret *code;     /* (owned) (nullable) */
  ParafaTokenPair *pair;  /* (owned) (nullable) */
  char *opened_file;      /* (owned) (nullable): the file that was tried last */

  ParafaLoginPreparation *preparation; /* (owned) (nullable) */
};

void parafa_login_flow_handle (ParafaLoginFlow *flow,
                               ParafaLoginEvent event,
                               ParafaLoginProblem problem,
                               const char *detail);
void parafa_login_flow_handle_good (ParafaLoginFlow *self, ParafaLoginEvent event);
void parafa_login_flow_set_certificate (ParafaLoginFlow *self, ParafaCertificate *certificate);
/* for tests: how long a page may stay without anything happening */
void parafa_login_flow_set_patience (ParafaLoginFlow *self, guint patience_ms);

G_END_DECLS
