/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-application.h"

#include "parafa-about.h"
#include "parafa-consent-dialog.h"
#include "parafa-filing-watch.h"
#include "parafa-hold.h"
#include "parafa-preferences.h"
#include "parafa-reminders.h"
#include "parafa-secret-clipboard.h"
#include "parafa-session.h"
#include "parafa-settings.h"
#include "parafa-theme.h"
#include "parafa-window.h"

/**
 * ParafaApplication:
 *
 * The program on the desktop: one session, one window, actions and their keys.
 */
struct _ParafaApplication
{
  AdwApplication parent_instance;

  ParafaSession
      *session; /* (owned) (nullable): made after the first frame, or for a program that asks */
  ParafaBroker *broker;       /* (owned): hands tokens to other programs */
  ParafaReminders *reminders; /* (owned) */
  ParafaFilingWatch *filings; /* (owned) */
  gboolean first_frame;
};

G_DEFINE_FINAL_TYPE (ParafaApplication, parafa_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} ACCELERATORS[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "window.close", { "<Control>w" } },
  { "win.add-profile", { "<Control>n" } },
  { "win.import", { "<Control>i" } },
  { "win.login", { "<Control>l" } },
  { "win.renew", { "<Control>r" } },
  { "win.ask-again", { "F5" } },
  { "win.copy::access", { "<Control><Shift>c" } },
  { "win.details", { "F9" } },
  { "win.rename", { "F2" } },
  { "win.find", { "<Control>f" } },
  { "win.back", { "<Alt>Left" } },
  { "win.page::token", { "<Control>1" } },
  { "win.page::certificate", { "<Control>2" } },
  { "win.page::hello", { "<Control>3" } },
  { "win.page::etransport", { "<Control>4" } },
  { "win.move-up", { "<Control><Shift>Page_Up" } },
  { "win.move-down", { "<Control><Shift>Page_Down" } },
  { "win.previous-profile", { "<Control>Page_Up" } },
  { "win.next-profile", { "<Control>Page_Down" } },
  { "win.show-help-overlay", { "<Control>question" } },
};

static void drop_session (gpointer user_data);

static void
parafa_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (parafa_application_parent_class)->startup (application);
  /* a program that asks often need not wait for a new start each time, and what it was told is remembered */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    g_application_set_inactivity_timeout (application, PARAFA_BROKER_IDLE_MS);
  parafa_theme_follow (adw_application_get_style_manager (ADW_APPLICATION (application)));
  for (guint i = 0; i < G_N_ELEMENTS (ACCELERATORS); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), ACCELERATORS[i].action,
                                           (const char *const *) ACCELERATORS[i].keys);
  /* with a window they wait for its first frame, like everything that frame does not need */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    {
      parafa_reminders_start (PARAFA_APPLICATION (application)->reminders);
      parafa_filing_watch_start (PARAFA_APPLICATION (application)->filings);
      /* the session it may have made goes when all is through */
      parafa_program_call_when_released (drop_session, application);
    }
}

static GtkWindow *
find_window (ParafaApplication *self)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    if (PARAFA_IS_WINDOW (at->data))
      return at->data;
  return NULL;
}

/* By the person's choice, on from the first day; without a schema nobody chose anything */
static void
follow_settings (ParafaSession *session)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();

  if (settings != NULL)
    g_settings_bind (settings, "renew-automatically", session, "automatic-renewal",
                     G_SETTINGS_BIND_GET);
}

/* Without a window nobody looks: the keyring asks for its password only when a program's question was let through */
static ParafaSession *
get_session (gpointer user_data)
{
  ParafaApplication *self = user_data;
  g_autoptr (ParafaClock) clock = NULL;

  if (self->session == NULL)
    {
      clock = parafa_clock_new_system ();
      self->session = parafa_session_new (NULL, clock);
      follow_settings (self->session);
      parafa_vault_set_prompts (parafa_session_get_vault (self->session),
                                find_window (self) != NULL);
    }
  return self->session;
}

static gboolean
ask (ParafaConsentQuestion *question, gpointer user_data)
{
  parafa_consent_dialog_present (GTK_APPLICATION (user_data), question);
  return TRUE;
}

static gboolean
parafa_application_dbus_register (GApplication *application,
                                  GDBusConnection *bus,
                                  const char *path,
                                  GError **error)
{
  ParafaApplication *self = PARAFA_APPLICATION (application);

  return G_APPLICATION_CLASS (parafa_application_parent_class)
             ->dbus_register (application, bus, path, error) &&
         parafa_broker_export (self->broker, bus, error);
}

static void
parafa_application_dbus_unregister (GApplication *application,
                                    GDBusConnection *bus,
                                    const char *path)
{
  ParafaApplication *self = PARAFA_APPLICATION (application);

  if (self->broker != NULL)
    parafa_broker_unexport (self->broker);
  G_APPLICATION_CLASS (parafa_application_parent_class)->dbus_unregister (application, bus, path);
}

