/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-driver-trial.h"

#include <glib/gi18n.h>

#include "parafa-card.h"
#include "parafa-driver-text.h"
#include "parafa-fact-row.h"

/**
 * ParafaDriverTrial:
 *
 * Tries a file as a driver, in a card process of its own, and says in words what came of it.
 */
struct _ParafaDriverTrial
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  ParafaFactRow *row;
  GtkSpinner *spinner;
  GtkButton *add;
  GtkButton *close;

  ParafaCard *card;     /* (owned) (nullable): of the trial that runs */
  GCancellable *trying; /* (owned) (nullable) */
  char *path;           /* (owned) (nullable): the file that is tried or can be added */
};

static guint wanted_signal;

G_DEFINE_FINAL_TYPE (ParafaDriverTrial, parafa_driver_trial, GTK_TYPE_WIDGET)

static void
show (ParafaDriverTrial *self,
      const char *icon,
      const char *title,
      const char *subtitle,
      gboolean can_add)
{
  gboolean busy = self->trying != NULL;

  parafa_fact_row_set_icon_name (self->row, icon);
  parafa_fact_row_set_title (self->row, title);
  parafa_fact_row_set_subtitle (self->row, subtitle);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->add), can_add);
  gtk_button_set_label (self->close, busy ? _ ("_Stop") : _ ("_Close"));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
card_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!parafa_card_end_finish (PARAFA_CARD (source), result, &error))
    g_info ("driver-trial: the card process did not end as it should: %s", error->message);
}

static void
stop (ParafaDriverTrial *self)
{
  g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  if (self->card != NULL)
    parafa_card_end_async (self->card, NULL, card_ended, NULL);
  g_clear_object (&self->card);
}

/* Works and sees a token: it is the one, and is added. Works without a token: the person decides. */
static void
show_report (ParafaDriverTrial *self, ParafaDriverReport *report)
{
  ParafaDriver *driver = parafa_driver_report_get_driver (report);
  g_autoptr (ParafaDriverText) text = parafa_driver_text_new (driver, report);
  g_autofree char *title =
      g_strdup_printf ("%s: %s", parafa_driver_get_file_name (driver), text->sentence);

  if (!parafa_driver_report_works (report))
    {
      g_clear_pointer (&self->path, g_free);
      show (self, "dialog-error-symbolic", title, text->remedy, FALSE);
      return;
    }
  if (parafa_driver_report_get_findings (report)->n_tokens == 0)
    {
      show (self, "dialog-question-symbolic", title,
            _ ("If your token is in, it is not the right driver. Add it all the same?"), TRUE);
      return;
    }
  show (self, "object-select-symbolic", title, _ ("It is being added"), FALSE);
  g_signal_emit (self, wanted_signal, 0, self->path);
}

static void
probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDriverTrial) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaDriverReport) report =
      parafa_card_probe_driver_finish (PARAFA_CARD (source), result, &error);

  /* closed, or another file is tried by now */
  if (self->card != PARAFA_CARD (source))
    return;
  stop (self);
  if (report != NULL)
    show_report (self, report);
  else
    show (self, "dialog-error-symbolic", _ ("The driver could not be tried"), error->message,
          FALSE);
}

static void
add_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriverTrial *self = PARAFA_DRIVER_TRIAL (widget);

  if (self->path == NULL || self->trying != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->add), FALSE);
  g_signal_emit (self, wanted_signal, 0, self->path);
}

static void
close_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaDriverTrial *self = PARAFA_DRIVER_TRIAL (widget);

  stop (self);
  g_clear_pointer (&self->path, g_free);
  gtk_widget_set_visible (widget, FALSE);
}

static void
parafa_driver_trial_dispose (GObject *object)
{
  ParafaDriverTrial *self = PARAFA_DRIVER_TRIAL (object);

  stop (self);
  g_clear_pointer (&self->path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_DRIVER_TRIAL);
  G_OBJECT_CLASS (parafa_driver_trial_parent_class)->dispose (object);
}

static void
parafa_driver_trial_class_init (ParafaDriverTrialClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_driver_trial_dispose;
  g_type_ensure (PARAFA_TYPE_FACT_ROW);
  /**
   * ParafaDriverTrial::wanted:
   * @self: a trial
   * @path: the file
   *
   * The driver works and shall be added.
   */
  wanted_signal = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-driver-trial.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverTrial, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverTrial, row);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverTrial, spinner);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverTrial, add);
  gtk_widget_class_bind_template_child (widget_class, ParafaDriverTrial, close);
  gtk_widget_class_install_action (widget_class, "trial.add", NULL, add_activated);
  gtk_widget_class_install_action (widget_class, "trial.close", NULL, close_activated);
}

static void
parafa_driver_trial_init (ParafaDriverTrial *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_driver_trial_start:
 * @self: a trial
 * @path: a file
 * @folders: where other drivers are looked for
 *
 * Tries a file, in a process of its own and for a limited time. One that is being tried is given up.
 */
void
parafa_driver_trial_start (ParafaDriverTrial *self,
                           const char *path,
                           const ParafaDriverFolders *folders)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (PARAFA_IS_DRIVER_TRIAL (self));
  g_return_if_fail (path != NULL);

  stop (self);
  g_free (self->path);
  self->path = g_strdup (path);
  self->trying = g_cancellable_new ();
  self->card = parafa_card_new ();
  parafa_card_set_folders (self->card, folders);
  name = g_filename_display_basename (path);
  /* Translators: %s is a file name */
  title = g_strdup_printf (_ ("Trying %s"), name);
  show (self, "content-loading-symbolic", title,
        _ ("In a process of its own, and for a limited time"), FALSE);
  parafa_card_probe_driver_async (self->card, path, self->trying, probed, g_object_ref (self));
}

/**
 * parafa_driver_trial_end:
 * @self: a trial
 * @problem: (nullable): why the driver was not added; %NULL when it was
 */
void
parafa_driver_trial_end (ParafaDriverTrial *self, const char *problem)
{
  g_return_if_fail (PARAFA_IS_DRIVER_TRIAL (self));

  g_clear_pointer (&self->path, g_free);
  if (problem == NULL)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  else
    show (self, "dialog-error-symbolic", _ ("The driver was not added"), problem, FALSE);
}

/**
 * parafa_driver_trial_is_running:
 * @self: a trial
 *
 * Returns: whether a file is being tried
 */
gboolean
parafa_driver_trial_is_running (ParafaDriverTrial *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_TRIAL (self), FALSE);

  return self->trying != NULL;
}

/**
 * parafa_driver_trial_get_sentence:
 * @self: a trial
 *
 * Returns: (transfer none): what is said of the file; "" when none is shown
 */
const char *
parafa_driver_trial_get_sentence (ParafaDriverTrial *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_TRIAL (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? parafa_fact_row_get_title (self->row) : "";
}

/**
 * parafa_driver_trial_set_narrow:
 * @self: a trial
 * @narrow: whether there is little room
 */
void
parafa_driver_trial_set_narrow (ParafaDriverTrial *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_DRIVER_TRIAL (self));

  parafa_fact_row_set_narrow (self->row, narrow);
}
