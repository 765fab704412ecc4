/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-checkup-row.h"

#include <glib/gi18n.h>

#include "parafa-command-box.h"
#include "parafa-pill.h"

/**
 * ParafaCheckupRow:
 *
 * A step of a check-up: a sign, a sentence, a word for its state, and below them what to do.
 */
struct _ParafaCheckupRow
{
  GtkListBoxRow parent_instance;

  GtkStack *sign; /* (unowned): template children */
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *word;
  ParafaPill *pill;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkBox *cure;

  ParafaCheckupStep step;
  ParafaCheckupLine *line; /* (owned) (nullable) */
  gboolean busy;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ParafaCheckupRow, parafa_checkup_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  const char *icon;
  ParafaPillKind kind;
} looks[] = {
  [PARAFA_CHECKUP_OK] = { "object-select-symbolic", PARAFA_PILL_SUCCESS },
  [PARAFA_CHECKUP_ATTENTION] = { "dialog-warning-symbolic", PARAFA_PILL_WARNING },
  [PARAFA_CHECKUP_STOPS] = { "dialog-error-symbolic", PARAFA_PILL_ERROR },
  [PARAFA_CHECKUP_NOT_CHECKED] = { "action-unavailable-symbolic", PARAFA_PILL_PLAIN },
};

/* What a button does and what stands on it */
static const struct
{
  const char *label;
  const char *action;
} buttons[] = {
  [PARAFA_CHECKUP_ACTION_NONE] = { NULL, NULL },
  [PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER] = { N_ ("Choose _File…"), "win.tool::drivers:choose" },
  [PARAFA_CHECKUP_ACTION_WHICH_DRIVER] = { N_ ("_Which Driver Do I Need?"),
                                           "win.tool::drivers:which" },
  [PARAFA_CHECKUP_ACTION_DRIVERS] = { N_ ("_Drivers"), "win.tool::drivers" },
  [PARAFA_CHECKUP_ACTION_UNLOCK_KEYRING] = { N_ ("_Unlock Keyring…"), "checkup.unlock-keyring" },
  [PARAFA_CHECKUP_ACTION_LOGIN] = { N_ ("_Log In…"), "win.login" },
  [PARAFA_CHECKUP_ACTION_ISSUERS] = { N_ ("_Open Folder of Issuers"), "checkup.open-issuers" },
};

static void
clear_cure (ParafaCheckupRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cure))) != NULL)
    gtk_box_remove (self->cure, child);
}

static void
add_text (ParafaCheckupRow *self, guint number, const char *text)
{
  /* Translators: the number of a remedy and what to do */
  g_autofree char *numbered = g_strdup_printf (C_ ("remedy", "%u. %s"), number, text);
  GtkWidget *label = gtk_label_new (numbered);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (self->cure, label);
}

static void
add_button (GtkWidget *box, ParafaCheckupAction action, gboolean first)
{
  GtkWidget *button;

  if (buttons[action].action == NULL)
    return;
  button = gtk_button_new_with_mnemonic (g_dgettext (GETTEXT_PACKAGE, buttons[action].label));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), buttons[action].action);
  if (!first)
    gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (box), button);
}

static void
fill_cure (ParafaCheckupRow *self)
{
  GtkWidget *box = NULL;

  clear_cure (self);
  if (self->line == NULL)
    return;
  for (guint i = 0; self->line->remedies[i] != NULL; i++)
    {
      add_text (self, i + 1, self->line->remedies[i]);
      if (i == 0 && self->line->command != NULL)
        gtk_box_append (self->cure, parafa_command_box_new (self->line->command));
    }
  if (buttons[self->line->action].action == NULL &&
      buttons[self->line->other_action].action == NULL)
    return;
  box = gtk_box_new (self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, 6);
  add_button (box, self->line->action, TRUE);
  add_button (box, self->line->other_action, FALSE);
  gtk_box_append (self->cure, box);
}

static void
set_open (ParafaCheckupRow *self, gboolean open)
{
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "go-up-symbolic" : "go-down-symbolic");
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self->arrow), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->arrow), "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static void
set_sign (ParafaCheckupRow *self, ParafaCheckupState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon),
                                 parafa_pill_kind_get_css_class (looks[i].kind));
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon),
                            parafa_pill_kind_get_css_class (looks[state].kind));
}

