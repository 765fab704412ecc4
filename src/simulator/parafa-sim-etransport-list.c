/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-sim-etransport.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define DAY_S (G_GINT64_CONSTANT (86400))

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_hundredths (JsonBuilder *builder, const char *name, gint64 amount)
{
  if (amount < 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, (double) amount / 100);
}

/* 2026-11-24 as 20261124000000 */
static char *
compact_date (const char *date)
{
  if (date == NULL || strlen (date) < 10)
    return NULL;
  return g_strdup_printf ("%.4s%.2s%.2s000000", date, date + 5, date + 8);
}

static const char *
get_type (const ParafaDeclaration *declaration)
{
  static const char *const types[] = {
    [PARAFA_DECLARATION_NOTICE] = "NOT",   [PARAFA_DECLARATION_CORRECTION] = "COR",
    [PARAFA_DECLARATION_DELETION] = "DEL", [PARAFA_DECLARATION_CONFIRMATION] = "CON",
    [PARAFA_DECLARATION_VEHICLE] = "MVH",
  };

  return types[declaration->kind];
}

static void
add_problems (JsonBuilder *builder, const ParafaSimFiling *filing)
{
  json_builder_set_member_name (builder, "mesaje");
  json_builder_begin_array (builder);
  for (guint i = 0; i < filing->problems->len; i++)
    {
      json_builder_begin_object (builder);
      add_text (builder, "tip", "ERR");
      add_text (builder, "mesaj", filing->problems->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_notice (JsonBuilder *builder, const ParafaDeclaration *declaration)
{
  g_autofree char *date = compact_date (declaration->transport_date);

  add_text (builder, "tip_op", declaration->operation);
  add_text (builder, "data_transp", date);
  add_text (builder, "pc_tara", declaration->partner_country);
  add_text (builder, "pc_cod", declaration->partner_code);
  add_text (builder, "pc_den", declaration->partner_name);
  add_text (builder, "tr_tara", declaration->carrier_country);
  add_text (builder, "tr_cod", declaration->carrier_code);
  add_text (builder, "tr_den", declaration->carrier_name);
  if (declaration->n_lines >= 0)
    {
      json_builder_set_member_name (builder, "nr_linii");
      json_builder_add_int_value (builder, declaration->n_lines);
    }
  add_hundredths (builder, "gr_tot_neta", declaration->net);
  add_hundredths (builder, "gr_tot_bruta", declaration->gross);
  add_hundredths (builder, "val_tot", declaration->value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_time (JsonBuilder *builder, const char *name, gint64 at_s)
{
  g_autofree char *time = parafa_sim_etransport_time (at_s, "%Y%m%d%H%M%S");

  add_text (builder, name, time);
}

static void
add_vehicle (JsonBuilder *builder, const ParafaDeclaration *declaration)
{
  add_text (builder, "nr_veh", declaration->vehicle);
  add_text (builder, "nr_rem1", declaration->trailer_1);
  add_text (builder, "nr_rem2", declaration->trailer_2);
}

/* How what was filed to a notice ends: who sent it and when */
static void
add_filed (JsonBuilder *builder, const ParafaSimFiling *filing)
{
  add_text (builder, "obs", filing->declaration->remark);
  add_text (builder, "post_avarie", filing->declaration->after_outage ? "D" : "N");
  add_text (builder, "sursa", "A");
  add_time (builder, "data_decl", filing->taken_at_s);
  add_number (builder, "id_incarcare", filing->index);
}

static void
add_confirmation (JsonBuilder *builder, const ParafaSimCall *call, const ParafaSimFiling *notice)
{
  const ParafaSimFiling *filing =
      parafa_sim_filings_find_last (call->world->filings, notice, PARAFA_DECLARATION_CONFIRMATION,
                                    call->now_s);

  if (filing == NULL)
    return;
  json_builder_set_member_name (builder, "confirmare");
  json_builder_begin_object (builder);
  add_number (builder, "tip_conf", g_ascii_strtoll (filing->declaration->confirmation, NULL, 10));
  add_filed (builder, filing);
  json_builder_end_object (builder);
}

static void
add_vehicles (JsonBuilder *builder, const ParafaSimCall *call, const ParafaSimFiling *notice)
{
  const ParafaSimFilings *filings = call->world->filings;

  if (parafa_sim_filings_find_last (filings, notice, PARAFA_DECLARATION_VEHICLE, call->now_s) ==
      NULL)
    return;
  json_builder_set_member_name (builder, "modif_veh");
  json_builder_begin_array (builder);
  for (guint i = 0; i < filings->filings->len; i++)
    {
      const ParafaSimFiling *filing = filings->filings->pdata[i];

      if (filing->declaration->kind != PARAFA_DECLARATION_VEHICLE ||
          !parafa_sim_filings_is_about (filings, filing, notice, call->now_s))
        continue;
      json_builder_begin_object (builder);
      add_time (builder, "data_modif_veh", filing->taken_at_s);
      add_vehicle (builder, filing->declaration);
      add_number (builder, "cod_decl", g_ascii_strtoll (filing->declaration->declarant, NULL, 10));
      add_text (builder, "ref_decl", filing->declaration->reference);
      add_filed (builder, filing);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A corrected notice says what its correction says */
static void
add_record (JsonBuilder *builder, const ParafaSimCall *call, const ParafaSimFiling *filing)
{
  const ParafaSimFilings *filings = call->world->filings;
  gboolean good = filing->problems->len == 0;
  gboolean notice = filing->declaration->kind == PARAFA_DECLARATION_NOTICE && good;
  const ParafaSimFiling *correction =
      notice ? parafa_sim_filings_find_last (filings, filing, PARAFA_DECLARATION_CORRECTION,
                                             call->now_s)
             : NULL;
  const ParafaDeclaration *declaration =
      correction != NULL ? correction->declaration : filing->declaration;

  json_builder_begin_object (builder);
  add_text (builder, "tip", get_type (filing->declaration));
  if (parafa_sim_filings_is_ready (filings, filing, call->now_s))
    add_text (builder, "stare", good ? "OK" : "ERR");
  add_text (builder, "uit", good ? filing->uit : declaration->uit);
  add_number (builder, "cod_decl", g_ascii_strtoll (declaration->declarant, NULL, 10));
  add_text (builder, "ref_decl", declaration->reference);
  add_text (builder, "post_avarie", declaration->after_outage ? "D" : "N");
  add_text (builder, "sursa", "A");
  add_number (builder, "id_incarcare", filing->index);
  add_time (builder, "data_creare", filing->taken_at_s);
  if (correction != NULL)
    add_time (builder, "data_modif", correction->taken_at_s);
  if (declaration->kind == PARAFA_DECLARATION_VEHICLE)
    add_time (builder, "data_modif_veh", filing->taken_at_s);
  add_notice (builder, declaration);
  add_vehicle (builder, declaration);
  if (notice)
    {
      add_vehicles (builder, call, filing);
      add_confirmation (builder, call, filing);
    }
  if (!good)
    add_problems (builder, filing);
  json_builder_end_object (builder);
}

static gboolean
is_within (const ParafaSimCall *call, const ParafaSimFiling *filing, gint64 days, const char *cif)
{
  return g_str_equal (filing->cif, cif) && filing->production == call->production &&
         filing->taken_at_s >= call->now_s - days * DAY_S;
}

static gboolean
shows_notice (const ParafaSimCall *call, const ParafaSimFiling *about, gint64 days)
{
  const ParafaSimFilings *filings = call->world->filings;

  for (guint i = 0; i < filings->filings->len; i++)
    {
      const ParafaSimFiling *filing = filings->filings->pdata[i];

      if (filing->declaration->kind == PARAFA_DECLARATION_NOTICE && filing->problems->len == 0 &&
          is_within (call, filing, days, about->cif) && g_str_equal (filing->uit, about->uit))
        return TRUE;
    }
  return FALSE;
}

/* A deleted notice is not listed, nor what was rightly filed to a notice: that shows in the notice's entry. Of it only a
 * change of the vehicle may stand alone, and what was refused (ANAF e-Transport API, lista, 2024). */
static gboolean
is_listed (const ParafaSimCall *call, const ParafaSimFiling *filing, gint64 days)
{
  const ParafaSimFilings *filings = call->world->filings;
  gboolean good = filing->problems->len == 0;

  if (filing->declaration->kind == PARAFA_DECLARATION_NOTICE)
    return !good || parafa_sim_filings_find_last (filings, filing, PARAFA_DECLARATION_DELETION,
                                                  call->now_s) == NULL;
  if (!parafa_sim_filings_is_ready (filings, filing, call->now_s))
    return FALSE;
  return !good || (filing->declaration->kind == PARAFA_DECLARATION_VEHICLE &&
                   !shows_notice (call, filing, days));
}

static ParafaSimReply *
send_list (const ParafaSimCall *call, gint64 days, const char *cif)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *filings = call->world->filings->filings;
  g_autofree char *title =
      g_strdup_printf ("Lista Mesaje disponibile din ultimele %" G_GINT64_FORMAT " zile", days);
  g_autofree char *time = parafa_sim_etransport_time (call->now_s, "%Y%m%d%H%M");
  g_autofree char *trace = parafa_sim_etransport_trace ();
  g_autofree char *body = NULL;
  guint n_records = 0;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "mesaje");
  json_builder_begin_array (builder);
  for (guint i = 0; i < filings->len; i++)
    {
      const ParafaSimFiling *filing = filings->pdata[i];

      if (!is_within (call, filing, days, cif) || !is_listed (call, filing, days))
        continue;
      add_record (builder, call, filing);
      n_records++;
    }
  json_builder_end_array (builder);
  if (n_records == 0)
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu exista mesaje in ultimele %" G_GINT64_FORMAT " zile",
                                         days);
  add_text (builder, "serial", "00");
  add_text (builder, "cui", cif);
  add_text (builder, "titlu", title);
  add_text (builder, "dateResponse", time);
  json_builder_set_member_name (builder, "ExecutionStatus");
  json_builder_add_int_value (builder, 0);
  add_text (builder, "trace_id", trace);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  body = json_to_string (node, FALSE);
  return parafa_sim_reply_new (200, "application/json", body);
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 18 && strspn (text, "0123456789") == strlen (text);
}

/**
 * parafa_sim_etransport_list:
 * @call: lista/{zile}/{cif}
 *
 * Returns: (transfer full): what was filed for a company
 */
ParafaSimReply *
parafa_sim_etransport_list (const ParafaSimCall *call)
{
  ParafaSimFilings *filings = call->world->filings;
  const char *days = call->parts[1];
  const char *cif = days != NULL ? call->parts[2] : NULL;
  gint64 n_days;

  if (cif == NULL || *cif == '\0' || *days == '\0')
    return parafa_sim_etransport_not_found (call);
  if (!is_number (days))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Numarul de zile introdus= %s nu este un numar intreg",
                                         days);
  n_days = g_ascii_strtoll (days, NULL, 10);
  if (n_days < 1 || n_days > 60)
    return parafa_sim_etransport_errors (call->now_s,
                                         "Numarul de zile trebuie sa fie intre 1 si 60");
  if (!is_number (cif))
    return parafa_sim_etransport_errors (call->now_s, "CIF introdus= %s nu este un numar", cif);
  if (!parafa_sim_filings_has_company (filings))
    return parafa_sim_etransport_errors (call->now_s,
                                         "Nu exista niciun CIF petru care sa aveti drept in SPV");
  if (!parafa_sim_filings_may (filings, cif))
    return parafa_sim_etransport_errors (call->now_s, "Nu aveti drept in SPV pentru CIF=%s", cif);
  if (!parafa_sim_filings_count_question (filings, "lista", call->now_s, filings->lists_per_day))
    return parafa_sim_etransport_errors (call->now_s,
                                         "S-au facut deja %d interogari de lista mesaje de catre "
                                         "utilizator in cursul zilei",
                                         (int) filings->lists_per_day);
  return send_list (call, n_days, cif);
}

/* -- info -- */

/* Counties as their plates say them (ANAF e-Transport API, info, 2024); 41 to 50 do not exist */
static const char *
get_plate (const char *county)
{
  static const char *const plates[] = {
    NULL, "AB", "AR", "AG", "BC", "BH", "BN", "BT", "BV", "BR", "BZ", "CS", "CJ", "CT",
    "CV", "DB", "DJ", "GL", "GJ", "HR", "HD", "IL", "IS", "IF", "MM", "MH", "MS", "NT",
    "OT", "PH", "SM", "SJ", "SB", "SV", "TR", "TM", "TL", "VS", "VL", "VN", "B",
  };
  guint64 code = county != NULL ? g_ascii_strtoull (county, NULL, 10) : 0;

  if (code == 51 || code == 52)
    return code == 51 ? "CL" : "GR";
  return code < G_N_ELEMENTS (plates) ? plates[code] : NULL;
}

static void
add_place (JsonBuilder *builder, const char *name, const char *text, const ParafaXmlElement *place)
{
  const ParafaXmlElement *address =
      place != NULL ? parafa_xml_element_child (place, "locatie") : NULL;
  const char *kind = "ADR";

  if (address == NULL && place != NULL)
    kind = parafa_xml_element_get (place, "codPtf") != NULL ? "PTF" : "BV";
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_text (builder, "tip_loc", kind);
  add_text (builder, "adresa_completa", text);
  if (address != NULL)
    {
      const char *more = parafa_xml_element_get (address, "alteInfo");

      add_text (builder, "judet", get_plate (parafa_xml_element_get (address, "codJudet")));
      add_text (builder, "localitate", parafa_xml_element_get (address, "denumireLocalitate"));
      add_text (builder, "strada", parafa_xml_element_get (address, "denumireStrada"));
      add_text (builder, "numar", parafa_xml_element_get (address, "numar"));
      add_text (builder, "alte_info", more != NULL ? more : "-");
    }
  json_builder_end_object (builder);
}

static void
add_documents (JsonBuilder *builder, const ParafaXmlElement *notice)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (const ParafaXmlElement *at = notice->first; at != NULL; at = at->next)
    if (g_str_equal (at->name, "documenteTransport"))
      {
        const char *number = parafa_xml_element_get (at, "numarDocument");

        g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? ", " : "",
                                number != NULL ? number : "-");
      }
  add_text (builder, "documente", numbers->str);
}

static void
add_info (JsonBuilder *builder, const ParafaSimFiling *filing)
{
  const ParafaDeclaration *declaration = filing->declaration;
  gint64 until_s = parafa_declaration_get_valid_until (declaration);
  g_autofree char *until =
      until_s >= 0 ? parafa_sim_etransport_time (until_s, "%Y-%m-%dT%H:%M:%S") : NULL;
  g_autofree char *from = g_strdup_printf ("%.10sT00:00:00", declaration->transport_date);
  const ParafaXmlElement *root = parafa_xml_document_get_root (filing->document);
  const ParafaXmlElement *notice = parafa_xml_element_child (root, "notificare");

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_int_value (builder, filing->index);
  add_text (builder, "uit", filing->uit);
  json_builder_set_member_name (builder, "cod_decl");
  json_builder_add_int_value (builder, g_ascii_strtoll (declaration->declarant, NULL, 10));
  add_text (builder, "den_decl", "PRACTICA SRL");
  add_text (builder, "ref_decl", declaration->reference);
  add_text (builder, "data_transp", from);
  add_text (builder, "data_exp_uit", until);
  add_text (builder, "tr_cod", declaration->carrier_code);
  add_text (builder, "tr_den", declaration->carrier_name);
  add_text (builder, "nr_veh", declaration->vehicle);
  add_text (builder, "nr_rem1", declaration->trailer_1);
  add_text (builder, "nr_rem2", declaration->trailer_2);
  add_place (builder, "loc_start", declaration->start,
             parafa_xml_element_child (notice, "locStartTraseuRutier"));
  add_place (builder, "loc_final", declaration->end,
             parafa_xml_element_child (notice, "locFinalTraseuRutier"));
  add_documents (builder, notice);
  json_builder_end_object (builder);
}

static gboolean
matches (GHashTable *form, const char *name, const char *value)
{
  const char *wanted = g_hash_table_lookup (form, name);

  return wanted == NULL || *wanted == '\0' || g_strcmp0 (wanted, value) == 0;
}

/* Only what the carrier itself organises, as ANAF does it */
static gboolean
is_for_carrier (const ParafaSimCall *call, const ParafaSimFiling *filing, GHashTable *form)
{
  const ParafaDeclaration *declaration = filing->declaration;

  return filing->production == call->production && filing->problems->len == 0 &&
         parafa_sim_filings_is_ready (call->world->filings, filing, call->now_s) &&
         declaration->carrier_code != NULL && declaration->transport_date != NULL &&
         matches (form, "cui_op", declaration->carrier_code) &&
         matches (form, "cui_decl", declaration->declarant) && matches (form, "uit", filing->uit) &&
         matches (form, "ref_decl", declaration->reference);
}

static ParafaSimReply *
refuse_info (const ParafaSimCall *call, GHashTable *form)
{
  const char *carrier = g_hash_table_lookup (form, "cui_op");
  const char *declarant = g_hash_table_lookup (form, "cui_decl");

  if (carrier == NULL || *carrier == '\0')
    {
      g_autofree char *time = parafa_sim_etransport_time (call->now_s, "%d-%m-%Y %H:%M:%S");
      g_autofree char *body =
          g_strdup_printf ("{\"timestamp\":\"%s\",\"status\":400,\"error\":\"Bad Request\","
                           "\"message\":\"Parametrul cui_op este obligatoriu\"}",
                           time);

      return parafa_sim_reply_new (400, "application/json", body);
    }
  if (!is_number (carrier))
    return parafa_sim_etransport_error (call->now_s, "cui_op introdus= %s nu este un numar",
                                        carrier);
  if (declarant != NULL && !is_number (declarant))
    return parafa_sim_etransport_error (call->now_s, "cui_decl introdus= %s nu este un numar",
                                        declarant);
  if (!parafa_sim_filings_has_company (call->world->filings))
    return parafa_sim_etransport_error (call->now_s,
                                        "Nu exista niciun CIF petru care sa aveti drept in SPV");
  if (!parafa_sim_filings_may (call->world->filings, carrier))
    return parafa_sim_etransport_error (call->now_s, "Nu aveti drept in SPV pentru CIF=%s",
                                        carrier);
  return NULL;
}

/**
 * parafa_sim_etransport_info:
 * @call: info?cui_op=…
 *
 * Returns: (transfer full): the transports a carrier organises
 */
ParafaSimReply *
parafa_sim_etransport_info (const ParafaSimCall *call)
{
  g_autoptr (GHashTable) form =
      parafa_sim_form_parse (call->request->query != NULL ? call->request->query : "");
  GPtrArray *filings = call->world->filings->filings;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *body = NULL;
  ParafaSimReply *reply;

  if (form == NULL)
    return parafa_sim_page_error (400, "Bad Request", "");
  reply = refuse_info (call, form);
  if (reply != NULL)
    return reply;
  json_builder_begin_array (builder);
  for (guint i = 0; i < filings->len; i++)
    if (is_for_carrier (call, filings->pdata[i], form))
      add_info (builder, filings->pdata[i]);
  json_builder_end_array (builder);
  node = json_builder_get_root (builder);
  if (json_array_get_length (json_node_get_array (node)) == 0)
    return parafa_sim_etransport_error (call->now_s,
                                        "Nu exista informatii pentru aceasta solicitare");
  body = json_to_string (node, FALSE);
  return parafa_sim_reply_new (200, "application/json", body);
}
