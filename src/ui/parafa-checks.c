/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-checks.h"

#include <glib/gi18n.h>

#include "parafa-checks-text.h"
#include "parafa-cif.h"
#include "parafa-error-text.h"
#include "parafa-fact-row.h"
#include "parafa-inspector-text.h"
#include "parafa-latency-plot.h"
#include "parafa-latency.h"

/* Ten calls in some five seconds: far from the 1000 a minute that ANAF allows */
#define PAUSE_MS 400

/**
 * ParafaChecks:
 *
 * Clock, rights, speed and companies: each asked only when a person asks.
 */
struct _ParafaChecks
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  ParafaFactRow *clock;
  ParafaFactRow *rights;
  ParafaFactRow *speed;
  GtkWidget *stop;
  GtkWidget *plot_row;
  ParafaLatencyPlot *plot;
  GtkBox *company_form;
  GtkEntry *cif;
  GtkLabel *cif_problem;
  GtkListBox *companies;
  GtkSpinner *spinner;

  ParafaSession *session; /* (owned) (nullable) */
  ParafaAccount *account; /* (owned) (nullable) */
  ParafaLatency *latency; /* (owned) (nullable) */
  GCancellable *asking;   /* (owned) (nullable): about a company */
  char *asked;            /* (owned) (nullable): its CIF */
  guint pause_ms;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ParafaChecks, parafa_checks, GTK_TYPE_WIDGET)

static void
update_actions (ParafaChecks *self)
{
  gboolean has_token = self->account != NULL && parafa_account_get_pair (self->account) != NULL;
  gboolean measuring = self->latency != NULL && parafa_latency_is_running (self->latency);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checks.measure", has_token && !measuring);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checks.stop", measuring);
  gtk_widget_set_visible (self->stop, measuring);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "checks.ask-company",
                                 has_token && self->asking == NULL);
}

/* -- speed -- */

static void
on_latency_changed (ParafaChecks *self)
{
  const GError *error = parafa_latency_get_error (self->latency);
  guint n_calls;
  const gint64 *durations_us = parafa_latency_get_durations_us (self->latency, &n_calls);

  parafa_checks_show_durations (self, durations_us, n_calls);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    parafa_fact_row_set_subtitle (self->speed, parafa_error_text_for_error (error)->title);
  update_actions (self);
}

static void
forget_latency (ParafaChecks *self)
{
  if (self->latency == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->latency, self);
  parafa_latency_cancel (self->latency);
  g_clear_object (&self->latency);
}

static void
measure_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaChecks *self = PARAFA_CHECKS (widget);

  if (self->account == NULL)
    return;
  forget_latency (self);
  self->latency = parafa_latency_new (self->account, self->pause_ms);
  g_signal_connect_swapped (self->latency, "changed", G_CALLBACK (on_latency_changed), self);
  parafa_latency_start (self->latency);
  parafa_checks_show_durations (self, NULL, 0);
  update_actions (self);
}

static void
stop_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaChecks *self = PARAFA_CHECKS (widget);

  if (self->latency != NULL)
    parafa_latency_cancel (self->latency);
}

/* -- companies -- */

static void
end_asking (ParafaChecks *self)
{
  g_clear_object (&self->asking);
  g_clear_pointer (&self->asked, g_free);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  update_actions (self);
}

static void
show_cif_problem (ParafaChecks *self, const char *text)
{
  gtk_label_set_label (self->cif_problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->cif_problem), text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->cif), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->cif), "error");
}

static void
company_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaChecks) self = PARAFA_CHECKS (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *cif = NULL;
  ParafaCompanyRight right = PARAFA_COMPANY_UNKNOWN;
  gboolean answered =
      parafa_company_right_ask_finish (PARAFA_SESSION (source), result, &right, &error);

  /* cancelled: another profile is shown, or the page is gone */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->asking == NULL)
    return;
  cif = g_steal_pointer (&self->asked);
  end_asking (self);
  if (answered)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->cif), "");
      parafa_checks_show_company (self, cif, right);
    }
  else
    show_cif_problem (self, parafa_error_text_for_error (error)->title);
}

