/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Preloaded into an unchanged program: when its first window has painted its first frame, writes one line to the
 * file descriptor named by FIRST_FRAME_FD and quits:
 *   microseconds since FIRST_FRAME_START_NS (CLOCK_MONOTONIC), peak resident kB, mapped libraries, webkit mapped (0/1)
 */

#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static gboolean reported;

static glong
read_peak_kb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return -1;
  line = strstr (status, "VmHWM:");
  return line != NULL ? atol (line + strlen ("VmHWM:")) : -1;
}

static guint
count_libraries (gboolean *webkit)
{
  g_autofree char *maps = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = NULL;

  *webkit = FALSE;
  if (!g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL))
    return 0;
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *path = strchr (lines[i], '/');

      if (path == NULL || strstr (path, ".so") == NULL)
        continue;
      g_hash_table_add (seen, g_strdup (path));
      *webkit =
          *webkit || strstr (path, "libwebkit") != NULL || strstr (path, "javascriptcore") != NULL;
    }
  return g_hash_table_size (seen);
}

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  struct timespec now;
  const char *start = g_getenv ("FIRST_FRAME_START_NS"), *fd = g_getenv ("FIRST_FRAME_FD");
  gboolean webkit;
  guint libraries;
  gint64 us;

  if (reported)
    return;
  reported = TRUE;
  clock_gettime (CLOCK_MONOTONIC, &now);
  us = (now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec -
        g_ascii_strtoll (start, NULL, 10)) /
       1000;
  libraries = count_libraries (&webkit);
  dprintf (atoi (fd), "%ld %ld %u %d\n", (long) us, read_peak_kb (), libraries, webkit);
  g_application_quit (g_application_get_default ());
}

static void
on_realize (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint),
                    NULL);
}

static void
on_window_added (GtkApplication *app, GtkWindow *window, gpointer user_data)
{
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realize), NULL);
}

int
g_application_run (GApplication *app, int argc, char **argv)
{
  int (*real) (GApplication *, int, char **) =
      (int (*) (GApplication *, int, char **)) dlsym (RTLD_NEXT, "g_application_run");

  g_signal_connect (app, "window-added", G_CALLBACK (on_window_added), NULL);
  return real (app, argc, argv);
}
