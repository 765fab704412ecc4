/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-filing-job.h"

#include "parafa-filing-exit.h"
#include "parafa-terminal-output.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* `parafa etransport info`: the transports a carrier was named for. Nothing is kept. */

#define MEMBER(name)                                                                               \
  {                                                                                                \
#name, G_STRUCT_OFFSET(ParafaEtransportRecord, name)                                           \
  }

/* Named as ANAF names them (e-Transport API, 2024) */
static const struct
{
  const char *name;
  gsize offset;
} members[] = {
  MEMBER (uit),         MEMBER (cod_decl),     MEMBER (den_decl),   MEMBER (ref_decl),
  MEMBER (post_avarie), MEMBER (data_creare),  MEMBER (data_modif), MEMBER (tip_op),
  MEMBER (data_transp), MEMBER (data_exp_uit), MEMBER (pc_tara),    MEMBER (pc_cod),
  MEMBER (pc_den),      MEMBER (tr_tara),      MEMBER (tr_cod),     MEMBER (tr_den),
  MEMBER (nr_veh),      MEMBER (nr_rem1),      MEMBER (nr_rem2),    MEMBER (nr_linii),
  MEMBER (gr_tot_neta), MEMBER (gr_tot_bruta), MEMBER (val_tot),    MEMBER (loc_start),
  MEMBER (loc_final),   MEMBER (documente),    MEMBER (messages),
};

static void
add_record (JsonBuilder *builder, const ParafaEtransportRecord *record)
{
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value = G_STRUCT_MEMBER (char *, record, members[i].offset);

      json_builder_set_member_name (builder, members[i].name);
      if (value != NULL)
        json_builder_add_string_value (builder, value);
      else
        json_builder_add_null_value (builder);
    }
  json_builder_end_object (builder);
}

static gboolean
print_json (GPtrArray *records)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    add_record (builder, records->pdata[i]);
  json_builder_end_array (builder);
  node = json_builder_get_root (builder);
  text = json_to_string (node, TRUE);
  return parafa_terminal_output_print (text);
}

static char *
show (const char *text)
{
  return parafa_terminal_output_make_printable (text != NULL ? text : "-");
}

static void
print_text (const ParafaEtransportRecord *record)
{
  g_autofree char *uit = show (record->uit);
  g_autofree char *declarant =
      show (record->den_decl != NULL ? record->den_decl : record->cod_decl);
  g_autofree char *vehicle = show (record->nr_veh);
  g_autofree char *from = show (record->loc_start);
  g_autofree char *to = show (record->loc_final);
  g_autofree char *day = show (record->data_transp);

  g_print ("%s  %s  %s  %s\n    %s → %s\n", uit, day, vehicle, declarant, from, to);
}

static void
info_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParafaFilingJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaEtransportAnswer) answer =
      parafa_filings_fetch_info_finish (PARAFA_FILINGS (source), result, &error);

  if (answer == NULL)
    {
      parafa_filing_job_fail (job, error);
      return;
    }
  if (answer->outcome != PARAFA_ETRANSPORT_DONE && answer->outcome != PARAFA_ETRANSPORT_NOTHING)
    {
      g_autofree char *said =
          parafa_filing_exit_describe (answer, _ ("ANAF did not say what is carried"));

      g_printerr ("%s\n", said);
      parafa_filing_job_end (job, parafa_filing_exit_from_outcome (answer->outcome));
      return;
    }
  job->printed = TRUE;
  if (job->options->json)
    job->cut = !print_json (answer->records);
  else
    for (guint i = 0; i < answer->records->len; i++)
      print_text (answer->records->pdata[i]);
  parafa_filing_job_end (job, PARAFA_EXIT_DONE);
}

/**
 * parafa_filing_info:
 * @job: a command with an account
 *
 * Asks which transports a carrier was named for.
 */
void
parafa_filing_info (ParafaFilingJob *job)
{
  parafa_filings_fetch_info_async (job->filings, parafa_filing_job_get_profile (job),
                                   (ParafaFilingSystem) job->options->system, job->options->cif,
                                   job->options->declarant, job->options->uit, NULL,
                                   parafa_terminal_get_cancellable (job->terminal), info_fetched,
                                   job);
}
