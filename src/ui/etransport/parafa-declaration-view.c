/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-declaration-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "parafa-declaration-fix.h"
#include "parafa-declaration-mend.h"
#include "parafa-declaration-page.h"
#include "parafa-filing-words.h"
#include "parafa-pill.h"

#define MAX_MARKED 400 /* characters of a line that is marked as a whole */
#define MAX_LINE 32768 /* bytes of a line that are shown */
#define MAX_WATCHED 64 /* files: the kernel has only so many watches for all programs */

/**
 * ParafaDeclarationView:
 *
 * One file or several, each as a page and as XML, with what is wrong.
 */
struct _ParafaDeclarationView
{
  AdwBin parent_instance;

  GtkLabel *title; /* (unowned): template children */
  GtkDropDown *files;
  GtkToggleButton *xml;
  GtkBox *split;
  GtkStack *stack;
  AdwClamp *clamp;
  AdwStatusPage *refused;
  GtkTextView *text;
  GtkWidget *side;
  GtkBox *pills;
  GtkLabel *verdict;
  GtkWidget *side_list;
  GtkListBox *findings;
  GtkLabel *footer;
  GtkButton *send;
  GtkWidget *changed;

  GPtrArray *drafts;          /* (owned) (nullable) (element-type ParafaFilingDraft) */
  ParafaReadable *readable;   /* (owned) (nullable): of the draft shown */
  GHashTable *places;         /* (owned): ParafaFinding to the widget that shows it */
  GPtrArray *monitors;        /* (owned) (element-type GFileMonitor) */
  ParafaCompanies *companies; /* (owned) (nullable): their names */
  ParafaFilingSystem system;
  gboolean narrow;
};

static void
read_paths (ParafaDeclarationView *self, const ParafaFilingDraft *replaced, const char *path);

static guint closed_signal;
static guint send_signal;

G_DEFINE_FINAL_TYPE (ParafaDeclarationView, parafa_declaration_view, ADW_TYPE_BIN)

static ParafaFilingDraft *
get_draft (ParafaDeclarationView *self)
{
  guint n = gtk_drop_down_get_selected (self->files);

  return self->drafts != NULL && n < self->drafts->len ? self->drafts->pdata[n] : NULL;
}

static GPtrArray *
get_findings (const ParafaFilingDraft *draft)
{
  return draft->check != NULL ? parafa_etransport_check_get_findings (draft->check) : NULL;
}

/* -- XML -- */

static GtkTextTag *
make_tag (GtkTextBuffer *buffer, const char *property, ParafaFindingSeverity severity)
{
  static const char *const colours[] = { "rgba(224,27,36,.30)", "rgba(229,165,10,.34)",
                                         "rgba(53,132,228,.26)" };
  g_autofree char *name = g_strdup_printf ("%s-%d", property, (int) severity);
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (buffer, name, property, colours[severity], NULL);
  return tag;
}

/* A file is often one line: what is marked in a long one is the attribute or the tag, not all of it */
static void
mark (GtkTextBuffer *buffer, const ParafaFinding *finding)
{
  GtkTextIter start;
  GtkTextIter end;
  guint n_quotes = 0;

  if (finding->place.line == 0 ||
      !gtk_text_buffer_get_iter_at_line (buffer, &start, (int) finding->place.line - 1))
    return;
  end = start;
  if (gtk_text_iter_get_chars_in_line (&start) <= MAX_MARKED)
    {
      gtk_text_iter_forward_line (&end);
      gtk_text_buffer_apply_tag (buffer,
                                 make_tag (buffer, "paragraph-background", finding->severity),
                                 &start, &end);
      return;
    }
  if (finding->place.column == 0 ||
      (int) finding->place.column > gtk_text_iter_get_chars_in_line (&start))
    return;
  gtk_text_iter_set_line_offset (&start, (int) finding->place.column - 1);
  end = start;
  for (guint i = 0; i < MAX_MARKED && n_quotes < 2 && !gtk_text_iter_ends_line (&end); i++)
    {
      gunichar c = gtk_text_iter_get_char (&end);

      n_quotes += c == '"' || c == '\'' ? 1 : 0;
      gtk_text_iter_forward_char (&end);
      if (c == '>')
        break;
    }
  gtk_text_buffer_apply_tag (buffer, make_tag (buffer, "background", finding->severity), &start,
                             &end);
}

