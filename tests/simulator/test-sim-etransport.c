/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"
#include "parafa-sim-control.h"
#include "parafa-uit.h"
#include "sim-world.h"

#include <string.h>

#define CIF "8000000000"
#define SERVICE "/prod/ETRANSPORT/ws/v1/"

typedef struct
{
  SimWorld *sim; /* (owned) */
  char *token;   /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *line = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  self->sim = sim_world_new ();
  line = g_strdup_printf ("{\"do\":\"grant\",\"client_id\":\"%s\"}", self->sim->client_id);
  answer = parafa_sim_control_execute (self->sim->world, line);
  g_assert_true (json_parser_load_from_data (parser, answer, -1, NULL));
  self->token =
      g_strdup (json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)),
                                               "access_token"));
  g_assert_nonnull (self->token);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sim_world_free (self->sim);
  g_free (self->token);
}

static ParafaSimReply *
ask (Fixture *self, const char *method, const char *path, const char *body)
{
  g_autofree char *text = g_strdup_printf ("%s %s HTTP/1.1\r\nAuthorization: Bearer "
                                           "%s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                           method, path, self->token, strlen (body), body);

  return sim_world_ask (self->sim, PARAFA_SIM_PORT_API, text, NULL);
}

static ParafaSimReply *
get (Fixture *self, const char *path)
{
  g_autofree char *whole = g_strconcat (SERVICE, path, NULL);

  return ask (self, "GET", whole, "");
}

static ParafaSimReply *
upload (Fixture *self, const char *body)
{
  return ask (self, "POST", SERVICE "upload/ETRANSP/" CIF "/2", body);
}

static void
control (Fixture *self, const char *line)
{
  g_autofree char *answer = parafa_sim_control_execute (self->sim->world, line);

  if (!g_str_has_prefix (answer, "{\"ok\":true"))
    g_error ("%s: %s", line, answer);
}

static char *
upload_index (Fixture *self, const char *body)
{
  g_autoptr (ParafaSimReply) reply = upload (self, body);
  char *index = sim_reply_get_json (reply, "index_incarcare");

  if (index == NULL)
    g_error ("%s", reply->body->str);
  return index;
}

static ParafaSimReply *
ask_state (Fixture *self, const char *index)
{
  g_autofree char *path = g_strconcat ("stareMesaj/", index, NULL);

  return get (self, path);
}

static void
assert_says (const ParafaSimReply *reply, const char *text)
{
  if (strstr (reply->body->str, text) == NULL)
    g_error ("not in the answer: %s; the answer: %s", text, reply->body->str);
}

/* -- each of ANAF's own example answers has its like: the same members, the same words -- */

static JsonNode *
read_example (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "etransport", name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_copy (json_parser_get_root (parser));
}

static char *
list_members (JsonNode *node)
{
  g_autoptr (GList) names = NULL;
  GString *line = g_string_new (NULL);

  if (JSON_NODE_HOLDS_ARRAY (node))
    node = json_array_get_element (json_node_get_array (node), 0);
  names = json_object_get_members (json_node_get_object (node));
  names = g_list_sort (names, (GCompareFunc) g_strcmp0);
  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (line, "%s ", (const char *) name->data);
  return g_string_free (line, FALSE);
}

static const char *
get_message (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object != NULL && json_object_has_member (object, "Errors"))
    return json_object_get_string_member (
        json_array_get_object_element (json_object_get_array_member (object, "Errors"), 0),
        "errorMessage");
  if (object != NULL && json_object_has_member (object, "error"))
    return json_object_get_string_member (object, "error");
  if (object != NULL && json_object_has_member (object, "stare"))
    return json_object_get_string_member (object, "stare");
  return "";
}

/* Digits differ, words do not */
static char *
without_numbers (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isdigit (*at))
      g_string_append_c (kept, *at);
  return g_string_free (kept, FALSE);
}

/* The examples that had their like in this run */
static GHashTable *seen;

