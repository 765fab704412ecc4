/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Long enough for a loaded two-core machine under a sanitizer; a condition that holds ends the wait
 * at once, so that a generous limit costs nothing. */
#define PARAFA_TEST_LIMIT_MS 60000u

typedef gboolean (*ParafaTestCondition) (gpointer data);

gboolean parafa_test_poll_until (ParafaTestCondition condition, gpointer data, guint limit_ms);
void parafa_test_wait_until (ParafaTestCondition condition, gpointer data, guint limit_ms);
gboolean parafa_test_is_set (gpointer data);
gboolean parafa_test_file_exists (gpointer data);

typedef struct _ParafaTestResult ParafaTestResult;

ParafaTestResult *parafa_test_result_new (void);
void parafa_test_result_free (ParafaTestResult *self);
void parafa_test_result_callback (GObject *source, GAsyncResult *result, gpointer user_data);
gboolean parafa_test_result_is_ready (ParafaTestResult *self);
GAsyncResult *parafa_test_result_wait (ParafaTestResult *self, guint limit_ms);
GObject *parafa_test_result_get_source (ParafaTestResult *self);
void parafa_test_result_reset (ParafaTestResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTestResult, parafa_test_result_free)

typedef char ParafaTestDir;

void parafa_test_pardon_libraries (void);
void parafa_test_set_locale (void);
ParafaTestDir *parafa_test_dir_new (void);
void parafa_test_dir_free (ParafaTestDir *path);
gboolean parafa_test_remove_tree (const char *path);
char *parafa_test_write_file (const ParafaTestDir *dir, const char *name, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaTestDir, parafa_test_dir_free)

void parafa_test_note (const char *text);
int parafa_test_run (const char *const *argv,
                     const char *input,
                     char **standard_output,
                     char **standard_error);

G_END_DECLS
