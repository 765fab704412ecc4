/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-theme.h"

/* libadwaita 1.2 finds dark and high-contrast sheets by their names and 1.10 warns of them; media queries, which it wants
 * instead, GTK 4.8 does not know. So these two sheets are ours to load. */
typedef struct
{
  const char *property;
  const char *sheet;
  GtkCssProvider *provider; /* (owned) (nullable): made when first needed */
} Layer;

static Layer layers[] = {
  { "dark", "/ro/parafa/Parafa/dark.css", NULL },
  { "high-contrast", "/ro/parafa/Parafa/contrast.css", NULL },
};

static void
follow (AdwStyleManager *manager, Layer *layer)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);
  gboolean wanted;

  g_object_get (manager, layer->property, &wanted, NULL);
  if (display == NULL)
    display = gdk_display_get_default ();
  if (layer->provider != NULL)
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (layer->provider));
  if (!wanted)
    return;
  if (layer->provider == NULL)
    {
      layer->provider = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (layer->provider, layer->sheet);
    }
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (layer->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
on_style_changed (AdwStyleManager *manager, GParamSpec *property, gpointer user_data)
{
  follow (manager, user_data);
}

/**
 * parafa_theme_follow:
 * @manager: the application's style manager
 *
 * Keeps our own colours for dark and high contrast in step with the system's, from now on.
 */
void
parafa_theme_follow (AdwStyleManager *manager)
{
  g_return_if_fail (ADW_IS_STYLE_MANAGER (manager));

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", layers[i].property, NULL);

      g_signal_connect (manager, signal, G_CALLBACK (on_style_changed), &layers[i]);
      follow (manager, &layers[i]);
    }
}
