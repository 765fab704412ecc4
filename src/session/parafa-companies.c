/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-companies.h"

#include <string.h>

#include "parafa-cif.h"

struct _ParafaCompany
{
  GObject parent_instance;

  char *cif;     /* (owned) */
  char *given;   /* (owned) (nullable): a person's name for it */
  char *learned; /* (owned) (nullable) */
  gint64 n_filings;
  gboolean added; /* by a person */
  gboolean chosen;
};

struct _ParafaCompanies
{
  GObject parent_instance;

  char *profile;     /* (owned) (nullable) */
  GListStore *store; /* (owned) */
  gboolean quiet;    /* nothing is told */
};

typedef enum
{
  PROP_NAME = 1,
  PROP_CHOSEN,
} ParafaCompanyProperty;

static GParamSpec *properties[PROP_CHOSEN + 1];
static guint changed_signal;
static guint chosen_signal;

G_DEFINE_FINAL_TYPE (ParafaCompany, parafa_company, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ParafaCompanies, parafa_companies, G_TYPE_OBJECT)

/* -- one -- */

static void
parafa_company_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  ParafaCompany *self = PARAFA_COMPANY (object);

  switch ((ParafaCompanyProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, parafa_company_get_name (self));
      break;
    case PROP_CHOSEN:
      g_value_set_boolean (value, self->chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
parafa_company_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CHOSEN)
    parafa_company_set_chosen (PARAFA_COMPANY (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
parafa_company_finalize (GObject *object)
{
  ParafaCompany *self = PARAFA_COMPANY (object);

  g_free (self->cif);
  g_free (self->given);
  g_free (self->learned);
  G_OBJECT_CLASS (parafa_company_parent_class)->finalize (object);
}

static void
parafa_company_class_init (ParafaCompanyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parafa_company_get_property;
  object_class->set_property = parafa_company_set_property;
  object_class->finalize = parafa_company_finalize;
  properties[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_CHOSEN] =
      g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
parafa_company_init (ParafaCompany *self)
{
}

/**
 * parafa_company_get_cif:
 * @self: a company
 *
 * Returns: (transfer none): its number, without RO
 */
const char *
parafa_company_get_cif (ParafaCompany *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANY (self), NULL);

  return self->cif;
}

/**
 * parafa_company_get_name:
 * @self: a company
 *
 * Returns: (transfer none) (nullable): what a person calls it, or what it is called in what was filed
 */
const char *
parafa_company_get_name (ParafaCompany *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANY (self), NULL);

  return self->given != NULL ? self->given : self->learned;
}

/**
 * parafa_company_get_n_filings:
 * @self: a company
 *
 * Returns: how many filings of it this computer knows
 */
gint64
parafa_company_get_n_filings (ParafaCompany *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANY (self), 0);

  return self->n_filings;
}

/**
 * parafa_company_is_chosen:
 * @self: a company
 *
 * Returns: whether it is one of those that are looked at
 */
gboolean
parafa_company_is_chosen (ParafaCompany *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANY (self), FALSE);

  return self->chosen;
}

/**
 * parafa_company_set_chosen:
 * @self: a company
 * @chosen: whether it is one of those that are looked at
 */
void
parafa_company_set_chosen (ParafaCompany *self, gboolean chosen)
{
  g_return_if_fail (PARAFA_IS_COMPANY (self));

  if (self->chosen == chosen)
    return;
  self->chosen = chosen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

/**
 * parafa_company_can_be_removed:
 * @self: a company
 *
 * Returns: whether only a person's word keeps it in the list
 */
gboolean
parafa_company_can_be_removed (ParafaCompany *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANY (self), FALSE);

  return self->added && self->n_filings == 0;
}

/**
 * parafa_company_matches:
 * @self: a company
 * @words: (nullable): what was typed; with or without diacritics
 *
 * Returns: whether each of @words begins a word of its name, or all of it is in its number
 */
gboolean
parafa_company_matches (ParafaCompany *self, const char *words)
{
  const char *name;
  g_autofree char *cif = NULL;

  g_return_val_if_fail (PARAFA_IS_COMPANY (self), FALSE);

  if (words == NULL || *words == '\0')
    return TRUE;
  name = parafa_company_get_name (self);
  cif = parafa_cif_normalise (words);
  return (name != NULL && g_str_match_string (words, name, TRUE)) ||
         (cif != NULL && *cif != '\0' && strstr (self->cif, cif) != NULL);
}

/* -- all of them -- */

static void
parafa_companies_finalize (GObject *object)
{
  ParafaCompanies *self = PARAFA_COMPANIES (object);

  g_object_unref (self->store);
  g_free (self->profile);
  G_OBJECT_CLASS (parafa_companies_parent_class)->finalize (object);
}

