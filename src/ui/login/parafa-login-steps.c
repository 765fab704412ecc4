/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-steps.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *row;  /* (unowned) */
  GtkStack *mark;  /* (unowned): a page per state */
  GtkLabel *name;  /* (unowned) */
  GtkLabel *words; /* (unowned) */
  ParafaStepState state;
} StepRow;

struct _ParafaLoginSteps
{
  GtkWidget parent_instance;

  gboolean line;
  gboolean practice;
  StepRow rows[PARAFA_N_LOGIN_STEPS];
  GtkLabel *summary; /* (unowned) (nullable): in the form of a line, "2 of 4" */
};

G_DEFINE_FINAL_TYPE (ParafaLoginSteps, parafa_login_steps, GTK_TYPE_WIDGET)

static const char *
get_step_name (ParafaLoginSteps *self, guint step)
{
  switch (step)
    {
    case PARAFA_LOGIN_CERTIFICATE:
      return _ ("Certificate");
    case PARAFA_LOGIN_PIN:
      return _ ("PIN");
    case PARAFA_LOGIN_PAGE:
      return self->practice ? _ ("Practice page") : _ ("ANAF page");
    default:
      return C_ ("step of the login", "Token");
    }
}

static const char *
get_state_name (ParafaStepState state)
{
  switch (state)
    {
    case PARAFA_STEP_CURRENT:
      return "current";
    case PARAFA_STEP_BUSY:
      return "busy";
    case PARAFA_STEP_PROBLEM:
      return "problem";
    case PARAFA_STEP_DONE:
      return "done";
    case PARAFA_STEP_TO_COME:
    default:
      return "to-come";
    }
}

/* what a screen reader says in place of the mark */
static const char *
get_state_words (ParafaStepState state)
{
  switch (state)
    {
    case PARAFA_STEP_CURRENT:
      return _ ("now");
    case PARAFA_STEP_BUSY:
      return _ ("in progress");
    case PARAFA_STEP_PROBLEM:
      return _ ("needs your attention");
    case PARAFA_STEP_DONE:
      return _ ("done");
    case PARAFA_STEP_TO_COME:
    default:
      return _ ("to come");
    }
}

static void
add_icon (GtkStack *stack, ParafaStepState state, const char *icon_name, const char *css_class)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (icon, css_class);
  gtk_stack_add_named (stack, icon, get_state_name (state));
}

static GtkStack *
make_mark (void)
{
  GtkStack *stack = GTK_STACK (gtk_stack_new ());
  GtkWidget *circle =
      g_object_new (GTK_TYPE_BOX, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (circle, "step-circle");
  gtk_stack_add_named (stack, circle, get_state_name (PARAFA_STEP_TO_COME));
  add_icon (stack, PARAFA_STEP_CURRENT, "go-next-symbolic", "accent");
  gtk_stack_add_named (stack, gtk_spinner_new (), get_state_name (PARAFA_STEP_BUSY));
  add_icon (stack, PARAFA_STEP_PROBLEM, "dialog-warning-symbolic", "warning");
  add_icon (stack, PARAFA_STEP_DONE, "object-select-symbolic", "success");
  gtk_widget_set_valign (GTK_WIDGET (stack), GTK_ALIGN_START);
  return stack;
}

static GtkLabel *
make_label (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
make_row (ParafaLoginSteps *self, guint step)
{
  StepRow *row = &self->rows[step];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  row->row = g_object_new (GTK_TYPE_BOX, "spacing", 12, "accessible-role",
                           GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  gtk_widget_add_css_class (row->row, "login-step");
  row->mark = make_mark ();
  row->name = make_label ();
  row->words = make_label ();
  gtk_widget_add_css_class (GTK_WIDGET (row->words), "caption");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->words));
  gtk_box_append (GTK_BOX (row->row), GTK_WIDGET (row->mark));
  gtk_box_append (GTK_BOX (row->row), box);
  gtk_widget_set_parent (row->row, GTK_WIDGET (self));
}

static void
show_row (ParafaLoginSteps *self, guint step)
{
  StepRow *row = &self->rows[step];
  gboolean current = row->state != PARAFA_STEP_TO_COME && row->state != PARAFA_STEP_DONE;
  GtkWidget *spinner = gtk_stack_get_child_by_name (row->mark, get_state_name (PARAFA_STEP_BUSY));
  g_autofree char *spoken = NULL;

  gtk_label_set_text (row->name, get_step_name (self, step));
  gtk_stack_set_visible_child_name (row->mark, get_state_name (row->state));
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), row->state == PARAFA_STEP_BUSY);
  gtk_widget_remove_css_class (row->row, "current");
  gtk_widget_remove_css_class (row->row, "to-come");
  if (current)
    gtk_widget_add_css_class (row->row, "current");
  else if (row->state == PARAFA_STEP_TO_COME)
    gtk_widget_add_css_class (row->row, "to-come");
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (row->name), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->name), "heading");
  if (self->line)
    {
      gtk_widget_set_visible (row->row, current);
      gtk_widget_set_visible (GTK_WIDGET (row->mark), row->state != PARAFA_STEP_CURRENT);
      gtk_widget_set_visible (GTK_WIDGET (row->words), FALSE);
    }

  /* Translators: read aloud; the first %s is a step such as “PIN”, the second its state, the third
   * what is shown below it */
  spoken = g_strdup_printf (_ ("%s, %s. %s"), get_step_name (self, step),
                            get_state_words (row->state), gtk_label_get_text (row->words));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
