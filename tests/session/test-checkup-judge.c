/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What each step says about each thing it can find, in English and in Romanian (LANGUAGE) */

#include "parafa-checkup-facts.h"
#include "parafa-config.h"
#include "parafa-test.h"

#include <libintl.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795507200) /* 24 November 2026, 08:00 UTC */
#define DAY G_GINT64_CONSTANT (86400)
#define DEBIAN "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"

static gboolean romanian;

static ParafaCheckupFacts *
new_facts_on (const char *os_release, gboolean flatpak)
{
  g_autoptr (ParafaDistribution) distribution = parafa_distribution_new (os_release, flatpak);
  ParafaCheckupFacts *facts = parafa_checkup_facts_new (distribution, NOW);

  facts->has = ~0u;
  facts->service = g_new0 (ParafaReaderServiceAnswer, 1);
  facts->service->state = PARAFA_READER_SERVICE_ANSWERS;
  facts->service->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reader_free);
  facts->usb = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_usb_device_free);
  facts->card_limit_s = facts->network_limit_s = 10;
  facts->login_server.host = g_strdup ("logincert.anaf.ro");
  facts->api_server.host = g_strdup ("api.anaf.ro");
  return facts;
}

static ParafaCheckupFacts *
new_facts (void)
{
  return new_facts_on (DEBIAN, FALSE);
}

static void
plug_in (ParafaCheckupFacts *facts)
{
  ParafaUsbDevice *device = g_new0 (ParafaUsbDevice, 1);

  device->vendor = 0x096e;
  device->product = 0x0807;
  device->name = g_strdup ("ePass2003");
  device->is_reader = TRUE;
  g_ptr_array_add (facts->usb, device);
  facts->device = parafa_usb_device_copy (device);
}

static void
add_reader (ParafaCheckupFacts *facts, gboolean has_card, gboolean mute)
{
  g_ptr_array_add (facts->service->readers,
                   parafa_reader_new ("Feitian ePass2003 00 00", has_card, mute, FALSE));
}

/* A token that everything is in order with */
static ParafaCheckupFacts *
new_good (void)
{
  ParafaCheckupFacts *facts = new_facts ();

  plug_in (facts);
  add_reader (facts, TRUE, FALSE);
  parafa_checkup_facts_add_driver (facts, "/usr/lib/libcastle.so.1.0.0",
                                   PARAFA_CHECKUP_DRIVER_WORKS);
  parafa_checkup_facts_add_token (facts, "EnterSafe", "ePass2003", "0123456789abcdef")->driver =
      g_strdup ("libcastle.so.1.0.0");
  facts->certificate = g_new0 (ParafaCheckupCertificate, 1);
  facts->certificate->issuer = g_strdup ("SigiliuCert Calificat CA G2");
  facts->certificate->serial = g_strdup ("5c:00:9e");
  facts->certificate->key_type = g_strdup ("RSA 2048");
  facts->certificate->not_before_s = NOW - 100 * DAY;
  facts->certificate->not_after_s = NOW + 63 * DAY + 3600;
  facts->certificate->for_authentication = facts->certificate->qualified = TRUE;
  facts->certificate->chain_read = TRUE;
  facts->certificate->n_issuers = 2;
  facts->n_certificates = 1;
  facts->login_server.asked = facts->api_server.asked = TRUE;
  facts->login_server.server_time_s = facts->login_server.asked_at_s = NOW;
  facts->login.succeeded = TRUE;
  facts->login.serial = g_strdup ("5c009e");
  facts->login.issuer = g_strdup ("SigiliuCert Calificat CA G2");
  return facts;
}

/* text_ro: NULL when it is the same */
static void
assert_said (const ParafaCheckupFacts *facts,
             ParafaCheckupStep step,
             const char *id,
             const char *sentence,
             const char *sentence_ro,
             const char *command)
{
  g_autoptr (ParafaCheckupLine) line = parafa_checkup_judge (facts, step);

  g_assert_nonnull (line);
  g_assert_cmpstr (line->id, ==, id);
  g_assert_cmpstr (line->sentence, ==, romanian ? sentence_ro : sentence);
  g_assert_cmpstr (line->command, ==, command);
  g_assert_cmpint (line->step, ==, step);
  /* who is told that something is wrong is told what to do; and only who needs it */
  if (line->state == PARAFA_CHECKUP_STOPS || line->state == PARAFA_CHECKUP_ATTENTION)
    g_assert_cmpuint (g_strv_length (line->remedies), >, 0);
  else
    g_assert_cmpuint (g_strv_length (line->remedies), ==, 0);
}

static void
assert_detail (const ParafaCheckupFacts *facts,
               ParafaCheckupStep step,
               const char *detail,
               const char *detail_ro)
{
  g_autoptr (ParafaCheckupLine) line = parafa_checkup_judge (facts, step);

  g_assert_cmpstr (line->detail, ==, romanian ? detail_ro : detail);
}