/* A line of megabytes takes seconds to lay out: what is beyond reading is left out */
static char *
make_text (const ParafaFilingDraft *draft)
{
  gsize length = 0;
  const char *bytes = draft->body != NULL ? g_bytes_get_data (draft->body, &length) : "";
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) length);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strlen (lines[i]) > MAX_LINE)
      {
        char *cut = lines[i];

        *g_utf8_find_prev_char (cut, cut + MAX_LINE) = '\0';
        lines[i] = g_strconcat (cut, "…", NULL);
        g_free (cut);
      }
  return g_strjoinv ("\n", lines);
}

static void
show_xml (ParafaDeclarationView *self, const ParafaFilingDraft *draft)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GPtrArray *findings = get_findings (draft);
  g_autofree char *text = make_text (draft);
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "whole");
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_set_text (buffer, text, -1);
  /* a hyphen where a long name is wrapped would look like one of the file's */
  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (buffer, "whole", "insert-hyphens", FALSE, NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  /* of two on one line the worse is seen: what is made later lies above */
  for (int severity = PARAFA_FINDING_ADVICE; severity >= PARAFA_FINDING_ERROR; severity--)
    {
      make_tag (buffer, "paragraph-background", (ParafaFindingSeverity) severity);
      make_tag (buffer, "background", (ParafaFindingSeverity) severity);
    }
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    mark (buffer, findings->pdata[i]);
}

static void
on_xml_toggled (ParafaDeclarationView *self)
{
  const ParafaFilingDraft *draft = get_draft (self);

  if (draft == NULL)
    return;
  if (gtk_toggle_button_get_active (self->xml))
    {
      show_xml (self, draft);
      gtk_stack_set_visible_child_name (self->stack, "xml");
    }
  else
    gtk_stack_set_visible_child_name (self->stack, draft->declaration != NULL ? "page" : "refused");
}

/* -- what is wrong -- */

static void
scroll_to_line (ParafaDeclarationView *self, guint line, guint column)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter iter;

  if (line == 0 || !gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) line - 1))
    return;
  gtk_text_iter_set_line_offset (&iter,
                                 CLAMP ((int) column - 1, 0,
                                        MAX (0, gtk_text_iter_get_chars_in_line (&iter) - 1)));
  gtk_text_buffer_place_cursor (buffer, &iter);
  /* a text view that was not laid out yet scrolls to a mark as soon as it is */
  gtk_text_view_scroll_to_mark (self->text, gtk_text_buffer_get_insert (buffer), 0, TRUE, 0, .3);
}

static void
scroll_to (ParafaDeclarationView *self, const ParafaFinding *finding)
{
  GtkWidget *callout = g_hash_table_lookup (self->places, finding);
  GtkWidget *scroller =
      gtk_widget_get_ancestor (GTK_WIDGET (self->clamp), GTK_TYPE_SCROLLED_WINDOW);
  double x;
  double y;

  if (gtk_toggle_button_get_active (self->xml))
    scroll_to_line (self, finding->place.line, finding->place.column);
  else if (callout != NULL &&
           gtk_widget_translate_coordinates (callout, GTK_WIDGET (self->clamp), 0, 0, &x, &y))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                              MAX (0, y - 90));
}

static void
jump_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaDeclarationView *self = PARAFA_DECLARATION_VIEW (widget);
  guint line;
  guint column;

  g_variant_get (parameter, "(uu)", &line, &column);
  gtk_toggle_button_set_active (self->xml, TRUE);
  scroll_to_line (self, line, column);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
on_finding_activated (ParafaDeclarationView *self, GtkListBoxRow *row)
{
  scroll_to (self, g_object_get_data (G_OBJECT (row), "finding"));
}

