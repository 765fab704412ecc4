/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-drivers-page.h"

#include <glib/gi18n.h>

#include "parafa-announce.h"
#include "parafa-card.h"
#include "parafa-choose-file.h"
#include "parafa-driver-guide.h"
#include "parafa-driver-list.h"
#include "parafa-driver-order.h"
#include "parafa-driver-row.h"
#include "parafa-driver-store.h"
#include "parafa-driver-text.h"
#include "parafa-driver-trial.h"
#include "parafa-host-drivers.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-pill.h"

/**
 * ParafaDriversPage:
 *
 * The drivers that tokens are read with: how each does, and what can be done about it. Drivers are asked when the
 * page comes into view, on F5 and after a change; their processes end when they have answered.
 */
struct _ParafaDriversPage
{
  AdwBin parent_instance;

  ParafaPage *page; /* (unowned): template children */
  GtkBox *top;
  ParafaPill *pill;
  GtkLabel *sentence;
  GtkLabel *next;
  GtkButton *choose;
  GtkButton *look;
  ParafaDriverTrial *trial;
  GtkWidget *list_title;
  GtkListBox *list;
  ParafaHostDrivers *host;
  ParafaDriverGuide *guide;

  ParafaDriverFolders *folders; /* (owned) (nullable) */
  char *root;                   /* (owned) (nullable) */
  ParafaDriverStore *store;     /* (owned) */
  ParafaCard *card;             /* (owned) */
  GCancellable *looking;        /* (owned) (nullable) */
  GPtrArray *drivers; /* (owned) (nullable) (element-type ParafaDriver): for tokens, in order */
  ParafaCardListing *listing; /* (owned) (nullable) */
  gboolean writing;
  gboolean look_again;
  gboolean flatpak;
  GPtrArray *changes; /* (owned) (element-type Change): priorities still to be written */
};

static void parafa_drivers_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaDriversPage,
                               parafa_drivers_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_drivers_page_panel_init))

typedef struct
{
  ParafaDriver *driver; /* (owned) */
  int priority;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->driver);
  g_free (change);
}

/* -- what is shown -- */

static void
set_summary (ParafaDriversPage *self,
             ParafaPillKind kind,
             const char *icon,
             const char *word,
             const char *sentence,
             const char *next)
{
  parafa_pill_set (self->pill, kind, icon, word);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->next, next);
}

static ParafaDriverReport *
find_report (ParafaDriversPage *self, ParafaDriver *driver)
{
  GPtrArray *reports =
      self->listing != NULL ? parafa_card_listing_get_reports (self->listing) : NULL;

  for (guint i = 0; reports != NULL && i < reports->len; i++)
    if (parafa_driver_equal (parafa_driver_report_get_driver (reports->pdata[i]), driver))
      return reports->pdata[i];
  return NULL;
}

/* The list of known drivers was read by the thread that listed; until then the file's name does */
static const char *
get_title (ParafaDriver *driver)
{
  const char *file = parafa_driver_get_settings (driver)->file;
  const ParafaKnownDriver *known =
      file != NULL ? parafa_driver_list_find_file (parafa_driver_list_get_default (), file) : NULL;

  return known != NULL ? known->title : parafa_driver_get_name (driver);
}

static void
show_summary (ParafaDriversPage *self)
{
  guint n_tokens = self->listing != NULL ? parafa_card_listing_get_tokens (self->listing)->len : 0;
  guint n_enabled = 0;
  ParafaDriver *failed = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *tokens =
      g_strdup_printf (ngettext ("%u token", "%u tokens", n_tokens), n_tokens);

  for (guint i = 0; self->drivers != NULL && i < self->drivers->len; i++)
    {
      ParafaDriverReport *report = find_report (self, self->drivers->pdata[i]);

      if (!parafa_driver_get_settings (self->drivers->pdata[i])->enabled)
        continue;
      n_enabled++;
      if (report != NULL && !parafa_driver_report_works (report) && failed == NULL)
        failed = self->drivers->pdata[i];
    }
  if (n_enabled == 0)
    set_summary (self, PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("No driver"),
                 _ ("No driver for tokens is installed"),
                 _ ("Below you can find out which one you need."));
  else if (failed != NULL)
    {
      /* Translators: %s is the name of a driver */
      sentence = g_strdup_printf (_ ("%s does not work"), get_title (failed));
      set_summary (self, PARAFA_PILL_WARNING, "dialog-warning-symbolic", _ ("Worth a look"),
                   sentence,
                   n_tokens > 0 ? _ ("The others work on, and a token can be read.")
                                : _ ("The others work. More can be said with a token plugged in."));
    }
  else if (n_tokens > 0)
    set_summary (self, PARAFA_PILL_SUCCESS, "object-select-symbolic", tokens,
                 _ ("The token can be read"),
                 _ ("A token that several drivers see is shown once; the "
                    "better driver is used."));
  else
    set_summary (self, PARAFA_PILL_PLAIN, "action-unavailable-symbolic", _ ("No token"),
                 _ ("The drivers work, and see no token"),
                 _ ("Put the token in. If it is in, it needs another driver."));
}

