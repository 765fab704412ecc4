/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-secret.h"

G_BEGIN_DECLS

typedef struct _ParafaSecretBuilder ParafaSecretBuilder;

ParafaSecretBuilder *parafa_secret_builder_new (void);
void parafa_secret_builder_free (ParafaSecretBuilder *self);
void parafa_secret_builder_append (ParafaSecretBuilder *self, const char *text, gssize length);
void parafa_secret_builder_append_secret (ParafaSecretBuilder *self, const ParafaSecret *secret);
void parafa_secret_builder_append_json_string (ParafaSecretBuilder *self,
                                               const char *text,
                                               gssize length);
void
parafa_secret_builder_append_base64 (ParafaSecretBuilder *self, const char *data, gsize length);
void parafa_secret_builder_append_uri_escaped (ParafaSecretBuilder *self,
                                               const char *text,
                                               gssize length);
ParafaSecret *parafa_secret_builder_end (ParafaSecretBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaSecretBuilder, parafa_secret_builder_free)

G_END_DECLS
