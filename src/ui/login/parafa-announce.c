/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-announce.h"

#include <gmodule.h>

/* gtk_accessible_announce() and its middle priority, of GTK 4.14. The version we build against ends before it, and one
 * build serves both, so it is looked for when it is first wanted. */
typedef void (*Announce) (GtkAccessible *self, const char *message, int priority);
#define PRIORITY_MEDIUM 1

static Announce
find_announce (void)
{
  static gsize found = 0;
  static Announce announce = NULL;

  if (g_once_init_enter (&found))
    {
      GModule *program = g_module_open (NULL, 0);
      gpointer symbol = NULL;

      if (program != NULL && g_module_symbol (program, "gtk_accessible_announce", &symbol))
        announce = (Announce) symbol;
      g_once_init_leave (&found, 1);
    }
  return announce;
}

/**
 * parafa_announce:
 * @widget: the widget that changed
 * @text: what a person who does not see it has to know, a sentence or two
 *
 * Has a screen reader say what happened away from the keyboard's place: an answer that came, a search that found. Nothing
 * happens with a GTK before 4.14, nor while @widget is not shown.
 */
void
parafa_announce (GtkWidget *widget, const char *text)
{
  Announce announce = find_announce ();

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  if (announce != NULL && *text != '\0' && gtk_widget_get_mapped (widget))
    announce (GTK_ACCESSIBLE (widget), text, PRIORITY_MEDIUM);
}

/**
 * parafa_announce_pair:
 * @widget: the widget that changed
 * @sentence: what happened, without a full stop
 * @more: what belongs to it; may be empty
 *
 * parafa_announce() of two texts that are read one after the other.
 */
void
parafa_announce_pair (GtkWidget *widget, const char *sentence, const char *more)
{
  g_autofree char *text = NULL;

  g_return_if_fail (sentence != NULL);
  g_return_if_fail (more != NULL);

  text = g_strdup_printf ("%s. %s", sentence, more);
  parafa_announce (widget, text);
}
