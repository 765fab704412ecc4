/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-answer.h"

#include <string.h>

static ParafaEtransportAnswer *
read_text (ParafaEtransportCall call, guint status, const char *text)
{
  return parafa_etransport_answer_new (call, status, text, strlen (text));
}

static const struct
{
  const char *file;
  guint status;
  ParafaEtransportOutcome outcome;
  ParafaEtransportProblem problem;
  ParafaEtransportState state;
} examples[] = {
#define INFO "etransport_info_transportatori__resp"
#define LIST "etransport_lista__resp"
#define STATE "etransport_stare__resp"
#define UPLOAD "etransport_upload_param__resp"
#define REFUSED(problem) PARAFA_ETRANSPORT_REFUSED, PARAFA_ETRANSPORT_PROBLEM_##problem, 0
  { INFO "200__cui_decl-invalid.json", 200, REFUSED (NOT_A_NUMBER) },
  { INFO "200__cui_op-invalid.json", 200, REFUSED (NOT_A_NUMBER) },
  { INFO "200__eroare-tehnica.json", 200, REFUSED (TECHNICAL) },
  { INFO "200__informatii-transport.json", 200, PARAFA_ETRANSPORT_DONE, 0, 0 },
  { INFO "200__lipsa-drepturi-cif.json", 200, REFUSED (NO_RIGHT) },
  { INFO "200__lipsa-drepturi.json", 200, REFUSED (NO_COMPANY) },
  { INFO "200__lipsa-informatii.json", 200, PARAFA_ETRANSPORT_NOTHING, 0, 0 },
  { INFO "400__apel-incorect.json", 400, PARAFA_ETRANSPORT_NOT_FOUND, 0, 0 },
  { LIST "200__cif-invalid.json", 200, REFUSED (NOT_A_NUMBER) },
  { LIST "200__limita-apeluri-depasita.json", 200, REFUSED (DAY_LIMIT) },
  { LIST "200__lipsa-drepturi.json", 200, REFUSED (NO_COMPANY) },
  { LIST "200__lipsa-mesaje.json", 200, PARAFA_ETRANSPORT_NOTHING, 0, 0 },
  { LIST "200__lista-mesaje.json", 200, PARAFA_ETRANSPORT_DONE, 0, 0 },
  { LIST "200__numar-de-zile-in-afara-intervalului.json", 200, REFUSED (DAYS) },
  { LIST "200__numar-zile-invalid.json", 200, REFUSED (NOT_A_NUMBER) },
  { LIST "404__cale-incorecta.json", 404, PARAFA_ETRANSPORT_NOT_FOUND, 0, 0 },
  { STATE "200__declaratie-transport-inexistenta.json", 200, REFUSED (NO_SUCH_INDEX) },
  { STATE "200__in-prelucrare.json", 200, PARAFA_ETRANSPORT_DONE, 0,
    PARAFA_ETRANSPORT_STATE_PROCESSING },
  { STATE "200__index-invalid.json", 200, REFUSED (NOT_A_NUMBER) },
  { STATE "200__limita-apeluri-zilnice-atinsa.json", 200, REFUSED (DAY_LIMIT) },
  { STATE "200__lipsa-drepturi-index.json", 200, REFUSED (NO_RIGHT) },
  { STATE "200__lipsa-drepturi.json", 200, REFUSED (NO_COMPANY) },
  { STATE "200__prelucrare-cu-succes.json", 200, PARAFA_ETRANSPORT_DONE, 0,
    PARAFA_ETRANSPORT_STATE_OK },
  { STATE "200__prelucrare-esuata.json", 200, PARAFA_ETRANSPORT_DONE, 0,
    PARAFA_ETRANSPORT_STATE_NOK },
  { STATE "200__xml-eronat.json", 200, PARAFA_ETRANSPORT_DONE, 0,
    PARAFA_ETRANSPORT_STATE_XML_ERRORS },
  { STATE "404__cale-incorecta.json", 404, PARAFA_ETRANSPORT_NOT_FOUND, 0, 0 },
  { UPLOAD "200__cif-invalid.json", 200, REFUSED (NOT_A_NUMBER) },
  { UPLOAD "200__dimensiune-fisier-prea-mare.json", 200, REFUSED (TOO_LARGE) },
  { UPLOAD "200__fisier-transmis-invalid.json", 200, REFUSED (FILE) },
  { UPLOAD "200__incarcare-cu-succes-v1.json", 200, PARAFA_ETRANSPORT_DONE, 0, 0 },
  { UPLOAD "200__incarcare-cu-succes-v2.json", 200, PARAFA_ETRANSPORT_DONE, 0, 0 },
  { UPLOAD "200__incarcare-cu-succes.json", 200, PARAFA_ETRANSPORT_DONE, 0, 0 },
  { UPLOAD "200__lipsa-drepturi-pentru-cif.json", 200, REFUSED (NO_RIGHT) },
  { UPLOAD "200__lipsa-drepturi.json", 200, REFUSED (NO_COMPANY) },
  { UPLOAD "200__standard-invalid.json", 200, REFUSED (STANDARD) },
  { UPLOAD "404__cale-incorecta.json", 404, PARAFA_ETRANSPORT_NOT_FOUND, 0, 0 },
};

