/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-profile.h"

G_BEGIN_DECLS

ParafaProfile *
parafa_profile_new_with_id (const char *id, const char *name, ParafaEnvironment environment);

G_END_DECLS