static void
test_good (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_good ();

  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    {
      g_autoptr (ParafaCheckupLine) line = parafa_checkup_judge (facts, (ParafaCheckupStep) i);

      g_assert_cmpint (line->state, ==, PARAFA_CHECKUP_OK);
    }
  assert_detail (facts, PARAFA_CHECKUP_SERVICE, "pcscd runs · 1 reader",
                 "pcscd rulează · 1 cititor");
  assert_detail (facts, PARAFA_CHECKUP_READER, "USB 096e:0807 · ePass2003",
                 "USB 096e:0807 · ePass2003");
  assert_detail (facts, PARAFA_CHECKUP_TOKEN, "EnterSafe ePass2003 · …cdef",
                 "EnterSafe ePass2003 · …cdef");
  assert_detail (facts, PARAFA_CHECKUP_DRIVER, "libcastle.so.1.0.0", "libcastle.so.1.0.0");
  assert_detail (facts, PARAFA_CHECKUP_CERTIFICATE, "1 certificate · SigiliuCert Calificat CA G2",
                 "1 certificat · SigiliuCert Calificat CA G2");
  assert_detail (facts, PARAFA_CHECKUP_CHAIN, "2 issuers found", "2 emitenți găsiți");
  assert_detail (facts, PARAFA_CHECKUP_CLOCK, "The same as the server’s",
                 "La fel ca al serverului");
  assert_said (facts, PARAFA_CHECKUP_DATES, "dates.good",
               "The certificate is valid for 63 more days",
               "Certificatul mai este valabil 63 de zile", NULL);
}

static void
test_service (void)
{
  static const struct
  {
    ParafaReaderServiceState state;
    const char *id, *sentence, *sentence_ro, *command;
  } cases[] = {
    { PARAFA_READER_SERVICE_ANSWERS, "service.answers", "The card reader service answers",
      "Serviciul pentru cititoare răspunde", NULL },
    { PARAFA_READER_SERVICE_OTHER_VERSION, "service.other-version",
      "The card reader service is of another version",
      "Serviciul pentru cititoare are altă versiune", NULL },
    { PARAFA_READER_SERVICE_TURNS_AWAY, "service.turns-away",
      "The card reader service turns this program away",
      "Serviciul pentru cititoare refuză acest program", NULL },
    { PARAFA_READER_SERVICE_SILENT, "service.silent", "The card reader service does not answer",
      "Serviciul pentru cititoare nu răspunde", "sudo systemctl restart pcscd.service" },
    { PARAFA_READER_SERVICE_NOT_RUNNING, "service.not-running",
      "The card reader service is not started", "Serviciul pentru cititoare nu este pornit",
      "sudo systemctl enable --now pcscd.socket" },
    { PARAFA_READER_SERVICE_NOT_INSTALLED, "service.not-installed",
      "The card reader service is not installed", "Serviciul pentru cititoare nu este instalat",
      "sudo apt install pcscd libccid" },
    { PARAFA_READER_SERVICE_UNREACHABLE, "service.unreachable",
      "The card reader service cannot be reached from the Flatpak",
      "Serviciul pentru cititoare nu poate fi contactat din Flatpak",
      "sudo apt install pcscd libccid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaCheckupFacts) facts = new_facts ();

      facts->service->state = cases[i].state;
      assert_said (facts, PARAFA_CHECKUP_SERVICE, cases[i].id, cases[i].sentence,
                   cases[i].sentence_ro, cases[i].command);
    }
}

/* A token that is read without the service does not miss it; that is known when the drivers answered */
static void
test_service_not_needed (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_good ();

  facts->service->state = PARAFA_READER_SERVICE_NOT_INSTALLED;
  assert_said (facts, PARAFA_CHECKUP_SERVICE, "service.not-needed",
               "This token needs no card reader service",
               "Acest token nu are nevoie de serviciul pentru cititoare", NULL);
  facts->has = PARAFA_CHECKUP_HAS_SERVICE;
  g_assert_null (parafa_checkup_judge (facts, PARAFA_CHECKUP_SERVICE));
}

static void
test_commands (void)
{
  static const struct
  {
    const char *os_release;
    const char *service, *opensc;
  } cases[] = {
    { DEBIAN, "sudo apt install pcscd libccid", "sudo apt install opensc-pkcs11" },
    { "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "sudo apt install pcscd libccid",
      "sudo apt install opensc-pkcs11" },
    { "ID=fedora\n",
      "sudo dnf install pcsc-lite pcsc-lite-ccid && sudo systemctl enable --now pcscd.socket",
      "sudo dnf install opensc" },
    { "ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n",
      "sudo zypper install pcsc-lite pcsc-ccid && sudo systemctl enable --now pcscd.socket",
      "sudo zypper install opensc" },
    { "ID=manjaro\nID_LIKE=arch\n",
      "sudo pacman -S pcsclite ccid && sudo systemctl enable --now pcscd.socket",
      "sudo pacman -S opensc" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaCheckupFacts) facts = new_facts_on (cases[i].os_release, i % 2 == 1);

      facts->service->state = PARAFA_READER_SERVICE_NOT_INSTALLED;
      assert_said (facts, PARAFA_CHECKUP_SERVICE, "service.not-installed",
                   "The card reader service is not installed",
                   "Serviciul pentru cititoare nu este instalat", cases[i].service);
      plug_in (facts);
      assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.none", "No driver for tokens is installed",
                   "Nu este instalat niciun driver pentru tokenuri", cases[i].opensc);
    }
}

