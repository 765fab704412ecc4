/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-http-details.h"

G_BEGIN_DECLS

char *parafa_har_write (GPtrArray *records);

G_END_DECLS
