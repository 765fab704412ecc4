/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-uit-card.h"

#include <glib/gi18n.h>

#include "parafa-bezel-clock.h"
#include "parafa-filing-words.h"

/**
 * ParafaUitCard:
 *
 * The one thing a driver needs, and for how long.
 */
struct _ParafaUitCard
{
  AdwBin parent_instance;

  GtkWidget *box; /* (unowned): template children */
  GtkWidget *caption;
  GtkWidget *code_row;
  GtkLabel *code;
  GtkWidget *copy;
  GtkWidget *time_row;
  GtkSpinner *spinner;
  ParafaBezelClock *clock;
  GtkLabel *sentence;
  GtkLabel *confirm;

  char *uit; /* (owned) (nullable): without blanks */
  gboolean large;
  gboolean in_use;
};

G_DEFINE_FINAL_TYPE (ParafaUitCard, parafa_uit_card, ADW_TYPE_BIN)

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_uit_card_copy (PARAFA_UIT_CARD (widget));
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_time (ParafaUitCard *self, const ParafaFilingValidity *validity)
{
  gboolean waiting = validity->state == PARAFA_UIT_WAITING;
  gboolean timed = parafa_filing_validity_has_clock (validity);

  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), timed);
  if (timed)
    parafa_bezel_clock_set (self->clock, &validity->dial, validity->kind, validity->days,
                            validity->caption, validity->label);
  set_text (self->sentence, validity->sentence);
  set_text (self->confirm, validity->confirm);
  gtk_widget_set_visible (self->time_row, waiting || timed || *validity->sentence != '\0' ||
                                              validity->confirm != NULL);
}

static void
parafa_uit_card_finalize (GObject *object)
{
  g_free (PARAFA_UIT_CARD (object)->uit);
  G_OBJECT_CLASS (parafa_uit_card_parent_class)->finalize (object);
}

static void
parafa_uit_card_class_init (ParafaUitCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parafa_uit_card_finalize;
  g_type_ensure (PARAFA_TYPE_BEZEL_CLOCK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-uit-card.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ParafaUitCard, name)
  BIND (box);
  BIND (caption);
  BIND (code_row);
  BIND (code);
  BIND (copy);
  BIND (time_row);
  BIND (spinner);
  BIND (clock);
  BIND (sentence);
  BIND (confirm);
#undef BIND
  gtk_widget_class_install_action (widget_class, "uit.copy", NULL, copy_activated);
}

static void
parafa_uit_card_init (ParafaUitCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_bezel_clock_set_size (self->clock, PARAFA_BEZEL_CLOCK_SIZE_MINI);
}

/**
 * parafa_uit_card_set:
 * @self: the card
 * @record: a filing
 * @fate: (nullable): what later filings did to it
 * @now_s: the time, Unix seconds
 */
void
parafa_uit_card_set (ParafaUitCard *self,
                     const ParafaFilingRecord *record,
                     const ParafaFilingFate *fate,
                     gint64 now_s)
{
  g_autoptr (ParafaFilingValidity) validity = NULL;
  g_autofree char *grouped = NULL;
  const char *uit;

  g_return_if_fail (PARAFA_IS_UIT_CARD (self));
  g_return_if_fail (record != NULL);

  validity = parafa_filing_validity_new (record, fate, now_s);
  uit = parafa_filing_words_get_uit (record);
  g_free (self->uit);
  self->uit = g_strdup (uit);
  grouped = uit != NULL ? parafa_filing_words_group_uit (uit) : NULL;
  if (uit == NULL && validity->state == PARAFA_UIT_WAITING)
    gtk_label_set_label (self->code, C_ ("UIT", "Waiting"));
  else
    gtk_label_set_label (self->code, grouped != NULL ? grouped : "");
  if (uit != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->code), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->code), "dim-label");
  gtk_widget_set_visible (self->code_row, uit != NULL || validity->state == PARAFA_UIT_WAITING);
  gtk_widget_set_visible (self->copy, uit != NULL);
  gtk_widget_set_visible (self->caption, self->large || uit == NULL);
  self->in_use =
      (validity->state == PARAFA_UIT_AHEAD || validity->state == PARAFA_UIT_VALID ||
       validity->state == PARAFA_UIT_LAST_DAY || validity->state == PARAFA_UIT_TIMELESS) &&
      (fate == NULL || !fate->confirmed);
  show_time (self, validity);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_visible (self->code_row));
}

/**
 * parafa_uit_card_set_large:
 * @self: the card
 * @large: whether it is read aloud over the phone
 */
void
parafa_uit_card_set_large (ParafaUitCard *self, gboolean large)
{
  g_return_if_fail (PARAFA_IS_UIT_CARD (self));

  self->large = large;
  parafa_bezel_clock_set_size (self->clock,
                               large ? PARAFA_BEZEL_CLOCK_SIZE : PARAFA_BEZEL_CLOCK_SIZE_MINI);
  gtk_box_set_spacing (GTK_BOX (self->time_row), large ? 18 : 12);
  if (large)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->code), "large");
      gtk_widget_add_css_class (self->box, "card");
      gtk_widget_add_css_class (self->box, "uit-card");
    }
}

/**
 * parafa_uit_card_copy:
 * @self: the card
 *
 * Copies the UIT without blanks.
 *
 * Returns: whether there was one
 */
gboolean
parafa_uit_card_copy (ParafaUitCard *self)
{
  g_return_val_if_fail (PARAFA_IS_UIT_CARD (self), FALSE);

  if (self->uit == NULL)
    return FALSE;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->uit);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("UIT copied"));
  return TRUE;
}

/**
 * parafa_uit_card_is_in_use:
 * @self: the card
 *
 * Returns: whether a driver needs the UIT now: it counts, and the arrival was not confirmed
 */
gboolean
parafa_uit_card_is_in_use (ParafaUitCard *self)
{
  g_return_val_if_fail (PARAFA_IS_UIT_CARD (self), FALSE);

  return self->in_use;
}
