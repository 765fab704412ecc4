/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* What a look at the readers brought */
typedef struct
{
  gboolean changed; /* tokens were put in or pulled out since the last look or listing */
  gboolean gone;    /* the token that was asked about is not there */
  char *label;      /* (owned) (nullable): its label */
} ParafaTokenWatchNews;

void parafa_token_watch_add (GString *sight, CK_SLOT_ID slot, CK_RV rv, const CK_TOKEN_INFO *info);
void parafa_token_watch_remember (GString *taken);
void parafa_token_watch_look (const char *uri, ParafaTokenWatchNews *news);

G_END_DECLS
