/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-inspector-verdict.h"

#include <glib/gi18n.h>

#include "parafa-choose-file.h"
#include "parafa-inspector-text.h"

/* A file with keys is a few kilobytes; a set of many, some hundred */
#define KEY_BYTES_MAX (1024 * 1024)

/**
 * ParafaInspectorVerdict:
 *
 * What is to be thought of a token. Checks its signature with a key from a file.
 */
struct _ParafaInspectorVerdict
{
  GtkWidget parent_instance;

  GtkWidget *box; /* (unowned): template children */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *verify;

  ParafaJwtInspection *inspection; /* (owned) (nullable) */
  GCancellable *cancellable;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ParafaInspectorVerdict, parafa_inspector_verdict, GTK_TYPE_WIDGET)

static void
show (ParafaInspectorVerdict *self, const ParafaInspectorWords *words)
{
  const char *const classes[] = { "verdict", parafa_pill_kind_get_css_class (words->kind), NULL };

  gtk_widget_set_css_classes (self->box, (const char **) classes);
  gtk_image_set_from_icon_name (self->icon, words->icon);
  gtk_label_set_label (self->title, words->title);
  gtk_label_set_label (self->text, words->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->text,
                                  -1);
}

static void
show_failure (ParafaInspectorVerdict *self, const char *title, const char *text)
{
  const ParafaInspectorWords words = { PARAFA_PILL_ERROR, "dialog-error-symbolic", (char *) title,
                                       (char *) text };

  show (self, &words);
}

/* Verifying: read the file → check in a thread */
static void key_read (GObject *source, GAsyncResult *result, gpointer user_data);
static void verified (GObject *source, GAsyncResult *result, gpointer user_data);

typedef struct
{
  ParafaSecret *token; /* (owned) */
  char *key;           /* (owned) */
  gsize length;
  char *name; /* (owned): of the file */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_pointer (&check->token, parafa_secret_unref);
  g_free (check->key);
  g_free (check->name);
  g_free (check);
}

static void
verify_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;

  g_task_return_pointer (task,
                         parafa_token_verification_new (check->token, check->key, check->length),
                         (GDestroyNotify) parafa_token_verification_unref);
}

static void
key_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaInspectorVerdict) self = PARAFA_INSPECTOR_VERDICT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  Check *check = g_new0 (Check, 1);
  gboolean read = g_file_load_contents_finish (G_FILE (source), result, &check->key, &check->length,
                                               NULL, &error);

  if (!read || self->inspection == NULL || check->length > KEY_BYTES_MAX)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->inspection != NULL)
        show_failure (self, _ ("This file cannot be read"),
                      read ? _ ("It is too large for a key.")
                           : _ ("Parafa is not allowed to, or it is not there any more."));
      check_free (check);
      return;
    }
  check->token = parafa_secret_ref (parafa_jwt_inspection_get_text (self->inspection));
  check->name = g_file_get_basename (G_FILE (source));
  task = g_task_new (self, self->cancellable, verified, g_object_ref (self));
  g_task_set_source_tag (task, key_read);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, verify_in_thread);
}

static void
verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaInspectorVerdict) self = PARAFA_INSPECTOR_VERDICT (user_data);
  g_autoptr (ParafaTokenVerification) verification =
      g_task_propagate_pointer (G_TASK (result), NULL);
  Check *check = g_task_get_task_data (G_TASK (result));
  g_auto (ParafaInspectorWords) words = { 0 };

  /* cancelled: another token is shown by now */
  if (verification == NULL)
    return;
  parafa_inspector_text_verification (verification, check->name, &words);
  show (self, &words);
}

static void
key_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaInspectorVerdict) self = PARAFA_INSPECTOR_VERDICT (user_data);
  g_autoptr (GFile) file = parafa_choose_file_finish (result, NULL);

  if (file != NULL && self->inspection != NULL)
    parafa_inspector_verdict_verify (self, file);
}