/* Every official example answer, what it is and what it is about */
static void
test_examples (void)
{
  guint n_files = 0;
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "etransport", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    n_files += g_str_has_suffix (name, ".json");
  g_assert_cmpuint (n_files, ==, G_N_ELEMENTS (examples));

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_build_filename (folder, examples[i].file, NULL);
      g_autofree char *text = NULL;
      g_autoptr (ParafaEtransportAnswer) answer = NULL;
      ParafaEtransportCall call = PARAFA_ETRANSPORT_UPLOAD;

      if (strstr (path, INFO) != NULL)
        call = PARAFA_ETRANSPORT_INFO;
      else if (strstr (path, LIST) != NULL)
        call = PARAFA_ETRANSPORT_LIST;
      else if (strstr (path, STATE) != NULL)
        call = PARAFA_ETRANSPORT_STATE;
      g_test_message ("%s", examples[i].file);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      answer = read_text (call, examples[i].status, text);
      g_assert_cmpint (answer->outcome, ==, examples[i].outcome);
      g_assert_cmpint (answer->problem, ==, examples[i].problem);
      g_assert_cmpint (answer->state, ==, examples[i].state);
      if (answer->outcome == PARAFA_ETRANSPORT_REFUSED ||
          answer->outcome == PARAFA_ETRANSPORT_NOTHING)
        g_assert_nonnull (answer->errors[0]);
      g_assert_cmpstr (answer->text, !=, "");
    }
}

static ParafaEtransportAnswer *
read_file (ParafaEtransportCall call, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "etransport", name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return read_text (call, 200, text);
}

static void
test_upload (void)
{
  g_autoptr (ParafaEtransportAnswer) answer =
      read_file (PARAFA_ETRANSPORT_UPLOAD, UPLOAD "200__incarcare-cu-succes-v2.json");
  g_autoptr (ParafaEtransportAnswer) text =
      read_text (PARAFA_ETRANSPORT_UPLOAD, 200,
                 "{\"index_incarcare\":\"0000000012\",\"UIT\":null,\"ExecutionStatus\":\"0\"}");

  g_assert_cmpstr (answer->index, ==, "1");
  g_assert_cmpstr (answer->uit, ==, "A0002");
  g_assert_null (answer->reference);
  g_assert_true (g_str_has_prefix (answer->warning, "Verificati starea"));
  g_assert_cmpstr (answer->trace, ==, "96cd587e-298b-4245-ad7d-2607d973f9d4");
  g_assert_cmpint (text->outcome, ==, PARAFA_ETRANSPORT_DONE);
  g_assert_cmpstr (text->index, ==, "0000000012");
  g_assert_null (text->uit);
}

static void
test_list (void)
{
  g_autoptr (ParafaEtransportAnswer) answer =
      read_file (PARAFA_ETRANSPORT_LIST, LIST "200__lista-mesaje.json");
  const ParafaEtransportRecord *first;
  const ParafaEtransportRecord *third;

  g_assert_cmpuint (answer->records->len, ==, 4);
  first = answer->records->pdata[0];
  third = answer->records->pdata[2];
  g_assert_cmpstr (first->uit, ==, "XAXAXAXAXAXAXAXA1");
  g_assert_cmpstr (first->pc_den, ==, "SC TEST SRL");
  g_assert_false (first->has_error);
  g_assert_cmpint (parafa_etransport_record_get_created_at (first), ==, 1665402008);
  g_assert_null (third->uit);
  g_assert_true (third->has_error);
  g_assert_true (g_str_has_prefix (third->messages, "Nu a fost identificat UIT-ul"));
}