static void
add_finding (ParafaDeclarationView *self, ParafaFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
      gtk_image_new_from_icon_name (parafa_declaration_page_get_icon (finding->severity));
  g_autofree char *message = parafa_filing_words_describe_finding (finding);
  g_autofree char *place = parafa_filing_words_make_place (finding);

  gtk_widget_add_css_class (icon, parafa_declaration_page_get_css_class (finding->severity));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "finding", finding);
  gtk_list_box_append (self->findings, row);
}

static void
add_pill (ParafaDeclarationView *self, ParafaFindingSeverity severity, guint n)
{
  static const ParafaPillKind kinds[] = { PARAFA_PILL_ERROR, PARAFA_PILL_WARNING,
                                          PARAFA_PILL_ACCENT };
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  if (severity == PARAFA_FINDING_ERROR)
    text = g_strdup_printf (ngettext ("%u error", "%u errors", n), n);
  else if (severity == PARAFA_FINDING_WARNING)
    text = g_strdup_printf (ngettext ("%u warning", "%u warnings", n), n);
  else
    text = g_strdup_printf (ngettext ("%u hint", "%u hints", n), n);
  gtk_box_append (self->pills, parafa_pill_new (kinds[severity],
                                                parafa_declaration_page_get_icon (severity), text));
}

static void
show_findings (ParafaDeclarationView *self, const ParafaFilingDraft *draft)
{
  GPtrArray *findings = get_findings (draft);
  guint counts[3] = { 0, 0, 0 };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pills))) != NULL)
    gtk_box_remove (self->pills, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_list_box_remove (self->findings, child);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      counts[((ParafaFinding *) findings->pdata[i])->severity]++;
      /* the list stays short; all of them stand beside their places */
      if (i < 100)
        add_finding (self, findings->pdata[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    add_pill (self, (ParafaFindingSeverity) i, counts[i]);
  if (findings != NULL && findings->len == 0)
    gtk_box_append (self->pills, parafa_pill_new (PARAFA_PILL_SUCCESS, "object-select-symbolic",
                                                  _ ("No findings")));
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings != NULL && findings->len > 0);
  gtk_label_set_label (self->verdict, parafa_filing_draft_is_ready (draft)
                                          ? _ ("It can be sent")
                                          : _ ("It cannot be sent yet"));
}

/* -- mending: the copy takes the place of the file -- */

static void
add_fixes (ParafaDeclarationView *self, const ParafaFilingDraft *draft)
{
  GPtrArray *findings = get_findings (draft);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      g_autoptr (ParafaDeclarationFix) fix =
          parafa_declaration_fix_find (findings->pdata[i], draft->body);
      GtkWidget *callout = g_hash_table_lookup (self->places, findings->pdata[i]);

      if (fix != NULL && callout != NULL)
        parafa_declaration_page_add_fix (callout, findings->pdata[i], fix->new_value);
    }
}

static void
mended (ParafaFilingDraft *draft, const char *path, gpointer user_data)
{
  g_autoptr (ParafaDeclarationView) self = PARAFA_DECLARATION_VIEW (user_data);

  if (path != NULL)
    read_paths (self, draft, path);
}

static void
fix_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaFilingDraft *draft = get_draft (PARAFA_DECLARATION_VIEW (widget));
  guint line;
  guint column;

  g_variant_get (parameter, "(uu)", &line, &column);
  if (draft != NULL)
    parafa_declaration_mend (widget, draft, line, column, mended, g_object_ref (widget));
}

/* -- the draft shown -- */

