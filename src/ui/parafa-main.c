/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-main.h"

#include <glib/gi18n.h>

#include "parafa-banner.h"
#include "parafa-panels.h"
#include "parafa-profile-row.h"
#include "parafa-token-facts.h"

/**
 * ParafaMain:
 *
 * The profiles at the side, the pages of the chosen one in the middle, one bar above them.
 */
struct _ParafaMain
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet; /* (unowned): template children */
  GtkListBox *profiles;
  AdwViewStack *pages;
  AdwViewSwitcherTitle *title;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *ribbon;
  ParafaBanner *banner;
  GMenu *primary_menu;
  GMenu *tools_menu;
  GtkWidget *profile_button;

  GtkWidget *menu;        /* (unowned) (nullable): the main menu where its button is folded away */
  GtkWidget *before_menu; /* (unowned) (nullable): weak; what had the focus */
  guint before_frames;    /* for how many more it gets the focus back */
  ParafaSession *session; /* (owned) */
  ParafaAccount *account; /* (owned) (nullable) */
  guint reveal_idle;
};

typedef enum
{
  ACCOUNT_CHOSEN,
  PAGE_TURNED,
} ParafaMainSignal;

static guint signals[PAGE_TURNED + 1];

G_DEFINE_FINAL_TYPE (ParafaMain, parafa_main, ADW_TYPE_BIN)

/* One bar at a time, the most pressing first */
static void
update_banner (ParafaMain *self)
{
  g_autoptr (ParafaTokenFacts) facts = NULL;
  ParafaPanel *shown = parafa_main_get_shown (self);

  if (self->account == NULL)
    {
      parafa_banner_hide (self->banner);
      return;
    }
  facts = parafa_token_facts_new (self->account,
                                  parafa_clock_get_now (parafa_session_get_clock (self->session)));
  if (facts->unsaved)
    parafa_banner_show (self->banner, PARAFA_PILL_WARNING,
                        _ ("The keyring did not take the token. It works, but it is lost when "
                           "Parafa closes."),
                        _ ("_Save Again"), "win.save");
  else if (parafa_token_facts_is_due (facts) && facts->renewable && !facts->busy &&
           (shown == NULL || !parafa_panel_tells_expiry (shown)))
    parafa_banner_show (self->banner,
                        facts->token == PARAFA_TOKEN_EXPIRED ? PARAFA_PILL_ERROR
                                                             : PARAFA_PILL_WARNING,
                        facts->token == PARAFA_TOKEN_EXPIRED
                            ? _ ("The access has expired. Renewing it needs no USB token.")
                            : _ ("The access expires soon. Renewing it needs no USB token."),
                        _ ("_Renew"), "win.renew");
  else
    parafa_banner_hide (self->banner);
}

static void
on_page_changed (ParafaMain *self)
{
  parafa_main_get_shown (self);
  update_banner (self);
  g_signal_emit (self, signals[PAGE_TURNED], 0);
}

static void
reveal_switcher_bar (gpointer user_data)
{
  ParafaMain *self = user_data;

  self->reveal_idle = 0;
  adw_view_switcher_bar_set_reveal (self->switcher_bar,
                                    adw_view_switcher_title_get_title_visible (self->title));
}

/* The title finds out that there is no room for the switcher while it is laid out; a revealer that
 * opens in the middle of that, without an animation, lays its child out with no size and complains */
static void
on_title_visible_changed (ParafaMain *self)
{
  if (self->reveal_idle == 0)
    self->reveal_idle = g_idle_add_once (reveal_switcher_bar, self);
}

static void
on_row_selected (ParafaMain *self, GtkListBoxRow *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[ACCOUNT_CHOSEN], 0,
                   parafa_profile_row_get_account (PARAFA_PROFILE_ROW (row)));
}

static void
on_row_activated (ParafaMain *self, GtkListBoxRow *row)
{
  parafa_main_show_content (self);
}

static GtkListBoxRow *
find_row (ParafaMain *self, ParafaAccount *account)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->profiles, i)) != NULL; i++)
    if (parafa_profile_row_get_account (PARAFA_PROFILE_ROW (row)) == account)
      return row;
  return NULL;
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  ParafaMain *self = PARAFA_MAIN (user_data);

  return parafa_profile_row_new (PARAFA_ACCOUNT (item), parafa_session_get_clock (self->session));
}

