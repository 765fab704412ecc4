/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-json.h"

G_BEGIN_DECLS

/* What was filed to a notification later and is listed with it: its confirmation, each change of its vehicle */
typedef struct
{
  char *tip;          /* CON, MVH */
  char *id_incarcare; /* (nullable) */
  char *ref_decl;     /* (nullable) */
  char *nr_veh;       /* (nullable): MVH */
  char *sursa;        /* (nullable): A, I */
} ParafaEtransportStep;

/* One entry of `lista` or `info`. Every field is the text ANAF sent, number or text alike; NULL where it sent none.
 * Fields are named after ANAF's members (e-Transport API, 2024). */
typedef struct
{
  char *tip;   /* NOT, COR, DEL, CON, MVH */
  char *stare; /* OK, ERR */
  char *uit;
  char *cod_decl;
  char *den_decl; /* info only */
  char *ref_decl;
  char *post_avarie;  /* D, N */
  char *sursa;        /* A: through the interface, I: the web page */
  char *id_incarcare; /* info: `id` */
  char *data_creare;  /* yyyyMMddHHmmss, Romanian time */
  char *data_modif;
  char *tip_op;
  char *data_transp;
  char *data_exp_uit; /* info only */
  char *pc_tara;
  char *pc_cod;
  char *pc_den;
  char *tr_tara;
  char *tr_cod;
  char *tr_den;
  char *data_modif_veh;
  char *nr_veh;
  char *nr_rem1;
  char *nr_rem2;
  char *nr_linii;
  char *gr_tot_neta;
  char *gr_tot_bruta;
  char *val_tot;
  char *tip_conf;  /* of `confirmare` */
  char *loc_start; /* info: the whole address */
  char *loc_final;
  char *documente;
  char *messages;     /* of `mesaje`: one a line */
  gboolean has_error; /* one of `mesaje` is of kind ERR, or `stare` is ERR */
  GPtrArray *steps;   /* (element-type ParafaEtransportStep): of `confirmare` and `modif_veh` */
} ParafaEtransportRecord;

ParafaEtransportRecord *parafa_etransport_record_new (const ParafaJsonValue *object);
void parafa_etransport_record_free (ParafaEtransportRecord *self);
gint64 parafa_etransport_record_get_created_at (const ParafaEtransportRecord *self);
gint64 parafa_etransport_record_get_modified_at (const ParafaEtransportRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaEtransportRecord, parafa_etransport_record_free)

G_END_DECLS
