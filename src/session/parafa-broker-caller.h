/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who asks over the bus, as far as that can be known. None of it stops a program of the same user that means to
 * deceive; it lets the person tell the programs apart that do not. */
typedef enum
{
  PARAFA_CALLER_UNKNOWN, /* cannot be looked into, or is not what its path says */
  PARAFA_CALLER_FLATPAK, /* Flatpak says so, and the application cannot change it */
  PARAFA_CALLER_PROGRAM, /* the file it runs */
  PARAFA_CALLER_SCRIPT,  /* an interpreter, and the script it says it runs */
} ParafaCallerKind;

#define PARAFA_TYPE_CALLER (parafa_caller_get_type ())
typedef struct _ParafaCaller ParafaCaller;
GType parafa_caller_get_type (void) G_GNUC_CONST;
ParafaCaller *parafa_caller_new (ParafaCallerKind kind, const char *program, const char *script);
ParafaCaller *parafa_caller_new_from_proc (const char *proc, guint32 pid);
ParafaCaller *parafa_caller_ref (ParafaCaller *self);
void parafa_caller_unref (ParafaCaller *self);
ParafaCallerKind parafa_caller_get_kind (ParafaCaller *self);
const char *
parafa_caller_get_program (ParafaCaller *self); /* application id, or path; may be empty */
const char *parafa_caller_get_script (ParafaCaller *self); /* (nullable) a path */
const char *parafa_caller_get_unit (ParafaCaller *self); /* (nullable) systemd's unit it runs in */
gboolean parafa_caller_is_lasting (ParafaCaller *self);  /* whether it will be known again */
gboolean parafa_caller_is_changeable (ParafaCaller *self); /* whether the user may write its file */
const char *parafa_caller_get_key (ParafaCaller *self);    /* one for one program */

/* sender: a unique name. Fails with G_IO_ERROR_PERMISSION_DENIED for another user's program, and with
 * G_IO_ERROR_NOT_FOUND when it is gone */
void parafa_caller_identify_async (GDBusConnection *bus,
                                   const char *sender,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
ParafaCaller *parafa_caller_identify_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaCaller, parafa_caller_unref)

G_END_DECLS
