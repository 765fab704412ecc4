/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-problem-list.h"

#include <glib/gi18n.h>

#include "parafa-announce.h"
#include "parafa-fact-row.h"

/**
 * ParafaProblemList:
 *
 * A failure on a page: a sentence, its cause, the cures in order, and the way on.
 */
struct _ParafaProblemList
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  ParafaFactRow *problem;
  ParafaFactRow *cure;
  GtkButton *way;
  char *details; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaProblemList, parafa_problem_list, GTK_TYPE_WIDGET)

static void
copy_details_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaProblemList *self = PARAFA_PROBLEM_LIST (widget);

  if (self->details == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->details);
  gtk_widget_activate_action (widget, "win.toast", "s", _ ("Details copied; no secret is in them"));
}

static void
parafa_problem_list_dispose (GObject *object)
{
  g_clear_pointer (&PARAFA_PROBLEM_LIST (object)->details, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_PROBLEM_LIST);
  G_OBJECT_CLASS (parafa_problem_list_parent_class)->dispose (object);
}

static void
parafa_problem_list_class_init (ParafaProblemListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_problem_list_dispose;
  g_type_ensure (PARAFA_TYPE_FACT_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-problem-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaProblemList, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaProblemList, problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaProblemList, cure);
  gtk_widget_class_bind_template_child (widget_class, ParafaProblemList, way);
  gtk_widget_class_install_action (widget_class, "problem.copy-details", NULL,
                                   copy_details_activated);
}

static void
parafa_problem_list_init (ParafaProblemList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static char *
join_remedies (const ParafaErrorText *text)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; text->remedies[i] != NULL; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "\n" : "", text->remedies[i]);
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static const char *
get_way_action (ParafaErrorWay way, const char *retry_action)
{
  switch (way)
    {
    case PARAFA_ERROR_WAY_RETRY:
      return retry_action;
    case PARAFA_ERROR_WAY_SAVE:
      return "win.save";
    case PARAFA_ERROR_WAY_LOGIN:
    case PARAFA_ERROR_WAY_PIN:
    case PARAFA_ERROR_WAY_CERTIFICATE:
    case PARAFA_ERROR_WAY_FILE:
      return "win.login";
    case PARAFA_ERROR_WAY_SETTINGS:
      return "win.add-profile";
    case PARAFA_ERROR_WAY_CLOSE:
    default:
      return NULL;
    }
}

/**
 * parafa_problem_list_show_text:
 * @self: a problem list
 * @text: what the person reads
 * @detail: (nullable): what the part that failed said, for programmers
 * @retry_action: (nullable): the action that tries the same again
 */
void
parafa_problem_list_show_text (ParafaProblemList *self,
                               const ParafaErrorText *text,
                               const char *detail,
                               const char *retry_action)
{
  const char *action;
  g_autofree char *remedies = NULL;

  g_return_if_fail (PARAFA_IS_PROBLEM_LIST (self));
  g_return_if_fail (text != NULL);

  action = get_way_action (text->way, retry_action);
  remedies = join_remedies (text);
  parafa_fact_row_set_title (self->problem, text->title);
  parafa_fact_row_set_subtitle (self->problem, text->text);
  parafa_fact_row_set_title (self->cure, _ ("What to do"));
  parafa_fact_row_set_subtitle (self->cure, remedies);
  gtk_widget_set_visible (GTK_WIDGET (self->cure), *remedies != '\0' || action != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->way), action != NULL);
  if (action != NULL)
    {
      gtk_button_set_label (self->way, parafa_error_text_get_button (text));
      gtk_button_set_use_underline (self->way, TRUE);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->way), action);
    }
  g_free (self->details);
  self->details = parafa_error_text_make_details (text, detail);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  parafa_announce_pair (GTK_WIDGET (self), text->title, text->text);
}

/**
 * parafa_problem_list_show:
 * @self: a problem list
 * @error: what failed
 * @retry_action: the action that tries the same again
 */
void
parafa_problem_list_show (ParafaProblemList *self, const GError *error, const char *retry_action)
{
  const ParafaErrorText *text;

  g_return_if_fail (PARAFA_IS_PROBLEM_LIST (self));
  g_return_if_fail (error != NULL);

  /* a pair that the keyring did not take is told by the bar: here it was asked for one */
  if (error->domain == PARAFA_VAULT_ERROR && error->code != PARAFA_VAULT_ERROR_DAMAGED)
    text = parafa_error_text_for_loading (error->code);
  else
    text = parafa_error_text_for_error (error);
  parafa_problem_list_show_text (self, text, error->message, retry_action);
}

/**
 * parafa_problem_list_clear:
 * @self: a problem list
 *
 * Hides it: the problem is gone.
 */
void
parafa_problem_list_clear (ParafaProblemList *self)
{
  g_return_if_fail (PARAFA_IS_PROBLEM_LIST (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_clear_pointer (&self->details, g_free);
}

/**
 * parafa_problem_list_set_narrow:
 * @self: a problem list
 * @narrow: whether there is little room
 */
void
parafa_problem_list_set_narrow (ParafaProblemList *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_PROBLEM_LIST (self));

  parafa_fact_row_set_narrow (self->problem, narrow);
  parafa_fact_row_set_narrow (self->cure, narrow);
}

/**
 * parafa_problem_list_get_title:
 * @self: a problem list
 *
 * Returns: (transfer none) (nullable): the sentence shown; %NULL when nothing is
 */
const char *
parafa_problem_list_get_title (ParafaProblemList *self)
{
  g_return_val_if_fail (PARAFA_IS_PROBLEM_LIST (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? parafa_fact_row_get_title (self->problem)
                                                    : NULL;
}
