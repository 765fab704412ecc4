/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-page.h"

/**
 * ParafaPage:
 *
 * The frame of a page: it scrolls, keeps its content to a readable width, and knows when there is little room.
 *
 * libadwaita 1.2 has no breakpoints, so the page compares its own width before its children are laid out.
 */
struct _ParafaPage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller; /* (unowned): template children */
  AdwClamp *clamp;
  gboolean narrow;
};

typedef enum
{
  PROP_CHILD = 1,
  PROP_NARROW,
} ParafaPageProperty;

static GParamSpec *properties[PROP_NARROW + 1];

G_DEFINE_FINAL_TYPE (ParafaPage, parafa_page, GTK_TYPE_WIDGET)

static void
set_narrow (ParafaPage *self, gboolean narrow)
{
  int margin = narrow ? 12 : 18;

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_margin_start (GTK_WIDGET (self->clamp), margin);
  gtk_widget_set_margin_end (GTK_WIDGET (self->clamp), margin);
  gtk_widget_set_margin_top (GTK_WIDGET (self->clamp), margin);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
parafa_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaPage *self = PARAFA_PAGE (widget);

  if (width > 0)
    set_narrow (self, width < PARAFA_PAGE_NARROW);
  gtk_widget_allocate (GTK_WIDGET (self->scroller), width, height, baseline, NULL);
}

static void
parafa_page_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (PARAFA_PAGE (widget)->scroller), orientation, for_size, minimum,
                      natural, NULL, NULL);
}

static void
parafa_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaPage *self = PARAFA_PAGE (object);

  switch ((ParafaPageProperty) prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, adw_clamp_get_child (self->clamp));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  ParafaPage *self = PARAFA_PAGE (object);

  switch ((ParafaPageProperty) prop_id)
    {
    case PROP_CHILD:
      adw_clamp_set_child (self->clamp, g_value_get_object (value));
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_PAGE);
  G_OBJECT_CLASS (parafa_page_parent_class)->dispose (object);
}

static void
parafa_page_class_init (ParafaPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parafa_page_get_property;
  object_class->set_property = parafa_page_set_property;
  object_class->dispose = parafa_page_dispose;
  widget_class->size_allocate = parafa_page_size_allocate;
  widget_class->measure = parafa_page_measure;
  /**
   * ParafaPage:child:
   *
   * The content.
   */
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * ParafaPage:narrow:
   *
   * Whether there is little room.
   */
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, ParafaPage, clamp);
}

static void
parafa_page_init (ParafaPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_page_is_narrow:
 * @self: a page
 *
 * Returns: whether there is little room
 */
gboolean
parafa_page_is_narrow (ParafaPage *self)
{
  g_return_val_if_fail (PARAFA_IS_PAGE (self), FALSE);

  return self->narrow;
}

/**
 * parafa_page_scroll_to_top:
 * @self: a page
 *
 * Shows the beginning of the page.
 */
void
parafa_page_scroll_to_top (ParafaPage *self)
{
  g_return_if_fail (PARAFA_IS_PAGE (self));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
