/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Looks at the readers once a second while somebody watches. Signals: "changed" (): a token was put in
 * or pulled out; "gone" (const char *label): the one that is unlocked was pulled out */
#define PARAFA_TYPE_TOKEN_LOOKOUT (parafa_token_lookout_get_type ())
G_DECLARE_FINAL_TYPE (ParafaTokenLookout, parafa_token_lookout, PARAFA, TOKEN_LOOKOUT, GObject)

ParafaTokenLookout *parafa_token_lookout_new (void);
void parafa_token_lookout_set_watching (ParafaTokenLookout *self, gboolean watching);
void parafa_token_lookout_set_unlocked (ParafaTokenLookout *self, const char *uri);

G_END_DECLS