static void
assert_like (const ParafaSimReply *reply, const char *example, gboolean same_members)
{
  g_autoptr (JsonNode) wanted = read_example (example);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *wanted_members = list_members (wanted);
  g_autofree char *wanted_words = without_numbers (get_message (wanted));
  g_autofree char *members = NULL;
  g_autofree char *words = NULL;

  g_hash_table_add (seen, g_strdup (example));
  g_test_message ("%s: %s", example, reply->body->str);
  g_assert_true (json_parser_load_from_data (parser, reply->body->str, -1, NULL));
  members = list_members (json_parser_get_root (parser));
  words = without_numbers (get_message (json_parser_get_root (parser)));
  if (same_members)
    g_assert_cmpstr (members, ==, wanted_members);
  g_assert_cmpstr (words, ==, wanted_words);
}

static void
test_upload_examples (Fixture *self, gconstpointer data)
{
  const char *good = parafa_test_declarations[1];
  g_autoptr (ParafaSimReply) taken = upload (self, good);
  g_autoptr (ParafaSimReply) first =
      ask (self, "POST", SERVICE "upload/ETRANSP/" CIF, parafa_test_declarations[1]);
  g_autoptr (ParafaSimReply) standard = ask (self, "POST", SERVICE "upload/UBL/" CIF "/2", good);
  g_autoptr (ParafaSimReply) cif = ask (self, "POST", SERVICE "upload/ETRANSP/123a/2", good);
  g_autoptr (ParafaSimReply) path = ask (self, "POST", SERVICE "upload/", good);
  g_autoptr (ParafaSimReply) xml = upload (self, "<?xml version='1.0'?>\n<a/>");
  g_autoptr (ParafaSimReply) right = NULL;
  g_autoptr (ParafaSimReply) none = NULL;

  assert_like (taken, "etransport_upload_param__resp200__incarcare-cu-succes-v2.json", TRUE);
  assert_like (first, "etransport_upload_param__resp200__incarcare-cu-succes-v1.json", TRUE);
  assert_like (first, "etransport_upload_param__resp200__incarcare-cu-succes.json", TRUE);
  assert_like (standard, "etransport_upload_param__resp200__standard-invalid.json", TRUE);
  assert_like (cif, "etransport_upload_param__resp200__cif-invalid.json", TRUE);
  assert_like (path, "etransport_upload_param__resp404__cale-incorecta.json", TRUE);
  g_assert_cmpuint (path->status, ==, 404);
  assert_like (xml, "etransport_upload_param__resp200__fisier-transmis-invalid.json", TRUE);
  control (self, "{\"do\":\"etransport\",\"rights\":[\"21\"]}");
  right = upload (self, good);
  assert_like (right, "etransport_upload_param__resp200__lipsa-drepturi-pentru-cif.json", TRUE);
  control (self, "{\"do\":\"etransport\",\"rights\":[]}");
  none = upload (self, good);
  assert_like (none, "etransport_upload_param__resp200__lipsa-drepturi.json", TRUE);
}

static void
test_too_large (Fixture *self, gconstpointer data)
{
  g_autofree char *large = g_strnfill (5 * 1024 * 1024 + 1, ' ');
  g_autoptr (ParafaSimReply) reply = upload (self, large);

  assert_like (reply, "etransport_upload_param__resp200__dimensiune-fisier-prea-mare.json", TRUE);
}