static void
update (ParafaCheckupRow *self)
{
  ParafaCheckupState state = self->line != NULL ? self->line->state : PARAFA_CHECKUP_NOT_CHECKED;
  const char *word = self->line != NULL || !self->busy ? parafa_checkup_state_get_word (state) : "";
  const char *detail = self->line != NULL ? self->line->detail : NULL;
  const char *title =
      self->line != NULL ? self->line->sentence : parafa_checkup_step_get_title (self->step);
  gboolean has_cure = self->line != NULL && self->line->remedies[0] != NULL;
  gboolean has_pill = state == PARAFA_CHECKUP_STOPS || state == PARAFA_CHECKUP_ATTENTION;
  gboolean waits = self->line == NULL && self->busy;
  g_autofree char *spoken = NULL;

  gtk_stack_set_visible_child (self->sign,
                               waits ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
  gtk_spinner_set_spinning (self->spinner, waits);
  set_sign (self, state);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  /* at phone width the sign says it, and the sentence needs the room */
  gtk_label_set_label (self->word, word);
  gtk_widget_set_visible (GTK_WIDGET (self->word), !has_pill && !self->narrow);
  parafa_pill_set (self->pill, looks[state].kind, looks[state].icon, word);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), has_pill && !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), has_cure);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), has_cure);
  /* Translators: what a screen reader says of a step: its sentence and the state */
  spoken = g_strdup_printf (C_ ("check-up", "%s: %s"), title, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
parafa_checkup_row_dispose (GObject *object)
{
  ParafaCheckupRow *self = PARAFA_CHECKUP_ROW (object);

  g_clear_pointer (&self->line, parafa_checkup_line_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_CHECKUP_ROW);
  G_OBJECT_CLASS (parafa_checkup_row_parent_class)->dispose (object);
}

static void
parafa_checkup_row_class_init (ParafaCheckupRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_checkup_row_dispose;
  g_type_ensure (PARAFA_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-checkup-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, sign);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, detail);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, word);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, ParafaCheckupRow, cure);
}

static void
parafa_checkup_row_init (ParafaCheckupRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_checkup_row_new:
 * @step: the step it shows
 *
 * Returns: (transfer floating): a row without a line
 */
GtkWidget *
parafa_checkup_row_new (ParafaCheckupStep step)
{
  ParafaCheckupRow *self = g_object_new (PARAFA_TYPE_CHECKUP_ROW, NULL);

  self->step = step;
  update (self);
  return GTK_WIDGET (self);
}

/**
 * parafa_checkup_row_set_line:
 * @self: a row
 * @line: (nullable): what the step found; %NULL when it has not ended
 *
 * Shows a line. One that stops a login is open.
 */
void
parafa_checkup_row_set_line (ParafaCheckupRow *self, ParafaCheckupLine *line)
{
  g_return_if_fail (PARAFA_IS_CHECKUP_ROW (self));

  g_clear_pointer (&self->line, parafa_checkup_line_unref);
  self->line = line != NULL ? parafa_checkup_line_ref (line) : NULL;
  fill_cure (self);
  update (self);
  set_open (self, line != NULL && line->state == PARAFA_CHECKUP_STOPS);
}

/**
 * parafa_checkup_row_get_line:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the line it shows
 */
ParafaCheckupLine *
parafa_checkup_row_get_line (ParafaCheckupRow *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP_ROW (self), NULL);

  return self->line;
}

/**
 * parafa_checkup_row_set_busy:
 * @self: a row
 * @busy: whether a spinner turns until a line comes
 */
void
parafa_checkup_row_set_busy (ParafaCheckupRow *self, gboolean busy)
{
  g_return_if_fail (PARAFA_IS_CHECKUP_ROW (self));

  self->busy = busy;
  update (self);
}

/**
 * parafa_checkup_row_set_narrow:
 * @self: a row
 * @narrow: whether there is little room
 */
void
parafa_checkup_row_set_narrow (ParafaCheckupRow *self, gboolean narrow)
{
  gboolean open;

  g_return_if_fail (PARAFA_IS_CHECKUP_ROW (self));

  if (self->narrow == narrow)
    return;
  open = gtk_revealer_get_reveal_child (self->revealer);
  self->narrow = narrow;
  fill_cure (self);
  update (self);
  set_open (self, open);
}

/**
 * parafa_checkup_row_toggle:
 * @self: a row
 *
 * Opens or closes what to do, where there is something.
 */
void
parafa_checkup_row_toggle (ParafaCheckupRow *self)
{
  g_return_if_fail (PARAFA_IS_CHECKUP_ROW (self));

  if (self->line != NULL && self->line->remedies[0] != NULL)
    set_open (self, !gtk_revealer_get_reveal_child (self->revealer));
}

/**
 * parafa_checkup_row_is_open:
 * @self: a row
 *
 * Returns: whether it shows what to do
 */
gboolean
parafa_checkup_row_is_open (ParafaCheckupRow *self)
{
  g_return_val_if_fail (PARAFA_IS_CHECKUP_ROW (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
