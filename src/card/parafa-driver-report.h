/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver.h"

G_BEGIN_DECLS

/* What is wrong with a driver, from the file to its tokens. Append only */
typedef enum
{
  PARAFA_DRIVER_PROBLEM_NONE,
  PARAFA_DRIVER_PROBLEM_NO_FILE,         /* the library is not there, or may not be read */
  PARAFA_DRIVER_PROBLEM_NOT_A_LIBRARY,   /* no ELF shared object */
  PARAFA_DRIVER_PROBLEM_OTHER_MACHINE,   /* for another processor, or 32 bit on 64 bit */
  PARAFA_DRIVER_PROBLEM_MISSING_LIBRARY, /* it needs another library: see the report's detail */
  PARAFA_DRIVER_PROBLEM_DOES_NOT_LOAD,   /* anything else that the linker says */
  PARAFA_DRIVER_PROBLEM_NOT_PKCS11,      /* a library, but no driver */
  PARAFA_DRIVER_PROBLEM_DOES_NOT_START, /* C_Initialize fails: often a service that is not running */
  PARAFA_DRIVER_PROBLEM_CANNOT_LIST,    /* cannot say which tokens there are */
  PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN, /* works, but something on a token cannot be read */
  PARAFA_DRIVER_PROBLEM_HANGS,            /* no answer in time; its process was ended */
  PARAFA_DRIVER_PROBLEM_CRASHES,          /* took its process down */
  PARAFA_DRIVER_PROBLEM_PROCESS,          /* the card process itself cannot run */
} ParafaDriverProblem;

/* Strings are owned by the report */
typedef struct
{
  ParafaDriverProblem problem;
  const char *message;      /* (nullable): for developers, begins with the driver's file name */
  const char *detail;       /* (nullable): name of the missing library */
  const char *description;  /* (nullable): what the library calls itself */
  const char *manufacturer; /* (nullable) */
  const char *version;      /* (nullable): "2.6" */
  guint n_slots;            /* readers, with or without a token */
  guint n_tokens;
  guint n_certificates; /* before the same token through several drivers is made one */
  guint time_ms;        /* from the start of its process to its answer or end */
} ParafaDriverFindings;

/* How one driver did when it was listed or probed. Immutable */
#define PARAFA_TYPE_DRIVER_REPORT (parafa_driver_report_get_type ())
G_DECLARE_FINAL_TYPE (ParafaDriverReport, parafa_driver_report, PARAFA, DRIVER_REPORT, GObject)

ParafaDriverReport *parafa_driver_report_new (ParafaDriver *driver,
                                              const ParafaDriverFindings *findings);
ParafaDriver *parafa_driver_report_get_driver (ParafaDriverReport *self);
const ParafaDriverFindings *parafa_driver_report_get_findings (ParafaDriverReport *self);
ParafaDriverProblem parafa_driver_report_get_problem (ParafaDriverReport *self);
/* it answered and can be used, though something on a token may be unreadable */
gboolean parafa_driver_report_works (ParafaDriverReport *self);

G_END_DECLS
