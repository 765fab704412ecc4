/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>
#include "parafa-etransport-record.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_ETRANSPORT_UPLOAD,
  PARAFA_ETRANSPORT_STATE,
  PARAFA_ETRANSPORT_LIST,
  PARAFA_ETRANSPORT_INFO,
  PARAFA_ETRANSPORT_DOWNLOAD,
} ParafaEtransportCall;

/**
 * ParafaEtransportOutcome:
 * @PARAFA_ETRANSPORT_DONE: the answer the call is for
 * @PARAFA_ETRANSPORT_NOTHING: nothing there to be told, which is no failure ("Nu exista mesaje…")
 * @PARAFA_ETRANSPORT_REFUSED: ANAF understood and says why not: see problem and errors
 * @PARAFA_ETRANSPORT_UNAUTHORIZED: 401: the token is expired or damaged; nothing was done
 * @PARAFA_ETRANSPORT_FORBIDDEN: 403: the service is not enrolled for this application; nothing was done
 * @PARAFA_ETRANSPORT_LIMITED: 429: the limit of the minute; nothing was done
 * @PARAFA_ETRANSPORT_NOT_FOUND: 404 or 400: no such address; a download that was withdrawn answers so
 * @PARAFA_ETRANSPORT_SERVER: 5xx: for an upload it is not known whether it was taken in
 * @PARAFA_ETRANSPORT_PAGE: a web page (maintenance, a firewall's refusal): the same
 * @PARAFA_ETRANSPORT_STRANGE: anything else: the same
 */
typedef enum
{
  PARAFA_ETRANSPORT_DONE,
  PARAFA_ETRANSPORT_NOTHING,
  PARAFA_ETRANSPORT_REFUSED,
  PARAFA_ETRANSPORT_UNAUTHORIZED,
  PARAFA_ETRANSPORT_FORBIDDEN,
  PARAFA_ETRANSPORT_LIMITED,
  PARAFA_ETRANSPORT_NOT_FOUND,
  PARAFA_ETRANSPORT_SERVER,
  PARAFA_ETRANSPORT_PAGE,
  PARAFA_ETRANSPORT_STRANGE,
} ParafaEtransportOutcome;

/* What a refusal is about, read from ANAF's own sentences (e-Transport API, 2024) */
typedef enum
{
  PARAFA_ETRANSPORT_PROBLEM_NONE,
  PARAFA_ETRANSPORT_PROBLEM_STANDARD,
  PARAFA_ETRANSPORT_PROBLEM_NOT_A_NUMBER, /* CIF, days or index */
  PARAFA_ETRANSPORT_PROBLEM_NO_COMPANY,   /* the certificate may act for nobody */
  PARAFA_ETRANSPORT_PROBLEM_NO_RIGHT,     /* not for this company, or not for this index */
  PARAFA_ETRANSPORT_PROBLEM_TOO_LARGE,
  PARAFA_ETRANSPORT_PROBLEM_FILE, /* not well-formed or against the schema */
  PARAFA_ETRANSPORT_PROBLEM_NO_SUCH_INDEX,
  PARAFA_ETRANSPORT_PROBLEM_DAYS,      /* not 1 to 60 */
  PARAFA_ETRANSPORT_PROBLEM_DAY_LIMIT, /* asked too often today */
  PARAFA_ETRANSPORT_PROBLEM_TECHNICAL,
  PARAFA_ETRANSPORT_PROBLEM_OTHER,
} ParafaEtransportProblem;

/* `stare` */
typedef enum
{
  PARAFA_ETRANSPORT_STATE_NONE,
  PARAFA_ETRANSPORT_STATE_PROCESSING,
  PARAFA_ETRANSPORT_STATE_OK,
  PARAFA_ETRANSPORT_STATE_NOK,
  PARAFA_ETRANSPORT_STATE_XML_ERRORS,
} ParafaEtransportState;

/* An answer of one of the five calls, read. Immutable; fields are read directly. */
typedef struct
{
  ParafaEtransportCall call;
  ParafaEtransportOutcome outcome;
  guint status; /* HTTP */
  ParafaEtransportProblem problem;
  ParafaEtransportState state; /* PARAFA_ETRANSPORT_STATE only */
  char *index;                 /* upload (nullable) */
  char *uit;                   /* upload (nullable): counts only once the state is ok */
  char *reference;             /* upload (nullable) */
  char *warning;               /* upload (nullable): `atentie` */
  char *trace;                 /* (nullable): `trace_id` */
  GStrv errors;                /* never NULL: ANAF's sentences, not translated */
  GPtrArray *records;          /* never NULL (element-type ParafaEtransportRecord): list, info */
  GBytes *file;                /* download (nullable) */
  char *text; /* never NULL: what was sent, redacted, at most 64 KiB; no files and no pages */
} ParafaEtransportAnswer;

#define PARAFA_TYPE_ETRANSPORT_ANSWER (parafa_etransport_answer_get_type ())
GType parafa_etransport_answer_get_type (void) G_GNUC_CONST;
ParafaEtransportAnswer *parafa_etransport_answer_new (ParafaEtransportCall call,
                                                      guint status,
                                                      const char *body,
                                                      gsize length);
ParafaEtransportAnswer *parafa_etransport_answer_ref (ParafaEtransportAnswer *self);
void parafa_etransport_answer_unref (ParafaEtransportAnswer *self);
gboolean parafa_etransport_answer_leaves_doubt (const ParafaEtransportAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaEtransportAnswer, parafa_etransport_answer_unref)

G_END_DECLS
