/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_SIM_DELIVER_WHOLE,
  PARAFA_SIM_DELIVER_HALF,    /* the connection ends in the middle of the body */
  PARAFA_SIM_DELIVER_NOTHING, /* the connection stays open and silent */
  PARAFA_SIM_DELIVER_RESET,   /* the connection is reset */
} ParafaSimDelivery;

/* One HTTP answer. Built by the routes, written by the connection. */
typedef struct
{
  guint status;
  GString *headers; /* (owned): complete lines */
  GString *body;    /* (owned) */
  ParafaSimDelivery delivery;
} ParafaSimReply;

ParafaSimReply *parafa_sim_reply_new (guint status, const char *content_type, const char *body);
ParafaSimReply *parafa_sim_reply_new_redirect (const char *location);
ParafaSimReply *parafa_sim_reply_new_delivery (ParafaSimDelivery delivery);
void parafa_sim_reply_free (ParafaSimReply *self);
void parafa_sim_reply_add_header (ParafaSimReply *self, const char *name, const char *value);
void parafa_sim_reply_add_date (ParafaSimReply *self, gint64 now_s);
GString *parafa_sim_reply_to_http (const ParafaSimReply *self, gboolean keep_alive);

/* the pages people see */
ParafaSimReply *parafa_sim_page_no_certificate (void);
ParafaSimReply *parafa_sim_page_session_finished (void);
ParafaSimReply *parafa_sim_page_blocked (void);
ParafaSimReply *parafa_sim_page_maintenance (guint status);
ParafaSimReply *parafa_sim_page_error (guint status, const char *title, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimReply, parafa_sim_reply_free)

G_END_DECLS
