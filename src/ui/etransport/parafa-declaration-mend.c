/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-declaration-mend.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "parafa-answer.h"
#include "parafa-declaration-fix.h"
#include "parafa-saving.h"

/* The question → a place → the copy */
typedef struct
{
  GtkWidget *widget;         /* (owned) */
  ParafaFilingDraft *draft;  /* (owned) */
  ParafaDeclarationFix *fix; /* (owned) */
  ParafaDeclarationMendFunc func;
  gpointer user_data;
} Mending;

static void
end (Mending *mending, const char *path)
{
  mending->func (mending->draft, path, mending->user_data);
  g_object_unref (mending->widget);
  parafa_filing_draft_unref (mending->draft);
  parafa_declaration_fix_free (mending->fix);
  g_free (mending);
}

static ParafaDeclarationFix *
find_fix (const ParafaFilingDraft *draft, guint line, guint column)
{
  GPtrArray *findings =
      draft->check != NULL ? parafa_etransport_check_get_findings (draft->check) : NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const ParafaFinding *finding = findings->pdata[i];
      ParafaDeclarationFix *fix = NULL;

      if (finding->place.line == line && finding->place.column == column)
        fix = parafa_declaration_fix_find (finding, draft->body);
      if (fix != NULL)
        return fix;
    }
  return NULL;
}

static void
saved (GFile *file, gpointer user_data)
{
  end (user_data, file != NULL ? g_file_peek_path (file) : NULL);
}

static void
on_answered (const char *response, gpointer user_data)
{
  Mending *mending = user_data;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_strcmp0 (response, "save") != 0)
    {
      end (mending, NULL);
      return;
    }
  name = parafa_declaration_fix_make_name (mending->draft->file_name);
  bytes = parafa_declaration_fix_apply (mending->fix, mending->draft->body);
  parafa_saving_bytes (mending->widget, _ ("Save the Corrected Copy"), name, NULL, bytes,
                       _ ("Saved"), saved, mending);
}

static void
ask (Mending *mending, GtkWindow *window, guint line)
{
  GtkWidget *dialog;
  g_autofree char *body = g_strdup_printf (
      /* Translators: a value of the file, what it becomes, a line, the name of the file */
      _ ("“%s” becomes “%s” on line %u, and nothing else changes. “%s” itself stays as it is."),
      mending->fix->old_value, mending->fix->new_value, line, mending->draft->file_name);

  dialog = adw_message_dialog_new (window, _ ("Save a Corrected Copy?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save",
                                    _ ("_Save…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  parafa_answer_wait (ADW_MESSAGE_DIALOG (dialog), on_answered, mending);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * parafa_declaration_mend:
 * @widget: a widget in the window to ask in
 * @draft: a file that was read
 * @line: of the finding
 * @column: of the finding
 * @func: (scope async): called at the end
 * @user_data: for @func
 *
 * Saves a copy in which the finding is mended. What is there under the chosen name is asked about by the file chooser.
 */
void
parafa_declaration_mend (GtkWidget *widget,
                         ParafaFilingDraft *draft,
                         guint line,
                         guint column,
                         ParafaDeclarationMendFunc func,
                         gpointer user_data)
{
  GtkRoot *root;
  Mending *mending;
  ParafaDeclarationFix *fix;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (draft != NULL);

  root = gtk_widget_get_root (widget);
  fix = find_fix (draft, line, column);
  if (fix == NULL || !GTK_IS_WINDOW (root))
    {
      parafa_declaration_fix_free (fix);
      func (draft, NULL, user_data);
      return;
    }
  mending = g_new0 (Mending, 1);
  mending->widget = g_object_ref (widget);
  mending->draft = parafa_filing_draft_ref (draft);
  mending->fix = fix;
  mending->func = func;
  mending->user_data = user_data;
  ask (mending, GTK_WINDOW (root), line);
}