/* No command is invented: the usual names of the packages stand instead */
static void
test_unknown_distribution (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts_on ("ID=nixos\n", FALSE);
  g_autoptr (ParafaCheckupLine) line = NULL;

  facts->service->state = PARAFA_READER_SERVICE_NOT_INSTALLED;
  line = parafa_checkup_judge (facts, PARAFA_CHECKUP_SERVICE);
  g_assert_null (line->command);
  g_assert_cmpuint (g_strv_length (line->remedies), ==, 2);
  g_assert_cmpstr (line->remedies[0], ==,
                   romanian ? "Instalați-l împreună cu driverul pentru cititoare USB."
                            : "Install it, with the driver for USB readers.");
  g_assert_cmpstr (line->remedies[1], ==,
                   romanian ? "De obicei pachetele se numesc: pcsclite ccid"
                            : "The packages are usually called: pcsclite ccid");
}

static void
test_reader (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  assert_said (facts, PARAFA_CHECKUP_READER, "reader.none",
               "No USB token and no card reader is connected",
               "Nu este conectat niciun token USB și niciun cititor", NULL);
  assert_detail (facts, PARAFA_CHECKUP_READER, "0 other USB devices", "0 alte dispozitive USB");
  plug_in (facts);
  assert_said (facts, PARAFA_CHECKUP_READER, "reader.unseen",
               "The token is plugged in, but the card reader service does not see it",
               "Tokenul este conectat, dar serviciul pentru cititoare nu îl vede",
               "sudo apt install libccid");
  facts->gnupg_runs = TRUE;
  assert_said (facts, PARAFA_CHECKUP_READER, "reader.held",
               "GnuPG keeps the card reader for itself", "GnuPG ține cititorul numai pentru el",
               "echo disable-ccid >> ~/.gnupg/scdaemon.conf; gpgconf --kill scdaemon");
  add_reader (facts, FALSE, FALSE);
  assert_said (facts, PARAFA_CHECKUP_READER, "reader.present",
               "The USB token or reader is connected", "Tokenul USB sau cititorul este conectat",
               NULL);
  g_ptr_array_set_size (facts->service->readers, 0);
  g_clear_pointer (&facts->usb, g_ptr_array_unref);
  g_clear_pointer (&facts->device, parafa_usb_device_free);
  assert_said (facts, PARAFA_CHECKUP_READER, "reader.unknown", "USB token or reader",
               "Token USB sau cititor", NULL);
  parafa_checkup_facts_add_token (facts, "SoftHSM project", "SoftHSM v2", "0011223344556677");
  assert_said (facts, PARAFA_CHECKUP_READER, "reader.not-usb", "This token needs no USB reader",
               "Acest token nu are nevoie de un cititor USB", NULL);
}

/* A service that does not answer is one problem, not two */
static void
test_reader_without_service (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  facts->service->state = PARAFA_READER_SERVICE_NOT_RUNNING;
  g_clear_pointer (&facts->service->readers, g_ptr_array_unref);
  plug_in (facts);
  assert_said (facts, PARAFA_CHECKUP_READER, "reader.present",
               "The USB token or reader is connected", "Tokenul USB sau cititorul este conectat",
               NULL);
  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.waits", "Token in the reader",
               "Tokenul din cititor", NULL);
}

static void
test_token (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();
  ParafaCheckupToken *token;

  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.waits", "Token in the reader",
               "Tokenul din cititor", NULL);
  add_reader (facts, FALSE, FALSE);
  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.none", "The reader is empty",
               "Cititorul este gol", NULL);
  add_reader (facts, TRUE, TRUE);
  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.mute", "The card in the reader does not answer",
               "Cardul din cititor nu răspunde", NULL);
  add_reader (facts, TRUE, FALSE);
  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.present", "A card is in the reader",
               "În cititor este un card", NULL);
  token = parafa_checkup_facts_add_token (facts, "EnterSafe", "ePass2003", "0123456789abcdef");
  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.read", "The token answers", "Tokenul răspunde",
               NULL);
  token->initialised = FALSE;
  assert_said (facts, PARAFA_CHECKUP_TOKEN, "token.empty", "The token was never set up",
               "Tokenul nu a fost pregătit niciodată", NULL);
  assert_said (facts, PARAFA_CHECKUP_PIN, "pin.waits", "PIN", "PIN", NULL);
  assert_said (facts, PARAFA_CHECKUP_CERTIFICATE, "certificate.waits", "Certificate", "Certificat",
               NULL);
}

