/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-slip-window.h"

#include <glib/gi18n.h>

#include "parafa-filing-package.h"
#include "parafa-filing-saving.h"
#include "parafa-filing-words.h"
#include "parafa-slip-print.h"
#include "parafa-slip-view.h"
#include "parafa-uit-card.h"

#define NARROW 660

/**
 * ParafaSlipWindow:
 *
 * What is on the screen is what comes out of the printer: one function draws both.
 */
struct _ParafaSlipWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title; /* (unowned): template children */
  AdwToastOverlay *toasts;
  GtkBox *split;
  GtkWidget *left;
  GtkWidget *desk;
  ParafaPill *pill;
  GtkLabel *reason;
  ParafaUitCard *card;
  GtkWidget *print;
  GtkDropDown *paper;
  GtkWidget *changed;
  GtkLabel *desk_label;
  ParafaSlipView *view;

  ParafaSlip *slip; /* (owned) */
  char *file_name;  /* (owned) */
  guint narrow_id;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ParafaSlipWindow, parafa_slip_window, ADW_TYPE_WINDOW)

static ParafaSlipPaper
get_paper (ParafaSlipWindow *self)
{
  return gtk_drop_down_get_selected (self->paper) == 1 ? PARAFA_SLIP_A5 : PARAFA_SLIP_A4;
}

static void
on_paper_changed (ParafaSlipWindow *self)
{
  ParafaSlipPaper paper = get_paper (self);
  /* Translators: %s is a size of paper, A4 or A5 */
  g_autofree char *label =
      g_strdup_printf (_ ("As on paper, %s"), paper == PARAFA_SLIP_A5 ? "A5" : "A4");

  gtk_label_set_label (self->desk_label, label);
  if (self->slip != NULL)
    parafa_slip_view_set (self->view, self->slip, paper);
}

/* -- actions -- */

static void
toast_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_overlay_add_toast (PARAFA_SLIP_WINDOW (widget)->toasts, toast);
}

static void
on_print_done (ParafaSlipWindow *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Sent to the printer")));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  g_info ("slip: %s", error != NULL ? error->message : "not printed");
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("It Was Not Printed"),
                                   _ ("The printer could not be reached. Try another one, or save "
                                      "the slip as PDF."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
print_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkPrintOperation) operation =
      parafa_slip_window_make_print (PARAFA_SLIP_WINDOW (widget));

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (widget),
                           NULL);
}

static void
save_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ParafaSlipWindow *self = PARAFA_SLIP_WINDOW (widget);

  parafa_filing_saving_slip (widget, self->slip, self->file_name, get_paper (self), NULL, NULL);
}

static void
copy_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  parafa_uit_card_copy (PARAFA_SLIP_WINDOW (widget)->card);
}

/* -- size -- */

static void
apply_narrow (gpointer user_data)
{
  ParafaSlipWindow *self = user_data;

  self->narrow_id = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split), self->narrow
                                                                    ? GTK_ORIENTATION_VERTICAL
                                                                    : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->left, self->narrow ? -1 : 360, -1);
}

static void
parafa_slip_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParafaSlipWindow *self = PARAFA_SLIP_WINDOW (widget);

  if (width > 0 && self->narrow != (width < NARROW))
    {
      self->narrow = width < NARROW;
      if (self->narrow_id == 0)
        self->narrow_id = g_idle_add_once (apply_narrow, self);
    }
  GTK_WIDGET_CLASS (parafa_slip_window_parent_class)
      ->size_allocate (widget, width, height, baseline);
}

static void
parafa_slip_window_dispose (GObject *object)
{
  ParafaSlipWindow *self = PARAFA_SLIP_WINDOW (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  G_OBJECT_CLASS (parafa_slip_window_parent_class)->dispose (object);
}

static void
parafa_slip_window_finalize (GObject *object)
{
  ParafaSlipWindow *self = PARAFA_SLIP_WINDOW (object);

  parafa_slip_free (self->slip);
  g_free (self->file_name);
  G_OBJECT_CLASS (parafa_slip_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, ParafaSlipWindow, name)
  BIND (title);
  BIND (toasts);
  BIND (split);
  BIND (left);
  BIND (desk);
  BIND (pill);
  BIND (reason);
  BIND (card);
  BIND (print);
  BIND (paper);
  BIND (changed);
  BIND (desk_label);
  BIND (view);
#undef BIND
}

static void
parafa_slip_window_class_init (ParafaSlipWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_slip_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_slip_window_finalize;
  widget_class->size_allocate = parafa_slip_window_size_allocate;
  g_type_ensure (PARAFA_TYPE_PILL);
  g_type_ensure (PARAFA_TYPE_UIT_CARD);
  g_type_ensure (PARAFA_TYPE_SLIP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-slip-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_paper_changed);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_activated);
  gtk_widget_class_install_action (widget_class, "slip.print", NULL, print_activated);
  gtk_widget_class_install_action (widget_class, "slip.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "slip.copy", NULL, copy_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "slip.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "slip.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "slip.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
parafa_slip_window_init (ParafaSlipWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_uit_card_set_large (self->card, TRUE);
  apply_narrow (self);
  on_paper_changed (self);
}

/**
 * parafa_slip_window_new:
 * @parent: (nullable): the window it belongs to
 * @record: a filing whose UIT counts
 * @fate: (nullable): what later filings did to it
 * @now_s: the time, Unix seconds
 *
 * Returns: (transfer none) (nullable): a window that is not shown yet; %NULL when there is no slip, for a driver never gets
 * a UIT that does not count
 */
ParafaSlipWindow *
parafa_slip_window_new (GtkWindow *parent,
                        const ParafaFilingRecord *record,
                        const ParafaFilingFate *fate,
                        gint64 now_s)
{
  ParafaSlipWindow *self;
  ParafaSlip *slip;
  ParafaFilingWord word;

  g_return_val_if_fail (record != NULL, NULL);

  slip = parafa_filing_fate_get_slip (fate, record);
  if (slip == NULL)
    return NULL;
  self = g_object_new (PARAFA_TYPE_SLIP_WINDOW, "transient-for", parent, NULL);
  self->slip = slip;
  self->file_name = parafa_filing_package_get_name (record, ".pdf");
  word = parafa_filing_words_get_fate (record, fate, now_s);
  parafa_pill_set (self->pill, word.kind, word.icon, word.word);
  gtk_label_set_label (self->reason, parafa_filing_words_get_fate_reason (record, fate, now_s));
  adw_window_title_set_subtitle (self->title, parafa_filing_words_get_partner (record));
  parafa_uit_card_set (self->card, record, fate, now_s);
  gtk_widget_set_visible (self->changed, fate != NULL && fate->vehicle != NULL);
  on_paper_changed (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->print);
  gtk_window_set_focus (GTK_WINDOW (self), self->print);
  return self;
}

/**
 * parafa_slip_window_make_print:
 * @self: the window
 *
 * Returns: (transfer full): what prints the page that is shown, and tells the window how it went
 */
GtkPrintOperation *
parafa_slip_window_make_print (ParafaSlipWindow *self)
{
  GtkPrintOperation *operation;

  g_return_val_if_fail (PARAFA_IS_SLIP_WINDOW (self), NULL);

  operation = parafa_slip_print_new (self->slip, get_paper (self));
  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), self, G_CONNECT_SWAPPED);
  return operation;
}
