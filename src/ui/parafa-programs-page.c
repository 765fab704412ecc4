/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-programs-page.h"

#include <glib/gi18n.h>

#include "parafa-application.h"
#include "parafa-consent-text.h"
#include "parafa-fact-row.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-pill.h"

/* The newest ones answer the question that brings people here */
#define N_USES_SHOWN 10
#define N_USES_ALL 200

/**
 * ParafaProgramsPage:
 *
 * Which programs may have tokens, and which asked for one; consents are taken back here.
 */
struct _ParafaProgramsPage
{
  AdwBin parent_instance;

  ParafaPage *page; /* (unowned): template children */
  GtkLabel *sentence;
  GtkListBox *allowed;
  GtkListBox *uses;
  GtkWidget *clear;
  GtkWidget *more;

  GtkSliceListModel *slice; /* (owned): of the uses */
  ParafaBroker *broker;     /* (owned) (nullable) */
  ParafaConsents *consents; /* (owned) (nullable) */
  ParafaSession *session;   /* (owned) (nullable) */
  GCancellable *loading;    /* (owned) */
};

static void parafa_programs_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaProgramsPage,
                               parafa_programs_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_programs_page_panel_init))

static ParafaProfile *
find_profile (ParafaProgramsPage *self, const char *id)
{
  ParafaAccount *account = self->session != NULL ? parafa_session_find (self->session, id) : NULL;

  return account != NULL ? parafa_account_get_profile (account) : NULL;
}

static void
set_narrow (GtkListBox *list, gboolean narrow)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (PARAFA_IS_FACT_ROW (row))
      parafa_fact_row_set_narrow (PARAFA_FACT_ROW (row), narrow);
}

static void
on_narrow_changed (ParafaProgramsPage *self)
{
  set_narrow (self->allowed, parafa_page_is_narrow (self->page));
  set_narrow (self->uses, parafa_page_is_narrow (self->page));
}

/* -- rows -- */

static void
on_revoke_clicked (GtkButton *button, ParafaConsent *consent)
{
  ParafaProgramsPage *self = PARAFA_PROGRAMS_PAGE (
      gtk_widget_get_ancestor (GTK_WIDGET (button), PARAFA_TYPE_PROGRAMS_PAGE));
  g_autoptr (ParafaConsent) held = g_object_ref (consent);

  gtk_widget_grab_focus (GTK_WIDGET (self->allowed));
  if (self->broker != NULL)
    parafa_broker_revoke (self->broker, held);
  else
    parafa_consents_revoke (self->consents, held);
}

static GtkWidget *
make_revoke_button (ParafaConsent *consent, const char *name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Take _Back"));
  /* Translators: %s is a program's name */
  g_autofree char *label = g_strdup_printf (_ ("Take back the consent of %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (button, label);
  /* newer GTK names a button by the text on it, which goes before the name it is given */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_revoke_clicked), consent, 0);
  return button;
}

static void
show_consent (ParafaConsent *consent, GParamSpec *pspec, ParafaFactRow *row)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), PARAFA_TYPE_PROGRAMS_PAGE);
  ParafaProfile *profile = NULL;
  g_autofree char *origin = parafa_consent_text_origin (parafa_consent_get_caller (consent));
  g_autofree char *used = NULL;
  g_autofree char *subtitle = NULL;

  if (page != NULL)
    profile = find_profile (PARAFA_PROGRAMS_PAGE (page), parafa_consent_get_profile_id (consent));
  used = parafa_consent_text_consent (consent, profile);
  subtitle = g_strdup_printf ("%s\n%s", origin, used);
  parafa_fact_row_set_subtitle (row, subtitle);
}

static GtkWidget *
make_consent_row (gpointer item, gpointer user_data)
{
  ParafaProgramsPage *self = user_data;
  ParafaConsent *consent = item;
  ParafaCaller *caller = parafa_consent_get_caller (consent);
  ParafaProfile *profile = find_profile (self, parafa_consent_get_profile_id (consent));
  g_autofree char *name = parafa_consent_text_name (caller);
  g_autofree char *origin = parafa_consent_text_origin (caller);
  g_autofree char *used = parafa_consent_text_consent (consent, profile);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", origin, used);
  GtkWidget *row =
      g_object_new (PARAFA_TYPE_FACT_ROW, "icon-name", "application-x-executable-symbolic", "title",
                    name, "subtitle", subtitle, "activatable", FALSE, "extra",
                    make_revoke_button (consent, name), NULL);

  parafa_fact_row_set_narrow (PARAFA_FACT_ROW (row), parafa_page_is_narrow (self->page));
  g_signal_connect_object (consent, "notify::used-at", G_CALLBACK (show_consent), row, 0);
  return row;
}

static GtkWidget *
make_use_row (gpointer item, gpointer user_data)
{
  ParafaProgramsPage *self = user_data;
  ParafaTokenUse *use = item;
  ParafaUseWord word = parafa_consent_text_event (parafa_token_use_get_event (use));
  ParafaProfile *profile = find_profile (self, parafa_token_use_get_profile_id (use));
  g_autofree char *name = parafa_consent_text_name (parafa_token_use_get_caller (use));
  g_autofree char *subtitle = parafa_consent_text_use (use, profile);
  GtkWidget *pill = parafa_pill_new (word.kind, word.icon, word.word);
  GtkWidget *row;

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (pill, GTK_ALIGN_END);
  row = g_object_new (PARAFA_TYPE_FACT_ROW, "title", name, "subtitle", subtitle, "activatable",
                      FALSE, "extra", pill, NULL);
  parafa_fact_row_set_narrow (PARAFA_FACT_ROW (row), parafa_page_is_narrow (self->page));
  return row;
}

