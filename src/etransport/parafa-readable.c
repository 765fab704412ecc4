/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-readable.h"

#include "parafa-etransport-codes.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ParafaReadable
{
  gatomicrefcount ref_count;
  ParafaEtransportCheck *check; /* (owned) */
  GPtrArray *sections;          /* (owned) (element-type ParafaReadableSection) */
  GPtrArray *goods;             /* (owned) (element-type ParafaReadableGoods) */
  GPtrArray *other_findings;    /* (owned) (element-type ParafaFinding) */
  GHashTable *homes;            /* (owned): place to the list of findings there */
};

/* How an attribute is shown */
typedef struct
{
  const char *attribute;
  const char *label;
  int codes; /* ParafaCodes, or -1 */
} Row;

static const Row root_rows[] = {
  { "codDeclarant", N_ ("Declarant"), -1 },
  { "refDeclarant", N_ ("Own reference"), -1 },
  { "declPostAvarie", N_ ("Declared after an outage"), -1 },
  { 0 },
};

static const Row notice_rows[] = {
  { "codTipOperatiune", N_ ("Operation"), PARAFA_CODES_OPERATION },
  { 0 },
};

static const Row uit_rows[] = {
  { "uit", N_ ("UIT"), -1 },
  { "tipConfirmare", N_ ("Confirmation"), PARAFA_CODES_CONFIRMATION },
  { "nrVehicul", N_ ("Vehicle"), -1 },
  { "nrRemorca1", N_ ("Trailer"), -1 },
  { "nrRemorca2", N_ ("Second trailer"), -1 },
  { "dataModificare", N_ ("Changed at"), -1 },
  { "observatii", N_ ("Remark"), -1 },
  { "refDeclarant", N_ ("Own reference"), -1 },
  { 0 },
};

static const Row partner_rows[] = {
  { "denumire", N_ ("Name"), -1 },
  { "cod", N_ ("Tax code"), -1 },
  { "codTara", N_ ("Country"), -1 },
  { 0 },
};

static const Row transport_rows[] = {
  { "nrVehicul", N_ ("Vehicle"), -1 },
  { "nrRemorca1", N_ ("Trailer"), -1 },
  { "nrRemorca2", N_ ("Second trailer"), -1 },
  { "dataTransport", N_ ("Day of the transport"), -1 },
  { "denumireOrgTransport", N_ ("Organiser"), -1 },
  { "codOrgTransport", N_ ("Tax code of the organiser"), -1 },
  { "codTaraOrgTransport", N_ ("Country of the organiser"), -1 },
  { 0 },
};

static const Row place_rows[] = {
  { "codPtf", N_ ("Border point"), PARAFA_CODES_BORDER_POINT },
  { "codBirouVamal", N_ ("Customs office"), PARAFA_CODES_CUSTOMS_OFFICE },
  { "codJudet", N_ ("County"), PARAFA_CODES_COUNTY },
  { "denumireLocalitate", N_ ("Locality"), -1 },
  { "denumireStrada", N_ ("Street"), -1 },
  { "numar", N_ ("Number"), -1 },
  { "bloc", N_ ("Building"), -1 },
  { "scara", N_ ("Staircase"), -1 },
  { "etaj", N_ ("Floor"), -1 },
  { "apartament", N_ ("Apartment"), -1 },
  { "codPostal", N_ ("Postal code"), -1 },
  { "alteInfo", N_ ("More about the place"), -1 },
  { 0 },
};

static const Row document_rows[] = {
  { "tipDocument", N_ ("Kind"), PARAFA_CODES_DOCUMENT },
  { "numarDocument", N_ ("Number"), -1 },
  { "dataDocument", N_ ("Date"), -1 },
  { "observatii", N_ ("Remark"), -1 },
  { 0 },
};

static const struct
{
  const char *element;
  ParafaReadablePart part;
  const char *title;
  const Row *rows;
} parts[] = {
  { "stergere", PARAFA_READABLE_KIND, N_ ("Deletion of a declaration"), uit_rows },
  { "confirmare", PARAFA_READABLE_KIND, N_ ("Confirmation of a transport"), uit_rows },
  { "modifVehicul", PARAFA_READABLE_KIND, N_ ("Change of the vehicle"), uit_rows },
  { "corectie", PARAFA_READABLE_KIND, N_ ("Corrects the declaration"), uit_rows },
  { "partenerComercial", PARAFA_READABLE_PARTNER, N_ ("Trade partner"), partner_rows },
  { "dateTransport", PARAFA_READABLE_VEHICLE, N_ ("Transport"), transport_rows },
  { "locStartTraseuRutier", PARAFA_READABLE_START, N_ ("From"), place_rows },
  { "locFinalTraseuRutier", PARAFA_READABLE_END, N_ ("To"), place_rows },
  { "documenteTransport", PARAFA_READABLE_DOCUMENT, N_ ("Document"), document_rows },
  { "notificareAnterioara", PARAFA_READABLE_EARLIER, N_ ("Earlier declaration"), uit_rows },
};

