/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector.h"

#include <glib/gi18n.h>

#include "parafa-announce.h"
#include "parafa-choose-file.h"
#include "parafa-inspector-compare.h"
#include "parafa-inspector-json.h"
#include "parafa-inspector-profiles.h"
#include "parafa-inspector-raw.h"
#include "parafa-inspector-source.h"
#include "parafa-inspector-summary.h"
#include "parafa-inspector-text.h"
#include "parafa-inspector-tree.h"
#include "parafa-panel.h"
#include "parafa-secret-clipboard.h"
#include "parafa-token-facts.h"

/* Below this width the raw token becomes a view beside the others, in pixels */
#define NARROW 760
#define RAW_WIDTH 400

/**
 * ParafaInspector:
 *
 * Reads any token, explains it, compares it with another, checks its signature with a key a person has. Nothing is
 * sent, nothing is kept.
 */
struct _ParafaInspector
{
  GtkWidget parent_instance;

  GtkStack *states; /* (unowned): template children */
  GtkMenuButton *first_profiles;
  AdwBin *left_place;
  GtkWidget *separator;
  AdwBin *raw_place;
  GtkWidget *switcher;
  GtkToggleButton *explained_button;
  GtkToggleButton *json_button;
  GtkToggleButton *raw_button;
  GtkToggleButton *compare_button;
  GtkToggleButton *search_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkLabel *search_count;
  GtkStack *views;
  ParafaInspectorSummary *summary;
  ParafaInspectorTree *tree;
  ParafaInspectorJson *json;
  ParafaInspectorCompare *compare;
  AdwStatusPage *trouble;

  ParafaInspectorRaw *raw;         /* (owned): on the left, or a view when there is little room */
  ParafaSession *session;          /* (owned) (nullable) */
  ParafaAccount *account;          /* (owned) (nullable) */
  ParafaJwtInspection *inspection; /* (owned) (nullable) */
  char *name;                      /* (owned) (nullable): where the token comes from */
  ParafaJwt *second;               /* (owned) (nullable) */
  char *second_name;               /* (owned) (nullable) */
  gboolean own;
  GCancellable *cancellable; /* (owned) (nullable): of the text that is being read */
  gint64 now_s;              /* -1: by the session's clock */
  gboolean narrow;
  guint narrow_id;
};

static void parafa_inspector_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaInspector,
                               parafa_inspector,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_inspector_panel_init))

static gint64
get_now (ParafaInspector *self)
{
  if (self->now_s >= 0)
    return self->now_s;
  return self->session != NULL ? parafa_clock_get_now (parafa_session_get_clock (self->session))
                               : g_get_real_time () / G_USEC_PER_SEC;
}

static void
show_view (ParafaInspector *self)
{
  const char *view = "explained";

  if (self->inspection == NULL)
    return;
  if (gtk_toggle_button_get_active (self->raw_button))
    view = "raw";
  else if (parafa_jwt_inspection_get_problem (self->inspection) != NULL)
    view = "problem";
  else if (gtk_toggle_button_get_active (self->json_button))
    view = "json";
  else if (gtk_toggle_button_get_active (self->compare_button))
    view = "compare";
  gtk_stack_set_visible_child_name (self->views, view);
}

static void
on_view_toggled (ParafaInspector *self)
{
  show_view (self);
}

/* -- searching -- */

static void
on_search_changed (ParafaInspector *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *count = NULL;
  guint n_rows;

  parafa_inspector_tree_set_search (self->tree, words);
  parafa_inspector_json_set_search (self->json, words);
  n_rows = parafa_inspector_tree_get_n_rows (self->tree);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *words == '\0');
  if (*words != '\0')
    count = g_strdup_printf (ngettext ("%d field", "%d fields", n_rows), (int) n_rows);
  gtk_label_set_label (self->search_count, count != NULL ? count : "");
  if (count != NULL)
    parafa_announce (GTK_WIDGET (self->search_count), count);
}