static void
verify_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "pem", "crt",  "cer",  "der", "pub",
                                          "jwk", "jwks", "json", NULL };

  parafa_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Choose a Key"),
                            _ ("Keys and certificates"), suffixes, NULL, key_chosen,
                            g_object_ref (widget));
}

static void
parafa_inspector_verdict_dispose (GObject *object)
{
  ParafaInspectorVerdict *self = PARAFA_INSPECTOR_VERDICT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), PARAFA_TYPE_INSPECTOR_VERDICT);
  G_OBJECT_CLASS (parafa_inspector_verdict_parent_class)->dispose (object);
}

static void
parafa_inspector_verdict_class_init (ParafaInspectorVerdictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_inspector_verdict_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-inspector-verdict.ui");
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorVerdict, box);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorVerdict, icon);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorVerdict, title);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorVerdict, text);
  gtk_widget_class_bind_template_child (widget_class, ParafaInspectorVerdict, verify);
  gtk_widget_class_install_action (widget_class, "verdict.verify", NULL, verify_activated);
}

static void
parafa_inspector_verdict_init (ParafaInspectorVerdict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_algorithm (ParafaJwtInspection *inspection)
{
  ParafaSecret *text = parafa_jwt_inspection_get_text (inspection);
  g_autoptr (ParafaJws) jws =
      parafa_jws_new (parafa_secret_get (text), parafa_secret_get_length (text), NULL);

  return jws != NULL ? g_strdup (parafa_jws_get_algorithm (jws)) : NULL;
}

/**
 * parafa_inspector_verdict_set_inspection:
 * @self: a verdict
 * @inspection: (nullable): a token, or what could not be read
 *
 * Says what is wrong with the text, or that the token was read and not verified.
 */
void
parafa_inspector_verdict_set_inspection (ParafaInspectorVerdict *self,
                                         ParafaJwtInspection *inspection)
{
  g_auto (ParafaInspectorWords) words = { 0 };
  const ParafaJwtProblem *problem = NULL;

  g_return_if_fail (PARAFA_IS_INSPECTOR_VERDICT (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->inspection, parafa_jwt_inspection_unref);
  if (inspection == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->inspection = parafa_jwt_inspection_ref (inspection);
  problem = parafa_jwt_inspection_get_problem (inspection);
  if (problem != NULL)
    parafa_inspector_text_problem (problem, &words);
  else
    {
      g_autofree char *algorithm = dup_algorithm (inspection);

      parafa_inspector_text_unverified (algorithm, &words);
    }
  gtk_widget_set_visible (self->verify, problem == NULL);
  show (self, &words);
}

/**
 * parafa_inspector_verdict_verify:
 * @self: a verdict
 * @key: a file with a public key, a certificate, a JWK or a set of them
 *
 * Checks the signature of the token shown.
 */
void
parafa_inspector_verdict_verify (ParafaInspectorVerdict *self, GFile *key)
{
  g_return_if_fail (PARAFA_IS_INSPECTOR_VERDICT (self));
  g_return_if_fail (G_IS_FILE (key));

  if (self->inspection != NULL)
    g_file_load_contents_async (key, self->cancellable, key_read, g_object_ref (self));
}

/**
 * parafa_inspector_verdict_get_title:
 * @self: a verdict
 *
 * Returns: (transfer none): the words in bold
 */
const char *
parafa_inspector_verdict_get_title (ParafaInspectorVerdict *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_VERDICT (self), NULL);

  return gtk_label_get_label (self->title);
}

/**
 * parafa_inspector_verdict_get_text:
 * @self: a verdict
 *
 * Returns: (transfer none): the words below
 */
const char *
parafa_inspector_verdict_get_text (ParafaInspectorVerdict *self)
{
  g_return_val_if_fail (PARAFA_IS_INSPECTOR_VERDICT (self), NULL);

  return gtk_label_get_label (self->text);
}
