/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-certificate-file.h"
#include "parafa-certificate-keep.h"
#include "parafa-certificate-lookup.h"
#include "parafa-certificate-summary.h"
#include "parafa-certificate-text.h"
#include "parafa-certificate-view.h"
#include "parafa-choose-file.h"
#include "parafa-date-text.h"
#include "parafa-fact-row.h"
#include "parafa-field-row.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-problem-list.h"
#include "parafa-saving.h"
#include "parafa-serial.h"

#define SPINNER_DELAY_MS 300

/**
 * ParafaCertificatePage:
 *
 * The certificate the profile logged in with, or one from a token or a file, whole and in words.
 */
struct _ParafaCertificatePage
{
  AdwBin parent_instance;

  GtkStack *stack; /* (unowned): template children */
  ParafaProblemList *empty_problem;
  ParafaPage *page;
  ParafaCertificateSummary *summary;
  GtkBox *buttons;
  GtkWidget *read;
  GtkWidget *save;
  GtkSpinner *spinner;
  ParafaProblemList *problem;
  GtkWidget *notes;
  ParafaFactRow *foreign;
  ParafaFactRow *match;
  GtkListBox *remembered;
  ParafaCertificateView *view;

  ParafaSession *session;            /* (owned) (nullable) */
  ParafaAccount *account;            /* (owned) (nullable) */
  char *known_serial;                /* (owned) (nullable): the profile's, when its file was read */
  ParafaCertificate *own;            /* (owned) (nullable): the profile's, from its file */
  ParafaCertificate *shown;          /* (owned) (nullable) */
  ParafaCertificateDetails *details; /* (owned) (nullable): of the one shown */
  ParafaCertificateChain *chain;     /* (owned) (nullable) */
  char *origin; /* (owned) (nullable): where the one shown is from, unless it is the profile's */
  GCancellable *running; /* (owned) (nullable): reading or looking up */
  guint spinner_timeout;
};

static void parafa_certificate_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaCertificatePage,
                               parafa_certificate_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_certificate_page_panel_init))

static gint64
get_now (ParafaCertificatePage *self)
{
  return self->session != NULL ? parafa_clock_get_now (parafa_session_get_clock (self->session))
                               : g_get_real_time () / G_USEC_PER_SEC;
}

/* -- what is shown -- */

static const char *
get_token_serial (ParafaCertificatePage *self)
{
  ParafaTokenPair *pair = self->account != NULL ? parafa_account_get_pair (self->account) : NULL;
  ParafaClaims *claims = pair != NULL ? parafa_token_pair_get_claims (pair) : NULL;

  return claims != NULL ? parafa_claims_get_serial (claims) : NULL;
}

/* Says whether the token in the keyring was made with the certificate shown */
static void
show_match (ParafaCertificatePage *self)
{
  const char *serial = get_token_serial (self);
  gboolean same;

  gtk_widget_set_visible (GTK_WIDGET (self->foreign), self->origin != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->match), serial != NULL);
  gtk_widget_set_visible (self->notes, serial != NULL || self->origin != NULL);
  parafa_fact_row_set_title (self->foreign, self->origin);
  parafa_fact_row_set_subtitle (self->foreign,
                                _ ("Shown instead of the profile’s own certificate"));
  if (serial == NULL)
    return;
  same = parafa_serial_equal (serial, parafa_certificate_get_serial (self->shown));
  parafa_fact_row_set_sign (self->match, same ? PARAFA_PILL_SUCCESS : PARAFA_PILL_WARNING,
                            same ? "object-select-symbolic" : "dialog-warning-symbolic");
  if (same)
    {
      parafa_fact_row_set_title (self->match, _ ("The token was made with this certificate"));
      parafa_fact_row_set_subtitle (self->match,
                                    _ ("The serial number in the token is this certificate’s"));
    }
  else
    {
      /* Translators: %s is a serial number */
      g_autofree char *note = g_strdup_printf (_ ("The token names the serial number %s"), serial);

      parafa_fact_row_set_title (self->match, _ ("The token was made with another certificate"));
      parafa_fact_row_set_subtitle (self->match, note);
    }
}

static void
show_whole (ParafaCertificatePage *self)
{
  parafa_certificate_summary_show (self->summary, self->shown, get_now (self));
  show_match (self);
  gtk_widget_set_visible (self->read, FALSE);
  gtk_widget_set_visible (self->save, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "certificate.save", TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->remembered), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "certificate");
}

static void
add_remembered (ParafaCertificatePage *self, const char *label, const char *value, gboolean is_code)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (self->remembered, parafa_field_row_new (label, value, is_code));
}