static void
parafa_companies_class_init (ParafaCompaniesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parafa_companies_finalize;
  /**
   * ParafaCompanies::changed:
   * @self: the companies
   *
   * A person added, named or removed one.
   */
  changed_signal = g_signal_new ("changed", PARAFA_TYPE_COMPANIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  /**
   * ParafaCompanies::chosen:
   * @self: the companies
   *
   * Other companies are looked at.
   */
  chosen_signal = g_signal_new ("chosen", PARAFA_TYPE_COMPANIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
parafa_companies_init (ParafaCompanies *self)
{
  self->store = g_list_store_new (PARAFA_TYPE_COMPANY);
}

static void
on_chosen (ParafaCompanies *self)
{
  if (!self->quiet)
    g_signal_emit (self, chosen_signal, 0);
}

/* Those with a name first, by it; the others by number */
static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ParafaCompany *one = (ParafaCompany *) a;
  ParafaCompany *other = (ParafaCompany *) b;
  const char *name = parafa_company_get_name (one);
  const char *other_name = parafa_company_get_name (other);
  int order = (name == NULL) - (other_name == NULL);

  if (order == 0 && name != NULL)
    order = g_utf8_collate (name, other_name);
  return order != 0 ? order : strcmp (one->cif, other->cif);
}

static ParafaCompany *
get (ParafaCompanies *self, guint position)
{
  g_autoptr (ParafaCompany) company = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  return company;
}

static guint
get_n (ParafaCompanies *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

static ParafaCompany *
ensure (ParafaCompanies *self, const char *cif)
{
  ParafaCompany *company = parafa_companies_find (self, cif);

  if (company != NULL)
    return company;
  company = g_object_new (PARAFA_TYPE_COMPANY, NULL);
  company->cif = g_strdup (cif);
  g_signal_connect_object (company, "notify::chosen", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->store, company);
  g_object_unref (company);
  return company;
}

static void
set_name (ParafaCompany *company, char **name, const char *value)
{
  if (g_strcmp0 (*name, value) == 0)
    return;
  g_free (*name);
  *name = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (company), properties[PROP_NAME]);
}

/**
 * parafa_companies_new:
 *
 * Returns: (transfer full): no companies
 */
ParafaCompanies *
parafa_companies_new (void)
{
  return g_object_new (PARAFA_TYPE_COMPANIES, NULL);
}

/**
 * parafa_companies_get_model:
 * @self: companies
 *
 * Returns: (transfer none): a list of #ParafaCompany, sorted
 */
GListModel *
parafa_companies_get_model (ParafaCompanies *self)
{
  g_return_val_if_fail (PARAFA_IS_COMPANIES (self), NULL);

  return G_LIST_MODEL (self->store);
}

/**
 * parafa_companies_turn_to:
 * @self: companies
 * @profile: (nullable): id of a profile
 * @kept: (nullable): what parafa_companies_keep() made, for all profiles
 * @chosen: (nullable) (array zero-terminated=1): CIFs of those that were looked at last
 *
 * Shows the companies of another profile. Nothing is told of that.
 */
void
parafa_companies_turn_to (ParafaCompanies *self,
                          const char *profile,
                          GVariant *kept,
                          const char *const *chosen)
{
  GVariantIter iter;
  const char *owner, *cif, *name;

  g_return_if_fail (PARAFA_IS_COMPANIES (self));

  self->quiet = TRUE;
  g_free (self->profile);
  self->profile = g_strdup (profile);
  g_list_store_remove_all (self->store);
  if (kept != NULL && g_variant_is_of_type (kept, G_VARIANT_TYPE (PARAFA_COMPANIES_KEPT_TYPE)))
    {
      g_variant_iter_init (&iter, kept);
      while (g_variant_iter_next (&iter, "(&s&s&s)", &owner, &cif, &name))
        if (g_strcmp0 (owner, profile) == 0 && parafa_cif_is_well_formed (cif))
          {
            ParafaCompany *company = ensure (self, cif);

            company->added = TRUE;
            set_name (company, &company->given, *name != '\0' ? name : NULL);
          }
    }
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (parafa_cif_is_well_formed (chosen[i]))
      parafa_company_set_chosen (ensure (self, chosen[i]), TRUE);
  g_list_store_sort (self->store, compare, NULL);
  self->quiet = FALSE;
}

/**
 * parafa_companies_keep:
 * @self: companies
 * @kept: (nullable): what is kept for all profiles
 *
 * Returns: (transfer floating): the same with what a person gave for this profile
 */
GVariant *
parafa_companies_keep (ParafaCompanies *self, GVariant *kept)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *owner, *cif, *name;

  g_return_val_if_fail (PARAFA_IS_COMPANIES (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE (PARAFA_COMPANIES_KEPT_TYPE));
  if (kept != NULL && g_variant_is_of_type (kept, G_VARIANT_TYPE (PARAFA_COMPANIES_KEPT_TYPE)))
    {
      g_variant_iter_init (&iter, kept);
      while (g_variant_iter_next (&iter, "(&s&s&s)", &owner, &cif, &name))
        if (g_strcmp0 (owner, self->profile) != 0)
          g_variant_builder_add (&builder, "(sss)", owner, cif, name);
    }
  for (guint i = 0; self->profile != NULL && i < get_n (self); i++)
    {
      ParafaCompany *company = get (self, i);

      if (company->added)
        g_variant_builder_add (&builder, "(sss)", self->profile, company->cif,
                               company->given != NULL ? company->given : "");
    }
  return g_variant_builder_end (&builder);
}

/**
 * parafa_companies_learn:
 * @self: companies
 * @companies: (element-type ParafaArchiveCompany): what the archive knows
 *
 * Adds those that something was filed for, and what they are called in it.
 */
void
parafa_companies_learn (ParafaCompanies *self, GPtrArray *companies)
{
  g_return_if_fail (PARAFA_IS_COMPANIES (self));

  for (guint i = 0; i < companies->len; i++)
    {
      const ParafaArchiveCompany *found = companies->pdata[i];
      ParafaCompany *company = ensure (self, found->cif);

      company->n_filings = found->n_filings;
      set_name (company, &company->learned, found->name);
    }
  g_list_store_sort (self->store, compare, NULL);
}

/**
 * parafa_companies_put:
 * @self: companies
 * @cif: a number, well formed
 * @name: (nullable): what a person calls it; empty for what it is called in what was filed
 *
 * Adds a company, or names it anew.
 */
void
parafa_companies_put (ParafaCompanies *self, const char *cif, const char *name)
{
  ParafaCompany *company;

  g_return_if_fail (PARAFA_IS_COMPANIES (self));
  g_return_if_fail (parafa_cif_is_well_formed (cif));

  company = ensure (self, cif);
  company->added = TRUE;
  set_name (company, &company->given, name != NULL && *name != '\0' ? name : NULL);
  g_list_store_sort (self->store, compare, NULL);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * parafa_companies_remove:
 * @self: companies
 * @cif: a number
 *
 * Forgets what a person gave; a company that something was filed for stays, with the name it has there.
 */
void
parafa_companies_remove (ParafaCompanies *self, const char *cif)
{
  ParafaCompany *company;
  guint position;

  g_return_if_fail (PARAFA_IS_COMPANIES (self));

  company = parafa_companies_find (self, cif);
  if (company == NULL)
    return;
  company->added = FALSE;
  set_name (company, &company->given, NULL);
  if (company->n_filings == 0)
    {
      g_object_ref (company);
      if (g_list_store_find (self->store, company, &position))
        g_list_store_remove (self->store, position);
      parafa_company_set_chosen (company, FALSE);
      g_object_unref (company);
    }
  g_signal_emit (self, changed_signal, 0);
}

/**
 * parafa_companies_choose:
 * @self: companies
 * @cifs: (nullable) (array zero-terminated=1): those to look at; %NULL for all
 */
void
parafa_companies_choose (ParafaCompanies *self, const char *const *cifs)
{
  gboolean other = FALSE;

  g_return_if_fail (PARAFA_IS_COMPANIES (self));

  self->quiet = TRUE;
  for (guint i = 0; i < get_n (self); i++)
    {
      ParafaCompany *company = get (self, i);
      gboolean chosen = cifs != NULL && g_strv_contains (cifs, company->cif);

      other = other || chosen != company->chosen;
      parafa_company_set_chosen (company, chosen);
    }
  self->quiet = FALSE;
  if (other)
    on_chosen (self);
}

/**
 * parafa_companies_get_chosen:
 * @self: companies
 *
 * Returns: (transfer full) (nullable): CIFs of those that are looked at; %NULL for all
 */
GStrv
parafa_companies_get_chosen (ParafaCompanies *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_chosen = 0;

  g_return_val_if_fail (PARAFA_IS_COMPANIES (self), NULL);

  for (guint i = 0; i < get_n (self); i++)
    if (get (self, i)->chosen)
      {
        g_strv_builder_add (builder, get (self, i)->cif);
        n_chosen++;
      }
  return n_chosen > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * parafa_companies_find:
 * @self: companies
 * @cif: a number
 *
 * Returns: (transfer none) (nullable): the company
 */
ParafaCompany *
parafa_companies_find (ParafaCompanies *self, const char *cif)
{
  g_return_val_if_fail (PARAFA_IS_COMPANIES (self), NULL);

  for (guint i = 0; i < get_n (self); i++)
    if (g_strcmp0 (get (self, i)->cif, cif) == 0)
      return get (self, i);
  return NULL;
}

/**
 * parafa_companies_get_name:
 * @self: companies
 * @cif: a number
 *
 * Returns: (transfer none) (nullable): its name, as far as it is known
 */
const char *
parafa_companies_get_name (ParafaCompanies *self, const char *cif)
{
  ParafaCompany *company = parafa_companies_find (self, cif);

  return company != NULL ? parafa_company_get_name (company) : NULL;
}
