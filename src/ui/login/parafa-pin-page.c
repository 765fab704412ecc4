/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-pin-page.h"

#include <glib/gi18n.h>

#include "parafa-form.h"
#include "parafa-secret-entry.h"

typedef enum
{
  PROP_READY = 1,
} ParafaPinPageProperty;

struct _ParafaPinPage
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *callout;
  GtkImage *callout_icon;
  GtkLabel *callout_title;
  GtkLabel *callout_text;
  GtkCheckButton *confirm;
  GtkWidget *form;
  GtkLabel *entry_label;
  GtkEditable *entry;
  GtkWidget *back;
  GtkLabel *place;

  ParafaPinQuestion question;
  ParafaPinKind kind;
  ParafaPinFlags flags;
  gboolean busy;
  gboolean ready;
};

static GParamSpec *properties[PROP_READY + 1];
static guint submit_signal;

G_DEFINE_FINAL_TYPE (ParafaPinPage, parafa_pin_page, ADW_TYPE_BIN)

static void
on_changed (ParafaPinPage *self)
{
  gboolean typed =
      (self->flags & PARAFA_PIN_PAD) != 0 || *gtk_editable_get_text (self->entry) != '\0';
  gboolean confirmed =
      (self->flags & PARAFA_PIN_FINAL_TRY) == 0 || gtk_check_button_get_active (self->confirm);
  gboolean ready = typed && confirmed && !self->busy;

  if (self->ready == ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
on_activate (ParafaPinPage *self)
{
  if (self->ready)
    g_signal_emit (self, submit_signal, 0);
}

static void
name_entry (ParafaPinPage *self)
{
  gboolean file = self->question == PARAFA_PIN_QUESTION_FILE;
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (self->entry));
  const char *name = file ? _ ("Password") : _ ("PIN");

  gtk_label_set_label (self->entry_label, file ? _ ("_Password") : _ ("_PIN"));
  parafa_secret_entry_set_name (self->entry, name);
  gtk_text_set_input_purpose (text, file ? GTK_INPUT_PURPOSE_PASSWORD : GTK_INPUT_PURPOSE_PIN);
}

static void
show_notice (ParafaPinPage *self, ParafaPinState state, ParafaPinAnswer last)
{
  g_auto (ParafaPinNotice) notice = { NULL };

  parafa_pin_text_get_notice (self->question, state, last, &notice);
  gtk_widget_set_visible (self->callout, notice.title != NULL);
  gtk_widget_remove_css_class (self->callout, "warning");
  gtk_widget_remove_css_class (self->callout, "error");
  gtk_widget_remove_css_class (self->callout, "plain");
  if (notice.title == NULL)
    return;
  gtk_widget_add_css_class (self->callout, notice.css_class);
  gtk_image_set_from_icon_name (self->callout_icon, notice.icon_name);
  gtk_label_set_text (self->callout_title, notice.title);
  gtk_label_set_text (self->callout_text, notice.text != NULL ? notice.text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->callout_text), notice.text != NULL);
}

static void
show_words (ParafaPinPage *self, ParafaCertificate *certificate)
{
  g_autofree char *words =
      parafa_pin_text_words (self->question, self->kind, self->flags, certificate);

  gtk_label_set_text (self->title, parafa_pin_text_title (self->question, self->kind, self->flags));
  gtk_label_set_text (self->text, words);
}

static void
parafa_pin_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((ParafaPinPageProperty) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, PARAFA_PIN_PAGE (object)->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_pin_page_dispose (GObject *object)
{
  ParafaPinPage *self = PARAFA_PIN_PAGE (object);

  /* the children are there until the parent class drops them */
  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    parafa_pin_page_clear (self);

  G_OBJECT_CLASS (parafa_pin_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/login/parafa-pin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, text);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, callout);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, callout_icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, callout_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, callout_text);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, confirm);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, form);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, entry_label);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, entry);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, back);
  gtk_widget_class_bind_template_child (widget_class, ParafaPinPage, place);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