static void
want (ParafaCheckupFacts *facts, const char *package, gboolean installed)
{
  parafa_checkup_wanted_free (facts->wanted);
  facts->wanted = g_new0 (ParafaCheckupWanted, 1);
  facts->wanted->title = g_strdup ("ePass2003 PKI");
  facts->wanted->package = g_strdup (package);
  facts->wanted->installed = installed;
}

static void
test_driver_missing (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  plug_in (facts);
  add_reader (facts, TRUE, FALSE);
  want (facts, "opensc-pkcs11", FALSE);
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.missing", "No driver recognises the token",
               "Niciun driver nu recunoaște tokenul", "sudo apt install opensc-pkcs11");
  assert_detail (facts, PARAFA_CHECKUP_DRIVER, "USB 096e:0807 · ePass2003 · it needs ePass2003 PKI",
                 "USB 096e:0807 · ePass2003 · îi trebuie ePass2003 PKI");
  want (facts, NULL, FALSE);
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.missing-from-page",
               "No driver recognises the token", "Niciun driver nu recunoaște tokenul", NULL);
  facts->wanted->open_may_do = TRUE;
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.open-may-do", "No driver recognises the token",
               "Niciun driver nu recunoaște tokenul", "sudo apt install opensc-pkcs11");
  want (facts, NULL, TRUE);
  parafa_checkup_facts_add_driver (facts, "libsofthsm2.so", PARAFA_CHECKUP_DRIVER_WORKS);
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.sees-nothing",
               "No driver recognises the token", "Niciun driver nu recunoaște tokenul",
               "sudo apt install opensc-pkcs11");
  assert_detail (facts, PARAFA_CHECKUP_DRIVER, "USB 096e:0807 · ePass2003 · 1 driver answered",
                 "USB 096e:0807 · ePass2003 · a răspuns 1 driver");
  parafa_checkup_facts_add_driver (facts, "opensc-pkcs11.so", PARAFA_CHECKUP_DRIVER_WORKS);
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.not-the-right-one",
               "No driver recognises the token", "Niciun driver nu recunoaște tokenul", NULL);
}

/* Without a token nothing is wrong with a driver that sees none */
static void
test_driver_waits (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  parafa_checkup_facts_add_driver (facts, "opensc-pkcs11.so", PARAFA_CHECKUP_DRIVER_WORKS);
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.waits", "Driver", "Driver", NULL);
  add_reader (facts, FALSE, FALSE);
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.waits", "Driver", "Driver", NULL);
  facts->cards_timed_out = TRUE;
  assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.timed-out",
               "The drivers did not answer in time", "Driverele nu au răspuns la timp", NULL);
}

static void
test_driver_fails (void)
{
  static const struct
  {
    ParafaCheckupDriverState state;
    const char *id, *sentence, *sentence_ro;
  } cases[] = {
    { PARAFA_CHECKUP_DRIVER_HANGS, "driver.hangs", "The driver libeToken.so does not answer",
      "Driverul libeToken.so nu răspunde" },
    { PARAFA_CHECKUP_DRIVER_CRASHES, "driver.crashes", "The driver libeToken.so breaks down",
      "Driverul libeToken.so se oprește neașteptat" },
    { PARAFA_CHECKUP_DRIVER_DOES_NOT_START, "driver.does-not-start",
      "The driver libeToken.so does not start", "Driverul libeToken.so nu pornește" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaCheckupFacts) facts = new_facts ();

      plug_in (facts);
      parafa_checkup_facts_add_driver (facts, "/opt/vendor/libeToken.so", cases[i].state);
      assert_said (facts, PARAFA_CHECKUP_DRIVER, cases[i].id, cases[i].sentence,
                   cases[i].sentence_ro, NULL);
      /* beside one that works it is set aside */
      parafa_checkup_facts_add_driver (facts, "opensc-pkcs11.so", PARAFA_CHECKUP_DRIVER_WORKS);
      parafa_checkup_facts_add_token (facts, "A", "B", "0123456789")->driver =
          g_strdup ("opensc-pkcs11.so");
      assert_said (facts, PARAFA_CHECKUP_DRIVER, "driver.one-fails",
                   "A driver reads the token, another one fails",
                   "Un driver citește tokenul, altul nu funcționează", NULL);
      assert_detail (facts, PARAFA_CHECKUP_DRIVER,
                     "opensc-pkcs11.so works · libeToken.so was set aside",
                     "opensc-pkcs11.so funcționează · libeToken.so a fost lăsat deoparte");
    }
}