static void
show_refused (ParafaDeclarationView *self, const ParafaFilingDraft *draft)
{
  GPtrArray *findings = get_findings (draft);
  g_autofree char *message = NULL;

  if (draft->error != NULL)
    {
      adw_status_page_set_title (self->refused, _ ("The File Cannot Be Read"));
      adw_status_page_set_description (self->refused, g_error_matches (draft->error, G_IO_ERROR,
                                                                       G_IO_ERROR_NOT_FOUND)
                                                          ? _ ("It is not there any more.")
                                                          : _ ("Look whether you may read it, and "
                                                               "whether it is larger than 5 MB."));
      return;
    }
  if (findings != NULL && findings->len > 0)
    message = parafa_filing_words_describe_finding (findings->pdata[0]);
  adw_status_page_set_title (self->refused, _ ("This Is No e-Transport Declaration"));
  adw_status_page_set_description (self->refused, NULL);
  if (message != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (message, -1);

      adw_status_page_set_description (self->refused, escaped);
    }
}

static void
show_draft (ParafaDeclarationView *self)
{
  const ParafaFilingDraft *draft = get_draft (self);

  if (draft == NULL)
    return;
  g_hash_table_remove_all (self->places);
  adw_clamp_set_child (self->clamp, NULL);
  g_clear_pointer (&self->readable, parafa_readable_unref);
  gtk_label_set_label (self->title, draft->file_name);
  if (draft->declaration != NULL)
    {
      self->readable = parafa_readable_new (draft->check);
      adw_clamp_set_child (self->clamp, parafa_declaration_page_new (self->readable, self->places));
      add_fixes (self, draft);
    }
  else
    show_refused (self, draft);
  gtk_widget_set_sensitive (GTK_WIDGET (self->xml), draft->body != NULL);
  show_findings (self, draft);
  on_xml_toggled (self);
}

/* A folder holds other XML files, too: what is no declaration at all is left out. What is one and has errors is not
 * left behind silently: it keeps all of them. */
static gboolean
is_other (const ParafaFilingDraft *draft)
{
  return draft->body != NULL && draft->declaration == NULL;
}

static GPtrArray *
find_ready (ParafaDeclarationView *self, const ParafaFilingDraft **wrong, guint *n_other)
{
  GPtrArray *ready = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_filing_draft_unref);

  *wrong = NULL;
  *n_other = 0;
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      ParafaFilingDraft *draft = self->drafts->pdata[i];

      if (parafa_filing_draft_is_ready (draft))
        g_ptr_array_add (ready, parafa_filing_draft_ref (draft));
      else if (is_other (draft))
        ++*n_other;
      else if (*wrong == NULL)
        *wrong = draft;
    }
  if (*wrong == NULL && ready->len == 0 && self->drafts != NULL)
    *wrong = self->drafts->pdata[0];
  return ready;
}

static char *
make_footer (ParafaDeclarationView *self, guint n_declarations, guint n_other)
{
  const char *system = parafa_filing_words_name_system (self->system);
  const ParafaFilingDraft *first = self->drafts->pdata[0];
  g_autofree char *company = NULL;
  g_autofree char *all = NULL;
  g_autofree char *other = NULL;

  if (self->drafts->len == 1)
    {
      if (first->declaration == NULL || first->declaration->declarant == NULL)
        return g_strdup ("");
      company = parafa_filing_words_name_company (self->companies, first->declaration->declarant);
      /* Translators: a company's name and CIF, then test, production or practice */
      return g_strdup_printf (_ ("For %s, to %s"), company, system);
    }
  /* Translators: how many, then test, production or practice */
  all =
      g_strdup_printf (ngettext ("%u declaration, to %s", "%u declarations, to %s", n_declarations),
                       n_declarations, system);
  if (n_other == 0)
    return g_steal_pointer (&all);
  other = g_strdup_printf (ngettext ("%u file is no declaration and is left out",
                                     "%u files are no declarations and are left out", n_other),
                           n_other);
  return g_strdup_printf ("%s · %s", all, other);
}

static void
update_send (ParafaDeclarationView *self)
{
  const ParafaFilingDraft *wrong;
  guint n_other;
  G_GNUC_UNUSED g_autoptr (GPtrArray) ready = find_ready (self, &wrong, &n_other);
  g_autofree char *tooltip = NULL;
  g_autofree char *footer = make_footer (self, self->drafts->len - n_other, n_other);

  if (wrong != NULL)
    /* Translators: %s is the name of a file */
    tooltip = g_strdup_printf (_ ("“%s” has errors; mend them first"), wrong->file_name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "declaration.send", wrong == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send),
                               tooltip != NULL ? tooltip
                                               : _ ("Asks once more before anything is sent"));
  gtk_label_set_label (self->footer, footer);
}

