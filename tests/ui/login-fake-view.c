/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-fakes.h"
#include "parafa-view-module.h"

#define FAKE_TYPE_VIEW (fake_view_get_type ())
G_DECLARE_FINAL_TYPE (FakeView, fake_view, FAKE, VIEW, AdwBin)

struct _FakeView
{
  AdwBin parent_instance;

  GtkLabel *label; /* (unowned) */
  char *address;   /* (owned) */
};

static FakeView *latest; /* (unowned) (nullable) */
static guint n_closed;
static gboolean module_fails;
static gboolean sandbox_fails;

G_DEFINE_FINAL_TYPE (FakeView, fake_view, ADW_TYPE_BIN)

static void
fake_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == 1)
    g_value_set_string (value, FAKE_VIEW (object)->address);
  else
    g_value_set_boolean (value, FALSE);
}

static void
fake_view_finalize (GObject *object)
{
  if (latest == FAKE_VIEW (object))
    latest = NULL;
  g_free (FAKE_VIEW (object)->address);

  G_OBJECT_CLASS (fake_view_parent_class)->finalize (object);
}

static void
add_signal (const char *name, guint n_params, ...)
{
  va_list types;

  va_start (types, n_params);
  g_signal_new_valist (name, FAKE_TYPE_VIEW, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE,
                       n_params, types);
  va_end (types);
}

static void
fake_view_class_init (FakeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fake_view_get_property;
  object_class->finalize = fake_view_finalize;
  g_object_class_install_property (object_class, 1,
                                   g_param_spec_string ("address", NULL, NULL, "", flags));
  g_object_class_install_property (object_class, 2,
                                   g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags));
  add_signal ("callback", 1, PARAFA_TYPE_SECRET);
  add_signal ("page-shown", 2, G_TYPE_STRING, G_TYPE_STRING);
  add_signal ("refused", 1, G_TYPE_STRING);
  add_signal ("failed", 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
fake_view_init (FakeView *self)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  /* a web page is white in every style */
  gtk_css_provider_load_from_data (
      provider, "* { background: white; color: black; padding: 24px; font-family: serif; }", -1);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_yalign (self->label, 0);
  gtk_style_context_add_provider (gtk_widget_get_style_context (GTK_WIDGET (self->label)),
                                  GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  latest = self;
}

/* The module */

static gboolean
check_sandbox (GError **error)
{
  return TRUE;
}

static GtkWidget *
view_new (const ParafaLoginViewSettings *settings)
{
  g_assert_cmpuint (settings->relay_port, >, 0);
  g_assert_nonnull (settings->redirect_uri);
  return g_object_new (FAKE_TYPE_VIEW, NULL);
}

static void
view_load (GtkWidget *view, const char *uri)
{
  g_assert_nonnull (uri);
}

static void
view_reload (GtkWidget *view)
{
}

static void
view_close (GtkWidget *view)
{
  n_closed++;
}

static const ParafaLoginModule module = {
  PARAFA_LOGIN_MODULE_VERSION, check_sandbox, view_new, view_load, view_reload, view_close
};

/* In place of the real module, at link time */
GQuark
parafa_view_module_error_quark (void)
{
  return g_quark_from_static_string ("parafa-view-module-error");
}

void
parafa_view_module_open_async (GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  if (module_fails)
    g_task_return_new_error (task, parafa_view_module_error_quark (),
                             sandbox_fails ? PARAFA_VIEW_MODULE_ERROR_SANDBOX
                                           : PARAFA_VIEW_MODULE_ERROR_OPEN,
                             "set so by the test");
  else
    g_task_return_pointer (task, (gpointer) &module, NULL);
}

const ParafaLoginModule *
parafa_view_module_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GtkWidget *
fake_view_get (void)
{
  return GTK_WIDGET (latest);
}

void
fake_view_show (const char *address, const char *title, const char *text)
{
  g_autofree char *markup =
      g_markup_printf_escaped ("<span size=\"x-large\" weight=\"bold\">%s</span>\n\n%s", title,
                               text);

  g_free (latest->address);
  latest->address = g_strdup (address);
  gtk_label_set_markup (latest->label, markup);
  g_object_notify (G_OBJECT (latest), "address");
  g_signal_emit_by_name (latest, "page-shown", address, text);
}

void
fake_view_fail (const char *detail)
{
  g_signal_emit_by_name (latest, "failed", (int) PARAFA_LOGIN_VIEW_FAILURE_CRASH, detail);
}

void
fake_view_catch (void)
{
  g_autoptr (ParafaSecret) uri = parafa_secret_new ("https://localhost:47631/callback?code=x", -1);

  g_signal_emit_by_name (latest, "callback", uri);
}

guint
fake_view_count_closed (void)
{
  return n_closed;
}

void
fake_module_fail (gboolean fails, gboolean sandbox)
{
  module_fails = fails;
  sandbox_fails = sandbox;
}
