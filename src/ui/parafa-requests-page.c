/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-requests-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-choose-file.h"
#include "parafa-har.h"
#include "parafa-http-curl.h"
#include "parafa-panel.h"
#include "parafa-requests-list.h"
#include "parafa-saving.h"
#include "parafa-secret-clipboard.h"
#include "parafa-token-facts.h"

#define NARROW 620

/**
 * ParafaRequestsPage:
 *
 * Everything that was sent while the program runs, with its answers; without secrets.
 */
struct _ParafaRequestsPage
{
  GtkWidget parent_instance;

  GtkStack *states; /* (unowned): template children */
  GtkBox *bar;
  GtkSearchEntry *search;
  GtkDropDown *kind;
  GtkDropDown *host;
  ParafaRequestsList *list;
  GtkToggleButton *request_button;
  GtkMenuButton *curl;
  GtkTextView *text;
  GtkLabel *note;

  ParafaHttp *http;       /* (owned) (nullable) */
  GListModel *exchanges;  /* (owned) (nullable) */
  ParafaAccount *account; /* (owned) (nullable) */
  GtkStringList *hosts;   /* (owned) */
  gulong changed_id;
  gboolean narrow;
  guint narrow_id;
};

static void parafa_requests_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaRequestsPage,
                               parafa_requests_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_requests_page_panel_init))

/* Escape: first out of the search, then out of the page */
static void
on_stop_search (ParafaRequestsPage *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
on_filter_changed (ParafaRequestsPage *self)
{
  guint host = gtk_drop_down_get_selected (self->host);

  parafa_requests_list_set_filter (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                   (ParafaRequestsKind) gtk_drop_down_get_selected (self->kind),
                                   host > 0 && host != GTK_INVALID_LIST_POSITION
                                       ? gtk_string_list_get_string (self->hosts, host)
                                       : NULL);
}

static void
on_selected_changed (ParafaRequestsPage *self)
{
  ParafaHttpRecord *record = parafa_requests_list_get_selected (self->list);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->curl), record != NULL);
  if (record == NULL)
    text = g_strdup (_ ("Choose a request."));
  else if (gtk_toggle_button_get_active (self->request_button))
    text = parafa_requests_text_request (record);
  else
    text = parafa_requests_text_answer (record);
  gtk_text_buffer_set_text (buffer, text, -1);
}

static gboolean
has_host (ParafaRequestsPage *self, const char *host)
{
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->hosts)); i++)
    if (g_str_equal (gtk_string_list_get_string (self->hosts, i), host))
      return TRUE;
  return FALSE;
}

static void
on_exchanges_changed (ParafaRequestsPage *self, guint position, guint removed, guint added)
{
  guint n = g_list_model_get_n_items (self->exchanges);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (ParafaHttpRecord) record = g_list_model_get_item (self->exchanges, i);
      g_autofree char *host = parafa_requests_text_host (parafa_http_record_get_exchange (record));

      if (!has_host (self, host))
        gtk_string_list_append (self->hosts, host);
    }
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "list" : "empty");
}

/* -- copying -- */

static void
copy_curl (ParafaRequestsPage *self, const ParafaHttpVariable *variables, guint n_variables)
{
  ParafaHttpRecord *record = parafa_requests_list_get_selected (self->list);
  g_autoptr (ParafaSecret) line = NULL;

  if (record == NULL)
    return;
  line = parafa_http_curl_write (record, variables, n_variables);
  if (n_variables > 0)
    parafa_secret_clipboard_copy (gtk_widget_get_clipboard (GTK_WIDGET (self)), line);
  else
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), parafa_secret_get (line));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              n_variables > 0
                                  ? _ ("curl line with the token copied for one minute")
                                  : _ ("curl line copied; put the secrets into its variables"));
}

static void
copy_curl_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_curl (PARAFA_REQUESTS_PAGE (widget), NULL, 0);
}

