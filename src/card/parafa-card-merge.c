/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-card-merge.h"

#include <string.h>

/* One token as one driver sees it */
typedef struct
{
  ParafaDriver *driver;     /* (unowned) */
  ParafaCardTokenInfo info; /* (unowned): its strings are the answer's */
  GPtrArray *certificates;  /* (owned) (element-type ParafaCertificate) */
  GPtrArray *others;        /* (owned) (element-type Sight, unowned): the same token elsewhere */
  gboolean merged;          /* another sight of the same token is used */
} Sight;

static void
sight_free (Sight *sight)
{
  g_ptr_array_unref (sight->certificates);
  g_ptr_array_unref (sight->others);
  g_free (sight);
}

/* --- reading an answer --- */

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

static void
read_tokens (ParafaDriver *driver, GVariant *tokens, GPtrArray *sights)
{
  GVariantIter iter;
  ParafaCardTokenInfo info = { NULL };
  guint flags, pin_flags;
  guint64 slot;

  g_variant_iter_init (&iter, tokens);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&suuitu)", &info.label, &info.serial, &info.model,
                              &info.manufacturer, &info.reader, &flags, &pin_flags,
                              &info.pin.tries_left, &slot, &info.n_certificates))
    {
      Sight *sight = g_new0 (Sight, 1);

      info.flags = flags;
      info.pin.flags = pin_flags;
      info.slot = (gulong) slot;
      sight->driver = driver;
      sight->info = info;
      sight->certificates = g_ptr_array_new_with_free_func (g_object_unref);
      sight->others = g_ptr_array_new ();
      g_ptr_array_add (sights, sight);
    }
}

static void
add_certificate (Sight *sight, GVariant *der, const char *uri)
{
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (der);
  ParafaCertificatePlace place = { NULL };
  ParafaCertificate *certificate;

  place.uri = uri;
  place.token_label = sight->info.label;
  place.token_serial = sight->info.serial;
  place.token_model = sight->info.model;
  place.manufacturer = sight->info.manufacturer;
  place.driver = parafa_driver_get_file_name (sight->driver);
  certificate = parafa_certificate_new (bytes, &place, NULL);
  if (certificate == NULL)
    return;
  parafa_card_set_driver_of (certificate, sight->driver);
  g_ptr_array_add (sight->certificates, certificate);
}

static void
read_answer (const ParafaDriverAnswer *answer, GPtrArray *sights)
{
  guint first = sights->len;
  g_autoptr (GVariant) tokens = NULL;
  g_autoptr (GVariant) certificates = NULL;
  GVariantIter iter;
  GVariant *der;
  const char *uri;
  guint index;

  if (answer->answer == NULL)
    return;
  tokens = g_variant_get_child_value (answer->answer, 1);
  certificates = g_variant_get_child_value (answer->answer, 2);
  read_tokens (answer->driver, tokens, sights);
  g_variant_iter_init (&iter, certificates);
  while (g_variant_iter_next (&iter, "(@ay&su)", &der, &uri, &index))
    {
      if (index < sights->len - first)
        add_certificate (sights->pdata[first + index], der, uri);
      g_variant_unref (der);
    }
}

/**
 * parafa_card_merge_report:
 * @answer: what a driver answered
 *
 * Returns: (transfer full): how it did
 */
ParafaDriverReport *
parafa_card_merge_report (const ParafaDriverAnswer *answer)
{
  ParafaDriverFindings findings = { 0 };
  g_autoptr (GVariant) driver = NULL;
  g_autoptr (GVariant) tokens = NULL;
  g_autoptr (GVariant) certificates = NULL;
  guint problem;

  findings.problem = answer->problem;
  findings.message = answer->message;
  findings.time_ms = answer->time_ms;
  if (answer->answer == NULL)
    return parafa_driver_report_new (answer->driver, &findings);

  driver = g_variant_get_child_value (answer->answer, 0);
  tokens = g_variant_get_child_value (answer->answer, 1);
  certificates = g_variant_get_child_value (answer->answer, 2);
  g_variant_get (driver, "(u&s&s&s&s&su)", &problem, &findings.message, &findings.detail,
                 &findings.description, &findings.manufacturer, &findings.version,
                 &findings.n_slots);
  /* a number that is none of ours comes from a process that is not ours either */
  findings.problem =
      problem <= PARAFA_DRIVER_PROBLEM_PROCESS ? problem : PARAFA_DRIVER_PROBLEM_PROCESS;
  findings.message = or_null (findings.message);
  findings.detail = or_null (findings.detail);
  findings.description = or_null (findings.description);
  findings.manufacturer = or_null (findings.manufacturer);
  findings.version = or_null (findings.version);
  findings.n_tokens = (guint) g_variant_n_children (tokens);
  findings.n_certificates = (guint) g_variant_n_children (certificates);
  return parafa_driver_report_new (answer->driver, &findings);
}

