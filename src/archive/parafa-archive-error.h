/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PARAFA_ARCHIVE_ERROR (parafa_archive_error_quark ())
GQuark parafa_archive_error_quark (void);

/**
 * ParafaArchiveError:
 * @PARAFA_ARCHIVE_ERROR_FAILED: anything else; nothing was changed
 * @PARAFA_ARCHIVE_ERROR_FULL: the disk is full, or the quota; nothing was changed
 * @PARAFA_ARCHIVE_ERROR_LOCKED: another program has held the archive for longer than five seconds; try again
 * @PARAFA_ARCHIVE_ERROR_DAMAGED: the file is damaged; it is set aside, never deleted, when it is opened next
 * @PARAFA_ARCHIVE_ERROR_READ_ONLY: the file or its folder cannot be written
 * @PARAFA_ARCHIVE_ERROR_NEWER: a newer Parafa made it; it is left alone
 * @PARAFA_ARCHIVE_ERROR_SAME: the same file, or one that says the same, was filed before (same
 *   company and system); the id is in the message
 * @PARAFA_ARCHIVE_ERROR_STATE: the row is not in a state that allows it; nothing was changed
 * @PARAFA_ARCHIVE_ERROR_NO_ROW: there is no such row
 * @PARAFA_ARCHIVE_ERROR_UNSETTLED: part of the archive was lost to damage, and ANAF's list did not come yet to say what was
 *   filed; nothing was changed
 */
typedef enum
{
  PARAFA_ARCHIVE_ERROR_FAILED,
  PARAFA_ARCHIVE_ERROR_FULL,
  PARAFA_ARCHIVE_ERROR_LOCKED,
  PARAFA_ARCHIVE_ERROR_DAMAGED,
  PARAFA_ARCHIVE_ERROR_READ_ONLY,
  PARAFA_ARCHIVE_ERROR_NEWER,
  PARAFA_ARCHIVE_ERROR_SAME,
  PARAFA_ARCHIVE_ERROR_STATE,
  PARAFA_ARCHIVE_ERROR_NO_ROW,
  PARAFA_ARCHIVE_ERROR_UNSETTLED,
} ParafaArchiveError;

G_END_DECLS
