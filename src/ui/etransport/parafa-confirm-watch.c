/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-confirm-watch.h"

#include "parafa-declaration.h"
#include "parafa-filing-fate.h"
#include "parafa-reminder-settings.h"
#include "parafa-settings.h"

#define DAY_S (G_GINT64_CONSTANT (86400))
/* A UIT is valid 15 days at most, and declared 3 days ahead at most (ANAF's guide to RO e-Transport, 2025): what ended one
 * that still counts was filed within these days */
#define LONGEST_DAYS 30
#define DELAY_MS 1000 /* a queue changes the archive many times a second */

/**
 * ParafaConfirmWatch:
 *
 * Only what was filed for real is to be confirmed.
 */
struct _ParafaConfirmWatch
{
  GObject parent_instance;

  ParafaArchive *archive; /* (owned) */
  ParafaClock *clock;     /* (owned) */
  GSettings *settings;    /* (owned) (nullable) */
  GCancellable *stop;     /* (owned) */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ParafaConfirmWatch, parafa_confirm_watch, G_TYPE_OBJECT)

static gboolean
counts (const ParafaFilingRecord *record)
{
  return record->system == PARAFA_FILING_PRODUCTION && record->state == PARAFA_FILING_OK;
}

/* The filings of each UIT, in the order they came: what became of one is told by those few */
static GHashTable *
group_by_uit (GPtrArray *records)
{
  GHashTable *groups =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < records->len; i++)
    {
      const char *uit = parafa_filing_fate_get_uit (records->pdata[i]);
      GPtrArray *group = uit != NULL ? g_hash_table_lookup (groups, uit) : NULL;

      if (uit != NULL && group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, (gpointer) uit, group);
        }
      if (group != NULL)
        g_ptr_array_add (group, records->pdata[i]);
    }
  return groups;
}

static gboolean
is_to_be_confirmed (const ParafaFilingRecord *record, GHashTable *groups, gint64 now_s)
{
  const char *uit = parafa_filing_fate_get_uit (record);
  g_autoptr (ParafaFilingFate) fate = NULL;

  if (!counts (record) || uit == NULL || record->profile == NULL || record->valid_until <= now_s ||
      (record->kind != PARAFA_DECLARATION_NOTICE && record->kind != PARAFA_DECLARATION_CORRECTION))
    return FALSE;
  fate = parafa_filing_fate_new (record, g_hash_table_lookup (groups, uit));
  return parafa_filing_fate_is_open (fate);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * parafa_confirm_watch_find_ends:
 * @records: (element-type ParafaFilingRecord): filings
 * @now_s: the time, Unix seconds
 *
 * Many transports of one day are one reminder.
 *
 * Returns: (transfer floating): of type `a(sx)`: each profile with each last second of a UIT that is not confirmed
 */
GVariant *
parafa_confirm_watch_find_ends (GPtrArray *records, gint64 now_s)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) groups = group_by_uit (records);
  g_autofree gpointer *keys = NULL;
  GVariantBuilder builder;
  guint n_keys;

  for (guint i = 0; i < records->len; i++)
    {
      const ParafaFilingRecord *record = records->pdata[i];

      if (is_to_be_confirmed (record, groups, now_s))
        g_hash_table_add (seen, g_strdup_printf ("%" G_GINT64_FORMAT "/%s", record->valid_until - 1,
                                                 record->profile));
    }
  keys = g_hash_table_get_keys_as_array (seen, &n_keys);
  qsort (keys, n_keys, sizeof *keys, compare_keys);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sx)"));
  for (guint i = 0; i < n_keys; i++)
    {
      char *profile;
      gint64 ends_at_s = g_ascii_strtoll (keys[i], &profile, 10);

      g_variant_builder_add (&builder, "(sx)", profile + 1, ends_at_s);
    }
  return g_variant_builder_end (&builder);
}

static void
found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParafaConfirmWatch) self = PARAFA_CONFIRM_WATCH (user_data);
  g_autoptr (GPtrArray) records =
      parafa_archive_find_finish (PARAFA_ARCHIVE (source), result, NULL);

  if (records != NULL && !g_cancellable_is_cancelled (self->stop))
    parafa_reminder_settings_write_confirmations (
        self->settings,
        parafa_confirm_watch_find_ends (records, parafa_clock_get_now (self->clock)));
}

static void
look (gpointer user_data)
{
  ParafaConfirmWatch *self = user_data;
  g_autoptr (ParafaFilingFilter) filter = parafa_filing_filter_new ();
  GDate first;
  char day[G_N_ELEMENTS ("yyyy-mm-dd")];

  self->timer = 0;
  parafa_romania_get_today (parafa_clock_get_now (self->clock) - LONGEST_DAYS * DAY_S, &first);
  g_date_strftime (day, sizeof day, "%Y-%m-%d", &first);
  filter->system = PARAFA_FILING_PRODUCTION;
  filter->states = 1u << PARAFA_FILING_OK;
  filter->from_day = g_strdup (day);
  parafa_archive_find_async (self->archive, filter, self->stop, found, g_object_ref (self));
}

static void
look_soon (ParafaConfirmWatch *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add_once (DELAY_MS, look, self);
}

static void
parafa_confirm_watch_dispose (GObject *object)
{
  ParafaConfirmWatch *self = PARAFA_CONFIRM_WATCH (object);

  g_cancellable_cancel (self->stop);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->archive);
  G_OBJECT_CLASS (parafa_confirm_watch_parent_class)->dispose (object);
}

static void
parafa_confirm_watch_finalize (GObject *object)
{
  ParafaConfirmWatch *self = PARAFA_CONFIRM_WATCH (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_clear_object (&self->stop);
  G_OBJECT_CLASS (parafa_confirm_watch_parent_class)->finalize (object);
}

static void
parafa_confirm_watch_class_init (ParafaConfirmWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parafa_confirm_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = parafa_confirm_watch_finalize;
}

static void
parafa_confirm_watch_init (ParafaConfirmWatch *self)
{
  self->stop = g_cancellable_new ();
}

/**
 * parafa_confirm_watch_new:
 * @archive: what was filed
 * @clock: what tells the time
 * @settings: (nullable): where it is written down
 *
 * Returns: (transfer full): a watch that looks soon, and after each change
 */
ParafaConfirmWatch *
parafa_confirm_watch_new (ParafaArchive *archive, ParafaClock *clock, GSettings *settings)
{
  ParafaConfirmWatch *self;

  g_return_val_if_fail (PARAFA_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_CONFIRM_WATCH, NULL);
  self->archive = g_object_ref (archive);
  self->clock = parafa_clock_ref (clock);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  g_signal_connect_object (archive, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  look_soon (self);
  return self;
}

static void
detach (gpointer data)
{
  g_object_run_dispose (data);
  g_object_unref (data);
}

/**
 * parafa_confirm_watch_attach:
 * @owner: what shows the archive
 * @archive: what was filed
 * @clock: what tells the time
 *
 * Watches as long as @owner is there. A program without settings has no reminders: nothing is done.
 */
void
parafa_confirm_watch_attach (GObject *owner, ParafaArchive *archive, ParafaClock *clock)
{
  g_autoptr (GSettings) settings = parafa_settings_new ();

  g_return_if_fail (G_IS_OBJECT (owner));

  if (settings != NULL)
    g_object_set_data_full (owner, "parafa-confirm-watch",
                            parafa_confirm_watch_new (archive, clock, settings), detach);
}
