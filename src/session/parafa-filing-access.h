/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport.h"
#include "parafa-filing-record.h"
#include "parafa-session.h"

G_BEGIN_DECLS

/* Everything a call needs: where, and with which token */
typedef struct
{
  char *api_uri;                 /* (owned) */
  ParafaEtransportSystem system; /* which of the two */
  ParafaSecret *token;           /* (owned) */
} ParafaFilingDoor;

ParafaFilingDoor *parafa_filing_door_new (const char *api_uri, gint64 system, ParafaSecret *token);
void parafa_filing_door_free (ParafaFilingDoor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaFilingDoor, parafa_filing_door_free)

/* Who has the tokens. Errors: PARAFA_SESSION_ERROR (NO_PAIR, REMOVED, PRACTICE), G_IO_ERROR_CANCELLED. */
#define PARAFA_TYPE_FILING_ACCESS (parafa_filing_access_get_type ())
G_DECLARE_INTERFACE (ParafaFilingAccess, parafa_filing_access, PARAFA, FILING_ACCESS, GObject)
struct _ParafaFilingAccessInterface
{
  GTypeInterface parent_interface;

  void (*open_async) (ParafaFilingAccess *self,
                      const char *profile,
                      gint64 system,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  ParafaFilingDoor *(*open_finish) (ParafaFilingAccess *self, GAsyncResult *result, GError **error);
  /* may be NULL: there is never another token */
  gboolean (*refused) (ParafaFilingAccess *self, const char *profile, ParafaSecret *token);
};
void parafa_filing_access_open_async (ParafaFilingAccess *self,
                                      const char *profile,
                                      gint64 system,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ParafaFilingDoor *
parafa_filing_access_open_finish (ParafaFilingAccess *self, GAsyncResult *result, GError **error);

/* after a 401: the next door gets another token, once; whether it will, and a call is worth repeating */
gboolean
parafa_filing_access_refused (ParafaFilingAccess *self, const char *profile, ParafaSecret *token);

/* The accounts of a session */
#define PARAFA_TYPE_FILING_ACCOUNTS (parafa_filing_accounts_get_type ())
G_DECLARE_FINAL_TYPE (
    ParafaFilingAccounts, parafa_filing_accounts, PARAFA, FILING_ACCOUNTS, GObject)
ParafaFilingAccess *parafa_filing_accounts_new (ParafaSession *session);

G_END_DECLS