static void
test_state_examples (Fixture *self, gconstpointer data)
{
  g_autofree char *index = upload_index (self, parafa_test_declarations[1]);
  g_autofree char *lost = upload_index (self, parafa_test_declarations[2]);
  g_autoptr (ParafaSimReply) early = ask_state (self, index);
  g_autoptr (ParafaSimReply) letters = ask_state (self, "a");
  g_autoptr (ParafaSimReply) unknown = ask_state (self, "1");
  g_autoptr (ParafaSimReply) path = ask_state (self, "");
  g_autoptr (ParafaSimReply) ok = NULL;
  g_autoptr (ParafaSimReply) nok = NULL;
  g_autoptr (ParafaSimReply) errors = NULL;
  g_autoptr (ParafaSimReply) right = NULL;
  g_autoptr (ParafaSimReply) none = NULL;

  assert_like (early, "etransport_stare__resp200__in-prelucrare.json", TRUE);
  assert_like (letters, "etransport_stare__resp200__index-invalid.json", TRUE);
  assert_like (unknown, "etransport_stare__resp200__declaratie-transport-inexistenta.json", TRUE);
  assert_like (path, "etransport_stare__resp404__cale-incorecta.json", TRUE);
  sim_world_move_clock (self->sim, 3);
  ok = ask_state (self, index);
  assert_like (ok, "etransport_stare__resp200__prelucrare-cu-succes.json", TRUE);
  nok = ask_state (self, lost); /* deletes what was never filed */
  assert_like (nok, "etransport_stare__resp200__prelucrare-esuata.json", TRUE);
  sim_world_fail (self->sim, "state", "xml_errors", 1);
  errors = ask_state (self, index);
  assert_like (errors, "etransport_stare__resp200__xml-eronat.json", TRUE);
  control (self, "{\"do\":\"etransport\",\"rights\":[\"21\"]}");
  right = ask_state (self, index);
  assert_like (right, "etransport_stare__resp200__lipsa-drepturi-index.json", TRUE);
  control (self, "{\"do\":\"etransport\",\"rights\":[]}");
  none = ask_state (self, index);
  assert_like (none, "etransport_stare__resp200__lipsa-drepturi.json", TRUE);
}

static void
test_state_limit (Fixture *self, gconstpointer data)
{
  g_autofree char *index = upload_index (self, parafa_test_declarations[1]);
  g_autoptr (ParafaSimReply) last = NULL;
  g_autoptr (ParafaSimReply) next_day = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (ParafaSimReply) reply = ask_state (self, index);

      assert_says (reply, "\"stare\"");
    }
  last = ask_state (self, index);
  assert_like (last, "etransport_stare__resp200__limita-apeluri-zilnice-atinsa.json", TRUE);
  sim_world_move_clock (self->sim, 86400);
  next_day = ask_state (self, index);
  assert_says (next_day, "\"stare\":\"ok\"");
}

static void
test_list_examples (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaSimReply) empty = get (self, "lista/60/" CIF);
  g_autoptr (ParafaSimReply) letters = get (self, "lista/60a/" CIF);
  g_autoptr (ParafaSimReply) many = get (self, "lista/61/" CIF);
  g_autoptr (ParafaSimReply) cif = get (self, "lista/1/123a");
  g_autoptr (ParafaSimReply) path = get (self, "lista/");
  g_autoptr (ParafaSimReply) full = NULL;
  g_autoptr (ParafaSimReply) none = NULL;
  g_autoptr (ParafaSimReply) limit = NULL;
  g_autofree char *index = NULL;
  g_autofree char *member = NULL;

  assert_like (empty, "etransport_lista__resp200__lipsa-mesaje.json", TRUE);
  assert_like (letters, "etransport_lista__resp200__numar-zile-invalid.json", TRUE);
  assert_like (many, "etransport_lista__resp200__numar-de-zile-in-afara-intervalului.json", TRUE);
  assert_like (cif, "etransport_lista__resp200__cif-invalid.json", TRUE);
  assert_like (path, "etransport_lista__resp404__cale-incorecta.json", TRUE);
  index = upload_index (self, parafa_test_declarations[1]);
  full = get (self, "lista/1/" CIF);
  assert_like (full, "etransport_lista__resp200__lista-mesaje.json", TRUE);
  member = g_strdup_printf ("\"id_incarcare\":%s", index);
  assert_says (full, member);
  assert_says (full, "\"ref_decl\":\"R-1\"");
  control (self, "{\"do\":\"etransport\",\"rights\":[]}");
  none = get (self, "lista/1/" CIF);
  assert_like (none, "etransport_lista__resp200__lipsa-drepturi.json", TRUE);
  control (self, "{\"do\":\"etransport\",\"rights\":null,\"lists_per_day\":2}");
  limit = get (self, "lista/1/" CIF);
  assert_like (limit, "etransport_lista__resp200__limita-apeluri-depasita.json", TRUE);
}