static void
ask_company_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaChecks *self = PARAFA_CHECKS (widget);
  g_autofree char *cif = parafa_cif_normalise (gtk_editable_get_text (GTK_EDITABLE (self->cif)));

  if (self->asking != NULL || self->session == NULL || self->account == NULL)
    return;
  if (cif == NULL || !parafa_cif_is_well_formed (cif))
    {
      show_cif_problem (self, _ ("A CIF has 2 to 10 digits, without RO"));
      return;
    }
  if (!parafa_cif_has_valid_check_digit (cif))
    {
      show_cif_problem (self,
                        _ ("The last digit does not fit the others: look for a typing error"));
      return;
    }
  show_cif_problem (self, NULL);
  self->asking = g_cancellable_new ();
  self->asked = g_strdup (cif);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  update_actions (self);
  parafa_company_right_ask_async (self->session, self->account, cif, self->asking, company_asked,
                                  g_object_ref (self));
}

static void
on_cif_changed (ParafaChecks *self)
{
  show_cif_problem (self, NULL);
}

static void
on_cif_activated (ParafaChecks *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "checks.ask-company", NULL);
}

static void
clear_companies (ParafaChecks *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->companies))) != NULL)
    gtk_list_box_remove (self->companies, row);
  gtk_widget_set_visible (GTK_WIDGET (self->companies), FALSE);
}

static void
show_unknown (ParafaChecks *self)
{
  parafa_fact_row_set_sign (self->clock, PARAFA_PILL_PLAIN, "preferences-system-time-symbolic");
  parafa_fact_row_set_title (self->clock, _ ("The computer’s clock"));
  parafa_fact_row_set_subtitle (self->clock, _ ("Compared with ANAF’s when the test is sent"));
}

static void
parafa_checks_dispose (GObject *object)
{
  ParafaChecks *self = PARAFA_CHECKS (object);

  forget_latency (self);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->asked, g_free);
  g_clear_object (&self->account);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_CHECKS);
  G_OBJECT_CLASS (parafa_checks_parent_class)->dispose (object);
}

static void
parafa_checks_class_init (ParafaChecksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_checks_dispose;
  g_type_ensure (PARAFA_TYPE_FACT_ROW);
  g_type_ensure (PARAFA_TYPE_LATENCY_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/parafa-checks.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, clock);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, rights);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, speed);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, stop);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, plot_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, plot);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, company_form);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, cif);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, cif_problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, companies);
  gtk_widget_class_bind_template_child (widget_class, ParafaChecks, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_cif_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cif_activated);
  gtk_widget_class_install_action (widget_class, "checks.measure", NULL, measure_activated);
  gtk_widget_class_install_action (widget_class, "checks.stop", NULL, stop_activated);
  gtk_widget_class_install_action (widget_class, "checks.ask-company", NULL, ask_company_activated);
}

static void
parafa_checks_init (ParafaChecks *self)
{
  self->pause_ms = PAUSE_MS;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_unknown (self);
  parafa_checks_show_claims (self, NULL);
  parafa_checks_show_durations (self, NULL, 0);
  update_actions (self);
}

/**
 * parafa_checks_set_account:
 * @self: the checks
 * @session: (nullable): the session
 * @account: (nullable): whose token is checked
 *
 * Turns to another account: what runs is cancelled, what was found is forgotten.
 */
void
parafa_checks_set_account (ParafaChecks *self, ParafaSession *session, ParafaAccount *account)
{
  ParafaTokenPair *pair = account != NULL ? parafa_account_get_pair (account) : NULL;

  g_return_if_fail (PARAFA_IS_CHECKS (self));

  parafa_checks_show_claims (self, pair != NULL ? parafa_token_pair_get_claims (pair) : NULL);
  if (self->account != account)
    {
      forget_latency (self);
      g_cancellable_cancel (self->asking);
      g_set_object (&self->session, session);
      g_set_object (&self->account, account);
      end_asking (self);
      clear_companies (self);
      show_unknown (self);
      parafa_checks_show_durations (self, NULL, 0);
    }
  update_actions (self);
}

/**
 * parafa_checks_show_hello:
 * @self: the checks
 * @hello: what came back
 *
 * Says how the clocks compare.
 */
void
parafa_checks_show_hello (ParafaChecks *self, ParafaHello *hello)
{
  g_autofree char *text = NULL;
  gint64 ahead_s;
  gboolean good;

  g_return_if_fail (PARAFA_IS_CHECKS (self));
  g_return_if_fail (hello != NULL);

  if (!parafa_hello_get_clock_difference (hello, &ahead_s))
    {
      show_unknown (self);
      return;
    }
  good = parafa_checks_text_clock_is_good (ahead_s);
  text = parafa_checks_text_clock (ahead_s);
  parafa_fact_row_set_sign (self->clock, good ? PARAFA_PILL_SUCCESS : PARAFA_PILL_WARNING,
                            good ? "object-select-symbolic" : "dialog-warning-symbolic");
  parafa_fact_row_set_title (self->clock, good ? _ ("The computer’s clock is right")
                                               : _ ("The computer’s clock is wrong"));
  parafa_fact_row_set_subtitle (self->clock, text);
}