show_summary (ParafaLoginSteps *self)
{
  for (guint step = 0; step < PARAFA_N_LOGIN_STEPS; step++)
    {
      g_autofree char *text = NULL;

      if (self->rows[step].state == PARAFA_STEP_TO_COME ||
          self->rows[step].state == PARAFA_STEP_DONE)
        continue;
      /* Translators: where in the login one is, as in “2 of 4 ·”; the step's name follows */
      text = g_strdup_printf (_ ("%u of %u ·"), step + 1, (guint) PARAFA_N_LOGIN_STEPS);
      gtk_label_set_text (self->summary, text);
    }
}

static void
parafa_login_steps_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (parafa_login_steps_parent_class)->dispose (object);
}

static void
parafa_login_steps_class_init (ParafaLoginStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_login_steps_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "loginsteps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
parafa_login_steps_init (ParafaLoginSteps *self)
{
}

static GtkWidget *
make (gboolean line)
{
  ParafaLoginSteps *self = g_object_new (PARAFA_TYPE_LOGIN_STEPS, NULL);
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  self->line = line;
  gtk_widget_add_css_class (GTK_WIDGET (self), line ? "line" : "list");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout),
                                  line ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  if (line)
    {
      self->summary = make_label ();
      gtk_label_set_wrap (self->summary, FALSE);
      gtk_widget_add_css_class (GTK_WIDGET (self->summary), "numeric");
      gtk_widget_set_parent (GTK_WIDGET (self->summary), GTK_WIDGET (self));
    }
  for (guint step = 0; step < PARAFA_N_LOGIN_STEPS; step++)
    {
      make_row (self, step);
      show_row (self, step);
    }
  return GTK_WIDGET (self);
}

/**
 * parafa_login_steps_new:
 *
 * Returns: (transfer floating): the steps as a list
 */
GtkWidget *
parafa_login_steps_new (void)
{
  return make (FALSE);
}

/**
 * parafa_login_steps_new_line:
 *
 * Returns: (transfer floating): the steps as one line, which names the current one only
 */
GtkWidget *
parafa_login_steps_new_line (void)
{
  return make (TRUE);
}

/**
 * parafa_login_steps_set_practice:
 * @self: the steps
 * @practice: whether the server is the practice server
 *
 * Names the third step after whose pages they are.
 */
void
parafa_login_steps_set_practice (ParafaLoginSteps *self, gboolean practice)
{
  g_return_if_fail (PARAFA_IS_LOGIN_STEPS (self));

  self->practice = practice;
  show_row (self, PARAFA_LOGIN_PAGE);
}

/**
 * parafa_login_steps_set_step:
 * @self: the steps
 * @step: which one; not %PARAFA_LOGIN_DONE
 * @state: its state
 * @answer: what stands below its name
 *
 * Changes one step.
 */
void
parafa_login_steps_set_step (ParafaLoginSteps *self,
                             ParafaLoginStep step,
                             ParafaStepState state,
                             const char *answer)
{
  g_return_if_fail (PARAFA_IS_LOGIN_STEPS (self));
  g_return_if_fail (step < PARAFA_N_LOGIN_STEPS);

  self->rows[step].state = state;
  gtk_label_set_text (self->rows[step].words, answer);
  show_row (self, step);
  if (self->line)
    show_summary (self);
}

/**
 * parafa_login_steps_get_state:
 * @self: the steps
 * @step: which one; not %PARAFA_LOGIN_DONE
 *
 * Returns: its state
 */
ParafaStepState
parafa_login_steps_get_state (ParafaLoginSteps *self, ParafaLoginStep step)
{
  g_return_val_if_fail (PARAFA_IS_LOGIN_STEPS (self), PARAFA_STEP_TO_COME);
  g_return_val_if_fail (step < PARAFA_N_LOGIN_STEPS, PARAFA_STEP_TO_COME);

  return self->rows[step].state;
}