/* Numbers and texts alike, null, what is missing, what has parts where none were expected */
static void
test_tolerance (void)
{
  g_autoptr (ParafaEtransportAnswer) answer =
      read_text (PARAFA_ETRANSPORT_LIST, 200,
                 " {\"mesaje\":[{\"cod_decl\":8000000000,\"id_incarcare\":17,\"nr_linii\":3,"
                 "\"gr_tot_bruta\":12.50,\"uit\":null,\"ref_decl\":\" "
                 "\",\"stare\":\"ERR\",\"x\":{},"
                 "\"data_creare\":\"garbage\",\"confirmare\":{\"tip_conf\":10},"
                 "\"modif_veh\":[{},{}],\"nr_veh\":[1]},7,null,{}],\"ExecutionStatus\":\"0\"}");
  const ParafaEtransportRecord *record = answer->records->pdata[0];
  const ParafaEtransportRecord *empty = answer->records->pdata[1];

  g_assert_cmpuint (answer->records->len, ==, 2);
  g_assert_cmpstr (record->cod_decl, ==, "8000000000");
  g_assert_cmpstr (record->id_incarcare, ==, "17");
  g_assert_cmpstr (record->nr_linii, ==, "3");
  g_assert_cmpstr (record->gr_tot_bruta, ==, "12.50");
  g_assert_null (record->uit);
  g_assert_null (record->ref_decl);
  g_assert_null (record->nr_veh);
  g_assert_cmpstr (record->tip_conf, ==, "10");
  g_assert_cmpuint (record->steps->len, ==, 3);
  g_assert_true (record->has_error);
  g_assert_cmpint (parafa_etransport_record_get_created_at (record), ==, -1);
  g_assert_null (empty->id_incarcare);
}

static void
test_info (void)
{
  g_autoptr (ParafaEtransportAnswer) answer =
      read_file (PARAFA_ETRANSPORT_INFO, INFO "200__informatii-transport.json");
  g_autoptr (ParafaEtransportAnswer) none = read_text (PARAFA_ETRANSPORT_INFO, 200, "[]");
  const ParafaEtransportRecord *record = answer->records->pdata[0];

  g_assert_cmpuint (answer->records->len, ==, 1);
  g_assert_cmpstr (record->id_incarcare, ==, "123");
  g_assert_cmpstr (record->den_decl, ==, "TEST SRL");
  g_assert_cmpstr (record->data_exp_uit, ==, "2024-06-29T00:00:00");
  g_assert_cmpstr (record->loc_start, ==, "str. Test");
  g_assert_cmpint (none->outcome, ==, PARAFA_ETRANSPORT_NOTHING);
}

static void
test_download (void)
{
  g_autoptr (ParafaEtransportAnswer) file =
      read_text (PARAFA_ETRANSPORT_DOWNLOAD, 200, "<?xml version='1.0'?><eTransport/>");
  g_autoptr (ParafaEtransportAnswer) page =
      read_text (PARAFA_ETRANSPORT_DOWNLOAD, 200, "\r\n <!DOCTYPE HTML><html>");
  g_autoptr (ParafaEtransportAnswer) gone = read_text (PARAFA_ETRANSPORT_DOWNLOAD, 404, "");

  g_assert_cmpint (file->outcome, ==, PARAFA_ETRANSPORT_DONE);
  g_assert_cmpuint (g_bytes_get_size (file->file), ==, 34);
  g_assert_cmpstr (file->text, ==, "");
  g_assert_cmpint (page->outcome, ==, PARAFA_ETRANSPORT_PAGE);
  g_assert_null (page->file);
  g_assert_cmpint (gone->outcome, ==, PARAFA_ETRANSPORT_NOT_FOUND);
}

