/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-etransport-check.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_DECLARATION_NOTICE,       /* notificare without a correction in it */
  PARAFA_DECLARATION_CORRECTION,   /* notificare with corectie */
  PARAFA_DECLARATION_DELETION,     /* stergere */
  PARAFA_DECLARATION_CONFIRMATION, /* confirmare */
  PARAFA_DECLARATION_VEHICLE,      /* modifVehicul */
} ParafaDeclarationKind;

/* What a declaration says, in the few fields that lists, searches, the archive and the driver's slip need. Values are
 * as they stand in the file; texts that are absent are NULL, numbers -1. */
typedef struct
{
  ParafaDeclarationKind kind;
  char *declarant; /* codDeclarant */
  char *reference; /* refDeclarant */
  char *uit;       /* the UIT it is about: all kinds but a plain notice */
  char *operation; /* codTipOperatiune */
  char *partner_country;
  char *partner_code;
  char *partner_name;
  char *carrier_country; /* codTaraOrgTransport */
  char *carrier_code;
  char *carrier_name;
  char *vehicle;
  char *trailer_1;
  char *trailer_2;
  char *transport_date; /* yyyy-mm-dd as it stands */
  char *start; /* one line: locality, street, county; or the border point or customs office */
  char *end;
  char *goods;        /* descriptions, divided by ", "; cut after 1000 characters */
  char *confirmation; /* tipConfirmare */
  char *remark;       /* observatii of the confirmation or the vehicle change */
  gboolean after_outage;
  int n_lines;
  gint64 gross; /* hundredths of kg */
  gint64 net;   /* hundredths of kg */
  gint64 value; /* hundredths of leu */
} ParafaDeclaration;

#define PARAFA_TYPE_DECLARATION (parafa_declaration_get_type ())
GType parafa_declaration_get_type (void) G_GNUC_CONST;
ParafaDeclaration *parafa_declaration_new (const ParafaXmlElement *root);
ParafaDeclaration *parafa_declaration_copy (const ParafaDeclaration *self);
void parafa_declaration_free (ParafaDeclaration *self);

/* A UIT's time, Unix seconds; -1 where the declaration does not say */
int parafa_declaration_get_valid_days (const char *operation);
gint64 parafa_declaration_get_valid_from (const ParafaDeclaration *self);
gint64 parafa_declaration_get_valid_until (const ParafaDeclaration *self);

/* Romanian time, which all of ANAF's dates are in */
GTimeZone *parafa_romania_zone_new (void);
void parafa_romania_get_today (gint64 now_s, GDate *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDeclaration, parafa_declaration_free)

G_END_DECLS
