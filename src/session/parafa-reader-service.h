/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the card reader service (pcscd) took being asked */
typedef enum
{
  PARAFA_READER_SERVICE_UNKNOWN,       /* not asked */
  PARAFA_READER_SERVICE_ANSWERS,       /* it runs */
  PARAFA_READER_SERVICE_OTHER_VERSION, /* it runs, and speaks another version of its protocol */
  PARAFA_READER_SERVICE_TURNS_AWAY, /* it runs, and closes the connection or does not let us open it */
  PARAFA_READER_SERVICE_SILENT,     /* somebody listens, nobody answers */
  PARAFA_READER_SERVICE_NOT_RUNNING,   /* nobody listens; the program is installed */
  PARAFA_READER_SERVICE_NOT_INSTALLED, /* nobody listens, and there is no program */
  PARAFA_READER_SERVICE_UNREACHABLE, /* in a Flatpak: no socket was let in, the computer is not ours to look at */
} ParafaReaderServiceState;

/* A reader as the service sees it */
typedef struct
{
  char *name;        /* (owned) */
  gboolean has_card; /* a card is in it; a USB token is a reader with a card that never leaves */
  gboolean mute;     /* the card does not answer the reader */
  gboolean held;     /* somebody keeps the card for himself */
} ParafaReader;

typedef struct
{
  ParafaReaderServiceState state;
  GPtrArray *readers; /* (owned) (nullable) (element-type ParafaReader): NULL when not told */
} ParafaReaderServiceAnswer;

ParafaReader *parafa_reader_new (const char *name, gboolean has_card, gboolean mute, gboolean held);
void parafa_reader_free (ParafaReader *self);
void parafa_reader_service_answer_free (ParafaReaderServiceAnswer *self);
GPtrArray *parafa_reader_service_read_states (const guint8 *bytes, gsize length);
ParafaReaderServiceAnswer *
parafa_reader_service_ask (const char *root, guint timeout_ms, GCancellable *cancellable);
gboolean parafa_reader_service_is_held_by_gnupg (const char *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaReader, parafa_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaReaderServiceAnswer, parafa_reader_service_answer_free)

G_END_DECLS
