/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-row.h"

#include <glib/gi18n.h>

struct _ParafaCertificateRow
{
  AdwActionRow parent_instance;

  ParafaCertificate *certificate; /* (owned) */
  GtkCheckButton *radio;          /* (unowned) (nullable): none where it cannot be chosen */
};

G_DEFINE_FINAL_TYPE (ParafaCertificateRow, parafa_certificate_row, ADW_TYPE_ACTION_ROW)

static void
parafa_certificate_row_dispose (GObject *object)
{
  ParafaCertificateRow *self = PARAFA_CERTIFICATE_ROW (object);

  g_clear_object (&self->certificate);
  self->radio = NULL;

  G_OBJECT_CLASS (parafa_certificate_row_parent_class)->dispose (object);
}

static void
parafa_certificate_row_class_init (ParafaCertificateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_certificate_row_dispose;
}

static void
parafa_certificate_row_init (ParafaCertificateRow *self)
{
}

/* icon and word, never colour alone */
static GtkWidget *
make_pill (ParafaCertificateState state)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *icon_name = "dialog-error-symbolic";
  const char *css_class = "error";
  GtkWidget *icon;

  if (state == PARAFA_CERTIFICATE_USABLE)
    {
      icon_name = "object-select-symbolic";
      css_class = "success";
    }
  else if (state != PARAFA_CERTIFICATE_EXPIRED)
    {
      icon_name = "action-unavailable-symbolic";
      css_class = "plain";
    }
  icon = gtk_image_new_from_icon_name (icon_name);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 14);
  gtk_box_append (GTK_BOX (pill), icon);
  gtk_box_append (GTK_BOX (pill), gtk_label_new (parafa_certificate_text_state (state)));
  gtk_widget_add_css_class (pill, "login-pill");
  gtk_widget_add_css_class (pill, css_class);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

/* Return goes on with this certificate; Space only chooses it. Caught before the row's own
 * bindings, which would do the same for both keys. */
static gboolean
on_return (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  ParafaCertificateRow *self = PARAFA_CERTIFICATE_ROW (widget);

  parafa_certificate_row_choose (self);
  return gtk_widget_activate_action (widget, "login.continue", NULL);
}

static void
add_return_shortcut (ParafaCertificateRow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter };

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0),
                                                            gtk_callback_action_new (on_return,
                                                                                     NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
on_radio_toggled (ParafaCertificateRow *self)
{
  if (gtk_check_button_get_active (self->radio))
    gtk_widget_activate_action (GTK_WIDGET (self), "login.chosen", NULL);
}

static void
add_radio (ParafaCertificateRow *self, GtkCheckButton *group)
{
  self->radio = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (self->radio, group);
  gtk_widget_set_valign (GTK_WIDGET (self->radio), GTK_ALIGN_CENTER);
  gtk_widget_set_can_focus (GTK_WIDGET (self->radio), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->radio), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
  g_signal_connect_object (self->radio, "toggled", G_CALLBACK (on_radio_toggled), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->radio));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->radio));
  add_return_shortcut (self);
}

/**
 * parafa_certificate_row_new:
 * @certificate: a certificate
 * @age: which of a renewed pair it is
 * @show_place: whether the token is named in it
 * @now_s: the time, Unix seconds
 * @group: (nullable): a radio button that belongs to the same choice; needed for a certificate that
 *   can be used
 *
 * Makes a row. A certificate that cannot be used has no radio button and is insensitive.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
parafa_certificate_row_new (ParafaCertificate *certificate,
                            ParafaCertificateAge age,
                            gboolean show_place,
                            gint64 now_s,
                            GtkCheckButton *group)
{
  ParafaCertificateState state = parafa_certificate_get_state (certificate, now_s);
  ParafaCertificateRow *self = g_object_new (PARAFA_TYPE_CERTIFICATE_ROW, NULL);
  g_autofree char *title = parafa_certificate_text_title (certificate, age);
  g_autofree char *validity = parafa_certificate_text_validity (certificate, now_s);
  g_autofree char *origin = parafa_certificate_text_origin (certificate);
  g_autofree char *place = parafa_certificate_text_place (certificate);
  g_autofree char *subtitle =
      g_strjoin ("\n", validity, origin, show_place && *place != '\0' ? place : NULL, NULL);

  self->certificate = g_object_ref (certificate);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), make_pill (state));
  gtk_widget_add_css_class (GTK_WIDGET (self), "certificate-row");
  if (state == PARAFA_CERTIFICATE_USABLE)
    add_radio (self, group);
  else
    gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  return GTK_WIDGET (self);
}

/**
 * parafa_certificate_row_get_certificate:
 * @self: a row
 *
 * Returns: (transfer none): its certificate
 */
ParafaCertificate *
parafa_certificate_row_get_certificate (ParafaCertificateRow *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_ROW (self), NULL);

  return self->certificate;
}

/**
 * parafa_certificate_row_is_chosen:
 * @self: a row
 *
 * Returns: whether its radio button is the set one
 */
gboolean
parafa_certificate_row_is_chosen (ParafaCertificateRow *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_ROW (self), FALSE);

  return self->radio != NULL && gtk_check_button_get_active (self->radio);
}

/**
 * parafa_certificate_row_choose:
 * @self: a row that can be chosen
 */
void
parafa_certificate_row_choose (ParafaCertificateRow *self)
{
  g_return_if_fail (PARAFA_IS_CERTIFICATE_ROW (self));
  g_return_if_fail (self->radio != NULL);

  gtk_check_button_set_active (self->radio, TRUE);
}
