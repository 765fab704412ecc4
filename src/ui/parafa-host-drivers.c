/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-host-drivers.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>

#include "parafa-command-box.h"
#include "parafa-distribution.h"
#include "parafa-fact-row.h"

/* The name of the socket that the application looks for; another name than Flatpak's own, which serves the
 * authorities of the host */
#define SOCKET_NAME "parafa-tokens"

/**
 * ParafaHostDrivers:
 *
 * The way of a vendor's driver into a Flatpak: `p11-kit server` on the computer, and one permission.
 */
struct _ParafaHostDrivers
{
  GtkWidget parent_instance;

  ParafaFactRow *state; /* (unowned): children */
  gboolean served;
  GCancellable *checking; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaHostDrivers, parafa_host_drivers, GTK_TYPE_WIDGET)

static void
show_state (ParafaHostDrivers *self, gboolean there, gboolean served)
{
  self->served = served;
  parafa_fact_row_set_sign (self->state,
                            served  ? PARAFA_PILL_SUCCESS
                            : there ? PARAFA_PILL_WARNING
                                    : PARAFA_PILL_PLAIN,
                            served  ? "object-select-symbolic"
                            : there ? "dialog-warning-symbolic"
                                    : "action-unavailable-symbolic");
  parafa_fact_row_set_title (self->state, served ? _ ("The computer serves its driver")
                                          : there
                                              ? _ ("The socket is there, but nothing serves on it")
                                              : _ ("The computer serves no driver"));
  parafa_fact_row_set_subtitle (self->state, served ? _ ("Its tokens are among those above")
                                                    : _ ("Look again after both commands; Parafa "
                                                         "has to be started anew"));
}

static void
connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaHostDrivers) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->checking);
  show_state (self, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND), connection != NULL);
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
fill (ParafaHostDrivers *self, GtkWidget *box)
{
  g_autoptr (ParafaDistribution) distribution = parafa_distribution_new (NULL, TRUE);
  GtkWidget *title = new_text (_ ("A driver of the computer, in the Flatpak"));
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box),
                  new_text (
                      _ ("A Flatpak cannot load a driver that is installed on the computer. The "
                         "computer can "
                         "serve it, and only it. In a terminal, with the path of the driver:")));
  gtk_box_append (GTK_BOX (box),
                  parafa_command_box_new ("p11-kit server --name \"$XDG_RUNTIME_DIR/" SOCKET_NAME
                                          "\" --provider /PATH/OF/THE/DRIVER.so pkcs11:"));
  gtk_box_append (GTK_BOX (box), new_text (_ ("Once, so that Parafa may reach it:")));
  gtk_box_append (GTK_BOX (box),
                  parafa_command_box_new (
                      parafa_distribution_get_command (distribution, PARAFA_NEED_SERVE_DRIVER)));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("A driver of the computer, in the Flatpak"), -1);
  self->state = g_object_new (PARAFA_TYPE_FACT_ROW, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (box), list);
}

static void
parafa_host_drivers_dispose (GObject *object)
{
  ParafaHostDrivers *self = PARAFA_HOST_DRIVERS (object);
  GtkWidget *child;

  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parafa_host_drivers_parent_class)->dispose (object);
}

static void
parafa_host_drivers_class_init (ParafaHostDriversClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_host_drivers_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parafa_host_drivers_init (ParafaHostDrivers *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_widget_set_parent (box, GTK_WIDGET (self));
  fill (self, box);
  show_state (self, FALSE, FALSE);
}

/**
 * parafa_host_drivers_check:
 * @self: the widget
 * @socket: (nullable): path of the socket; %NULL for the one that the application looks for
 *
 * Finds out whether somebody serves on the socket. Nothing is said to it.
 */
void
parafa_host_drivers_check (ParafaHostDrivers *self, const char *socket)
{
  g_autofree char *usual = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocketClient) client = NULL;

  g_return_if_fail (PARAFA_IS_HOST_DRIVERS (self));

  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  self->checking = g_cancellable_new ();
  usual = g_build_filename (g_get_user_runtime_dir (), SOCKET_NAME, NULL);
  address = g_unix_socket_address_new (socket != NULL ? socket : usual);
  client = g_socket_client_new ();
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->checking, connected,
                                 g_object_ref (self));
}

/**
 * parafa_host_drivers_is_served:
 * @self: the widget
 *
 * Returns: whether the last check found somebody who serves
 */
gboolean
parafa_host_drivers_is_served (ParafaHostDrivers *self)
{
  g_return_val_if_fail (PARAFA_IS_HOST_DRIVERS (self), FALSE);

  return self->served;
}
