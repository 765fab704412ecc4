/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-session.h"

G_BEGIN_DECLS

/* TestOauth: does ANAF recognise this token? */
#define PARAFA_TYPE_TESTOAUTH_PAGE (parafa_testoauth_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaTestoauthPage, parafa_testoauth_page, PARAFA, TESTOAUTH_PAGE, AdwBin)

void parafa_testoauth_page_set_account (ParafaTestoauthPage *self,
                                        ParafaSession *session,
                                        ParafaAccount *account);
void parafa_testoauth_page_send (ParafaTestoauthPage *self);
void parafa_testoauth_page_cancel (ParafaTestoauthPage *self);
gboolean parafa_testoauth_page_is_running (ParafaTestoauthPage *self);
void parafa_testoauth_page_show_answer (ParafaTestoauthPage *self, ParafaHello *hello);
void parafa_testoauth_page_show_error (ParafaTestoauthPage *self, const GError *error);
void parafa_testoauth_page_focus (ParafaTestoauthPage *self);
const char *parafa_testoauth_page_get_sentence (ParafaTestoauthPage *self);
const char *parafa_testoauth_page_get_greeting (ParafaTestoauthPage *self);

G_END_DECLS