static void
show_looking (ParafaDriversPage *self)
{
  set_summary (self, PARAFA_PILL_ACCENT, "content-loading-symbolic", _ ("Looking"),
               _ ("The drivers are being asked"),
               _ ("Each in a process of its own, and for a limited time."));
}

/* Rows that were open stay open */
static gboolean
was_open (ParafaDriversPage *self, ParafaDriver *driver, gboolean *known)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_str_equal (parafa_driver_get_name (
                         parafa_driver_row_get_driver (PARAFA_DRIVER_ROW (row))),
                     parafa_driver_get_name (driver)))
      {
        *known = TRUE;
        return parafa_driver_row_is_open (PARAFA_DRIVER_ROW (row));
      }
  *known = FALSE;
  return FALSE;
}

static void
show_rows (ParafaDriversPage *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *child;

  for (guint i = 0; i < self->drivers->len; i++)
    {
      ParafaDriver *driver = self->drivers->pdata[i];
      GtkWidget *row =
          parafa_driver_row_new (driver, find_report (self, driver), get_title (driver));
      gboolean known = FALSE, open = was_open (self, driver, &known);

      parafa_driver_row_set_place (PARAFA_DRIVER_ROW (row), i > 0, i + 1 < self->drivers->len);
      parafa_driver_row_set_narrow (PARAFA_DRIVER_ROW (row), parafa_page_is_narrow (self->page));
      if (known)
        parafa_driver_row_set_open (PARAFA_DRIVER_ROW (row), open);
      g_ptr_array_add (rows, row);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, rows->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->list), rows->len > 0);
  gtk_widget_set_visible (self->list_title, rows->len > 0);
}

static void
update_actions (ParafaDriversPage *self)
{
  static const char *const changing[] = { "drivers.toggle", "drivers.remove", "drivers.up",
                                          "drivers.down", "drivers.move" };

  for (guint i = 0; i < G_N_ELEMENTS (changing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), changing[i],
                                   !self->writing && self->looking == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "drivers.look", self->looking == NULL);
}

static void
toast (ParafaDriversPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* -- looking: configuration, then the drivers themselves -- */

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("drivers-page: the card processes did not end as they should: %s", error->message);
}

static void
end_looking (ParafaDriversPage *self)
{
  g_clear_object (&self->looking);
  if (self->drivers != NULL)
    show_rows (self);
  show_summary (self);
  parafa_announce_pair (GTK_WIDGET (self->sentence), gtk_label_get_label (self->sentence),
                        gtk_label_get_label (self->next));
  update_actions (self);
  parafa_card_end_async (self->card, NULL, card_ended, NULL);
  if (self->look_again)
    parafa_drivers_page_look (self);
}

static void
drivers_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriversPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCardListing) listing =
      parafa_card_list_finish_listing (PARAFA_CARD (source), result, &error);

  if (self->looking == NULL)
    return;
  g_clear_object (&self->listing);
  self->listing = g_steal_pointer (&listing);
  end_looking (self);
}

static void
config_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriversPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drivers =
      parafa_driver_store_list_finish (PARAFA_DRIVER_STORE (source), result, &error);

  if (self->looking == NULL)
    return;
  g_clear_pointer (&self->drivers, g_ptr_array_unref);
  self->drivers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; drivers != NULL && i < drivers->len; i++)
    if (!parafa_driver_get_settings (drivers->pdata[i])->for_trust)
      g_ptr_array_add (self->drivers, g_object_ref (drivers->pdata[i]));
  parafa_card_list_async (self->card, self->looking, drivers_listed, g_object_ref (self));
}

/* -- changes -- */

static ParafaDriver *
find_driver (ParafaDriversPage *self, const char *name, guint *position)
{
  for (guint i = 0; self->drivers != NULL && i < self->drivers->len; i++)
    if (g_strcmp0 (parafa_driver_get_name (self->drivers->pdata[i]), name) == 0)
      {
        *position = i;
        return self->drivers->pdata[i];
      }
  return NULL;
}

