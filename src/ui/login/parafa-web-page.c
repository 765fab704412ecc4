/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-web-page.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ParafaWebPage
{
  AdwBin parent_instance;

  GtkMenuButton *lock;
  GtkLabel *connection_title;
  GtkLabel *connection_text;
  GtkLabel *address;
  AdwBin *place;
  GtkLabel *note;

  GSignalGroup *view_signals; /* (owned) */
  GHashTable *upstreams;      /* (owned): "host:port" to ParafaUpstream */
  char *shown_address;        /* (owned) */
};

G_DEFINE_FINAL_TYPE (ParafaWebPage, parafa_web_page, ADW_TYPE_BIN)

static void
on_copy_clicked (ParafaWebPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->shown_address);
}

static char *
get_host_and_port (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;
  port = g_uri_get_port (uri);
  return g_strdup_printf ("%s:%d", g_uri_get_host (uri), port > 0 ? port : 443);
}

static void
show_connection (ParafaWebPage *self)
{
  g_autofree char *host = get_host_and_port (self->shown_address);
  const ParafaUpstream *upstream =
      host != NULL ? g_hash_table_lookup (self->upstreams, host) : NULL;
  g_autofree char *text = NULL;

  gtk_menu_button_set_icon_name (self->lock, upstream != NULL ? "channel-secure-symbolic"
                                                              : "dialog-information-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->lock), "secure");
  if (upstream == NULL)
    {
      gtk_label_set_text (self->connection_title, _ ("Nothing is known of the connection yet"));
      gtk_label_set_text (self->connection_text,
                          _ ("It is checked before anything of the page is shown."));
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->lock), "secure");
  gtk_label_set_text (self->connection_title, _ ("The connection is secure"));
  /* Translators: server, kind of encryption, who issued the server's certificate, a sentence */
  text =
      g_strdup_printf (_ ("Server: %s\nEncryption: %s\nVouched for by: %s\n%s"), upstream->host,
                       upstream->protocol, upstream->issuer,
                       upstream->certificate_sent ? _ ("Your certificate was presented.")
                                                  : _ ("Your certificate was not asked for yet."));
  gtk_label_set_text (self->connection_text, text);
}

static void
add_attribute (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

/* the host stands out, the rest steps back */
static void
show_address (ParafaWebPage *self, const char *address)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  guint start = 0;
  guint end = 0;

  g_free (self->shown_address);
  self->shown_address = g_strdup (address);
  parafa_web_page_find_host (address, &start, &end);
  if (end > start)
    {
      add_attribute (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16 / 10 * 7), 0, start);
      add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      add_attribute (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16 / 10 * 7), end,
                     G_MAXUINT);
    }
  gtk_label_set_text (self->address, address);
  gtk_label_set_attributes (self->address, attributes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->address), address);
  show_connection (self);
}

static void
on_view_address_changed (ParafaWebPage *self, GParamSpec *pspec, GObject *view)
{
  g_autofree char *address = NULL;

  g_object_get (view, "address", &address, NULL);
  show_address (self, address != NULL ? address : "");
}

static void
parafa_web_page_dispose (GObject *object)
{
  ParafaWebPage *self = PARAFA_WEB_PAGE (object);

  g_clear_object (&self->view_signals);

  G_OBJECT_CLASS (parafa_web_page_parent_class)->dispose (object);
}

static void
parafa_web_page_finalize (GObject *object)
{
  ParafaWebPage *self = PARAFA_WEB_PAGE (object);

  g_hash_table_unref (self->upstreams);
  g_free (self->shown_address);

  G_OBJECT_CLASS (parafa_web_page_parent_class)->finalize (object);
}

