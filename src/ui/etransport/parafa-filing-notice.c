/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-notice.h"

#include <glib/gi18n.h>

#include "parafa-filing-words.h"

#define COUNT_DELAY_MS 200

/**
 * ParafaFilingNotice:
 *
 * Says the most pressing thing, with the one button that helps.
 */
struct _ParafaFilingNotice
{
  AdwBin parent_instance;

  GtkBox *box;       /* (unowned) */
  GtkImage *icon;    /* (unowned) */
  GtkLabel *label;   /* (unowned) */
  GtkButton *button; /* (unowned) */

  ParafaFilings *filings;     /* (owned) (nullable) */
  ParafaFilingFilter *filter; /* (owned) */
  char *trouble;              /* (owned) (nullable) */
  char *damage;               /* (owned) (nullable) */
  const char *css_class;
  guint n_unsure;
  guint n_waiting;
  guint timer;
};

G_DEFINE_FINAL_TYPE (ParafaFilingNotice, parafa_filing_notice, ADW_TYPE_BIN)

static void
say (ParafaFilingNotice *self,
     const char *css_class,
     const char *icon,
     const char *text,
     const char *label,
     const char *action)
{
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->box), self->css_class);
  self->css_class = css_class;
  gtk_widget_add_css_class (GTK_WIDGET (self->box), css_class);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->label, text);
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
say_waiting (ParafaFilingNotice *self, gboolean paused)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u filing waits to be sent",
                                                     "%u filings wait to be sent", self->n_waiting),
                                           self->n_waiting);

  say (self, "accent", "mail-send-symbolic", text, paused ? _ ("_Go On") : _ ("_Pause"),
       paused ? "notice.go-on" : "notice.pause");
}

static void
update (ParafaFilingNotice *self)
{
  ParafaFilingSender *sender =
      self->filings != NULL ? parafa_filings_get_sender (self->filings) : NULL;
  ParafaFilingStop stop =
      sender != NULL ? parafa_filing_sender_get_stop (sender) : PARAFA_FILING_STOP_NONE;
  g_autofree char *unsure = NULL;

  /* what explains the others first, until it was read */
  if (self->damage != NULL)
    say (self, "warning", "dialog-warning-symbolic", self->damage, _ ("_Dismiss"),
         "notice.dismiss");
  else if (self->n_unsure > 0)
    {
      unsure =
          g_strdup_printf (ngettext ("%u filing got no answer. First find out whether it arrived",
                                     "%u filings got no answer. First find out whether they "
                                     "arrived",
                                     self->n_unsure),
                           self->n_unsure);
      say (self, "warning", "dialog-question-symbolic", unsure, _ ("Ask _ANAF"),
           "etransport.settle");
    }
  else if (stop != PARAFA_FILING_STOP_NONE && self->n_waiting > 0)
    say (self, "warning", "dialog-warning-symbolic", parafa_filing_words_describe_stop (stop),
         _ ("_Go On"), "notice.go-on");
  else if (self->trouble != NULL)
    say (self, "warning", "dialog-warning-symbolic", self->trouble, _ ("_Dismiss"),
         "notice.dismiss");
  else if (self->n_waiting > 0)
    say_waiting (self, parafa_filing_sender_is_paused (sender));
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
unsure_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingNotice) self = PARAFA_FILING_NOTICE (user_data);
  g_autoptr (GArray) ids = parafa_archive_list_finish (PARAFA_ARCHIVE (source), result, NULL);

  if (ids == NULL || self->filings == NULL)
    return;
  self->n_unsure = ids->len;
  update (self);
}

static void
waiting_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFilingNotice) self = PARAFA_FILING_NOTICE (user_data);
  g_autoptr (GArray) ids = parafa_archive_list_finish (PARAFA_ARCHIVE (source), result, NULL);

  if (ids == NULL || self->filings == NULL)
    return;
  self->n_waiting = ids->len;
  update (self);
}

static void
count (gpointer user_data)
{
  ParafaFilingNotice *self = user_data;
  ParafaArchive *archive = parafa_filings_get_archive (self->filings);

  self->timer = 0;
  /* let go by its owner */
  if (archive == NULL)
    return;
  self->filter->states = 1u << PARAFA_FILING_UNKNOWN;
  parafa_archive_list_async (archive, self->filter, PARAFA_FILING_SORT_CREATED, FALSE, NULL,
                             unsure_counted, g_object_ref (self));
  self->filter->states = 1u << PARAFA_FILING_QUEUED | 1u << PARAFA_FILING_SENDING;
  parafa_archive_list_async (archive, self->filter, PARAFA_FILING_SORT_CREATED, FALSE, NULL,
                             waiting_counted, g_object_ref (self));
}

