/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-browser.h"

#include "parafa-view-module.h"

struct _ParafaLoginBrowser
{
  GObject parent_instance;

  ParafaLoginFlow *flow;           /* (owned) (nullable): NULL once closed */
  GSignalGroup *flow_signals;      /* (owned) */
  GCancellable *cancellable;       /* (owned) */
  const ParafaLoginModule *module; /* (unowned) (nullable): until it is mapped */
  gboolean opening;
  gboolean page_wanted; /* the flow asked before the module was there */
  GtkWidget *view;      /* (owned) (nullable) */
};

enum
{
  SIGNAL_VIEW_CHANGED,
  SIGNAL_PAGE_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaLoginBrowser, parafa_login_browser, G_TYPE_OBJECT)

static void
on_view_callback (ParafaLoginBrowser *self, ParafaSecret *uri, GtkWidget *view)
{
  if (self->flow != NULL && view == self->view)
    parafa_login_flow_callback_caught (self->flow, uri);
}

static void
on_view_page_shown (ParafaLoginBrowser *self,
                    const char *address,
                    const char *text,
                    GtkWidget *view)
{
  if (self->flow == NULL || view != self->view)
    return;
  parafa_login_flow_page_shown (self->flow, address, text);
  g_signal_emit (self, signals[SIGNAL_PAGE_SHOWN], 0);
}

static void
on_view_refused (ParafaLoginBrowser *self, const char *host, GtkWidget *view)
{
  if (self->flow != NULL && view == self->view)
    parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_HOST_REFUSED, host);
}

static void
on_view_failed (ParafaLoginBrowser *self, int failure, const char *detail, GtkWidget *view)
{
  if (self->flow != NULL && view == self->view)
    parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_VIEW, detail);
}

/* The view's signals are known by name only: its type lives in the module. */
static void
connect_view (ParafaLoginBrowser *self)
{
  g_signal_connect_object (self->view, "callback", G_CALLBACK (on_view_callback), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "page-shown", G_CALLBACK (on_view_page_shown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "refused", G_CALLBACK (on_view_refused), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "failed", G_CALLBACK (on_view_failed), self,
                           G_CONNECT_SWAPPED);
}

static void
close_view (ParafaLoginBrowser *self)
{
  g_autoptr (GtkWidget) view = g_steal_pointer (&self->view);

  self->page_wanted = FALSE;
  if (view == NULL)
    return;
  g_signal_handlers_disconnect_by_data (view, self);
  self->module->view_close (view);
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
}

static void
make_view (ParafaLoginBrowser *self)
{
  const ParafaRelayAddress *relay = parafa_login_flow_get_relay (self->flow);
  const char *uri = parafa_login_flow_get_page_uri (self->flow);
  ParafaLoginViewSettings settings = { 0 };

  close_view (self);
  if (relay == NULL || uri == NULL)
    {
      parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_SETUP,
                                     "no relay to go through");
      return;
    }
  settings.relay_port = relay->port;
  settings.relay_password = relay->password;
  settings.relay_certificate_pem = relay->certificate_pem;
  settings.hosts = parafa_login_flow_get_hosts (self->flow);
  settings.redirect_uri = parafa_login_flow_get_redirect_uri (self->flow);
  self->view = g_object_ref_sink (self->module->view_new (&settings));
  connect_view (self);
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
  self->module->view_load (self->view, uri);
}

static void
module_open_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaLoginBrowser) self = PARAFA_LOGIN_BROWSER (user_data);
  g_autoptr (GError) error = NULL;
  const ParafaLoginModule *module = parafa_view_module_open_finish (result, &error);

  self->opening = FALSE;
  if (self->flow == NULL)
    return;
  self->module = module;
  if (module != NULL)
    {
      if (self->page_wanted)
        make_view (self);
      return;
    }
  /* told at once, before a PIN is typed in vain; anything else may mend itself until then */
  if (g_error_matches (error, PARAFA_VIEW_MODULE_ERROR, PARAFA_VIEW_MODULE_ERROR_SANDBOX))
    parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_SANDBOX, error->message);
  else if (self->page_wanted)
    parafa_login_flow_view_failed (self->flow, PARAFA_LOGIN_PROBLEM_VIEW, error->message);
  self->page_wanted = FALSE;
}

