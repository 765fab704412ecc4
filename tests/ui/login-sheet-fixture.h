/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "login-fakes.h"

#include "parafa-pin-page.h"
#include "parafa-test.h"

G_BEGIN_DECLS

/* A login sheet on a fake flow and a fake view, over a parent that hears what it is told */
typedef struct
{
  ParafaTestDir *dir;
  ParafaSession *session;
  ParafaProfile *profile;
  ParafaAccount *account;
  GtkWindow *parent;
  GtkWidget *sheet; /* (unowned) (nullable): NULL once closed */
  char *logged_in;  /* (nullable): what the parent was told */
  ParafaCertificate *fresh;
  ParafaCertificate *old;
  ParafaCertificate *other;
} SheetFixture;

void sheet_open_sheet (SheetFixture *fixture);
void sheet_set_up (SheetFixture *fixture, gconstpointer data);
void sheet_tear_down (SheetFixture *fixture, gconstpointer data);
void sheet_list (SheetFixture *fixture);
void sheet_go_to_pin (SheetFixture *fixture, ParafaPinFlags flags, int tries_left);
void sheet_go_to_page (SheetFixture *fixture);
GtkEditable *sheet_find_entry (SheetFixture *fixture);
gboolean sheet_can_press (SheetFixture *fixture, const char *label);
void sheet_wait_closed (SheetFixture *fixture);

G_END_DECLS
