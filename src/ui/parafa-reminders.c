/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-reminders.h"

#include "parafa-reminder-ends.h"
#include "parafa-reminder-renewal.h"
#include "parafa-reminder-settings.h"
#include "parafa-reminder-text.h"
#include "parafa-reminder-watch.h"
#include "parafa-settings.h"

/**
 * ParafaReminders:
 *
 * Reminds of what ends, with the window or without it, and does what the buttons of the reminders say.
 *
 * With a window the accounts tell what ends. Without one, what was told last stands in the settings; before anything is
 * said, profiles and keyring are looked at once, without asking for a password: another program may have renewed.
 */
struct _ParafaReminders
{
  GObject parent_instance;

  GApplication *application; /* (unowned): owns this */
  ParafaRemindersHost host;
  gpointer user_data;
  ParafaReminderWatch *watch; /* (owned) (nullable): after the start */
  ParafaClock *clock;         /* (owned) (nullable) */
  GSettings *settings;        /* (owned) (nullable) */
  ParafaSession *session;     /* (owned) (nullable): while there is a window */
  GHashTable *accounts;       /* (owned): ParafaAccount → id of its handler */
  GCancellable *cancellable;  /* (owned) */
  gulong session_id;
  guint update_idle;
  gboolean checking;
  gboolean checked; /* what is due now was looked at */
  gboolean held;    /* the program stays without a window */
};

G_DEFINE_FINAL_TYPE (ParafaReminders, parafa_reminders, G_TYPE_OBJECT)

/* -- what is said -- */

static void
say (ParafaReminders *self)
{
  gint64 now_s = parafa_clock_get_now (self->clock);
  /* the plan borrows from them */
  g_autoptr (GPtrArray) ends G_GNUC_UNUSED =
      g_ptr_array_ref (parafa_reminder_watch_get_ends (self->watch));
  g_autoptr (ParafaReminderPlan) plan = parafa_reminder_watch_take_due (self->watch);

  /* kept first: after a crash in between one is missed, and none comes twice */
  if (self->settings != NULL)
    {
      g_settings_set_strv (self->settings, "reminders-shown",
                           parafa_reminder_watch_get_shown (self->watch));
      g_settings_sync ();
    }
  for (guint i = 0; i < plan->due->len; i++)
    {
      const ParafaReminderEnd *end = g_ptr_array_index (plan->due, i);
      g_autoptr (GNotification) notification = parafa_reminder_text_make_notification (end, now_s);
      g_autofree char *id = parafa_reminder_text_make_id (end);

      g_application_send_notification (self->application, id, notification);
    }
}

static gboolean
is_still_there (const ParafaReminderEnd *end, GPtrArray *ends)
{
  for (guint i = 0; i < ends->len; i++)
    {
      const ParafaReminderEnd *other = g_ptr_array_index (ends, i);

      if (other->kind == end->kind && other->ends_at_s == end->ends_at_s &&
          g_str_equal (other->profile_id, end->profile_id))
        return TRUE;
    }
  return FALSE;
}

/* A reminder of what was renewed meanwhile is taken back */
static void
withdraw_gone (ParafaReminders *self, GPtrArray *ends)
{
  GPtrArray *before = parafa_reminder_watch_get_ends (self->watch);

  for (guint i = 0; i < before->len; i++)
    {
      const ParafaReminderEnd *end = g_ptr_array_index (before, i);
      g_autofree char *id = parafa_reminder_text_make_id (end);

      if (!is_still_there (end, ends))
        g_application_withdraw_notification (self->application, id);
    }
}

static void
take_ends (ParafaReminders *self, GPtrArray *ends)
{
  parafa_reminder_settings_add_confirmations (self->settings, ends);
  withdraw_gone (self, ends);
  parafa_reminder_watch_set_ends (self->watch, ends);
  parafa_reminder_settings_write_ends (self->settings, ends);
  parafa_reminder_watch_look (self->watch);
}

/* -- without a window -- */

static void
ends_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaReminders) self = PARAFA_REMINDERS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ends = parafa_reminder_ends_check_finish (result, &error);

  g_application_release (self->application);
  self->checking = FALSE;
  if (self->watch == NULL)
    return;
  if (ends == NULL)
    g_info ("reminders: %s", error->message);
  /* only what is due now: the next time, another look is taken */
  self->checked = TRUE;
  if (ends != NULL)
    take_ends (self, ends);
  else
    parafa_reminder_watch_look (self->watch);
  self->checked = FALSE;
}

