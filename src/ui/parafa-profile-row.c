/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-profile-row.h"

#include <glib/gi18n.h>

#include "parafa-bezel-clock.h"
#include "parafa-token-text.h"

/**
 * ParafaProfileRow:
 *
 * One profile in the list at the side.
 */
struct _ParafaProfileRow
{
  GtkListBoxRow parent_instance;

  ParafaBezelClock *dial; /* (unowned): template children */
  GtkLabel *name;
  GtkImage *icon;
  GtkLabel *state;
  ParafaAccount *account; /* (owned) (nullable) */
  ParafaClock *clock;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaProfileRow, parafa_profile_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_account_changed (ParafaProfileRow *self)
{
  g_autoptr (ParafaTokenFacts) facts =
      parafa_token_facts_new (self->account, parafa_clock_get_now (self->clock));

  parafa_profile_row_show (self, facts);
}

static void
parafa_profile_row_dispose (GObject *object)
{
  ParafaProfileRow *self = PARAFA_PROFILE_ROW (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  G_OBJECT_CLASS (parafa_profile_row_parent_class)->dispose (object);
}

static void
parafa_profile_row_class_init (ParafaProfileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_profile_row_dispose;
  g_type_ensure (PARAFA_TYPE_BEZEL_CLOCK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-profile-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaProfileRow, dial);
  gtk_widget_class_bind_template_child (widget_class, ParafaProfileRow, name);
  gtk_widget_class_bind_template_child (widget_class, ParafaProfileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaProfileRow, state);
}

static void
parafa_profile_row_init (ParafaProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  parafa_bezel_clock_set_size (self->dial, PARAFA_BEZEL_CLOCK_SIZE_MINI);
}

/* -- dragging: onto another row, whose place it takes; nothing of it leaves the program -- */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, ParafaProfileRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (PARAFA_TYPE_ACCOUNT, self->account);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ParafaProfileRow *self)
{
  ParafaAccount *account = g_value_get_object (value);

  if (account == NULL || account == self->account)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.move-onto", "(ss)",
                              parafa_profile_get_id (parafa_account_get_profile (account)),
                              parafa_profile_get_id (parafa_account_get_profile (self->account)));
  return TRUE;
}

static void
let_drag (ParafaProfileRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (PARAFA_TYPE_ACCOUNT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * parafa_profile_row_new:
 * @account: (nullable): the account to follow
 * @clock: (nullable): the clock it is read by
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
parafa_profile_row_new (ParafaAccount *account, ParafaClock *clock)
{
  ParafaProfileRow *self = g_object_new (PARAFA_TYPE_PROFILE_ROW, NULL);

  if (account != NULL)
    {
      self->account = g_object_ref (account);
      self->clock = parafa_clock_ref (clock);
      g_signal_connect_object (account, "changed", G_CALLBACK (on_account_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (parafa_account_get_profile (account), "notify::name",
                               G_CALLBACK (on_account_changed), self, G_CONNECT_SWAPPED);
      on_account_changed (self);
      let_drag (self);
    }
  return GTK_WIDGET (self);
}

static void
set_icon_kind (ParafaProfileRow *self, ParafaPillKind kind)
{
  for (guint i = PARAFA_PILL_PLAIN; i <= PARAFA_PILL_ACCENT; i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), parafa_pill_kind_get_css_class (i));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), parafa_pill_kind_get_css_class (kind));
}

/**
 * parafa_profile_row_show:
 * @self: a row
 * @facts: what to show
 */
void
parafa_profile_row_show (ParafaProfileRow *self, const ParafaTokenFacts *facts)
{
  ParafaStateWords state;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;
  ParafaClockFace dial;
  gboolean has_clock;
  ParafaPillKind kind;

  g_return_if_fail (PARAFA_IS_PROFILE_ROW (self));

  state = parafa_token_text_get_state (facts);
  words = parafa_token_text_make_row (facts);
  has_clock = parafa_token_facts_has_token (facts) && facts->times.access_ends_at_s >= 0;
  dial = has_clock ? parafa_token_facts_get_access_dial (facts)
                   : parafa_clock_face_new (1, 0, 1, 0, 2);
  kind = state.kind;
  /* a practice token is not the real thing: blue, not green */
  if (facts->practice && kind == PARAFA_PILL_SUCCESS)
    kind = PARAFA_PILL_ACCENT;
  parafa_bezel_clock_set (self->dial, &dial, kind, has_clock ? MAX (facts->days_left, 0) : -1, NULL,
                          words);
  gtk_label_set_label (self->name, facts->name);
  gtk_label_set_label (self->state, words);
  gtk_image_set_from_icon_name (self->icon, state.icon);
  set_icon_kind (self, state.kind);
  /* Translators: spoken label of a profile: its name, then its state */
  label = g_strdup_printf (C_ ("profile", "%s: %s"), facts->name, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * parafa_profile_row_get_account:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): its account
 */
ParafaAccount *
parafa_profile_row_get_account (ParafaProfileRow *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE_ROW (self), NULL);

  return self->account;
}

/**
 * parafa_profile_row_get_state:
 * @self: a row
 *
 * Returns: (transfer none): its state in words
 */
const char *
parafa_profile_row_get_state (ParafaProfileRow *self)
{
  g_return_val_if_fail (PARAFA_IS_PROFILE_ROW (self), NULL);

  return gtk_label_get_label (self->state);
}
