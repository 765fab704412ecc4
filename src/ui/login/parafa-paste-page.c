/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-paste-page.h"

#include <glib/gi18n.h>

#include "parafa-secret-entry.h"

typedef enum
{
  PROP_READY = 1,
} ParafaPastePageProperty;

struct _ParafaPastePage
{
  AdwBin parent_instance;

  GtkWidget *open;
  GtkLabel *end;
  GtkEditable *entry;
  GtkLabel *problem;

  char *address; /* (owned) (nullable) */
  gboolean ready;
};

static GParamSpec *properties[PROP_READY + 1];
static guint submit_signal;

G_DEFINE_FINAL_TYPE (ParafaPastePage, parafa_paste_page, ADW_TYPE_BIN)

static void
on_changed (ParafaPastePage *self)
{
  gboolean ready = *gtk_editable_get_text (self->entry) != '\0';

  if (self->ready == ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
on_activate (ParafaPastePage *self)
{
  if (self->ready)
    g_signal_emit (self, submit_signal, 0);
}

static void
on_open_clicked (ParafaPastePage *self)
{
  if (self->address != NULL)
    g_app_info_launch_default_for_uri_async (self->address, NULL, NULL, NULL, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_copy_clicked (ParafaPastePage *self)
{
  if (self->address != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->address);
}

static void
parafa_paste_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((ParafaPastePageProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, PARAFA_PASTE_PAGE (object)->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_paste_page_dispose (GObject *object)
{
  ParafaPastePage *self = PARAFA_PASTE_PAGE (object);

  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    parafa_paste_page_clear (self);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (parafa_paste_page_parent_class)->dispose (object);
}

static void
parafa_paste_page_class_init (ParafaPastePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = parafa_paste_page_get_property;
  object_class->dispose = parafa_paste_page_dispose;

  /**
   * ParafaPastePage:ready:
   *
   * Whether something was pasted.
   */
  properties[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ParafaPastePage::submit:
   * @self: a page
   *
   * Return was pressed in the entry, and the page is ready.
   */
  submit_signal = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-paste-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaPastePage, open);
  gtk_widget_class_bind_template_child (widget_class, ParafaPastePage, end);
  gtk_widget_class_bind_template_child (widget_class, ParafaPastePage, entry);
  gtk_widget_class_bind_template_child (widget_class, ParafaPastePage, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
parafa_paste_page_init (ParafaPastePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_set_input_purpose (parafa_secret_entry_guard (self->entry), GTK_INPUT_PURPOSE_PASSWORD);
  parafa_secret_entry_set_name (self->entry, _ ("Address from the browser"));
}

/**
 * parafa_paste_page_new:
 *
 * Returns: (transfer floating): a page without an address
 */
GtkWidget *
parafa_paste_page_new (void)
{
  return g_object_new (PARAFA_TYPE_PASTE_PAGE, NULL);
}

/**
 * parafa_paste_page_show:
 * @self: a page
 * @address: the first page, for the browser
 * @redirect: the registered callback address, with which the pasted one begins
 *
 * Shows where to go and what to bring. What was pasted for another address is forgotten.
 */
void
parafa_paste_page_show (ParafaPastePage *self, const char *address, const char *redirect)
{
  g_autofree char *end = NULL;

  g_return_if_fail (PARAFA_IS_PASTE_PAGE (self));
  g_return_if_fail (address != NULL);
  g_return_if_fail (redirect != NULL);

  if (g_strcmp0 (self->address, address) == 0)
    return;
  g_free (self->address);
  self->address = g_strdup (address);
  /* Translators: %s is the beginning of an internet address */
  end = g_strdup_printf (_ ("At the end the browser may say that it cannot open a page. That is as "
                            "it "
                            "should be, if its address begins with %s"),
                         redirect);
  gtk_label_set_text (self->end, end);
  parafa_paste_page_clear (self);
}

/**
 * parafa_paste_page_set_problem:
 * @self: a page
 * @problem: (nullable): what was wrong with what was pasted
 */
void
parafa_paste_page_set_problem (ParafaPastePage *self, const char *problem)
{
  g_return_if_fail (PARAFA_IS_PASTE_PAGE (self));

  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/**
 * parafa_paste_page_is_ready:
 * @self: a page
 *
 * Returns: whether something was pasted
 */
gboolean
parafa_paste_page_is_ready (ParafaPastePage *self)
{
  g_return_val_if_fail (PARAFA_IS_PASTE_PAGE (self), FALSE);

  return self->ready;
}

/**
 * parafa_paste_page_take_answer:
 * @self: a page that is ready
 *
 * Moves what was pasted into locked memory and empties the entry.
 *
 * Returns: (transfer full): what was pasted
 */
ParafaSecret *
parafa_paste_page_take_answer (ParafaPastePage *self)
{
  ParafaSecret *answer = NULL;

  g_return_val_if_fail (PARAFA_IS_PASTE_PAGE (self), NULL);
  g_return_val_if_fail (self->ready, NULL);

  answer = parafa_secret_new (gtk_editable_get_text (self->entry), -1);
  parafa_paste_page_clear (self);
  return answer;
}

/**
 * parafa_paste_page_clear:
 * @self: a page
 *
 * Empties the entry; its buffer wipes what it held.
 */
void
parafa_paste_page_clear (ParafaPastePage *self)
{
  g_return_if_fail (PARAFA_IS_PASTE_PAGE (self));

  gtk_editable_set_text (self->entry, "");
}

/**
 * parafa_paste_page_focus:
 * @self: a page
 *
 * Puts the focus on the button that opens the browser.
 */
void
parafa_paste_page_focus (ParafaPastePage *self)
{
  g_return_if_fail (PARAFA_IS_PASTE_PAGE (self));

  gtk_widget_grab_focus (self->open);
}
