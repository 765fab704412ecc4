/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-view.h"
#include "parafa-authorize.h"
#include "parafa-login-address.h"
#include "parafa-login-web.h"

/* The user name the relay expects; only the password is secret */
#define RELAY_USER "relay"
#define PAGE_TEXT_MAX_BYTES 65536
/* A world of our own: the page cannot see or change what this script uses. The cut here bounds what
 * crosses the process border; the one in C bounds bytes. */
#define PAGE_TEXT_WORLD "parafa"
#define PAGE_TEXT_SCRIPT "(document.body ? document.body.innerText : '').slice (0, 65536)"

struct _ParafaLoginView
{
  GtkWidget parent_instance;

  WebKitWebView *web;           /* (owned) (nullable): NULL after close */
  GCancellable *reading;        /* (owned): ends the reading of page text */
  GStrv hosts;                  /* (owned) */
  char *redirect_uri;           /* (owned) */
  ParafaSecret *relay_password; /* (owned) (nullable) */
  char *address;                /* (owned) */
  char *title;                  /* (owned) */
  gboolean loading;
  gboolean caught;      /* the callback was seen: nothing is loaded any more */
  gboolean own_ignore;  /* the load that fails next was stopped by ourselves */
  gboolean unanswered;  /* a question for a password was turned down: the load ends by it */
  gboolean load_failed; /* the load that finishes next failed: it shows no page */
};

typedef enum
{
  PROP_ADDRESS = 1,
  PROP_TITLE,
  PROP_LOADING,
} ParafaLoginViewProperty;

static GParamSpec *properties[PROP_LOADING + 1];

enum
{
  SIGNAL_CALLBACK,
  SIGNAL_PAGE_SHOWN,
  SIGNAL_REFUSED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaLoginView, parafa_login_view, GTK_TYPE_WIDGET)

static void
set_address (ParafaLoginView *self, const char *uri)
{
  g_autofree char *address = parafa_login_address_to_text (uri);

  if (g_str_equal (address, self->address))
    return;
  g_free (self->address);
  self->address = g_steal_pointer (&address);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
}