static void
check (ParafaReminders *self)
{
  if (self->checking)
    return;
  self->checking = TRUE;
  g_application_hold (self->application);
  parafa_reminder_ends_check_async (NULL, parafa_reminder_watch_get_ends (self->watch),
                                    self->cancellable, ends_checked, g_object_ref (self));
}

static void
on_due (ParafaReminders *self)
{
  if (self->session != NULL || self->checked)
    say (self);
  else
    check (self);
}

/* -- with a window: the accounts tell -- */

static void
update_ends (gpointer user_data)
{
  ParafaReminders *self = user_data;
  g_autoptr (GPtrArray) ends = NULL;

  self->update_idle = 0;
  if (self->session == NULL || self->watch == NULL)
    return;
  ends = parafa_reminder_ends_from_accounts (G_LIST_MODEL (self->session),
                                             parafa_reminder_watch_get_ends (self->watch));
  take_ends (self, ends);
}

static void
on_account_changed (ParafaReminders *self)
{
  if (self->update_idle == 0)
    self->update_idle = g_idle_add_once (update_ends, self);
}

static void
on_accounts_changed (ParafaReminders *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->session)); i++)
    {
      g_autoptr (ParafaAccount) account = g_list_model_get_item (G_LIST_MODEL (self->session), i);

      if (g_hash_table_contains (self->accounts, account))
        continue;
      g_signal_connect_object (account, "changed", G_CALLBACK (on_account_changed), self,
                               G_CONNECT_SWAPPED);
      g_hash_table_add (self->accounts, g_object_ref (account));
    }
  on_account_changed (self);
}

static void
drop_session (ParafaReminders *self)
{
  GHashTableIter iter;
  gpointer account;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, &account, NULL))
    g_signal_handlers_disconnect_by_data (account, self);
  g_hash_table_remove_all (self->accounts);
  if (self->session != NULL)
    g_clear_signal_handler (&self->session_id, self->session);
  g_clear_object (&self->session);
  g_clear_handle_id (&self->update_idle, g_source_remove);
}

/* -- settings -- */

static void
update_hold (ParafaReminders *self, const ParafaReminderWishes *wishes)
{
  gboolean wanted =
      self->settings != NULL && g_settings_get_boolean (self->settings, "remind-when-closed");
  gboolean any = FALSE;

  for (guint kind = 0; kind < PARAFA_N_REMINDERS; kind++)
    any = any || wishes->days[kind][0] > 0;
  wanted = wanted && any;
  if (self->held == wanted)
    return;
  self->held = wanted;
  if (wanted)
    g_application_hold (self->application);
  else
    g_application_release (self->application);
}

static void
on_settings_changed (ParafaReminders *self, const char *key)
{
  ParafaReminderWishes wishes;

  if (g_strcmp0 (key, "confirm-ends") == 0 && self->session != NULL)
    on_account_changed (self);
  if (key != NULL && !g_str_has_prefix (key, "remind-"))
    return;
  parafa_reminder_settings_read_wishes (self->settings, &wishes);
  parafa_reminder_watch_set_wishes (self->watch, &wishes);
  update_hold (self, &wishes);
  parafa_reminder_watch_look (self->watch);
}

/* -- actions -- */

static void
show_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ParafaReminders *self = user_data;

  self->host.show (g_variant_get_string (parameter, NULL), NULL, self->user_data);
}

static void
show_certificate_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ParafaReminders *self = user_data;

  self->host.show (g_variant_get_string (parameter, NULL), "win.page::certificate",
                   self->user_data);
}

static void
show_etransport_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ParafaReminders *self = user_data;

  self->host.show (g_variant_get_string (parameter, NULL), "win.page::etransport", self->user_data);
}

static void
login_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ParafaReminders *self = user_data;

  self->host.show (g_variant_get_string (parameter, NULL), "win.login", self->user_data);
}

static void
renew_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ParafaReminders *self = user_data;

  parafa_reminder_renewal_start (self->application, self->host.get_session (self->user_data),
                                 g_variant_get_string (parameter, NULL));
}

