/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What becomes of a filing. Stored as numbers: never renumbered.
 *
 *   DRAFT → QUEUED → SENDING → PROCESSING → OK | NOK
 *              ↑        ├→ REFUSED
 *              └────────┴→ UNKNOWN → (looked for in the list) PROCESSING | QUEUED
 */
typedef enum
{
  PARAFA_FILING_DRAFT = 0,      /* checked and kept; nobody asked to send it */
  PARAFA_FILING_QUEUED = 1,     /* confirmed; waits for its turn; certainly not sent */
  PARAFA_FILING_SENDING = 2,    /* about to be sent: written before the first byte leaves */
  PARAFA_FILING_UNKNOWN = 3,    /* may have been sent; not sent again before the list was asked */
  PARAFA_FILING_PROCESSING = 4, /* taken in: there is an index, and a UIT that does not count yet */
  PARAFA_FILING_OK = 5,         /* the UIT counts */
  PARAFA_FILING_NOK = 6,        /* refused after processing */
  PARAFA_FILING_REFUSED = 7,    /* not taken in, and ANAF said so */
  PARAFA_FILING_N_STATES = 8,
} ParafaFilingState;

typedef enum
{
  PARAFA_FILING_TEST = 0,
  PARAFA_FILING_PRODUCTION = 1,
  PARAFA_FILING_PRACTICE = 2,
} ParafaFilingSystem;

typedef enum
{
  PARAFA_FILING_FROM_HERE = 0, /* filed, or to be filed, with this program */
  PARAFA_FILING_FROM_LIST = 1, /* known from ANAF's list only: there is no file */
} ParafaFilingSource;

/* What the declarant said of the arrival. ANAF's own numbers, in declarations and in its list alike (RO e-Transport schema,
 * 2023: tipConfirmare; e-Transport API, 2024: tip_conf); -1 where nobody said anything that is known. */
typedef enum
{
  PARAFA_FILING_CONFIRMED = 10,
  PARAFA_FILING_CONFIRMED_IN_PART = 20,
  PARAFA_FILING_NOT_CONFIRMED = 30, /* refuted: it did not arrive */
} ParafaFilingConfirmation;

/* One filing. Immutable once it is handed out; texts are NULL and numbers -1 where nothing is known. Times are Unix
 * seconds, weights and values hundredths of kg and leu. */
typedef struct
{
  gint64 id;       /* 0: not kept yet */
  char *profile;   /* id of the profile */
  gint64 system;   /* ParafaFilingSystem */
  gint64 source;   /* ParafaFilingSource */
  char *cif;       /* the company it is filed for */
  gint64 state;    /* ParafaFilingState */
  char *hash;      /* SHA-256 of the file, hex */
  char *file_name; /* its name without the folder */
  gint64 created_at;
  gint64 sent_at;    /* when the first byte was about to leave */
  gint64 changed_at; /* of the state */
  gint64 kind;       /* ParafaDeclarationKind */
  char *declarant;
  char *reference;
  char *operation;
  char *partner_country;
  char *partner_code;
  char *partner_name;
  char *carrier_code;
  char *carrier_name;
  char *vehicle;
  char *trailer_1;
  char *trailer_2;
  char *transport_date; /* yyyy-mm-dd */
  char *start;
  char *end;
  char *goods;
  gint64 n_lines;
  gint64 gross;
  gint64 net;
  gint64 value;
  gint64 valid_from;
  gint64 valid_until;
  char *index;       /* what the upload gave */
  char *uit;         /* shown as a UIT only when state is OK */
  char *subject_uit; /* the UIT the declaration is about */
  char *problem;     /* a word for the program: why it waits or failed */
  char *message;     /* ANAF's sentences, one a line */
  gint64 polls;      /* how often its state was asked */
  gint64 next_poll_at;
  gint64 absent_at; /* when the list was last asked for it and did not have it */
  gint64
      confirmation; /* ParafaFilingConfirmation: of a confirmation what it says, else what ANAF's list says */
  gint64 asked_at; /* when ANAF last said what became of it */
  char *content;   /* SHA-256 of what the file says, hex: the same however it is saved */
} ParafaFilingRecord;

#define PARAFA_TYPE_FILING_RECORD (parafa_filing_record_get_type ())
GType parafa_filing_record_get_type (void) G_GNUC_CONST;
ParafaFilingRecord *parafa_filing_record_new (void);
ParafaFilingRecord *parafa_filing_record_ref (ParafaFilingRecord *self);
void parafa_filing_record_unref (ParafaFilingRecord *self);
const char *parafa_filing_state_get_name (ParafaFilingState state);
const char *parafa_filing_system_get_name (ParafaFilingSystem system);
gint64 parafa_filing_confirmation_read (const char *code);
const char *parafa_filing_confirmation_get_name (gint64 confirmation);

/* One answer of ANAF's to a filing, redacted */
typedef struct
{
  gint64 at;
  char *call;    /* upload, stareMesaj, lista, or "none" with the reason in text */
  gint64 status; /* HTTP; 0: there was no answer */
  char *text;
} ParafaFilingAnswer;

#define PARAFA_TYPE_FILING_ANSWER (parafa_filing_answer_get_type ())
GType parafa_filing_answer_get_type (void) G_GNUC_CONST;
ParafaFilingAnswer *
parafa_filing_answer_new (gint64 at, const char *call, gint64 status, const char *text);
ParafaFilingAnswer *parafa_filing_answer_copy (const ParafaFilingAnswer *self);
void parafa_filing_answer_free (ParafaFilingAnswer *self);

/* The columns, for whoever reads, writes, sorts or exports all of them alike */
typedef struct
{
  const char *name;
  gsize offset;
  gboolean is_text;
} ParafaFilingColumn;

extern const ParafaFilingColumn parafa_filing_columns[];
extern const guint parafa_filing_n_columns;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingRecord, parafa_filing_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingAnswer, parafa_filing_answer_free)

G_END_DECLS
