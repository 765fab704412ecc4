/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-declaration-page.h"

#include <glib/gi18n.h>

#include "parafa-filing-words.h"
#include "parafa-number-text.h"

/* More lines than this are shown only where something is wrong: nobody reads five thousand, and a card each takes
 * its time */
#define MAX_LINES 60
#define MAX_WRONG_LINES 100

/**
 * parafa_declaration_page_get_icon:
 * @severity: how bad
 *
 * Returns: (transfer none): its symbolic icon
 */
const char *
parafa_declaration_page_get_icon (ParafaFindingSeverity severity)
{
  static const char *const icons[] = { "dialog-error-symbolic", "dialog-warning-symbolic",
                                       "dialog-information-symbolic" };

  return icons[severity];
}

/**
 * parafa_declaration_page_get_css_class:
 * @severity: how bad
 *
 * Returns: (transfer none): its class
 */
const char *
parafa_declaration_page_get_css_class (ParafaFindingSeverity severity)
{
  static const char *const classes[] = { "error", "warning", "accent" };

  return classes[severity];
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_jump (const ParafaFinding *finding)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  /* Translators: a line of the file */
  g_autofree char *text = g_strdup_printf (_ ("Show line %u of the file"), finding->place.line);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "declaration.jump");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", finding->place.line,
                                    finding->place.column);
  return button;
}

/**
 * parafa_declaration_page_make_callout:
 * @finding: what is wrong
 *
 * Returns: (transfer floating): the words first, how to mend it, then rule and place
 */
GtkWidget *
parafa_declaration_page_make_callout (const ParafaFinding *finding)
{
  GtkWidget *callout = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (parafa_declaration_page_get_icon (finding->severity));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *message = parafa_filing_words_describe_finding (finding);
  g_autofree char *remedy = parafa_finding_dup_remedy (finding);
  g_autofree char *place = parafa_filing_words_make_place (finding);
  GtkWidget *below = make_label (place, "caption");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), make_label (message, "heading"));
  if (remedy != NULL)
    gtk_box_append (GTK_BOX (texts), make_label (remedy, NULL));
  gtk_widget_add_css_class (below, "numeric");
  gtk_label_set_selectable (GTK_LABEL (below), TRUE);
  gtk_box_append (GTK_BOX (texts), below);
  gtk_box_append (GTK_BOX (callout), icon);
  gtk_box_append (GTK_BOX (callout), texts);
  if (finding->place.line > 0)
    gtk_box_append (GTK_BOX (callout), make_jump (finding));
  gtk_widget_add_css_class (callout, "finding");
  gtk_widget_add_css_class (callout, parafa_declaration_page_get_css_class (finding->severity));
  return callout;
}

/**
 * parafa_declaration_page_add_fix:
 * @callout: what parafa_declaration_page_make_callout() made
 * @finding: for what
 * @value: what is to stand there
 *
 * Adds the button that mends it, where there is only one way.
 */
void
parafa_declaration_page_add_fix (GtkWidget *callout,
                                 const ParafaFinding *finding,
                                 const char *value)
{
  GtkWidget *texts = gtk_widget_get_next_sibling (gtk_widget_get_first_child (callout));
  /* Translators: a button that puts a value into the file; %s is the value */
  g_autofree char *label = g_strdup_printf (_ ("Write %s…"), value);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 6);
  gtk_widget_set_tooltip_text (button, _ ("Saves a corrected copy; the file stays as it is"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "declaration.fix");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", finding->place.line,
                                    finding->place.column);
  gtk_box_append (GTK_BOX (texts), button);
}

static void
add_callouts (GtkWidget *box, GPtrArray *findings, GHashTable *places)
{
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      GtkWidget *callout = parafa_declaration_page_make_callout (findings->pdata[i]);

      gtk_box_append (GTK_BOX (box), callout);
      g_hash_table_insert (places, findings->pdata[i], callout);
    }
}

static ParafaFindingSeverity
get_worst (GPtrArray *findings)
{
  ParafaFindingSeverity worst = PARAFA_FINDING_ADVICE;

  for (guint i = 0; i < findings->len; i++)
    worst = MIN (worst, ((const ParafaFinding *) findings->pdata[i])->severity);
  return worst;
}

static void
add_fact (GtkWidget *flow, const char *name, const char *value, GPtrArray *findings)
{
  GtkWidget *box;
  GtkWidget *caption;
  GtkWidget *text;
  GtkWidget *child;

  if (value == NULL || *value == '\0')
    {
      if (findings == NULL || findings->len == 0)
        return;
      value = "–";
    }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  caption = make_label (name, "caption");
  text = make_label (value, "numeric");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_halign (text, GTK_ALIGN_START);
  if (findings != NULL && findings->len > 0)
    {
      gtk_widget_add_css_class (text, "marked");
      gtk_widget_add_css_class (text, parafa_declaration_page_get_css_class (get_worst (findings)));
    }
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), text);
  child = gtk_flow_box_child_new ();
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
}

static GtkWidget *
make_flow (void)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 9);
  return flow;
}

static GtkWidget *
add_card (GtkWidget *page, const char *title)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  if (title != NULL)
    gtk_box_append (GTK_BOX (page), make_label (title, "heading"));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "declaration");
  gtk_box_append (GTK_BOX (page), card);
  return card;
}

/* (nullable): a code with its name, a day in words */
static char *
make_fact_text (const ParafaReadableFact *fact)
{
  if (fact->value == NULL)
    return NULL;
  if (fact->name != NULL)
    return g_strdup_printf ("%s · %s", fact->value, _ (fact->name));
  return g_str_has_prefix (fact->attribute, "data")
             ? parafa_filing_words_format_long_date (fact->value)
             : g_strdup (fact->value);
}

