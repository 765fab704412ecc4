/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-add-application.h"

#include <glib/gi18n.h>

#include "parafa-application-check.h"
#include "parafa-error-text.h"
#include "parafa-explanation.h"
#include "parafa-form.h"
#include "parafa-login-style.h"
#include "parafa-registration-steps.h"
#include "parafa-secret-entry.h"

#define PROPOSED_CALLBACK "https://localhost:47631/callback"

struct _ParafaAddApplication
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkSpinner *spinner;
  GtkScrolledWindow *scrolled;
  GtkWidget *problem;
  ParafaExplanation *explanation;
  GtkWidget *form;
  GtkEditable *name;
  GtkEditable *client_id;
  GtkEditable *client_secret;
  GtkEditable *callback;
  GtkLabel *name_note;
  GtkLabel *client_id_note;
  GtkLabel *client_secret_note;
  GtkLabel *callback_note;
  ParafaRegistrationSteps *steps;

  ParafaSession *session;    /* (owned) */
  ParafaAccount *account;    /* (owned) (nullable): the one that is mended */
  GCancellable *cancellable; /* (owned) */
  gboolean saving;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (ParafaAddApplication, parafa_add_application, ADW_TYPE_WINDOW)

/* Pasted text often carries a blank or a line end */
static char *
get_stripped (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static void
show_note (
    GtkEditable *field, GtkLabel *note, ParafaCheck check, const char *words, const char *hint)
{
  gboolean wrong = check == PARAFA_CHECK_WRONG;

  gtk_label_set_text (note, *words != '\0' ? words : hint);
  gtk_widget_remove_css_class (GTK_WIDGET (note), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (note), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (field), "error");
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (note), "error");
      gtk_widget_add_css_class (GTK_WIDGET (field), "error");
    }
  else if (check == PARAFA_CHECK_DOUBTFUL)
    gtk_widget_add_css_class (GTK_WIDGET (note), "warning");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (note), -1);
}

static gboolean
may_save (ParafaCheck check)
{
  return check == PARAFA_CHECK_GOOD || check == PARAFA_CHECK_DOUBTFUL;
}

/* The secret is measured where it lies, in the entry's locked buffer. */
static gboolean
check_secret (ParafaAddApplication *self)
{
  const char *words = "";
  ParafaCheck check =
      parafa_application_check_client_secret (gtk_editable_get_text (self->client_secret), &words);

  show_note (self->client_secret, self->client_secret_note, check, words,
             self->account != NULL
                 ? _ ("Leave it empty to keep the one in the keyring")
                 : _ ("From ANAF’s page; goes into the keyring and nowhere else"));
  return may_save (check) || (check == PARAFA_CHECK_EMPTY && self->account != NULL);
}

static void
on_changed (ParafaAddApplication *self)
{
  g_autofree char *client_id = get_stripped (self->client_id);
  g_autofree char *callback = get_stripped (self->callback);
  const char *words = "";
  gboolean good = TRUE;
  ParafaCheck check;

  check = parafa_application_check_name (gtk_editable_get_text (self->name), &words);
  show_note (self->name, self->name_note, check, words,
             _ ("What this list calls it: the person or company whose certificate you use"));
  good = may_save (check) && good;
  check = parafa_application_check_client_id (client_id, &words);
  show_note (self->client_id, self->client_id_note, check, words,
             _ ("From ANAF’s page; see below"));
  good = may_save (check) && good;
  good = check_secret (self) && good;
  check = parafa_application_check_callback (callback, &words);
  show_note (self->callback, self->callback_note, check, words,
             _ ("The same as at ANAF, letter by letter. Parafa catches this address itself: "
                "nothing "
                "has to run there."));
  good = may_save (check) && good;

  parafa_registration_steps_set_callback (self->steps, callback);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "application.save", good && !self->saving);
}

static void
on_entry_activated (ParafaAddApplication *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "application.save", NULL);
}

/* Saving */