static void
set_title (ParafaLoginView *self, const char *title)
{
  if (g_strcmp0 (title, self->title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
set_loading (ParafaLoginView *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The address holds the one-time code: it leaves here in locked memory, once */
static void
catch_callback (ParafaLoginView *self, const char *uri)
{
  g_autoptr (ParafaSecret) secret = NULL;

  if (self->caught)
    return;
  self->caught = TRUE;
  g_clear_pointer (&self->relay_password, parafa_secret_unref);
  g_debug ("view: callback caught");
  secret = parafa_secret_new (uri, -1);
  g_signal_emit (self, signals[SIGNAL_CALLBACK], 0, secret);
}

static void
fail (ParafaLoginView *self, ParafaLoginViewFailure failure, const char *detail)
{
  if (self->caught)
    return;
  self->load_failed = TRUE;
  g_debug ("view: failed, %s", detail);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, (int) failure, detail);
}

/* WebKit asks for the relay's password once per session. Questions of servers and a password that
 * was refused get no answer. A certificate PIN question cannot come, as the view never has a
 * certificate; cancelling one would send an empty PIN to the token, so it is left alone. */
static gboolean
on_authenticate (WebKitWebView *web, WebKitAuthenticationRequest *request, ParafaLoginView *self)
{
  WebKitCredential *credential;

  if (webkit_authentication_request_get_scheme (request) ==
      WEBKIT_AUTHENTICATION_SCHEME_CLIENT_CERTIFICATE_PIN_REQUESTED)
    {
      g_critical ("view: asked for a PIN");
      g_object_ref (request);
      return TRUE;
    }
  if (!webkit_authentication_request_is_for_proxy (request) ||
      webkit_authentication_request_is_retry (request) || self->relay_password == NULL)
    {
      self->unanswered = TRUE;
      webkit_authentication_request_cancel (request);
      return TRUE;
    }
  credential = webkit_credential_new (RELAY_USER, parafa_secret_get (self->relay_password),
                                      WEBKIT_CREDENTIAL_PERSISTENCE_NONE);
  webkit_authentication_request_authenticate (request, credential);
  webkit_credential_free (credential);
  return TRUE;
}

static void
ignore (ParafaLoginView *self, WebKitPolicyDecision *decision)
{
  self->own_ignore = TRUE;
  webkit_policy_decision_ignore (decision);
}

static void
decide_navigation (ParafaLoginView *self, WebKitPolicyDecision *decision, gboolean new_window)
{
  WebKitNavigationAction *action = webkit_navigation_policy_decision_get_navigation_action (
      WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  const char *uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  g_autofree char *host = NULL;

  if (self->caught)
    {
      ignore (self, decision);
      return;
    }
  if (parafa_authorize_is_callback (self->redirect_uri, uri))
    {
      ignore (self, decision);
      catch_callback (self, uri);
      return;
    }
  if (parafa_login_address_judge (uri, (const char *const *) self->hosts, &host) ==
      PARAFA_LOGIN_ADDRESS_REFUSE)
    {
      ignore (self, decision);
      g_debug ("view: refused to go to %s", host);
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, host);
      return;
    }
  if (new_window)
    {
      /* There is one page: what would open beside it is not opened */
      ignore (self, decision);
      return;
    }
  webkit_policy_decision_use (decision);
}

static gboolean
on_decide_policy (WebKitWebView *web,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  ParafaLoginView *self)
{
  switch (type)
    {
    case WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION:
      decide_navigation (self, decision, FALSE);
      return TRUE;
    case WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION:
      decide_navigation (self, decision, TRUE);
      return TRUE;
    case WEBKIT_POLICY_DECISION_TYPE_RESPONSE:
      /* A type that cannot be shown would become a download. Also a CONNECT the relay refused: no
       * refusal of ours, so the load counts as failed. */
      if (self->caught || !webkit_response_policy_decision_is_mime_type_supported (
                              WEBKIT_RESPONSE_POLICY_DECISION (decision)))
        webkit_policy_decision_ignore (decision);
      else
        webkit_policy_decision_use (decision);
      return TRUE;
    default:
      ignore (self, decision);
      return TRUE;
    }
}

static gboolean
on_load_failed (WebKitWebView *web,
                WebKitLoadEvent event,
                const char *uri,
                GError *error,
                ParafaLoginView *self)
{
  g_autofree char *detail = NULL;
  gboolean own = self->own_ignore;

  self->own_ignore = FALSE;
  self->load_failed = TRUE;
  /* Ports on WebKit's list of blocked ones never reach decide-policy */
  if (!self->caught && uri != NULL && parafa_authorize_is_callback (self->redirect_uri, uri))
    {
      catch_callback (self, uri);
      return TRUE;
    }
  if (own && g_error_matches (error, WEBKIT_POLICY_ERROR,
                              WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE))
    return TRUE;
  if (!self->unanswered &&
      g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED))
    return TRUE;
  /* Not the message: some name the address with its query */
  detail = g_strdup_printf ("%s %d", g_quark_to_string (error->domain), error->code);
  fail (self, PARAFA_LOGIN_VIEW_FAILURE_LOAD, detail);
  return TRUE;
}

static gboolean
on_load_failed_with_tls_errors (WebKitWebView *web,
                                const char *uri,
                                GTlsCertificate *certificate,
                                GTlsCertificateFlags errors,
                                ParafaLoginView *self)
{
  g_autofree char *detail = g_strdup_printf ("certificate flags %u", (guint) errors);

  fail (self, PARAFA_LOGIN_VIEW_FAILURE_TLS, detail);
  return TRUE;
}

static void
on_web_process_terminated (WebKitWebView *web,
                           WebKitWebProcessTerminationReason reason,
                           ParafaLoginView *self)
{
  g_autofree char *detail = g_strdup_printf ("web process ended, reason %d", (int) reason);

  fail (self, PARAFA_LOGIN_VIEW_FAILURE_CRASH, detail);
}

static void
page_text_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = NULL;
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;

  value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);
  if (self->web == NULL || self->caught || self->load_failed)
    return;
  if (value != NULL)
    said = jsc_value_to_string (value);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = parafa_login_address_limit_text (said != NULL ? said : "", PAGE_TEXT_MAX_BYTES);
  g_signal_emit (self, signals[SIGNAL_PAGE_SHOWN], 0, self->address, text);
}

