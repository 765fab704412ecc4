/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a colour means. Never shown without an icon and a word. */
typedef enum
{
  PARAFA_PILL_PLAIN,
  PARAFA_PILL_SUCCESS, /* it works now */
  PARAFA_PILL_WARNING, /* act within days, or look again */
  PARAFA_PILL_ERROR,   /* stops you */
  PARAFA_PILL_ACCENT,  /* in progress, or information */
} ParafaPillKind;

const char *parafa_pill_kind_get_css_class (ParafaPillKind kind);

#define PARAFA_TYPE_PILL (parafa_pill_get_type ())
G_DECLARE_FINAL_TYPE (ParafaPill, parafa_pill, PARAFA, PILL, GtkWidget)

GtkWidget *parafa_pill_new (ParafaPillKind kind, const char *icon_name, const char *label);
void
parafa_pill_set (ParafaPill *self, ParafaPillKind kind, const char *icon_name, const char *label);
const char *parafa_pill_get_label (ParafaPill *self);
ParafaPillKind parafa_pill_get_kind (ParafaPill *self);

G_END_DECLS
