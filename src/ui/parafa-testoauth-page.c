/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-testoauth-page.h"

#include <glib/gi18n.h>

#include "parafa-announce.h"
#include "parafa-checks.h"
#include "parafa-claim-row.h"
#include "parafa-date-text.h"
#include "parafa-fact-row.h"
#include "parafa-hello-text.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-pill.h"
#include "parafa-problem-list.h"

#define SPINNER_DELAY_MS 300

/**
 * ParafaTestoauthPage:
 *
 * Sends TestOauth's greeting with the token and says in words what came back.
 */
struct _ParafaTestoauthPage
{
  AdwBin parent_instance;

  ParafaPage *page; /* (unowned): template children */
  GtkBox *top;
  ParafaPill *pill;
  GtkLabel *sentence;
  GtkLabel *next;
  GtkEntry *name;
  GtkBox *form;
  GtkButton *send;
  GtkButton *cancel;
  GtkSpinner *spinner;
  ParafaProblemList *problem;
  GtkWidget *answer;
  ParafaFactRow *greeting;
  GtkLabel *duration;
  GtkWidget *headers_title;
  GtkListBox *headers;
  ParafaChecks *checks;

  ParafaSession *session; /* (owned) (nullable) */
  ParafaAccount *account; /* (owned) (nullable) */
  GCancellable *running;  /* (owned) (nullable) */
  guint spinner_timeout;
};

static void parafa_testoauth_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaTestoauthPage,
                               parafa_testoauth_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_testoauth_page_panel_init))

static void
show_question (ParafaTestoauthPage *self)
{
  parafa_pill_set (self->pill, PARAFA_PILL_PLAIN, "action-unavailable-symbolic", _ ("Not checked"));
  gtk_label_set_label (self->sentence, _ ("Does ANAF recognise you?"));
  gtk_label_set_label (self->next, _ ("TestOauth sends a name with the token. If the token is "
                                      "good, ANAF greets "
                                      "the name. Nothing is filed."));
  gtk_widget_set_visible (self->answer, FALSE);
  parafa_problem_list_clear (self->problem);
}

static void
on_spinner_due (gpointer user_data)
{
  ParafaTestoauthPage *self = user_data;

  self->spinner_timeout = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), TRUE);
  parafa_pill_set (self->pill, PARAFA_PILL_ACCENT, "mail-send-symbolic", _ ("Sending"));
}

static void
update_buttons (ParafaTestoauthPage *self)
{
  gboolean has_name = *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0';
  gboolean has_token = self->account != NULL && parafa_account_get_pair (self->account) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hello.send",
                                 has_name && has_token && self->running == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hello.cancel", self->running != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send),
                               has_token ? _ ("Ask ANAF (F5)")
                                         : _ ("Log in first: there is no token to send"));
}

static void
end_sending (ParafaTestoauthPage *self)
{
  g_clear_object (&self->running);
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), FALSE);
  update_buttons (self);
}

static void
hello_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaTestoauthPage) self = PARAFA_TESTOAUTH_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaHello) hello =
      parafa_account_hello_finish (PARAFA_ACCOUNT (source), result, &error);

  /* another profile is shown by now, or the page is gone, or a newer call runs */
  if (self->account != PARAFA_ACCOUNT (source) || self->running == NULL)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (self->running))
    return;
  end_sending (self);
  if (hello != NULL)
    parafa_testoauth_page_show_answer (self, hello);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_question (self);
  else
    parafa_testoauth_page_show_error (self, error);
}

static void
send_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_testoauth_page_send (PARAFA_TESTOAUTH_PAGE (widget));
}

static void
cancel_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  parafa_testoauth_page_cancel (PARAFA_TESTOAUTH_PAGE (widget));
}

static void
endpoints_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaTestoauthPage) self = PARAFA_TESTOAUTH_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEndpoints) endpoints =
      parafa_session_get_endpoints_finish (PARAFA_SESSION (source), result, &error);
  g_autofree char *line = NULL;

  if (self->account == NULL)
    return;
  if (endpoints == NULL)
    {
      parafa_testoauth_page_show_error (self, error);
      return;
    }
  line = parafa_hello_text_make_curl (parafa_endpoints_get_hello_uri (endpoints),
                                      gtk_editable_get_text (GTK_EDITABLE (self->name)), "$TOKEN");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), line);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _ ("curl line copied; put the token into the variable TOKEN"));
}