static void
on_search_next (ParafaInspector *self)
{
  parafa_inspector_json_next (self->json);
}

/* -- showing -- */

static void
show_compare (ParafaInspector *self)
{
  ParafaJwt *first =
      self->inspection != NULL ? parafa_jwt_inspection_get_jwt (self->inspection) : NULL;

  parafa_inspector_compare_set (self->compare, first, self->name, self->second, self->second_name,
                                get_now (self));
}

static void
show_problem (ParafaInspector *self, const ParafaJwtProblem *problem)
{
  g_auto (ParafaInspectorWords) words = { 0 };

  parafa_inspector_text_problem (problem, &words);
  adw_status_page_set_title (self->trouble, words.title);
  adw_status_page_set_description (self->trouble, words.text);
}

static void
show_token (ParafaInspector *self)
{
  const ParafaJwtProblem *problem = parafa_jwt_inspection_get_problem (self->inspection);
  ParafaJwt *jwt = parafa_jwt_inspection_get_jwt (self->inspection);

  parafa_inspector_raw_set (self->raw, self->inspection, self->name, self->own);
  parafa_inspector_tree_set_token (self->tree, jwt, get_now (self));
  parafa_inspector_json_set_token (self->json, jwt);
  gtk_widget_set_sensitive (self->switcher, problem == NULL || self->narrow);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search_button), problem == NULL);
  if (problem != NULL)
    show_problem (self, problem);
  else
    parafa_inspector_summary_set_claims (self->summary,
                                         parafa_jwt_inspection_get_claims (self->inspection),
                                         get_now (self));
  show_compare (self);
  show_view (self);
  gtk_stack_set_visible_child_name (self->states, "token");
}

/* -- reading -- */

/* The tool, which token is meant, and where it comes from */
typedef struct
{
  ParafaInspector *self; /* (owned) */
  char *name;            /* (owned) (nullable) */
  gboolean own;
  gboolean second;
} Request;

static Request *
request_new (ParafaInspector *self, const char *name, gboolean own, gboolean second)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  request->name = g_strdup (name);
  request->own = own;
  request->second = second;
  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_free (request->name);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
take_second (ParafaInspector *self, ParafaJwtInspection *inspection, Request *request)
{
  const ParafaJwtProblem *problem = parafa_jwt_inspection_get_problem (inspection);
  g_auto (ParafaInspectorWords) words = { 0 };

  g_clear_pointer (&self->second, parafa_jwt_unref);
  g_free (self->second_name);
  self->second_name = g_steal_pointer (&request->name);
  if (problem == NULL)
    self->second = parafa_jwt_ref (parafa_jwt_inspection_get_jwt (inspection));
  show_compare (self);
  if (problem == NULL)
    return;
  parafa_inspector_text_problem (problem, &words);
  parafa_inspector_compare_set_problem (self->compare, words.text);
}

static void
inspected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  ParafaInspector *self = request->self;
  g_autoptr (ParafaJwtInspection) inspection =
      parafa_inspector_source_inspect_finish (result, NULL);

  /* cancelled: another text is being read by now, or the tool is gone */
  if (inspection == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (request->second)
    {
      take_second (self, inspection, request);
      return;
    }
  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  self->inspection = g_steal_pointer (&inspection);
  g_free (self->name);
  self->name = g_steal_pointer (&request->name);
  self->own = request->own;
  show_token (self);
}

static void
begin (ParafaInspector *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
inspect (ParafaInspector *self, ParafaSecret *text, const char *name, gboolean own, gboolean second)
{
  begin (self);
  parafa_inspector_source_inspect_async (text, self->cancellable, inspected,
                                         request_new (self, name, own, second));
}

/* -- where texts come from -- */

static void
text_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSecret) text = parafa_inspector_source_finish (result, &error);

  if (text != NULL && request->self->cancellable != NULL)
    inspect (request->self, text, request->name, FALSE, request->second);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (&request->self->cancellable);
      gtk_widget_activate_action (GTK_WIDGET (request->self), "win.toast", "s",
                                  G_IS_FILE (source) ? _ ("This file cannot be read")
                                                     : _ ("There is no text in the clipboard"));
    }
}

