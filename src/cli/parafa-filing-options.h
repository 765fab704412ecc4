/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-filing-record.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_FILING_COMMAND_UPLOAD,
  PARAFA_FILING_COMMAND_STATUS,
  PARAFA_FILING_COMMAND_LIST,
  PARAFA_FILING_COMMAND_DOWNLOAD,
  PARAFA_FILING_COMMAND_SLIP,
  PARAFA_FILING_COMMAND_INFO,
} ParafaFilingCommand;

/* What follows `parafa etransport` */
typedef struct
{
  ParafaFilingCommand command;
  const char *profile;   /* (nullable) */
  gint64 system;         /* ParafaFilingSystem; -1: not said */
  const char *cif;       /* (nullable) */
  const char *output;    /* (nullable) */
  const char *search;    /* (nullable) */
  const char *format;    /* (nullable): of `list`; json and csv say the same */
  const char *uit;       /* (nullable) */
  const char *declarant; /* (nullable) */
  guint days;            /* of `list`; 0: not said: all that ANAF and the archive have */
  gboolean json;
  gboolean csv;
  gboolean yes;         /* do not ask */
  gboolean again;       /* also what was filed before */
  gboolean printed;     /* set by the command: standard output has what was asked for */
  gboolean interactive; /* the keyring may ask for its password */
  gboolean wait;        /* until it is through */
  gboolean offline;     /* the archive only */
  gboolean small;       /* A5 */
  GPtrArray *words;     /* (owned): files, or filings */
} ParafaFilingOptions;

gboolean parafa_filing_options_parse (ParafaFilingOptions *options, int argc, char **argv);
void parafa_filing_options_clear (ParafaFilingOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParafaFilingOptions, parafa_filing_options_clear)

G_END_DECLS