static void
test_certificate (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_good ();
  ParafaCheckupCertificate *certificate = facts->certificate;

  certificate->not_after_s = NOW + 30 * DAY;
  assert_said (facts, PARAFA_CHECKUP_DATES, "dates.soon",
               "The certificate is valid for 30 more days",
               "Certificatul mai este valabil 30 de zile", NULL);
  certificate->not_after_s = NOW;
  assert_said (facts, PARAFA_CHECKUP_DATES, "dates.past", "The certificate has expired",
               "Certificatul a expirat", NULL);
  assert_detail (facts, PARAFA_CHECKUP_DATES, "It ended on 2026-11-24", "A expirat la 24.11.2026");
  certificate->not_after_s = NOW + 100 * DAY;
  certificate->not_before_s = NOW + DAY;
  assert_said (facts, PARAFA_CHECKUP_DATES, "dates.future", "The certificate is not valid yet",
               "Certificatul nu este valabil încă", NULL);
  certificate->qualified = FALSE;
  assert_said (facts, PARAFA_CHECKUP_USAGE, "usage.not-qualified",
               "The certificate does not say that it is qualified",
               "Certificatul nu spune că este calificat", NULL);
  certificate->for_authentication = FALSE;
  assert_said (facts, PARAFA_CHECKUP_USAGE, "usage.wrong",
               "The certificate is not made for logging in",
               "Certificatul nu este făcut pentru autentificare", NULL);
  certificate->missing_issuer = g_strdup ("SigiliuCert Root");
  certificate->n_issuers = 0;
  assert_said (facts, PARAFA_CHECKUP_CHAIN, "chain.incomplete",
               "An issuer of the certificate is missing", "Lipsește un emitent al certificatului",
               NULL);
  /* above the first one it may be the root: told, and no reason to worry */
  certificate->n_issuers = 1;
  assert_said (facts, PARAFA_CHECKUP_CHAIN, "chain.without-top",
               "The certificate’s own issuer is there", "Emitentul certificatului este aici", NULL);
  assert_detail (facts, PARAFA_CHECKUP_CHAIN,
                 "1 issuer found · “SigiliuCert Root” above is not here; ANAF normally has it",
                 "1 emitent găsit · „SigiliuCert Root”, de la capătul lanțului, nu este aici; de "
                 "obicei ANAF îl are");
  certificate->chain_read = FALSE;
  assert_said (facts, PARAFA_CHECKUP_CHAIN, "chain.not-read", "Issuers of the certificate",
               "Emitenții certificatului", NULL);
}

static void
test_no_certificate (void)
{
  static const ParafaCheckupStep waiting[] = { PARAFA_CHECKUP_DATES, PARAFA_CHECKUP_USAGE,
                                               PARAFA_CHECKUP_CHAIN, PARAFA_CHECKUP_ENROLMENT };
  g_autoptr (ParafaCheckupFacts) facts = new_good ();

  g_clear_pointer (&facts->certificate, parafa_checkup_certificate_free);
  assert_said (facts, PARAFA_CHECKUP_CERTIFICATE, "certificate.none",
               "There is no certificate on the token", "Pe token nu este niciun certificat", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      g_autoptr (ParafaCheckupLine) line = parafa_checkup_judge (facts, waiting[i]);

      g_assert_cmpint (line->state, ==, PARAFA_CHECKUP_NOT_CHECKED);
    }
}

/* Who logs in with a file, or practises, is not stopped by a token that is missing */
static void
test_without_token (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();
  g_autoptr (ParafaCheckupLine) stops = NULL;
  g_autoptr (ParafaCheckupLine) attention = NULL;

  stops = parafa_checkup_judge (facts, PARAFA_CHECKUP_READER);
  g_assert_cmpint (stops->state, ==, PARAFA_CHECKUP_STOPS);
  facts->practises = TRUE;
  attention = parafa_checkup_judge (facts, PARAFA_CHECKUP_READER);
  g_assert_cmpint (attention->state, ==, PARAFA_CHECKUP_ATTENTION);
  assert_said (facts, PARAFA_CHECKUP_CERTIFICATE, "certificate.of-practice",
               "The practice server brings its own certificate",
               "Serverul de practică aduce certificatul lui", NULL);
  facts->practises = FALSE;
  facts->uses_file = TRUE;
  assert_said (facts, PARAFA_CHECKUP_CERTIFICATE, "certificate.file-gone",
               "The certificate file is not where it was",
               "Fișierul certificatului nu mai este unde era", NULL);
  facts->file_there = TRUE;
  assert_said (facts, PARAFA_CHECKUP_CERTIFICATE, "certificate.in-file",
               "The certificate lies in a file", "Certificatul este într-un fișier", NULL);
}