/* -- the files on the disk -- */

static void
on_file_changed (ParafaDeclarationView *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    gtk_widget_set_visible (self->changed, TRUE);
}

static void
watch_files (ParafaDeclarationView *self)
{
  g_ptr_array_set_size (self->monitors, 0);
  gtk_widget_set_visible (self->changed, FALSE);
  for (guint i = 0; i < MIN (self->drafts->len, MAX_WATCHED); i++)
    {
      g_autoptr (GFile) file =
          g_file_new_for_path (((const ParafaFilingDraft *) self->drafts->pdata[i])->path);
      GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

      if (monitor == NULL)
        continue;
      g_signal_connect_object (monitor, "changed", G_CALLBACK (on_file_changed), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->monitors, monitor);
    }
}

static void
check_again_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_declaration_view_read_again (PARAFA_DECLARATION_VIEW (widget));
}

static void
close_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, closed_signal, 0);
}

static void
send_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (parafa_declaration_view_can_send (PARAFA_DECLARATION_VIEW (widget)))
    g_signal_emit (widget, send_signal, 0);
}

static void
next_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaDeclarationView *self = PARAFA_DECLARATION_VIEW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->findings);
  int step = g_variant_get_int32 (parameter);
  int at = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (self->findings, MAX (at, 0));
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->findings, row);
  on_finding_activated (self, row);
}

static void
parafa_declaration_view_dispose (GObject *object)
{
  ParafaDeclarationView *self = PARAFA_DECLARATION_VIEW (object);

  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->readable, parafa_readable_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  g_clear_object (&self->companies);
  G_OBJECT_CLASS (parafa_declaration_view_parent_class)->dispose (object);
}

static void
parafa_declaration_view_class_init (ParafaDeclarationViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_declaration_view_dispose;
  closed_signal = g_signal_new ("closed", PARAFA_TYPE_DECLARATION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  send_signal = g_signal_new ("send", PARAFA_TYPE_DECLARATION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-declaration-view.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ParafaDeclarationView, name)
  BIND (title);
  BIND (files);
  BIND (xml);
  BIND (split);
  BIND (stack);
  BIND (clamp);
  BIND (refused);
  BIND (text);
  BIND (side);
  BIND (pills);
  BIND (verdict);
  BIND (side_list);
  BIND (findings);
  BIND (footer);
  BIND (send);
  BIND (changed);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_xml_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_finding_activated);
  gtk_widget_class_bind_template_callback (widget_class, show_draft);
  gtk_widget_class_install_action (widget_class, "declaration.close", NULL, close_activated);
  gtk_widget_class_install_action (widget_class, "declaration.send", NULL, send_activated);
  gtk_widget_class_install_action (widget_class, "declaration.next", "i", next_activated);
  gtk_widget_class_install_action (widget_class, "declaration.jump", "(uu)", jump_activated);
  gtk_widget_class_install_action (widget_class, "declaration.fix", "(uu)", fix_activated);
  gtk_widget_class_install_action (widget_class, "declaration.check-again", NULL,
                                   check_again_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "declaration.next", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, GDK_SHIFT_MASK, "declaration.next",
                                       "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "declaration.send", NULL);
}

static void
parafa_declaration_view_init (ParafaDeclarationView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->places = g_hash_table_new (NULL, NULL);
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * parafa_declaration_view_set_companies:
 * @self: the view
 * @companies: who knows the names of companies
 */
void
parafa_declaration_view_set_companies (ParafaDeclarationView *self, ParafaCompanies *companies)
{
  g_return_if_fail (PARAFA_IS_DECLARATION_VIEW (self));

  g_set_object (&self->companies, companies);
}

/**
 * parafa_declaration_view_show:
 * @self: the view
 * @drafts: (element-type ParafaFilingDraft): what was read; not empty
 * @system: where it would go
 */
void
parafa_declaration_view_show (ParafaDeclarationView *self,
                              GPtrArray *drafts,
                              ParafaFilingSystem system)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (PARAFA_IS_DECLARATION_VIEW (self));
  g_return_if_fail (drafts != NULL && drafts->len > 0);

  g_ptr_array_ref (drafts);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = drafts;
  self->system = system;
  for (guint i = 0; i < drafts->len; i++)
    gtk_string_list_append (names, ((const ParafaFilingDraft *) drafts->pdata[i])->file_name);
  gtk_drop_down_set_model (self->files, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->files), drafts->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->title), drafts->len == 1);
  gtk_toggle_button_set_active (self->xml, FALSE);
  watch_files (self);
  show_draft (self);
  update_send (self);
}