static void
copy_curl_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaTestoauthPage *self = PARAFA_TESTOAUTH_PAGE (widget);

  if (self->account == NULL)
    return;
  parafa_session_get_endpoints_async (self->session, parafa_account_get_profile (self->account),
                                      NULL, endpoints_ready, g_object_ref (self));
}

static void
on_name_activated (ParafaTestoauthPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "hello.send", NULL);
}

static void
on_narrow_changed (ParafaTestoauthPage *self)
{
  gboolean narrow = parafa_page_is_narrow (self->page);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->headers));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->form),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), narrow ? "title-2" : "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), narrow ? "title-3" : "title-2");
  parafa_problem_list_set_narrow (self->problem, narrow);
  parafa_checks_set_narrow (self->checks, narrow);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    parafa_claim_row_set_narrow (PARAFA_CLAIM_ROW (row), narrow);
}

static void
show_headers (ParafaTestoauthPage *self, ParafaHello *hello)
{
  guint n_headers = 0;
  const ParafaHelloHeader *headers = parafa_hello_get_headers (hello, &n_headers);
  gboolean narrow = parafa_page_is_narrow (self->page);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->headers))) != NULL)
    gtk_list_box_remove (self->headers, child);
  for (guint i = 0; i < n_headers; i++)
    {
      GtkWidget *row = parafa_claim_row_new (headers[i].name, NULL, headers[i].value, NULL);

      parafa_claim_row_set_narrow (PARAFA_CLAIM_ROW (row), narrow);
      gtk_list_box_append (self->headers, row);
    }
  gtk_widget_set_visible (self->headers_title, n_headers > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->headers), n_headers > 0);
}

static void
parafa_testoauth_page_dispose (GObject *object)
{
  ParafaTestoauthPage *self = PARAFA_TESTOAUTH_PAGE (object);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (parafa_testoauth_page_parent_class)->dispose (object);
}

static void
turn_to_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  parafa_testoauth_page_set_account (PARAFA_TESTOAUTH_PAGE (panel), session, account);
}

static void
ask_again (ParafaPanel *panel)
{
  parafa_testoauth_page_send (PARAFA_TESTOAUTH_PAGE (panel));
}

static void
parafa_testoauth_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = turn_to_account;
  iface->ask_again = ask_again;
}

static void
parafa_testoauth_page_class_init (ParafaTestoauthPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_testoauth_page_dispose;
  g_type_ensure (PARAFA_TYPE_PAGE);
  g_type_ensure (PARAFA_TYPE_PILL);
  g_type_ensure (PARAFA_TYPE_FACT_ROW);
  g_type_ensure (PARAFA_TYPE_PROBLEM_LIST);
  g_type_ensure (PARAFA_TYPE_CHECKS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-testoauth-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, page);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, top);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, next);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, name);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, form);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, send);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, answer);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, duration);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, headers_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, headers);
  gtk_widget_class_bind_template_child (widget_class, ParafaTestoauthPage, checks);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_name_activated);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_install_action (widget_class, "hello.send", NULL, send_activated);
  gtk_widget_class_install_action (widget_class, "hello.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "hello.copy-curl", NULL, copy_curl_activated);
}

static void
parafa_testoauth_page_init (ParafaTestoauthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_question (self);
  update_buttons (self);
}

/**
 * parafa_testoauth_page_set_account:
 * @self: a TestOauth page
 * @session: (nullable): the session
 * @account: (nullable): whose token is tested
 *
 * Turns to another account. A call that runs is cancelled: a test changes nothing.
 */
void
parafa_testoauth_page_set_account (ParafaTestoauthPage *self,
                                   ParafaSession *session,
                                   ParafaAccount *account)
{
  g_return_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self));

  parafa_checks_set_account (self->checks, session, account);
  if (self->account == account)
    {
      update_buttons (self);
      return;
    }
  g_cancellable_cancel (self->running);
  g_set_object (&self->session, session);
  g_set_object (&self->account, account);
  end_sending (self);
  show_question (self);
  parafa_page_scroll_to_top (self->page);
}

/**
 * parafa_testoauth_page_send:
 * @self: a TestOauth page
 *
 * Sends the test, unless one is running or there is no token.
 */