static void
paste (ParafaInspector *self, gboolean second)
{
  begin (self);
  parafa_inspector_source_paste_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                       self->cancellable, text_ready,
                                       request_new (self, _ ("Pasted token"), FALSE, second));
}

static void
load (ParafaInspector *self, GFile *file, gboolean second)
{
  g_autofree char *name = g_file_get_basename (file);

  begin (self);
  parafa_inspector_source_load_async (file, self->cancellable, text_ready,
                                      request_new (self, name, FALSE, second));
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    load (request->self, file, request->second);
}

static void
open_file (ParafaInspector *self, gboolean second)
{
  parafa_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                            _ ("Choose a File with a Token"), NULL, NULL, NULL, file_chosen,
                            request_new (self, NULL, FALSE, second));
}

static void
open_profile (ParafaInspector *self, const char *id, gboolean second)
{
  ParafaAccount *account = self->session != NULL ? parafa_session_find (self->session, id) : NULL;
  ParafaTokenPair *pair = account != NULL ? parafa_account_get_pair (account) : NULL;

  if (pair != NULL)
    inspect (self, parafa_token_pair_get_access (pair),
             parafa_token_facts_get_profile_name (parafa_account_get_profile (account)), TRUE,
             second);
}

static void
forget (ParafaInspector *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  g_clear_pointer (&self->second, parafa_jwt_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->second_name, g_free);
}

static void
action_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaInspector *self = PARAFA_INSPECTOR (widget);
  gboolean second = g_str_has_prefix (name, "inspector.second-");

  if (g_str_has_suffix (name, "paste"))
    paste (self, second);
  else if (g_str_has_suffix (name, "open"))
    open_file (self, second);
  else
    open_profile (self, g_variant_get_string (parameter, NULL), second);
}

static void
copy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaInspector *self = PARAFA_INSPECTOR (widget);

  if (self->inspection == NULL)
    return;
  parafa_secret_clipboard_copy (gtk_widget_get_clipboard (widget),
                                parafa_jwt_inspection_get_text (self->inspection));
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Token copied for one minute"));
}

static void
clear_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaInspector *self = PARAFA_INSPECTOR (widget);

  forget (self);
  parafa_inspector_raw_set (self->raw, NULL, NULL, FALSE);
  parafa_inspector_tree_set_token (self->tree, NULL, 0);
  parafa_inspector_json_set_token (self->json, NULL);
  show_compare (self);
  gtk_stack_set_visible_child_name (self->states, "empty");
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaInspector *self)
{
  g_autoptr (ParafaSecret) text = NULL;

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = g_value_get_boxed (value);

      if (files == NULL)
        return FALSE;
      load (self, files->data, FALSE);
      return TRUE;
    }
  if (!G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL)
    return FALSE;
  text = parafa_secret_new (g_value_get_string (value), -1);
  inspect (self, text, _ ("Dropped token"), FALSE, FALSE);
  return TRUE;
}

static void
add_drop_target (ParafaInspector *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* -- panel -- */

static void
turn_to_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  ParafaInspector *self = PARAFA_INSPECTOR (panel);
  g_autoptr (GMenuModel) profiles = NULL;
  g_autoptr (GMenuModel) second = NULL;

  g_set_object (&self->session, session);
  g_set_object (&self->account, account);
  profiles = parafa_inspector_profiles_make_menu (self->session, "inspector.profile");
  second = parafa_inspector_profiles_make_menu (self->session, "inspector.second-profile");
  gtk_menu_button_set_menu_model (self->first_profiles, profiles);
  gtk_widget_set_visible (GTK_WIDGET (self->first_profiles),
                          g_menu_model_get_n_items (profiles) > 0);
  parafa_inspector_raw_set_profiles (self->raw, profiles);
  parafa_inspector_compare_set_profiles (self->compare, second);
}

