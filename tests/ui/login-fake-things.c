/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "login-fakes.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "parafa-choose-file.h"
#include "parafa-login-resources.h"
#include "parafa-test.h"

static void
add_name (X509_NAME *name, const char *field, const char *text)
{
  X509_NAME_add_entry_by_txt (name, field, MBSTRING_UTF8, (const unsigned char *) text, -1, -1, 0);
}

static void
add_extension (X509 *x509, int nid, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, nid, value);

  g_assert_nonnull (extension);
  X509_add_ext (x509, extension, -1);
  X509_EXTENSION_free (extension);
}

static GBytes *
make_der (const char *holder,
          const char *issuer,
          guint serial,
          gint64 not_before_s,
          gint64 not_after_s,
          const char *usage)
{
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  X509 *x509 = X509_new ();
  g_autofree char *bytes = NULL;
  unsigned char *der = NULL;
  int length;

  X509_set_version (x509, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), (long) serial);
  X509_time_adj_ex (X509_getm_notBefore (x509), 0, 0, &(time_t){ (time_t) not_before_s });
  X509_time_adj_ex (X509_getm_notAfter (x509), 0, 0, &(time_t){ (time_t) not_after_s });
  add_name (X509_get_subject_name (x509), "CN", holder);
  add_name (X509_get_subject_name (x509), "serialNumber", holder);
  add_name (X509_get_issuer_name (x509), "CN", issuer);
  X509_set_pubkey (x509, key);
  add_extension (x509, NID_key_usage,
                 usage != NULL ? usage : "critical,digitalSignature,keyEncipherment");
  if (usage == NULL)
    add_extension (x509, NID_ext_key_usage, "clientAuth");
  g_assert_cmpint (X509_sign (x509, key, EVP_sha256 ()), >, 0);
  length = i2d_X509 (x509, &der);
  g_assert_cmpint (length, >, 0);
  bytes = g_memdup2 (der, (gsize) length);
  OPENSSL_free (der);
  X509_free (x509);
  EVP_PKEY_free (key);
  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) length);
}

ParafaCertificate *
fake_certificate_new (const char *holder,
                      const char *issuer,
                      guint serial,
                      gint64 not_before_s,
                      gint64 not_after_s,
                      const char *usage,
                      const char *token)
{
  g_autoptr (GBytes) der = make_der (holder, issuer, serial, not_before_s, not_after_s, usage);
  g_autoptr (GError) error = NULL;
  ParafaCertificatePlace place = { 0 };
  ParafaCertificate *certificate;

  place.token_label = token;
  place.driver = token != NULL ? "opensc-pkcs11.so" : NULL;
  certificate = parafa_certificate_new (der, &place, &error);
  g_assert_no_error (error);
  return certificate;
}

/* by hand: the library is not linked whole here, so that the fakes can take the place of its parts */
void
fake_start_gtk (void)
{
  parafa_test_pardon_libraries ();
  adw_init ();
  g_resources_register (parafa_login_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/ro/parafa/Parafa/icons");
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink",
                FALSE, "gtk-font-name", "Cantarell 11", NULL);
  /* all pictures with large text */
  if (g_getenv ("UI_TEXT_SCALE") != NULL)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                  (int) (g_ascii_strtod (g_getenv ("UI_TEXT_SCALE"), NULL) * 96 * 1024), NULL);
}

static gboolean
is_idle (gpointer data)
{
  return !g_main_context_pending (NULL);
}

void
fake_settle (void)
{
  parafa_test_wait_until (is_idle, NULL, PARAFA_TEST_LIMIT_MS);
}

static GtkWidget *
find_nth (GtkWidget *root, GType type, guint *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*nth)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, nth);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
fake_find (GtkWidget *root, GType type, guint nth)
{
  return find_nth (root, type, &nth);
}

/* mapped only: what is on another page of the stack is not there for the person */
GtkWidget *
fake_find_button (GtkWidget *root, const char *label)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_BUTTON (root))
    {
      const char *shown = gtk_button_get_label (GTK_BUTTON (root));
      g_auto (GStrv) parts = shown != NULL ? g_strsplit (shown, "_", -1) : NULL;
      g_autofree char *plain = parts != NULL ? g_strjoinv ("", parts) : NULL;

      if (g_strcmp0 (plain, label) == 0)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = fake_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
fake_shows (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root) || !gtk_widget_get_child_visible (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (fake_shows (child, text))
      return TRUE;
  return FALSE;
}

void
fake_press (GtkWidget *root, const char *button)
{
  GtkWidget *found = fake_find_button (root, button);

  if (found == NULL || !gtk_widget_is_sensitive (found))
    g_error ("no button “%s” that can be pressed", button);
  g_signal_emit_by_name (found, "clicked");
  fake_settle ();
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_frames = user_data;

  return ++(*n_frames) < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
has_three_frames (gpointer data)
{
  return *(guint *) data >= 3;
}

void
fake_save_picture (GtkWidget *window, const char *name)
{
  g_autofree char *dir = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "pictures", NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint n_frames = 0;

  gtk_widget_add_tick_callback (window, on_tick, &n_frames, NULL);
  parafa_test_wait_until (has_three_frames, &n_frames, PARAFA_TEST_LIMIT_MS);
  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (window),
                                                        (float) gtk_widget_get_height (window)));
  g_assert_cmpint (gdk_texture_get_width (texture), >=, 340);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* In place of the file chooser, at link time */

static char *chosen_path;

void
fake_choose_path (const char *path)
{
  g_free (chosen_path);
  chosen_path = g_strdup (path);
}

void
parafa_choose_certificate_file_async (GtkWindow *parent,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  if (chosen_path != NULL)
    g_task_return_pointer (task, g_file_new_for_path (chosen_path), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "none");
}

GFile *
parafa_choose_certificate_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
