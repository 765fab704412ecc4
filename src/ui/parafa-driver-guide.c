/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-driver-guide.h"

#include <glib/gi18n.h>

#include "parafa-command-box.h"
#include "parafa-driver-list.h"
#include "parafa-fact-row.h"
#include "parafa-usb-devices.h"

/**
 * ParafaDriverGuide:
 *
 * Finds the driver that a person needs, from the list of known drivers.
 */
struct _ParafaDriverGuide
{
  GtkWidget parent_instance;

  GtkListBox *questions; /* (unowned): children */
  ParafaFactRow *device;
  GtkDropDown *providers;
  GtkListBox *answers;

  ParafaDriverList *list;           /* (owned) (nullable): until it is read */
  GPtrArray *plugged_in;            /* (owned) (nullable) (element-type ParafaUsbDevice) */
  ParafaDistribution *distribution; /* (owned) (nullable) */
  GCancellable *looking;            /* (owned) (nullable) */
  const ParafaKnownDriver *fitting; /* (unowned) (nullable): of the list, which stays */
};

enum
{
  FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaDriverGuide, parafa_driver_guide, GTK_TYPE_WIDGET)

/* What the thread found */
typedef struct
{
  char *root; /* (owned) (nullable) */
  GPtrArray *devices;
  ParafaDistribution *distribution;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->root);
  g_clear_pointer (&found->devices, g_ptr_array_unref);
  parafa_distribution_free (found->distribution);
  g_free (found);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Found *found = data;

  parafa_driver_list_get_default ();
  found->devices = parafa_usb_devices_read (found->root);
  found->distribution = parafa_distribution_read (found->root);
  g_task_return_boolean (task, TRUE);
}

static const char *
get_family_name (const ParafaDistribution *distribution)
{
  switch (distribution->family)
    {
    case PARAFA_DISTRIBUTION_DEBIAN:
      return "debian";
    case PARAFA_DISTRIBUTION_FEDORA:
      return "fedora";
    case PARAFA_DISTRIBUTION_SUSE:
      return "opensuse";
    case PARAFA_DISTRIBUTION_ARCH:
      return "arch";
    case PARAFA_DISTRIBUTION_OTHER:
    default:
      return "";
    }
}

static void
clear_answers (ParafaDriverGuide *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_list_box_remove (self->answers, child);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), FALSE);
}

static GtkWidget *
new_link (const char *page)
{
  GtkWidget *link = gtk_link_button_new_with_label (page, _ ("Its page"));

  gtk_widget_set_valign (link, GTK_ALIGN_CENTER);
  return link;
}

static void
add_answer (ParafaDriverGuide *self, const ParafaKnownDriver *known)
{
  g_autofree char *package =
      parafa_known_driver_dup_package (known, get_family_name (self->distribution));
  g_autofree char *command =
      package != NULL ? parafa_distribution_make_install (self->distribution, package) : NULL;
  g_autofree char *files = g_strjoinv (", ", known->files);
  gboolean is_packaged = known->packages != NULL && known->packages[0] != NULL;
  ParafaFactRow *row = g_object_new (PARAFA_TYPE_FACT_ROW, NULL);

  parafa_fact_row_set_title (row, known->title);
  parafa_fact_row_set_subtitle (row, is_packaged ? _ ("From your distribution")
                                                 : _ ("From the provider of the certificate"));
  if (!is_packaged && known->page != NULL)
    g_object_set (row, "extra", new_link (known->page), NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), files);
  gtk_list_box_append (self->answers, GTK_WIDGET (row));
  if (command != NULL)
    {
      GtkWidget *holder = gtk_list_box_row_new ();
      GtkWidget *box = parafa_command_box_new (command);

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), box);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
      gtk_widget_add_css_class (box, "inset");
      gtk_list_box_append (self->answers, holder);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->answers), TRUE);
}

/* The drivers of a device or a provider, and then those that may do as well */
static void
show_answers (ParafaDriverGuide *self, GPtrArray *known)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  clear_answers (self);
  for (guint i = 0; i < known->len; i++)
    if (!g_ptr_array_find (all, known->pdata[i], NULL))
      g_ptr_array_add (all, known->pdata[i]);
  for (guint i = 0; i < known->len; i++)
    {
      const ParafaKnownDriver *driver = known->pdata[i];

      for (guint k = 0; driver->alternatives != NULL && driver->alternatives[k] != NULL; k++)
        {
          const ParafaKnownDriver *other =
              parafa_driver_list_find (self->list, driver->alternatives[k]);

          if (other != NULL && !g_ptr_array_find (all, other, NULL))
            g_ptr_array_add (all, (gpointer) other);
        }
    }
  for (guint i = 0; i < all->len; i++)
    add_answer (self, all->pdata[i]);
  self->fitting = all->len > 0 ? all->pdata[0] : NULL;
  g_signal_emit (self, signals[FOUND], 0);
}