/* Without the certificate itself: what a profile of an earlier version remembers */
static void
show_remembered (ParafaCertificatePage *self, ParafaProfile *profile)
{
  gint64 ends_at_s = parafa_profile_get_certificate_ends_at (profile);
  g_autofree char *until = ends_at_s > 0 ? parafa_date_text_long (ends_at_s) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->remembered))) != NULL)
    gtk_list_box_remove (self->remembered, child);
  add_remembered (self, _ ("Name"), parafa_profile_get_holder (profile), FALSE);
  add_remembered (self, _ ("Issuer"), parafa_profile_get_certificate_issuer (profile), FALSE);
  add_remembered (self, _ ("Serial number, as ANAF writes it"),
                  parafa_profile_get_certificate_serial (profile), TRUE);
  add_remembered (self, _ ("Valid until"), until, FALSE);
  parafa_certificate_summary_show_end (self->summary, ends_at_s, get_now (self));
  gtk_widget_set_visible (self->notes, FALSE);
  gtk_widget_set_visible (self->read, TRUE);
  gtk_widget_set_visible (self->save, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "certificate.save", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->remembered), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "certificate");
}

static void
update (ParafaCertificatePage *self)
{
  ParafaProfile *profile =
      self->account != NULL ? parafa_account_get_profile (self->account) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "certificate.back", self->origin != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "certificate.read-token",
                                 self->running == NULL && profile != NULL);
  if (self->shown != NULL)
    show_whole (self);
  else if (profile != NULL && parafa_profile_get_certificate_serial (profile) != NULL)
    show_remembered (self, profile);
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* taken: (nullable) (transfer full); origin: (nullable): NULL for the profile's own */
static void
set_shown (ParafaCertificatePage *self, ParafaCertificate *taken, const char *origin)
{
  g_clear_object (&self->shown);
  g_clear_pointer (&self->details, parafa_certificate_details_free);
  g_clear_pointer (&self->chain, parafa_certificate_chain_free);
  g_free (self->origin);
  self->origin = g_strdup (origin);
  self->shown = taken;
  if (taken != NULL)
    {
      self->details = parafa_certificate_details_new (parafa_certificate_get_der (taken), NULL);
      self->chain = parafa_certificate_chain_new (taken, parafa_certificate_get_issuers (taken));
    }
  parafa_certificate_view_show (self->view, taken, self->details, self->chain, get_now (self));
  parafa_problem_list_clear (self->problem);
  parafa_problem_list_clear (self->empty_problem);
  parafa_page_scroll_to_top (self->page);
  update (self);
}

static void
show_error (ParafaCertificatePage *self, const GError *error, const char *retry_action)
{
  ParafaProblemList *list =
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "certificate") == 0
          ? self->problem
          : self->empty_problem;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    parafa_problem_list_show_text (list,
                                   parafa_error_text_for_problem (
                                       PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES),
                                   error->message, retry_action);
  else
    parafa_problem_list_show (list, error, retry_action);
}

/* -- reading -- */

static void
on_spinner_due (gpointer user_data)
{
  ParafaCertificatePage *self = user_data;

  self->spinner_timeout = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
}

static void
end_running (ParafaCertificatePage *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static GCancellable *
begin_running (ParafaCertificatePage *self)
{
  end_running (self);
  self->running = g_cancellable_new ();
  self->spinner_timeout = g_timeout_add_once (SPINNER_DELAY_MS, on_spinner_due, self);
  return self->running;
}

static void
kept_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCertificatePage) self = PARAFA_CERTIFICATE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_keep_read_finish (result, &error);
  const char *serial;

  /* another profile is shown by now, or the page is gone */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  end_running (self);
  if (error != NULL)
    g_debug ("certificate-page: nothing kept: %s", error->message);
  serial = self->account != NULL
               ? parafa_profile_get_certificate_serial (parafa_account_get_profile (self->account))
               : NULL;
  /* a file of an earlier login says nothing about this one */
  if (certificate != NULL &&
      parafa_serial_equal (serial, parafa_certificate_get_serial (certificate)))
    g_set_object (&self->own, certificate);
  set_shown (self, self->own != NULL ? g_object_ref (self->own) : NULL, NULL);
}