void
parafa_testoauth_page_send (ParafaTestoauthPage *self)
{
  g_return_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self));

  if (self->running != NULL || self->account == NULL ||
      parafa_account_get_pair (self->account) == NULL)
    return;
  self->running = g_cancellable_new ();
  self->spinner_timeout = g_timeout_add_once (SPINNER_DELAY_MS, on_spinner_due, self);
  parafa_problem_list_clear (self->problem);
  update_buttons (self);
  parafa_account_hello_async (self->account, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                              self->running, hello_ready, g_object_ref (self));
}

/**
 * parafa_testoauth_page_cancel:
 * @self: a TestOauth page
 */
void
parafa_testoauth_page_cancel (ParafaTestoauthPage *self)
{
  g_return_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self));

  g_cancellable_cancel (self->running);
}

/**
 * parafa_testoauth_page_is_running:
 * @self: a TestOauth page
 *
 * Returns: whether a test is under way
 */
gboolean
parafa_testoauth_page_is_running (ParafaTestoauthPage *self)
{
  g_return_val_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self), FALSE);

  return self->running != NULL;
}

/**
 * parafa_testoauth_page_show_answer:
 * @self: a TestOauth page
 * @hello: what came back, its secrets masked
 */
void
parafa_testoauth_page_show_answer (ParafaTestoauthPage *self, ParafaHello *hello)
{
  ParafaHelloText text;
  const char *greeting;
  g_autofree char *duration = NULL;
  g_autofree char *status = NULL;

  g_return_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self));
  g_return_if_fail (hello != NULL);

  text = parafa_hello_text_for_outcome (parafa_hello_get_outcome (hello));
  greeting = parafa_hello_get_greeting (hello);
  duration = parafa_date_text_duration (parafa_hello_get_duration_us (hello));
  /* Translators: %u is an HTTP status as 200 */
  status = g_strdup_printf (_ ("HTTP status %u"), parafa_hello_get_status (hello));
  parafa_problem_list_clear (self->problem);
  parafa_pill_set (self->pill, text.kind, text.icon, text.word);
  gtk_label_set_label (self->sentence, text.sentence);
  gtk_label_set_label (self->next, text.next);
  parafa_fact_row_set_sign (self->greeting, text.kind, text.icon);
  parafa_fact_row_set_title (self->greeting,
                             greeting != NULL ? greeting : _ ("No greeting came back"));
  parafa_fact_row_set_subtitle (self->greeting, status);
  gtk_label_set_label (self->duration, duration);
  show_headers (self, hello);
  parafa_checks_show_hello (self->checks, hello);
  gtk_widget_set_visible (self->answer, TRUE);
  parafa_announce_pair (GTK_WIDGET (self->sentence), text.sentence, text.next);
}

/**
 * parafa_testoauth_page_show_error:
 * @self: a TestOauth page
 * @error: why no answer came
 */
void
parafa_testoauth_page_show_error (ParafaTestoauthPage *self, const GError *error)
{
  g_return_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self));

  show_question (self);
  parafa_pill_set (self->pill, PARAFA_PILL_ERROR, "dialog-error-symbolic", C_ ("state", "Error"));
  gtk_label_set_label (self->sentence, _ ("The test got no answer"));
  gtk_label_set_label (self->next, _ ("A test changes nothing at ANAF, so it can be sent again."));
  parafa_problem_list_show (self->problem, error, "hello.send");
}

/**
 * parafa_testoauth_page_focus:
 * @self: a TestOauth page
 *
 * Puts the keyboard on the name.
 */
void
parafa_testoauth_page_focus (ParafaTestoauthPage *self)
{
  g_return_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/**
 * parafa_testoauth_page_get_sentence:
 * @self: a TestOauth page
 *
 * Returns: (transfer none): the sentence at the top
 */
const char *
parafa_testoauth_page_get_sentence (ParafaTestoauthPage *self)
{
  g_return_val_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self), NULL);

  return gtk_label_get_label (self->sentence);
}

/**
 * parafa_testoauth_page_get_greeting:
 * @self: a TestOauth page
 *
 * Returns: (transfer none) (nullable): the greeting shown; %NULL when none is
 */
const char *
parafa_testoauth_page_get_greeting (ParafaTestoauthPage *self)
{
  g_return_val_if_fail (PARAFA_IS_TESTOAUTH_PAGE (self), NULL);

  return gtk_widget_get_visible (self->answer) ? parafa_fact_row_get_title (self->greeting) : NULL;
}
