/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-certificate-view.h"

#include <glib/gi18n.h>

#include "parafa-fact-row.h"
#include "parafa-field-row.h"

/**
 * ParafaCertificateView:
 *
 * Everything of one certificate as boxed lists, one for each part; what programmers ask for is folded.
 */
struct _ParafaCertificateView
{
  GtkBox parent_instance;

  AdwExpanderRow *programmers; /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaCertificateView, parafa_certificate_view, GTK_TYPE_BOX)

static GtkWidget *
make_row (const ParafaCertificateLine *line)
{
  ParafaFactRow *row;

  if (line->label != NULL)
    return parafa_field_row_new (line->label, line->value, line->is_code);
  row = g_object_new (PARAFA_TYPE_FACT_ROW, NULL);
  parafa_fact_row_set_icon_name (row, line->icon);
  parafa_fact_row_set_title (row, line->value);
  parafa_fact_row_set_subtitle (row, line->note);
  return GTK_WIDGET (row);
}

static GtkWidget *
make_list (const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return list;
}

static void
add_part (ParafaCertificateView *self, ParafaCertificatePart part, GPtrArray *lines)
{
  const char *title = parafa_certificate_lines_get_title (part);
  GtkWidget *heading;
  GtkWidget *list;

  if (lines->len == 0)
    return;
  heading = gtk_label_new (title);
  list = make_list (title);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "group-title");
  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (g_ptr_array_index (lines, i)));
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), list);
}

static void
add_programmers (ParafaCertificateView *self, GPtrArray *lines)
{
  const char *title = parafa_certificate_lines_get_title (PARAFA_CERTIFICATE_PART_PROGRAMMERS);
  GtkWidget *list = make_list (title);
  GtkWidget *expander = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("utilities-terminal-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander),
                                 _ ("Names, object identifiers and addresses as they stand in it"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (expander), icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  for (guint i = 0; i < lines->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), make_row (g_ptr_array_index (lines, i)));
  gtk_list_box_append (GTK_LIST_BOX (list), expander);
  gtk_box_append (GTK_BOX (self), list);
  self->programmers = ADW_EXPANDER_ROW (expander);
}

static void
parafa_certificate_view_class_init (ParafaCertificateViewClass *klass)
{
}

static void
parafa_certificate_view_init (ParafaCertificateView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

/**
 * parafa_certificate_view_show:
 * @self: a view
 * @certificate: (nullable): a certificate; %NULL for none
 * @details: (nullable): everything of it
 * @chain: (nullable): who vouches for it
 * @now_s: now, Unix seconds
 *
 * Shows another certificate.
 */
void
parafa_certificate_view_show (ParafaCertificateView *self,
                              ParafaCertificate *certificate,
                              const ParafaCertificateDetails *details,
                              const ParafaCertificateChain *chain,
                              gint64 now_s)
{
  GtkWidget *child;

  g_return_if_fail (PARAFA_IS_CERTIFICATE_VIEW (self));

  self->programmers = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  if (certificate == NULL)
    return;
  for (guint part = 0; part < PARAFA_N_CERTIFICATE_PARTS; part++)
    {
      g_autoptr (GPtrArray) lines =
          parafa_certificate_lines_make ((ParafaCertificatePart) part, certificate, details, chain,
                                         now_s);

      if (part == PARAFA_CERTIFICATE_PART_PROGRAMMERS)
        add_programmers (self, lines);
      else
        add_part (self, (ParafaCertificatePart) part, lines);
    }
}

/**
 * parafa_certificate_view_toggle_details:
 * @self: a view
 *
 * Unfolds the details for programmers, or folds them.
 */
void
parafa_certificate_view_toggle_details (ParafaCertificateView *self)
{
  g_return_if_fail (PARAFA_IS_CERTIFICATE_VIEW (self));

  if (self->programmers != NULL)
    adw_expander_row_set_expanded (self->programmers,
                                   !adw_expander_row_get_expanded (self->programmers));
}
