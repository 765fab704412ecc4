/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SIM_CALLBACK "https://localhost:47631/cb"

/* The real program as a child, spoken to through its control lines */
typedef struct
{
  GSubprocess *process;     /* (owned) */
  GOutputStream *input;     /* (unowned): the control channel */
  GDataInputStream *output; /* (owned) */
  char *dir;                /* (owned) */
  char *ca;                 /* (owned) */
  char *log;                /* (owned): what it writes to standard error */
  char *client_id;          /* (owned) */
  char *client_secret;      /* (owned) */
  guint16 login_port;
  guint16 api_port;
} SimServer;

SimServer *sim_server_new (const char *dir, const char *const *options);
void sim_server_free (SimServer *self);
JsonObject *sim_server_say (SimServer *self, const char *line);
void sim_server_do (SimServer *self, const char *line);
void sim_server_fail (SimServer *self, const char *at, const char *how);
gint64 sim_server_count (SimServer *self, const char *name);
void sim_server_end (SimServer *self);
void sim_server_issue (const char *dir, const char *name, const char *kind, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimServer, sim_server_free)

G_END_DECLS
