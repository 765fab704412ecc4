/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"
#include "parafa-profile.h"

G_BEGIN_DECLS

/**
 * ParafaLoginRemembered:
 * @PARAFA_LOGIN_REMEMBERED_NONE: nothing worth a word: no login yet, or the certificate is there and
 * cannot be used any more
 * @PARAFA_LOGIN_REMEMBERED_FOUND: the certificate of the last login is there
 * @PARAFA_LOGIN_REMEMBERED_RENEWED: it is not, or cannot be used; a newer one of the same holder is
 * @PARAFA_LOGIN_REMEMBERED_BOTH: it is there, and a newer one of the same holder, too
 * @PARAFA_LOGIN_REMEMBERED_MISSED: it is not there; its token may be put in
 * @PARAFA_LOGIN_REMEMBERED_FILE: it lies in a file that is there
 * @PARAFA_LOGIN_REMEMBERED_FILE_GONE: it lay in a file that is not there any more
 *
 * What there is of the certificate of a profile's last login.
 */
typedef enum
{
  PARAFA_LOGIN_REMEMBERED_NONE,
  PARAFA_LOGIN_REMEMBERED_FOUND,
  PARAFA_LOGIN_REMEMBERED_RENEWED,
  PARAFA_LOGIN_REMEMBERED_BOTH,
  PARAFA_LOGIN_REMEMBERED_MISSED,
  PARAFA_LOGIN_REMEMBERED_FILE,
  PARAFA_LOGIN_REMEMBERED_FILE_GONE,
} ParafaLoginRemembered;

gboolean parafa_login_remembered_is (ParafaProfile *profile, ParafaCertificate *certificate);
ParafaLoginRemembered parafa_login_remembered_find (ParafaProfile *profile,
                                                    GListModel *certificates,
                                                    gint64 now_s,
                                                    ParafaCertificate **certificate);

G_END_DECLS