static void
on_load_changed (WebKitWebView *web, WebKitLoadEvent event, ParafaLoginView *self)
{
  if (self->caught)
    return;
  set_address (self, webkit_web_view_get_uri (web));
  switch (event)
    {
    case WEBKIT_LOAD_STARTED:
      self->own_ignore = FALSE;
      self->unanswered = FALSE;
      self->load_failed = FALSE;
      break;
    case WEBKIT_LOAD_FINISHED:
      /* also told after a failure */
      if (!self->load_failed)
        webkit_web_view_evaluate_javascript (web, PAGE_TEXT_SCRIPT, -1, PAGE_TEXT_WORLD, NULL,
                                             self->reading, page_text_ready, g_object_ref (self));
      break;
    case WEBKIT_LOAD_REDIRECTED:
    case WEBKIT_LOAD_COMMITTED:
    default:
      break;
    }
}

static void
on_uri_changed (WebKitWebView *web, GParamSpec *pspec, ParafaLoginView *self)
{
  if (!self->caught)
    set_address (self, webkit_web_view_get_uri (web));
}

static void
on_title_changed (WebKitWebView *web, GParamSpec *pspec, ParafaLoginView *self)
{
  if (!self->caught)
    set_title (self, webkit_web_view_get_title (web));
}

static void
on_is_loading_changed (WebKitWebView *web, GParamSpec *pspec, ParafaLoginView *self)
{
  set_loading (self, webkit_web_view_is_loading (web));
}

static void
adopt_web (ParafaLoginView *self, WebKitWebView *web)
{
  self->web = g_object_ref_sink (web);
  gtk_widget_set_parent (GTK_WIDGET (web), GTK_WIDGET (self));
  g_signal_connect_object (web, "authenticate", G_CALLBACK (on_authenticate), self, 0);
  g_signal_connect_object (web, "decide-policy", G_CALLBACK (on_decide_policy), self, 0);
  g_signal_connect_object (web, "load-changed", G_CALLBACK (on_load_changed), self, 0);
  g_signal_connect_object (web, "load-failed", G_CALLBACK (on_load_failed), self, 0);
  g_signal_connect_object (web, "load-failed-with-tls-errors",
                           G_CALLBACK (on_load_failed_with_tls_errors), self, 0);
  g_signal_connect_object (web, "web-process-terminated", G_CALLBACK (on_web_process_terminated),
                           self, 0);
  g_signal_connect_object (web, "notify::uri", G_CALLBACK (on_uri_changed), self, 0);
  g_signal_connect_object (web, "notify::title", G_CALLBACK (on_title_changed), self, 0);
  g_signal_connect_object (web, "notify::is-loading", G_CALLBACK (on_is_loading_changed), self, 0);
}

static void
parafa_login_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaLoginView *self = PARAFA_LOGIN_VIEW (object);

  switch ((ParafaLoginViewProperty) prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
parafa_login_view_grab_focus (GtkWidget *widget)
{
  ParafaLoginView *self = PARAFA_LOGIN_VIEW (widget);

  return self->web != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->web));
}

static void
parafa_login_view_dispose (GObject *object)
{
  parafa_login_view_close (PARAFA_LOGIN_VIEW (object));
  G_OBJECT_CLASS (parafa_login_view_parent_class)->dispose (object);
}