static void
test_info_examples (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaSimReply) nothing = get (self, "info?cui_op=" CIF);
  g_autoptr (ParafaSimReply) missing = get (self, "info");
  g_autoptr (ParafaSimReply) carrier = get (self, "info?cui_op=abc");
  g_autoptr (ParafaSimReply) declarant = get (self, "info?cui_op=" CIF "&cui_decl=abc");
  g_autoptr (ParafaSimReply) technical = NULL;
  g_autoptr (ParafaSimReply) full = NULL;
  g_autoptr (ParafaSimReply) right = NULL;
  g_autoptr (ParafaSimReply) none = NULL;
  g_auto (GStrv) halves =
      g_strsplit (parafa_test_declarations[0], "<corectie uit='7K0A2C4E6H8J9L70'/>", 2);
  g_autofree char *notice = g_strconcat (halves[0], halves[1], NULL);
  g_autofree char *index = upload_index (self, notice);

  assert_like (nothing, "etransport_info_transportatori__resp200__lipsa-informatii.json", TRUE);
  assert_like (missing, "etransport_info_transportatori__resp400__apel-incorect.json", TRUE);
  g_assert_cmpuint (missing->status, ==, 400);
  assert_like (carrier, "etransport_info_transportatori__resp200__cui_op-invalid.json", TRUE);
  assert_like (declarant, "etransport_info_transportatori__resp200__cui_decl-invalid.json", TRUE);
  sim_world_fail (self->sim, "info", "technical", 1);
  technical = get (self, "info?cui_op=" CIF);
  assert_like (technical, "etransport_info_transportatori__resp200__eroare-tehnica.json", TRUE);
  sim_world_move_clock (self->sim, 3);
  full = get (self, "info?cui_op=" CIF);
  assert_like (full, "etransport_info_transportatori__resp200__informatii-transport.json", FALSE);
  assert_says (full, "\"data_exp_uit\":\"2026-12-09T00:00:00\""); /* 15 days */
  assert_says (full, index);
  assert_says (full, "\"tip_loc\":\"ADR\"");
  assert_says (full, "\"judet\":\"");
  assert_says (full, "\"documente\":\"");
  control (self, "{\"do\":\"etransport\",\"rights\":[\"21\"]}");
  right = get (self, "info?cui_op=" CIF);
  assert_like (right, "etransport_info_transportatori__resp200__lipsa-drepturi-cif.json", TRUE);
  control (self, "{\"do\":\"etransport\",\"rights\":[]}");
  none = get (self, "info?cui_op=" CIF);
  assert_like (none, "etransport_info_transportatori__resp200__lipsa-drepturi.json", TRUE);
}

/* Whatever ANAF shows as an example is an answer of some state of the practice server */
static void
test_every_example (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "etransport", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_examples = 0;

  test_upload_examples (self, NULL);
  control (self, "{\"do\":\"forget\"}");
  test_too_large (self, NULL);
  test_state_examples (self, NULL);
  control (self, "{\"do\":\"forget\"}");
  test_state_limit (self, NULL);
  control (self, "{\"do\":\"forget\"}");
  test_list_examples (self, NULL);
  control (self, "{\"do\":\"forget\"}");
  test_info_examples (self, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_suffix (name, ".json"))
      {
        n_examples++;
        if (!g_hash_table_contains (seen, name))
          g_error ("no answer is like %s", name);
      }
  g_assert_cmpuint (n_examples, ==, 36);
}

/* -- the rest -- */

/* A file that breaks a rule is taken in and refused afterwards, with the rule named */
static void
test_rules (Fixture *self, gconstpointer data)
{
  const char *heavier[] = { "{goods}",
                            "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' "
                            "denumireMarfa='Marfă' cantitate='10' codUnitateMasura='KGM' "
                            "greutateNeta='2' greutateBruta='1' valoareLeiFaraTva='20000'/>",
                            NULL };
  g_autofree char *bad = parafa_test_notice ("30", heavier);
  g_autofree char *index = upload_index (self, bad);
  g_autoptr (ParafaSimReply) nok = NULL;
  g_autoptr (ParafaSimReply) list = NULL;

  sim_world_move_clock (self->sim, 3);
  nok = ask_state (self, index);
  assert_says (nok, "\"stare\":\"nok\"");
  assert_says (nok, "codEroare=BR-020; localizareEroare=/");
  assert_says (nok, "textEroare=[BR-020]-");
  list = get (self, "lista/1/" CIF);
  assert_says (list, "\"stare\":\"ERR\"");
  assert_says (list, "\"tip\":\"ERR\"");
}