static void
set_saving (ParafaAddApplication *self, gboolean saving)
{
  self->saving = saving;
  parafa_form_set_sensitive (self->form, !saving);
  gtk_spinner_set_spinning (self->spinner, saving);
  parafa_explanation_set_busy (self->explanation, saving);
  on_changed (self);
}

/* nothing typed is lost: the fields stay as they are */
static void
show_failure (ParafaAddApplication *self, const GError *error)
{
  set_saving (self, FALSE);
  parafa_explanation_set_text (self->explanation, parafa_error_text_for_saving (error), NULL,
                               error->message);
  gtk_widget_set_visible (self->problem, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  parafa_explanation_grab_focus (self->explanation);
}

static void
close_saved (ParafaAddApplication *self, ParafaAccount *account)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *id = parafa_profile_get_id (parafa_account_get_profile (account));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.select-profile", "s", id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
add_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAddApplication) self = PARAFA_ADD_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaAccount) account =
      parafa_session_add_finish (PARAFA_SESSION (source), result, &error);

  if (self->closed)
    return;
  if (account == NULL)
    show_failure (self, error);
  else
    close_saved (self, account);
}

static void
profiles_saved_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAddApplication) self = PARAFA_ADD_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;
  gboolean saved = parafa_session_save_profiles_finish (PARAFA_SESSION (source), result, &error);

  if (self->closed)
    return;
  if (!saved)
    show_failure (self, error);
  else
    close_saved (self, self->account);
}

static void
fill_profile (ParafaAddApplication *self, ParafaProfile *profile)
{
  g_autofree char *name = get_stripped (self->name);
  g_autofree char *client_id = get_stripped (self->client_id);
  g_autofree char *callback = get_stripped (self->callback);

  parafa_profile_set_name (profile, name);
  parafa_profile_set_client_id (profile, client_id);
  parafa_profile_set_redirect_uri (profile, callback);
}

static void
save_profile (ParafaAddApplication *self)
{
  fill_profile (self, parafa_account_get_profile (self->account));
  parafa_session_save_profiles_async (self->session, NULL, profiles_saved_ready,
                                      g_object_ref (self));
}

static void
secret_stored_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaAddApplication) self = PARAFA_ADD_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (parafa_vault_store_client_secret_finish (PARAFA_VAULT (source), result, &error))
    save_profile (self);
  else if (!self->closed)
    show_failure (self, error);
}

static ParafaSecret *
make_secret (ParafaAddApplication *self)
{
  gsize length = 0;
  const char *text =
      parafa_application_strip (gtk_editable_get_text (self->client_secret), &length);

  return length > 0 ? parafa_secret_new (text, (gssize) length) : NULL;
}

/* The secret stays in the field until the keyring has it: a locked keyring must not cost anybody
 * the only copy. */
static void
mend_profile (ParafaAddApplication *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);
  g_autofree char *name = get_stripped (self->name);
  g_autoptr (ParafaSecret) secret = make_secret (self);

  if (secret == NULL)
    {
      save_profile (self);
      return;
    }
  parafa_vault_store_client_secret_async (parafa_session_get_vault (self->session),
                                          parafa_profile_get_id (profile), name, secret, NULL,
                                          secret_stored_ready, g_object_ref (self));
}

static void
add_profile (ParafaAddApplication *self)
{
  g_autofree char *name = get_stripped (self->name);
  g_autoptr (ParafaProfile) profile = parafa_profile_new (name, PARAFA_ENVIRONMENT_ANAF);
  g_autoptr (ParafaSecret) secret = make_secret (self);

  fill_profile (self, profile);
  parafa_session_add_async (self->session, profile, secret, self->cancellable, add_ready,
                            g_object_ref (self));
}

static void
save_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ParafaAddApplication *self = PARAFA_ADD_APPLICATION (widget);

  gtk_widget_set_visible (self->problem, FALSE);
  set_saving (self, TRUE);
  if (self->account != NULL)
    mend_profile (self);
  else
    add_profile (self);
}