static void
parafa_login_view_finalize (GObject *object)
{
  ParafaLoginView *self = PARAFA_LOGIN_VIEW (object);

  g_clear_object (&self->reading);
  g_clear_pointer (&self->hosts, g_strfreev);
  g_clear_pointer (&self->redirect_uri, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (parafa_login_view_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  signals[SIGNAL_CALLBACK] = g_signal_new ("callback", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, PARAFA_TYPE_SECRET);
  signals[SIGNAL_PAGE_SHOWN] = g_signal_new ("page-shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
parafa_login_view_class_init (ParafaLoginViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parafa_login_view_get_property;
  object_class->dispose = parafa_login_view_dispose;
  object_class->finalize = parafa_login_view_finalize;
  widget_class->grab_focus = parafa_login_view_grab_focus;

  /**
   * ParafaLoginView:address:
   *
   * Where the view is, without query: what may be shown.
   */
  properties[PROP_ADDRESS] =
      g_param_spec_string ("address", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * ParafaLoginView:title:
   *
   * The page's own title.
   */
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * ParafaLoginView:loading:
   *
   * Whether a page is on its way.
   */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals (G_TYPE_FROM_CLASS (klass));

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
parafa_login_view_init (ParafaLoginView *self)
{
  self->reading = g_cancellable_new ();
  self->address = g_strdup ("");
}

/**
 * parafa_login_view_new:
 * @settings: where the view may go and through what; copied
 *
 * Makes a view for one login. The settings come from the application itself: a relay certificate
 * that cannot be read is a fault of the program, and the view then loads nothing.
 *
 * Returns: (transfer floating): the view
 */
ParafaLoginView *
parafa_login_view_new (const ParafaLoginViewSettings *settings)
{
  ParafaLoginView *self;
  g_autoptr (GError) error = NULL;
  WebKitWebView *web;

  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (settings->relay_port != 0 && settings->relay_password != NULL, NULL);
  g_return_val_if_fail (settings->relay_certificate_pem != NULL, NULL);
  g_return_val_if_fail (settings->redirect_uri != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_LOGIN_VIEW, NULL);
  self->hosts = g_strdupv ((char **) settings->hosts);
  self->redirect_uri = g_strdup (settings->redirect_uri);
  self->relay_password = parafa_secret_ref (settings->relay_password);
  web = parafa_login_web_new (settings, &error);
  if (web == NULL)
    g_critical ("view: the relay's certificate: %s", error->message);
  else
    adopt_web (self, web);
  return self;
}

/**
 * parafa_login_view_load:
 * @self: a view
 * @uri: the address to open
 *
 * Opens the first page. Does nothing after the callback or after close.
 */
void
parafa_login_view_load (ParafaLoginView *self, const char *uri)
{
  g_return_if_fail (PARAFA_IS_LOGIN_VIEW (self));
  g_return_if_fail (uri != NULL);

  if (self->web != NULL && !self->caught)
    webkit_web_view_load_uri (self->web, uri);
}

/**
 * parafa_login_view_reload:
 * @self: a view
 *
 * Loads the page again.
 */
void
parafa_login_view_reload (ParafaLoginView *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_VIEW (self));

  if (self->web != NULL && !self->caught)
    webkit_web_view_reload_bypass_cache (self->web);
}

/**
 * parafa_login_view_close:
 * @self: a view
 *
 * Stops loading, ends the web process with the page in it and drops the network session with its
 * cookies. The widget is empty afterwards. May be called twice.
 */
void
parafa_login_view_close (ParafaLoginView *self)
{
  g_autoptr (WebKitWebView) web = NULL;

  g_return_if_fail (PARAFA_IS_LOGIN_VIEW (self));

  g_clear_pointer (&self->relay_password, parafa_secret_unref);
  web = g_steal_pointer (&self->web);
  if (web == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_signal_handlers_disconnect_by_data (web, self);
  webkit_web_view_stop_loading (web);
  /* Not try_close(): it would ask the page, and the page has no say in this */
  webkit_web_view_terminate_web_process (web);
  gtk_widget_unparent (GTK_WIDGET (web));
  set_address (self, NULL);
  set_title (self, NULL);
  set_loading (self, FALSE);
}