/* The profile shown; where its list is folded away, what is there instead */
static gboolean
parafa_main_grab_focus (GtkWidget *widget)
{
  ParafaMain *self = PARAFA_MAIN (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->profiles);
  GtkWidget *shown = adw_view_stack_get_visible_child (self->pages);

  if (row != NULL &&
      (!adw_leaflet_get_folded (self->leaflet) ||
       gtk_widget_is_ancestor (GTK_WIDGET (row), adw_leaflet_get_visible_child (self->leaflet))))
    return gtk_widget_grab_focus (GTK_WIDGET (row));
  if (shown == NULL)
    return FALSE;
  return (adw_bin_get_child (ADW_BIN (shown)) != NULL &&
          gtk_widget_grab_focus (adw_bin_get_child (ADW_BIN (shown)))) ||
         gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
}

/* -- the main menu -- */

/* The item that was chosen may have taken the focus out of here */
static void
give_focus_back (ParafaMain *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->before_menu != NULL && gtk_widget_get_mapped (self->before_menu) &&
      focus != self->before_menu &&
      (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    gtk_widget_grab_focus (self->before_menu);
}

static gboolean
on_frame_after_menu (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ParafaMain *self = PARAFA_MAIN (widget);

  /* opened again already */
  if (gtk_widget_get_mapped (self->menu))
    {
      self->before_frames = 0;
      return G_SOURCE_REMOVE;
    }
  give_focus_back (self);
  if (--self->before_frames > 0)
    return G_SOURCE_CONTINUE;
  g_clear_weak_pointer (&self->before_menu);
  return G_SOURCE_REMOVE;
}

/* After the item that was chosen did what it does. GTK 4.24 gives the focus of a menu that is gone to the first widget
 * beside it, some time later: nobody presses Tab within three frames. */
static void
on_menu_closed (ParafaMain *self)
{
  give_focus_back (self);
  if (self->before_frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame_after_menu, NULL, NULL);
  self->before_frames = 3;
}

static gboolean
open_menu (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  ParafaMain *self = PARAFA_MAIN (user_data);
  graphene_rect_t button;

  /* where the list is shown the toolkit opens the menu of its button */
  if (!adw_leaflet_get_folded (self->leaflet) || !gtk_widget_get_mapped (self->profile_button) ||
      !gtk_widget_compute_bounds (self->profile_button, GTK_WIDGET (self), &button))
    return FALSE;
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (self->primary_menu));
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (on_menu_closed), self,
                               G_CONNECT_SWAPPED);
    }
  g_set_weak_pointer (&self->before_menu,
                      gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(const GdkRectangle){ (int) button.origin.x, (int) button.origin.y,
                                                      (int) button.size.width,
                                                      (int) button.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
  return TRUE;
}

static void
parafa_main_dispose (GObject *object)
{
  ParafaMain *self = PARAFA_MAIN (object);

  g_clear_weak_pointer (&self->before_menu);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  parafa_main_close (self);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (parafa_main_parent_class)->dispose (object);
}

static void
parafa_main_class_init (ParafaMainClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_main_dispose;
  widget_class->grab_focus = parafa_main_grab_focus;
  /**
   * ParafaMain::account-chosen:
   * @self: the part
   * @account: the account whose row was selected
   */
  signals[ACCOUNT_CHOSEN] = g_signal_new ("account-chosen", PARAFA_TYPE_MAIN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, PARAFA_TYPE_ACCOUNT);
  /**
   * ParafaMain::page-turned:
   * @self: the part
   */
  signals[PAGE_TURNED] = g_signal_new ("page-turned", PARAFA_TYPE_MAIN, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (PARAFA_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-main.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, leaflet);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, profiles);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, pages);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, ribbon);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, banner);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, tools_menu);
  gtk_widget_class_bind_template_child (widget_class, ParafaMain, profile_button);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_title_visible_changed);
}