static void
on_provider_chosen (ParafaDriverGuide *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->providers);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  if (self->list == NULL || chosen == NULL || gtk_drop_down_get_selected (self->providers) == 0)
    return;
  for (guint i = 0; i < parafa_driver_list_get_length (self->list); i++)
    {
      const ParafaKnownDriver *driver = parafa_driver_list_get (self->list, i);

      if (driver->providers != NULL && g_strv_contains ((const char *const *) driver->providers,
                                                        gtk_string_object_get_string (chosen)))
        g_ptr_array_add (known, (gpointer) driver);
    }
  show_answers (self, known);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
fill_providers (ParafaDriverGuide *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->providers));
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (g_list_model_get_n_items (G_LIST_MODEL (names)) > 1)
    return;
  for (guint i = 0; i < parafa_driver_list_get_length (self->list); i++)
    {
      const ParafaKnownDriver *driver = parafa_driver_list_get (self->list, i);

      for (guint k = 0; driver->providers != NULL && driver->providers[k] != NULL; k++)
        if (!g_ptr_array_find_with_equal_func (all, driver->providers[k], g_str_equal, NULL))
          g_ptr_array_add (all, driver->providers[k]);
    }
  g_ptr_array_sort (all, compare_names);
  for (guint i = 0; i < all->len; i++)
    gtk_string_list_append (names, all->pdata[i]);
}

static void
show_device (ParafaDriverGuide *self)
{
  g_autoptr (GPtrArray) known = NULL;

  for (guint i = 0; self->plugged_in != NULL && i < self->plugged_in->len; i++)
    {
      const ParafaUsbDevice *device = self->plugged_in->pdata[i];
      g_autoptr (GPtrArray) drivers =
          parafa_driver_list_find_usb (self->list, device->vendor, device->product);
      g_autofree char *text = NULL;

      if (drivers->len == 0)
        continue;
      text = g_strdup_printf ("USB %04x:%04x%s%s", device->vendor, device->product,
                              *device->name != '\0' ? " · " : "", device->name);
      parafa_fact_row_set_title (self->device, _ ("A known token is plugged in"));
      parafa_fact_row_set_subtitle (self->device, text);
      known = g_steal_pointer (&drivers);
      break;
    }
  if (known != NULL)
    {
      show_answers (self, known);
      return;
    }
  parafa_fact_row_set_title (self->device, _ ("No known token is plugged in"));
  parafa_fact_row_set_subtitle (self->device,
                                _ ("Put it in, or choose below who sold the certificate"));
  g_signal_emit (self, signals[FOUND], 0);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaDriverGuide *self = PARAFA_DRIVER_GUIDE (source);
  Found *found = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_object (&self->looking);
  if (self->list == NULL)
    self->list = parafa_driver_list_ref (parafa_driver_list_get_default ());
  g_clear_pointer (&self->plugged_in, g_ptr_array_unref);
  self->plugged_in = g_steal_pointer (&found->devices);
  parafa_distribution_free (self->distribution);
  self->distribution = g_steal_pointer (&found->distribution);
  fill_providers (self);
  if (gtk_drop_down_get_selected (self->providers) == 0)
    clear_answers (self);
  show_device (self);
}

static GtkWidget *
new_provider_row (ParafaDriverGuide *self)
{
  const char *const first[] = { _ ("Choose"), NULL };
  ParafaFactRow *row = g_object_new (PARAFA_TYPE_FACT_ROW, NULL);

  self->providers = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (first));
  gtk_widget_set_valign (GTK_WIDGET (self->providers), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->providers), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who sold the certificate"), -1);
  g_signal_connect_swapped (self->providers, "notify::selected", G_CALLBACK (on_provider_chosen),
                            self);
  parafa_fact_row_set_title (row, _ ("Who sold the certificate"));
  g_object_set (row, "extra", self->providers, NULL);
  return GTK_WIDGET (row);
}