static void
parafa_reminders_dispose (GObject *object)
{
  parafa_reminders_stop (PARAFA_REMINDERS (object));
  G_OBJECT_CLASS (parafa_reminders_parent_class)->dispose (object);
}

static void
parafa_reminders_finalize (GObject *object)
{
  ParafaReminders *self = PARAFA_REMINDERS (object);

  g_hash_table_unref (self->accounts);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (parafa_reminders_parent_class)->finalize (object);
}

static void
parafa_reminders_class_init (ParafaRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = parafa_reminders_dispose;
  object_class->finalize = parafa_reminders_finalize;
}

static void
parafa_reminders_init (ParafaReminders *self)
{
  self->accounts = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->cancellable = g_cancellable_new ();
}

/**
 * parafa_reminders_new:
 * @application: the program, which owns the reminders
 * @host: what they need of it; copied
 * @user_data: for the functions of @host
 *
 * Adds the actions show, show-certificate, show-etransport, login and renew to @application; each takes the id of a profile and works without a window.
 *
 * Returns: (transfer full): reminders that sleep until parafa_reminders_start()
 */
ParafaReminders *
parafa_reminders_new (GApplication *application,
                      const ParafaRemindersHost *host,
                      gpointer user_data)
{
  static const GActionEntry entries[] = {
    { .name = "show", .activate = show_activated, .parameter_type = "s" },
    { .name = "show-certificate", .activate = show_certificate_activated, .parameter_type = "s" },
    { .name = "show-etransport", .activate = show_etransport_activated, .parameter_type = "s" },
    { .name = "login", .activate = login_activated, .parameter_type = "s" },
    { .name = "renew", .activate = renew_activated, .parameter_type = "s" },
  };
  ParafaReminders *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (PARAFA_TYPE_REMINDERS, NULL);
  self->application = application;
  self->host = *host;
  self->user_data = user_data;
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   self);
  return self;
}

/**
 * parafa_reminders_start:
 * @self: reminders
 *
 * Begins to wait for the next reminder; without a session, profiles and keyring are looked at once. A second call does
 * nothing.
 */
void
parafa_reminders_start (ParafaReminders *self)
{
  g_autoptr (GPtrArray) ends = NULL;
  g_auto (GStrv) shown = NULL;

  g_return_if_fail (PARAFA_IS_REMINDERS (self));

  if (self->watch != NULL)
    return;
  self->clock = parafa_clock_new_system ();
  self->settings = parafa_settings_new ();
  self->watch = parafa_reminder_watch_new (self->clock, NULL);
  ends = parafa_reminder_settings_read_ends (self->settings);
  parafa_reminder_watch_set_ends (self->watch, ends);
  if (self->settings != NULL)
    {
      shown = g_settings_get_strv (self->settings, "reminders-shown");
      parafa_reminder_watch_set_shown (self->watch, (const char *const *) shown);
      g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_settings_changed), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->watch, "due", G_CALLBACK (on_due), self, G_CONNECT_SWAPPED);
  on_settings_changed (self, NULL);
  if (self->session == NULL)
    check (self);
}

/**
 * parafa_reminders_set_session:
 * @self: reminders
 * @session: (nullable): the session of the window; %NULL when it is closed
 *
 * With a session its accounts tell what ends.
 */
void
parafa_reminders_set_session (ParafaReminders *self, ParafaSession *session)
{
  g_return_if_fail (PARAFA_IS_REMINDERS (self));

  if (self->session == session)
    return;
  drop_session (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  self->session_id =
      g_signal_connect_swapped (session, "items-changed", G_CALLBACK (on_accounts_changed), self);
  if (g_list_model_get_n_items (G_LIST_MODEL (session)) > 0)
    on_accounts_changed (self);
}

/**
 * parafa_reminders_stop:
 * @self: reminders
 *
 * Waits no longer. Safe at any time, more than once.
 */
void
parafa_reminders_stop (ParafaReminders *self)
{
  g_return_if_fail (PARAFA_IS_REMINDERS (self));

  g_cancellable_cancel (self->cancellable);
  drop_session (self);
  if (self->held)
    g_application_release (self->application);
  self->held = FALSE;
  g_clear_object (&self->watch);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->clock, parafa_clock_unref);
}
