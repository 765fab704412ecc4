/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "parafa-secret.h"

G_BEGIN_DECLS

/* The one door to the web view. The module is opened with g_module_open() at the first login, so
 * that a start without a login maps no WebKit library; whoever opens it includes this header and
 * links nothing. */
#define PARAFA_LOGIN_MODULE_VERSION 1

/* Where the view may go and through what. Copied by view_new. */
typedef struct
{
  guint16 relay_port;
  ParafaSecret *relay_password;
  const char *relay_certificate_pem;
  const char *const *hosts; /* "host:port" the view may show; anything else is refused */
  const char *redirect_uri; /* caught before any request to it */
} ParafaLoginViewSettings;

/* The widget made by view_new emits, all on the main thread:
 *   "callback" (ParafaSecret *uri)                      once; the view loads nothing afterwards
 *   "page-shown" (const char *address, const char *text) a page finished; text: at most 64 KiB of
 * what it says "refused" (const char *host)                        the page wanted to leave the
 * allowed hosts "failed" (int ParafaLoginViewFailure, const char *detail) and has the readable
 * properties "address" (string: what to show, without query), "title" (string), "loading"
 * (gboolean). */
typedef enum
{
  PARAFA_LOGIN_VIEW_FAILURE_LOAD, /* the page did not load; the relay knows why if it was the
                                     network */
  PARAFA_LOGIN_VIEW_FAILURE_TLS,  /* the view did not accept what it met: it does not go through our
                                     relay */
  PARAFA_LOGIN_VIEW_FAILURE_CRASH, /* the web process ended */
} ParafaLoginViewFailure;

typedef struct
{
  guint version;
  /* WebKit aborts the whole program where its sandbox cannot start: ask before the first view. May
   * block some 100 ms: call it on a worker thread. */
  gboolean (*check_sandbox) (GError **error);
  GtkWidget *(*view_new) (const ParafaLoginViewSettings *settings);
  void (*view_load) (GtkWidget *view, const char *uri);
  void (*view_reload) (GtkWidget *view);
  /* stops, drops the network session and everything it kept; the widget is empty afterwards */
  void (*view_close) (GtkWidget *view);
} ParafaLoginModule;

/* the only exported symbol: "parafa_login_module_get" */
typedef const ParafaLoginModule *(*ParafaLoginModuleGet) (void);

G_END_DECLS
