/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-banner.h"

/**
 * ParafaBanner:
 *
 * One lasting state above the content: a sentence and at most one button. AdwBanner came after libadwaita 1.2.
 */
struct _ParafaBanner
{
  GtkWidget parent_instance;

  GtkRevealer *revealer; /* (unowned): template children */
  GtkBox *box;
  GtkImage *icon;
  GtkLabel *text;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (ParafaBanner, parafa_banner, GTK_TYPE_WIDGET)

static void
parafa_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_BANNER);
  G_OBJECT_CLASS (parafa_banner_parent_class)->dispose (object);
}

static void
parafa_banner_class_init (ParafaBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "parafabanner");
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, ParafaBanner, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaBanner, text);
  gtk_widget_class_bind_template_child (widget_class, ParafaBanner, button);
}

static void
parafa_banner_init (ParafaBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_banner_new:
 *
 * Returns: (transfer floating): a bar that is not shown yet
 */
GtkWidget *
parafa_banner_new (void)
{
  return g_object_new (PARAFA_TYPE_BANNER, NULL);
}

static const char *
get_icon_name (ParafaPillKind kind)
{
  switch (kind)
    {
    case PARAFA_PILL_ERROR:
      return "dialog-error-symbolic";
    case PARAFA_PILL_WARNING:
      return "dialog-warning-symbolic";
    case PARAFA_PILL_PLAIN:
    case PARAFA_PILL_SUCCESS:
    case PARAFA_PILL_ACCENT:
    default:
      return "dialog-information-symbolic";
    }
}

/**
 * parafa_banner_show:
 * @self: a bar
 * @kind: what its colour means
 * @text: the sentence, translated
 * @button: (nullable): the button's word with a mnemonic, translated
 * @action: (nullable): what the button does, with its target in the detailed form
 */
void
parafa_banner_show (ParafaBanner *self,
                    ParafaPillKind kind,
                    const char *text,
                    const char *button,
                    const char *action)
{
  g_return_if_fail (PARAFA_IS_BANNER (self));
  g_return_if_fail ((button == NULL) == (action == NULL));

  for (guint i = PARAFA_PILL_PLAIN; i <= PARAFA_PILL_ACCENT; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->box), parafa_pill_kind_get_css_class (i));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), parafa_pill_kind_get_css_class (kind));
  gtk_image_set_from_icon_name (self->icon, get_icon_name (kind));
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * parafa_banner_hide:
 * @self: a bar
 */
void
parafa_banner_hide (ParafaBanner *self)
{
  g_return_if_fail (PARAFA_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * parafa_banner_is_shown:
 * @self: a bar
 *
 * Returns: whether it is shown
 */
gboolean
parafa_banner_is_shown (ParafaBanner *self)
{
  g_return_val_if_fail (PARAFA_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * parafa_banner_get_text:
 * @self: a bar
 *
 * Returns: (transfer none): its sentence
 */
const char *
parafa_banner_get_text (ParafaBanner *self)
{
  g_return_val_if_fail (PARAFA_IS_BANNER (self), NULL);

  return gtk_label_get_label (self->text);
}