static void
end_writing (ParafaDriversPage *self, const GError *error)
{
  self->writing = FALSE;
  g_ptr_array_set_size (self->changes, 0);
  if (self->store == NULL)
    return;
  if (error != NULL)
    toast (self, parafa_driver_text_get_store_problem (error));
  update_actions (self);
  parafa_drivers_page_look (self);
}

static void
changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriversPage) self = user_data;
  g_autoptr (GError) error = NULL;

  parafa_driver_store_change_finish (PARAFA_DRIVER_STORE (source), result, &error);
  end_writing (self, error);
}

static void
start_writing (ParafaDriversPage *self)
{
  self->writing = TRUE;
  update_actions (self);
}

static void
toggle_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (widget);
  guint position;
  ParafaDriver *driver = find_driver (self, g_variant_get_string (parameter, NULL), &position);

  if (driver == NULL || self->writing)
    return;
  start_writing (self);
  parafa_driver_store_set_enabled_async (self->store, driver,
                                         !parafa_driver_get_settings (driver)->enabled, NULL,
                                         changed, g_object_ref (self));
}

static void
remove_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (widget);
  guint position;
  ParafaDriver *driver = find_driver (self, g_variant_get_string (parameter, NULL), &position);

  if (driver == NULL || self->writing)
    return;
  start_writing (self);
  parafa_driver_store_remove_async (self->store, driver, NULL, changed, g_object_ref (self));
  toast (self, _ ("Removed from the list; its file stays where it is"));
}

static void priority_written (GObject *source, GAsyncResult *result, gpointer user_data);

/* One after the other: each is a file of its own */
static void
write_next (ParafaDriversPage *self, ParafaDriverStore *store)
{
  Change *change = self->changes->pdata[self->changes->len - 1];

  parafa_driver_store_set_priority_async (store, change->driver, change->priority, NULL,
                                          priority_written, g_object_ref (self));
}

static void
priority_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriversPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (parafa_driver_store_change_finish (PARAFA_DRIVER_STORE (source), result, &error))
    g_ptr_array_set_size (self->changes, (int) self->changes->len - 1);
  /* the rest of an order belongs to it, also when the page is gone */
  if (error == NULL && self->changes->len > 0)
    write_next (self, PARAFA_DRIVER_STORE (source));
  else
    end_writing (self, error);
}

static void
move_driver (ParafaDriversPage *self, guint from, guint to)
{
  guint n = self->drivers->len;
  g_autofree int *priorities = g_new0 (int, n);
  gpointer moved = NULL;

  if (from == to || to >= n || self->writing)
    return;
  moved = g_ptr_array_steal_index (self->drivers, from);
  g_ptr_array_insert (self->drivers, (int) to, moved);
  for (guint i = 0; i < n; i++)
    priorities[i] = parafa_driver_get_settings (self->drivers->pdata[i])->priority;
  parafa_driver_order_plan (priorities, n, MIN (from, to), MAX (from, to));
  for (guint i = 0; i < n; i++)
    if (priorities[i] != parafa_driver_get_settings (self->drivers->pdata[i])->priority)
      {
        Change *change = g_new0 (Change, 1);

        change->driver = g_object_ref (self->drivers->pdata[i]);
        change->priority = priorities[i];
        g_ptr_array_add (self->changes, change);
      }
  show_rows (self);
  if (self->changes->len == 0)
    return;
  start_writing (self);
  write_next (self, self->store);
}

static void
up_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (widget);
  guint position;

  if (find_driver (self, g_variant_get_string (parameter, NULL), &position) != NULL && position > 0)
    move_driver (self, position, position - 1);
}

static void
down_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (widget);
  guint position;

  if (find_driver (self, g_variant_get_string (parameter, NULL), &position) != NULL)
    move_driver (self, position, position + 1);
}

static void
move_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (widget);
  const char *moved, *place;
  guint from, to;

  g_variant_get (parameter, "(&s&s)", &moved, &place);
  if (find_driver (self, moved, &from) != NULL && find_driver (self, place, &to) != NULL)
    move_driver (self, from, to);
}

/* -- a file that is tried -- */

