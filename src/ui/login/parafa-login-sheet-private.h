/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate-chooser.h"
#include "parafa-explanation.h"
#include "parafa-login-browser.h"
#include "parafa-login-layout.h"
#include "parafa-web-page.h"
#include "parafa-login-sheet.h"
#include "parafa-login-steps.h"
#include "parafa-paste-page.h"
#include "parafa-pin-page.h"
#include "parafa-waiting-page.h"

G_BEGIN_DECLS

/* Two files make the sheet: parafa-login-sheet.c what happens, parafa-login-sheet-show.c what is
 * shown of it. */
struct _ParafaLoginSheet
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *cancel;
  GtkButton *forward;
  GtkWidget *ribbon;
  ParafaLoginLayout *layout;
  GtkStack *stack;
  ParafaWaitingPage *waiting;
  ParafaCertificateChooser *chooser;
  ParafaPinPage *pin_page;
  ParafaPastePage *paste_page;
  ParafaWebPage *page;
  ParafaExplanation *problem;
  GtkWidget *pane;
  ParafaExplanation *explanation;
  ParafaLoginSteps *steps;
  ParafaLoginSteps *line;

  ParafaSession *session;      /* (owned) */
  ParafaAccount *account;      /* (owned) */
  ParafaLoginFlow *flow;       /* (owned) (nullable): NULL once ended */
  GSignalGroup *flow_signals;  /* (owned) */
  ParafaLoginBrowser *browser; /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) */

  char *shown_detail; /* (owned) (nullable): of the failure that is shown */
  char *file;         /* (owned) (nullable): the PKCS#12 file whose password is asked */
  guint question;     /* the token's question that is open, 0 for none */
  ParafaPinFlags question_flags;
  char *question_token;   /* (owned) (nullable) */
  gboolean asked;         /* the PIN page shows the question of now */
  gboolean page_revealed; /* the view stays on a page, so it is shown */
  gboolean filling;       /* rows are being made: what is chosen now, nobody chose */
  gboolean stays;         /* the person chooses: nothing goes on by itself */
  gboolean file_asked;    /* the remembered file was offered */
  gboolean ended;
  guint page_source;
};

gboolean parafa_login_sheet_is_practice (ParafaLoginSheet *self);
void parafa_login_sheet_show_certificates (ParafaLoginSheet *self);
void parafa_login_sheet_show_notice (ParafaLoginSheet *self);
/* everything shown follows from the flow and a few fields; to be called after any of them changed */
void parafa_login_sheet_update (ParafaLoginSheet *self);

G_END_DECLS