G_DEFINE_BOXED_TYPE (ParafaReadable, parafa_readable, parafa_readable_ref, parafa_readable_unref)

static void
fact_clear (gpointer data)
{
  g_clear_pointer (&((ParafaReadableFact *) data)->findings, g_ptr_array_unref);
}

static void
section_free (gpointer data)
{
  ParafaReadableSection *section = data;

  g_array_unref (section->facts);
  g_clear_pointer (&section->findings, g_ptr_array_unref);
  g_free (section);
}

static void
goods_free (gpointer data)
{
  g_clear_pointer (&((ParafaReadableGoods *) data)->findings, g_ptr_array_unref);
  g_free (data);
}

static guint64
get_key (ParafaXmlPlace place)
{
  return ((guint64) place.line << 32) | place.column;
}

static guint
hash_key (gconstpointer key)
{
  guint64 value = *(const guint64 *) key;

  return (guint) (value >> 32) * 31u + (guint) value;
}

/* What is found at @place is shown in @home */
static void
set_home (ParafaReadable *self, ParafaXmlPlace place, GPtrArray *home)
{
  guint64 *key = g_new (guint64, 1);

  *key = get_key (place);
  g_hash_table_insert (self->homes, key, home);
}

static ParafaReadableSection *
section_new (ParafaReadable *self,
             ParafaReadablePart part,
             const char *title,
             const ParafaXmlElement *element)
{
  ParafaReadableSection *section = g_new0 (ParafaReadableSection, 1);

  section->part = part;
  section->title = title;
  section->place = element->place;
  section->facts = g_array_new (FALSE, TRUE, sizeof (ParafaReadableFact));
  g_array_set_clear_func (section->facts, fact_clear);
  section->findings = g_ptr_array_new ();
  set_home (self, element->place, section->findings);
  g_ptr_array_add (self->sections, section);
  return section;
}

static void
add_facts (ParafaReadable *self,
           ParafaReadableSection *section,
           const ParafaXmlElement *element,
           const Row *rows)
{
  for (guint i = 0; rows[i].attribute != NULL; i++)
    {
      const ParafaXmlAttribute *attribute = parafa_xml_element_find (element, rows[i].attribute);
      ParafaReadableFact fact = { .label = rows[i].label, .attribute = rows[i].attribute };

      if (attribute == NULL)
        continue;
      fact.value = attribute->value;
      fact.name = rows[i].codes >= 0
                      ? parafa_codes_get_name ((ParafaCodes) rows[i].codes, attribute->value)
                      : NULL;
      fact.place = attribute->place;
      fact.findings = g_ptr_array_new ();
      set_home (self, attribute->place, fact.findings);
      g_array_append_val (section->facts, fact);
    }
}

static void
add_goods (ParafaReadable *self, const ParafaXmlElement *element)
{
  ParafaReadableGoods *goods = g_new0 (ParafaReadableGoods, 1);

  goods->number = self->goods->len + 1;
  goods->description = parafa_xml_element_get (element, "denumireMarfa");
  goods->tariff = parafa_xml_element_get (element, "codTarifar");
  goods->scope = parafa_xml_element_get (element, "codScopOperatiune");
  goods->scope_name =
      goods->scope != NULL ? parafa_codes_get_name (PARAFA_CODES_SCOPE, goods->scope) : NULL;
  goods->quantity = parafa_xml_element_get (element, "cantitate");
  goods->unit = parafa_xml_element_get (element, "codUnitateMasura");
  goods->net = parafa_xml_element_get (element, "greutateNeta");
  goods->gross = parafa_xml_element_get (element, "greutateBruta");
  goods->value = parafa_xml_element_get (element, "valoareLeiFaraTva");
  goods->reference = parafa_xml_element_get (element, "refDeclarant");
  goods->place = element->place;
  goods->findings = g_ptr_array_new ();
  set_home (self, element->place, goods->findings);
  for (guint i = 0; i < element->n_attributes; i++)
    set_home (self, element->attributes[i].place, goods->findings);
  g_ptr_array_add (self->goods, goods);
}

static void
add_part (ParafaReadable *self, const ParafaXmlElement *element)
{
  const ParafaXmlElement *address = parafa_xml_element_child (element, "locatie");

  if (strcmp (element->name, "bunuriTransportate") == 0)
    {
      add_goods (self, element);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      ParafaReadableSection *section;

      if (strcmp (parts[i].element, element->name) != 0)
        continue;
      section = section_new (self, parts[i].part, parts[i].title, element);
      add_facts (self, section, element, parts[i].rows);
      if (address != NULL)
        {
          add_facts (self, section, address, parts[i].rows);
          set_home (self, address->place, section->findings);
        }
      return;
    }
}

