/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-explanation.h"

#include "parafa-announce.h"

#include <glib/gi18n.h>

struct _ParafaExplanation
{
  AdwBin parent_instance;

  GtkWidget *box;
  GtkImage *large_icon;
  GtkWidget *icon;
  GtkWidget *heading;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *remedies_title;
  GtkBox *remedies;
  GtkFlowBox *buttons;
  GtkButton *button;
  GtkButton *other_button;
  GtkWidget *other;
  GtkWidget *check;
  GtkExpander *details;
  GtkLabel *details_text;

  const ParafaErrorText *shown; /* (unowned) (nullable) */
};

enum
{
  SIGNAL_WAY,
  SIGNAL_OTHER,
  SIGNAL_CHECK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParafaExplanation, parafa_explanation, ADW_TYPE_BIN)

static void
on_button_clicked (ParafaExplanation *self)
{
  g_return_if_fail (self->shown != NULL);

  g_signal_emit (self, signals[SIGNAL_WAY], 0, (int) self->shown->way);
}

static void
on_other_button_clicked (ParafaExplanation *self)
{
  g_signal_emit (self, signals[SIGNAL_OTHER], 0);
}

static void
on_check_clicked (ParafaExplanation *self)
{
  g_signal_emit (self, signals[SIGNAL_CHECK], 0);
}

static void
on_copy_clicked (ParafaExplanation *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->details_text));
}

static GtkWidget *
make_remedy (guint number, const char *words)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 12, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *badge = gtk_label_new (digits);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (badge, "step-number");
  gtk_widget_add_css_class (badge, "numeric");
  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), badge);
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

static void
show_remedies (ParafaExplanation *self, const ParafaErrorText *text)
{
  GtkWidget *child;
  guint n_remedies = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->remedies))) != NULL)
    gtk_box_remove (self->remedies, child);
  for (guint i = 0; text->remedies[i] != NULL; i++)
    {
      n_remedies++;
      gtk_box_append (self->remedies, make_remedy (n_remedies, text->remedies[i]));
    }
  gtk_widget_set_visible (self->remedies_title, n_remedies > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->remedies), n_remedies > 0);
}

static void
parafa_explanation_class_init (ParafaExplanationClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * ParafaExplanation::way:
   * @self: an explanation
   * @way: a #ParafaErrorWay
   *
   * The button that helps was pressed.
   */
  signals[SIGNAL_WAY] = g_signal_new ("way", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  /**
   * ParafaExplanation::other:
   * @self: an explanation
   *
   * The second button was pressed.
   */
  signals[SIGNAL_OTHER] = g_signal_new ("other", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * ParafaExplanation::check:
   * @self: an explanation
   *
   * The button of the check-up was pressed.
   */
  signals[SIGNAL_CHECK] = g_signal_new ("check", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-explanation.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, large_icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, heading);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, text);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, remedies_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, remedies);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, buttons);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, button);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, other_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, other);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, check);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, details);
  gtk_widget_class_bind_template_child (widget_class, ParafaExplanation, details_text);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
parafa_explanation_init (ParafaExplanation *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_explanation_set_compact (self, FALSE);
}

/**
 * parafa_explanation_new:
 *
 * Makes an explanation that says nothing yet, in its roomy form.
 *
 * Returns: (transfer floating): a new widget
 */
GtkWidget *
parafa_explanation_new (void)
{
  return g_object_new (PARAFA_TYPE_EXPLANATION, NULL);
}

/**
 * parafa_explanation_set_text:
 * @self: an explanation
 * @text: what to say
 * @other: (nullable): the label of a second button, with a mnemonic
 * @detail: (nullable): what the part that failed said; it is redacted before it is shown
 *
 * Shows another text and closes the details.
 */
void
parafa_explanation_set_text (ParafaExplanation *self,
                             const ParafaErrorText *text,
                             const char *other,
                             const char *detail)
{
  g_autofree char *details = NULL;

  g_return_if_fail (PARAFA_IS_EXPLANATION (self));
  g_return_if_fail (text != NULL);

  self->shown = text;
  details = parafa_error_text_make_details (text, detail);
  gtk_image_set_from_icon_name (self->large_icon, parafa_error_text_get_icon (text));
  gtk_label_set_text (self->title, text->title);
  gtk_label_set_text (self->text, text->text);
  gtk_button_set_label (self->button, parafa_error_text_get_button (text));
  gtk_button_set_label (self->other_button, other != NULL ? other : "");
  gtk_widget_set_visible (self->other, other != NULL);
  gtk_flow_box_set_max_children_per_line (self->buttons, other != NULL ? 2 : 1);
  gtk_label_set_text (self->details_text, g_strchomp (details));
  gtk_expander_set_expanded (self->details, FALSE);
  show_remedies (self, text);
  /* its page may only be turned to now, the sheet is there already */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    parafa_announce_pair (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), text->title,
                          text->text);
}

/**
 * parafa_explanation_get_text:
 * @self: an explanation
 *
 * Returns: (transfer none) (nullable): what is shown
 */
const ParafaErrorText *
parafa_explanation_get_text (ParafaExplanation *self)
{
  g_return_val_if_fail (PARAFA_IS_EXPLANATION (self), NULL);

  return self->shown;
}

/**
 * parafa_explanation_set_compact:
 * @self: an explanation
 * @compact: whether there is little room
 *
 * Chooses between the form of a page, with a large icon, and that of a side pane.
 */
void
parafa_explanation_set_compact (ParafaExplanation *self, gboolean compact)
{
  g_return_if_fail (PARAFA_IS_EXPLANATION (self));

  gtk_widget_set_visible (GTK_WIDGET (self->large_icon), !compact);
  gtk_widget_set_visible (self->icon, compact);
  gtk_label_set_xalign (self->title, compact ? 0 : 0.5);
  gtk_label_set_justify (self->title, compact ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (self->text, compact ? 0 : 0.5);
  gtk_label_set_justify (self->text, compact ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), compact ? "title-2" : "title-4");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), compact ? "title-4" : "title-2");
}

/**
 * parafa_explanation_set_can_check:
 * @self: an explanation
 * @can_check: whether somebody listens to [signal@Explanation::check]
 *
 * Offers the way to the check-up of token, driver and network. Not offered at first.
 */
void
parafa_explanation_set_can_check (ParafaExplanation *self, gboolean can_check)
{
  g_return_if_fail (PARAFA_IS_EXPLANATION (self));

  gtk_widget_set_visible (self->check, can_check);
}

/**
 * parafa_explanation_set_busy:
 * @self: an explanation
 * @busy: whether what the button asked for is under way
 */
void
parafa_explanation_set_busy (ParafaExplanation *self, gboolean busy)
{
  g_return_if_fail (PARAFA_IS_EXPLANATION (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), !busy);
}

/**
 * parafa_explanation_grab_focus:
 * @self: an explanation
 *
 * Puts the focus on the button that helps.
 */
void
parafa_explanation_grab_focus (ParafaExplanation *self)
{
  g_return_if_fail (PARAFA_IS_EXPLANATION (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}