/* What is about a UIT is in order once that UIT was given out */
static void
test_uit (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaSimReply) notice = upload (self, parafa_test_declarations[1]);
  g_autofree char *uit = sim_reply_get_json (notice, "UIT");
  g_autofree char *deletion =
      g_strdup_printf ("<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' "
                       "codDeclarant='8000000000'>"
                       "<stergere uit='%s'/></eTransport>",
                       uit);
  g_autofree char *index = upload_index (self, deletion);
  g_autoptr (ParafaSimReply) ok = NULL;

  g_assert_true (parafa_uit_is_well_formed (uit));
  g_assert_true (parafa_uit_has_valid_check_digits (uit));
  sim_world_move_clock (self->sim, 3);
  ok = ask_state (self, index);
  assert_says (ok, "\"stare\":\"ok\"");
  for (gint64 i = 0; i < 500; i++)
    {
      g_autofree char *other = parafa_sim_uit_new (i * 7919);

      g_assert_true (parafa_uit_is_well_formed (other));
      g_assert_true (parafa_uit_has_valid_check_digits (other));
    }
}

/* -- what is filed to a notice shows in its entry, or in that it is gone -- */

/* Lets what was taken in be judged, and asks the list */
static JsonNode *
list_entries (Fixture *self)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (ParafaSimReply) reply = NULL;
  JsonObject *object;

  sim_world_move_clock (self->sim, 3);
  reply = get (self, "lista/1/" CIF);
  g_assert_true (json_parser_load_from_data (parser, reply->body->str, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (object, "mesaje"))
    return json_node_copy (json_object_get_member (object, "mesaje"));
  assert_says (reply, "Nu exista mesaje");
  return json_node_init_array (json_node_alloc (), json_array_new ());
}

static JsonObject *
get_entry (JsonNode *entries, guint n_entries, guint position)
{
  JsonArray *array = json_node_get_array (entries);

  g_assert_cmpuint (json_array_get_length (array), ==, n_entries);
  return json_array_get_object_element (array, position);
}

static void
assert_text (JsonObject *object, const char *name, const char *text)
{
  g_assert_cmpstr (json_object_get_string_member_with_default (object, name, NULL), ==, text);
}

static void
assert_index (JsonObject *object, const char *index)
{
  g_assert_cmpint (json_object_get_int_member (object, "id_incarcare"), ==,
                   g_ascii_strtoll (index, NULL, 10));
}

/* Takes in a file about a UIT */
static char *
upload_about (Fixture *self, const char *uit, const char *element)
{
  g_autoptr (GString) text =
      g_string_new ("<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' "
                    "codDeclarant='8000000000' refDeclarant='A-1'>");

  g_string_append (text, element);
  g_string_append (text, "</eTransport>");
  g_string_replace (text, "{uit}", uit, 1);
  return upload_index (self, text->str);
}

#define CHANGE                                                                                     \
  "<modifVehicul uit='{uit}' nrVehicul='CJ77QRM' nrRemorca1='CJ78QRM' "                            \
  "dataModificare='2026-11-24T08:30:00' observatii='pană'/>"
#define CONFIRMATION "<confirmare uit='{uit}' tipConfirmare='20' observatii='tot'/>"
#define DELETION "<stergere uit='{uit}'/>"

static char *
upload_notice (Fixture *self, char **uit)
{
  g_autofree char *notice = parafa_test_notice ("30", NULL);
  g_autoptr (ParafaSimReply) reply = upload (self, notice);

  *uit = sim_reply_get_json (reply, "UIT");
  return sim_reply_get_json (reply, "index_incarcare");
}

