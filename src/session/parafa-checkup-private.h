/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-checkup.h"

G_BEGIN_DECLS

#define PARAFA_CHECKUP_CARD_LIMIT_MS 10000

struct _ParafaCheckup
{
  GObject parent_instance;

  ParafaSession *session; /* (owned) */
  ParafaProfile *profile; /* (owned) (nullable) */
  ParafaCard *card;       /* (owned) */
  char *root;             /* (owned) (nullable) */
  gboolean offline;
  gboolean keeps_card;
  guint card_timeout_ms;
  ParafaDistribution *distribution;                 /* (owned) (nullable) */
  ParafaCheckupLine *lines[PARAFA_CHECKUP_N_STEPS]; /* (owned) (nullable) */
  gboolean running;
};

/* parafa-checkup.c */
void parafa_checkup_set_line (ParafaCheckup *self, ParafaCheckupLine *taken);
void parafa_checkup_set_running (ParafaCheckup *self, gboolean running);
/* parafa-checkup-run.c: asks everything, and returns TRUE through the task */
void parafa_checkup_start (ParafaCheckup *self, GTask *taken);

G_END_DECLS
