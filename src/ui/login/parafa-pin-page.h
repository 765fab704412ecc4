/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-certificate.h"
#include "parafa-pin-text.h"
#include "parafa-secret.h"

G_BEGIN_DECLS

/* The page that asks for a PIN or the password of a file. What is typed stays in locked memory
 * until take_answer() moves it into a ParafaSecret; the page never keeps or shows it again.
 * Property "ready" (gboolean): there is something to send. Signal "submit" (): Return was pressed
 * in the entry. */
#define PARAFA_TYPE_PIN_PAGE (parafa_pin_page_get_type ())
G_DECLARE_FINAL_TYPE (ParafaPinPage, parafa_pin_page, PARAFA, PIN_PAGE, AdwBin)
GtkWidget *parafa_pin_page_new (void);
/* which PIN of the token, for the next question */
void parafa_pin_page_set_kind (ParafaPinPage *self, ParafaPinKind kind);
/* certificate: (nullable): whose; place: (nullable): the token's name or the file's */
void parafa_pin_page_ask (ParafaPinPage *self,
                          ParafaPinQuestion question,
                          ParafaCertificate *certificate,
                          const char *place,
                          ParafaPinState state,
                          ParafaPinAnswer last);
gboolean parafa_pin_page_is_ready (ParafaPinPage *self);
/* (transfer full) (nullable): NULL where the reader's own keys are used; the entry is empty after */
ParafaSecret *parafa_pin_page_take_answer (ParafaPinPage *self);
void parafa_pin_page_clear (ParafaPinPage *self);
void parafa_pin_page_set_busy (ParafaPinPage *self, gboolean busy);
void parafa_pin_page_focus (ParafaPinPage *self);

G_END_DECLS