parafa_pin_page_class_init (ParafaPinPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parafa_pin_page_get_property;
  object_class->dispose = parafa_pin_page_dispose;

  /**
   * ParafaPinPage:ready:
   *
   * Whether there is something to send: typed, confirmed where it is the last try, and nothing
   * under way.
   */
  properties[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ParafaPinPage::submit:
   * @self: a page
   *
   * Return was pressed in the entry, and the page is ready.
   */
  submit_signal = g_signal_new ("submit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
parafa_pin_page_init (ParafaPinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_secret_entry_guard (self->entry);
}

/**
 * parafa_pin_page_new:
 *
 * Returns: (transfer floating): a page that asks nothing yet
 */
GtkWidget *
parafa_pin_page_new (void)
{
  return g_object_new (PARAFA_TYPE_PIN_PAGE, NULL);
}

/**
 * parafa_pin_page_set_kind:
 * @self: a page
 * @kind: which PIN of the token is wanted
 *
 * Says which PIN the next parafa_pin_page_ask() names.
 */
void
parafa_pin_page_set_kind (ParafaPinPage *self, ParafaPinKind kind)
{
  g_return_if_fail (PARAFA_IS_PIN_PAGE (self));

  self->kind = kind;
}

/**
 * parafa_pin_page_ask:
 * @self: a page
 * @question: what is asked for
 * @certificate: (nullable): the certificate whose key it opens
 * @place: (nullable): the token, or the file, in words
 * @state: what the token says about its PIN
 * @last: what happened to the last answer
 *
 * Asks; the entry is empty afterwards. At the last try the answer has to be confirmed with a check
 * button before the page is ready.
 */
void
parafa_pin_page_ask (ParafaPinPage *self,
                     ParafaPinQuestion question,
                     ParafaCertificate *certificate,
                     const char *place,
                     ParafaPinState state,
                     ParafaPinAnswer last)
{
  g_return_if_fail (PARAFA_IS_PIN_PAGE (self));

  self->question = question;
  self->flags = question == PARAFA_PIN_QUESTION_FILE ? 0 : state.flags;
  if (question != PARAFA_PIN_QUESTION_FILE && parafa_pin_text_is_last_try (state))
    self->flags |= PARAFA_PIN_FINAL_TRY;

  name_entry (self);
  show_words (self, certificate);
  show_notice (self, state, last);
  gtk_check_button_set_active (self->confirm, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), (self->flags & PARAFA_PIN_FINAL_TRY) != 0);
  gtk_widget_set_visible (self->form, (self->flags & PARAFA_PIN_PAD) == 0);
  gtk_widget_set_visible (self->back, question != PARAFA_PIN_QUESTION_SIGNATURE);
  gtk_label_set_text (self->place, place != NULL ? place : "");
  gtk_widget_set_visible (GTK_WIDGET (self->place), place != NULL && *place != '\0');
  parafa_pin_page_clear (self);
  on_changed (self);
}

/**
 * parafa_pin_page_is_ready:
 * @self: a page
 *
 * Returns: whether take_answer() would give something to send
 */
gboolean
parafa_pin_page_is_ready (ParafaPinPage *self)
{
  g_return_val_if_fail (PARAFA_IS_PIN_PAGE (self), FALSE);

  return self->ready;
}

/**
 * parafa_pin_page_take_answer:
 * @self: a page that is ready
 *
 * Moves what was typed into locked memory and empties the entry.
 *
 * Returns: (transfer full) (nullable): the PIN or password, or %NULL where the reader has its own
 *   keys
 */
ParafaSecret *
parafa_pin_page_take_answer (ParafaPinPage *self)
{
  ParafaSecret *answer = NULL;

  g_return_val_if_fail (PARAFA_IS_PIN_PAGE (self), NULL);
  g_return_val_if_fail (self->ready, NULL);

  if ((self->flags & PARAFA_PIN_PAD) == 0)
    answer = parafa_secret_new (gtk_editable_get_text (self->entry), -1);
  parafa_pin_page_clear (self);
  return answer;
}

/**
 * parafa_pin_page_clear:
 * @self: a page
 *
 * Empties the entry; its buffer wipes what it held.
 */
void
parafa_pin_page_clear (ParafaPinPage *self)
{
  g_return_if_fail (PARAFA_IS_PIN_PAGE (self));

  gtk_editable_set_text (self->entry, "");
}

/**
 * parafa_pin_page_set_busy:
 * @self: a page
 * @busy: whether the answer is being tried
 */
void
parafa_pin_page_set_busy (ParafaPinPage *self, gboolean busy)
{
  g_return_if_fail (PARAFA_IS_PIN_PAGE (self));

  if (busy && !self->busy && (self->flags & PARAFA_PIN_PAD) != 0)
    gtk_label_set_text (self->text,
                        _ ("The reader waits for the PIN now. To stop, press its cancel "
                           "key."));
  self->busy = busy;
  parafa_form_set_sensitive (self->form, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm), !busy);
  on_changed (self);
}

/**
 * parafa_pin_page_focus:
 * @self: a page
 *
 * Puts the focus on the entry.
 */
void
parafa_pin_page_focus (ParafaPinPage *self)
{
  g_return_if_fail (PARAFA_IS_PIN_PAGE (self));

  if ((self->flags & PARAFA_PIN_PAD) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
