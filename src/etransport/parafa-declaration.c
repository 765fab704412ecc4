/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-declaration.h"

#include "parafa-etransport-codes.h"
#include "parafa-etransport-types.h"

#include <string.h>

#define MAX_GOODS_CHARACTERS 1000

G_DEFINE_BOXED_TYPE (ParafaDeclaration,
                     parafa_declaration,
                     parafa_declaration_copy,
                     parafa_declaration_free)

/* All that is owned, so that copying and freeing cannot forget one */
static char **
list_texts (ParafaDeclaration *self, guint n)
{
  char **texts[] = {
    &self->declarant,       &self->reference,      &self->uit,          &self->operation,
    &self->partner_country, &self->partner_code,   &self->partner_name, &self->carrier_country,
    &self->carrier_code,    &self->carrier_name,   &self->vehicle,      &self->trailer_1,
    &self->trailer_2,       &self->transport_date, &self->start,        &self->end,
    &self->goods,           &self->confirmation,   &self->remark,
  };

  return n < G_N_ELEMENTS (texts) ? texts[n] : NULL;
}

static char *
dup_attribute (const ParafaXmlElement *element, const char *name)
{
  const char *value = element != NULL ? parafa_xml_element_get (element, name) : NULL;

  return value != NULL ? g_strstrip (g_strdup (value)) : NULL;
}

static void
read_partner (ParafaDeclaration *self, const ParafaXmlElement *notice)
{
  const ParafaXmlElement *partner = parafa_xml_element_child (notice, "partenerComercial");

  self->partner_country = dup_attribute (partner, "codTara");
  self->partner_code = dup_attribute (partner, "cod");
  self->partner_name = dup_attribute (partner, "denumire");
}

static void
read_vehicle (ParafaDeclaration *self, const ParafaXmlElement *element)
{
  self->vehicle = dup_attribute (element, "nrVehicul");
  self->trailer_1 = dup_attribute (element, "nrRemorca1");
  self->trailer_2 = dup_attribute (element, "nrRemorca2");
}

static void
read_transport (ParafaDeclaration *self, const ParafaXmlElement *notice)
{
  const ParafaXmlElement *transport = parafa_xml_element_child (notice, "dateTransport");

  read_vehicle (self, transport);
  self->carrier_country = dup_attribute (transport, "codTaraOrgTransport");
  self->carrier_code = dup_attribute (transport, "codOrgTransport");
  self->carrier_name = dup_attribute (transport, "denumireOrgTransport");
  self->transport_date = dup_attribute (transport, "dataTransport");
}

static void
append_part (GString *line, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, ", ");
  g_string_append (line, part);
}

static char *
read_address (const ParafaXmlElement *place)
{
  const char *county = parafa_xml_element_get (place, "codJudet");
  g_autofree char *street = dup_attribute (place, "denumireStrada");
  g_autofree char *number = dup_attribute (place, "numar");
  GString *line = g_string_new (NULL);

  append_part (line, parafa_xml_element_get (place, "denumireLocalitate"));
  append_part (line, street);
  if (street != NULL && number != NULL)
    g_string_append_printf (line, " %s", number);
  if (county != NULL)
    append_part (line, parafa_codes_get_name (PARAFA_CODES_COUNTY, county));
  return g_string_free (line, FALSE);
}

/* One line that says where: an address, a border point or a customs office */
static char *
read_place (const ParafaXmlElement *notice, const char *name)
{
  const ParafaXmlElement *place = parafa_xml_element_child (notice, name);
  const ParafaXmlElement *address =
      place != NULL ? parafa_xml_element_child (place, "locatie") : NULL;
  const char *border = place != NULL ? parafa_xml_element_get (place, "codPtf") : NULL;
  const char *customs = place != NULL ? parafa_xml_element_get (place, "codBirouVamal") : NULL;

  if (address != NULL)
    return read_address (address);
  if (border != NULL)
    return g_strdup (parafa_codes_get_name (PARAFA_CODES_BORDER_POINT, border));
  if (customs != NULL)
    return g_strdup (parafa_codes_get_name (PARAFA_CODES_CUSTOMS_OFFICE, customs));
  return NULL;
}

static void
add_amount (gint64 *sum, const ParafaXmlElement *line, const char *name)
{
  const char *text = parafa_xml_element_get (line, name);
  gint64 amount;

  if (text == NULL || !parafa_simple_type_read_decimal (text, &amount))
    return;
  *sum = *sum < 0 ? amount : *sum + MIN (amount, G_MAXINT64 - *sum);
}

static void
read_goods (ParafaDeclaration *self, const ParafaXmlElement *notice)
{
  GString *goods = g_string_new (NULL);

  self->n_lines = 0;
  for (const ParafaXmlElement *line = notice->first; line != NULL; line = line->next)
    {
      if (strcmp (line->name, "bunuriTransportate") != 0)
        continue;
      self->n_lines++;
      add_amount (&self->gross, line, "greutateBruta");
      add_amount (&self->net, line, "greutateNeta");
      add_amount (&self->value, line, "valoareLeiFaraTva");
      if (goods->len < MAX_GOODS_CHARACTERS)
        append_part (goods, parafa_xml_element_get (line, "denumireMarfa"));
    }
  if (g_utf8_strlen (goods->str, -1) > MAX_GOODS_CHARACTERS)
    g_string_truncate (goods, (gsize) (g_utf8_offset_to_pointer (goods->str, MAX_GOODS_CHARACTERS) -
                                       goods->str));
  self->goods = g_string_free (goods, FALSE);
}

