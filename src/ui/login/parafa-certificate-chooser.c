/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-certificate-chooser.h"

#include <glib/gi18n.h>

#include "parafa-certificate-row.h"

#define DAY_S (G_GINT64_CONSTANT (86400))
/* How long after its issue a renewed certificate is worth a word */
#define RENEWED_DAYS 60
#define RENEWAL_ADDRESS "https://www.anaf.ro/reinnoire"

struct _ParafaCertificateChooser
{
  AdwBin parent_instance;

  GtkLabel *place;
  GtkWidget *refresh;
  GtkListBox *usable;
  GtkWidget *notice;
  GtkLabel *notice_title;
  GtkLabel *notice_text;
  GtkWidget *enrol;
  GtkWidget *check;
  GtkListBox *rest;

  /* (owned): in no window; a radio button alone in its group would look like a check button */
  GtkCheckButton *group;
  GListModel *certificates;     /* (owned) (nullable): as of the last show */
  ParafaCertificate *suggested; /* (owned) (nullable): chosen by nobody */
  gint64 now_s;
};

G_DEFINE_FINAL_TYPE (ParafaCertificateChooser, parafa_certificate_chooser, ADW_TYPE_BIN)

static void
on_enrol_clicked (ParafaCertificateChooser *self)
{
  g_app_info_launch_default_for_uri_async (RENEWAL_ADDRESS, NULL, NULL, NULL, NULL);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0))) != NULL)
    gtk_list_box_remove (list, row);
}

static gboolean
is_usable (ParafaCertificateChooser *self, ParafaCertificate *certificate)
{
  return parafa_certificate_get_state (certificate, self->now_s) == PARAFA_CERTIFICATE_USABLE;
}

/* the place all certificates share, or NULL when there are several */
static char *
find_common_place (ParafaCertificateChooser *self)
{
  g_autofree char *common = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (self->certificates); i++)
    {
      g_autoptr (ParafaCertificate) certificate = g_list_model_get_item (self->certificates, i);
      g_autofree char *place = parafa_certificate_text_place (certificate);

      if (common != NULL && g_strcmp0 (common, place) != 0)
        return NULL;
      if (common == NULL)
        common = g_steal_pointer (&place);
    }
  return common != NULL && *common != '\0' ? g_steal_pointer (&common) : NULL;
}

/* What the person chose before a token was put in or pulled out stays chosen; what was only
 * suggested is suggested anew */
static char *
dup_chosen_by_hand (ParafaCertificateChooser *self)
{
  ParafaCertificate *certificate = parafa_certificate_chooser_get_chosen (self);

  if (certificate == NULL || certificate == self->suggested)
    return NULL;
  return g_strdup (parafa_certificate_get_fingerprint (certificate));
}

static void
show_usable (ParafaCertificateChooser *self,
             ParafaCertificate *offered,
             const char *chosen_before,
             gboolean show_place)
{
  ParafaCertificateRow *first = NULL;
  ParafaCertificateRow *chosen = NULL;
  gboolean by_hand = FALSE;
  guint n_usable = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->certificates); i++)
    {
      g_autoptr (ParafaCertificate) certificate = g_list_model_get_item (self->certificates, i);
      ParafaCertificateAge age;
      GtkWidget *row;

      if (!is_usable (self, certificate))
        continue;
      age = parafa_certificate_text_get_age (certificate, self->certificates, self->now_s);
      row = parafa_certificate_row_new (certificate, age, show_place, self->now_s, self->group);
      gtk_list_box_append (self->usable, row);
      n_usable++;
      if (first == NULL)
        first = PARAFA_CERTIFICATE_ROW (row);
      if (certificate == offered && !by_hand)
        chosen = PARAFA_CERTIFICATE_ROW (row);
      if (chosen_before != NULL &&
          g_str_equal (chosen_before, parafa_certificate_get_fingerprint (certificate)))
        {
          chosen = PARAFA_CERTIFICATE_ROW (row);
          by_hand = TRUE;
        }
    }
  if (chosen == NULL && n_usable == 1)
    chosen = first;
  gtk_widget_set_visible (GTK_WIDGET (self->usable), n_usable > 0);
  g_clear_object (&self->suggested);
  if (chosen == NULL)
    return;
  parafa_certificate_row_choose (chosen);
  if (!by_hand)
    self->suggested = g_object_ref (parafa_certificate_row_get_certificate (chosen));
}

static GtkWidget *
make_unusable_group (guint n_unusable)
{
  GtkWidget *group = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("action-unavailable-symbolic");
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u certificate that cannot be used",
                                 "%u certificates that cannot be used", n_unusable),
                       n_unusable);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (group),
                                 _ ("Expired, not yet valid, or only for signatures"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (group), icon);
  return group;
}

