/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-declaration.h"

G_BEGIN_DECLS

/* One declaration that was taken in */
typedef struct
{
  gint64 index;
  gboolean production; /* which of the two systems */
  char *cif;           /* (owned) */
  char *hash;          /* (owned): SHA-256 of the body, hex */
  char *body;          /* (owned) */
  gsize body_length;
  char *uit;                      /* (owned) */
  ParafaDeclaration *declaration; /* (owned) */
  ParafaXmlDocument *document;    /* (owned): the body, read */
  GPtrArray *problems;            /* (owned) (element-type char*): empty when it is in order */
  gint64 taken_at_s;
} ParafaSimFiling;

/* What the tax office knows of e-Transport, while the server runs. The world's lock guards it. */
typedef struct
{
  char *dir; /* (owned) (nullable): where declarations lie, so that they outlive the server */
  gint64 processing_s;   /* how long a declaration is `in prelucrare` */
  gboolean download;     /* whether descarcare is served */
  gint64 per_minute;     /* requests, all calls together */
  gint64 states_per_day; /* for one index */
  gint64 lists_per_day;
  GStrv rights; /* (owned) (nullable): companies the certificate may act for; NULL: every one */
  GPtrArray *filings;  /* (owned) (element-type ParafaSimFiling), by index */
  GHashTable *by_hash; /* (owned): char* to the number taken in */
  GHashTable *asked;   /* (owned): char* "what:day" to the number of questions */
  GArray *minute;      /* (owned): when the requests of the last minute came, microseconds */
  gint64 n_uploads;    /* requests to upload, good or not */
  gint64 n_requests;
  gint64 n_refused;      /* over the limit of the minute */
  gint64 busiest_minute; /* the most requests in any 60 seconds */
} ParafaSimFilings;

ParafaSimFilings *parafa_sim_filings_new (const char *dir);
void parafa_sim_filings_free (ParafaSimFilings *self);
gboolean parafa_sim_filings_may (const ParafaSimFilings *self, const char *cif);
gboolean parafa_sim_filings_has_company (const ParafaSimFilings *self);
gboolean parafa_sim_filings_count_request (ParafaSimFilings *self, gint64 now_us);
gboolean parafa_sim_filings_count_question (ParafaSimFilings *self,
                                            const char *what,
                                            gint64 now_s,
                                            gint64 limit);
const ParafaSimFiling *parafa_sim_filings_add (ParafaSimFilings *self,
                                               const char *cif,
                                               gboolean production,
                                               const char *body,
                                               gsize length,
                                               ParafaEtransportCheck *check,
                                               gint64 now_s);
const ParafaSimFiling *parafa_sim_filings_find (const ParafaSimFilings *self, gint64 index);
gboolean parafa_sim_filings_is_ready (const ParafaSimFilings *self,
                                      const ParafaSimFiling *filing,
                                      gint64 now_s);
gboolean parafa_sim_filings_is_about (const ParafaSimFilings *self,
                                      const ParafaSimFiling *filing,
                                      const ParafaSimFiling *notice,
                                      gint64 now_s);
const ParafaSimFiling *parafa_sim_filings_find_last (const ParafaSimFilings *self,
                                                     const ParafaSimFiling *notice,
                                                     ParafaDeclarationKind kind,
                                                     gint64 now_s);
void parafa_sim_filings_read (ParafaSimFilings *self);
void parafa_sim_filings_forget (ParafaSimFilings *self);
char *parafa_sim_uit_new (gint64 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSimFilings, parafa_sim_filings_free)

G_END_DECLS