static void
open_module (ParafaLoginBrowser *self)
{
  if (self->opening)
    return;
  self->opening = TRUE;
  parafa_view_module_open_async (self->cancellable, module_open_ready, g_object_ref (self));
}

/* A module that could not be opened before is tried once more: the person may have mended what was
 * missing. */
static void
on_open_page (ParafaLoginBrowser *self)
{
  if (self->module != NULL)
    {
      make_view (self);
      return;
    }
  self->page_wanted = TRUE;
  open_module (self);
}

static void
parafa_login_browser_dispose (GObject *object)
{
  ParafaLoginBrowser *self = PARAFA_LOGIN_BROWSER (object);

  parafa_login_browser_close (self);
  g_clear_object (&self->flow_signals);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (parafa_login_browser_parent_class)->dispose (object);
}

static void
parafa_login_browser_class_init (ParafaLoginBrowserClass *klass)
{
  const char *const names[N_SIGNALS] = { "view-changed", "page-shown" };

  G_OBJECT_CLASS (klass)->dispose = parafa_login_browser_dispose;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
parafa_login_browser_init (ParafaLoginBrowser *self)
{
  self->cancellable = g_cancellable_new ();
  self->flow_signals = g_signal_group_new (PARAFA_TYPE_LOGIN_FLOW);
  g_signal_group_connect_swapped (self->flow_signals, "open-page", G_CALLBACK (on_open_page), self);
  g_signal_group_connect_swapped (self->flow_signals, "close-page", G_CALLBACK (close_view), self);
}

/**
 * parafa_login_browser_new:
 * @flow: a login
 *
 * Makes the browser of a login and starts mapping the module with the web view, so that it is there
 * when the PIN has been typed.
 *
 * Returns: (transfer full): a new browser
 */
ParafaLoginBrowser *
parafa_login_browser_new (ParafaLoginFlow *flow)
{
  ParafaLoginBrowser *self;

  g_return_val_if_fail (PARAFA_IS_LOGIN_FLOW (flow), NULL);

  self = g_object_new (PARAFA_TYPE_LOGIN_BROWSER, NULL);
  self->flow = g_object_ref (flow);
  g_signal_group_set_target (self->flow_signals, flow);
  parafa_login_browser_prepare (self);
  return self;
}

/**
 * parafa_login_browser_prepare:
 * @self: a browser
 *
 * Tries once more to map the module where that failed: the person may have mended what was missing.
 */
void
parafa_login_browser_prepare (ParafaLoginBrowser *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_BROWSER (self));

  if (self->module == NULL && self->flow != NULL)
    open_module (self);
}

/**
 * parafa_login_browser_get_view:
 * @self: a browser
 *
 * Returns: (transfer none) (nullable): the view of now
 */
GtkWidget *
parafa_login_browser_get_view (ParafaLoginBrowser *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_BROWSER (self), NULL);

  return self->view;
}

/**
 * parafa_login_browser_reload:
 * @self: a browser
 *
 * Loads the page in the view once more; nothing without a view.
 */
void
parafa_login_browser_reload (ParafaLoginBrowser *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_BROWSER (self));

  if (self->view != NULL)
    self->module->view_reload (self->view);
}

/**
 * parafa_login_browser_close:
 * @self: a browser
 *
 * Drops the view with everything it kept and listens to the flow no more. Safe to call twice.
 */
void
parafa_login_browser_close (ParafaLoginBrowser *self)
{
  g_return_if_fail (PARAFA_IS_LOGIN_BROWSER (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  close_view (self);
  if (self->flow_signals != NULL)
    g_signal_group_set_target (self->flow_signals, NULL);
  g_clear_object (&self->flow);
}