static void
show_unusable (ParafaCertificateChooser *self, gboolean show_place)
{
  g_autoptr (GPtrArray) unusable = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean any_usable = FALSE;
  GtkWidget *group;

  for (guint i = 0; i < g_list_model_get_n_items (self->certificates); i++)
    {
      g_autoptr (ParafaCertificate) certificate = g_list_model_get_item (self->certificates, i);

      if (is_usable (self, certificate))
        any_usable = TRUE;
      else
        g_ptr_array_add (unusable, g_steal_pointer (&certificate));
    }
  if (unusable->len == 0)
    return;
  group = make_unusable_group (unusable->len);
  for (guint i = 0; i < unusable->len; i++)
    {
      ParafaCertificate *certificate = g_ptr_array_index (unusable, i);
      ParafaCertificateAge age =
          parafa_certificate_text_get_age (certificate, self->certificates, self->now_s);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (group),
                                parafa_certificate_row_new (certificate, age, show_place,
                                                            self->now_s, NULL));
    }
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (group), !any_usable);
  gtk_list_box_append (self->rest, group);
}

static void
show_driver_problems (ParafaCertificateChooser *self, const char *const *problems)
{
  guint n_problems = problems != NULL ? g_strv_length ((char **) problems) : 0;
  GtkWidget *group = NULL;
  g_autofree char *title = NULL;

  if (n_problems == 0)
    return;
  title =
      g_strdup_printf (ngettext ("%u driver did not work", "%u drivers did not work", n_problems),
                       n_problems);
  group = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (group),
                                 _ ("If your token is not in the list, this may be why"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (group),
                               gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  for (guint i = 0; i < n_problems; i++)
    {
      GtkWidget *row = adw_preferences_row_new ();
      GtkWidget *label = gtk_label_new (problems[i]);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "monospace");
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "driver-problem");
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (group), row);
    }
  gtk_list_box_append (self->rest, group);
}

static void
show_renewal (ParafaCertificateChooser *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->certificates); i++)
    {
      g_autoptr (ParafaCertificate) certificate = g_list_model_get_item (self->certificates, i);
      gint64 days = (self->now_s - parafa_certificate_get_not_before (certificate)) / DAY_S;
      g_autofree char *title = NULL;

      if (!is_usable (self, certificate) || days > RENEWED_DAYS ||
          parafa_certificate_text_get_age (certificate, self->certificates, self->now_s) !=
              PARAFA_CERTIFICATE_NEW)
        continue;
      title = days < 1 ? g_strdup (_ ("The certificate was renewed today"))
                       : g_strdup_printf (ngettext ("The certificate was renewed %d day ago",
                                                    "The certificate was renewed %d days ago",
                                                    (gulong) days),
                                          (int) days);
      parafa_certificate_chooser_set_notice (self, title,
                                             _ ("ANAF accepts it once it is enrolled. If you "
                                                "uploaded "
                                                "the confirmation document today, that can take up "
                                                "to 24 hours."),
                                             PARAFA_NOTICE_WAY_ENROL);
      return;
    }
}

static void
parafa_certificate_chooser_dispose (GObject *object)
{
  ParafaCertificateChooser *self = PARAFA_CERTIFICATE_CHOOSER (object);

  g_clear_object (&self->certificates);
  g_clear_object (&self->suggested);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (parafa_certificate_chooser_parent_class)->dispose (object);
}

static void
parafa_certificate_chooser_class_init (ParafaCertificateChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_certificate_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ro/parafa/Parafa/login/"
                                                             "parafa-certificate-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, place);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, refresh);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, usable);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, notice);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, notice_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, notice_text);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, enrol);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, check);
  gtk_widget_class_bind_template_child (widget_class, ParafaCertificateChooser, rest);
  gtk_widget_class_bind_template_callback (widget_class, on_enrol_clicked);
}

static void
parafa_certificate_chooser_init (ParafaCertificateChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->group = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
}

/**
 * parafa_certificate_chooser_new:
 *
 * Returns: (transfer floating): an empty chooser
 */
GtkWidget *
parafa_certificate_chooser_new (void)
{
  return g_object_new (PARAFA_TYPE_CERTIFICATE_CHOOSER, NULL);
}

/**
 * parafa_certificate_chooser_show:
 * @self: a chooser
 * @certificates: (element-type ParafaCertificate): in the order to show
 * @offered: (nullable): the one of them that is chosen at first
 * @driver_problems: (nullable): a sentence for each driver that failed
 * @now_s: the time, Unix seconds
 *
 * Fills the lists. What was chosen before stays chosen; else @offered, or the only one that can be
 * used, is; otherwise nothing, so that nobody logs in with a certificate they did not look at. A
 * notice goes away but for the one about a renewal that the list itself shows.
 */
