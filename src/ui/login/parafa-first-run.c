/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-first-run.h"

#include <glib/gi18n.h>

#include "parafa-card.h"
#include "parafa-certificate-text.h"
#include "parafa-login-style.h"

/* The window is on the screen by then; looking at drivers must not hold up its first frame */
#define LOOK_DELAY_MS 400

struct _ParafaFirstRun
{
  AdwBin parent_instance;

  AdwActionRow *token_row;
  GtkBox *token_state;
  AdwActionRow *driver_row;
  GtkBox *driver_state;
  GtkBox *application_state;
  GtkWidget *add;

  ParafaCard *card;          /* (owned) (nullable): while it looks */
  GCancellable *cancellable; /* (owned) */
  guint look_source;
  gboolean looked;
};

G_DEFINE_FINAL_TYPE (ParafaFirstRun, parafa_first_run, ADW_TYPE_BIN)

/* icon and word, never colour alone */
static void
show_state (GtkBox *box, ParafaReadiness state, const char *missing_words)
{
  gboolean ready = state == PARAFA_READINESS_READY;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  if (state == PARAFA_READINESS_LOOKING)
    {
      child = gtk_spinner_new ();
      gtk_spinner_start (GTK_SPINNER (child));
      gtk_box_append (box, child);
      return;
    }
  gtk_box_append (box, gtk_image_new_from_icon_name (ready ? "object-select-symbolic"
                                                           : "dialog-warning-symbolic"));
  gtk_box_append (box, gtk_label_new (ready ? C_ ("first run", "Ready") : missing_words));
  gtk_widget_remove_css_class (GTK_WIDGET (box), ready ? "missing" : "ready");
  gtk_widget_add_css_class (GTK_WIDGET (box), ready ? "ready" : "missing");
}

/**
 * parafa_first_run_show_token:
 * @self: a first-run page
 * @state: whether there is a token with a certificate
 * @detail: (nullable): which one
 */
void
parafa_first_run_show_token (ParafaFirstRun *self, ParafaReadiness state, const char *detail)
{
  g_return_if_fail (PARAFA_IS_FIRST_RUN (self));

  switch (state)
    {
    case PARAFA_READINESS_READY:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->token_row),
                                     _ ("The USB token is in the reader"));
      break;
    case PARAFA_READINESS_MISSING:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->token_row),
                                     _ ("No USB token found"));
      break;
    case PARAFA_READINESS_LOOKING:
    default:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->token_row), _ ("USB token"));
      break;
    }
  adw_action_row_set_subtitle (self->token_row, detail != NULL ? detail : "");
  show_state (self->token_state, state, C_ ("first run", "Put It In"));
}

/**
 * parafa_first_run_show_driver:
 * @self: a first-run page
 * @state: whether a driver found a token
 * @detail: (nullable): its file, or what is wrong
 */
void
parafa_first_run_show_driver (ParafaFirstRun *self, ParafaReadiness state, const char *detail)
{
  g_return_if_fail (PARAFA_IS_FIRST_RUN (self));

  switch (state)
    {
    case PARAFA_READINESS_READY:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->driver_row),
                                     _ ("The token’s driver works"));
      break;
    case PARAFA_READINESS_MISSING:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->driver_row),
                                     _ ("No driver found a token"));
      break;
    case PARAFA_READINESS_LOOKING:
    default:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->driver_row),
                                     _ ("Driver of the token"));
      break;
    }
  adw_action_row_set_subtitle (self->driver_row, detail != NULL ? detail : "");
  show_state (self->driver_state, state, C_ ("first run", "Check It"));
}

/* Looking */

static void
show_looking (ParafaFirstRun *self)
{
  const char *words = _ ("Looking; no PIN is tried");

  parafa_first_run_show_token (self, PARAFA_READINESS_LOOKING, words);
  parafa_first_run_show_driver (self, PARAFA_READINESS_LOOKING, words);
}

static void
show_nothing (ParafaFirstRun *self, const char *const *problems)
{
  g_autofree char *detail = NULL;
  guint n_problems = problems != NULL ? g_strv_length ((char **) problems) : 0;

  parafa_first_run_show_token (self, PARAFA_READINESS_MISSING,
                               _ ("You can go on without it; it is needed for the login"));
  if (n_problems > 0)
    detail =
        g_strdup_printf (ngettext ("%u driver did not work", "%u drivers did not work", n_problems),
                         n_problems);
  parafa_first_run_show_driver (self, PARAFA_READINESS_MISSING,
                                detail != NULL
                                    ? detail
                                    : _ ("Install the one that came with the token, or OpenSC"));
}

