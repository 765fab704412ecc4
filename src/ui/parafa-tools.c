/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-tools.h"

#include <glib/gi18n.h>

#include "parafa-panels.h"

/**
 * ParafaTools:
 *
 * The tools, one at a time, under their own header bar with a way back. Each is made when it is
 * first asked for.
 */
struct _ParafaTools
{
  AdwBin parent_instance;

  GtkStack *stack; /* (unowned): template children */
  AdwWindowTitle *title;

  ParafaSession *session; /* (owned) (nullable) */
  ParafaAccount *account; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaTools, parafa_tools, ADW_TYPE_BIN)

static void
parafa_tools_dispose (GObject *object)
{
  ParafaTools *self = PARAFA_TOOLS (object);

  g_clear_object (&self->account);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (parafa_tools_parent_class)->dispose (object);
}

static void
parafa_tools_class_init (ParafaToolsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_tools_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-tools.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaTools, stack);
  gtk_widget_class_bind_template_child (widget_class, ParafaTools, title);
}

static void
parafa_tools_init (ParafaTools *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_tools_set_account:
 * @self: the tools
 * @session: (nullable): the session
 * @account: (nullable): the account that the window shows
 *
 * Tells the tools that were opened so far, and those opened later, whose profile is shown.
 */
void
parafa_tools_set_account (ParafaTools *self, ParafaSession *session, ParafaAccount *account)
{
  GtkWidget *child;

  g_return_if_fail (PARAFA_IS_TOOLS (self));

  g_set_object (&self->session, session);
  g_set_object (&self->account, account);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    parafa_panel_set_account (PARAFA_PANEL (child), session, account);
}

/**
 * parafa_tools_show:
 * @self: the tools
 * @target: "NAME" or "NAME:ARGUMENT"
 *
 * Shows a tool.
 *
 * Returns: %FALSE when there is none of that name
 */
gboolean
parafa_tools_show (ParafaTools *self, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, ":", 2);
  const ParafaPanelKind *kind = parts[0] != NULL ? parafa_panels_find_tool (parts[0]) : NULL;
  GtkWidget *panel;

  g_return_val_if_fail (PARAFA_IS_TOOLS (self), FALSE);

  if (kind == NULL)
    return FALSE;
  panel = gtk_stack_get_child_by_name (self->stack, kind->name);
  if (panel == NULL)
    {
      panel = g_object_new (kind->get_type (), NULL);
      gtk_stack_add_named (self->stack, panel, kind->name);
      parafa_panel_set_account (PARAFA_PANEL (panel), self->session, self->account);
    }
  adw_window_title_set_title (self->title, g_dgettext (GETTEXT_PACKAGE, kind->title));
  adw_window_title_set_subtitle (self->title, kind->subtitle != NULL
                                                  ? g_dgettext (GETTEXT_PACKAGE, kind->subtitle)
                                                  : "");
  gtk_stack_set_visible_child (self->stack, panel);
  parafa_panel_show (PARAFA_PANEL (panel), parts[1]);
  return TRUE;
}

/**
 * parafa_tools_get_shown:
 * @self: the tools
 *
 * Returns: (transfer none) (nullable): the tool that is in front
 */
ParafaPanel *
parafa_tools_get_shown (ParafaTools *self)
{
  GtkWidget *child;

  g_return_val_if_fail (PARAFA_IS_TOOLS (self), NULL);

  child = gtk_stack_get_visible_child (self->stack);
  return child != NULL ? PARAFA_PANEL (child) : NULL;
}