static GtkListBox *
new_list (GtkWidget *parent)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_box_append (GTK_BOX (parent), GTK_WIDGET (list));
  return list;
}

static void
parafa_driver_guide_dispose (GObject *object)
{
  ParafaDriverGuide *self = PARAFA_DRIVER_GUIDE (object);
  GtkWidget *child;

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->list, parafa_driver_list_unref);
  g_clear_pointer (&self->plugged_in, g_ptr_array_unref);
  g_clear_pointer (&self->distribution, parafa_distribution_free);
  G_OBJECT_CLASS (parafa_driver_guide_parent_class)->dispose (object);
}

static void
parafa_driver_guide_class_init (ParafaDriverGuideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_driver_guide_dispose;
  /**
   * ParafaDriverGuide::found:
   *
   * Other drivers fit, or the computer is known now.
   */
  signals[FOUND] = g_signal_new ("found", PARAFA_TYPE_DRIVER_GUIDE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parafa_driver_guide_init (ParafaDriverGuide *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_parent (box, GTK_WIDGET (self));
  self->questions = new_list (box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->questions), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Which driver do I need?"), -1);
  self->device = g_object_new (PARAFA_TYPE_FACT_ROW, NULL);
  parafa_fact_row_set_icon_name (self->device, "media-removable-symbolic");
  parafa_fact_row_set_title (self->device, _ ("Looking at what is plugged in"));
  gtk_list_box_append (self->questions, GTK_WIDGET (self->device));
  gtk_list_box_append (self->questions, new_provider_row (self));
  self->answers = new_list (box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answers), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Drivers that fit"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->answers), FALSE);
}

/**
 * parafa_driver_guide_look:
 * @self: a guide
 * @root: (nullable): the folder that stands for `/`, for tests
 *
 * Looks at the USB devices again.
 */
void
parafa_driver_guide_look (ParafaDriverGuide *self, const char *root)
{
  g_autoptr (GTask) task = NULL;
  Found *found = NULL;

  g_return_if_fail (PARAFA_IS_DRIVER_GUIDE (self));

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  found = g_new0 (Found, 1);
  found->root = g_strdup (root);
  task = g_task_new (self, self->looking, looked, NULL);
  g_task_set_source_tag (task, parafa_driver_guide_look);
  g_task_set_task_data (task, found, found_free);
  g_task_run_in_thread (task, look_in_thread);
}

/**
 * parafa_driver_guide_focus:
 * @self: a guide
 *
 * Puts the keyboard on the choice of provider.
 */
void
parafa_driver_guide_focus (ParafaDriverGuide *self)
{
  g_return_if_fail (PARAFA_IS_DRIVER_GUIDE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->providers));
}

/**
 * parafa_driver_guide_get_fitting:
 * @self: a guide
 *
 * Returns: (transfer none) (nullable): the driver that fits best what is plugged in or was chosen
 */
const ParafaKnownDriver *
parafa_driver_guide_get_fitting (ParafaDriverGuide *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_GUIDE (self), NULL);

  return self->fitting;
}

/**
 * parafa_driver_guide_get_distribution:
 * @self: a guide
 *
 * Returns: (transfer none) (nullable): the computer; %NULL before it was looked at
 */
const ParafaDistribution *
parafa_driver_guide_get_distribution (ParafaDriverGuide *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_GUIDE (self), NULL);

  return self->distribution;
}

/**
 * parafa_driver_guide_get_device:
 * @self: a guide
 *
 * Returns: (transfer none): what it says of what is plugged in
 */
const char *
parafa_driver_guide_get_device (ParafaDriverGuide *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_GUIDE (self), NULL);

  return parafa_fact_row_get_title (self->device);
}

/**
 * parafa_driver_guide_choose:
 * @self: a guide
 * @provider: who sold the certificate
 *
 * Returns: whether the list of drivers knows that provider
 */
gboolean
parafa_driver_guide_choose (ParafaDriverGuide *self, const char *provider)
{
  GListModel *names = NULL;

  g_return_val_if_fail (PARAFA_IS_DRIVER_GUIDE (self), FALSE);

  names = gtk_drop_down_get_model (self->providers);
  for (guint i = 1; i < g_list_model_get_n_items (names); i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (names), i), provider) == 0)
      {
        gtk_drop_down_set_selected (self->providers, i);
        return TRUE;
      }
  return FALSE;
}