/* What the file itself cannot do stops, though it needs no token */
static void
test_file_stops (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_good ();
  g_autoptr (ParafaCheckupLine) past = NULL;
  g_autoptr (ParafaCheckupLine) wrong = NULL;

  facts->uses_file = facts->file_there = TRUE;
  assert_said (facts, PARAFA_CHECKUP_DATES, "dates.good",
               "The certificate is valid for 63 more days",
               "Certificatul mai este valabil 63 de zile", NULL);
  facts->certificate->not_after_s = NOW - DAY;
  facts->certificate->for_authentication = FALSE;
  past = parafa_checkup_judge (facts, PARAFA_CHECKUP_DATES);
  g_assert_cmpstr (past->id, ==, "dates.past");
  g_assert_cmpint (past->state, ==, PARAFA_CHECKUP_STOPS);
  wrong = parafa_checkup_judge (facts, PARAFA_CHECKUP_USAGE);
  g_assert_cmpint (wrong->state, ==, PARAFA_CHECKUP_STOPS);
  /* not before it is known that nothing is known of it */
  facts->has &= ~(guint) PARAFA_CHECKUP_HAS_FILE;
  g_assert_null (parafa_checkup_judge (facts, PARAFA_CHECKUP_DATES));
}

static void
test_pin (void)
{
  static const struct
  {
    ParafaPinFlags flags;
    gboolean pin_set;
    const char *id, *sentence, *sentence_ro;
  } cases[] = {
    { 0, TRUE, "pin.good", "The token has counted no wrong PIN",
      "Tokenul nu a numărat niciun PIN greșit" },
    { PARAFA_PIN_PAD, TRUE, "pin.pad", "The PIN is typed on the reader’s own keys",
      "PIN-ul se tastează pe cititor" },
    { PARAFA_PIN_NOT_NEEDED, TRUE, "pin.not-needed", "This token asks for no PIN",
      "Acest token nu cere PIN" },
    { PARAFA_PIN_COUNT_LOW, TRUE, "pin.count-low", "A wrong PIN was typed at least once",
      "S-a greșit PIN-ul cel puțin o dată" },
    { PARAFA_PIN_FINAL_TRY | PARAFA_PIN_COUNT_LOW, TRUE, "pin.final-try",
      "One more wrong PIN locks the token", "Încă un PIN greșit blochează tokenul" },
    { PARAFA_PIN_LOCKED | PARAFA_PIN_FINAL_TRY, TRUE, "pin.locked", "The PIN is locked",
      "PIN-ul este blocat" },
    { 0, FALSE, "pin.not-set", "The token has no PIN yet", "Tokenul nu are încă PIN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ParafaCheckupFacts) facts = new_good ();
      ParafaCheckupToken *token = g_ptr_array_index (facts->tokens, 0);

      token->pin.flags = cases[i].flags;
      token->pin_set = cases[i].pin_set;
      assert_said (facts, PARAFA_CHECKUP_PIN, cases[i].id, cases[i].sentence, cases[i].sentence_ro,
                   NULL);
    }
}

static void
test_keyring (void)
{
  static const struct
  {
    ParafaVaultState state;
    const char *id, *sentence, *sentence_ro, *command;
  } cases[] = {
    { PARAFA_VAULT_STATE_OPEN, "keyring.open", "The keyring is open", "Inelul de chei este deschis",
      NULL },
    { PARAFA_VAULT_STATE_NEW, "keyring.new", "The keyring is not set up yet",
      "Inelul de chei nu este pregătit încă", NULL },
    { PARAFA_VAULT_STATE_LOCKED, "keyring.locked", "The keyring is locked",
      "Inelul de chei este încuiat", NULL },
    { PARAFA_VAULT_STATE_ABSENT, "keyring.absent", "This computer has no keyring",
      "Acest calculator nu are un inel de chei", "sudo apt install gnome-keyring" },
    { PARAFA_VAULT_STATE_FAILED, "keyring.failed", "The keyring does not answer as it should",
      "Inelul de chei nu răspunde cum trebuie", NULL },
  };
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      facts->keyring = cases[i].state;
      assert_said (facts, PARAFA_CHECKUP_KEYRING, cases[i].id, cases[i].sentence,
                   cases[i].sentence_ro, cases[i].command);
    }
  facts->keyring_timed_out = TRUE;
  assert_said (facts, PARAFA_CHECKUP_KEYRING, "keyring.silent", "The keyring does not answer",
               "Inelul de chei nu răspunde", NULL);
}

