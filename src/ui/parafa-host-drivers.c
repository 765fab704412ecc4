/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-host-drivers.h"

#include <adwaita.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n.h>

#include "parafa-announce.h"
#include "parafa-command-box.h"
#include "parafa-fact-row.h"
#include "parafa-host-commands.h"

/**
 * ParafaHostDrivers:
 *
 * The way of a vendor's driver into a Flatpak, for a person who never saw a terminal: one command after the other, and
 * what came of them.
 */
struct _ParafaHostDrivers
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): children */
  AdwEntryRow *file;
  GtkWidget *file_problem;
  ParafaCommandBox *find;
  GtkWidget *install_text;
  ParafaCommandBox *install;
  GtkWidget *serve;
  ParafaCommandBox *serve_command;
  GtkWidget *always;
  ParafaCommandBox *always_command;
  ParafaCommandBox *allow;
  ParafaFactRow *state;

  guint n_steps;
  char *root;    /* (owned) (nullable) */
  char *guessed; /* (owned) (nullable): what was put into the field, and not by the person */
  GCancellable *checking; /* (owned) (nullable) */
  ParafaHostState said;
  gboolean asked; /* by the person */
};

G_DEFINE_FINAL_TYPE (ParafaHostDrivers, parafa_host_drivers, GTK_TYPE_WIDGET)

/* -- what came of it -- */

static void
show_state (ParafaHostDrivers *self, ParafaHostState state)
{
  static const struct
  {
    ParafaPillKind kind;
    const char *icon, *title, *subtitle;
  } words[] = {
    [PARAFA_HOST_NOTHING] = { PARAFA_PILL_PLAIN, "action-unavailable-symbolic",
                              N_ ("Parafa does not reach a driver of the computer yet"),
                              N_ ("Do the steps from the first on. Parafa sees the change only "
                                  "after it was closed and opened again.") },
    [PARAFA_HOST_ALLOWED] = { PARAFA_PILL_WARNING, "dialog-warning-symbolic",
                              N_ ("Parafa may use a driver, but none is shared"),
                              N_ ("Give the command of step 3 again. Then close Parafa and open it "
                                  "again.") },
    [PARAFA_HOST_ENDED] = { PARAFA_PILL_WARNING, "dialog-warning-symbolic",
                            N_ ("The driver was shared, but is not any more"),
                            N_ ("Give the command of step 3 again. Then close Parafa and open it "
                                "again.") },
    [PARAFA_HOST_SERVED] = { PARAFA_PILL_SUCCESS, "object-select-symbolic",
                             N_ ("Done: Parafa reaches the shared driver"),
                             N_ ("It is in the list above. Put the token in, if it is not, and log "
                                 "in.") },
  };

  self->said = state;
  parafa_fact_row_set_sign (self->state, words[state].kind, words[state].icon);
  parafa_fact_row_set_title (self->state, _ (words[state].title));
  parafa_fact_row_set_subtitle (self->state, _ (words[state].subtitle));
  if (self->asked)
    parafa_announce_pair (GTK_WIDGET (self->state), _ (words[state].title),
                          _ (words[state].subtitle));
  self->asked = FALSE;
}