static void
read_notice (ParafaDeclaration *self, const ParafaXmlElement *notice)
{
  const ParafaXmlElement *correction = parafa_xml_element_child (notice, "corectie");

  if (correction != NULL)
    self->kind = PARAFA_DECLARATION_CORRECTION;
  self->uit = dup_attribute (correction, "uit");
  self->operation = dup_attribute (notice, "codTipOperatiune");
  read_partner (self, notice);
  read_transport (self, notice);
  read_goods (self, notice);
  self->start = read_place (notice, "locStartTraseuRutier");
  self->end = read_place (notice, "locFinalTraseuRutier");
}

static void
read_other (ParafaDeclaration *self, const ParafaXmlElement *root)
{
  static const struct
  {
    const char *name;
    ParafaDeclarationKind kind;
  } kinds[] = {
    { "stergere", PARAFA_DECLARATION_DELETION },
    { "confirmare", PARAFA_DECLARATION_CONFIRMATION },
    { "modifVehicul", PARAFA_DECLARATION_VEHICLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const ParafaXmlElement *element = parafa_xml_element_child (root, kinds[i].name);

      if (element == NULL)
        continue;
      self->kind = kinds[i].kind;
      self->uit = dup_attribute (element, "uit");
      self->confirmation = dup_attribute (element, "tipConfirmare");
      self->remark = dup_attribute (element, "observatii");
      read_vehicle (self, element);
      return;
    }
}

/**
 * parafa_declaration_new:
 * @root: the outermost element of a declaration that keeps to the schema; what does not gives empty fields
 *
 * Reads the few fields that stand for a declaration in a list. Pure: may be called on any thread.
 *
 * Returns: (transfer full): the fields
 */
ParafaDeclaration *
parafa_declaration_new (const ParafaXmlElement *root)
{
  ParafaDeclaration *self = g_new0 (ParafaDeclaration, 1);
  const ParafaXmlElement *notice;

  g_return_val_if_fail (root != NULL, NULL);

  self->n_lines = -1;
  self->gross = self->net = self->value = -1;
  self->declarant = dup_attribute (root, "codDeclarant");
  self->reference = dup_attribute (root, "refDeclarant");
  self->after_outage = g_strcmp0 (parafa_xml_element_get (root, "declPostAvarie"), "D") == 0;
  notice = parafa_xml_element_child (root, "notificare");
  if (notice != NULL)
    read_notice (self, notice);
  else
    read_other (self, root);
  return self;
}

/**
 * parafa_declaration_copy:
 * @self: fields
 *
 * Returns: (transfer full): a copy
 */
ParafaDeclaration *
parafa_declaration_copy (const ParafaDeclaration *self)
{
  ParafaDeclaration *copy = g_memdup2 (self, sizeof *self);
  char **text;

  for (guint i = 0; (text = list_texts (copy, i)) != NULL; i++)
    *text = g_strdup (*text);
  return copy;
}

/**
 * parafa_declaration_free:
 * @self: (nullable) (transfer full): fields
 */
void
parafa_declaration_free (ParafaDeclaration *self)
{
  char **text;

  if (self == NULL)
    return;
  for (guint i = 0; (text = list_texts (self, i)) != NULL; i++)
    g_free (*text);
  g_free (self);
}

/**
 * parafa_declaration_get_valid_days:
 * @operation: (nullable): codTipOperatiune
 *
 * How long a UIT holds: 5 days, 15 for acquisitions in the Union, for goods unloaded in transit, and for processing
 * and call-off stock (ANAF e-Transport guide, 2025).
 *
 * Returns: days; 0 when @operation is none
 */
int
parafa_declaration_get_valid_days (const char *operation)
{
  static const char *const long_ones[] = { "10", "12", "14", "22", "24", "60", NULL };

  if (operation == NULL)
    return 0;
  return g_strv_contains (long_ones, operation) ? 15 : 5;
}

static gint64
read_midnight (const char *text, int days)
{
  g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) moved = NULL;
  int year, month, day;

  if (text == NULL || !parafa_simple_type_read_date (text, &year, &month, &day))
    return -1;
  start = g_date_time_new (zone, year, month, day, 0, 0, 0);
  moved = start != NULL ? g_date_time_add_days (start, days) : NULL;
  return moved != NULL ? g_date_time_to_unix (moved) : -1;
}

/**
 * parafa_declaration_get_valid_from:
 * @self: a notice or a correction
 *
 * Returns: Unix seconds of the day of the transport in Romania; -1 where it says none
 */
gint64
parafa_declaration_get_valid_from (const ParafaDeclaration *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return read_midnight (self->transport_date, 0);
}

/**
 * parafa_declaration_get_valid_until:
 * @self: a notice or a correction
 *
 * Returns: Unix seconds from which on its UIT is over; -1 where it says no day
 */
gint64
parafa_declaration_get_valid_until (const ParafaDeclaration *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return read_midnight (self->transport_date, parafa_declaration_get_valid_days (self->operation));
}

/**
 * parafa_romania_zone_new:
 *
 * Returns: (transfer full): Romania's time; two hours before Greenwich where the machine knows no time zones
 */
GTimeZone *
parafa_romania_zone_new (void)
{
  GTimeZone *zone = g_time_zone_new_identifier ("Europe/Bucharest");

  return zone != NULL ? zone : g_time_zone_new_offset (2 * 3600);
}

/**
 * parafa_romania_get_today:
 * @now_s: Unix seconds
 * @today: (out caller-allocates): the day in Romania
 */
void
parafa_romania_get_today (gint64 now_s, GDate *today)
{
  g_autoptr (GTimeZone) zone = parafa_romania_zone_new ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_s);
  g_autoptr (GDateTime) now = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  g_date_clear (today, 1);
  if (now != NULL)
    g_date_set_dmy (today, (GDateDay) g_date_time_get_day_of_month (now),
                    (GDateMonth) g_date_time_get_month (now),
                    (GDateYear) g_date_time_get_year (now));
}
