/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-web.h"
#include "parafa-login-address.h"

/* A web view that can do nothing but show the pages of a login: what it may load is decided by
 * ParafaLoginView, everything else a page can ask for is switched off or answered with no here. */

/* WebKit features without a setting of their own. Unknown names are skipped: the list differs
 * between versions. */
static const char *const features_off[] = {
  "AsyncClipboardAPI",
  "BeaconAPI",
  "CacheAPI",
  "DirectoryUpload",
  "DownloadAttribute",
  "Gamepads",
  "GeolocationAPI",
  "LinkDNSPrefetch",
  "LinkPreconnect",
  "LinkPreconnectEarlyHints",
  "MediaDevices",
  "MediaPlayback",
  "MediaRecorder",
  "MediaSession",
  "NotificationEvent",
  "Notifications",
  "PDFJSViewer",
  "PointerLock",
  "PrivateClickMeasurement",
  "ScreenCapture",
  "ScreenWakeLockAPI",
  "ServiceWorkers",
  "SharedWorker",
  "SpeechSynthesisAPI",
  "WebCodecsAudio",
  "WebCodecsVideo",
  "WebShare",
};

static void
switch_features_off (WebKitSettings *settings)
{
  g_autoptr (WebKitFeatureList) all = webkit_settings_get_all_features ();

  for (gsize i = 0; i < webkit_feature_list_get_length (all); i++)
    {
      WebKitFeature *feature = webkit_feature_list_get (all, i);

      for (gsize k = 0; k < G_N_ELEMENTS (features_off); k++)
        {
          if (g_str_equal (webkit_feature_get_identifier (feature), features_off[k]))
            webkit_settings_set_feature_enabled (settings, feature, FALSE);
        }
    }
}

/* Settings that are off for a login. WebKit warns about setting what it has given up, and each
 * version gives up others: those are skipped. */
static const char *const settings_off[] = {
  "enable-developer-extras",
  "enable-write-console-messages-to-stdout",
  "javascript-can-open-windows-automatically",
  "javascript-can-access-clipboard",
  "allow-file-access-from-file-urls",
  "allow-universal-access-from-file-urls",
  "allow-top-navigation-to-data-urls",
  "enable-back-forward-navigation-gestures",
  "enable-dns-prefetching",
  "enable-encrypted-media",
  "enable-fullscreen",
  "enable-html5-database",
  "enable-hyperlink-auditing",
  "enable-media",
  "enable-media-stream",
  "enable-mediasource",
  "enable-page-cache",
  "enable-webaudio",
  "enable-webgl",
  "enable-webrtc",
};

