/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-connect-head.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  ParafaConnectHead head;
  ParafaConnectHeadStatus status = parafa_connect_head_parse ((const char *) data, size, &head);

  if (status == PARAFA_CONNECT_HEAD_DONE && (head.host[0] == '\0' || head.port == 0))
    g_error ("done without a host");
  if (memchr (head.host, '\0', sizeof head.host) == NULL || head.length > size)
    g_error ("the head is longer than what was sent");
  if (parafa_connect_head_is_authorised (&head, "relay", "a password nobody guesses"))
    g_error ("let in");
  parafa_connect_head_clear (&head);
  return 0;
}