/* -- what is shown -- */

static void
update (ParafaProgramsPage *self)
{
  guint n_consents = 0, n_uses = 0;
  g_autofree char *sentence = NULL;

  if (self->consents != NULL)
    {
      n_consents = g_list_model_get_n_items (parafa_consents_get_list (self->consents));
      n_uses = g_list_model_get_n_items (parafa_consents_get_uses (self->consents));
    }
  if (n_consents == 0)
    sentence = g_strdup (_ ("No program may take your tokens"));
  else
    sentence = g_strdup_printf (ngettext ("%u program may take a token",
                                          "%u programs may take tokens", n_consents),
                                n_consents);
  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (self->clear, n_uses > 0);
  gtk_widget_set_visible (self->more, n_uses > gtk_slice_list_model_get_size (self->slice));
}

static void
bind (ParafaProgramsPage *self)
{
  gtk_slice_list_model_set_model (self->slice, parafa_consents_get_uses (self->consents));
  gtk_list_box_bind_model (self->uses, G_LIST_MODEL (self->slice), make_use_row, self, NULL);
  gtk_list_box_bind_model (self->allowed, parafa_consents_get_list (self->consents),
                           make_consent_row, self, NULL);
  update (self);
}

static void
consents_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaProgramsPage) self = user_data;

  if (parafa_consents_load_finish (PARAFA_CONSENTS (source), result, NULL) &&
      self->consents == PARAFA_CONSENTS (source))
    bind (self);
}

static void
find_broker (ParafaProgramsPage *self)
{
  GApplication *application = g_application_get_default ();

  if (self->broker == NULL && PARAFA_IS_APPLICATION (application))
    parafa_programs_page_set_broker (self, parafa_application_get_broker (
                                               PARAFA_APPLICATION (application)));
}

static void
parafa_programs_page_set_account (ParafaPanel *panel,
                                  ParafaSession *session,
                                  ParafaAccount *account)
{
  ParafaProgramsPage *self = PARAFA_PROGRAMS_PAGE (panel);
  gboolean first = session != NULL && g_set_object (&self->session, session);

  if (session != NULL)
    find_broker (self);
  /* the names of profiles come with the session */
  if (first && self->consents != NULL)
    bind (self);
}

static void
clear_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaProgramsPage *self = PARAFA_PROGRAMS_PAGE (widget);

  if (self->consents != NULL)
    parafa_consents_clear_uses (self->consents);
}

static void
more_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaProgramsPage *self = PARAFA_PROGRAMS_PAGE (widget);

  gtk_slice_list_model_set_size (self->slice, N_USES_ALL);
  update (self);
}

static void
parafa_programs_page_dispose (GObject *object)
{
  ParafaProgramsPage *self = PARAFA_PROGRAMS_PAGE (object);

  g_cancellable_cancel (self->loading);
  if (self->allowed != NULL)
    {
      gtk_list_box_bind_model (self->allowed, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->uses, NULL, NULL, NULL, NULL);
      self->allowed = NULL;
    }
  g_clear_object (&self->slice);
  g_clear_object (&self->consents);
  g_clear_object (&self->broker);
  g_clear_object (&self->session);
  g_clear_object (&self->loading);
  G_OBJECT_CLASS (parafa_programs_page_parent_class)->dispose (object);
}

static void
parafa_programs_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = parafa_programs_page_set_account;
}

static void
parafa_programs_page_class_init (ParafaProgramsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_programs_page_dispose;
  g_type_ensure (PARAFA_TYPE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-programs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaProgramsPage, page);
  gtk_widget_class_bind_template_child (widget_class, ParafaProgramsPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaProgramsPage, allowed);
  gtk_widget_class_bind_template_child (widget_class, ParafaProgramsPage, uses);
  gtk_widget_class_bind_template_child (widget_class, ParafaProgramsPage, clear);
  gtk_widget_class_bind_template_child (widget_class, ParafaProgramsPage, more);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_install_action (widget_class, "programs.clear", NULL, clear_activated);
  gtk_widget_class_install_action (widget_class, "programs.more", NULL, more_activated);
}

static void
parafa_programs_page_init (ParafaProgramsPage *self)
{
  self->slice = gtk_slice_list_model_new (NULL, 0, N_USES_SHOWN);
  self->loading = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * parafa_programs_page_set_broker:
 * @self: a page of programs
 * @broker: whose consents are shown
 */
void
parafa_programs_page_set_broker (ParafaProgramsPage *self, ParafaBroker *broker)
{
  g_return_if_fail (PARAFA_IS_PROGRAMS_PAGE (self));

  if (g_set_object (&self->broker, broker))
    parafa_programs_page_show_consents (self, parafa_broker_get_consents (broker));
}

/**
 * parafa_programs_page_show_consents:
 * @self: a page of programs
 * @consents: what is shown, read when it was not yet
 */
void
parafa_programs_page_show_consents (ParafaProgramsPage *self, ParafaConsents *consents)
{
  g_return_if_fail (PARAFA_IS_PROGRAMS_PAGE (self));

  if (!g_set_object (&self->consents, consents))
    return;
  g_signal_connect_object (parafa_consents_get_list (consents), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parafa_consents_get_uses (consents), "items-changed",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  parafa_consents_load_async (consents, self->loading, consents_loaded, g_object_ref (self));
}
