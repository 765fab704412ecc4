/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-finding.h"

G_BEGIN_DECLS

/* A declaration that was read and judged */
#define PARAFA_TYPE_ETRANSPORT_CHECK (parafa_etransport_check_get_type ())
typedef struct _ParafaEtransportCheck ParafaEtransportCheck;

GType parafa_etransport_check_get_type (void) G_GNUC_CONST;
ParafaEtransportCheck *parafa_etransport_check_new (GBytes *bytes, const GDate *today);
ParafaEtransportCheck *parafa_etransport_check_ref (ParafaEtransportCheck *self);
void parafa_etransport_check_unref (ParafaEtransportCheck *self);
gboolean parafa_etransport_check_is_valid (ParafaEtransportCheck *self);
const char *parafa_etransport_check_get_kind (ParafaEtransportCheck *self);
GPtrArray *parafa_etransport_check_get_findings (ParafaEtransportCheck *self);
ParafaXmlDocument *parafa_etransport_check_get_document (ParafaEtransportCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaEtransportCheck, parafa_etransport_check_unref)

G_END_DECLS