/**
 * parafa_checks_show_claims:
 * @self: the checks
 * @claims: (nullable): what the token claims
 *
 * Says which services the token claims to open.
 */
void
parafa_checks_show_claims (ParafaChecks *self, ParafaClaims *claims)
{
  g_autofree char *services = NULL;

  g_return_if_fail (PARAFA_IS_CHECKS (self));

  if (claims != NULL)
    services = parafa_inspector_text_services (parafa_claims_get_services (claims));
  parafa_fact_row_set_icon_name (self->rights, "dialog-password-symbolic");
  parafa_fact_row_set_title (self->rights, _ ("What the token claims to open"));
  parafa_fact_row_set_subtitle (self->rights,
                                services != NULL ? services : _ ("Nothing that can be read"));
}

/**
 * parafa_checks_show_durations:
 * @self: the checks
 * @durations_us: (nullable) (array length=n_calls): how long each call took; -1 for a refused one
 * @n_calls: how many
 *
 * Shows a measurement.
 */
void
parafa_checks_show_durations (ParafaChecks *self, const gint64 *durations_us, guint n_calls)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PARAFA_IS_CHECKS (self));

  if (n_calls > 0)
    text = parafa_checks_text_latency (durations_us, n_calls);
  parafa_fact_row_set_icon_name (self->speed, "network-transmit-receive-symbolic");
  parafa_fact_row_set_title (self->speed, _ ("How quickly ANAF answers"));
  parafa_fact_row_set_subtitle (self->speed, text != NULL
                                                 ? text
                                                 : _ ("Ten calls, one after another, with pauses"));
  parafa_latency_plot_set (self->plot, durations_us, n_calls);
  gtk_widget_set_visible (self->plot_row, n_calls > 0);
}

/**
 * parafa_checks_show_company:
 * @self: the checks
 * @cif: a CIF
 * @right: what ANAF said of it
 *
 * Adds a company to the list.
 */
void
parafa_checks_show_company (ParafaChecks *self, const char *cif, ParafaCompanyRight right)
{
  ParafaChecksText text;
  GtkWidget *row;
  GtkWidget *pill;
  g_autofree char *title = NULL;

  g_return_if_fail (PARAFA_IS_CHECKS (self));
  g_return_if_fail (cif != NULL);

  text = parafa_checks_text_right (right);
  pill = parafa_pill_new (text.words.kind, text.words.icon, text.words.word);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  row = g_object_new (PARAFA_TYPE_FACT_ROW, "extra", pill, NULL);
  /* Translators: number of a company */
  title = g_strdup_printf (_ ("CIF %s"), cif);
  parafa_fact_row_set_sign (PARAFA_FACT_ROW (row), text.words.kind, text.words.icon);
  parafa_fact_row_set_title (PARAFA_FACT_ROW (row), title);
  parafa_fact_row_set_subtitle (PARAFA_FACT_ROW (row), text.text);
  parafa_fact_row_set_narrow (PARAFA_FACT_ROW (row), self->narrow);
  gtk_list_box_prepend (self->companies, row);
  gtk_widget_set_visible (GTK_WIDGET (self->companies), TRUE);
}

/**
 * parafa_checks_set_narrow:
 * @self: the checks
 * @narrow: whether there is little room
 */
void
parafa_checks_set_narrow (ParafaChecks *self, gboolean narrow)
{
  GtkWidget *row;

  g_return_if_fail (PARAFA_IS_CHECKS (self));

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->company_form),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  parafa_fact_row_set_narrow (self->speed, narrow);
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->companies)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    parafa_fact_row_set_narrow (PARAFA_FACT_ROW (row), narrow);
}

/**
 * parafa_checks_set_pause:
 * @self: the checks
 * @pause_ms: how long to wait between two calls of a measurement, in milliseconds
 */
void
parafa_checks_set_pause (ParafaChecks *self, guint pause_ms)
{
  g_return_if_fail (PARAFA_IS_CHECKS (self));

  self->pause_ms = pause_ms;
}
