/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-colours.h"

#include <adwaita.h>

/**
 * parafa_colours_get:
 * @widget: the widget that will be drawn
 * @name: a named colour of the theme, as "success_color"
 * @alpha: how much of it, 0 to 1
 *
 * Looks a colour up where the widget stands, so that light, dark, high contrast and the person's accent are followed.
 * The one door to colours for whatever is drawn by hand.
 *
 * Returns: the colour; the text colour where the theme does not know @name
 */
GdkRGBA
parafa_colours_get (GtkWidget *widget, const char *name, double alpha)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (context, name, &colour))
    gtk_style_context_get_color (context, &colour);
  colour.alpha *= (float) alpha;
  return colour;
}

/**
 * parafa_colours_get_kind:
 * @widget: the widget that will be drawn
 * @kind: a meaning
 * @alpha: how much of it, 0 to 1
 *
 * Returns: the colour of a meaning
 */
GdkRGBA
parafa_colours_get_kind (GtkWidget *widget, ParafaPillKind kind, double alpha)
{
  switch (kind)
    {
    case PARAFA_PILL_SUCCESS:
      return parafa_colours_get (widget, "success_color", alpha);
    case PARAFA_PILL_WARNING:
      return parafa_colours_get (widget, "warning_color", alpha);
    case PARAFA_PILL_ERROR:
      return parafa_colours_get (widget, "error_color", alpha);
    case PARAFA_PILL_ACCENT:
      return parafa_colours_get (widget, "accent_color", alpha);
    case PARAFA_PILL_PLAIN:
    default:
      return parafa_colours_get (widget, "window_fg_color", alpha);
    }
}

/**
 * parafa_colours_get_faint_alpha:
 *
 * Returns: how strong the text colour is where it only shows what is spent; stronger in high contrast
 */
double
parafa_colours_get_faint_alpha (void)
{
  return adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 0.4 : 0.16;
}

/**
 * parafa_colours_get_text_scale:
 * @widget: a widget that draws text by itself
 *
 * Returns: how large the person wants text, 1 for the usual size: sizes in pixels do not know
 */
double
parafa_colours_get_text_scale (GtkWidget *widget)
{
  double dpi = 0;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  dpi = pango_cairo_context_get_resolution (gtk_widget_get_pango_context (widget));
  return dpi > 0 ? CLAMP (dpi / 96, 0.5, 3) : 1;
}
