/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-raw.h"

#include "parafa-inspector-verdict.h"
#include "parafa-raw-token.h"

/**
 * ParafaInspectorRaw:
 *
 * The token as it stands, and what is to be thought of it.
 */
struct _ParafaInspectorRaw
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  GtkLabel *name;
  GtkToggleButton *reveal;
  GtkMenuButton *profiles;
  ParafaRawToken *raw;
  ParafaInspectorVerdict *verdict;
};

G_DEFINE_FINAL_TYPE (ParafaInspectorRaw, parafa_inspector_raw, GTK_TYPE_WIDGET)

static void
parafa_inspector_raw_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_INSPECTOR_RAW);
  G_OBJECT_CLASS (parafa_inspector_raw_parent_class)->dispose (object);
}

static void
parafa_inspector_raw_class_init (ParafaInspectorRawClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_raw_dispose;
  g_type_ensure (PARAFA_TYPE_RAW_TOKEN);
  g_type_ensure (PARAFA_TYPE_INSPECTOR_VERDICT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-inspector-raw.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorRaw, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorRaw, name);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorRaw, reveal);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorRaw, profiles);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorRaw, raw);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorRaw, verdict);
}

static void
parafa_inspector_raw_init (ParafaInspectorRaw *self)
{
  GtkToggleButton *reveal;

  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_raw_token_set_plain (self->raw);
  reveal = parafa_raw_token_get_reveal (self->raw);
  g_object_bind_property (reveal, "active", self->reveal, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (reveal, "tooltip-text", self->reveal, "tooltip-text",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (reveal, "icon-name", self->reveal, "icon-name", G_BINDING_SYNC_CREATE);
}

/**
 * parafa_inspector_raw_set:
 * @self: the left side
 * @inspection: (nullable): a text that was looked at
 * @name: (nullable): where it comes from
 * @own: whether it is a profile's own token, and covered until a person asks
 *
 * Shows another text.
 */
void
parafa_inspector_raw_set (ParafaInspectorRaw *self,
                          ParafaJwtInspection *inspection,
                          const char *name,
                          gboolean own)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_RAW (self));

  gtk_label_set_label (self->name, name != NULL ? name : "");
  parafa_raw_token_set_inspection (self->raw, inspection, !own);
  parafa_inspector_verdict_set_inspection (self->verdict, inspection);
  /* what is wrong with a text is said beside it, in large */
  gtk_widget_set_visible (GTK_WIDGET (self->verdict),
                          inspection != NULL &&
                              parafa_jwt_inspection_get_problem (inspection) == NULL);
}

/**
 * parafa_inspector_raw_set_profiles:
 * @self: the left side
 * @profiles: the profiles that have a token
 *
 * Offers the tokens of profiles.
 */
void
parafa_inspector_raw_set_profiles (ParafaInspectorRaw *self, GMenuModel *profiles)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_RAW (self));

  gtk_menu_button_set_menu_model (self->profiles, profiles);
  gtk_widget_set_visible (GTK_WIDGET (self->profiles), g_menu_model_get_n_items (profiles) > 0);
}