static WebKitSettings *
make_settings (void)
{
  g_autoptr (WebKitSettings) settings = webkit_settings_new ();
  GObjectClass *klass = G_OBJECT_GET_CLASS (settings);

  /* The gateway's pages and redirects need script */
  webkit_settings_set_enable_javascript (settings, TRUE);
  webkit_settings_set_media_playback_requires_user_gesture (settings, TRUE);
  /* A form needs no GPU, and a driver's fault cannot end the login */
  webkit_settings_set_hardware_acceleration_policy (settings,
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  for (gsize i = 0; i < G_N_ELEMENTS (settings_off); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (klass, settings_off[i]);

      if (pspec != NULL && (pspec->flags & G_PARAM_DEPRECATED) == 0)
        g_object_set (settings, settings_off[i], FALSE, NULL);
    }
  switch_features_off (settings);
  return g_steal_pointer (&settings);
}

static void
on_download_started (WebKitNetworkSession *session, WebKitDownload *download, gpointer user_data)
{
  webkit_download_cancel (download);
}

static WebKitNetworkSession *
make_session (const ParafaLoginViewSettings *settings, GError **error)
{
  g_autoptr (WebKitNetworkSession) session = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *proxy_uri = NULL;
  WebKitNetworkProxySettings *proxy;

  certificate = g_tls_certificate_new_from_pem (settings->relay_certificate_pem, -1, error);
  if (certificate == NULL)
    return NULL;
  session = webkit_network_session_new_ephemeral ();
  webkit_network_session_set_itp_enabled (session, FALSE);
  webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
  webkit_network_session_set_tls_errors_policy (session, WEBKIT_TLS_ERRORS_POLICY_FAIL);
  /* No list of exceptions: not even loopback addresses are reached but through the relay */
  proxy_uri = g_strdup_printf ("http://127.0.0.1:%u", (guint) settings->relay_port);
  proxy = webkit_network_proxy_settings_new (proxy_uri, NULL);
  webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
  webkit_network_proxy_settings_free (proxy);
  for (gsize i = 0; settings->hosts != NULL && settings->hosts[i] != NULL; i++)
    {
      g_autofree char *name = parafa_login_address_get_name (settings->hosts[i]);

      webkit_network_session_allow_tls_certificate_for_host (session, certificate, name);
    }
  g_signal_connect (session, "download-started", G_CALLBACK (on_download_started), NULL);
  return g_steal_pointer (&session);
}

static WebKitWebContext *
make_context (void)
{
  g_autoptr (WebKitWebContext) context = webkit_web_context_new ();

  webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
  webkit_web_context_set_spell_checking_enabled (context, FALSE);
  webkit_web_context_set_automation_allowed (context, FALSE);
  return g_steal_pointer (&context);
}

static GtkWidget *
on_create (WebKitWebView *web, WebKitNavigationAction *action, gpointer user_data)
{
  return NULL;
}

static gboolean
on_permission_request (WebKitWebView *web, WebKitPermissionRequest *request, gpointer user_data)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
on_query_permission_state (WebKitWebView *web,
                           WebKitPermissionStateQuery *query,
                           gpointer user_data)
{
  webkit_permission_state_query_finish (query, WEBKIT_PERMISSION_STATE_DENIED);
  return TRUE;
}

static gboolean
on_run_file_chooser (WebKitWebView *web, WebKitFileChooserRequest *request, gpointer user_data)
{
  webkit_file_chooser_request_cancel (request);
  return TRUE;
}

static gboolean
on_run_color_chooser (WebKitWebView *web, WebKitColorChooserRequest *request, gpointer user_data)
{
  webkit_color_chooser_request_cancel (request);
  return TRUE;
}

static gboolean
on_print (WebKitWebView *web, WebKitPrintOperation *operation, gpointer user_data)
{
  return TRUE;
}

static gboolean
on_show_notification (WebKitWebView *web, WebKitNotification *notification, gpointer user_data)
{
  return TRUE;
}

static gboolean
on_enter_fullscreen (WebKitWebView *web, gpointer user_data)
{
  return TRUE;
}

/* Keeps what works on the text of the page; everything that opens, saves or searches goes */
static gboolean
on_context_menu (WebKitWebView *web,
                 WebKitContextMenu *menu,
                 WebKitHitTestResult *hit,
                 gpointer user_data)
{
  GList *next;

  for (GList *l = webkit_context_menu_get_items (menu); l != NULL; l = next)
    {
      WebKitContextMenuAction action = webkit_context_menu_item_get_stock_action (l->data);

      next = l->next;
      if (action != WEBKIT_CONTEXT_MENU_ACTION_COPY && action != WEBKIT_CONTEXT_MENU_ACTION_CUT &&
          action != WEBKIT_CONTEXT_MENU_ACTION_PASTE &&
          action != WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL)
        webkit_context_menu_remove (menu, l->data);
    }
  return webkit_context_menu_get_n_items (menu) == 0;
}

static void
refuse_everything (WebKitWebView *web)
{
  g_signal_connect (web, "create", G_CALLBACK (on_create), NULL);
  g_signal_connect (web, "permission-request", G_CALLBACK (on_permission_request), NULL);
  g_signal_connect (web, "query-permission-state", G_CALLBACK (on_query_permission_state), NULL);
  g_signal_connect (web, "run-file-chooser", G_CALLBACK (on_run_file_chooser), NULL);
  g_signal_connect (web, "run-color-chooser", G_CALLBACK (on_run_color_chooser), NULL);
  g_signal_connect (web, "print", G_CALLBACK (on_print), NULL);
  g_signal_connect (web, "show-notification", G_CALLBACK (on_show_notification), NULL);
  g_signal_connect (web, "enter-fullscreen", G_CALLBACK (on_enter_fullscreen), NULL);
  g_signal_connect (web, "context-menu", G_CALLBACK (on_context_menu), NULL);
}

/**
 * parafa_login_web_new:
 * @settings: where the view may go and through what
 * @error: return location
 *
 * Makes a WebKit view with a context and a network session of its own that keep nothing on disk and
 * reach the network through the relay only.
 *
 * Fails with a #GTlsError when the relay's certificate cannot be read.
 *
 * Returns: (transfer floating) (nullable): the view
 */
WebKitWebView *
parafa_login_web_new (const ParafaLoginViewSettings *settings, GError **error)
{
  g_autoptr (WebKitNetworkSession) session = make_session (settings, error);
  g_autoptr (WebKitWebContext) context = NULL;
  g_autoptr (WebKitSettings) web_settings = NULL;
  WebKitWebView *web;

  if (session == NULL)
    return NULL;
  context = make_context ();
  web_settings = make_settings ();
  web = g_object_new (WEBKIT_TYPE_WEB_VIEW, "network-session", session, "web-context", context,
                      "settings", web_settings, "hexpand", TRUE, "vexpand", TRUE, NULL);
  refuse_everything (web);
  return web;
}
