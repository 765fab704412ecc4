/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "parafa-login-flow.h"

G_BEGIN_DECLS

/* A ParafaLoginFlow whose outputs the test sets and whose inputs it reads back. It takes the place of
 * the real one at link time, so that every failure can be shown, also those no server, token or
 * keyring can be made to produce here. */

typedef enum
{
  FAKE_CALL_NONE,
  FAKE_CALL_START,
  FAKE_CALL_CHOOSE,
  FAKE_CALL_BACK,
  FAKE_CALL_OPEN_FILE,
  FAKE_CALL_UNLOCK,
  FAKE_CALL_ANSWER,
  FAKE_CALL_CALLBACK,
  FAKE_CALL_VIEW_FAILED,
  FAKE_CALL_RETRY,
  FAKE_CALL_STAY,
  FAKE_CALL_PASTE,
  FAKE_CALL_PASTED,
  FAKE_CALL_CANCEL,
} FakeCall;

/* the flow made last */
ParafaLoginFlow *fake_flow_get (void);
void fake_flow_set (ParafaLoginStep step, gboolean busy, ParafaLoginProblem problem);
void fake_flow_set_detail (const char *detail);
void fake_flow_set_pin_state (ParafaPinFlags flags, int tries_left);
void fake_flow_set_driver_problems (const char *const *problems);
void fake_flow_set_remembered (ParafaLoginRemembered remembered, ParafaCertificate *offered);
void fake_flow_set_token_back (gboolean back);
void fake_flow_remove_certificates (void);
void fake_flow_add_certificate (ParafaCertificate *certificate);
void fake_flow_set_certificate (ParafaCertificate *certificate);
void fake_flow_open_page (void);
void fake_flow_close_page (void);
void fake_flow_tell_upstream (const char *host);
void fake_flow_ask (guint id, ParafaPinFlags flags, const char *token);
void fake_flow_finish (void);
/* what was called last, and what with */
FakeCall fake_flow_get_call (void);
guint fake_flow_count (FakeCall call);
const char *fake_flow_get_text (void); /* the PIN, password or path of the last call, "" for none */
void fake_flow_forget (void);

/* a certificate with invented names; usages: NULL for authentication, else OpenSSL's key usage */
ParafaCertificate *fake_certificate_new (const char *holder,
                                         const char *issuer,
                                         guint serial,
                                         gint64 not_before_s,
                                         gint64 not_after_s,
                                         const char *usage,
                                         const char *token);

/* the fake web view: a white page with words */
GtkWidget *fake_view_get (void); /* (nullable): the one made last */
void fake_view_show (const char *address, const char *title, const char *text);
void fake_view_fail (const char *detail);
void fake_view_catch (void);
guint fake_view_count_closed (void);
/* the module does not open; sandbox: because of the sandbox */
void fake_module_fail (gboolean fails, gboolean sandbox);

/* what the file chooser gives; NULL: nothing was chosen */
void fake_choose_path (const char *path);

/* driving widgets */
void fake_start_gtk (void);
void fake_settle (void);
GtkWidget *fake_find (GtkWidget *root, GType type, guint nth);
GtkWidget *fake_find_button (GtkWidget *root, const char *label);
gboolean fake_shows (GtkWidget *root, const char *text);
void fake_press (GtkWidget *root, const char *button);
void fake_save_picture (GtkWidget *window, const char *name);
#define FAKE_NOW G_GINT64_CONSTANT (1795514400) /* 24 November 2026, 12:00 in Bucharest */
#define FAKE_DAY G_GINT64_CONSTANT (86400)

G_END_DECLS