static void
test_sandbox (void)
{
  static const struct
  {
    ParafaCheckupSandboxState state;
    const char *id, *sentence, *sentence_ro, *command;
  } cases[] = {
    { PARAFA_CHECKUP_SANDBOX_STARTS, "sandbox.starts", "The login page can be shown",
      "Pagina de autentificare poate fi afișată", NULL },
    { PARAFA_CHECKUP_SANDBOX_NOT_INSTALLED, "sandbox.not-installed",
      "The login page cannot be shown: bubblewrap is missing",
      "Pagina de autentificare nu poate fi afișată: lipsește bubblewrap",
      "sudo apt install bubblewrap" },
    { PARAFA_CHECKUP_SANDBOX_NAMESPACES_OFF, "sandbox.refused",
      "The login page cannot be shown: the system forbids its sandbox",
      "Pagina de autentificare nu poate fi afișată: sistemul îi interzice spațiul izolat",
      "sudo sysctl -w kernel.unprivileged_userns_clone=1" },
    { PARAFA_CHECKUP_SANDBOX_APPARMOR, "sandbox.refused-by-apparmor",
      "The login page cannot be shown: AppArmor forbids its sandbox",
      "Pagina de autentificare nu poate fi afișată: AppArmor îi interzice spațiul izolat",
      "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" },
    { PARAFA_CHECKUP_SANDBOX_FAILS, "sandbox.fails",
      "The login page cannot be shown: its sandbox does not start",
      "Pagina de autentificare nu poate fi afișată: spațiul ei izolat nu pornește", NULL },
  };
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      facts->sandbox = cases[i].state;
      assert_said (facts, PARAFA_CHECKUP_SANDBOX, cases[i].id, cases[i].sentence,
                   cases[i].sentence_ro, cases[i].command);
    }
}

static void
test_network (void)
{
  static const struct
  {
    int problem;
    const char *id, *sentence, *sentence_ro;
  } cases[] = {
    { -1, "network.good", "logincert.anaf.ro answers", "logincert.anaf.ro răspunde" },
    { PARAFA_HTTP_ERROR_OFFLINE, "network.offline", "logincert.anaf.ro cannot be reached",
      "logincert.anaf.ro nu poate fi contactat" },
    { PARAFA_HTTP_ERROR_TIMEOUT, "network.slow", "logincert.anaf.ro does not answer",
      "logincert.anaf.ro nu răspunde" },
    { PARAFA_HTTP_ERROR_TLS, "network.untrusted", "Somebody else answers for logincert.anaf.ro",
      "Altcineva răspunde în locul logincert.anaf.ro" },
    { PARAFA_HTTP_ERROR_RESET, "network.broken", "The connection to logincert.anaf.ro breaks off",
      "Conexiunea cu logincert.anaf.ro se întrerupe" },
    { PARAFA_HTTP_ERROR_FAILED, "network.broken", "The connection to logincert.anaf.ro breaks off",
      "Conexiunea cu logincert.anaf.ro se întrerupe" },
  };
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  assert_said (facts, PARAFA_CHECKUP_NETWORK, "network.not-asked", "Network", "Rețea", NULL);
  facts->login_server.asked = facts->api_server.asked = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      facts->login_server.problem = cases[i].problem;
      assert_said (facts, PARAFA_CHECKUP_NETWORK, cases[i].id, cases[i].sentence,
                   cases[i].sentence_ro, NULL);
    }
  facts->login_server.problem = -1;
  facts->api_server.problem = PARAFA_HTTP_ERROR_TIMEOUT;
  assert_said (facts, PARAFA_CHECKUP_NETWORK, "network.half",
               "logincert.anaf.ro answers, api.anaf.ro does not",
               "logincert.anaf.ro răspunde, api.anaf.ro nu", NULL);
}