static void
add_section (GtkWidget *page, const ParafaReadableSection *section, GHashTable *places)
{
  GtkWidget *card = add_card (page, _ (section->title));
  GtkWidget *flow = make_flow ();

  gtk_box_append (GTK_BOX (card), flow);
  for (guint i = 0; i < section->facts->len; i++)
    {
      const ParafaReadableFact *fact = &g_array_index (section->facts, ParafaReadableFact, i);
      g_autofree char *text = make_fact_text (fact);

      add_fact (flow, _ (fact->label), text, fact->findings);
    }
  for (guint i = 0; i < section->facts->len; i++)
    add_callouts (card, g_array_index (section->facts, ParafaReadableFact, i).findings, places);
  add_callouts (card, section->findings, places);
}

static char *
with_unit (const char *value, const char *unit)
{
  g_autofree char *number = parafa_number_text_decimal (value);

  return number != NULL ? parafa_number_text_with_unit (number, unit) : NULL;
}

/* Those of a line's findings that are about one attribute of it */
static GPtrArray *
find_about (const ParafaReadableGoods *goods, const char *attribute)
{
  GPtrArray *about = g_ptr_array_new ();
  g_autofree char *end = g_strconcat ("@", attribute, NULL);

  for (guint i = 0; goods->findings != NULL && i < goods->findings->len; i++)
    {
      const ParafaFinding *finding = goods->findings->pdata[i];

      if (finding->path != NULL && g_str_has_suffix (finding->path, end))
        g_ptr_array_add (about, goods->findings->pdata[i]);
    }
  return about;
}

static void
add_goods_fact (GtkWidget *flow,
                const ParafaReadableGoods *goods,
                const char *attribute,
                const char *name,
                const char *value)
{
  g_autoptr (GPtrArray) about = find_about (goods, attribute);

  add_fact (flow, name, value, about);
}

static void
add_goods (GtkWidget *page, const ParafaReadableGoods *goods, GHashTable *places)
{
  GtkWidget *card = add_card (page, NULL);
  GtkWidget *flow = make_flow ();
  /* Translators: the number of a line of goods, then a tariff code */
  g_autofree char *line = g_strdup_printf (_ ("Line %u · tariff code %s"), goods->number,
                                           goods->tariff != NULL ? goods->tariff : "–");
  g_autofree char *net = with_unit (goods->net, "kg");
  g_autofree char *gross = with_unit (goods->gross, "kg");
  g_autofree char *value = with_unit (goods->value, "lei");
  g_autofree char *quantity = with_unit (goods->quantity, goods->unit);
  GtkWidget *caption = make_label (line, "caption");

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "numeric");
  gtk_box_append (GTK_BOX (card), caption);
  gtk_box_append (GTK_BOX (card),
                  make_label (goods->description != NULL ? goods->description : "–", NULL));
  gtk_box_append (GTK_BOX (card), flow);
  add_goods_fact (flow, goods, "codScopOperatiune", _ ("Purpose"),
                  goods->scope_name != NULL ? _ (goods->scope_name) : goods->scope);
  add_goods_fact (flow, goods, "cantitate", _ ("Quantity"), quantity);
  add_goods_fact (flow, goods, "greutateNeta", _ ("Net weight"), net);
  add_goods_fact (flow, goods, "greutateBruta", _ ("Gross weight"), gross);
  add_goods_fact (flow, goods, "valoareLeiFaraTva", _ ("Value without VAT"), value);
  add_goods_fact (flow, goods, "refDeclarant", _ ("Own reference"), goods->reference);
  add_callouts (card, goods->findings, places);
}

static void
add_all_goods (GtkWidget *page, ParafaReadable *readable, GHashTable *places)
{
  guint n_goods = parafa_readable_get_n_goods (readable);
  guint n_shown = 0;
  guint n_wrong = 0;

  if (n_goods > 0)
    gtk_box_append (GTK_BOX (page), make_label (_ ("Goods"), "heading"));
  for (guint i = 0; i < n_goods; i++)
    {
      const ParafaReadableGoods *goods = parafa_readable_get_goods (readable, i);
      gboolean wrong = goods->findings != NULL && goods->findings->len > 0;

      if (wrong ? n_wrong >= MAX_WRONG_LINES : i >= MAX_LINES)
        continue;
      n_wrong += wrong ? 1 : 0;
      n_shown++;
      add_goods (page, goods, places);
    }
  if (n_shown < n_goods)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("%u more line of goods is in the file",
                                     "%u more lines of goods are in the file", n_goods - n_shown),
                           n_goods - n_shown);

      gtk_box_append (GTK_BOX (page), make_label (text, "dim-label"));
    }
}

/**
 * parafa_declaration_page_new:
 * @readable: the declaration
 * @places: (element-type ParafaFinding GtkWidget): takes where each finding is shown
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
parafa_declaration_page_new (ParafaReadable *readable, GHashTable *places)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gboolean goods_added = FALSE;

  add_callouts (page, parafa_readable_get_other_findings (readable), places);
  for (guint i = 0; i < parafa_readable_get_n_sections (readable); i++)
    {
      const ParafaReadableSection *section = parafa_readable_get_section (readable, i);

      /* what, how much, then who and where */
      if (!goods_added && section->part != PARAFA_READABLE_KIND)
        {
          add_all_goods (page, readable, places);
          goods_added = TRUE;
        }
      add_section (page, section, places);
    }
  if (!goods_added)
    add_all_goods (page, readable, places);
  return page;
}
