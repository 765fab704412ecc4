/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-profile.h"
#include "parafa-token-facts.h"
#include "parafa-token-pair.h"

G_BEGIN_DECLS

#define DAY (G_GINT64_CONSTANT (86400))
/* 24 November 2026, 10:00 in Bucharest */
#define UI_NOW (G_GINT64_CONSTANT (1795507200))
/* 26 January 2027, 10:14:07 in Bucharest: 63 days later */
#define UI_ENDS (G_GINT64_CONSTANT (1800951247))
#define UI_LOGIN (UI_ENDS - 182 * DAY)

void ui_fixture_init (int *argc, char ***argv);
void ui_fixture_set_language (const char *language);
void ui_fixture_start_gtk (void);
ParafaProfile *ui_fixture_new_profile (const char *name, ParafaEnvironment environment);
char *ui_fixture_make_token (gint64 issued_at_s, gint64 ends_at_s);
ParafaTokenPair *
ui_fixture_new_pair (gint64 ends_at_s, gint64 first_login_at_s, gboolean renewable);
ParafaTokenFacts *
ui_fixture_new_facts (gint64 ends_at_s, gint64 first_login_at_s, gboolean renewable);
void ui_fixture_show (GtkWindow *window);
void ui_fixture_settle (void);
void ui_fixture_save_picture (GtkWidget *widget, const char *name);
GtkWidget *ui_fixture_find (GtkWidget *root, GType type, guint index);
GtkWidget *ui_fixture_find_text (GtkWidget *root, const char *text);
void ui_fixture_press (GtkWidget *root, guint key, GdkModifierType modifiers);
/* the dialog that offers another place to save to; closed then */
void ui_fixture_wait_not_saved (const char *body);

G_END_DECLS
