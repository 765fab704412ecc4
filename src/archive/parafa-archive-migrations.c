/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-archive-database.h"

/* What is searched; the words of a filing are found wherever they stand, with or without diacritics */
#define SEARCHED                                                                                   \
  "cif, file_name, declarant, reference, partner_code, partner_name, carrier_code, carrier_name, " \
  "vehicle, trailer_1, trailer_2, transport_date, start, end, goods, \"index\", uit, "             \
  "subject_uit, message"
#define OF(row)                                                                                    \
#row ".cif, " #row ".file_name, " #row ".declarant, " #row ".reference, " #row                   \
       ".partner_code, " #row ".partner_name, " #row ".carrier_code, " #row ".carrier_name, " #row \
       ".vehicle, " #row ".trailer_1, " #row ".trailer_2, " #row ".transport_date, " #row          \
       ".start, " #row ".end, " #row ".goods, " #row ".\"index\", " #row ".uit, " #row             \
       ".subject_uit, " #row ".message"
#define FORGET                                                                                     \
  "INSERT INTO filing_text (filing_text, rowid, " SEARCHED                                         \
  ") VALUES ('delete', old.id, " OF (old) ");"
#define LEARN "INSERT INTO filing_text (rowid, " SEARCHED ") VALUES (new.id, " OF (new) ");"

/* Step n makes version n out of version n - 1. A step that was released is never changed. */
const char *const parafa_archive_migrations[] = {
  "CREATE TABLE filing ("
  " id INTEGER PRIMARY KEY, profile TEXT NOT NULL, system INTEGER NOT NULL,"
  " source INTEGER NOT NULL, cif TEXT NOT NULL, state INTEGER NOT NULL, hash TEXT, file_name TEXT,"
  " created_at INTEGER NOT NULL, sent_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,"
  " kind INTEGER NOT NULL, declarant TEXT, reference TEXT, operation TEXT, partner_country TEXT,"
  " partner_code TEXT, partner_name TEXT, carrier_code TEXT, carrier_name TEXT, vehicle TEXT,"
  " trailer_1 TEXT, trailer_2 TEXT, transport_date TEXT, start TEXT, end TEXT, goods TEXT,"
  " n_lines INTEGER NOT NULL, gross INTEGER NOT NULL, net INTEGER NOT NULL,"
  " value INTEGER NOT NULL, valid_from INTEGER NOT NULL, valid_until INTEGER NOT NULL,"
  " \"index\" TEXT, uit TEXT, subject_uit TEXT, problem TEXT, message TEXT,"
  " polls INTEGER NOT NULL, next_poll_at INTEGER NOT NULL, absent_at INTEGER NOT NULL);"
  "CREATE TABLE body (id INTEGER PRIMARY KEY REFERENCES filing (id) ON DELETE CASCADE,"
  " data BLOB NOT NULL);"
  "CREATE TABLE answer (id INTEGER PRIMARY KEY,"
  " filing INTEGER NOT NULL REFERENCES filing (id) ON DELETE CASCADE, at INTEGER NOT NULL,"
  " call TEXT NOT NULL, status INTEGER NOT NULL, text TEXT NOT NULL);"
  "CREATE TABLE counter (day INTEGER NOT NULL, name TEXT NOT NULL, times INTEGER NOT NULL,"
  " PRIMARY KEY (day, name)) WITHOUT ROWID;"
  "CREATE INDEX filing_created ON filing (created_at, id);"
  "CREATE INDEX filing_waiting ON filing (state, id) WHERE state IN (1, 2, 3, 4);"
  "CREATE INDEX filing_hash ON filing (hash);"
  "CREATE INDEX filing_index ON filing (\"index\");"
  "CREATE INDEX answer_filing ON answer (filing, id);"
  "CREATE VIRTUAL TABLE filing_text USING fts5 (" SEARCHED ", content='filing', content_rowid='id',"
  " prefix='2 3', tokenize='unicode61 remove_diacritics 2');"
  "CREATE TRIGGER filing_added AFTER INSERT ON filing BEGIN " LEARN " END;"
  "CREATE TRIGGER filing_removed AFTER DELETE ON filing BEGIN " FORGET " END;"
  "CREATE TRIGGER filing_changed AFTER UPDATE OF " SEARCHED " ON filing BEGIN " FORGET LEARN
  " END;",
  /* When something was lost to damage, and for which companies ANAF's list was asked since. What is known from that list
   * only is looked through before a file is kept. */
  "CREATE TABLE loss (at INTEGER NOT NULL);"
  "CREATE TABLE settled (profile TEXT NOT NULL, system INTEGER NOT NULL, cif TEXT NOT NULL,"
  " at INTEGER NOT NULL, PRIMARY KEY (profile, system, cif)) WITHOUT ROWID;"
  "CREATE INDEX filing_listed_reference ON filing (cif, reference) WHERE source = 1;"
  "CREATE INDEX filing_listed_date ON filing (cif, transport_date) WHERE source = 1;",
  /* What ANAF's list says of the arrival, when ANAF was last asked; the list names some transports by their UIT only */
  "ALTER TABLE filing ADD COLUMN confirmation INTEGER NOT NULL DEFAULT -1;"
  "ALTER TABLE filing ADD COLUMN asked_at INTEGER NOT NULL DEFAULT -1;"
  "CREATE INDEX filing_uit ON filing (uit);",
  /* The same declaration may be saved in many ways, each with a hash of its own */
  "ALTER TABLE filing ADD COLUMN content TEXT;"
  "CREATE INDEX filing_content ON filing (content, cif, gross);",
  NULL,
};