static void
test_clock (void)
{
  static const struct
  {
    gint64 off_s;
    const char *id, *detail, *detail_ro;
  } cases[] = {
    { 0, "clock.right", "The same as the server’s", "La fel ca al serverului" },
    { -60, "clock.right", "60 seconds from the server’s", "La 60 de secunde de al serverului" },
    { 61, "clock.off", "61 seconds from the server’s", "La 61 de secunde de al serverului" },
    { -3600, "clock.off", "60 minutes from the server’s", "La 60 de minute de al serverului" },
    { DAY, "clock.off", "24 hours from the server’s", "La 24 de ore de al serverului" },
    { -400 * DAY, "clock.far-off", "400 days from the server’s",
      "La 400 de zile de al serverului" },
    { G_MAXINT64 / 2, "clock.far-off", "4294967295 days from the server’s",
      "La 4294967295 de zile de al serverului" },
  };
  g_autoptr (ParafaCheckupFacts) facts = new_facts ();

  assert_said (facts, PARAFA_CHECKUP_CLOCK, "clock.waits", "Clock", "Ceas", NULL);
  facts->login_server.asked = TRUE;
  assert_said (facts, PARAFA_CHECKUP_CLOCK, "clock.not-told", "Clock", "Ceas", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean right = g_str_equal (cases[i].id, "clock.right");
      gboolean far_off = g_str_equal (cases[i].id, "clock.far-off");

      facts->api_server.server_time_s = NOW;
      facts->api_server.asked_at_s = NOW + cases[i].off_s;
      assert_said (facts, PARAFA_CHECKUP_CLOCK, cases[i].id,
                   right     ? "The clock of this computer is right"
                   : far_off ? "The clock of this computer is wrong by more than a day"
                             : "The clock of this computer is wrong",
                   right     ? "Ceasul acestui calculator este corect"
                   : far_off ? "Ceasul acestui calculator este greșit cu peste o zi"
                             : "Ceasul acestui calculator este greșit",
                   right ? NULL : "sudo timedatectl set-ntp true");
      assert_detail (facts, PARAFA_CHECKUP_CLOCK, cases[i].detail, cases[i].detail_ro);
    }
}

static void
test_enrolment (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_good ();

  assert_said (facts, PARAFA_CHECKUP_ENROLMENT, "enrolment.known", "ANAF knows this certificate",
               "ANAF cunoaște acest certificat", NULL);
  facts->login.succeeded = FALSE;
  facts->login.refused = TRUE;
  facts->login.at_s = NOW;
  assert_said (facts, PARAFA_CHECKUP_ENROLMENT, "enrolment.refused",
               "ANAF did not accept this certificate at the last login",
               "ANAF nu a acceptat acest certificat la ultima autentificare", NULL);
  assert_detail (facts, PARAFA_CHECKUP_ENROLMENT, "2026-11-24", "24.11.2026");
  g_free (facts->login.serial);
  facts->login.serial = g_strdup ("5c:00:9f");
  assert_said (facts, PARAFA_CHECKUP_ENROLMENT, "enrolment.other", "Certificate at ANAF",
               "Certificatul la ANAF", NULL);
  g_clear_pointer (&facts->login.serial, g_free);
  assert_said (facts, PARAFA_CHECKUP_ENROLMENT, "enrolment.no-login", "Certificate at ANAF",
               "Certificatul la ANAF", NULL);
}

/* Nothing is said before its facts are there */
static void
test_incomplete (void)
{
  g_autoptr (ParafaCheckupFacts) facts = new_good ();

  facts->has = 0;
  for (guint i = 0; i < PARAFA_CHECKUP_N_STEPS; i++)
    g_assert_null (parafa_checkup_judge (facts, (ParafaCheckupStep) i));
}

int
main (int argc, char **argv)
{
  romanian = g_strcmp0 (g_getenv ("LANGUAGE"), "ro") == 0;
  parafa_test_set_locale ();
  bindtextdomain (GETTEXT_PACKAGE, PARAFA_BUILDDIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/checkup-judge/good", test_good);
  g_test_add_func ("/session/checkup-judge/service", test_service);
  g_test_add_func ("/session/checkup-judge/service-not-needed", test_service_not_needed);
  g_test_add_func ("/session/checkup-judge/commands", test_commands);
  g_test_add_func ("/session/checkup-judge/unknown-distribution", test_unknown_distribution);
  g_test_add_func ("/session/checkup-judge/reader", test_reader);
  g_test_add_func ("/session/checkup-judge/reader-without-service", test_reader_without_service);
  g_test_add_func ("/session/checkup-judge/token", test_token);
  g_test_add_func ("/session/checkup-judge/driver-missing", test_driver_missing);
  g_test_add_func ("/session/checkup-judge/driver-waits", test_driver_waits);
  g_test_add_func ("/session/checkup-judge/driver-fails", test_driver_fails);
  g_test_add_func ("/session/checkup-judge/certificate", test_certificate);
  g_test_add_func ("/session/checkup-judge/no-certificate", test_no_certificate);
  g_test_add_func ("/session/checkup-judge/without-token", test_without_token);
  g_test_add_func ("/session/checkup-judge/file-stops", test_file_stops);
  g_test_add_func ("/session/checkup-judge/pin", test_pin);
  g_test_add_func ("/session/checkup-judge/keyring", test_keyring);
  g_test_add_func ("/session/checkup-judge/sandbox", test_sandbox);
  g_test_add_func ("/session/checkup-judge/network", test_network);
  g_test_add_func ("/session/checkup-judge/clock", test_clock);
  g_test_add_func ("/session/checkup-judge/enrolment", test_enrolment);
  g_test_add_func ("/session/checkup-judge/incomplete", test_incomplete);
  return g_test_run ();
}
