/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"

#include "parafa-etransport-check.h"

#include <string.h>

/* Where ANAF's schema and Schematron 2.0.2 say another thing than they mean. Each is decided: errors are what the files
 * as written refuse, run by the engines their answers show (Xerces, a standard XSLT 2 processor); a meaning that is
 * missed is a warning. The whole list of findings is compared, so that no rule is told besides. */

#define GOODS(attributes)                                                                          \
  "<bunuriTransportate codScopOperatiune='{purpose}' codTarifar='0207' denumireMarfa='M' "         \
  "cantitate='1' codUnitateMasura='KGM' valoareLeiFaraTva='20000' " attributes "/>"
#define PAPER(attributes) "<documenteTransport dataDocument='2026-11-23' " attributes "/>"
#define TRANSPORT(attributes)                                                                      \
  "<dateTransport nrVehicul='CJ12QRM' denumireOrgTransport='Q' "                                   \
  "dataTransport='2026-11-24' " attributes "/>"
#define PARTNER(attributes) "<partenerComercial denumire='P' " attributes "/>"
#define ADDRESS(county, town)                                                                      \
  "<locatie codJudet='" county "' denumireLocalitate='" town "' denumireStrada='Florilor'/>"

typedef struct
{
  const char *why;
  const char *operation;
  const char *part;
  const char *text;
  const char *expected; /* rules in their order, but BT-TY-001, PF-VALIDITY */
} Quirk;

static const Quirk quirks[] = {
  { "two rules have the context @uit, the second never fires: the schema tells a bad UIT", "10",
    "{earlier}", "<notificareAnterioara uit='7B0A2C4E6H8J9L61'/>", "XSD" },
  { "the check digits are asked of any text", "10", "{earlier}",
    "<notificareAnterioara uit='7K0A2C4E6H8J9L71'/>", "BR-019" },
  { "BR-209 comes second on its context and never fires: its meaning is a warning", "30",
    "{transport}", TRANSPORT ("codTaraOrgTransport='RO' codOrgTransport='RO12'"), "PF-BR-209" },
  { "BR-209 wants no code of a foreign organiser", "30", "{transport}",
    TRANSPORT ("codTaraOrgTransport='DE'"), "" },
  { "a missing code of the organiser passes for operation 30 too", "30", "{transport}",
    TRANSPORT ("codTaraOrgTransport='RO'"), "PF-BR-209" },
  { "PF replaces the organiser's code", "30", "{transport}",
    TRANSPORT ("codTaraOrgTransport='RO' codOrgTransport='PF'"), "" },
  { "BR-007's PF is not anchored", "30", "{partner}", PARTNER ("codTara='RO' cod='XPFX'"),
    "PF-BR-007" },
  { "BR-007 asks nothing of other operations", "10", "{partner}",
    PARTNER ("codTara='DE' cod='XPFX'"), "" },
  { "BR-026 is satisfied by a remark anywhere", "30", "{papers}",
    PAPER ("tipDocument='9999'") PAPER ("tipDocument='20' observatii='x'"), "PF-BR-026" },
  { "BR-026 reads the first remark, and a blank one is none", "30", "{papers}",
    PAPER ("tipDocument='9999' observatii=' '"), "BR-026 XSD" },
  { "two remarks and a document 9999 are a type error in the official engine", "30", "{papers}",
    PAPER ("tipDocument='9999' observatii='a'") PAPER ("tipDocument='20' observatii='b'"),
    "PF-REMARKS" },
  { "two remarks harm nobody without a document 9999", "30", "{papers}",
    PAPER ("tipDocument='10' observatii='a'") PAPER ("tipDocument='20' observatii='b'"), "" },
  { "BR-216 has its id and flag in its text, and fires all the same", "50", "{start}",
    "<locStartTraseuRutier codBirouVamal='122801'/>", "BR-216" },
  { "so does BR-217", "40", "{end}", "<locFinalTraseuRutier codBirouVamal='122801'/>", "BR-217" },
  { "BR-047 is withdrawn: an import needs no customs office", "40", "{start}",
    "<locStartTraseuRutier codPtf='1'/>", "" },
  { "an export neither", "50", "{end}", "<locFinalTraseuRutier codPtf='1'/>", "" },
  { "a customs office on the way of operation 12 is told by BR-216 alone: BR-046 forgets it", "12",
    "{start}", "<locStartTraseuRutier codBirouVamal='122801'/>", "BR-216" },
  { "numbers with zeros before them pass the schema and not the rules", "10", "{end}",
    "<locFinalTraseuRutier>" ADDRESS ("07", "Cluj") "</locFinalTraseuRutier>", "BR-CL-002" },
  { "a plus sign passes the schema", "10", "{end}",
    "<locFinalTraseuRutier>" ADDRESS ("+7", "Cluj") "</locFinalTraseuRutier>", "BR-CL-002" },
  { "blanks around a number pass both", "10", "{end}",
    "<locFinalTraseuRutier>" ADDRESS (" 7 ", "Cluj") "</locFinalTraseuRutier>", "" },
  { "an attribute of another namespace is no county for the rules", "10", "{end}",
    "<locFinalTraseuRutier xmlns:x='urn:x'><locatie x:codJudet='07' codJudet='7' "
    "denumireLocalitate='Cluj' denumireStrada='Florilor'/></locFinalTraseuRutier>",
    "XSD" },
  { "the schema asks a town of one letter, the rule two", "10", "{end}",
    "<locFinalTraseuRutier>" ADDRESS ("7", "C") "</locFinalTraseuRutier>", "BR-214" },
  { "AN is in the schema's list only", "10", "{transport}", TRANSPORT ("codTaraOrgTransport='AN'"),
    "BR-CL-010" },
  { "XC too", "40", "{partner}", PARTNER ("codTara='XC'"), "BR-CL-001" },
  { "XL too", "50", "{partner}", PARTNER ("codTara='XL'"), "BR-CL-001" },
  { "Kosovo came with 2.0.2", "40", "{partner}", PARTNER ("codTara='XK'"), "" },
  { "Northern Ireland is in the EU's set", "10", "{partner}", PARTNER ("codTara='XI'"), "" },
  { "and so no partner for an import", "40", "{partner}", PARTNER ("codTara='XI'"), "BR-006" },
  { "Greece is EL", "10", "{partner}", PARTNER ("codTara='EL'"), "" },
  { "and never GR", "10", "{partner}", PARTNER ("codTara='GR'"), "BR-004 BR-CL-001 XSD" },
  { "plates are not anchored in the rules: the schema tells", "30", "{transport}",
    "<dateTransport nrVehicul='CJ-12' codTaraOrgTransport='DE' denumireOrgTransport='Q' "
    "dataTransport='2026-11-24'/>",
    "XSD" },
  { "so they do of a plate that ends in a dash", "30", "{transport}",
    "<dateTransport nrVehicul='CJ-' codTaraOrgTransport='DE' denumireOrgTransport='Q' "
    "dataTransport='2026-11-24'/>",
    "XSD" },
  { "two of its letters have to stand together", "30", "{transport}",
    "<dateTransport nrVehicul='B-1' codTaraOrgTransport='DE' denumireOrgTransport='Q' "
    "dataTransport='2026-11-24'/>",
    "BR-031 XSD" },
  { "D is not anchored: the schema tells", "30", "{root}",
    "codDeclarant='8000000000' declPostAvarie='xDx'", "XSD" },
  { "a leading zero passes the schema and not BR-002", "30", "{root}", "codDeclarant='0123456789'",
    "BR-002" },
  { "\\d of the schema is any digit of Unicode, [0-9] of the rule is not", "30", "{root}",
    "codDeclarant='\u0661\u0662'", "BR-002" },
  { "without a gross weight the net one cannot be below it", "10", "{goods}",
    GOODS ("greutateNeta='1'"), "BR-020 BR-218 XSD" },
  { "what is no number is not compared", "10", "{goods}",
    GOODS ("greutateNeta='2' greutateBruta='1e0'"), "XSD" },
  { "a value of zero is one", "10", "{goods}",
    "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' cantitate='1' "
    "codUnitateMasura='KGM' greutateNeta='1' greutateBruta='1' valoareLeiFaraTva='.0'/>",
    "" },
};

