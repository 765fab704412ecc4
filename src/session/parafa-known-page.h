/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_PAGE_UNKNOWN,
  PARAFA_PAGE_NO_CERTIFICATE,   /* "Certificatul nu a fost prezentat", /vdesk/hangup.php3 */
  PARAFA_PAGE_SESSION_FINISHED, /* "Your session is finished", "Your session could not be
                                   established" */
  PARAFA_PAGE_BLOCKED,          /* firewall page with a support id */
  PARAFA_PAGE_MAINTENANCE,
} ParafaKnownPage;

/* by address and text, never by HTTP status. support_id: (out) (nullable) */
ParafaKnownPage
parafa_known_page_recognise (const char *address, const char *text, char **support_id);

G_END_DECLS
