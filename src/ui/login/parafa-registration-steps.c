/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-registration-steps.h"

#define REGISTRATION_ADDRESS "https://www.anaf.ro/InregOauth" /* ANAF OAuth procedure, 2024 */
#define APPLICATION_NAME "Parafa"

struct _ParafaRegistrationSteps
{
  AdwBin parent_instance;

  AdwActionRow *callback_row;
};

G_DEFINE_FINAL_TYPE (ParafaRegistrationSteps, parafa_registration_steps, ADW_TYPE_BIN)

static void
on_open_clicked (ParafaRegistrationSteps *self)
{
  g_app_info_launch_default_for_uri_async (REGISTRATION_ADDRESS, NULL, NULL, NULL, NULL);
}

static void
on_copy_name_clicked (ParafaRegistrationSteps *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), APPLICATION_NAME);
}

static void
on_copy_callback_clicked (ParafaRegistrationSteps *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->callback_row));
}

static void
parafa_registration_steps_class_init (ParafaRegistrationStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/login/"
                                                             "parafa-registration-steps.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaRegistrationSteps, callback_row);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_name_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_callback_clicked);
}

static void
parafa_registration_steps_init (ParafaRegistrationSteps *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_registration_steps_set_callback:
 * @self: the steps
 * @callback: the callback address as it is typed now
 *
 * Shows the address that has to be pasted at ANAF.
 */
void
parafa_registration_steps_set_callback (ParafaRegistrationSteps *self, const char *callback)
{
  g_return_if_fail (PARAFA_IS_REGISTRATION_STEPS (self));
  g_return_if_fail (callback != NULL);

  adw_action_row_set_subtitle (self->callback_row, callback);
}
