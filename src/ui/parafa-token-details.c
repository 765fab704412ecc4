/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-token-details.h"

#include <glib/gi18n.h>

#include "parafa-claim-row.h"
#include "parafa-claim-text.h"
#include "parafa-json-text.h"
#include "parafa-raw-token.h"

/**
 * ParafaTokenDetails:
 *
 * "Details for programmers": the row that unfolds into claims, JSON and the raw token. Nothing of it is made before it is unfolded.
 */
struct _ParafaTokenDetails
{
  AdwExpanderRow parent_instance;

  GtkWidget *switch_row; /* (unowned): template children */
  GtkWidget *json_row;
  GtkWidget *raw_row;
  GtkToggleButton *claims_button;
  GtkToggleButton *json_button;
  GtkToggleButton *raw_button;
  GtkTextView *json;
  ParafaRawToken *raw;
  GPtrArray *claim_rows; /* (owned) (element-type GtkWidget): rows, owned by the expander */
  ParafaTokenPair *pair; /* (owned) (nullable) */
  gboolean filled;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ParafaTokenDetails, parafa_token_details, ADW_TYPE_EXPANDER_ROW)

static void
show_view (ParafaTokenDetails *self)
{
  gboolean claims = gtk_toggle_button_get_active (self->claims_button);

  for (guint i = 0; i < self->claim_rows->len; i++)
    gtk_widget_set_visible (self->claim_rows->pdata[i], claims);
  gtk_widget_set_visible (self->json_row, gtk_toggle_button_get_active (self->json_button));
  gtk_widget_set_visible (self->raw_row, gtk_toggle_button_get_active (self->raw_button));
}

static void
add_claim (ParafaTokenDetails *self, const ParafaClaim *claim)
{
  g_autofree char *meaning = parafa_claim_text_explain (claim);
  g_autofree char *value = parafa_claim_text_make_value (claim);
  GtkWidget *row = parafa_claim_row_new (claim->name, meaning, value, claim->value);

  parafa_claim_row_set_narrow (PARAFA_CLAIM_ROW (row), self->narrow);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->claim_rows, row);
}

static void
clear_claims (ParafaTokenDetails *self)
{
  for (guint i = 0; i < self->claim_rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->claim_rows->pdata[i]);
  g_ptr_array_set_size (self->claim_rows, 0);
}

static char *
make_json (ParafaTokenPair *pair)
{
  ParafaSecret *access = parafa_token_pair_get_access (pair);
  g_autoptr (ParafaJwt) jwt =
      parafa_jwt_new_from_text (parafa_secret_get (access),
                                (gssize) parafa_secret_get_length (access), NULL);
  g_autofree char *header = NULL;
  g_autofree char *claims = NULL;

  if (jwt == NULL)
    return g_strdup ("");
  header = parafa_jwt_dup_header_text (jwt);
  claims = parafa_jwt_dup_claims_text (jwt);
  return g_strconcat (header, "\n", claims, NULL);
}

static void
fill (ParafaTokenDetails *self)
{
  ParafaClaims *claims;
  const ParafaClaim *list = NULL;
  guint n_claims = 0;
  g_autofree char *json = NULL;

  if (self->filled || self->pair == NULL)
    return;
  self->filled = TRUE;
  claims = parafa_token_pair_get_claims (self->pair);
  if (claims != NULL)
    list = parafa_claims_get_list (claims, &n_claims);
  for (guint i = 0; i < n_claims; i++)
    add_claim (self, &list[i]);
  json = make_json (self->pair);
  parafa_json_text_show (self->json, json);
  parafa_raw_token_set_token (self->raw, parafa_token_pair_get_access (self->pair));
  show_view (self);
}

static void
on_expanded_changed (ParafaTokenDetails *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    fill (self);
  else
    parafa_raw_token_mask (self->raw);
}

static void
on_view_toggled (ParafaTokenDetails *self)
{
  show_view (self);
}

static void
parafa_token_details_dispose (GObject *object)
{
  ParafaTokenDetails *self = PARAFA_TOKEN_DETAILS (object);

  g_clear_pointer (&self->claim_rows, g_ptr_array_unref);
  g_clear_pointer (&self->pair, parafa_token_pair_unref);
  G_OBJECT_CLASS (parafa_token_details_parent_class)->dispose (object);
}

static void
parafa_token_details_class_init (ParafaTokenDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_token_details_dispose;
  g_type_ensure (PARAFA_TYPE_RAW_TOKEN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-token-details.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, switch_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, json_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, raw_row);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, claims_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, json_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, raw_button);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, json);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenDetails, raw);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_view_toggled);
}

static void
parafa_token_details_init (ParafaTokenDetails *self)
{
  self->claim_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_view (self);
}

/**
 * parafa_token_details_set_pair:
 * @self: the details
 * @pair: (nullable): the tokens
 *
 * Shows other tokens; what is unfolded stays unfolded.
 */
void
parafa_token_details_set_pair (ParafaTokenDetails *self, ParafaTokenPair *pair)
{
  ParafaClaims *claims;
  guint n_claims = 0;
  g_autofree char *fields = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (PARAFA_IS_TOKEN_DETAILS (self));

  if (self->pair == pair)
    return;
  clear_claims (self);
  g_clear_pointer (&self->pair, parafa_token_pair_unref);
  self->pair = pair != NULL ? parafa_token_pair_ref (pair) : NULL;
  self->filled = FALSE;
  parafa_raw_token_set_token (self->raw, NULL);
  claims = pair != NULL ? parafa_token_pair_get_claims (pair) : NULL;
  if (claims != NULL)
    parafa_claims_get_list (claims, &n_claims);
  fields = g_strdup_printf (ngettext ("%d field explained", "%d fields explained", n_claims),
                            (int) n_claims);
  /* Translators: first "16 fields explained"; JSON, the raw token and curl stay as they are */
  subtitle = g_strdup_printf (_ ("%s · JSON · raw token"), fields);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    fill (self);
}

/**
 * parafa_token_details_set_narrow:
 * @self: the details
 * @narrow: whether there is little room
 */
void
parafa_token_details_set_narrow (ParafaTokenDetails *self, gboolean narrow)
{
  g_return_if_fail (PARAFA_IS_TOKEN_DETAILS (self));

  self->narrow = narrow;
  for (guint i = 0; i < self->claim_rows->len; i++)
    parafa_claim_row_set_narrow (self->claim_rows->pdata[i], narrow);
}

/**
 * parafa_token_details_show_view:
 * @self: the details
 * @view: "claims", "json" or "raw"
 *
 * Unfolds the row and shows one of its views.
 */
void
parafa_token_details_show_view (ParafaTokenDetails *self, const char *view)
{
  g_return_if_fail (PARAFA_IS_TOKEN_DETAILS (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (g_strcmp0 (view, "json") == 0)
    gtk_toggle_button_set_active (self->json_button, TRUE);
  else if (g_strcmp0 (view, "raw") == 0)
    gtk_toggle_button_set_active (self->raw_button, TRUE);
  else
    gtk_toggle_button_set_active (self->claims_button, TRUE);
}