static void
test_list_steps (Fixture *self, gconstpointer data)
{
  g_autofree char *uit = NULL;
  g_autofree char *notice = upload_notice (self, &uit);
  g_autofree char *change = upload_about (self, uit, CHANGE);
  g_autofree char *second = upload_about (self, uit, CHANGE);
  g_autofree char *confirmation = upload_about (self, uit, CONFIRMATION);
  g_autoptr (JsonNode) entries = list_entries (self);
  JsonObject *entry = get_entry (entries, 1, 0);
  JsonArray *vehicles = json_object_get_array_member (entry, "modif_veh");
  JsonObject *step = json_array_get_object_element (vehicles, 0);

  assert_text (entry, "tip", "NOT");
  assert_text (entry, "uit", uit);
  assert_index (entry, notice);
  g_assert_false (json_object_has_member (entry, "data_modif"));
  g_assert_cmpuint (json_array_get_length (vehicles), ==, 2);
  assert_index (step, change);
  assert_text (step, "nr_veh", "CJ77QRM");
  assert_text (step, "nr_rem1", "CJ78QRM");
  assert_text (step, "ref_decl", "A-1");
  assert_text (step, "sursa", "A");
  assert_index (json_array_get_object_element (vehicles, 1), second);
  step = json_object_get_object_member (entry, "confirmare");
  g_assert_cmpint (json_object_get_int_member (step, "tip_conf"), ==, 20);
  assert_text (step, "obs", "tot");
  assert_index (step, confirmation);
}

/* The corrected notice in place of the first, which still has its index */
static void
test_list_correction (Fixture *self, gconstpointer data)
{
  g_autofree char *uit = NULL;
  g_autofree char *notice = upload_notice (self, &uit);
  g_autofree char *plain = parafa_test_notice ("30", NULL);
  g_auto (GStrv) halves = g_strsplit (plain, "<bunuriTransportate", 2);
  g_autofree char *corrected =
      g_strdup_printf ("%s<corectie uit='%s'/><bunuriTransportate%s", halves[0], uit, halves[1]);
  g_auto (GStrv) weights = g_strsplit (corrected, "greutateBruta='1000'", 2);
  g_autofree char *heavier = g_strjoinv ("greutateBruta='1234'", weights);
  g_autofree char *index = upload_index (self, heavier);
  g_autoptr (JsonNode) entries = list_entries (self);
  JsonObject *entry = get_entry (entries, 1, 0);

  g_assert_cmpstr (index, !=, notice);
  assert_text (entry, "tip", "NOT");
  assert_text (entry, "stare", "OK");
  assert_text (entry, "uit", uit);
  assert_index (entry, notice);
  g_assert_true (json_object_has_member (entry, "data_modif"));
  g_assert_cmpfloat (json_object_get_double_member (entry, "gr_tot_bruta"), ==, 1234);
}

/* A deleted notice is gone, and so is what was filed to it; what is refused has an entry */
static void
test_list_deletion (Fixture *self, gconstpointer data)
{
  g_autofree char *uit = NULL;
  g_autofree char *notice = upload_notice (self, &uit);
  g_autofree char *change = upload_about (self, uit, CHANGE);
  g_autofree char *deletion = upload_about (self, uit, DELETION);
  g_autoptr (JsonNode) none = list_entries (self);
  g_autofree char *unknown = upload_about (self, "7K0A2C4E6H8J9L70", DELETION);
  g_autoptr (JsonNode) refused = NULL;
  JsonObject *entry;

  g_assert_true (notice != NULL && change != NULL && deletion != NULL && unknown != NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (none)), ==, 0);
  refused = list_entries (self);
  entry = get_entry (refused, 1, 0);
  assert_text (entry, "tip", "DEL");
  assert_text (entry, "stare", "ERR");
  assert_index (entry, unknown);
}

/* Of a notice that is too old for the list, a change of the vehicle stands alone; the rest does not show */
static void
test_list_old_notice (Fixture *self, gconstpointer data)
{
  g_autofree char *uit = NULL;
  g_autofree char *notice = upload_notice (self, &uit);
  g_autofree char *change = NULL;
  g_autofree char *confirmation = NULL;
  g_autoptr (JsonNode) entries = NULL;
  JsonObject *entry;

  g_assert_nonnull (notice);
  sim_world_move_clock (self->sim, 2 * 86400);
  change = upload_about (self, uit, CHANGE);
  confirmation = upload_about (self, uit, CONFIRMATION);
  entries = list_entries (self);
  entry = get_entry (entries, 1, 0);
  assert_text (entry, "tip", "MVH");
  assert_text (entry, "nr_veh", "CJ77QRM");
  assert_index (entry, change);
  g_assert_true (json_object_has_member (entry, "data_modif_veh"));
}

