/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-summary.h"

#include <glib/gi18n.h>

#include "parafa-bezel-clock.h"
#include "parafa-certificate-lines.h"
#include "parafa-certificate-text.h"
#include "parafa-certificate-words.h"
#include "parafa-date-text.h"

#define DAY_S (G_GINT64_CONSTANT (86400))
/* as many as the renewal clock of the token page has */
#define N_MARKS 73

/**
 * ParafaCertificateSummary:
 *
 * The card on top of the certificate page: a clock, the state, the one sentence, what comes next, and buttons below.
 */
struct _ParafaCertificateSummary
{
  GtkBox parent_instance;

  ParafaBezelClock *clock; /* (unowned): template children */
  GtkBox *texts;
  ParafaPill *pill;
  GtkLabel *sentence;
  GtkLabel *next;
};

typedef enum
{
  PROP_BUTTONS = 1,
} ParafaCertificateSummaryProperty;

static GParamSpec *properties[PROP_BUTTONS + 1];

G_DEFINE_FINAL_TYPE (ParafaCertificateSummary, parafa_certificate_summary, GTK_TYPE_BOX)

static void
show_clock (ParafaCertificateSummary *self,
            gint64 from_s,
            gint64 until_s,
            ParafaPillKind kind,
            gint64 now_s)
{
  ParafaClockFace dial = parafa_clock_face_new (N_MARKS, from_s, until_s, 0, now_s);
  int days = MAX (parafa_certificate_words_count_days (until_s, now_s), 0);
  int whole = (int) CLAMP ((until_s - from_s) / DAY_S, 1, 100000);
  g_autofree char *date = parafa_date_text_long (until_s);
  g_autofree char *caption =
      g_strdup_printf (ngettext ("of %d day", "of %d days", (gulong) whole), whole);
  g_autofree char *left =
      g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) days), days);
  /* Translators: spoken: "63 days left", "of 365 days", a date */
  g_autofree char *label =
      g_strdup_printf (_ ("Certificate: %s %s, until %s"), left, caption, date);

  parafa_bezel_clock_set (self->clock, &dial, kind, days, caption, label);
}

static void
parafa_certificate_summary_set_property (GObject *object,
                                         guint prop_id,
                                         const GValue *value,
                                         GParamSpec *pspec)
{
  switch ((ParafaCertificateSummaryProperty) prop_id)
    {
    case PROP_BUTTONS:
      gtk_box_append (PARAFA_CERTIFICATE_SUMMARY (object)->texts, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_certificate_summary_class_init (ParafaCertificateSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = parafa_certificate_summary_set_property;
  /**
   * ParafaCertificateSummary:buttons:
   *
   * What stands below the texts.
   */
  properties[PROP_BUTTONS] = g_param_spec_object ("buttons", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  g_type_ensure (PARAFA_TYPE_BEZEL_CLOCK);
  g_type_ensure (PARAFA_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-certificate-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateSummary, clock);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateSummary, texts);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateSummary, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateSummary, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateSummary, next);
}

static void
parafa_certificate_summary_init (ParafaCertificateSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_certificate_summary_show:
 * @self: the card
 * @certificate: a certificate
 * @now_s: now, Unix seconds
 */
void
parafa_certificate_summary_show (ParafaCertificateSummary *self,
                                 ParafaCertificate *certificate,
                                 gint64 now_s)
{
  ParafaStateWords state = parafa_certificate_lines_get_state (certificate, now_s);
  g_autofree char *sentence = parafa_certificate_lines_make_sentence (certificate, now_s);
  g_autofree char *next = parafa_certificate_text_validity (certificate, now_s);

  g_return_if_fail (PARAFA_IS_CERTIFICATE_SUMMARY (self));

  parafa_pill_set (self->pill, state.kind, state.icon, state.word);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->next, next);
  show_clock (self, parafa_certificate_get_not_before (certificate),
              parafa_certificate_get_not_after (certificate), state.kind, now_s);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), TRUE);
}

/**
 * parafa_certificate_summary_show_end:
 * @self: the card
 * @ends_at_s: when the certificate ends, Unix seconds; -1 when unknown
 * @now_s: now, Unix seconds
 *
 * Shows what is known without the certificate itself: its end. Without its beginning there is no clock.
 */
void
parafa_certificate_summary_show_end (ParafaCertificateSummary *self, gint64 ends_at_s, gint64 now_s)
{
  int days = parafa_certificate_words_count_days (ends_at_s, now_s);
  g_autofree char *sentence = parafa_certificate_words_make_days_sentence (days);

  g_return_if_fail (PARAFA_IS_CERTIFICATE_SUMMARY (self));

  if (ends_at_s <= now_s)
    parafa_pill_set (self->pill, PARAFA_PILL_ERROR, "dialog-error-symbolic",
                     parafa_certificate_text_state (PARAFA_CERTIFICATE_EXPIRED));
  else if (days <= PARAFA_CERTIFICATE_SOON_DAYS)
    parafa_pill_set (self->pill, PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Expires soon"));
  else
    parafa_pill_set (self->pill, PARAFA_PILL_SUCCESS, "object-select-symbolic",
                     parafa_certificate_text_state (PARAFA_CERTIFICATE_USABLE));
  gtk_label_set_label (self->sentence,
                       ends_at_s > now_s ? sentence : _ ("This certificate has expired"));
  gtk_label_set_label (self->next,
                       _ ("The profile remembers this much. Everything else is read from "
                          "the token, without a PIN, or from a file."));
  gtk_widget_set_visible (GTK_WIDGET (self->clock), FALSE);
}

/**
 * parafa_certificate_summary_set_narrow:
 * @self: the card
 * @narrow: whether there is little room
 */
void
parafa_certificate_summary_set_narrow (ParafaCertificateSummary *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_CERTIFICATE_SUMMARY (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  parafa_bezel_clock_set_size (self->clock,
                               narrow ? PARAFA_BEZEL_CLOCK_SIZE_NARROW : PARAFA_BEZEL_CLOCK_SIZE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), narrow ? "title-2" : "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), narrow ? "title-3" : "title-2");
}

/**
 * parafa_certificate_summary_get_sentence:
 * @self: the card
 *
 * Returns: (transfer none): the one sentence
 */
const char *
parafa_certificate_summary_get_sentence (ParafaCertificateSummary *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_SUMMARY (self), NULL);

  return gtk_label_get_label (self->sentence);
}