static void
cancel_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
on_way (ParafaAddApplication *self, int way)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "application.save", NULL);
}

/* Construction */

static void
parafa_add_application_dispose (GObject *object)
{
  ParafaAddApplication *self = PARAFA_ADD_APPLICATION (object);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->client_secret != NULL)
    gtk_editable_set_text (self->client_secret, "");
  g_clear_object (&self->session);
  g_clear_object (&self->account);
  gtk_widget_dispose_template (GTK_WIDGET (self), PARAFA_TYPE_ADD_APPLICATION);

  G_OBJECT_CLASS (parafa_add_application_parent_class)->dispose (object);
}

static void
parafa_add_application_finalize (GObject *object)
{
  g_clear_object (&PARAFA_ADD_APPLICATION (object)->cancellable);

  G_OBJECT_CLASS (parafa_add_application_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-add-application.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, spinner);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, explanation);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, form);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, name);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, client_id);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, client_secret);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, callback);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, name_note);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, client_id_note);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, client_secret_note);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, callback_note);
  gtk_widget_class_bind_template_child (widget_class, ParafaAddApplication, steps);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_way);
}

static void
parafa_add_application_class_init (ParafaAddApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = parafa_add_application_dispose;
  object_class->finalize = parafa_add_application_finalize;
  g_type_ensure (PARAFA_TYPE_EXPLANATION);
  g_type_ensure (PARAFA_TYPE_REGISTRATION_STEPS);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "application.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "application.cancel", NULL, cancel_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "application.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "application.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK,
                                       "application.save", NULL);
}

/* A row with an entry gives its title to the row only, and the focus to the text inside */
static void
name_text (gpointer row)
{
  g_auto (GStrv) parts =
      g_strsplit (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "_", -1);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
parafa_add_application_init (ParafaAddApplication *self)
{
  parafa_login_style_load ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_explanation_set_compact (self->explanation, TRUE);
  parafa_secret_entry_guard (self->client_secret);
  name_text (self->name);
  name_text (self->client_id);
  name_text (self->client_secret);
  name_text (self->callback);
}

static void
present (GtkWindow *parent, ParafaSession *session, ParafaAccount *account)
{
  ParafaAddApplication *self =
      g_object_new (PARAFA_TYPE_ADD_APPLICATION, "transient-for", parent, NULL);
  const char *title = account != NULL ? _ ("Application Settings") : _ ("Add Application");

  self->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  gtk_editable_set_text (self->callback, PROPOSED_CALLBACK);
  if (account != NULL)
    {
      ParafaProfile *profile = parafa_account_get_profile (account);

      self->account = g_object_ref (account);
      adw_window_title_set_subtitle (self->title, parafa_profile_get_name (profile));
      gtk_editable_set_text (self->name, parafa_profile_get_name (profile));
      gtk_editable_set_text (self->client_id, parafa_profile_get_client_id (profile));
      gtk_editable_set_text (self->callback, parafa_profile_get_redirect_uri (profile));
    }
  on_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * parafa_add_application_present:
 * @parent: the window it belongs to
 * @session: the session that gets the profile
 *
 * Opens the dialog for an application that was registered at ANAF. When it is stored the dialog
 * closes and activates the parent's action "win.select-profile" with the profile's id.
 */
void
parafa_add_application_present (GtkWindow *parent, ParafaSession *session)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (PARAFA_IS_SESSION (session));

  present (parent, session, NULL);
}

/**
 * parafa_add_application_present_for:
 * @parent: the window it belongs to
 * @session: the session
 * @account: the account whose profile is mended
 *
 * Opens the dialog with what is stored. The client secret is never shown; it stays as it is unless
 * another one is typed.
 */
void
parafa_add_application_present_for (GtkWindow *parent,
                                    ParafaSession *session,
                                    ParafaAccount *account)
{
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (PARAFA_IS_SESSION (session));
  g_return_if_fail (PARAFA_IS_ACCOUNT (account));

  present (parent, session, account);
}
