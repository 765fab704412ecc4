/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-secret-clipboard.h"

/* What we put on a clipboard, and when it goes */
typedef struct
{
  GdkClipboard *clipboard;      /* (unowned): lives as long as the display */
  GdkContentProvider *provider; /* (owned) */
  guint timeout;
} Copied;

static const char COPIED_KEY[] = "parafa-copied";

static void
copied_free (gpointer data)
{
  Copied *copied = data;

  g_clear_handle_id (&copied->timeout, g_source_remove);
  g_clear_object (&copied->provider);
  g_free (copied);
}

static void
secret_unref (gpointer data)
{
  parafa_secret_unref (data);
}

/* Plain text, and beside it the mark by which clipboard managers know not to keep it (KDE's convention, which others
 * follow). The bytes stay in the secret's own locked memory until somebody pastes. */
static GdkContentProvider *
make_provider (ParafaSecret *secret)
{
  g_autoptr (GBytes) text =
      g_bytes_new_with_free_func (parafa_secret_get (secret), parafa_secret_get_length (secret),
                                  secret_unref, parafa_secret_ref (secret));
  g_autoptr (GBytes) hint = g_bytes_new_static ("secret", 6);
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", text),
    gdk_content_provider_new_for_bytes ("text/plain", text),
    gdk_content_provider_new_for_bytes ("UTF8_STRING", text),
    gdk_content_provider_new_for_bytes ("x-kde-passwordManagerHint", hint),
  };

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

static void
on_time_up (gpointer user_data)
{
  Copied *copied = user_data;

  copied->timeout = 0;
  parafa_secret_clipboard_clear (copied->clipboard);
}

/**
 * parafa_secret_clipboard_copy_for:
 * @clipboard: a clipboard
 * @secret: what to copy
 * @time_ms: how long it stays, in milliseconds
 *
 * Copies a secret. When the time is up the clipboard is emptied, unless something else was copied in the meantime.
 */
void
parafa_secret_clipboard_copy_for (GdkClipboard *clipboard, ParafaSecret *secret, guint time_ms)
{
  Copied *copied;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));
  g_return_if_fail (secret != NULL);

  copied = g_new0 (Copied, 1);
  copied->clipboard = clipboard;
  copied->provider = make_provider (secret);
  gdk_clipboard_set_content (clipboard, copied->provider);
  copied->timeout = g_timeout_add_once (time_ms, on_time_up, copied);
  g_object_set_data_full (G_OBJECT (clipboard), COPIED_KEY, copied, copied_free);
}

/**
 * parafa_secret_clipboard_copy:
 * @clipboard: a clipboard
 * @secret: what to copy
 *
 * Copies a secret for %PARAFA_SECRET_CLIPBOARD_SECONDS seconds.
 */
void
parafa_secret_clipboard_copy (GdkClipboard *clipboard, ParafaSecret *secret)
{
  parafa_secret_clipboard_copy_for (clipboard, secret, PARAFA_SECRET_CLIPBOARD_SECONDS * 1000);
}

/**
 * parafa_secret_clipboard_clear:
 * @clipboard: a clipboard
 *
 * Takes back what was copied, if it is still there. Also to be called at the end of the program: on X11 GTK hands
 * the clipboard over to a manager that would keep it.
 */
void
parafa_secret_clipboard_clear (GdkClipboard *clipboard)
{
  Copied *copied;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  copied = g_object_get_data (G_OBJECT (clipboard), COPIED_KEY);
  if (copied == NULL)
    return;
  if (gdk_clipboard_is_local (clipboard) &&
      gdk_clipboard_get_content (clipboard) == copied->provider)
    gdk_clipboard_set_content (clipboard, NULL);
  g_object_set_data (G_OBJECT (clipboard), COPIED_KEY, NULL);
}