static ParafaEtransportCheck *
check (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_NOVEMBER, 2026);
  return parafa_etransport_check_new (bytes, &today);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The rules of all findings, sorted, each once */
static char *
join_rules (ParafaEtransportCheck *judgement)
{
  GPtrArray *findings = parafa_etransport_check_get_findings (judgement);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const ParafaFinding *finding = findings->pdata[i];

      if (strcmp (finding->rule, "BT-TY-001") != 0 && strcmp (finding->rule, "PF-VALIDITY") != 0 &&
          !g_ptr_array_find_with_equal_func (rules, finding->rule, g_str_equal, NULL))
        g_ptr_array_add (rules, (gpointer) finding->rule);
    }
  g_ptr_array_sort (rules, compare);
  g_ptr_array_add (rules, NULL);
  return g_strjoinv (" ", (char **) rules->pdata);
}

static void
test_quirks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      const char *const parts[] = { quirks[i].part, quirks[i].text, NULL };
      g_autofree char *text = parafa_test_notice (quirks[i].operation, parts);
      g_autoptr (ParafaEtransportCheck) judgement = check (text);
      g_autofree char *rules = join_rules (judgement);

      g_test_message ("%s", quirks[i].why);
      g_assert_cmpstr (rules, ==, quirks[i].expected);
      g_assert_true (parafa_etransport_check_is_valid (judgement) ==
                     (*rules == '\0' || g_str_has_prefix (rules, "PF-")));
    }
}