/* the first is the best: they come in the order of use */
static void
show_found (ParafaFirstRun *self, ParafaCertificate *certificate)
{
  g_autofree char *place = parafa_certificate_text_place (certificate);
  g_autofree char *detail = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  gboolean usable = parafa_certificate_get_state (certificate, now_s) == PARAFA_CERTIFICATE_USABLE;

  if (usable)
    /* Translators: the first %s is Token “NAME”, the second a person */
    detail = g_strdup_printf (_ ("%s, with a valid certificate of %s"), place,
                              parafa_certificate_get_holder (certificate));
  else
    /* Translators: %s is Token “NAME” */
    detail = g_strdup_printf (_ ("%s, without a certificate that can be used now"), place);
  parafa_first_run_show_token (self, PARAFA_READINESS_READY, detail);
  parafa_first_run_show_driver (self, PARAFA_READINESS_READY,
                                parafa_certificate_get_place (certificate)->driver);
}

static void
list_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaFirstRun) self = PARAFA_FIRST_RUN (user_data);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GPtrArray) certificates =
      parafa_card_list_finish (PARAFA_CARD (source), result, &problems, &error);

  parafa_card_end_async (PARAFA_CARD (source), NULL, NULL, NULL);
  if (self->card != PARAFA_CARD (source))
    return;
  g_clear_object (&self->card);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "first-run.check", TRUE);
  if (certificates == NULL)
    g_debug ("first-run: %s", error->message);
  if (certificates != NULL && certificates->len > 0)
    show_found (self, g_ptr_array_index (certificates, 0));
  else
    show_nothing (self, (const char *const *) problems);
}

static void
look (ParafaFirstRun *self)
{
  if (self->card != NULL)
    return;
  self->looked = TRUE;
  self->card = parafa_card_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "first-run.check", FALSE);
  show_looking (self);
  parafa_card_list_async (self->card, self->cancellable, list_ready, g_object_ref (self));
}

static void
look_delay_over (gpointer user_data)
{
  ParafaFirstRun *self = PARAFA_FIRST_RUN (user_data);

  self->look_source = 0;
  look (self);
}

static void
check_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  look (PARAFA_FIRST_RUN (widget));
}

/* Widget */

static void
parafa_first_run_map (GtkWidget *widget)
{
  ParafaFirstRun *self = PARAFA_FIRST_RUN (widget);

  GTK_WIDGET_CLASS (parafa_first_run_parent_class)->map (widget);
  if (!self->looked && self->look_source == 0)
    self->look_source = g_timeout_add_once (LOOK_DELAY_MS, look_delay_over, self);
}

static gboolean
parafa_first_run_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PARAFA_FIRST_RUN (widget)->add);
}

static void
parafa_first_run_dispose (GObject *object)
{
  ParafaFirstRun *self = PARAFA_FIRST_RUN (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (parafa_first_run_parent_class)->dispose (object);
}

static void
parafa_first_run_finalize (GObject *object)
{
  g_clear_object (&PARAFA_FIRST_RUN (object)->cancellable);

  G_OBJECT_CLASS (parafa_first_run_parent_class)->finalize (object);
}

static void
parafa_first_run_class_init (ParafaFirstRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = parafa_first_run_dispose;
  object_class->finalize = parafa_first_run_finalize;
  widget_class->map = parafa_first_run_map;
  widget_class->grab_focus = parafa_first_run_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaFirstRun, token_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaFirstRun, token_state);
  gtk_widget_class_bind_template_child (widget_class, ParafaFirstRun, driver_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaFirstRun, driver_state);
  gtk_widget_class_bind_template_child (widget_class, ParafaFirstRun, application_state);
  gtk_widget_class_bind_template_child (widget_class, ParafaFirstRun, add);
  gtk_widget_class_install_action (widget_class, "first-run.check", NULL, check_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "first-run.check", NULL);
}

static void
parafa_first_run_init (ParafaFirstRun *self)
{
  parafa_login_style_load ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_looking (self);
  show_state (self->application_state, PARAFA_READINESS_MISSING, C_ ("first run", "To Complete"));
}

/**
 * parafa_first_run_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
parafa_first_run_new (void)
{
  return g_object_new (PARAFA_TYPE_FIRST_RUN, NULL);
}

/**
 * parafa_first_run_has_looked:
 * @self: a first-run page
 *
 * Returns: whether it looked for tokens and drivers and is done with it
 */
gboolean
parafa_first_run_has_looked (ParafaFirstRun *self)
{
  g_return_val_if_fail (PARAFA_IS_FIRST_RUN (self), FALSE);

  return self->looked && self->card == NULL;
}
