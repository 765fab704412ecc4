/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-filing-columns.h"

#include <glib/gi18n.h>

#include "parafa-date-text.h"
#include "parafa-filing-words.h"

static void
set_text (GtkWidget *child, const char *text)
{
  gtk_label_set_label (GTK_LABEL (child), text != NULL && *text != '\0' ? text : "–");
}

static void
draw_state (GtkWidget *child,
            const ParafaFilingRecord *record,
            const ParafaFilingCellContext *context)
{
  ParafaFilingWord word = parafa_filing_words_get_state (record, context->now_s);

  parafa_pill_set (PARAFA_PILL (child), word.kind, word.icon, word.word);
}

static void
draw_uit (GtkWidget *child,
          const ParafaFilingRecord *record,
          const ParafaFilingCellContext *context)
{
  const char *uit = parafa_filing_words_get_uit (record);
  g_autofree char *text = uit != NULL ? parafa_filing_words_group_uit (uit) : NULL;

  set_text (child, text);
}

static void
draw_date (GtkWidget *child,
           const ParafaFilingRecord *record,
           const ParafaFilingCellContext *context)
{
  g_autofree char *text = parafa_filing_words_format_date (record->transport_date);

  set_text (child, text);
}

static void
draw_partner (GtkWidget *child,
              const ParafaFilingRecord *record,
              const ParafaFilingCellContext *context)
{
  set_text (child, parafa_filing_words_get_partner (record));
}

static void
draw_vehicle (GtkWidget *child,
              const ParafaFilingRecord *record,
              const ParafaFilingCellContext *context)
{
  set_text (child, record->vehicle);
}

static void
draw_company (GtkWidget *child,
              const ParafaFilingRecord *record,
              const ParafaFilingCellContext *context)
{
  const char *name = context->companies != NULL && record->cif != NULL
                         ? parafa_companies_get_name (context->companies, record->cif)
                         : NULL;

  set_text (child, name != NULL ? name : record->cif);
  gtk_widget_set_tooltip_text (child, name != NULL ? record->cif : NULL);
}

static void
draw_kind (GtkWidget *child,
           const ParafaFilingRecord *record,
           const ParafaFilingCellContext *context)
{
  g_autofree char *text = parafa_filing_words_describe_operation (record->operation);

  set_text (child, text != NULL ? text : parafa_filing_words_describe_kind (record->kind));
}

static void
draw_reference (GtkWidget *child,
                const ParafaFilingRecord *record,
                const ParafaFilingCellContext *context)
{
  set_text (child, record->reference);
}

static void
draw_index (GtkWidget *child,
            const ParafaFilingRecord *record,
            const ParafaFilingCellContext *context)
{
  set_text (child, record->index);
}

static void
draw_gross (GtkWidget *child,
            const ParafaFilingRecord *record,
            const ParafaFilingCellContext *context)
{
  g_autofree char *text = parafa_filing_words_format_weight (record->gross);

  set_text (child, text);
}

static void
draw_filed (GtkWidget *child,
            const ParafaFilingRecord *record,
            const ParafaFilingCellContext *context)
{
  g_autofree char *text =
      record->created_at >= 0 ? parafa_date_text_short (record->created_at) : NULL;

  set_text (child, text);
}

static void
draw_file (GtkWidget *child,
           const ParafaFilingRecord *record,
           const ParafaFilingCellContext *context)
{
  set_text (child, record->file_name);
}

const ParafaFilingColumnSpec parafa_filing_column_specs[] = {
  { "state", NC_ ("column", "State"), 136, PARAFA_FILING_SORT_STATE, NULL, TRUE, draw_state },
  { "uit", NC_ ("column", "UIT"), 204, PARAFA_FILING_SORT_UIT, "monospace", FALSE, draw_uit },
  { "transport", NC_ ("column", "Transport"), 116, PARAFA_FILING_SORT_TRANSPORT_DATE, "numeric",
    FALSE, draw_date },
  { "partner", NC_ ("column", "Partner"), 0, PARAFA_FILING_SORT_PARTNER, NULL, FALSE,
    draw_partner },
  { "vehicle", NC_ ("column", "Vehicle"), 110, PARAFA_FILING_SORT_VEHICLE, "numeric", FALSE,
    draw_vehicle },
  { "company", NC_ ("column", "Company"), 180, PARAFA_FILING_SORT_CIF, NULL, FALSE, draw_company },
  { "kind", NC_ ("column", "Operation"), 200, PARAFA_FILING_SORT_OPERATION, NULL, FALSE,
    draw_kind },
  { "reference", NC_ ("column", "Reference"), 130, PARAFA_FILING_SORT_REFERENCE, NULL, FALSE,
    draw_reference },
  { "index", NC_ ("column", "Index"), 120, PARAFA_FILING_SORT_INDEX, "numeric", FALSE, draw_index },
  { "gross", NC_ ("column", "Gross weight"), 130, PARAFA_FILING_SORT_GROSS, "numeric", FALSE,
    draw_gross },
  { "filed", NC_ ("column", "Filed"), 130, PARAFA_FILING_SORT_CREATED, "numeric", FALSE,
    draw_filed },
  { "file", NC_ ("column", "File"), 160, PARAFA_FILING_SORT_FILE_NAME, NULL, FALSE, draw_file },
};
const guint parafa_filing_n_column_specs = G_N_ELEMENTS (parafa_filing_column_specs);

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_pill (void)
{
  GtkWidget *pill = parafa_pill_new (PARAFA_PILL_PLAIN, "document-edit-symbolic", "");

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

/**
 * parafa_filing_columns_make_cell:
 * @spec: a column
 *
 * Returns: (transfer floating): what its draw function fills
 */
GtkWidget *
parafa_filing_columns_make_cell (const ParafaFilingColumnSpec *spec)
{
  return spec->is_pill ? make_pill () : make_label (spec->css_class);
}

/**
 * parafa_filing_columns_make_card:
 *
 * Returns: (transfer floating): a filing where there is little room
 */
GtkWidget *
parafa_filing_columns_make_card (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *date = make_label ("numeric");
  GtkWidget *below = make_label ("numeric");
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_set_hexpand (date, TRUE);
  gtk_widget_set_halign (date, GTK_ALIGN_END);
  gtk_widget_add_css_class (date, "dim-label");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (top), make_pill ());
  gtk_box_append (GTK_BOX (top), date);
  gtk_box_append (GTK_BOX (lines), top);
  gtk_box_append (GTK_BOX (lines), make_label (NULL));
  gtk_box_append (GTK_BOX (lines), below);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (card), lines);
  gtk_box_append (GTK_BOX (card), arrow);
  gtk_widget_add_css_class (card, "filing");
  return card;
}

/**
 * parafa_filing_columns_draw_card:
 * @card: of parafa_filing_columns_make_card()
 * @record: a filing
 * @context: what it is drawn with
 */
void
parafa_filing_columns_draw_card (GtkWidget *card,
                                 const ParafaFilingRecord *record,
                                 const ParafaFilingCellContext *context)
{
  GtkWidget *top = gtk_widget_get_first_child (gtk_widget_get_first_child (card));
  GtkWidget *partner = gtk_widget_get_next_sibling (top);
  GtkWidget *below = gtk_widget_get_next_sibling (partner);

  draw_state (gtk_widget_get_first_child (top), record, context);
  draw_date (gtk_widget_get_last_child (top), record, context);
  draw_partner (partner, record, context);
  if (parafa_filing_words_get_uit (record) != NULL)
    draw_uit (below, record, context);
  else
    set_text (below, parafa_filing_words_get_reason (record, context->now_s));
}