/* --- the same token through several drivers --- */

static guint
get_rank (ParafaDriver *driver, ParafaDriverList *known)
{
  const ParafaKnownDriver *entry =
      parafa_driver_list_find_file (known, parafa_driver_get_file_name (driver));

  switch (entry != NULL ? entry->rank : PARAFA_DRIVER_RANK_UNKNOWN)
    {
    case PARAFA_DRIVER_RANK_VENDOR:
      return 3;
    /* somebody installed it beside the generic one, for a token that this one is made for */
    case PARAFA_DRIVER_RANK_UNKNOWN:
      return 2;
    case PARAFA_DRIVER_RANK_GENERIC:
      return 1;
    case PARAFA_DRIVER_RANK_TEST:
    default:
      return 0;
    }
}

/**
 * parafa_card_merge_is_better:
 * @driver: a driver that sees a token
 * @other: another that sees the same one, after @driver in p11-kit's order
 * @known: the known drivers
 *
 * The order that was set (p11-kit's `priority:`) counts first, then the vendor's own driver before
 * one that fits many tokens, then p11-kit's order.
 *
 * Returns: whether @driver is to be used
 */
gboolean
parafa_card_merge_is_better (ParafaDriver *driver, ParafaDriver *other, ParafaDriverList *known)
{
  int mine = parafa_driver_get_settings (driver)->priority;
  int theirs = parafa_driver_get_settings (other)->priority;

  if (mine != theirs)
    return mine > theirs;
  return get_rank (driver, known) >= get_rank (other, known);
}

static gboolean
share_certificate (const Sight *a, const Sight *b)
{
  for (guint i = 0; i < a->certificates->len; i++)
    for (guint k = 0; k < b->certificates->len; k++)
      if (g_bytes_equal (parafa_certificate_get_der (a->certificates->pdata[i]),
                         parafa_certificate_get_der (b->certificates->pdata[k])))
        return TRUE;
  return FALSE;
}

/* Some drivers give every token a serial number of noughts or blanks */
static gboolean
has_serial (const Sight *sight)
{
  return strspn (sight->info.serial, "0 ") < strlen (sight->info.serial);
}

static gboolean
same_serial (const Sight *a, const Sight *b)
{
  return has_serial (a) && g_ascii_strcasecmp (a->info.serial, b->info.serial) == 0 &&
         (share_certificate (a, b) || a->certificates->len == 0 || b->certificates->len == 0);
}

/* Drivers write serial numbers in ways of their own, so that different ones prove nothing; but a copy
 * of a certificate may lie on a second token, which has its own serial number with both drivers */
static gboolean
same_certificate (const Sight *a, const Sight *b)
{
  return share_certificate (a, b);
}

static void
use_one (Sight *a, Sight *b, ParafaDriverList *known)
{
  /* one that reads nothing of the token does not work with it, whatever was set */
  gboolean first =
      b->certificates->len == 0 ||
      (a->certificates->len > 0 && parafa_card_merge_is_better (a->driver, b->driver, known));
  Sight *used = first ? a : b;
  Sight *other = first ? b : a;

  other->merged = TRUE;
  g_ptr_array_add (used->others, other);
  g_ptr_array_extend (used->others, other->others, NULL, NULL);
  g_ptr_array_set_size (other->others, 0);
}

/* Whether a driver has joined this token already: it sees each token once */
static gboolean
has_driver (const Sight *sight, ParafaDriver *driver)
{
  if (sight->driver == driver)
    return TRUE;
  for (guint i = 0; i < sight->others->len; i++)
    if (((Sight *) sight->others->pdata[i])->driver == driver)
      return TRUE;
  return FALSE;
}