/* A small file that the sandbox has in memory */
static gboolean
may_reach (ParafaHostDrivers *self)
{
  g_autofree char *path =
      g_build_filename (self->root != NULL ? self->root : "/", ".flatpak-info", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && parafa_host_commands_may_reach (text);
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
  if (connection != NULL)
    show_state (self, PARAFA_HOST_SERVED);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    show_state (self, PARAFA_HOST_ENDED);
  else
    show_state (self, may_reach (self) ? PARAFA_HOST_ALLOWED : PARAFA_HOST_NOTHING);
}

/* -- the steps -- */

static void
show_commands (ParafaHostDrivers *self)
{
  const char *path = gtk_editable_get_text (GTK_EDITABLE (self->file));
  gboolean good = parafa_host_commands_is_path (path);

  gtk_widget_set_visible (self->file_problem, !good && *path != '\0');
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->file), GTK_ACCESSIBLE_STATE_INVALID,
                               !good && *path != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE
                                                      : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_widget_set_sensitive (self->serve, good);
  gtk_widget_set_sensitive (self->always, good);
  {
    g_autofree char *serve = parafa_host_commands_serve (good ? path : "/usr/lib/…");
    g_autofree char *always =
        parafa_host_commands_serve_always (good ? path : "/usr/lib/…", g_get_user_runtime_dir ());

    parafa_command_box_set_command (self->serve_command, serve);
    parafa_command_box_set_command (self->always_command, always);
  }
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

static GtkWidget *
new_note (const char *text)
{
  GtkWidget *label = new_text (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* Adds a step and returns the box for what belongs to it */
static GtkWidget *
add_step (ParafaHostDrivers *self, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *contents = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = new_text (text);
  g_autofree char *number = g_strdup_printf ("%u", ++self->n_steps);
  GtkWidget *sign = gtk_label_new (number);

  gtk_widget_add_css_class (sign, "number");
  gtk_widget_add_css_class (sign, "numeric");
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_widget_set_hexpand (contents, TRUE);
  gtk_box_append (GTK_BOX (contents), label);
  gtk_box_append (GTK_BOX (row), sign);
  gtk_box_append (GTK_BOX (row), contents);
  gtk_box_append (GTK_BOX (self->box), row);
  return contents;
}

static ParafaCommandBox *
add_command (GtkWidget *step)
{
  GtkWidget *command = parafa_command_box_new ("");

  gtk_box_append (GTK_BOX (step), command);
  return PARAFA_COMMAND_BOX (command);
}

static void
add_file_step (ParafaHostDrivers *self)
{
  GtkWidget *step = add_step (self, _ ("Install the driver from the provider of your certificate, "
                                       "unless it is installed. Which "
                                       "file is it?"));
  GtkWidget *list = gtk_list_box_new ();

  self->file = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file), _ ("File of the driver"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->file));
  g_signal_connect_swapped (self->file, "changed", G_CALLBACK (show_commands), self);
  self->file_problem =
      new_note (_ ("Write the whole path, without blanks, such as /usr/lib/libeToken.so"));
  gtk_widget_remove_css_class (self->file_problem, "dim-label");
  gtk_widget_add_css_class (self->file_problem, "error");
  gtk_box_append (GTK_BOX (step), list);
  gtk_box_append (GTK_BOX (step), self->file_problem);
  gtk_box_append (GTK_BOX (step), new_note (_ ("If you do not know, this command shows it; copy "
                                               "its answer into the field:")));
  self->find = add_command (step);
}

static void
add_commands (ParafaHostDrivers *self)
{
  GtkWidget *step = add_step (self, _ ("Install p11-kit, the program that shares the driver:"));
  g_autoptr (ParafaDistribution) any = parafa_distribution_new (NULL, TRUE);

  self->install = add_command (step);
  self->install_text = new_note (_ ("Look for it where you install programs."));
  gtk_box_append (GTK_BOX (step), self->install_text);
  self->serve = step = add_step (self, _ ("Share the driver, until you sign out:"));
  self->serve_command = add_command (step);
  gtk_box_append (GTK_BOX (step),
                  new_note (_ ("The answer has two lines that begin with P11_KIT. If it is another "
                               "one, look whether the file of step 1 is right.")));
  self->always = step = add_step (self, _ ("Have it shared by itself each time you sign in:"));
  self->always_command = add_command (step);
  gtk_box_append (GTK_BOX (step), new_note (_ ("There is no answer; that is as it should be.")));
  step = add_step (self, _ ("Let Parafa use the shared driver:"));
  self->allow = add_command (step);
  parafa_command_box_set_command (self->allow,
                                  parafa_distribution_get_command (any, PARAFA_NEED_SERVE_DRIVER));
  gtk_box_append (GTK_BOX (step), new_note (_ ("There is no answer; that is as it should be.")));
  add_step (self, _ ("Close Parafa, open it again and come back to this page. Here it then says "
                     "whether it works:"));
}

static void
check_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PARAFA_HOST_DRIVERS (widget)->asked = TRUE;
  gtk_widget_activate_action (widget, "drivers.look", NULL);
}

