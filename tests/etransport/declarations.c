/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"

#include <string.h>

#define OPEN                                                                                       \
  "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' codDeclarant='8000000000' "          \
  "refDeclarant='R-1'"

const char *const parafa_test_declarations[] = {
  OPEN " declPostAvarie='D'><notificare codTipOperatiune='10'><corectie uit='7K0A2C4E6H8J9L70'/>"
       "<bunuriTransportate codScopOperatiune='101' codTarifar='02071410' denumireMarfa='Făină' "
       "cantitate='10.5' codUnitateMasura='KGM'"
       " greutateNeta='10' greutateBruta='10.50' valoareLeiFaraTva='0' refDeclarant='L1'/>"
       "<bunuriTransportate codScopOperatiune='201' codTarifar='0207' denumireMarfa='Zahăr' "
       "cantitate='1' codUnitateMasura='H87'"
       " greutateNeta='1' greutateBruta='1' valoareLeiFaraTva='12.3'/>"
       "<partenerComercial codTara='DE' cod='DE1' denumire='Muster'/>"
       "<dateTransport nrVehicul='CJ12QRM' nrRemorca1='CJ13QRM' nrRemorca2='CJ14QRM' "
       "codTaraOrgTransport='RO' codOrgTransport='8000000000'"
       " denumireOrgTransport='Transport Q' dataTransport='2026-11-24'/>"
       "<locStartTraseuRutier codPtf='2'/><locFinalTraseuRutier><locatie codJudet='12' "
       "denumireLocalitate='Cluj' denumireStrada='Florilor'"
       " numar='1' bloc='B' scara='A' etaj='2' apartament='3' alteInfo='curte' "
       "codPostal='400000'/></locFinalTraseuRutier>"
       "<documenteTransport tipDocument='20' numarDocument='F1' dataDocument='2026-11-23' "
       "observatii='factură'/>"
       "<documenteTransport tipDocument='10' dataDocument='2026-11-23'/>"
       "<notificareAnterioara uit='7K0A2C4E6H8J9L70' observatii='parțial' "
       "refDeclarant='A1'/></notificare></eTransport>",
  OPEN "><notificare codTipOperatiune='40'>"
       "<bunuriTransportate codScopOperatiune='9999' codTarifar='0207' denumireMarfa='Piese' "
       "cantitate='1' codUnitateMasura='H87'"
       " greutateNeta='1' greutateBruta='2' valoareLeiFaraTva='5'/>"
       "<partenerComercial codTara='RS' denumire='Partner'/>"
       "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RS' "
       "denumireOrgTransport='Transport S' dataTransport='2026-11-24'/>"
       "<locStartTraseuRutier codBirouVamal='122801'/><locFinalTraseuRutier><locatie codJudet='40' "
       "denumireLocalitate='București'"
       " denumireStrada='Lalelelor'/></locFinalTraseuRutier>"
       "<documenteTransport tipDocument='9999' dataDocument='2026-11-23' observatii='aviz "
       "intern'/></notificare></eTransport>",
  OPEN "><stergere uit='7K0A2C4E6H8J9L70'/></eTransport>",
  OPEN "><confirmare uit='7K0A2C4E6H8J9L70' tipConfirmare='10' observatii='tot'/></eTransport>",
  OPEN "><modifVehicul uit='7K0A2C4E6H8J9L70' nrVehicul='CJ12QRM' nrRemorca1='CJ13QRM' "
       "nrRemorca2='CJ14QRM'"
       " dataModificare='2026-11-24T08:30:00' observatii='pană'/></eTransport>",
};
const guint parafa_test_n_declarations = G_N_ELEMENTS (parafa_test_declarations);

static const char *const default_parts[] = {
  "{root}",
  "codDeclarant='8000000000'",
  "{goods}",
  "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='Marfă' "
  "cantitate='10'"
  " codUnitateMasura='KGM' greutateNeta='900' greutateBruta='1000' valoareLeiFaraTva='20000'/>",
  "{partner}",
  "<partenerComercial codTara='{country}' cod='PF' denumire='Partener'/>",
  "{transport}",
  "<dateTransport nrVehicul='CJ12QRM' codTaraOrgTransport='RO' codOrgTransport='8000000000' "
  "denumireOrgTransport='Q'"
  " dataTransport='2026-11-24'/>",
  "{start}",
  "<locStartTraseuRutier>{address}</locStartTraseuRutier>",
  "{end}",
  "<locFinalTraseuRutier>{address}</locFinalTraseuRutier>",
  "{papers}",
  "<documenteTransport tipDocument='20' dataDocument='2026-11-23'/>",
  "{earlier}",
  "",
  "{address}",
  "<locatie codJudet='12' denumireLocalitate='Cluj' denumireStrada='Florilor'/>",
};

static void
replace (GString *text, const char *name, const char *value)
{
  g_string_replace (text, name, value, 0);
}

char *
parafa_test_notice (const char *operation, const char *const *replacements)
{
  GString *text = g_string_new (
      "<eTransport xmlns='mfp:anaf:dgti:eTransport:declaratie:v2' {root}><notificare "
      "codTipOperatiune='{operation}'>"
      "{goods}{partner}{transport}{start}{end}{papers}{earlier}</notificare></eTransport>");
  gboolean domestic = strcmp (operation, "30") == 0,
           foreign = strcmp (operation, "40") == 0 || strcmp (operation, "50") == 0;
  gboolean trade = strcmp (operation, "10") == 0 || strcmp (operation, "20") == 0 || domestic;

  /* default parts hold parts themselves, which may have been given too */
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; replacements != NULL && replacements[i] != NULL; i += 2)
        replace (text, replacements[i], replacements[i + 1]);
      for (guint i = 0; i < G_N_ELEMENTS (default_parts) - (round == 0 ? 2 : 0); i += 2)
        replace (text, default_parts[i], default_parts[i + 1]);
    }
  replace (text, "{operation}", operation);
  replace (text, "{purpose}", trade ? "101" : "9999");
  replace (text, "{country}", domestic ? "RO" : foreign ? "RS" : "DE");
  return g_string_free (text, FALSE);
}
