/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_VAULT_CHOICE_SERVICE, /* the Secret Service, spoken to directly */
  PARAFA_VAULT_CHOICE_PORTAL, /* libsecret's encrypted file; its key comes from the Secret portal */
} ParafaVaultChoice;

ParafaVaultChoice parafa_vault_choice_get (void);
ParafaVaultChoice parafa_vault_choice_read (const char *path);
/* for tests, which are in no sandbox */
void parafa_vault_choice_set (ParafaVaultChoice choice);

G_END_DECLS
