/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "http-test.h"

#include <string.h>

ParafaHttpAnswer *
http_test_send (ParafaHttp *http, ParafaHttpRequest *request, guint timeout_ms, GError **error)
{
  g_autoptr (ParafaTestResult) result = parafa_test_result_new ();

  parafa_http_send_async (http, request, timeout_ms, NULL, parafa_test_result_callback, result);
  return parafa_http_send_finish (http, parafa_test_result_wait (result, PARAFA_TEST_LIMIT_MS),
                                  error);
}

ParafaHttpAnswer *
http_test_get (ParafaHttp *http, const char *uri, GError **error)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("GET", uri);

  return http_test_send (http, request, PARAFA_TEST_LIMIT_MS, error);
}

ParafaHttpAnswer *
http_test_post (ParafaHttp *http, const char *uri, const char *body, GError **error)
{
  g_autoptr (ParafaHttpRequest) request = parafa_http_request_new ("POST", uri);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  parafa_http_request_set_body (request, "text/plain", bytes);
  return http_test_send (http, request, PARAFA_TEST_LIMIT_MS, error);
}

/* No test may ask the network for a name */
typedef struct
{
  GResolver parent_instance;

  gboolean finds;
} HttpTestResolver;

typedef struct
{
  GResolverClass parent_class;
} HttpTestResolverClass;

GType http_test_resolver_get_type (void);

G_DEFINE_TYPE (HttpTestResolver, http_test_resolver, G_TYPE_RESOLVER)

static void
http_test_resolver_lookup_async (GResolver *resolver,
                                 const char *name,
                                 GResolverNameLookupFlags flags,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  HttpTestResolver *self = (HttpTestResolver *) resolver;
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (self->finds && flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    g_task_return_pointer (task,
                           g_list_append (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)),
                           (GDestroyNotify) g_resolver_free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                             "%s is not known here", name);
}

static GList *
http_test_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
http_test_resolver_lookup_plain_async (GResolver *resolver,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  http_test_resolver_lookup_async (resolver, name, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                                   cancellable, callback, user_data);
}

static void
http_test_resolver_class_init (HttpTestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = http_test_resolver_lookup_plain_async;
  resolver_class->lookup_by_name_finish = http_test_resolver_lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = http_test_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = http_test_resolver_lookup_finish;
}

static void
http_test_resolver_init (HttpTestResolver *self)
{
}

static void
set_resolver (gboolean finds)
{
  g_autoptr (GResolver) resolver = g_object_new (http_test_resolver_get_type (), NULL);

  ((HttpTestResolver *) resolver)->finds = finds;
  g_resolver_set_default (resolver);
}

void
http_test_resolve_all (void)
{
  set_resolver (TRUE);
}

void
http_test_resolve_nothing (void)
{
  set_resolver (FALSE);
}
