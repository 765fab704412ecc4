/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "parafa-pill.h"

G_BEGIN_DECLS

#define PARAFA_TYPE_BANNER (parafa_banner_get_type ())
G_DECLARE_FINAL_TYPE (ParafaBanner, parafa_banner, PARAFA, BANNER, GtkWidget)

GtkWidget *parafa_banner_new (void);
void parafa_banner_show (ParafaBanner *self,
                         ParafaPillKind kind,
                         const char *text,
                         const char *button,
                         const char *action);
void parafa_banner_hide (ParafaBanner *self);
gboolean parafa_banner_is_shown (ParafaBanner *self);
const char *parafa_banner_get_text (ParafaBanner *self);

G_END_DECLS