static void
test_download (Fixture *self, gconstpointer data)
{
  g_autofree char *index = upload_index (self, parafa_test_declarations[1]);
  g_autofree char *path = g_strconcat ("descarcare/", index, NULL);
  g_autoptr (ParafaSimReply) withdrawn = get (self, path);
  g_autoptr (ParafaSimReply) served = NULL;

  g_assert_cmpuint (withdrawn->status, ==, 404);
  control (self, "{\"do\":\"etransport\",\"download\":true}");
  served = get (self, path);
  g_assert_cmpuint (served->status, ==, 200);
  g_assert_cmpstr (served->body->str, ==, parafa_test_declarations[1]);
}

/* Test and production know nothing of each other */
static void
test_two_systems (Fixture *self, gconstpointer data)
{
  g_autofree char *index = upload_index (self, parafa_test_declarations[1]);
  g_autofree char *path = g_strconcat ("/test/ETRANSPORT/ws/v1/stareMesaj/", index, NULL);
  g_autoptr (ParafaSimReply) state = ask (self, "GET", path, "");
  g_autoptr (ParafaSimReply) list = ask (self, "GET", "/test/ETRANSPORT/ws/v1/lista/1/" CIF, "");

  assert_says (state, "Nu exista declaratia de transport");
  assert_says (list, "Nu exista mesaje");
}

static void
test_token_and_method (Fixture *self, gconstpointer data)
{
  g_autoptr (ParafaSimReply) none =
      sim_world_ask (self->sim, PARAFA_SIM_PORT_API,
                     "GET " SERVICE "lista/1/" CIF " HTTP/1.1\r\n\r\n", NULL);
  g_autoptr (ParafaSimReply) method = get (self, "upload/ETRANSP/" CIF "/2");
  g_autoptr (ParafaSimReply) path = get (self, "nimic/1");

  g_assert_cmpuint (none->status, ==, 401);
  g_assert_cmpuint (method->status, ==, 405);
  g_assert_cmpuint (path->status, ==, 404);
}

static void
test_minute (Fixture *self, gconstpointer data)
{
  ParafaSimFilings *filings = self->sim->world->filings;
  g_autoptr (ParafaSimReply) limited = NULL;

  for (gint64 i = 0; i < 1000; i++)
    g_assert_true (parafa_sim_filings_count_request (filings, i * 1000));
  g_assert_false (parafa_sim_filings_count_request (filings, 59 * G_USEC_PER_SEC));
  g_assert_true (parafa_sim_filings_count_request (filings, 60 * G_USEC_PER_SEC));
  g_assert_cmpint (filings->busiest_minute, ==, 1000);
  g_assert_cmpint (filings->n_refused, ==, 1);
  control (self, "{\"do\":\"etransport\",\"per_minute\":1}");
  limited = get (self, "lista/1/" CIF);
  g_assert_cmpuint (limited->status, !=, 0);
  g_clear_pointer (&limited, parafa_sim_reply_free);
  limited = get (self, "lista/1/" CIF);
  g_assert_cmpuint (limited->status, ==, 429);
}

/* Whether the declaration was taken in before the failure is what a client cannot know */
static void
test_failures (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *how;
    guint status;
    ParafaSimDelivery delivery;
    guint taken;
  } cases[] = {
    { "401", 401, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "403", 403, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "429", 429, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "500", 500, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "204", 204, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "maintenance", 503, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "html200", 200, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "blocked", 200, PARAFA_SIM_DELIVER_WHOLE, 0 },
    { "hang", 0, PARAFA_SIM_DELIVER_NOTHING, 0 },
    { "reset", 0, PARAFA_SIM_DELIVER_RESET, 0 },
    { "hang_after", 200, PARAFA_SIM_DELIVER_NOTHING, 1 },
    { "reset_after", 200, PARAFA_SIM_DELIVER_RESET, 1 },
    { "truncate", 200, PARAFA_SIM_DELIVER_HALF, 1 },
    { "500_after", 500, PARAFA_SIM_DELIVER_WHOLE, 1 },
  };
  ParafaSimFilings *filings = self->sim->world->filings;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint before = filings->filings->len;
      g_autoptr (ParafaSimReply) reply = NULL;

      g_test_message ("%s", cases[i].how);
      sim_world_fail (self->sim, "upload", cases[i].how, 1);
      reply = upload (self, parafa_test_declarations[1]);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpint (reply->delivery, ==, cases[i].delivery);
      g_assert_cmpuint (filings->filings->len - before, ==, cases[i].taken);
    }
}