/* The session brings libraries to life that the first frame does not need: it waits for that frame to be drawn */
static gboolean
on_frame (GtkWidget *window, GdkFrameClock *frame_clock, gpointer user_data)
{
  ParafaApplication *self = user_data;

  if (!self->first_frame)
    {
      self->first_frame = TRUE;
      return G_SOURCE_CONTINUE;
    }
  parafa_vault_set_prompts (parafa_session_get_vault (get_session (self)), TRUE);
  parafa_window_open (PARAFA_WINDOW (window), self->session);
  parafa_reminders_set_session (self->reminders, self->session);
  parafa_reminders_start (self->reminders);
  parafa_filing_watch_set_window (self->filings, TRUE);
  parafa_filing_watch_start (self->filings);
  return G_SOURCE_REMOVE;
}

static void
parafa_application_activate (GApplication *application)
{
  ParafaApplication *self = PARAFA_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  /* a program's question is a window, too */
  if (find_window (self) == NULL)
    {
      window = GTK_WINDOW (parafa_window_new (self, NULL));
      self->first_frame = FALSE;
      gtk_widget_add_tick_callback (GTK_WIDGET (window), on_frame, self, NULL);
    }
  gtk_window_present (window);
}

static void
show_profile (const char *profile_id, const char *action, gpointer user_data)
{
  ParafaApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  parafa_window_ask (PARAFA_WINDOW (find_window (self)), profile_id, action);
}

/* Without a window no token stays in memory, and no timer of an account wakes the computer at midnight. What runs, such as
 * a renewal, still needs the session. */
static void
drop_session (gpointer user_data)
{
  ParafaApplication *self = PARAFA_APPLICATION (user_data);

  if (find_window (self) != NULL)
    return;
  if (parafa_program_is_held ())
    parafa_program_call_when_released (drop_session, self);
  else
    g_clear_object (&self->session);
}

static void
parafa_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  ParafaApplication *self = PARAFA_APPLICATION (application);

  GTK_APPLICATION_CLASS (parafa_application_parent_class)->window_removed (application, window);
  if (!PARAFA_IS_WINDOW (window) || find_window (self) != NULL)
    return;
  parafa_reminders_set_session (self->reminders, NULL);
  parafa_filing_watch_set_window (self->filings, FALSE);
  drop_session (self);
}

/* GTK hands the clipboard to a manager at the end, which would keep a token for good */
static void
parafa_application_shutdown (GApplication *application)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (display != NULL)
    parafa_secret_clipboard_clear (gdk_display_get_clipboard (display));
  parafa_program_call_when_released (NULL, NULL);
  parafa_reminders_stop (PARAFA_APPLICATION (application)->reminders);
  parafa_filing_watch_stop (PARAFA_APPLICATION (application)->filings);
  g_clear_object (&PARAFA_APPLICATION (application)->broker);
  g_clear_object (&PARAFA_APPLICATION (application)->session);
  G_APPLICATION_CLASS (parafa_application_parent_class)->shutdown (application);
}

/* Closes the window as its button does, so that it can ask about a token that would be lost */
static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  /* from a dialog over the sheet over the window */
  while (window != NULL && gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (G_APPLICATION (user_data));
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  parafa_about_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  parafa_preferences_present (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
parafa_application_dispose (GObject *object)
{
  ParafaApplication *self = PARAFA_APPLICATION (object);

  g_clear_object (&self->reminders);
  g_clear_object (&self->filings);
  g_clear_object (&self->broker);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (parafa_application_parent_class)->dispose (object);
}

static void
parafa_application_class_init (ParafaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_application_dispose;
  application_class->startup = parafa_application_startup;
  application_class->activate = parafa_application_activate;
  application_class->dbus_register = parafa_application_dbus_register;
  application_class->dbus_unregister = parafa_application_dbus_unregister;
  application_class->shutdown = parafa_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = parafa_application_window_removed;
}

static void
parafa_application_init (ParafaApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_activated },
    { .name = "about", .activate = about_activated },
    { .name = "preferences", .activate = preferences_activated },
  };
  static const ParafaRemindersHost host = { get_session, show_profile };

  self->broker = parafa_broker_new (get_session, ask, self);
  self->reminders = parafa_reminders_new (G_APPLICATION (self), &host, self);
  self->filings = parafa_filing_watch_new (G_APPLICATION (self), get_session, self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/**
 * parafa_application_new:
 *
 * Returns: (transfer full): the application
 */
ParafaApplication *
parafa_application_new (void)
{
  return g_object_new (PARAFA_TYPE_APPLICATION, "application-id", PARAFA_APP_ID,
                       "resource-base-path", "/ro/parafa/Parafa", NULL);
}

/**
 * parafa_application_get_broker:
 * @self: the application
 *
 * Returns: (transfer none): what hands tokens to other programs
 */
ParafaBroker *
parafa_application_get_broker (ParafaApplication *self)
{
  g_return_val_if_fail (PARAFA_IS_APPLICATION (self), NULL);

  return self->broker;
}

/**
 * parafa_application_get_filing_watch:
 * @self: the application
 *
 * Returns: (transfer none): what follows filings, with the window and without it
 */
ParafaFilingWatch *
parafa_application_get_filing_watch (ParafaApplication *self)
{
  g_return_val_if_fail (PARAFA_IS_APPLICATION (self), NULL);

  return self->filings;
}
