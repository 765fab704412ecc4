/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TEST_VISIT_MAX_PATHS 8

/* What a view does: CONNECT, TLS, some requests one after the other. Results are 0 until known */
typedef struct
{
  guint16 port; /* of the relay */
  char *password;
  char *trusted_pem; /* (nullable): NULL makes no TLS: plain bytes through a tunnel */
  char *target;      /* "host:port" */
  const char *paths[TEST_VISIT_MAX_PATHS + 1];
  gboolean reconnect; /* a new connection for each path */
  /* results */
  guint connect_status;               /* of the last CONNECT */
  guint status[TEST_VISIT_MAX_PATHS]; /* of each request, 0 for none */
  char body[256];                     /* of the last answer */
  char location[256];
  gboolean clean_end; /* the last connection was ended with close_notify */
  char failure[128];  /* what went wrong, for a person */
  /* private */
  GThread *thread;
  gint done; /* atomic */
} TestVisit;

void test_visit_start (TestVisit *self);
void test_visit_wait (TestVisit *self);
void test_visit_run (TestVisit *self);
void test_visit_clear (TestVisit *self);
int test_visit_connect_socket (guint16 port);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TestVisit, test_visit_clear)

G_END_DECLS