static void
read_document (ParafaReadable *self, const ParafaXmlElement *root)
{
  const ParafaXmlElement *notice = parafa_xml_element_child (root, "notificare");
  ParafaReadableSection *head =
      section_new (self, PARAFA_READABLE_KIND, N_ ("Declaration of a transport"), root);

  add_facts (self, head, root, root_rows);
  if (notice != NULL)
    {
      add_facts (self, head, notice, notice_rows);
      set_home (self, notice->place, head->findings);
    }
  for (const ParafaXmlElement *child = root->first; child != NULL; child = child->next)
    add_part (self, child);
  for (const ParafaXmlElement *child = notice != NULL ? notice->first : NULL; child != NULL;
       child = child->next)
    add_part (self, child);
}

static void
place_findings (ParafaReadable *self)
{
  GPtrArray *findings = parafa_etransport_check_get_findings (self->check);

  for (guint i = 0; i < findings->len; i++)
    {
      ParafaFinding *finding = findings->pdata[i];
      guint64 key = get_key (finding->place);
      GPtrArray *home = g_hash_table_lookup (self->homes, &key);

      g_ptr_array_add (home != NULL ? home : self->other_findings, finding);
    }
}

static gboolean
keys_equal (gconstpointer a, gconstpointer b)
{
  return *(const guint64 *) a == *(const guint64 *) b;
}

/**
 * parafa_readable_new:
 * @check: a judged file
 *
 * Makes the page of a declaration. A file that is no declaration has no sections; its findings are all among the other
 * ones. Pure: may be called on any thread.
 *
 * Returns: (transfer full): the page
 */
ParafaReadable *
parafa_readable_new (ParafaEtransportCheck *check)
{
  ParafaReadable *self;

  g_return_val_if_fail (check != NULL, NULL);

  self = g_new0 (ParafaReadable, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->check = parafa_etransport_check_ref (check);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  self->goods = g_ptr_array_new_with_free_func (goods_free);
  self->other_findings = g_ptr_array_new ();
  self->homes = g_hash_table_new_full (hash_key, keys_equal, g_free, NULL);
  if (parafa_etransport_check_get_kind (check) != NULL)
    read_document (self,
                   parafa_xml_document_get_root (parafa_etransport_check_get_document (check)));
  place_findings (self);
  return self;
}

/**
 * parafa_readable_ref:
 * @self: a page
 *
 * Returns: (transfer full): @self
 */
ParafaReadable *
parafa_readable_ref (ParafaReadable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * parafa_readable_unref:
 * @self: (transfer full): a page
 */
void
parafa_readable_unref (ParafaReadable *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->homes);
  g_ptr_array_unref (self->sections);
  g_ptr_array_unref (self->goods);
  g_ptr_array_unref (self->other_findings);
  parafa_etransport_check_unref (self->check);
  g_free (self);
}

/**
 * parafa_readable_get_check:
 * @self: a page
 *
 * Returns: (transfer none): the judgement it was made from
 */
ParafaEtransportCheck *
parafa_readable_get_check (ParafaReadable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->check;
}

/**
 * parafa_readable_get_n_sections:
 * @self: a page
 *
 * Returns: how many sections it has
 */
guint
parafa_readable_get_n_sections (ParafaReadable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sections->len;
}

/**
 * parafa_readable_get_section:
 * @self: a page
 * @n: which, from 0 on
 *
 * Returns: (transfer none): a section; they are in the order a person reads them
 */
const ParafaReadableSection *
parafa_readable_get_section (ParafaReadable *self, guint n)
{
  g_return_val_if_fail (self != NULL && n < self->sections->len, NULL);

  return self->sections->pdata[n];
}

/**
 * parafa_readable_get_n_goods:
 * @self: a page
 *
 * Returns: how many lines of goods there are
 */
guint
parafa_readable_get_n_goods (ParafaReadable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->goods->len;
}

/**
 * parafa_readable_get_goods:
 * @self: a page
 * @n: which, from 0 on
 *
 * Returns: (transfer none): a line of goods
 */
const ParafaReadableGoods *
parafa_readable_get_goods (ParafaReadable *self, guint n)
{
  g_return_val_if_fail (self != NULL && n < self->goods->len, NULL);

  return self->goods->pdata[n];
}

/**
 * parafa_readable_get_other_findings:
 * @self: a page
 *
 * Returns: (transfer none) (element-type ParafaFinding): what was found and stands beside no value
 */
GPtrArray *
parafa_readable_get_other_findings (ParafaReadable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->other_findings;
}