static void
on_secrets_response (ParafaRequestsPage *self, const char *response)
{
  ParafaTokenPair *pair = self->account != NULL ? parafa_account_get_pair (self->account) : NULL;
  ParafaHttpVariable variables[2];
  guint n_variables = 0;

  if (g_strcmp0 (response, "copy") != 0 || pair == NULL)
    return;
  variables[n_variables++] = (ParafaHttpVariable){ "TOKEN", parafa_token_pair_get_access (pair) };
  if (parafa_token_pair_get_refresh (pair) != NULL)
    variables[n_variables++] =
        (ParafaHttpVariable){ "REFRESH_TOKEN", parafa_token_pair_get_refresh (pair) };
  copy_curl (self, variables, n_variables);
}

static void
copy_curl_with_secrets_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaRequestsPage *self = PARAFA_REQUESTS_PAGE (widget);
  GtkWidget *dialog;
  g_autofree char *body = NULL;

  if (self->account == NULL || parafa_account_get_pair (self->account) == NULL)
    {
      gtk_widget_activate_action (widget, "win.toast", "s",
                                  _ ("The profile shown has no token to put in"));
      return;
    }
  /* Translators: name of a profile */
  body = g_strdup_printf (
      _ ("The line will hold the token of %s as it is now. Whoever gets it can work "
         "with ANAF in your name until the token expires. The client secret stays a "
         "variable."),
      parafa_token_facts_get_profile_name (parafa_account_get_profile (self->account)));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                   _ ("Copy the token too?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "copy",
                                    _ ("Copy With the _Token"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_secrets_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- saving: make it in a thread → replace the file -- */

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, parafa_har_write (data), g_free);
}

static void
written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = G_FILE (user_data);
  g_autofree char *har = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (har == NULL)
    return;
  bytes = g_bytes_new_take (har, strlen (har));
  har = NULL;
  name = g_file_get_basename (file);
  parafa_saving_bytes (GTK_WIDGET (source), _ ("Save Requests"), name, file, bytes,
                       _ ("Saved without secrets"), NULL, NULL);
}

static void
place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaRequestsPage) self = PARAFA_REQUESTS_PAGE (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_requests_page_save (self, file);
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  parafa_choose_save_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save Requests"),
                            "parafa.har", NULL, place_chosen, g_object_ref (widget));
}

static void
clear_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaRequestsPage *self = PARAFA_REQUESTS_PAGE (widget);

  if (self->http != NULL)
    parafa_http_clear_exchanges (self->http);
}

/* -- panel and size -- */

static void
turn_to_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  ParafaRequestsPage *self = PARAFA_REQUESTS_PAGE (panel);

  g_set_object (&self->account, account);
  if (session != NULL)
    parafa_requests_page_set_http (self, parafa_session_get_http (session));
}

static void
find (ParafaPanel *panel)
{
  gtk_widget_grab_focus (GTK_WIDGET (PARAFA_REQUESTS_PAGE (panel)->search));
}

static void
parafa_requests_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = turn_to_account;
  iface->find = find;
}

static void
apply_narrow (gpointer user_data)
{
  ParafaRequestsPage *self = user_data;

  self->narrow_id = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar), self->narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
  parafa_requests_list_set_narrow (self->list, self->narrow);
}

static void
parafa_requests_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaRequestsPage *self = PARAFA_REQUESTS_PAGE (widget);

  if (width > 0 && self->narrow != (width < NARROW))
    {
      self->narrow = width < NARROW;
      if (self->narrow_id == 0)
        self->narrow_id = g_idle_add_once (apply_narrow, self);
    }
  gtk_widget_allocate (GTK_WIDGET (self->states), width, height, baseline, NULL);
}

static void
parafa_requests_page_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (PARAFA_REQUESTS_PAGE (widget)->states), orientation, -1, minimum,
                      natural, NULL, NULL);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? 340 : 240);
}

static void
parafa_requests_page_dispose (GObject *object)
{
  ParafaRequestsPage *self = PARAFA_REQUESTS_PAGE (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  if (self->exchanges != NULL)
    g_clear_signal_handler (&self->changed_id, self->exchanges);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_REQUESTS_PAGE);
  g_clear_object (&self->exchanges);
  g_clear_object (&self->http);
  g_clear_object (&self->account);
  g_clear_object (&self->hosts);
  G_OBJECT_CLASS (parafa_requests_page_parent_class)->dispose (object);
}