static void
parafa_main_init (ParafaMain *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_panels_fill (self->pages);
  parafa_panels_fill_menu (self->tools_menu);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F10, 0),
                                                          gtk_callback_action_new (open_menu, self,
                                                                                   NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * parafa_main_new:
 * @session: the session
 * @accounts: (element-type ParafaAccount): what the list shows
 *
 * Returns: (transfer floating): the part
 */
ParafaMain *
parafa_main_new (ParafaSession *session, GListModel *accounts)
{
  ParafaMain *self = g_object_new (PARAFA_TYPE_MAIN, NULL);

  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->profiles, accounts, make_row, self, NULL);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (on_page_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * parafa_main_close:
 * @self: the part
 *
 * Lets go of the list: no row is selected any more because another goes away.
 */
void
parafa_main_close (ParafaMain *self)
{
  g_clear_handle_id (&self->reveal_idle, g_source_remove);
  if (self->profiles != NULL)
    gtk_list_box_bind_model (self->profiles, NULL, NULL, NULL, NULL);
}

static void
update_title (ParafaMain *self)
{
  adw_view_switcher_title_set_title (self->title,
                                     self->account != NULL
                                         ? parafa_token_facts_get_profile_name (
                                               parafa_account_get_profile (self->account))
                                         : "Parafa");
}

/**
 * parafa_main_set_account:
 * @self: the part
 * @account: (nullable): the account to show
 *
 * Turns the pages that were made so far to an account.
 */
void
parafa_main_set_account (ParafaMain *self, ParafaAccount *account)
{
  g_return_if_fail (PARAFA_IS_MAIN (self));

  g_set_object (&self->account, account);
  parafa_main_update (self);
}

/**
 * parafa_main_update:
 * @self: the part
 *
 * Brings bar, title, ribbon and pages up to the account shown.
 */
void
parafa_main_update (ParafaMain *self)
{
  GtkWidget *place;

  g_return_if_fail (PARAFA_IS_MAIN (self));

  gtk_widget_set_visible (self->ribbon, self->account != NULL &&
                                            parafa_profile_get_environment (
                                                parafa_account_get_profile (self->account)) ==
                                                PARAFA_ENVIRONMENT_PRACTICE);
  for (place = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); place != NULL;
       place = gtk_widget_get_next_sibling (place))
    if (adw_bin_get_child (ADW_BIN (place)) != NULL)
      parafa_panel_set_account (PARAFA_PANEL (adw_bin_get_child (ADW_BIN (place))), self->session,
                                self->account);
  update_banner (self);
  update_title (self);
}

/**
 * parafa_main_select:
 * @self: the part
 * @account: an account
 *
 * Selects the row of an account.
 *
 * Returns: %FALSE when it has none
 */
gboolean
parafa_main_select (ParafaMain *self, ParafaAccount *account)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (PARAFA_IS_MAIN (self), FALSE);

  row = find_row (self, account);
  if (row != NULL)
    gtk_list_box_select_row (self->profiles, row);
  return row != NULL;
}

/**
 * parafa_main_select_one:
 * @self: the part
 * @preferred: (nullable): an account
 *
 * Selects that account, or the first one: one of them is always chosen.
 */
void
parafa_main_select_one (ParafaMain *self, ParafaAccount *preferred)
{
  g_return_if_fail (PARAFA_IS_MAIN (self));

  if (preferred == NULL || !parafa_main_select (self, preferred))
    gtk_list_box_select_row (self->profiles, gtk_list_box_get_row_at_index (self->profiles, 0));
  on_page_changed (self);
}

/**
 * parafa_main_move:
 * @self: the part
 * @step: 1 for the next profile, -1 for the previous one
 */
void
parafa_main_move (ParafaMain *self, int step)
{
  GtkListBoxRow *row;
  int index;

  g_return_if_fail (PARAFA_IS_MAIN (self));

  row = gtk_list_box_get_selected_row (self->profiles);
  index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;
  row = index >= 0 ? gtk_list_box_get_row_at_index (self->profiles, index) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (self->profiles, row);
}

/**
 * parafa_main_show_content:
 * @self: the part
 *
 * Shows the pages where there is no room for list and pages.
 */
