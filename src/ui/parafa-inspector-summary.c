/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-summary.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-error-text.h"
#include "parafa-inspector-text.h"
#include "parafa-inspector-times.h"
#include "parafa-pill.h"

/**
 * ParafaInspectorSummary:
 *
 * What a person wants to know of a token first.
 */
struct _ParafaInspectorSummary
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  ParafaPill *pill;
  GtkLabel *sentence;
  ParafaInspectorTimes *times;
  GtkLabel *rights;
  GtkBox *certificate_row;
  GtkLabel *certificate;
  GtkSpinner *spinner;

  char *serial;              /* (owned) (nullable) */
  char *issuer;              /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the search that runs */
};

G_DEFINE_FINAL_TYPE (ParafaInspectorSummary, parafa_inspector_summary, GTK_TYPE_WIDGET)

static void
show_life (ParafaInspectorSummary *self, ParafaClaims *claims, gint64 now_s)
{
  gint64 expires_at_s = parafa_claims_get_expires_at (claims);
  gint64 not_before_s = parafa_claims_get_not_before (claims);
  g_autofree char *relative = NULL;
  g_autofree char *sentence = NULL;

  if (expires_at_s < 0)
    {
      parafa_pill_set (self->pill, PARAFA_PILL_PLAIN, "dialog-question-symbolic", _ ("Unknown"));
      gtk_label_set_label (self->sentence, _ ("The token does not say when it expires"));
      return;
    }
  relative =
      parafa_inspector_text_relative (not_before_s > now_s ? not_before_s : expires_at_s, now_s);
  if (expires_at_s <= now_s)
    {
      parafa_pill_set (self->pill, PARAFA_PILL_ERROR, "dialog-error-symbolic", _ ("Expired"));
      /* Translators: "3 days ago" */
      sentence = g_strdup_printf (_ ("Expired %s"), relative);
    }
  else if (not_before_s > now_s)
    {
      parafa_pill_set (self->pill, PARAFA_PILL_WARNING, "alarm-symbolic", _ ("Not yet valid"));
      /* Translators: "in 5 minutes" */
      sentence = g_strdup_printf (_ ("Good only %s"), relative);
    }
  else
    {
      parafa_pill_set (self->pill, PARAFA_PILL_SUCCESS, "object-select-symbolic",
                       _ ("Not expired"));
      /* Translators: "in 63 days" */
      sentence = g_strdup_printf (_ ("Expires %s"), relative);
    }
  gtk_label_set_label (self->sentence, sentence);
}

static void
show_rights (ParafaInspectorSummary *self, ParafaClaims *claims)
{
  g_autofree char *services = parafa_inspector_text_services (parafa_claims_get_services (claims));
  g_autofree char *text = services != NULL
                              /* Translators: a list of services */
                              ? g_strdup_printf (_ ("Opens: %s"), services)
                              : g_strdup (_ ("Names no service of ANAF"));

  gtk_label_set_label (self->rights, text);
}

static void
show_certificate (ParafaInspectorSummary *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->certificate_row), self->serial != NULL);
  if (self->serial == NULL)
    return;
  if (self->issuer != NULL)
    /* Translators: serial number, name of a certification authority */
    text = g_strdup_printf (_ ("Certificate %s by %s"), self->serial, self->issuer);
  else
    /* Translators: serial number */
    text = g_strdup_printf (_ ("Certificate %s"), self->serial);
  gtk_label_set_label (self->certificate, text);
}

static void
end_search (ParafaInspectorSummary *self)
{
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "summary.search", TRUE);
}

static void
searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaInspectorSummary) self = PARAFA_INSPECTOR_SUMMARY (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaSerialSearch) search = parafa_serial_search_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    return;
  end_search (self);
  if (search != NULL)
    parafa_inspector_summary_show_search (self, search);
  else
    gtk_label_set_label (self->certificate, parafa_error_text_for_error (error)->title);
}

static void
search_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaInspectorSummary *self = PARAFA_INSPECTOR_SUMMARY (widget);

  if (self->serial == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (widget, "summary.search", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  parafa_serial_search_async (self->serial, self->cancellable, searched, g_object_ref (self));
}

static void
parafa_inspector_summary_dispose (GObject *object)
{
  ParafaInspectorSummary *self = PARAFA_INSPECTOR_SUMMARY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->issuer, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_INSPECTOR_SUMMARY);
  G_OBJECT_CLASS (parafa_inspector_summary_parent_class)->dispose (object);
}

static void
parafa_inspector_summary_class_init (ParafaInspectorSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_summary_dispose;
  g_type_ensure (PARAFA_TYPE_PILL);
  g_type_ensure (PARAFA_TYPE_INSPECTOR_TIMES);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-inspector-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, times);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, rights);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, certificate);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorSummary, spinner);
  gtk_widget_class_install_action (widget_class, "summary.search", NULL, search_activated);
}

static void
parafa_inspector_summary_init (ParafaInspectorSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_inspector_summary_set_claims:
 * @self: a summary
 * @claims: what a token says
 * @now_s: Unix seconds
 *
 * Shows another token.
 */
void
parafa_inspector_summary_set_claims (ParafaInspectorSummary *self,
                                     ParafaClaims *claims,
                                     gint64 now_s)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_SUMMARY (self));
  g_return_if_fail (claims != NULL);

  g_cancellable_cancel (self->cancellable);
  end_search (self);
  g_free (self->serial);
  g_free (self->issuer);
  self->serial = g_strdup (parafa_claims_get_serial (claims));
  self->issuer = g_strdup (parafa_claims_get_issuer (claims));
  show_life (self, claims, now_s);
  show_rights (self, claims);
  show_certificate (self);
  parafa_inspector_times_set (self->times, parafa_claims_get_not_before (claims),
                              parafa_claims_get_issued_at (claims),
                              parafa_claims_get_expires_at (claims), now_s);
}

/**
 * parafa_inspector_summary_set_narrow:
 * @self: a summary
 * @narrow: whether there is little room
 */
void
parafa_inspector_summary_set_narrow (ParafaInspectorSummary *self, gboolean narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (PARAFA_IS_INSPECTOR_SUMMARY (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->certificate_row), orientation);
}

/**
 * parafa_inspector_summary_show_search:
 * @self: a summary
 * @search: what became of the search for the certificate
 *
 * Says whether the certificate of the token is on this computer.
 */
void
parafa_inspector_summary_show_search (ParafaInspectorSummary *self,
                                      const ParafaSerialSearch *search)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PARAFA_IS_INSPECTOR_SUMMARY (self));
  g_return_if_fail (search != NULL);

  if (search->found != NULL)
    {
      const ParafaCertificatePlace *place = parafa_certificate_get_place (search->found);

      /* Translators: name of a person, label of a USB token */
      text = g_strdup_printf (_ ("It is the certificate of %s on the token “%s”"),
                              parafa_certificate_get_holder (search->found),
                              place->token_label != NULL ? place->token_label : "");
    }
  else if (search->n_certificates == 0)
    text = g_strdup (_ ("No certificate was found: is the USB token plugged in?"));
  else
    text = g_strdup_printf (ngettext ("It is not the certificate that is plugged in",
                                      "It is none of the %d certificates that are plugged in",
                                      search->n_certificates),
                            (int) search->n_certificates);
  gtk_label_set_label (self->certificate, text);
}

/**
 * parafa_inspector_summary_get_certificate:
 * @self: a summary
 *
 * Returns: (transfer none): what is said of the certificate
 */
const char *
parafa_inspector_summary_get_certificate (ParafaInspectorSummary *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_SUMMARY (self), NULL);

  return gtk_label_get_label (self->certificate);
}