static void
parafa_requests_page_class_init (ParafaRequestsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_requests_page_dispose;
  widget_class->size_allocate = parafa_requests_page_size_allocate;
  widget_class->measure = parafa_requests_page_measure;
  g_type_ensure (PARAFA_TYPE_REQUESTS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-requests-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, states);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, search);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, kind);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, host);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, list);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, request_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, curl);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, text);
  gtk_widget_class_bind_template_child (widget_class, ParafaRequestsPage, note);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_changed);
  gtk_widget_class_install_action (widget_class, "requests.copy-curl", NULL, copy_curl_activated);
  gtk_widget_class_install_action (widget_class, "requests.copy-curl-with-secrets", NULL,
                                   copy_curl_with_secrets_activated);
  gtk_widget_class_install_action (widget_class, "requests.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "requests.clear", NULL, clear_activated);
}

static void
parafa_requests_page_init (ParafaRequestsPage *self)
{
  g_autofree char *body = g_format_size_full (PARAFA_HTTP_BODY_KEPT, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *all =
      g_format_size_full (PARAFA_HTTP_BODIES_KEPT_BYTES, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *note = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->hosts = gtk_string_list_new (NULL);
  gtk_string_list_append (self->hosts, _ ("All servers"));
  gtk_drop_down_set_model (self->host, G_LIST_MODEL (self->hosts));
  /* Translators: a number of requests, a size as "64 KiB", a size as "4 MiB" */
  note = g_strdup_printf (_ ("The last %d requests are kept in memory until Parafa closes, of each "
                             "body at most %s, of all bodies %s. Nothing is written to disk."),
                          PARAFA_HTTP_EXCHANGES_KEPT, body, all);
  gtk_label_set_label (self->note, note);
  on_selected_changed (self);
}

/**
 * parafa_requests_page_set_http:
 * @self: the log
 * @http: whose exchanges are shown
 *
 * Shows the exchanges of a session, and those to come.
 */
void
parafa_requests_page_set_http (ParafaRequestsPage *self, ParafaHttp *http)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_PAGE (self));
  g_return_if_fail (PARAFA_IS_HTTP (http));

  if (self->http == http)
    return;
  if (self->exchanges != NULL)
    g_clear_signal_handler (&self->changed_id, self->exchanges);
  g_clear_object (&self->exchanges);
  g_set_object (&self->http, http);
  g_object_get (http, "exchanges", &self->exchanges, NULL);
  self->changed_id =
      g_signal_connect_object (self->exchanges, "items-changed", G_CALLBACK (on_exchanges_changed),
                               self, G_CONNECT_SWAPPED);
  parafa_requests_list_set_model (self->list, self->exchanges);
  on_exchanges_changed (self, 0, 0, g_list_model_get_n_items (self->exchanges));
}

/**
 * parafa_requests_page_search:
 * @self: the log
 * @words: what is searched
 *
 * Lists only what has @words in address, headers or body.
 */
void
parafa_requests_page_search (ParafaRequestsPage *self, const char *words)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  on_filter_changed (self);
}

/**
 * parafa_requests_page_select:
 * @self: the log
 * @row: a row, the newest is 0
 *
 * Shows the details of a request.
 */
void
parafa_requests_page_select (ParafaRequestsPage *self, guint row)
{
  g_return_if_fail (PARAFA_IS_REQUESTS_PAGE (self));

  parafa_requests_list_select (self->list, row);
}

/**
 * parafa_requests_page_save:
 * @self: the log
 * @file: where to
 *
 * Saves what is listed as an HTTP Archive, readable for the person alone.
 */
void
parafa_requests_page_save (ParafaRequestsPage *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PARAFA_IS_REQUESTS_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, NULL, written, g_object_ref (file));
  g_task_set_source_tag (task, parafa_requests_page_save);
  g_task_set_task_data (task, parafa_requests_list_dup_shown (self->list),
                        (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * parafa_requests_page_is_narrow:
 * @self: the log
 *
 * Returns: whether there is little room
 */
gboolean
parafa_requests_page_is_narrow (ParafaRequestsPage *self)
{
  g_return_val_if_fail (PARAFA_IS_REQUESTS_PAGE (self), FALSE);

  return self->narrow;
}
