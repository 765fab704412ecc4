/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the view does with an address a page wants to go to */
typedef enum
{
  PARAFA_LOGIN_ADDRESS_SHOW,   /* on a listed host, over https */
  PARAFA_LOGIN_ADDRESS_BLANK,  /* an empty document made by the page itself: harmless, not shown */
  PARAFA_LOGIN_ADDRESS_REFUSE, /* anything else */
} ParafaLoginAddressKind;

ParafaLoginAddressKind
parafa_login_address_judge (const char *uri, const char *const *hosts, char **refused_host);
char *parafa_login_address_to_text (const char *uri);
char *parafa_login_address_get_name (const char *host);
char *parafa_login_address_limit_text (const char *text, gsize max_bytes);

G_END_DECLS