static void
add_state (ParafaHostDrivers *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *check = gtk_button_new_with_mnemonic (_ ("_Check Again"));

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whether the driver is shared"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "host.check");
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  self->state = g_object_new (PARAFA_TYPE_FACT_ROW, "extra", check, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (self->box), list);
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
parafa_host_drivers_finalize (GObject *object)
{
  ParafaHostDrivers *self = PARAFA_HOST_DRIVERS (object);

  g_free (self->root);
  g_free (self->guessed);
  G_OBJECT_CLASS (parafa_host_drivers_parent_class)->finalize (object);
}

static void
parafa_host_drivers_class_init (ParafaHostDriversClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_host_drivers_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_host_drivers_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hostdrivers");
  gtk_widget_class_install_action (widget_class, "host.check", NULL, check_activated);
}

static void
parafa_host_drivers_init (ParafaHostDrivers *self)
{
  GtkWidget *title = new_text (_ ("A Driver of This Computer"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box),
                  new_text (_ (
                      "This Parafa is a Flatpak: shut off from the rest of the computer, it cannot "
                      "open the provider’s driver by itself. These steps share the driver with it; "
                      "they are done once.")));
  gtk_box_append (GTK_BOX (self->box),
                  new_text (_ (
                      "Open the program “Terminal”. Copy each command with the button beside it, "
                      "paste it there with Ctrl+Shift+V, and press Enter.")));
  add_file_step (self);
  add_commands (self);
  add_state (self);
  parafa_host_drivers_suggest (self, NULL, NULL);
  show_commands (self);
  show_state (self, PARAFA_HOST_NOTHING);
}

/**
 * parafa_host_drivers_suggest:
 * @self: the widget
 * @known: (nullable): the driver that fits what is plugged in, or whose provider was chosen
 * @distribution: (nullable): the computer
 *
 * Fills in what need not be typed. What a person typed stays.
 */
void
parafa_host_drivers_suggest (ParafaHostDrivers *self,
                             const ParafaKnownDriver *known,
                             const ParafaDistribution *distribution)
{
  g_autofree char *path = parafa_host_commands_guess_path (known);
  g_autofree char *find = parafa_host_commands_find (known);
  g_autofree char *install =
      distribution != NULL ? parafa_host_commands_install (distribution) : NULL;
  const char *there = NULL;

  g_return_if_fail (PARAFA_IS_HOST_DRIVERS (self));

  parafa_command_box_set_command (self->find, find);
  parafa_command_box_set_command (self->install, install != NULL ? install : "p11-kit");
  gtk_widget_set_visible (self->install_text, install == NULL);
  there = gtk_editable_get_text (GTK_EDITABLE (self->file));
  if (path == NULL || (*there != '\0' && g_strcmp0 (there, self->guessed) != 0))
    return;
  g_free (self->guessed);
  self->guessed = g_strdup (path);
  gtk_editable_set_text (GTK_EDITABLE (self->file), path);
}

/**
 * parafa_host_drivers_set_narrow:
 * @self: the widget
 * @narrow: whether there is little room
 */
void
parafa_host_drivers_set_narrow (ParafaHostDrivers *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_HOST_DRIVERS (self));

  parafa_fact_row_set_narrow (self->state, narrow);
}

/**
 * parafa_host_drivers_check:
 * @self: the widget
 * @root: (nullable): the folder that stands for `/`
 * @socket: (nullable): path of the socket; %NULL for the one that the application looks for
 *
 * Finds out whether somebody serves on the socket. Nothing is said to it.
 */
void
parafa_host_drivers_check (ParafaHostDrivers *self, const char *root, const char *socket)
{
  g_autofree char *usual = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocketClient) client = NULL;

  g_return_if_fail (PARAFA_IS_HOST_DRIVERS (self));

  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_free (self->root);
  self->root = g_strdup (root);
  self->checking = g_cancellable_new ();
  usual = g_build_filename (g_get_user_runtime_dir (), PARAFA_HOST_SOCKET, NULL);
  address = g_unix_socket_address_new (socket != NULL ? socket : usual);
  client = g_socket_client_new ();
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->checking, connected,
                                 g_object_ref (self));
}

/**
 * parafa_host_drivers_is_checking:
 * @self: the widget
 *
 * Returns: whether a check is under way
 */
gboolean
parafa_host_drivers_is_checking (ParafaHostDrivers *self)
{
  g_return_val_if_fail (PARAFA_IS_HOST_DRIVERS (self), FALSE);

  return self->checking != NULL;
}

/**
 * parafa_host_drivers_get_state:
 * @self: the widget
 *
 * Returns: what the last check found
 */
ParafaHostState
parafa_host_drivers_get_state (ParafaHostDrivers *self)
{
  g_return_val_if_fail (PARAFA_IS_HOST_DRIVERS (self), PARAFA_HOST_NOTHING);

  return self->said;
}
