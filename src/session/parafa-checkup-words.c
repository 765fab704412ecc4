/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-checkup-words.h"

#include "parafa-config.h"

#include <glib/gi18n.h>

/* This file is one table, which is why it is long: what a check-up says about each thing it can find, in
 * the order of ParafaCheckupFinding. A remedy that ends in a colon is followed by its command. */

static const ParafaCheckupWords words[] = {
  { PARAFA_FINDING_SERVICE_ANSWERS, PARAFA_CHECKUP_SERVICE, PARAFA_CHECKUP_OK, "service.answers",
    N_ ("The card reader service answers"), N_ ("pcscd runs · {1}") },
  { PARAFA_FINDING_SERVICE_NOT_NEEDED, PARAFA_CHECKUP_SERVICE, PARAFA_CHECKUP_OK,
    "service.not-needed", N_ ("This token needs no card reader service"),
    N_ ("{1} reads it without one") },
  { PARAFA_FINDING_SERVICE_OTHER_VERSION,
    PARAFA_CHECKUP_SERVICE,
    PARAFA_CHECKUP_ATTENTION,
    "service.other-version",
    N_ ("The card reader service is of another version"),
    N_ ("pcscd runs and refused to speak with this program"),
    { N_ ("Bring the system up to date, restart the computer, and check again.") } },
  { PARAFA_FINDING_SERVICE_TURNS_AWAY,
    PARAFA_CHECKUP_SERVICE,
    PARAFA_CHECKUP_STOPS,
    "service.turns-away",
    N_ ("The card reader service turns this program away"),
    N_ ("pcscd runs and closed the connection"),
    { N_ ("Work at this computer itself, not over the network: the service serves who is signed in "
          "at its screen.") } },
  { PARAFA_FINDING_SERVICE_SILENT,
    PARAFA_CHECKUP_SERVICE,
    PARAFA_CHECKUP_STOPS,
    "service.silent",
    N_ ("The card reader service does not answer"),
    N_ ("pcscd was asked and said nothing"),
    { N_ ("Start it again:"), N_ ("If it stays silent, take the token out, start the service "
                                  "again, and put the token in.") },
    PARAFA_NEED_RESTART_SERVICE },
  { PARAFA_FINDING_SERVICE_NOT_RUNNING,
    PARAFA_CHECKUP_SERVICE,
    PARAFA_CHECKUP_STOPS,
    "service.not-running",
    N_ ("The card reader service is not started"),
    N_ ("pcscd is installed"),
    { N_ ("Start it, now and whenever the computer starts:") },
    PARAFA_NEED_START_SERVICE },
  { PARAFA_FINDING_SERVICE_NOT_INSTALLED,
    PARAFA_CHECKUP_SERVICE,
    PARAFA_CHECKUP_STOPS,
    "service.not-installed",
    N_ ("The card reader service is not installed"),
    N_ ("There is no pcscd on this computer"),
    { N_ ("Install it, with the driver for USB readers:") },
    PARAFA_NEED_CARD_SERVICE },
  { PARAFA_FINDING_SERVICE_UNREACHABLE,
    PARAFA_CHECKUP_SERVICE,
    PARAFA_CHECKUP_STOPS,
    "service.unreachable",
    N_ ("The card reader service cannot be reached from the Flatpak"),
    N_ ("Nothing answers at its usual place"),
    { N_ ("Install it on the computer itself, in a terminal:"),
      N_ ("Then close Parafa and open it again: a Flatpak sees only what was there when it "
          "started.") },
    PARAFA_NEED_CARD_SERVICE },
  { PARAFA_FINDING_READER_PRESENT, PARAFA_CHECKUP_READER, PARAFA_CHECKUP_OK, "reader.present",
    N_ ("The USB token or reader is connected"), "{1}" },
  { PARAFA_FINDING_READER_NOT_USB, PARAFA_CHECKUP_READER, PARAFA_CHECKUP_OK, "reader.not-usb",
    N_ ("This token needs no USB reader"), "{1}" },
  { PARAFA_FINDING_READER_NONE,
    PARAFA_CHECKUP_READER,
    PARAFA_CHECKUP_STOPS,
    "reader.none",
    N_ ("No USB token and no card reader is connected"),
    "{1}",
    { N_ ("Put the USB token in, straight into the computer rather than into a hub."),
      N_ ("If it is in and its light stays off, try another port.") } },
  { PARAFA_FINDING_READER_HELD,
    PARAFA_CHECKUP_READER,
    PARAFA_CHECKUP_STOPS,
    "reader.held",
    N_ ("GnuPG keeps the card reader for itself"),
    N_ ("{1} · scdaemon runs"),
    { N_ ("Make GnuPG share it, as other programs do:"),
      N_ ("Then take the token out and put it in again.") },
    PARAFA_NEED_RELEASE_READER },
  { PARAFA_FINDING_READER_UNSEEN,
    PARAFA_CHECKUP_READER,
    PARAFA_CHECKUP_STOPS,
    "reader.unseen",
    N_ ("The token is plugged in, but the card reader service does not see it"),
    "{1}",
    { N_ ("Install the service’s driver for USB readers:"),
      N_ ("Then take the token out and put it in again. A few tokens are read by their provider’s "
          "driver only.") },
    PARAFA_NEED_READER_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_READER_UNKNOWN, PARAFA_CHECKUP_READER, PARAFA_CHECKUP_NOT_CHECKED,
    "reader.unknown", N_ ("USB token or reader"),
    N_ ("The list of USB devices cannot be read here") },
  { PARAFA_FINDING_TOKEN_PRESENT, PARAFA_CHECKUP_TOKEN, PARAFA_CHECKUP_OK, "token.present",
    N_ ("A card is in the reader"), "{1}" },
  { PARAFA_FINDING_TOKEN_READ, PARAFA_CHECKUP_TOKEN, PARAFA_CHECKUP_OK, "token.read",
    N_ ("The token answers"), "{1}" },
  { PARAFA_FINDING_TOKEN_NONE,
    PARAFA_CHECKUP_TOKEN,
    PARAFA_CHECKUP_STOPS,
    "token.none",
    N_ ("The reader is empty"),
    "{1}",
    { N_ ("Put the card in, chip first and facing up; a USB token: take it out and put it in "
          "again.") } },
  { PARAFA_FINDING_TOKEN_MUTE,
    PARAFA_CHECKUP_TOKEN,
    PARAFA_CHECKUP_STOPS,
    "token.mute",
    N_ ("The card in the reader does not answer"),
    "{1}",
    { N_ ("Take it out, wipe the contacts with a dry cloth, and put it in again."),
      N_ ("If it stays mute in another computer too, the provider replaces it.") } },
  { PARAFA_FINDING_TOKEN_EMPTY,
    PARAFA_CHECKUP_TOKEN,
    PARAFA_CHECKUP_STOPS,
    "token.empty",
    N_ ("The token was never set up"),
    "{1}",
    { N_ ("Ask the provider who sold it: certificates are put on it with the provider’s own "
          "program.") } },
  { PARAFA_FINDING_TOKEN_WAITS, PARAFA_CHECKUP_TOKEN, PARAFA_CHECKUP_NOT_CHECKED, "token.waits",
    N_ ("Token in the reader"), N_ ("Checked once a reader is connected") },
  { PARAFA_FINDING_DRIVER_SEES, PARAFA_CHECKUP_DRIVER, PARAFA_CHECKUP_OK, "driver.sees",
    N_ ("A driver reads the token"), "{1}" },
  { PARAFA_FINDING_DRIVER_ONE_FAILS,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_ATTENTION,
    "driver.one-fails",
    N_ ("A driver reads the token, another one fails"),
    N_ ("{1} works · {2} was set aside"),
    { N_ ("The token works. Turn the other driver off, so that nothing waits for it any more.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_DRIVERS },
  { PARAFA_FINDING_DRIVER_NONE,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.none",
    N_ ("No driver for tokens is installed"),
    N_ ("No PKCS#11 module was found"),
    { N_ ("Install the open driver, which knows many tokens:"),
      N_ ("Or choose the file that came from the provider of the certificate; its name ends in "
          ".so.") },
    PARAFA_NEED_OPENSC,
    PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_MISSING,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.missing",
    N_ ("No driver recognises the token"),
    N_ ("{1} · it needs {2}"),
    { N_ ("Install {2}:"), N_ ("Or choose the file that came from the provider of the certificate; "
                               "its name ends in .so.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_OPEN_MAY_DO,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.open-may-do",
    N_ ("No driver recognises the token"),
    "{1}",
    { N_ ("Install the open driver, which knows most tokens of this kind:"),
      N_ ("If that does not help: get {2} for Linux from the provider of the certificate and "
          "choose its file; the name ends in .so.") },
    PARAFA_NEED_OPENSC,
    PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_MISSING_FROM_PAGE,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.missing-from-page",
    N_ ("No driver recognises the token"),
    N_ ("{1} · it needs {2}"),
    { N_ ("Get {2} for Linux from the provider of the certificate and install it."),
      N_ ("Or choose its file, if you have it; its name ends in .so.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_SEES_NOTHING,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.sees-nothing",
    N_ ("No driver recognises the token"),
    "{1}",
    { N_ ("Install the open driver, which knows many tokens:"),
      N_ ("Or choose the file that came from the provider of the certificate; its name ends in "
          ".so.") },
    PARAFA_NEED_OPENSC,
    PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_NOT_THE_RIGHT_ONE,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.not-the-right-one",
    N_ ("No driver recognises the token"),
    "{1}",
    { N_ ("Find out which driver the provider of the certificate gives with this token."),
      N_ ("Choose its file; its name ends in .so.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_CHOOSE_DRIVER,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_HANGS,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.hangs",
    N_ ("The driver {1} does not answer"),
    N_ ("It was given {2} seconds, then its process was ended"),
    { N_ ("Take the token out, put it in again, and check again."),
      N_ ("If it hangs again, install its newest version or turn it off.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_DRIVERS },
  { PARAFA_FINDING_DRIVER_CRASHES,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.crashes",
    N_ ("The driver {1} breaks down"),
    N_ ("Its process ended; nothing else was harmed"),
    { N_ ("Install its newest version from the provider of the certificate, or turn it off.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_DRIVERS,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_DOES_NOT_START,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.does-not-start",
    N_ ("The driver {1} does not start"),
    "{2}",
    { N_ ("Restart the computer once after installing a driver: it often brings a service of its "
          "own."),
      N_ ("If it still does not start, install it anew or turn it off.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_DRIVERS,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_DRIVER_TIMED_OUT,
    PARAFA_CHECKUP_DRIVER,
    PARAFA_CHECKUP_STOPS,
    "driver.timed-out",
    N_ ("The drivers did not answer in time"),
    N_ ("They were given {1} seconds"),
    { N_ ("Take the token out, put it in again, and check again.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_DRIVERS },
  { PARAFA_FINDING_DRIVER_WAITS, PARAFA_CHECKUP_DRIVER, PARAFA_CHECKUP_NOT_CHECKED, "driver.waits",
    N_ ("Driver"), N_ ("Checked once a token is there") },
  { PARAFA_FINDING_CERTIFICATE_FOUND, PARAFA_CHECKUP_CERTIFICATE, PARAFA_CHECKUP_OK,
    "certificate.found", N_ ("A certificate is on the token"), "{1}" },
  { PARAFA_FINDING_CERTIFICATE_IN_FILE, PARAFA_CHECKUP_CERTIFICATE, PARAFA_CHECKUP_OK,
    "certificate.in-file", N_ ("The certificate lies in a file"),
    N_ ("The file of the last login is where it was") },
  { PARAFA_FINDING_CERTIFICATE_FILE_GONE,
    PARAFA_CHECKUP_CERTIFICATE,
    PARAFA_CHECKUP_STOPS,
    "certificate.file-gone",
    N_ ("The certificate file is not where it was"),
    N_ ("The last login was made with a file"),
    { N_ ("Put it back, or choose the file again at the login.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_LOGIN },
  { PARAFA_FINDING_CERTIFICATE_OF_PRACTICE, PARAFA_CHECKUP_CERTIFICATE, PARAFA_CHECKUP_OK,
    "certificate.of-practice", N_ ("The practice server brings its own certificate"),
    N_ ("Practising needs no USB token") },
  { PARAFA_FINDING_CERTIFICATE_NONE,
    PARAFA_CHECKUP_CERTIFICATE,
    PARAFA_CHECKUP_STOPS,
    "certificate.none",
    N_ ("There is no certificate on the token"),
    "{1}",
    { N_ ("Look with the provider’s own program whether the certificate was put on this token."),
      N_ ("Some tokens show their certificates to their own driver only.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_WHICH_DRIVER },
  { PARAFA_FINDING_CERTIFICATE_WAITS, PARAFA_CHECKUP_CERTIFICATE, PARAFA_CHECKUP_NOT_CHECKED,
    "certificate.waits", N_ ("Certificate"), N_ ("Checked once the token can be read") },
  { PARAFA_FINDING_DATES_GOOD, PARAFA_CHECKUP_DATES, PARAFA_CHECKUP_OK, "dates.good", "{1}",
    N_ ("until {2}") },
  { PARAFA_FINDING_DATES_SOON,
    PARAFA_CHECKUP_DATES,
    PARAFA_CHECKUP_ATTENTION,
    "dates.soon",
    "{1}",
    N_ ("until {2}"),
    { N_ ("Order the renewal from the provider now; the new certificate has to be made known to "
          "ANAF as well.") } },
  { PARAFA_FINDING_DATES_PAST,
    PARAFA_CHECKUP_DATES,
    PARAFA_CHECKUP_STOPS,
    "dates.past",
    N_ ("The certificate has expired"),
    N_ ("It ended on {2}"),
    { N_ ("Order a new one from the provider. If it is on the token already, choose it at "
          "login.") } },
  { PARAFA_FINDING_DATES_FUTURE,
    PARAFA_CHECKUP_DATES,
    PARAFA_CHECKUP_STOPS,
    "dates.future",
    N_ ("The certificate is not valid yet"),
    N_ ("It begins on {2}"),
    { N_ ("If that day has come, the clock of this computer is wrong.") } },
  { PARAFA_FINDING_DATES_WAIT, PARAFA_CHECKUP_DATES, PARAFA_CHECKUP_NOT_CHECKED, "dates.wait",
    N_ ("Validity of the certificate"), N_ ("Checked once the certificate can be read") },
  { PARAFA_FINDING_USAGE_GOOD, PARAFA_CHECKUP_USAGE, PARAFA_CHECKUP_OK, "usage.good",
    N_ ("The certificate is qualified and made for logging in"), "{1}" },
  { PARAFA_FINDING_USAGE_NOT_QUALIFIED,
    PARAFA_CHECKUP_USAGE,
    PARAFA_CHECKUP_ATTENTION,
    "usage.not-qualified",
    N_ ("The certificate does not say that it is qualified"),
    "{1}",
    { N_ ("ANAF takes qualified certificates only. The practice server takes its own.") } },
  { PARAFA_FINDING_USAGE_WRONG,
    PARAFA_CHECKUP_USAGE,
    PARAFA_CHECKUP_STOPS,
    "usage.wrong",
    N_ ("The certificate is not made for logging in"),
    N_ ("Its key usage does not allow it"),
    { N_ ("Choose another certificate on the token, or ask the provider for one that allows client "
          "authentication.") } },
  { PARAFA_FINDING_USAGE_WAITS, PARAFA_CHECKUP_USAGE, PARAFA_CHECKUP_NOT_CHECKED, "usage.waits",
    N_ ("Purpose of the certificate"), N_ ("Checked once the certificate can be read") },
  { PARAFA_FINDING_CHAIN_COMPLETE, PARAFA_CHECKUP_CHAIN, PARAFA_CHECKUP_OK, "chain.complete",
    N_ ("The issuers of the certificate are complete"), "{1}" },
  { PARAFA_FINDING_CHAIN_WITHOUT_TOP, PARAFA_CHECKUP_CHAIN, PARAFA_CHECKUP_OK, "chain.without-top",
    N_ ("The certificate’s own issuer is there"),
    N_ ("{1} · “{2}” above is not here; ANAF normally has it") },
  { PARAFA_FINDING_CHAIN_INCOMPLETE,
    PARAFA_CHECKUP_CHAIN,
    PARAFA_CHECKUP_ATTENTION,
    "chain.incomplete",
    N_ ("An issuer of the certificate is missing"),
    N_ ("“{1}” was found nowhere"),
    { N_ ("If ANAF refuses the certificate, get the certificate of “{1}” from the provider’s page "
          "and add it to the folder of issuers.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_ISSUERS },
  { PARAFA_FINDING_CHAIN_NOT_READ, PARAFA_CHECKUP_CHAIN, PARAFA_CHECKUP_NOT_CHECKED,
    "chain.not-read", N_ ("Issuers of the certificate"), N_ ("They could not be looked up") },
  { PARAFA_FINDING_CHAIN_WAITS, PARAFA_CHECKUP_CHAIN, PARAFA_CHECKUP_NOT_CHECKED, "chain.waits",
    N_ ("Issuers of the certificate"), N_ ("Checked once the certificate can be read") },
  { PARAFA_FINDING_PIN_GOOD, PARAFA_CHECKUP_PIN, PARAFA_CHECKUP_OK, "pin.good",
    N_ ("The token has counted no wrong PIN"), N_ ("A check-up never tries a PIN") },
  { PARAFA_FINDING_PIN_PAD, PARAFA_CHECKUP_PIN, PARAFA_CHECKUP_OK, "pin.pad",
    N_ ("The PIN is typed on the reader’s own keys"), N_ ("A check-up never tries a PIN") },
  { PARAFA_FINDING_PIN_NOT_NEEDED, PARAFA_CHECKUP_PIN, PARAFA_CHECKUP_OK, "pin.not-needed",
    N_ ("This token asks for no PIN"), NULL },
  { PARAFA_FINDING_PIN_COUNT_LOW,
    PARAFA_CHECKUP_PIN,
    PARAFA_CHECKUP_ATTENTION,
    "pin.count-low",
    N_ ("A wrong PIN was typed at least once"),
    N_ ("A check-up never tries a PIN"),
    { N_ ("Type the PIN slowly at the next login: the right one sets the count back.") } },
  { PARAFA_FINDING_PIN_FINAL_TRY,
    PARAFA_CHECKUP_PIN,
    PARAFA_CHECKUP_ATTENTION,
    "pin.final-try",
    N_ ("One more wrong PIN locks the token"),
    N_ ("A check-up never tries a PIN"),
    { N_ ("Do not guess. Look the PIN up in the provider’s letter before the next login.") } },
  { PARAFA_FINDING_PIN_LOCKED,
    PARAFA_CHECKUP_PIN,
    PARAFA_CHECKUP_STOPS,
    "pin.locked",
    N_ ("The PIN is locked"),
    N_ ("Too many wrong PINs were typed"),
    { N_ ("The PUK in the provider’s letter sets a new PIN, in the provider’s own program. Parafa "
          "never asks for it.") } },
  { PARAFA_FINDING_PIN_NOT_SET,
    PARAFA_CHECKUP_PIN,
    PARAFA_CHECKUP_STOPS,
    "pin.not-set",
    N_ ("The token has no PIN yet"),
    NULL,
    { N_ ("Set one with the provider’s own program.") } },
  { PARAFA_FINDING_PIN_WAITS, PARAFA_CHECKUP_PIN, PARAFA_CHECKUP_NOT_CHECKED, "pin.waits",
    N_ ("PIN"), N_ ("A check-up never tries a PIN") },
  { PARAFA_FINDING_KEYRING_OPEN, PARAFA_CHECKUP_KEYRING, PARAFA_CHECKUP_OK, "keyring.open",
    N_ ("The keyring is open"), N_ ("Access to ANAF can be kept in it") },
  { PARAFA_FINDING_KEYRING_NEW,
    PARAFA_CHECKUP_KEYRING,
    PARAFA_CHECKUP_ATTENTION,
    "keyring.new",
    N_ ("The keyring is not set up yet"),
    N_ ("It is made when something is first kept in it"),
    { N_ ("When you are asked for a password for it, the one you sign in with is the usual "
          "choice.") } },
  { PARAFA_FINDING_KEYRING_LOCKED,
    PARAFA_CHECKUP_KEYRING,
    PARAFA_CHECKUP_ATTENTION,
    "keyring.locked",
    N_ ("The keyring is locked"),
    N_ ("It is asked for at the next login"),
    { N_ ("Unlock it; its password is usually the one you sign in with.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_UNLOCK_KEYRING },
  { PARAFA_FINDING_KEYRING_ABSENT,
    PARAFA_CHECKUP_KEYRING,
    PARAFA_CHECKUP_STOPS,
    "keyring.absent",
    N_ ("This computer has no keyring"),
    N_ ("No program answers that keeps passwords"),
    { N_ ("Install one:"), N_ ("Then sign out and in again.") },
    PARAFA_NEED_KEYRING },
  { PARAFA_FINDING_KEYRING_NO_PORTAL,
    PARAFA_CHECKUP_KEYRING,
    PARAFA_CHECKUP_STOPS,
    "keyring.no-portal",
    N_ ("This desktop has no Secret portal"),
    N_ ("A Flatpak gets the key of its own keyring from it"),
    { N_ ("If you have a keyring without that portal, such as KeePassXC, let Parafa use it, then "
          "start "
          "Parafa again:"),
      N_ ("Otherwise install “xdg-desktop-portal” and GNOME Keyring, then sign out and in "
          "again.") },
    PARAFA_NEED_ALLOW_KEYRING },
  { PARAFA_FINDING_KEYRING_SILENT,
    PARAFA_CHECKUP_KEYRING,
    PARAFA_CHECKUP_STOPS,
    "keyring.silent",
    N_ ("The keyring does not answer"),
    N_ ("It was asked and said nothing"),
    { N_ ("Sign out and in again.") } },
  { PARAFA_FINDING_KEYRING_FAILED,
    PARAFA_CHECKUP_KEYRING,
    PARAFA_CHECKUP_STOPS,
    "keyring.failed",
    N_ ("The keyring does not answer as it should"),
    "{1}",
    { N_ ("Sign out and in again.") } },
  { PARAFA_FINDING_SANDBOX_STARTS, PARAFA_CHECKUP_SANDBOX, PARAFA_CHECKUP_OK, "sandbox.starts",
    N_ ("The login page can be shown"), N_ ("WebKit’s sandbox starts") },
  { PARAFA_FINDING_SANDBOX_NOT_INSTALLED,
    PARAFA_CHECKUP_SANDBOX,
    PARAFA_CHECKUP_STOPS,
    "sandbox.not-installed",
    N_ ("The login page cannot be shown: bubblewrap is missing"),
    N_ ("It keeps the page away from your files"),
    { N_ ("Install it:") },
    PARAFA_NEED_SANDBOX },
  { PARAFA_FINDING_SANDBOX_REFUSED,
    PARAFA_CHECKUP_SANDBOX,
    PARAFA_CHECKUP_STOPS,
    "sandbox.refused",
    N_ ("The login page cannot be shown: the system forbids its sandbox"),
    "{1}",
    { N_ ("Allow it until the computer is restarted:"),
      N_ ("To allow it for good, ask who looks after this computer.") },
    PARAFA_NEED_NAMESPACES },
  { PARAFA_FINDING_SANDBOX_REFUSED_BY_APPARMOR,
    PARAFA_CHECKUP_SANDBOX,
    PARAFA_CHECKUP_STOPS,
    "sandbox.refused-by-apparmor",
    N_ ("The login page cannot be shown: AppArmor forbids its sandbox"),
    "{1}",
    { N_ ("Allow it until the computer is restarted:"),
      N_ ("To allow it for good, ask who looks after this computer.") },
    PARAFA_NEED_APPARMOR },
  { PARAFA_FINDING_SANDBOX_FAILS,
    PARAFA_CHECKUP_SANDBOX,
    PARAFA_CHECKUP_STOPS,
    "sandbox.fails",
    N_ ("The login page cannot be shown: its sandbox does not start"),
    "{1}",
    { N_ ("Ask who looks after this computer to allow user namespaces. Parafa shows no page "
          "without a sandbox.") } },
  { PARAFA_FINDING_NETWORK_GOOD, PARAFA_CHECKUP_NETWORK, PARAFA_CHECKUP_OK, "network.good",
    N_ ("{1} answers"), N_ ("The connection is secure; nothing was sent but the question") },
  { PARAFA_FINDING_NETWORK_HALF,
    PARAFA_CHECKUP_NETWORK,
    PARAFA_CHECKUP_ATTENTION,
    "network.half",
    N_ ("{1} answers, {2} does not"),
    N_ ("A login works; what comes after it may not"),
    { N_ ("Try again later; ANAF may be at work on it.") } },
  { PARAFA_FINDING_NETWORK_OFFLINE,
    PARAFA_CHECKUP_NETWORK,
    PARAFA_CHECKUP_STOPS,
    "network.offline",
    N_ ("{1} cannot be reached"),
    N_ ("There is no network, or it does not know that name"),
    { N_ ("Open another page in a browser. If that works, an office network may need a proxy: it "
          "is set in the system’s network settings.") } },
  { PARAFA_FINDING_NETWORK_SLOW,
    PARAFA_CHECKUP_NETWORK,
    PARAFA_CHECKUP_STOPS,
    "network.slow",
    N_ ("{1} does not answer"),
    N_ ("It was given {2} seconds"),
    { N_ ("Try again later. If it stays so in this network only, its firewall may keep the "
          "answer.") } },
  { PARAFA_FINDING_NETWORK_UNTRUSTED,
    PARAFA_CHECKUP_NETWORK,
    PARAFA_CHECKUP_STOPS,
    "network.untrusted",
    N_ ("Somebody else answers for {1}"),
    N_ ("The certificate of the server is not trusted here"),
    { N_ ("An antivirus or the office network may be reading along. Ask who looks after it to "
          "leave {1} out."),
      N_ ("A clock that is wrong looks the same: see below.") } },
  { PARAFA_FINDING_NETWORK_BROKEN,
    PARAFA_CHECKUP_NETWORK,
    PARAFA_CHECKUP_STOPS,
    "network.broken",
    N_ ("The connection to {1} breaks off"),
    "{2}",
    { N_ ("Try again later, or from another network.") } },
  { PARAFA_FINDING_NETWORK_NOT_ASKED, PARAFA_CHECKUP_NETWORK, PARAFA_CHECKUP_NOT_CHECKED,
    "network.not-asked", N_ ("Network"), N_ ("Not asked this time") },
  { PARAFA_FINDING_CLOCK_RIGHT, PARAFA_CHECKUP_CLOCK, PARAFA_CHECKUP_OK, "clock.right",
    N_ ("The clock of this computer is right"), "{1}" },
  { PARAFA_FINDING_CLOCK_OFF,
    PARAFA_CHECKUP_CLOCK,
    PARAFA_CHECKUP_ATTENTION,
    "clock.off",
    N_ ("The clock of this computer is wrong"),
    "{1}",
    { N_ ("Let it be set over the network:") },
    PARAFA_NEED_CLOCK },
  { PARAFA_FINDING_CLOCK_FAR_OFF,
    PARAFA_CHECKUP_CLOCK,
    PARAFA_CHECKUP_STOPS,
    "clock.far-off",
    N_ ("The clock of this computer is wrong by more than a day"),
    "{1}",
    { N_ ("Let it be set over the network:") },
    PARAFA_NEED_CLOCK },
  { PARAFA_FINDING_CLOCK_NOT_TOLD, PARAFA_CHECKUP_CLOCK, PARAFA_CHECKUP_NOT_CHECKED,
    "clock.not-told", N_ ("Clock"), N_ ("The server did not tell its time") },
  { PARAFA_FINDING_CLOCK_WAITS, PARAFA_CHECKUP_CLOCK, PARAFA_CHECKUP_NOT_CHECKED, "clock.waits",
    N_ ("Clock"), N_ ("Checked once the server answers") },
  { PARAFA_FINDING_ENROLMENT_KNOWN, PARAFA_CHECKUP_ENROLMENT, PARAFA_CHECKUP_OK, "enrolment.known",
    N_ ("ANAF knows this certificate"), N_ ("The last login with it succeeded") },
  { PARAFA_FINDING_ENROLMENT_REFUSED,
    PARAFA_CHECKUP_ENROLMENT,
    PARAFA_CHECKUP_STOPS,
    "enrolment.refused",
    N_ ("ANAF did not accept this certificate at the last login"),
    "{1}",
    { N_ ("Most often ANAF does not know it yet: enrol it in the Virtual Private Space (SPV) on "
          "anaf.ro. A renewed certificate has to be enrolled again."),
      N_ ("If it was enrolled in the last days, log in again.") },
    PARAFA_NEED_NOTHING,
    PARAFA_CHECKUP_ACTION_LOGIN },
  { PARAFA_FINDING_ENROLMENT_NO_LOGIN, PARAFA_CHECKUP_ENROLMENT, PARAFA_CHECKUP_NOT_CHECKED,
    "enrolment.no-login", N_ ("Certificate at ANAF"), N_ ("Known after the first login") },
  { PARAFA_FINDING_ENROLMENT_OTHER, PARAFA_CHECKUP_ENROLMENT, PARAFA_CHECKUP_NOT_CHECKED,
    "enrolment.other", N_ ("Certificate at ANAF"),
    N_ ("The last login was made with another certificate") },
  { PARAFA_FINDING_ENROLMENT_WAITS, PARAFA_CHECKUP_ENROLMENT, PARAFA_CHECKUP_NOT_CHECKED,
    "enrolment.waits", N_ ("Certificate at ANAF"),
    N_ ("Checked once the certificate can be read") },
};

static const struct
{
  const char *name;
  const char *title;
} steps[PARAFA_CHECKUP_N_STEPS] = {
  [PARAFA_CHECKUP_SERVICE] = { "service", N_ ("Card reader service") },
  [PARAFA_CHECKUP_READER] = { "reader", N_ ("USB token or reader") },
  [PARAFA_CHECKUP_TOKEN] = { "token", N_ ("Token in the reader") },
  [PARAFA_CHECKUP_DRIVER] = { "driver", N_ ("Driver") },
  [PARAFA_CHECKUP_CERTIFICATE] = { "certificate", N_ ("Certificate") },
  [PARAFA_CHECKUP_DATES] = { "dates", N_ ("Validity of the certificate") },
  [PARAFA_CHECKUP_USAGE] = { "usage", N_ ("Purpose of the certificate") },
  [PARAFA_CHECKUP_CHAIN] = { "chain", N_ ("Issuers of the certificate") },
  [PARAFA_CHECKUP_PIN] = { "pin", N_ ("PIN") },
  [PARAFA_CHECKUP_KEYRING] = { "keyring", N_ ("Keyring") },
  [PARAFA_CHECKUP_SANDBOX] = { "sandbox", N_ ("Login page") },
  [PARAFA_CHECKUP_NETWORK] = { "network", N_ ("Network") },
  [PARAFA_CHECKUP_CLOCK] = { "clock", N_ ("Clock") },
  [PARAFA_CHECKUP_ENROLMENT] = { "enrolment", N_ ("Certificate at ANAF") },
};

static const struct
{
  const char *name;
  const char *word;
} states[] = {
  [PARAFA_CHECKUP_OK] = { "ok", N_ ("In order") },
  [PARAFA_CHECKUP_ATTENTION] = { "attention", N_ ("Worth a look") },
  [PARAFA_CHECKUP_STOPS] = { "stops", N_ ("To be solved") },
  [PARAFA_CHECKUP_NOT_CHECKED] = { "not-checked", N_ ("Not checked") },
};

/**
 * parafa_checkup_words_get:
 * @finding: what was found
 *
 * Returns: (transfer none): what is said about it
 */
const ParafaCheckupWords *
parafa_checkup_words_get (ParafaCheckupFinding finding)
{
  g_return_val_if_fail ((guint) finding < PARAFA_CHECKUP_N_FINDINGS, NULL);

  g_assert (words[finding].finding == finding);
  return &words[finding];
}

/**
 * parafa_checkup_step_get_name:
 * @step: a step
 *
 * Returns: (transfer none): its name for programs, such as `reader`
 */
const char *
parafa_checkup_step_get_name (ParafaCheckupStep step)
{
  g_return_val_if_fail ((guint) step < PARAFA_CHECKUP_N_STEPS, NULL);

  return steps[step].name;
}

/**
 * parafa_checkup_step_get_title:
 * @step: a step
 *
 * Returns: (transfer none): what it looks at, in the person's language
 */
const char *
parafa_checkup_step_get_title (ParafaCheckupStep step)
{
  g_return_val_if_fail ((guint) step < PARAFA_CHECKUP_N_STEPS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, steps[step].title);
}

/**
 * parafa_checkup_step_get_group:
 * @step: a step
 *
 * Returns: (transfer none): the heading under which it stands, in the person's language
 */
const char *
parafa_checkup_step_get_group (ParafaCheckupStep step)
{
  g_return_val_if_fail ((guint) step < PARAFA_CHECKUP_N_STEPS, NULL);

  if (step < PARAFA_CHECKUP_KEYRING)
    return g_dgettext (GETTEXT_PACKAGE, N_ ("The USB token"));
  if (step < PARAFA_CHECKUP_NETWORK)
    return g_dgettext (GETTEXT_PACKAGE, N_ ("This computer"));
  return g_dgettext (GETTEXT_PACKAGE, N_ ("ANAF"));
}

/**
 * parafa_checkup_state_get_name:
 * @state: a state
 *
 * Returns: (transfer none): its name for programs: `ok`, `attention`, `stops` or `not-checked`
 */
const char *
parafa_checkup_state_get_name (ParafaCheckupState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return states[state].name;
}

/**
 * parafa_checkup_state_get_word:
 * @state: a state
 *
 * Returns: (transfer none): one or two words for it, in the person's language
 */
const char *
parafa_checkup_state_get_word (ParafaCheckupState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (states), NULL);

  return g_dgettext (GETTEXT_PACKAGE, states[state].word);
}