/* A declaration of another layout is told so once, and no rule is asked of it */
static void
test_other_layout (void)
{
  const char *const parts[] = { "{end}", "<locFinalTraseuRutier codBirouVamal='1'/>", NULL };
  g_autofree char *text = parafa_test_notice ("40", parts);
  g_auto (GStrv) pieces = g_strsplit (text, ":declaratie:v2", -1);
  g_autofree char *old = g_strjoinv (":declaratie:v1", pieces);
  g_autoptr (ParafaEtransportCheck) judgement = check (old);
  g_autofree char *rules = join_rules (judgement);

  g_assert_cmpstr (text, !=, old);
  g_assert_cmpstr (rules, ==, "XSD");
  g_assert_false (parafa_etransport_check_is_valid (judgement));
}

/* What is accepted and likely wrong, and what is worth knowing */
static void
test_advice (void)
{
  static const Quirk cases[] = {
    { "the declarant's check digit", "30", "{root}", "codDeclarant='8000000001'", "PF-CIF" },
    { "a person's code has another one", "30", "{root}", "codDeclarant='1234567890123'", "" },
    { "the partner's", "30", "{partner}", PARTNER ("codTara='RO' cod='8000000001'"), "PF-CIF" },
    { "a foreign partner's is not ours", "10", "{partner}",
      PARTNER ("codTara='DE' cod='8000000001'"), "" },
    { "the organiser's", "10", "{transport}",
      TRANSPORT ("codTaraOrgTransport='RO' codOrgTransport='8000000001'"), "PF-CIF" },
    { "a foreign organiser's is not ours", "10", "{transport}",
      TRANSPORT ("codTaraOrgTransport='DE' codOrgTransport='8000000001'"), "" },
    { "500 kg and 10 000 lei", "30", "{goods}",
      "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
      "cantitate='1' codUnitateMasura='KGM' greutateNeta='1' greutateBruta='500' "
      "valoareLeiFaraTva='10000'/>",
      "PF-THRESHOLD" },
    { "a little more weight", "30", "{goods}",
      "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
      "cantitate='1' codUnitateMasura='KGM' greutateNeta='1' greutateBruta='500.01' "
      "valoareLeiFaraTva='10000'/>",
      "" },
    { "a little more value", "30", "{goods}",
      "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
      "cantitate='1' codUnitateMasura='KGM' greutateNeta='1' greutateBruta='500' "
      "valoareLeiFaraTva='10000.01'/>",
      "" },
    { "two lines are added up", "30", "{goods}",
      "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
      "cantitate='1' codUnitateMasura='KGM' greutateNeta='1' greutateBruta='300' "
      "valoareLeiFaraTva='1'/>"
      "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
      "cantitate='1' codUnitateMasura='KGM' greutateNeta='1' greutateBruta='300' "
      "valoareLeiFaraTva='1'/>",
      "" },
    { "the threshold is of transports inside the country", "10", "{goods}",
      "<bunuriTransportate codScopOperatiune='101' codTarifar='0207' denumireMarfa='M' "
      "cantitate='1' codUnitateMasura='KGM' greutateNeta='1' greutateBruta='1' "
      "valoareLeiFaraTva='1'/>",
      "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const parts[] = { cases[i].part, cases[i].text, NULL };
      g_autofree char *text = parafa_test_notice (cases[i].operation, parts);
      g_autoptr (ParafaEtransportCheck) judgement = check (text);
      g_autofree char *rules = join_rules (judgement);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (rules, ==, cases[i].expected);
      g_assert_true (parafa_etransport_check_is_valid (judgement));
    }
}

/* 15 days for purchases, processing, call-off stock and what is unloaded on the way; else 5 */
static void
test_validity (void)
{
  static const struct
  {
    const char *operation;
    const char *days;
  } cases[] = {
    { "10", " 15 days" }, { "12", " 15 days" }, { "14", " 15 days" }, { "20", " 5 days" },
    { "22", " 15 days" }, { "24", " 15 days" }, { "30", " 5 days" },  { "40", " 5 days" },
    { "50", " 5 days" },  { "60", " 15 days" }, { "70", " 5 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = parafa_test_notice (cases[i].operation, NULL);
      g_autoptr (ParafaEtransportCheck) judgement = check (text);
      GPtrArray *findings = parafa_etransport_check_get_findings (judgement);
      guint found = 0;

      for (guint n = 0; n < findings->len; n++)
        if (strcmp (((ParafaFinding *) findings->pdata[n])->rule, "PF-VALIDITY") == 0)
          {
            g_autofree char *message = parafa_finding_dup_message (findings->pdata[n]);

            g_assert_nonnull (strstr (message, cases[i].days));
            found++;
          }
      g_assert_cmpuint (found, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etransport/quirks/official", test_quirks);
  g_test_add_func ("/etransport/quirks/other-layout", test_other_layout);
  g_test_add_func ("/etransport/quirks/advice", test_advice);
  g_test_add_func ("/etransport/quirks/validity", test_validity);
  return g_test_run ();
}