static void
find (ParafaPanel *panel)
{
  ParafaInspector *self = PARAFA_INSPECTOR (panel);

  if (self->inspection == NULL)
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
go_back (ParafaPanel *panel)
{
  ParafaInspector *self = PARAFA_INSPECTOR (panel);

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    return FALSE;
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  return TRUE;
}

static void
show_argument (ParafaPanel *panel, const char *argument)
{
  ParafaInspector *self = PARAFA_INSPECTOR (panel);

  if (g_strcmp0 (argument, "own") == 0 && self->account != NULL)
    open_profile (self, parafa_profile_get_id (parafa_account_get_profile (self->account)), FALSE);
  else if (argument != NULL && *argument != '\0')
    open_profile (self, argument, FALSE);
}

static void
parafa_inspector_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = turn_to_account;
  iface->find = find;
  iface->go_back = go_back;
  iface->show = show_argument;
}

/* -- size -- */

static void
apply_narrow (gpointer user_data)
{
  ParafaInspector *self = user_data;
  AdwBin *from = self->narrow ? self->left_place : self->raw_place;
  AdwBin *to = self->narrow ? self->raw_place : self->left_place;

  self->narrow_id = 0;
  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, GTK_WIDGET (self->raw));
  gtk_widget_set_size_request (GTK_WIDGET (self->raw), self->narrow ? -1 : RAW_WIDTH, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->left_place), !self->narrow);
  gtk_widget_set_visible (self->separator, !self->narrow);
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  gtk_widget_set_visible (GTK_WIDGET (self->raw_button), self->narrow);
  if (!self->narrow && gtk_toggle_button_get_active (self->raw_button))
    gtk_toggle_button_set_active (self->explained_button, TRUE);
  parafa_inspector_tree_set_narrow (self->tree, self->narrow);
  parafa_inspector_summary_set_narrow (self->summary, self->narrow);
  parafa_inspector_compare_set_narrow (self->compare, self->narrow);
  if (self->inspection != NULL)
    show_token (self);
}

static void
parafa_inspector_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaInspector *self = PARAFA_INSPECTOR (widget);

  /* children must not move while they are being laid out */
  if (width > 0 && self->narrow != (width < NARROW))
    {
      self->narrow = width < NARROW;
      if (self->narrow_id == 0)
        self->narrow_id = g_idle_add_once (apply_narrow, self);
    }
  gtk_widget_allocate (GTK_WIDGET (self->states), width, height, baseline, NULL);
}

/* The wide layout must not keep the window wide */
static void
parafa_inspector_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (PARAFA_INSPECTOR (widget)->states), orientation,
                      orientation == GTK_ORIENTATION_VERTICAL ? -1 : for_size, minimum, natural,
                      NULL, NULL);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? 340 : 240);
}

static void
parafa_inspector_dispose (GObject *object)
{
  ParafaInspector *self = PARAFA_INSPECTOR (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_INSPECTOR);
  g_clear_object (&self->raw);
  g_clear_object (&self->session);
  g_clear_object (&self->account);
  G_OBJECT_CLASS (parafa_inspector_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, states);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, first_profiles);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, left_place);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, separator);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, raw_place);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, switcher);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, explained_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, json_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, raw_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, compare_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, search_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, search_count);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, views);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, summary);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, tree);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, json);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, compare);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspector, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_view_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_next);
}