static void
merge_sights (GPtrArray *sights,
              gboolean (*same) (const Sight *a, const Sight *b),
              ParafaDriverList *known)
{
  for (guint i = 0; i < sights->len; i++)
    for (guint k = i + 1; k < sights->len; k++)
      {
        Sight *a = sights->pdata[i];
        Sight *b = sights->pdata[k];

        if (a->merged)
          break;
        if (!b->merged && !has_driver (a, b->driver) && !has_driver (b, a->driver) && same (a, b))
          use_one (a, b, known);
      }
}

/* --- putting together --- */

static gboolean
has_certificate (GPtrArray *list, ParafaCertificate *certificate)
{
  for (guint i = 0; i < list->len; i++)
    if (g_bytes_equal (parafa_certificate_get_der (list->pdata[i]),
                       parafa_certificate_get_der (certificate)))
      return TRUE;
  return FALSE;
}

/* What only another driver sees of the token is not lost */
static void
add_certificates (const Sight *sight, GPtrArray *certificates)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint k = 0; k < sight->certificates->len; k++)
    g_ptr_array_add (own, g_object_ref (sight->certificates->pdata[k]));
  for (guint i = 0; i < sight->others->len; i++)
    {
      const Sight *other = sight->others->pdata[i];

      for (guint k = 0; k < other->certificates->len; k++)
        if (!has_certificate (own, other->certificates->pdata[k]))
          g_ptr_array_add (own, g_object_ref (other->certificates->pdata[k]));
    }
  g_ptr_array_extend_and_steal (certificates, g_steal_pointer (&own));
}

static ParafaCardToken *
new_token (const Sight *sight)
{
  GPtrArray *alternatives = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sight->others->len; i++)
    g_ptr_array_add (alternatives, g_object_ref (((Sight *) sight->others->pdata[i])->driver));
  return parafa_card_token_new (&sight->info, sight->driver, alternatives);
}

static void
add_problems (const ParafaDriverAnswer *answer, GStrvBuilder *problems)
{
  g_autoptr (GVariant) driver = NULL;
  g_autoptr (GVariant) list = NULL;
  g_autofree const char **texts = NULL;
  const char *message = answer->message;

  if (answer->answer != NULL)
    {
      driver = g_variant_get_child_value (answer->answer, 0);
      list = g_variant_get_child_value (answer->answer, 3);
      g_variant_get_child (driver, 1, "&s", &message);
      texts = g_variant_get_strv (list, NULL);
    }
  if (message != NULL && *message != '\0')
    g_strv_builder_add (problems, message);
  if (texts != NULL)
    g_strv_builder_addv (problems, texts);
}

/**
 * parafa_card_merge:
 * @answers: (element-type ParafaDriverAnswer): of each driver, in p11-kit's order
 * @known: the known drivers
 * @now_s: the time, in Unix seconds
 *
 * Reads the answers, shows each token and its certificates once, and orders the certificates. Takes
 * a while for many certificates: not on the main thread.
 *
 * Returns: (transfer full): the listing
 */
ParafaCardListing *
parafa_card_merge (GPtrArray *answers, ParafaDriverList *known, gint64 now_s)
{
  g_autoptr (GPtrArray) sights = g_ptr_array_new_with_free_func ((GDestroyNotify) sight_free);
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *reports = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < answers->len; i++)
    {
      g_ptr_array_add (reports, parafa_card_merge_report (answers->pdata[i]));
      add_problems (answers->pdata[i], problems);
      read_answer (answers->pdata[i], sights);
    }
  merge_sights (sights, same_serial, known);
  merge_sights (sights, same_certificate, known);
  for (guint i = 0; i < sights->len; i++)
    {
      const Sight *sight = sights->pdata[i];

      if (sight->merged)
        continue;
      g_ptr_array_add (tokens, new_token (sight));
      add_certificates (sight, certificates);
    }
  parafa_certificate_sort (certificates, now_s);
  texts = g_strv_builder_end (problems);
  return parafa_card_listing_new (certificates, tokens, reports, (const char *const *) texts);
}