static void
read_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaDeclarationView) self = PARAFA_DECLARATION_VIEW (user_data);
  g_autoptr (GPtrArray) drafts = parafa_filing_drafts_read_finish (result, NULL);
  guint shown;
  gboolean xml;

  /* the page may be gone by now, and its widgets with it */
  if (drafts == NULL || drafts->len == 0 || self->places == NULL)
    return;
  shown = gtk_drop_down_get_selected (self->files);
  xml = gtk_toggle_button_get_active (self->xml);
  parafa_declaration_view_show (self, drafts, self->system);
  if (shown < drafts->len)
    gtk_drop_down_set_selected (self->files, shown);
  gtk_toggle_button_set_active (self->xml, xml);
}

/* the same files, one of them (nullable) from another place */
static void
read_paths (ParafaDeclarationView *self, const ParafaFilingDraft *replaced, const char *path)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      const ParafaFilingDraft *draft = self->drafts->pdata[i];

      g_ptr_array_add (paths, draft == replaced ? (gpointer) path : draft->path);
    }
  if (paths->len == 0)
    return;
  g_ptr_array_add (paths, NULL);
  parafa_filing_drafts_read_async ((const char *const *) paths->pdata,
                                   g_get_real_time () / G_USEC_PER_SEC, NULL, read_again,
                                   g_object_ref (self));
}

/**
 * parafa_declaration_view_read_again:
 * @self: the view
 *
 * Reads the files again: they were mended in an editor.
 */
void
parafa_declaration_view_read_again (ParafaDeclarationView *self)
{
  g_return_if_fail (PARAFA_IS_DECLARATION_VIEW (self));

  read_paths (self, NULL, NULL);
}

/**
 * parafa_declaration_view_set_narrow:
 * @self: the view
 * @narrow: whether there is little room
 */
void
parafa_declaration_view_set_narrow (ParafaDeclarationView *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_DECLARATION_VIEW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->side_list, !narrow);
  gtk_widget_set_size_request (self->side, narrow ? -1 : 264, -1);
}

/**
 * parafa_declaration_view_dup_ready:
 * @self: the view
 *
 * Returns: (transfer full) (element-type ParafaFilingDraft): what would be sent
 */
GPtrArray *
parafa_declaration_view_dup_ready (ParafaDeclarationView *self)
{
  const ParafaFilingDraft *wrong;
  guint n_other;

  g_return_val_if_fail (PARAFA_IS_DECLARATION_VIEW (self), NULL);

  return find_ready (self, &wrong, &n_other);
}

/**
 * parafa_declaration_view_can_send:
 * @self: the view
 *
 * Returns: whether none of the declarations has errors
 */
gboolean
parafa_declaration_view_can_send (ParafaDeclarationView *self)
{
  const ParafaFilingDraft *wrong;
  guint n_other;
  g_autoptr (GPtrArray) ready = NULL;

  g_return_val_if_fail (PARAFA_IS_DECLARATION_VIEW (self), FALSE);

  ready = find_ready (self, &wrong, &n_other);
  return wrong == NULL && ready->len > 0;
}