static void
parafa_inspector_class_init (ParafaInspectorClass *klass)
{
  static const char *const plain[] = { "inspector.paste", "inspector.open",
                                       "inspector.second-paste", "inspector.second-open" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_dispose;
  widget_class->size_allocate = parafa_inspector_size_allocate;
  widget_class->measure = parafa_inspector_measure;
  g_type_ensure (PARAFA_TYPE_INSPECTOR_SUMMARY);
  g_type_ensure (PARAFA_TYPE_INSPECTOR_TREE);
  g_type_ensure (PARAFA_TYPE_INSPECTOR_JSON);
  g_type_ensure (PARAFA_TYPE_INSPECTOR_COMPARE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-inspector.ui");
  bind_children (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    gtk_widget_class_install_action (widget_class, plain[i], NULL, action_activated);
  gtk_widget_class_install_action (widget_class, "inspector.profile", "s", action_activated);
  gtk_widget_class_install_action (widget_class, "inspector.second-profile", "s", action_activated);
  gtk_widget_class_install_action (widget_class, "inspector.copy", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "inspector.clear", NULL, clear_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "inspector.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "inspector.open",
                                       NULL);
}

static void
parafa_inspector_init (ParafaInspector *self)
{
  self->now_s = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->raw = g_object_ref_sink (g_object_new (PARAFA_TYPE_INSPECTOR_RAW, NULL));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  add_drop_target (self);
  apply_narrow (self);
  turn_to_account (PARAFA_PANEL (self), NULL, NULL);
  show_compare (self);
}

/**
 * parafa_inspector_inspect:
 * @self: an inspector
 * @text: what is to be looked at
 * @name: where it comes from
 * @own: whether it is a profile's own token: it is covered then
 *
 * Reads a text, in a thread, and shows what is in it.
 */
void
parafa_inspector_inspect (ParafaInspector *self, ParafaSecret *text, const char *name, gboolean own)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR (self));
  g_return_if_fail (text != NULL);

  inspect (self, text, name, own, FALSE);
}

/**
 * parafa_inspector_inspect_second:
 * @self: an inspector
 * @text: the token to be compared
 * @name: where it comes from
 *
 * Reads the second token of the comparison.
 */
void
parafa_inspector_inspect_second (ParafaInspector *self, ParafaSecret *text, const char *name)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR (self));
  g_return_if_fail (text != NULL);

  inspect (self, text, name, FALSE, TRUE);
}

/**
 * parafa_inspector_show_view:
 * @self: an inspector
 * @view: "explained", "json", "raw" (where there is little room) or "compare"
 *
 * Turns to a view.
 */
void
parafa_inspector_show_view (ParafaInspector *self, const char *view)
{
  GtkToggleButton *button;

  g_return_if_fail (PARAFA_IS_INSPECTOR (self));

  button = g_strcmp0 (view, "json") == 0      ? self->json_button
           : g_strcmp0 (view, "raw") == 0     ? self->raw_button
           : g_strcmp0 (view, "compare") == 0 ? self->compare_button
                                              : self->explained_button;
  gtk_toggle_button_set_active (button, TRUE);
}

/**
 * parafa_inspector_search:
 * @self: an inspector
 * @words: what is searched
 *
 * Searches fields, values and meanings.
 */
void
parafa_inspector_search (ParafaInspector *self, const char *words)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR (self));

  gtk_search_bar_set_search_mode (self->search_bar, *words != '\0');
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
  on_search_changed (self);
}

/**
 * parafa_inspector_get_inspection:
 * @self: an inspector
 *
 * Returns: (transfer none) (nullable): what is shown
 */
ParafaJwtInspection *
parafa_inspector_get_inspection (ParafaInspector *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR (self), NULL);

  return self->inspection;
}

/**
 * parafa_inspector_is_busy:
 * @self: an inspector
 *
 * Returns: whether a text is being read
 */
gboolean
parafa_inspector_is_busy (ParafaInspector *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * parafa_inspector_is_narrow:
 * @self: an inspector
 *
 * Returns: whether there is little room
 */
gboolean
parafa_inspector_is_narrow (ParafaInspector *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR (self), FALSE);

  return self->narrow;
}

/**
 * parafa_inspector_set_now:
 * @self: an inspector
 * @now_s: Unix seconds, or -1 for the clock
 *
 * Sets what "now" is for tokens shown from now on.
 */
void
parafa_inspector_set_now (ParafaInspector *self, gint64 now_s)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR (self));

  self->now_s = now_s;
}
