/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-http-direct.h"
#include "parafa-http-trust.h"

/* A proxy resolver that reaches names under .localhost directly and leaves every other name to the
 * system: a company's proxy would look for the practice server on itself, and be shown its requests. */
struct _ParafaHttpDirect
{
  GObject parent_instance;

  GProxyResolver *system; /* (owned) */
};

static void proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaHttpDirect,
                               parafa_http_direct,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      proxy_resolver_iface_init))

static gboolean
is_on_this_machine (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);

  return parsed != NULL && g_uri_get_host (parsed) != NULL &&
         parafa_http_trust_is_practice_host (g_uri_get_host (parsed));
}

static char **
direct_only (void)
{
  static const char *const direct[] = { "direct://", NULL };

  return g_strdupv ((char **) direct);
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
}

static void
parafa_http_direct_lookup_async (GProxyResolver *resolver,
                                 const char *uri,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  ParafaHttpDirect *self = PARAFA_HTTP_DIRECT (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, parafa_http_direct_lookup_async);
  if (is_on_this_machine (uri))
    g_task_return_pointer (task, direct_only (), (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (self->system, uri, cancellable, looked_up,
                                   g_steal_pointer (&task));
}

static char **
parafa_http_direct_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char **
parafa_http_direct_lookup (GProxyResolver *resolver,
                           const char *uri,
                           GCancellable *cancellable,
                           GError **error)
{
  ParafaHttpDirect *self = PARAFA_HTTP_DIRECT (resolver);

  if (is_on_this_machine (uri))
    return direct_only ();
  return g_proxy_resolver_lookup (self->system, uri, cancellable, error);
}

static gboolean
parafa_http_direct_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = parafa_http_direct_is_supported;
  iface->lookup = parafa_http_direct_lookup;
  iface->lookup_async = parafa_http_direct_lookup_async;
  iface->lookup_finish = parafa_http_direct_lookup_finish;
}

static void
parafa_http_direct_dispose (GObject *object)
{
  ParafaHttpDirect *self = PARAFA_HTTP_DIRECT (object);

  g_clear_object (&self->system);
  G_OBJECT_CLASS (parafa_http_direct_parent_class)->dispose (object);
}

static void
parafa_http_direct_class_init (ParafaHttpDirectClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_http_direct_dispose;
}

static void
parafa_http_direct_init (ParafaHttpDirect *self)
{
}

/**
 * parafa_http_direct_new:
 * @system: who knows the proxies for every other name
 *
 * Returns: (transfer full): a proxy resolver that keeps the practice server off the system's proxy
 */
GProxyResolver *
parafa_http_direct_new (GProxyResolver *system)
{
  ParafaHttpDirect *self;

  g_return_val_if_fail (G_IS_PROXY_RESOLVER (system), NULL);

  self = g_object_new (PARAFA_TYPE_HTTP_DIRECT, NULL);
  self->system = g_object_ref (system);
  return G_PROXY_RESOLVER (self);
}
