/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A command for a terminal, to be read and copied */
#define PARAFA_TYPE_COMMAND_BOX (parafa_command_box_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCommandBox, parafa_command_box, PARAFA, COMMAND_BOX, GtkWidget)

GtkWidget *parafa_command_box_new (const char *command);
void parafa_command_box_set_command (ParafaCommandBox *self, const char *command);
const char *parafa_command_box_get_command (ParafaCommandBox *self);

G_END_DECLS