static void
parafa_web_page_class_init (ParafaWebPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = parafa_web_page_dispose;
  object_class->finalize = parafa_web_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-web-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaWebPage, lock);
  gtk_widget_class_bind_template_child (widget_class, ParafaWebPage, connection_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaWebPage, connection_text);
  gtk_widget_class_bind_template_child (widget_class, ParafaWebPage, address);
  gtk_widget_class_bind_template_child (widget_class, ParafaWebPage, place);
  gtk_widget_class_bind_template_child (widget_class, ParafaWebPage, note);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
parafa_web_page_init (ParafaWebPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* the menu button's inner button is what gets the focus, and it does not inherit the name */
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_first_child (GTK_WIDGET (self->lock))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("About this connection"), -1);
  self->upstreams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) parafa_upstream_free);
  self->view_signals = g_signal_group_new (GTK_TYPE_WIDGET);
  g_signal_group_connect_swapped (self->view_signals, "notify::address",
                                  G_CALLBACK (on_view_address_changed), self);
  parafa_web_page_set_practice (self, FALSE);
  show_address (self, "");
}

/**
 * parafa_web_page_new:
 *
 * Returns: (transfer floating): a page without a view
 */
GtkWidget *
parafa_web_page_new (void)
{
  return g_object_new (PARAFA_TYPE_WEB_PAGE, NULL);
}

/**
 * parafa_web_page_set_view:
 * @self: a page
 * @view: (nullable): the web view, or %NULL to drop it
 *
 * Puts a view in, and forgets what was known of earlier connections.
 */
void
parafa_web_page_set_view (ParafaWebPage *self, GtkWidget *view)
{
  g_return_if_fail (PARAFA_IS_WEB_PAGE (self));
  g_return_if_fail (view == NULL || GTK_IS_WIDGET (view));

  g_hash_table_remove_all (self->upstreams);
  g_signal_group_set_target (self->view_signals, view);
  adw_bin_set_child (self->place, view);
  show_address (self, "");
}

/**
 * parafa_web_page_set_practice:
 * @self: a page
 * @practice: whether the server is the practice server
 */
void
parafa_web_page_set_practice (ParafaWebPage *self, gboolean practice)
{
  g_return_if_fail (PARAFA_IS_WEB_PAGE (self));

  gtk_label_set_text (self->note,
                      practice
                          ? _ ("The page is the practice server’s, on this computer. Nothing is "
                               "sent to ANAF.")
                          : _ ("The page is ANAF’s and is shown unaltered. Your key and PIN do "
                               "not pass through it."));
}

/**
 * parafa_web_page_add_upstream:
 * @self: a page
 * @upstream: what the relay knows of a connection
 */
void
parafa_web_page_add_upstream (ParafaWebPage *self, const ParafaUpstream *upstream)
{
  g_return_if_fail (PARAFA_IS_WEB_PAGE (self));
  g_return_if_fail (upstream != NULL);

  g_hash_table_replace (self->upstreams, g_strdup (upstream->host),
                        parafa_upstream_copy (upstream));
  show_connection (self);
}

/**
 * parafa_web_page_get_address:
 * @self: a page
 *
 * Returns: (transfer none): the address shown, "" before the first page
 */
const char *
parafa_web_page_get_address (ParafaWebPage *self)
{
  g_return_val_if_fail (PARAFA_IS_WEB_PAGE (self), "");

  return self->shown_address;
}

/**
 * parafa_web_page_find_host:
 * @address: an address
 * @start: (out): where the host begins, in bytes
 * @end: (out): where it ends
 *
 * Finds the part that tells whose page it is; both are 0 when there is none.
 */
void
parafa_web_page_find_host (const char *address, guint *start, guint *end)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;
  const char *found = NULL;

  g_return_if_fail (address != NULL);
  g_return_if_fail (start != NULL && end != NULL);

  *start = 0;
  *end = 0;
  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host != NULL && *host != '\0')
    found = strstr (address + strlen (g_uri_get_scheme (uri)), host);
  if (found == NULL)
    return;
  *start = (guint) (found - address);
  *end = *start + (guint) strlen (host);
}
