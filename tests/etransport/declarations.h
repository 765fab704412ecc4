/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Valid declarations of every kind, with every element and attribute the schema knows; invented data */
extern const char *const parafa_test_declarations[];
extern const guint parafa_test_n_declarations;

/* A valid notification of an operation, with parts to be replaced: {goods} {partner} {transport} {start} {end} {papers} */
char *parafa_test_notice (const char *operation, const char *const *replacements);

G_END_DECLS
