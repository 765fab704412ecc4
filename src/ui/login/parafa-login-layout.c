/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-layout.h"

/* Below this width the step list becomes one line */
#define NARROW_WIDTH 620
/* Below this width the explanation lies under the content instead of beside it */
#define SIDE_WIDTH 860
#define STEPS_WIDTH 216
#define EXPLANATION_WIDTH 300

typedef enum
{
  PROP_STEPS = 1,
  PROP_LINE,
  PROP_CONTENT,
  PROP_EXPLANATION,
} ParafaLoginLayoutProperty;

#define N_PARTS PROP_EXPLANATION

struct _ParafaLoginLayout
{
  GtkWidget parent_instance;

  GtkWidget *parts[N_PARTS + 1]; /* (unowned): our children, by property */
  gboolean narrow;
};

static GParamSpec *properties[N_PARTS + 1];

G_DEFINE_FINAL_TYPE (ParafaLoginLayout, parafa_login_layout, GTK_TYPE_WIDGET)

static gboolean
is_shown (ParafaLoginLayout *self, ParafaLoginLayoutProperty part)
{
  return self->parts[part] != NULL && gtk_widget_get_visible (self->parts[part]);
}

static int
measure_part (ParafaLoginLayout *self,
              ParafaLoginLayoutProperty part,
              GtkOrientation orientation,
              int for_size,
              gboolean natural)
{
  int min, nat;

  if (!is_shown (self, part))
    return 0;
  gtk_widget_measure (self->parts[part], orientation, for_size, &min, &nat, NULL, NULL);
  return natural ? nat : min;
}

static GtkSizeRequestMode
parafa_login_layout_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The smallest form is asked for, so that the window may shrink to a phone's width; the rest is the
 * window's default size. */
static void
parafa_login_layout_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  ParafaLoginLayout *self = PARAFA_LOGIN_LAYOUT (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (measure_part (self, PROP_LINE, orientation, -1, FALSE),
                      measure_part (self, PROP_CONTENT, orientation, -1, FALSE));
      *minimum = MAX (*minimum, measure_part (self, PROP_EXPLANATION, orientation, -1, FALSE));
      *natural = MAX (*minimum, measure_part (self, PROP_CONTENT, orientation, -1, TRUE));
    }
  else
    {
      *minimum = measure_part (self, PROP_LINE, orientation, -1, FALSE) +
                 measure_part (self, PROP_CONTENT, orientation, -1, FALSE) +
                 measure_part (self, PROP_EXPLANATION, orientation, -1, FALSE);
      *natural = MAX (*minimum, measure_part (self, PROP_CONTENT, orientation, -1, TRUE));
    }
}

static void
place (ParafaLoginLayout *self, ParafaLoginLayoutProperty part, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, MAX (width, 0), MAX (height, 0) };
  int min_width, min_height;

  if (!is_shown (self, part))
    return;
  gtk_widget_set_child_visible (self->parts[part], width > 0 && height > 0);
  if (width <= 0 || height <= 0)
    return;
  gtk_widget_measure (self->parts[part], GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL,
                      NULL);
  allocation.width = MAX (allocation.width, min_width);
  gtk_widget_measure (self->parts[part], GTK_ORIENTATION_VERTICAL, allocation.width, &min_height,
                      NULL, NULL, NULL);
  allocation.height = MAX (allocation.height, min_height);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    allocation.x = gtk_widget_get_width (GTK_WIDGET (self)) - allocation.x - allocation.width;
  gtk_widget_size_allocate (self->parts[part], &allocation, -1);
}

static void
parafa_login_layout_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaLoginLayout *self = PARAFA_LOGIN_LAYOUT (widget);
  gboolean explained = is_shown (self, PROP_EXPLANATION);
  int x = 0;
  int top = 0;
  int below = 0;
  int beside = 0;

  self->narrow = width < NARROW_WIDTH || (explained && width < SIDE_WIDTH);
  if (self->narrow)
    top = measure_part (self, PROP_LINE, GTK_ORIENTATION_VERTICAL, width, TRUE);
  else
    x = STEPS_WIDTH;
  if (explained && self->narrow)
    below = MAX (height * 55 / 100,
                 measure_part (self, PROP_EXPLANATION, GTK_ORIENTATION_VERTICAL, width, FALSE));
  else if (explained)
    beside = EXPLANATION_WIDTH;

  place (self, PROP_STEPS, 0, 0, x, height);
  place (self, PROP_LINE, 0, 0, self->narrow ? width : 0, top);
  place (self, PROP_CONTENT, x, top, width - x - beside, height - top - below);
  if (below > 0)
    place (self, PROP_EXPLANATION, 0, height - below, width, below);
  else
    place (self, PROP_EXPLANATION, width - beside, 0, beside, height);
}

static void
set_part (ParafaLoginLayout *self, ParafaLoginLayoutProperty part, GtkWidget *widget)
{
  if (self->parts[part] == widget)
    return;
  g_clear_pointer (&self->parts[part], gtk_widget_unparent);
  self->parts[part] = widget;
  if (widget != NULL)
    {
      gtk_widget_insert_before (widget, GTK_WIDGET (self), NULL);
      gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[part]);
}

static void
parafa_login_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaLoginLayout *self = PARAFA_LOGIN_LAYOUT (object);

  if (prop_id >= PROP_STEPS && prop_id <= N_PARTS)
    g_value_set_object (value, self->parts[prop_id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_login_layout_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  ParafaLoginLayout *self = PARAFA_LOGIN_LAYOUT (object);

  if (prop_id >= PROP_STEPS && prop_id <= N_PARTS)
    set_part (self, (ParafaLoginLayoutProperty) prop_id, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_login_layout_dispose (GObject *object)
{
  ParafaLoginLayout *self = PARAFA_LOGIN_LAYOUT (object);

  for (guint part = PROP_STEPS; part <= N_PARTS; part++)
    g_clear_pointer (&self->parts[part], gtk_widget_unparent);

  G_OBJECT_CLASS (parafa_login_layout_parent_class)->dispose (object);
}

static void
parafa_login_layout_class_init (ParafaLoginLayoutClass *klass)
{
  const char *names[] = { NULL, "steps", "line", "content", "explanation" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parafa_login_layout_get_property;
  object_class->set_property = parafa_login_layout_set_property;
  object_class->dispose = parafa_login_layout_dispose;
  widget_class->get_request_mode = parafa_login_layout_get_request_mode;
  widget_class->measure = parafa_login_layout_measure;
  widget_class->size_allocate = parafa_login_layout_size_allocate;

  for (guint part = PROP_STEPS; part <= N_PARTS; part++)
    properties[part] =
        g_param_spec_object (names[part], NULL, NULL, GTK_TYPE_WIDGET,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PARTS + 1, properties);
}

static void
parafa_login_layout_init (ParafaLoginLayout *self)
{
}

/**
 * parafa_login_layout_is_narrow:
 * @self: a layout
 *
 * Returns: whether the line is shown in place of the step list, as of the last allocation
 */
gboolean
parafa_login_layout_is_narrow (ParafaLoginLayout *self)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_LAYOUT (self), FALSE);

  return self->narrow;
}