/* What a test of "exactly once" asks */
static void
test_counts (Fixture *self, gconstpointer data)
{
  g_autofree char *one = upload_index (self, parafa_test_declarations[1]);
  g_autofree char *two = upload_index (self, parafa_test_declarations[1]);
  g_autofree char *three = upload_index (self, parafa_test_declarations[2]);
  g_autofree char *answer = parafa_sim_control_execute (self->sim->world, "{\"do\":\"filings\"}");
  g_autofree char *unknown = NULL;

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (two, !=, three);
  g_assert_nonnull (strstr (answer, "\"taken\":3,\"different\":2,\"most\":2,\"uploads\":3"));
  unknown = parafa_sim_control_execute (self->sim->world, "{\"do\":\"etransport\",\"x\":1}");
  g_assert_true (g_str_has_prefix (unknown, "{\"ok\":false"));
  control (self, "{\"do\":\"forget\"}");
  g_assert_cmpuint (self->sim->world->filings->filings->len, ==, 0);
}

/* Two servers on one state folder, as window and terminal start them: what one took in the other knows, and after both
 * ended a third knows it too */
static void
test_shared_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *one = upload_index (self, parafa_test_declarations[1]);
  ParafaSimFilings *other = parafa_sim_filings_new (self->sim->dir);
  g_autofree char *two = NULL;
  const ParafaSimFiling *filing;

  parafa_sim_filings_read (other);
  g_assert_cmpuint (other->filings->len, ==, 1);
  g_assert_nonnull (parafa_sim_filings_find (other, g_ascii_strtoll (one, NULL, 10)));
  two = upload_index (self, parafa_test_declarations[3]);
  g_assert_null (parafa_sim_filings_find (other, g_ascii_strtoll (two, NULL, 10)));
  parafa_sim_filings_read (other);
  filing = parafa_sim_filings_find (other, g_ascii_strtoll (two, NULL, 10));
  g_assert_nonnull (filing);
  g_assert_cmpstr (filing->cif, ==, CIF);
  g_assert_cmpmem (filing->body, filing->body_length, parafa_test_declarations[3],
                   strlen (parafa_test_declarations[3]));
  g_assert_true (filing->production);
  parafa_sim_filings_forget (other);
  parafa_sim_filings_free (other);
  other = parafa_sim_filings_new (self->sim->dir);
  parafa_sim_filings_read (other);
  g_assert_cmpuint (other->filings->len, ==, 0);
  parafa_sim_filings_free (other);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/simulator/etransport/upload-examples", test_upload_examples },
    { "/simulator/etransport/too-large", test_too_large },
    { "/simulator/etransport/state-examples", test_state_examples },
    { "/simulator/etransport/state-limit", test_state_limit },
    { "/simulator/etransport/list-examples", test_list_examples },
    { "/simulator/etransport/info-examples", test_info_examples },
    { "/simulator/etransport/every-example", test_every_example },
    { "/simulator/etransport/rules", test_rules },
    { "/simulator/etransport/uit", test_uit },
    { "/simulator/etransport/list-steps", test_list_steps },
    { "/simulator/etransport/list-correction", test_list_correction },
    { "/simulator/etransport/list-deletion", test_list_deletion },
    { "/simulator/etransport/list-old-notice", test_list_old_notice },
    { "/simulator/etransport/download", test_download },
    { "/simulator/etransport/two-systems", test_two_systems },
    { "/simulator/etransport/token-and-method", test_token_and_method },
    { "/simulator/etransport/minute", test_minute },
    { "/simulator/etransport/failures", test_failures },
    { "/simulator/etransport/counts", test_counts },
    { "/simulator/etransport/shared-folder", test_shared_folder },
  };

  int result;

  g_test_init (&argc, &argv, NULL);
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  result = g_test_run ();
  g_hash_table_unref (seen);
  return result;
}
