/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-error-text-private.h"

#include <glib/gi18n.h>

/* Files that people take for one of certificates */

static const ParafaErrorText file_texts[] = {
  [PARAFA_CERTIFICATE_ERROR_INVALID] = {
    "file-invalid",
    N_ ("There is no certificate in this file"),
    N_ ("It was read to its end, but nothing in it is a certificate. The file was not changed."),
    { N_ ("Choose a file that ends in .cer, .crt, .pem, .der or .p7b"),
      N_ ("If it was sent by mail, ask for it again: it may have been damaged on its way") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_EMPTY] = {
    "file-empty",
    N_ ("The file is empty"),
    N_ ("There is nothing in it, so perhaps it was never downloaded to its end."),
    { N_ ("Download the certificate again from its issuer") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_PAGE] = {
    "file-page",
    N_ ("This is a web page, not a certificate"),
    N_ ("The browser saved the page with the link instead of the file behind it, or the server "
        "answered with a page."),
    { N_ ("Open the page again and save the certificate with a right click on its link") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_PRIVATE_KEY] = {
    "file-private-key",
    N_ ("This is a private key, not a certificate"),
    N_ ("Whoever has this file can sign in your name. Parafa has not kept anything of it."),
    { N_ ("Choose the certificate that belongs to it; it ends in .cer, .crt or .pem"),
      N_ ("Do not send this file to anybody") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_KEY_FILE] = {
    "file-pkcs12",
    N_ ("This file holds a key behind a password"),
    N_ ("A .p12 or .pfx file holds the certificate together with its private key. It is for "
        "logging in; this page reads public certificates only."),
    { N_ ("Log in with it: “Certificate File…” in the list of certificates") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_REQUEST] = {
    "file-request",
    N_ ("This is a request for a certificate"),
    N_ ("It was made to be sent to an issuer, who answers with the certificate."),
    { N_ ("Choose the file that the issuer sent back") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_NONE] = {
    "file-none",
    N_ ("There is no certificate in this file"),
    N_ ("It is a container for certificates, and it is empty."),
    { N_ ("Export the certificate again, together with those of its issuers") },
    PARAFA_ERROR_WAY_RETRY,
  },
  [PARAFA_CERTIFICATE_ERROR_TOO_LARGE] = {
    "file-too-large",
    N_ ("The file is too large for a certificate"),
    N_ ("Certificates take some kilobytes. A file of more than one megabyte is something else."),
    { N_ ("Choose another file") },
    PARAFA_ERROR_WAY_RETRY,
  },
};

const ParafaErrorText *
parafa_error_text_data_for_certificate_file (int code)
{
  if (code >= 0 && (gsize) code < G_N_ELEMENTS (file_texts))
    return &file_texts[code];
  return &file_texts[PARAFA_CERTIFICATE_ERROR_INVALID];
}
