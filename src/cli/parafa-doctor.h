/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-exit.h"

G_BEGIN_DECLS

ParafaExit parafa_doctor_run (int argc, char **argv);

G_END_DECLS
