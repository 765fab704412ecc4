/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PARAFA_TYPE_CLOCK (parafa_clock_get_type ())
typedef struct _ParafaClock ParafaClock;

GType parafa_clock_get_type (void) G_GNUC_CONST;
ParafaClock *parafa_clock_new_system (void);
ParafaClock *parafa_clock_new_fixed (gint64 now_s);
ParafaClock *parafa_clock_ref (ParafaClock *self);
void parafa_clock_unref (ParafaClock *self);
gint64 parafa_clock_get_now (ParafaClock *self);
void parafa_clock_set_now (ParafaClock *self, gint64 now_s);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaClock, parafa_clock_unref)

G_END_DECLS
