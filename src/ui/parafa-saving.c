/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-saving.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-answer.h"
#include "parafa-choose-file.h"
#include "parafa-file-save.h"

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* -- it went wrong -- */

typedef struct
{
  ParafaSavingAgainFunc func;
  gpointer user_data;
} Failure;

static void
on_answered (const char *response, gpointer user_data)
{
  g_autofree Failure *failure = user_data;

  failure->func (g_strcmp0 (response, "again") == 0, failure->user_data);
}

/**
 * parafa_saving_fail:
 * @widget: a widget in the window to ask in
 * @why: what is wrong, and what to do
 * @other_place: whether another place would help
 * @func: (scope async): called with what the person wants
 * @user_data: for @func
 *
 * Says that something was not saved. Where the window is gone nobody is asked, and nothing is wanted.
 */
void
parafa_saving_fail (GtkWidget *widget,
                    const char *why,
                    gboolean other_place,
                    ParafaSavingAgainFunc func,
                    gpointer user_data)
{
  GtkWidget *dialog;
  Failure *failure;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (why != NULL && func != NULL);

  if (get_window (widget) == NULL)
    {
      func (FALSE, user_data);
      return;
    }
  dialog = adw_message_dialog_new (get_window (widget), _ ("It Was Not Saved"), why);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  if (other_place)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "again", _ ("_Other Place…"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog),
                                           other_place ? "again" : "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  failure = g_new0 (Failure, 1);
  failure->func = func;
  failure->user_data = user_data;
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), on_answered, failure);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- the place is chosen → written → said; a place that does not serve is chosen again -- */

typedef struct
{
  GtkWidget *widget; /* (owned) */
  char *title;       /* (owned): of the file chooser */
  char *name;        /* (owned): proposed */
  char *done;        /* (owned): said when it is saved */
  GBytes *bytes;     /* (owned) */
  ParafaSavingFunc func;
  gpointer user_data;
} Saving;

static void choose (Saving *saving);

static void
end (Saving *saving, GFile *file)
{
  if (saving->func != NULL)
    saving->func (file, saving->user_data);
  g_object_unref (saving->widget);
  g_free (saving->title);
  g_free (saving->name);
  g_free (saving->done);
  g_bytes_unref (saving->bytes);
  g_free (saving);
}

static void
on_failure_seen (gboolean again, gpointer user_data)
{
  if (again)
    choose (user_data);
  else
    end (user_data, NULL);
}

static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!parafa_file_save_finish (result, &error))
    {
      g_info ("saving: %s", error->message);
      parafa_saving_fail (saving->widget, parafa_file_save_describe (error), TRUE, on_failure_seen,
                          saving);
      return;
    }
  gtk_widget_activate_action (saving->widget, "win.toast", "s", saving->done);
  end (saving, G_FILE (source));
}

static void
place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL)
    parafa_file_save_async (file, saving->bytes, NULL, saved, saving);
  else
    end (saving, NULL);
}

static void
choose (Saving *saving)
{
  GtkWindow *window = get_window (saving->widget);

  if (window != NULL)
    parafa_choose_save_async (window, saving->title, saving->name, NULL, place_chosen, saving);
  else
    end (saving, NULL);
}

/**
 * parafa_saving_bytes:
 * @widget: a widget in the window to ask in
 * @title: of the file chooser
 * @name: of the file, proposed
 * @file: (nullable): where to; %NULL to ask
 * @bytes: what to save
 * @done: said when it is saved
 * @func: (nullable) (scope async): called at the end
 * @user_data: for @func
 *
 * Saves something where the person wants it. A place that does not serve is said, and another can be chosen.
 */
void
parafa_saving_bytes (GtkWidget *widget,
                     const char *title,
                     const char *name,
                     GFile *file,
                     GBytes *bytes,
                     const char *done,
                     ParafaSavingFunc func,
                     gpointer user_data)
{
  Saving *saving;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (title != NULL && name != NULL && bytes != NULL && done != NULL);

  saving = g_new0 (Saving, 1);
  saving->widget = g_object_ref (widget);
  saving->title = g_strdup (title);
  saving->name = g_strdup (name);
  saving->done = g_strdup (done);
  saving->bytes = g_bytes_ref (bytes);
  saving->func = func;
  saving->user_data = user_data;
  if (file != NULL)
    parafa_file_save_async (file, bytes, NULL, saved, saving);
  else
    choose (saving);
}