static void
added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriversPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name =
      parafa_driver_store_add_finish (PARAFA_DRIVER_STORE (source), result, &error);

  self->writing = FALSE;
  if (self->store == NULL)
    return;
  parafa_driver_trial_end (self->trial,
                           name == NULL ? parafa_driver_text_get_store_problem (error) : NULL);
  if (name != NULL)
    toast (self, _ ("Driver added"));
  update_actions (self);
  parafa_drivers_page_look (self);
}

static void
on_wanted (ParafaDriversPage *self, const char *path)
{
  start_writing (self);
  parafa_driver_store_add_async (self->store, path, NULL, added, g_object_ref (self));
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriversPage) self = user_data;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    parafa_drivers_page_try (self, g_file_peek_path (file));
}

static void
choose_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  static const char *const suffixes[] = { "so", NULL };
  GtkRoot *root = gtk_widget_get_root (widget);

  if (!GTK_IS_WINDOW (root))
    return;
  parafa_choose_file_async (GTK_WINDOW (root), _ ("Choose a Driver File"),
                            _ ("Drivers for Linux (.so)"), suffixes, NULL, file_chosen,
                            g_object_ref (widget));
}

static void
look_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_drivers_page_look (PARAFA_DRIVERS_PAGE (widget));
}

static void
on_row_activated (ParafaDriversPage *self, GtkListBoxRow *row)
{
  parafa_driver_row_set_open (PARAFA_DRIVER_ROW (row),
                              !parafa_driver_row_is_open (PARAFA_DRIVER_ROW (row)));
}

static void
on_found (ParafaDriversPage *self)
{
  parafa_host_drivers_suggest (self->host, parafa_driver_guide_get_fitting (self->guide),
                               parafa_driver_guide_get_distribution (self->guide));
}

static void
on_narrow_changed (ParafaDriversPage *self)
{
  gboolean narrow = parafa_page_is_narrow (self->page);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), narrow ? "title-2" : "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), narrow ? "title-3" : "title-2");
  parafa_driver_trial_set_narrow (self->trial, narrow);
  parafa_host_drivers_set_narrow (self->host, narrow);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    parafa_driver_row_set_narrow (PARAFA_DRIVER_ROW (row), narrow);
}

static void
parafa_drivers_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (parafa_drivers_page_parent_class)->map (widget);
  parafa_drivers_page_look (PARAFA_DRIVERS_PAGE (widget));
}

static void
show_argument (ParafaPanel *panel, const char *argument)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (panel);

  /* in a Flatpak the page says which way a driver takes instead */
  if (g_strcmp0 (argument, "choose") == 0 && !self->flatpak)
    gtk_widget_activate_action (GTK_WIDGET (panel), "drivers.choose", NULL);
  else if (g_strcmp0 (argument, "which") == 0)
    parafa_driver_guide_focus (self->guide);
}

static void
ask_again (ParafaPanel *panel)
{
  parafa_drivers_page_look (PARAFA_DRIVERS_PAGE (panel));
}

static void
parafa_drivers_page_panel_init (ParafaPanelInterface *iface)
{
  iface->show = show_argument;
  iface->ask_again = ask_again;
}

static void
make_parts (ParafaDriversPage *self)
{
  g_autofree char *info =
      g_build_filename (self->root != NULL ? self->root : "/", ".flatpak-info", NULL);

  g_clear_object (&self->store);
  g_clear_object (&self->card);
  if (self->folders == NULL)
    self->folders = parafa_driver_folders_new ();
  self->store = parafa_driver_store_new (self->folders);
  self->card = parafa_card_new ();
  parafa_card_set_folders (self->card, self->folders);
  self->flatpak = g_file_test (info, G_FILE_TEST_EXISTS);
  /* what a file dialog hands into the sandbox is no driver that could be loaded there */
  gtk_widget_set_visible (GTK_WIDGET (self->choose), !self->flatpak);
  gtk_widget_set_visible (GTK_WIDGET (self->host), self->flatpak);
}

static void
parafa_drivers_page_dispose (GObject *object)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->card);
  g_clear_object (&self->store);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->drivers, g_ptr_array_unref);
  G_OBJECT_CLASS (parafa_drivers_page_parent_class)->dispose (object);
}