static void
count_soon (ParafaFilingNotice *self)
{
  if (self->timer == 0 && self->filings != NULL)
    self->timer = g_timeout_add_once (COUNT_DELAY_MS, count, self);
}

static void
go_on_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_filing_sender_resume (parafa_filings_get_sender (PARAFA_FILING_NOTICE (widget)->filings));
}

static void
pause_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_filing_sender_pause (parafa_filings_get_sender (PARAFA_FILING_NOTICE (widget)->filings));
}

static void
dismiss_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingNotice *self = PARAFA_FILING_NOTICE (widget);

  if (self->damage != NULL)
    parafa_filing_notice_set_damage (self, NULL);
  else
    parafa_filing_notice_set_trouble (self, NULL);
}

static void
parafa_filing_notice_dispose (GObject *object)
{
  ParafaFilingNotice *self = PARAFA_FILING_NOTICE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->filings);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_pointer (&self->damage, g_free);
  g_clear_pointer (&self->filter, parafa_filing_filter_free);
  G_OBJECT_CLASS (parafa_filing_notice_parent_class)->dispose (object);
}

static void
parafa_filing_notice_class_init (ParafaFilingNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_filing_notice_dispose;
  gtk_widget_class_install_action (widget_class, "notice.go-on", NULL, go_on_activated);
  gtk_widget_class_install_action (widget_class, "notice.pause", NULL, pause_activated);
  gtk_widget_class_install_action (widget_class, "notice.dismiss", NULL, dismiss_activated);
}

static void
parafa_filing_notice_init (ParafaFilingNotice *self)
{
  GtkBox *words = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));

  self->filter = parafa_filing_filter_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "bar");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "notice");
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_box_append (words, GTK_WIDGET (self->icon));
  gtk_box_append (words, GTK_WIDGET (self->label));
  gtk_box_append (self->box, GTK_WIDGET (words));
  gtk_box_append (self->box, GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * parafa_filing_notice_set_filings:
 * @self: the bar
 * @filings: what is filed
 * @profile: (nullable): id of the profile shown
 * @system: the system shown
 */
void
parafa_filing_notice_set_filings (ParafaFilingNotice *self,
                                  ParafaFilings *filings,
                                  const char *profile,
                                  ParafaFilingSystem system)
{
  ParafaFilingSender *sender;

  g_return_if_fail (PARAFA_IS_FILING_NOTICE (self));

  if (g_strcmp0 (profile, self->filter->profile) != 0 || self->filter->system != (gint64) system)
    {
      self->n_unsure = self->n_waiting = 0;
      g_clear_pointer (&self->trouble, g_free);
      update (self);
    }
  g_free (self->filter->profile);
  self->filter->profile = g_strdup (profile);
  self->filter->system = system;
  if (g_set_object (&self->filings, filings))
    {
      sender = parafa_filings_get_sender (filings);
      g_signal_connect_object (parafa_filings_get_archive (filings), "changed",
                               G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (sender, "notify::stop", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (sender, "notify::paused", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
  count_soon (self);
}

/**
 * parafa_filing_notice_set_trouble:
 * @self: the bar
 * @trouble: (nullable): why ANAF's list could not be had
 */
void
parafa_filing_notice_set_trouble (ParafaFilingNotice *self, const char *trouble)
{
  g_return_if_fail (PARAFA_IS_FILING_NOTICE (self));

  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  update (self);
}

/**
 * parafa_filing_notice_set_damage:
 * @self: the bar
 * @damage: (nullable): what became of an archive that was damaged
 *
 * It is about all systems and profiles, and stays until it was dismissed.
 */
void
parafa_filing_notice_set_damage (ParafaFilingNotice *self, const char *damage)
{
  g_return_if_fail (PARAFA_IS_FILING_NOTICE (self));

  g_free (self->damage);
  self->damage = g_strdup (damage);
  update (self);
}

/**
 * parafa_filing_notice_set_narrow:
 * @self: the bar
 * @narrow: whether there is little room
 */
void
parafa_filing_notice_set_narrow (ParafaFilingNotice *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_FILING_NOTICE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/**
 * parafa_filing_notice_get_text:
 * @self: the bar
 *
 * Returns: (transfer none) (nullable): what it says; %NULL while there is nothing to say
 */
const char *
parafa_filing_notice_get_text (ParafaFilingNotice *self)
{
  g_return_val_if_fail (PARAFA_IS_FILING_NOTICE (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (self->label) : NULL;
}