static void
read_kept (ParafaCertificatePage *self)
{
  ParafaProfile *profile = parafa_account_get_profile (self->account);

  g_clear_object (&self->own);
  g_free (self->known_serial);
  self->known_serial = g_strdup (parafa_profile_get_certificate_serial (profile));
  parafa_certificate_keep_read_async (profile, begin_running (self), kept_read,
                                      g_object_ref (self));
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCertificatePage) self = PARAFA_CERTIFICATE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate =
      parafa_certificate_lookup_finish (PARAFA_SESSION (source), result, &error);
  ParafaProfile *profile;
  g_autofree char *place = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->account == NULL)
    return;
  end_running (self);
  update (self);
  if (certificate == NULL)
    {
      show_error (self, error, "certificate.read-token");
      return;
    }
  profile = parafa_account_get_profile (self->account);
  if (parafa_serial_equal (parafa_profile_get_certificate_serial (profile),
                           parafa_certificate_get_serial (certificate)))
    {
      parafa_certificate_keep_write (profile, certificate);
      g_set_object (&self->own, certificate);
      set_shown (self, g_steal_pointer (&certificate), NULL);
      return;
    }
  place = parafa_certificate_text_place (certificate);
  set_shown (self, g_steal_pointer (&certificate), *place != '\0' ? place : _ ("From the token"));
}

static void
read_token_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (widget);

  if (self->account == NULL)
    return;
  parafa_problem_list_clear (self->problem);
  parafa_problem_list_clear (self->empty_problem);
  parafa_certificate_lookup_async (self->session, parafa_account_get_profile (self->account),
                                   begin_running (self), looked_up, g_object_ref (self));
  update (self);
}

typedef struct
{
  ParafaCertificatePage *page; /* (owned) */
  char *name;                  /* (owned): of the file */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->page);
  g_free (opening->name);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
file_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  ParafaCertificatePage *self = opening->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaCertificate) certificate = parafa_certificate_keep_load_finish (result, &error);
  g_autofree char *origin = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  end_running (self);
  update (self);
  if (certificate == NULL)
    {
      show_error (self, error, "certificate.open");
      return;
    }
  /* Translators: %s is the name of a file */
  origin = g_strdup_printf (_ ("File “%s”"), opening->name);
  set_shown (self, g_steal_pointer (&certificate), origin);
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCertificatePage) self = PARAFA_CERTIFICATE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, &error);

  if (file != NULL)
    parafa_certificate_page_open (self, file);
}

static void
open_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  parafa_choose_public_certificate_async (GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                                          file_chosen, g_object_ref (widget));
}

static void
back_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (widget);

  end_running (self);
  set_shown (self, self->own != NULL ? g_object_ref (self->own) : NULL, NULL);
}

/* -- saving -- */

static void
one_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCertificatePage) self = PARAFA_CERTIFICATE_PAGE (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_certificate_page_save (self, file, FALSE);
}

static void
chain_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaCertificatePage) self = PARAFA_CERTIFICATE_PAGE (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_certificate_page_save (self, file, TRUE);
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (widget);
  gboolean with_chain = g_str_equal (g_variant_get_string (parameter, NULL), "chain");
  g_autofree char *proposed = NULL;

  if (self->shown == NULL)
    return;
  proposed = g_strconcat (parafa_certificate_get_holder (self->shown), ".pem", NULL);
  g_strdelimit (proposed, "/\\", '-');
  parafa_choose_pem_to_save_async (GTK_WINDOW (gtk_widget_get_root (widget)), proposed, NULL,
                                   with_chain ? chain_chosen : one_chosen, g_object_ref (self));
}

/* -- the widget -- */

static void
on_narrow_changed (ParafaCertificatePage *self)
{
  gboolean narrow = parafa_page_is_narrow (self->page);

  parafa_certificate_summary_set_narrow (self->summary, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  parafa_fact_row_set_narrow (self->foreign, narrow);
  parafa_problem_list_set_narrow (self->problem, narrow);
}

static void
turn_to_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (panel);
  const char *serial =
      account != NULL ? parafa_profile_get_certificate_serial (parafa_account_get_profile (account))
                      : NULL;
  gboolean same = self->account == account && g_strcmp0 (self->known_serial, serial) == 0;

  g_set_object (&self->session, session);
  g_set_object (&self->account, account);
  if (same)
    {
      update (self);
      return;
    }
  end_running (self);
  g_clear_object (&self->own);
  g_clear_pointer (&self->known_serial, g_free);
  if (account != NULL)
    read_kept (self);
  else
    set_shown (self, NULL, NULL);
}

static void
ask_again (ParafaPanel *panel)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (panel);

  if (self->account != NULL)
    read_kept (self);
}