static void
parafa_drivers_page_finalize (GObject *object)
{
  ParafaDriversPage *self = PARAFA_DRIVERS_PAGE (object);

  g_clear_pointer (&self->folders, parafa_driver_folders_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self->root);
  G_OBJECT_CLASS (parafa_drivers_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "drivers.look", NULL, look_activated);
  gtk_widget_class_install_action (widget_class, "drivers.choose", NULL, choose_activated);
  gtk_widget_class_install_action (widget_class, "drivers.toggle", "s", toggle_activated);
  gtk_widget_class_install_action (widget_class, "drivers.remove", "s", remove_activated);
  gtk_widget_class_install_action (widget_class, "drivers.up", "s", up_activated);
  gtk_widget_class_install_action (widget_class, "drivers.down", "s", down_activated);
  gtk_widget_class_install_action (widget_class, "drivers.move", "(ss)", move_activated);
}

static void
parafa_drivers_page_class_init (ParafaDriversPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_drivers_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_drivers_page_finalize;
  widget_class->map = parafa_drivers_page_map;
  g_type_ensure (PARAFA_TYPE_PAGE);
  g_type_ensure (PARAFA_TYPE_PILL);
  g_type_ensure (PARAFA_TYPE_DRIVER_TRIAL);
  g_type_ensure (PARAFA_TYPE_HOST_DRIVERS);
  g_type_ensure (PARAFA_TYPE_DRIVER_GUIDE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-drivers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, page);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, top);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, next);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, choose);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, look);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, trial);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, list_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, list);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, host);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriversPage, guide);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_found);
  install_actions (widget_class);
}

static void
parafa_drivers_page_init (ParafaDriversPage *self)
{
  self->changes = g_ptr_array_new_with_free_func (change_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_parts (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (self->list_title, FALSE);
  show_looking (self);
  update_actions (self);
}

/**
 * parafa_drivers_page_set_places:
 * @self: a drivers page that was not shown yet
 * @folders: (nullable): where drivers are looked for; %NULL for p11-kit's configuration
 * @root: (nullable): the folder that stands for `/`
 *
 * For tests.
 */
void
parafa_drivers_page_set_places (ParafaDriversPage *self,
                                const ParafaDriverFolders *folders,
                                const char *root)
{
  g_return_if_fail (PARAFA_IS_DRIVERS_PAGE (self));

  g_clear_pointer (&self->folders, parafa_driver_folders_free);
  self->folders = folders != NULL ? parafa_driver_folders_copy (folders) : NULL;
  g_free (self->root);
  self->root = g_strdup (root);
  make_parts (self);
}

/**
 * parafa_drivers_page_look:
 * @self: a drivers page
 *
 * Reads the configuration and asks all drivers again; once more when that is under way already.
 */
void
parafa_drivers_page_look (ParafaDriversPage *self)
{
  g_return_if_fail (PARAFA_IS_DRIVERS_PAGE (self));

  self->look_again = self->looking != NULL;
  if (self->look_again)
    return;
  self->looking = g_cancellable_new ();
  if (self->drivers == NULL)
    show_looking (self);
  update_actions (self);
  parafa_driver_guide_look (self->guide, self->root);
  if (self->flatpak)
    parafa_host_drivers_check (self->host, self->root, NULL);
  parafa_driver_store_list_async (self->store, self->looking, config_read, g_object_ref (self));
}

/**
 * parafa_drivers_page_try:
 * @self: a drivers page
 * @path: a file
 *
 * Tries a file as a driver, in a process of its own and for a limited time, and says what came of it.
 */
void
parafa_drivers_page_try (ParafaDriversPage *self, const char *path)
{
  g_return_if_fail (PARAFA_IS_DRIVERS_PAGE (self));
  g_return_if_fail (path != NULL);

  parafa_driver_trial_start (self->trial, path, self->folders);
}

/**
 * parafa_drivers_page_is_busy:
 * @self: a drivers page
 *
 * Returns: whether drivers are being asked, tried or changed
 */
gboolean
parafa_drivers_page_is_busy (ParafaDriversPage *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVERS_PAGE (self), FALSE);

  return self->looking != NULL || self->writing || parafa_driver_trial_is_running (self->trial);
}

/**
 * parafa_drivers_page_get_sentence:
 * @self: a drivers page
 *
 * Returns: (transfer none): the sentence at the top
 */
const char *
parafa_drivers_page_get_sentence (ParafaDriversPage *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVERS_PAGE (self), NULL);

  return gtk_label_get_label (self->sentence);
}

/**
 * parafa_drivers_page_get_trial:
 * @self: a drivers page
 *
 * Returns: (transfer none): what is said of the file that was tried; "" when nothing is
 */
const char *
parafa_drivers_page_get_trial (ParafaDriversPage *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVERS_PAGE (self), NULL);

  return parafa_driver_trial_get_sentence (self->trial);
}