void
parafa_certificate_chooser_show (ParafaCertificateChooser *self,
                                 GListModel *certificates,
                                 ParafaCertificate *offered,
                                 const char *const *driver_problems,
                                 gint64 now_s)
{
  g_autofree char *chosen_before = NULL;
  g_autofree char *common = NULL;
  g_autofree char *place = NULL;

  g_return_if_fail (PARAFA_IS_CERTIFICATE_CHOOSER (self));
  g_return_if_fail (G_IS_LIST_MODEL (certificates));

  g_set_object (&self->certificates, certificates);
  self->now_s = now_s;
  chosen_before = dup_chosen_by_hand (self);
  clear_list (self->usable);
  clear_list (self->rest);

  common = find_common_place (self);
  /* Translators: %s says where the certificates lie: Token “NAME”, or File “NAME” */
  place = common != NULL
              ? g_strdup_printf (_ ("%s. Your choice is remembered for this profile."), common)
              : g_strdup (_ ("Your choice is remembered for this profile."));
  gtk_label_set_text (self->place, place);
  show_usable (self, offered, chosen_before, common == NULL);
  show_unusable (self, common == NULL);
  show_driver_problems (self, driver_problems);
  parafa_certificate_chooser_set_notice (self, NULL, NULL, PARAFA_NOTICE_WAY_NONE);
  show_renewal (self);
  gtk_widget_set_visible (GTK_WIDGET (self->rest),
                          gtk_list_box_get_row_at_index (self->rest, 0) != NULL);
}

/**
 * parafa_certificate_chooser_set_notice:
 * @self: a chooser
 * @title: (nullable): what is to be known before choosing, in a few words; %NULL for nothing
 * @text: (nullable): the same in a sentence or two
 * @way: what else is offered with it
 *
 * Shows a notice above the certificates until the next one, or the next parafa_certificate_chooser_show().
 */
void
parafa_certificate_chooser_set_notice (ParafaCertificateChooser *self,
                                       const char *title,
                                       const char *text,
                                       ParafaNoticeWay way)
{
  g_return_if_fail (PARAFA_IS_CERTIFICATE_CHOOSER (self));

  gtk_label_set_text (self->notice_title, title != NULL ? title : "");
  gtk_label_set_text (self->notice_text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice_text), text != NULL);
  gtk_widget_set_visible (self->enrol, way == PARAFA_NOTICE_WAY_ENROL);
  gtk_widget_set_visible (self->check, way == PARAFA_NOTICE_WAY_CHECK);
  gtk_widget_set_visible (self->notice, title != NULL);
}

static ParafaCertificateRow *
find_chosen (ParafaCertificateChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->usable, i)) != NULL; i++)
    if (parafa_certificate_row_is_chosen (PARAFA_CERTIFICATE_ROW (row)))
      return PARAFA_CERTIFICATE_ROW (row);
  return NULL;
}

/**
 * parafa_certificate_chooser_get_chosen:
 * @self: a chooser
 *
 * Returns: (transfer none) (nullable): the chosen certificate
 */
ParafaCertificate *
parafa_certificate_chooser_get_chosen (ParafaCertificateChooser *self)
{
  ParafaCertificateRow *row;

  g_return_val_if_fail (PARAFA_IS_CERTIFICATE_CHOOSER (self), NULL);

  row = find_chosen (self);
  return row != NULL ? parafa_certificate_row_get_certificate (row) : NULL;
}

/**
 * parafa_certificate_chooser_focus:
 * @self: a chooser
 *
 * Puts the focus on the chosen certificate, else on the first one, else on looking again.
 */
void
parafa_certificate_chooser_focus (ParafaCertificateChooser *self)
{
  ParafaCertificateRow *row;
  GtkListBoxRow *first;

  g_return_if_fail (PARAFA_IS_CERTIFICATE_CHOOSER (self));

  row = find_chosen (self);
  first = gtk_list_box_get_row_at_index (self->usable, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  else
    gtk_widget_grab_focus (self->refresh);
}

/**
 * parafa_certificate_chooser_set_busy:
 * @self: a chooser
 * @busy: whether the tokens are being read, or the choice is being looked at
 */
void
parafa_certificate_chooser_set_busy (ParafaCertificateChooser *self, gboolean busy)
{
  g_return_if_fail (PARAFA_IS_CERTIFICATE_CHOOSER (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->usable), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rest), !busy);
}