void
parafa_main_show_content (ParafaMain *self)
{
  g_return_if_fail (PARAFA_IS_MAIN (self));

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/**
 * parafa_main_show_page:
 * @self: the part
 * @name: name of a page; an unknown one changes nothing
 *
 * Turns to a page.
 */
void
parafa_main_show_page (ParafaMain *self, const char *name)
{
  g_return_if_fail (PARAFA_IS_MAIN (self));

  if (adw_view_stack_get_child_by_name (self->pages, name) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, name);
}

/* -- a page is made anew: it goes → what it began has ended, and with it what it held → the next one is made -- */

typedef struct
{
  GWeakRef main;
  char *name; /* (owned) */
} Renewal;

static void
make_again (gpointer user_data)
{
  g_autofree Renewal *renewal = user_data;
  g_autoptr (ParafaMain) self = g_weak_ref_get (&renewal->main);

  g_weak_ref_clear (&renewal->main);
  g_free (renewal->name);
  if (self != NULL && self->pages != NULL)
    parafa_main_get_shown (self);
}

static void
on_page_gone (gpointer user_data, GObject *page)
{
  g_idle_add_once (make_again, user_data);
}

static void
let_page_go (gpointer user_data)
{
  Renewal *renewal = user_data;
  g_autoptr (ParafaMain) self = g_weak_ref_get (&renewal->main);
  GtkWidget *place = self != NULL && self->pages != NULL
                         ? adw_view_stack_get_child_by_name (self->pages, renewal->name)
                         : NULL;
  GtkWidget *page = place != NULL ? adw_bin_get_child (ADW_BIN (place)) : NULL;

  if (page == NULL)
    {
      make_again (renewal);
      return;
    }
  g_object_weak_ref (G_OBJECT (page), on_page_gone, renewal);
  adw_bin_set_child (ADW_BIN (place), NULL);
}

/**
 * parafa_main_renew_page:
 * @self: the part
 * @name: name of a page
 *
 * Lets a page go, soon, with all it holds. When it is gone, and it is the one shown, a new one takes its place.
 */
void
parafa_main_renew_page (ParafaMain *self, const char *name)
{
  Renewal *renewal;

  g_return_if_fail (PARAFA_IS_MAIN (self));
  g_return_if_fail (name != NULL);

  /* who asks for it is often inside the page */
  renewal = g_new0 (Renewal, 1);
  g_weak_ref_init (&renewal->main, self);
  renewal->name = g_strdup (name);
  g_idle_add_once (let_page_go, renewal);
}

/**
 * parafa_main_go_back:
 * @self: the part
 *
 * Goes back inside the page shown, or from the pages to the list where there is no room for both.
 *
 * Returns: %FALSE when there was nothing to go back from
 */
gboolean
parafa_main_go_back (ParafaMain *self)
{
  ParafaPanel *shown;

  g_return_val_if_fail (PARAFA_IS_MAIN (self), FALSE);

  shown = parafa_main_get_shown (self);
  if (shown != NULL && parafa_panel_go_back (shown))
    return TRUE;
  return adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/**
 * parafa_main_get_pages:
 * @self: the part
 *
 * Returns: (transfer none): the stack of the pages
 */
AdwViewStack *
parafa_main_get_pages (ParafaMain *self)
{
  g_return_val_if_fail (PARAFA_IS_MAIN (self), NULL);

  return self->pages;
}

/**
 * parafa_main_get_page:
 * @self: the part
 * @name: name of a page
 *
 * Returns: (transfer none) (nullable): the page, made at the first call
 */
ParafaPanel *
parafa_main_get_page (ParafaMain *self, const char *name)
{
  ParafaPanel *panel;
  gboolean made = FALSE;

  g_return_val_if_fail (PARAFA_IS_MAIN (self), NULL);

  panel = parafa_panels_get (self->pages, name, &made);
  if (made)
    parafa_panel_set_account (panel, self->session, self->account);
  return panel;
}

/**
 * parafa_main_get_shown:
 * @self: the part
 *
 * Returns: (transfer none) (nullable): the page in front, made if need be
 */
ParafaPanel *
parafa_main_get_shown (ParafaMain *self)
{
  const char *name;

  g_return_val_if_fail (PARAFA_IS_MAIN (self), NULL);

  name = adw_view_stack_get_visible_child_name (self->pages);
  return name != NULL ? parafa_main_get_page (self, name) : NULL;
}
