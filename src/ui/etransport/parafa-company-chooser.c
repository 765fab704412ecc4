/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-company-chooser.h"

#include <glib/gi18n.h>

#include "parafa-company-dialog.h"

struct _ParafaCompanyChooser
{
  AdwBin parent_instance;

  GtkMenuButton *button;      /* (unowned): child */
  GtkLabel *label;            /* (unowned) */
  GtkEditable *search;        /* (unowned) (nullable): once the list was opened */
  GtkFilter *filter;          /* (unowned) (nullable) */
  ParafaCompanies *companies; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaCompanyChooser, parafa_company_chooser, ADW_TYPE_BIN)

static void
show_chosen (ParafaCompanyChooser *self)
{
  g_auto (GStrv) chosen =
      self->companies != NULL ? parafa_companies_get_chosen (self->companies) : NULL;
  g_autofree char *text = NULL;
  const char *name = NULL;
  guint n = chosen != NULL ? g_strv_length (chosen) : 0;

  if (n == 1)
    name = parafa_companies_get_name (self->companies, chosen[0]);
  if (n == 1)
    text = g_strdup (name != NULL ? name : chosen[0]);
  else if (n > 1)
    text = g_strdup_printf (ngettext ("%u company", "%u companies", n), n);
  else
    text = g_strdup (_ ("All companies"));
  gtk_label_set_label (self->label, text);
}

/* -- rows -- */

static void
name_row (ParafaCompany *company, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *check = gtk_widget_get_first_child (row);
  GtkWidget *texts = gtk_widget_get_next_sibling (check);
  GtkWidget *title = gtk_widget_get_first_child (texts);
  GtkWidget *below = gtk_widget_get_last_child (texts);
  const char *name = parafa_company_get_name (company);

  gtk_label_set_label (GTK_LABEL (title), name != NULL ? name : parafa_company_get_cif (company));
  gtk_label_set_label (GTK_LABEL (below),
                       name != NULL ? parafa_company_get_cif (company) : _ ("without a name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (GTK_LABEL (title)), -1);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *below = gtk_label_new (NULL);
  GtkWidget *edit = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_widget_add_css_class (below, "numeric");
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_set_valign (edit, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (edit, _ ("Give it a name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (edit), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Give it a name"), -1);
  /* the type before the name, or the toolkit finds that they differ */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (edit), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "companies.edit");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), below);
  gtk_box_append (GTK_BOX (row), gtk_check_button_new ());
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), edit);
  gtk_list_item_set_child (item, row);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *check = gtk_widget_get_first_child (row);
  GtkWidget *edit = gtk_widget_get_last_child (row);
  ParafaCompany *company = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (item), "binding",
                     g_object_bind_property (company, "chosen", check, "active",
                                             G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE));
  g_signal_connect (company, "notify::name", G_CALLBACK (name_row), item);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (edit), "s", parafa_company_get_cif (company));
  name_row (company, NULL, item);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GBinding *binding = g_object_steal_data (G_OBJECT (item), "binding");

  g_binding_unbind (binding);
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

static void
on_row_activated (GtkListView *view, guint position)
{
  g_autoptr (ParafaCompany) company =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);

  if (company != NULL)
    parafa_company_set_chosen (company, !parafa_company_is_chosen (company));
}

/* -- the list -- */

static gboolean
is_found (gpointer item, gpointer user_data)
{
  ParafaCompanyChooser *self = user_data;

  return parafa_company_matches (item, gtk_editable_get_text (self->search));
}

static void
on_search_changed (ParafaCompanyChooser *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static GtkWidget *
make_list (ParafaCompanyChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;
  GtkWidget *list;
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (parafa_companies_get_model (self->companies)),
                                        self->filter);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (filtered))),
                            factory);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), NULL);
  g_signal_connect (list, "activate", G_CALLBACK (on_row_activated), NULL);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Companies"), -1);
  gtk_widget_add_css_class (list, "companies");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  return button;
}

static void
make_popover (GtkMenuButton *button, gpointer user_data)
{
  ParafaCompanyChooser *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *popover;

  if (self->search != NULL || self->companies == NULL)
    return;
  popover = gtk_popover_new ();
  self->search = GTK_EDITABLE (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _ ("Name or CIF"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search the companies"), -1);
  gtk_widget_set_size_request (box, 268, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_button (_ ("_All Companies"), "companies.all"));
  gtk_box_append (GTK_BOX (box), make_button (_ ("Add a _Company…"), "companies.add"));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (on_search_changed), self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

/* -- actions -- */

static void
all_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaCompanyChooser *self = PARAFA_COMPANY_CHOOSER (widget);

  if (self->companies != NULL)
    parafa_companies_choose (self->companies, NULL);
  gtk_menu_button_popdown (self->button);
}

static void
on_put (const char *cif, gpointer user_data)
{
  g_autoptr (ParafaCompanyChooser) self = PARAFA_COMPANY_CHOOSER (user_data);

  show_chosen (self);
}

/* With one parent window, a popover must be gone before a dialog comes */
static void
edit_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaCompanyChooser *self = PARAFA_COMPANY_CHOOSER (widget);

  if (self->companies == NULL)
    return;
  gtk_menu_button_popdown (self->button);
  parafa_company_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->companies,
                                 parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL,
                                 on_put, g_object_ref (self));
}

static void
parafa_company_chooser_dispose (GObject *object)
{
  ParafaCompanyChooser *self = PARAFA_COMPANY_CHOOSER (object);

  if (self->companies != NULL)
    g_signal_handlers_disconnect_by_data (self->companies, self);
  g_clear_object (&self->companies);
  G_OBJECT_CLASS (parafa_company_chooser_parent_class)->dispose (object);
}

static void
parafa_company_chooser_class_init (ParafaCompanyChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_company_chooser_dispose;
  gtk_widget_class_install_action (widget_class, "companies.all", NULL, all_activated);
  gtk_widget_class_install_action (widget_class, "companies.add", NULL, edit_activated);
  gtk_widget_class_install_action (widget_class, "companies.edit", "s", edit_activated);
}

static void
parafa_company_chooser_init (ParafaCompanyChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 20);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Whose filings"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whose filings"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  show_chosen (self);
}

/**
 * parafa_company_chooser_set_companies:
 * @self: a chooser
 * @companies: what is chosen from; once
 */
void
parafa_company_chooser_set_companies (ParafaCompanyChooser *self, ParafaCompanies *companies)
{
  g_return_if_fail (PARAFA_IS_COMPANY_CHOOSER (self));
  g_return_if_fail (self->companies == NULL);

  self->companies = g_object_ref (companies);
  g_signal_connect_object (companies, "chosen", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (companies, "changed", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parafa_companies_get_model (companies), "items-changed",
                           G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  show_chosen (self);
}

/**
 * parafa_company_chooser_get_label:
 * @self: a chooser
 *
 * Returns: (transfer none): what its button says
 */
const char *
parafa_company_chooser_get_label (ParafaCompanyChooser *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANY_CHOOSER (self), NULL);

  return gtk_label_get_label (self->label);
}

/**
 * parafa_company_chooser_popup:
 * @self: a chooser
 *
 * Opens its list.
 */
void
parafa_company_chooser_popup (ParafaCompanyChooser *self)
{
  g_return_if_fail (PARAFA_IS_COMPANY_CHOOSER (self));

  gtk_menu_button_popup (self->button);
}