static gboolean
go_back (ParafaPanel *panel)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (panel);

  if (self->origin == NULL)
    return FALSE;
  back_activated (GTK_WIDGET (self), NULL, NULL);
  return TRUE;
}

static void
parafa_certificate_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = turn_to_account;
  iface->ask_again = ask_again;
  iface->go_back = go_back;
}

static void
parafa_certificate_page_dispose (GObject *object)
{
  ParafaCertificatePage *self = PARAFA_CERTIFICATE_PAGE (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->account);
  g_clear_object (&self->own);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->details, parafa_certificate_details_free);
  g_clear_pointer (&self->chain, parafa_certificate_chain_free);
  g_clear_pointer (&self->known_serial, g_free);
  g_clear_pointer (&self->origin, g_free);
  G_OBJECT_CLASS (parafa_certificate_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                                \
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificatePage, child)
  BIND (stack);
  BIND (empty_problem);
  BIND (page);
  BIND (summary);
  BIND (buttons);
  BIND (read);
  BIND (save);
  BIND (spinner);
  BIND (problem);
  BIND (notes);
  BIND (foreign);
  BIND (match);
  BIND (remembered);
  BIND (view);
#undef BIND
}

static void
parafa_certificate_page_class_init (ParafaCertificatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_certificate_page_dispose;
  g_type_ensure (PARAFA_TYPE_CERTIFICATE_SUMMARY);
  g_type_ensure (PARAFA_TYPE_CERTIFICATE_VIEW);
  g_type_ensure (PARAFA_TYPE_FACT_ROW);
  g_type_ensure (PARAFA_TYPE_PAGE);
  g_type_ensure (PARAFA_TYPE_PROBLEM_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-certificate-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_install_action (widget_class, "certificate.read-token", NULL,
                                   read_token_activated);
  gtk_widget_class_install_action (widget_class, "certificate.open", NULL, open_activated);
  gtk_widget_class_install_action (widget_class, "certificate.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "certificate.save", "s", save_activated);
}

static void
parafa_certificate_page_init (ParafaCertificatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "certificate.save", FALSE);
}

/**
 * parafa_certificate_page_open:
 * @self: the page
 * @file: a file somebody chose
 *
 * Shows the certificate of a file, or says what the file is instead.
 */
void
parafa_certificate_page_open (ParafaCertificatePage *self, GFile *file)
{
  Opening *opening;
  g_autofree char *name = NULL;

  g_return_if_fail (PARAFA_IS_CERTIFICATE_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_basename (file);
  opening = g_new0 (Opening, 1);
  opening->page = g_object_ref (self);
  opening->name = g_filename_display_name (name);
  parafa_problem_list_clear (self->problem);
  parafa_problem_list_clear (self->empty_problem);
  parafa_certificate_keep_load_async (file, begin_running (self), file_loaded, opening);
}

/**
 * parafa_certificate_page_save:
 * @self: the page, showing a certificate
 * @file: where to
 * @with_chain: whether those who vouch for it go along
 *
 * Writes PEM. A file that is there is replaced when the new one is whole; where that cannot be, another place is offered.
 */
void
parafa_certificate_page_save (ParafaCertificatePage *self, GFile *file, gboolean with_chain)
{
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  char *pem;

  g_return_if_fail (PARAFA_IS_CERTIFICATE_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->shown != NULL);

  one = g_ptr_array_new ();
  g_ptr_array_add (one, self->shown);
  pem = parafa_certificate_file_make_pem (with_chain ? self->chain->links : one);
  bytes = g_bytes_new_take (pem, strlen (pem));
  name = g_file_get_basename (file);
  parafa_saving_bytes (GTK_WIDGET (self), _ ("Save the Certificate"), name, file, bytes,
                       _ ("Certificate saved"), NULL, NULL);
}

/**
 * parafa_certificate_page_is_busy:
 * @self: the page
 *
 * Returns: whether it reads something
 */
gboolean
parafa_certificate_page_is_busy (ParafaCertificatePage *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_PAGE (self), FALSE);

  return self->running != NULL;
}

/**
 * parafa_certificate_page_get_certificate:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the certificate shown
 */
ParafaCertificate *
parafa_certificate_page_get_certificate (ParafaCertificatePage *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_PAGE (self), NULL);

  return self->shown;
}

/**
 * parafa_certificate_page_get_sentence:
 * @self: the page
 *
 * Returns: (transfer none): the sentence on top
 */
const char *
parafa_certificate_page_get_sentence (ParafaCertificatePage *self)
{
  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_PAGE (self), NULL);

  return parafa_certificate_summary_get_sentence (self->summary);
}
