/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-certificate.h"

G_BEGIN_DECLS

/* Why a file or a certificate in it is not used */
typedef enum
{
  PARAFA_ISSUER_UNREADABLE,   /* cannot be read, or is too long */
  PARAFA_ISSUER_INVALID,      /* holds no certificate */
  PARAFA_ISSUER_NO_AUTHORITY, /* is somebody's, not an issuer's */
  PARAFA_ISSUER_EXPIRED,
  PARAFA_ISSUER_SELF_SIGNED, /* a root: servers have their own */
} ParafaIssuerReason;

typedef struct
{
  char *file; /* (owned): path */
  ParafaIssuerReason reason;
} ParafaIssuerProblem;

void parafa_issuer_problem_free (ParafaIssuerProblem *self);
/* a path; (transfer full) (element-type ParafaIssuerProblem) */
GPtrArray *parafa_issuer_problems_new (void);
void
parafa_issuer_folder_read (const char *path, gint64 now_s, GPtrArray *issuers, GPtrArray *problems);
void parafa_issuer_folder_sort_out (GPtrArray *certificates,
                                    const char *file,
                                    gint64 now_s,
                                    GPtrArray *issuers,
                                    GPtrArray *problems);

G_END_DECLS