/* Whether a declaration may have been taken in: what a second sending depends on */
static void
test_doubt (void)
{
  static const struct
  {
    guint status;
    const char *body;
    ParafaEtransportOutcome outcome;
    gboolean doubt;
  } cases[] = {
    { 401, "", PARAFA_ETRANSPORT_UNAUTHORIZED, FALSE },
    { 403, "<html>", PARAFA_ETRANSPORT_FORBIDDEN, FALSE },
    { 429, "", PARAFA_ETRANSPORT_LIMITED, FALSE },
    { 500, "{}", PARAFA_ETRANSPORT_SERVER, TRUE },
    { 503, "<html>", PARAFA_ETRANSPORT_SERVER, TRUE },
    { 302, "", PARAFA_ETRANSPORT_PAGE, TRUE },
    { 200, "<html>Request Rejected", PARAFA_ETRANSPORT_PAGE, TRUE },
    { 204, "", PARAFA_ETRANSPORT_STRANGE, TRUE },
    { 200, "", PARAFA_ETRANSPORT_STRANGE, TRUE },
    { 200, "{\"index_incarcare\":", PARAFA_ETRANSPORT_STRANGE, TRUE },
    { 200, "{\"ExecutionStatus\":0}", PARAFA_ETRANSPORT_STRANGE, TRUE },
    { 200, "\x1f\x8b\x08", PARAFA_ETRANSPORT_STRANGE, TRUE },
    { 200, "[1]", PARAFA_ETRANSPORT_STRANGE, TRUE },
    { 200, "{\"error\":\"A aparut o eroare tehnica. Cod: 1\"}", PARAFA_ETRANSPORT_REFUSED, TRUE },
    { 200, "{\"Errors\":[{\"errorMessage\":\"Ceva nou\"}]}", PARAFA_ETRANSPORT_REFUSED, TRUE },
    { 200, "{\"Errors\":[{\"errorMessage\":\"Nu aveti drept in SPV pentru CIF=1\"}]}",
      PARAFA_ETRANSPORT_REFUSED, FALSE },
    { 200, "{\"Errors\":[{\"errorMessage\":\"Nu exista mesaje in ultimele 1 zile\"}]}",
      PARAFA_ETRANSPORT_REFUSED, TRUE },
    { 404, "{\"status\":404,\"error\":\"Not Found\"}", PARAFA_ETRANSPORT_NOT_FOUND, FALSE },
    { 200, "{\"index_incarcare\":5}", PARAFA_ETRANSPORT_DONE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaEtransportAnswer) answer =
          read_text (PARAFA_ETRANSPORT_UPLOAD, cases[i].status, cases[i].body);
      g_autofree char *readable = g_strescape (cases[i].body, NULL);

      g_test_message ("%u %s", cases[i].status, readable);
      g_assert_cmpint (answer->outcome, ==, cases[i].outcome);
      g_assert_cmpint (parafa_etransport_answer_leaves_doubt (answer), ==, cases[i].doubt);
    }
}

/* A refusal that comes as text/plain, with several sentences, and a state that nobody knows */
static void
test_state (void)
{
  g_autoptr (ParafaEtransportAnswer) nok =
      read_text (PARAFA_ETRANSPORT_STATE, 200,
                 "{\"Errors\":[{\"errorMessage\":\"a\"},{\"errorMessage\":\"b\"},{}],"
                 "\"stare\":\"nok\",\"ExecutionStatus\":1}");
  g_autoptr (ParafaEtransportAnswer) odd =
      read_text (PARAFA_ETRANSPORT_STATE, 200, "{\"stare\":\"altceva\"}");

  g_assert_cmpint (nok->state, ==, PARAFA_ETRANSPORT_STATE_NOK);
  g_assert_cmpuint (g_strv_length (nok->errors), ==, 2);
  g_assert_cmpint (odd->outcome, ==, PARAFA_ETRANSPORT_STRANGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etransport/answers/examples", test_examples);
  g_test_add_func ("/etransport/answers/upload", test_upload);
  g_test_add_func ("/etransport/answers/state", test_state);
  g_test_add_func ("/etransport/answers/list", test_list);
  g_test_add_func ("/etransport/answers/tolerance", test_tolerance);
  g_test_add_func ("/etransport/answers/info", test_info);
  g_test_add_func ("/etransport/answers/download", test_download);
  g_test_add_func ("/etransport/answers/doubt", test_doubt);
  return g_test_run ();
}
