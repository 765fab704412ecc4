# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms and their doors: who may include whom, and which library is touched where."""

# room: (own rooms it may include, third-party symbol prefixes it may use)
ROOMS = {
    "base": ([], []),
    "token": (["base"], ["json"]),
    "certificate": (["base"], ["gnutls"]),
    "card": (["base", "certificate"], ["gnutls", "p11"]),
    "http": (["base", "token"], ["soup"]),
    "oauth": (["base", "token", "http"], []),
    "vault": (["base", "token"], ["secret"]),
    "session": (["base", "token", "certificate", "card", "http", "oauth", "vault", "xml", "etransport", "archive", "zip", "slip"], ["json"]),
    "xml": (["base"], ["xml"]),
    "etransport": (["base", "token", "xml", "http"], []),
    "archive": (["base"], ["sqlite"]),
    "zip": ([], ["archive"]),
    "slip": ([], ["cairo", "qrencode"]),
    "simulator": (["base", "token", "certificate", "xml", "etransport"], ["json", "openssl"]),
    "login": (["base", "token"], ["gtk", "webkit"]),
    "ui": (["base", "token", "certificate", "card", "http", "oauth", "vault", "etransport", "archive", "slip", "session", "login"], ["gtk", "adw", "cairo", "json"]),
    "cli": (["base", "token", "certificate", "card", "http", "oauth", "vault", "session", "xml", "etransport", "archive", "slip"], ["json"]),
}

# The header-only doors of rooms that are otherwise closed
DOORS = {"ui": {"login": ["parafa-login-module.h"]}}

# third party: (headers that show its use, prefixes of its symbols)
LIBRARIES = {
    "json": (["json-glib/"], ["json_"]),
    "gnutls": (["gnutls/"], ["gnutls_"]),
    "p11": (["p11-kit/"], ["p11_kit_"]),
    "soup": (["libsoup/"], ["soup_"]),
    "secret": (["libsecret/"], ["secret_"]),
    "gtk": (["gtk/", "gdk/", "gsk/"], ["gtk_", "gdk_", "gsk_"]),
    "adw": (["adwaita.h", "libadwaita"], ["adw_"]),
    "webkit": (["webkit/", "jsc/"], ["webkit_", "jsc_"]),
    "openssl": (["openssl/"], ["SSL_", "X509_", "EVP_", "ERR_", "PKCS12_"]),
    "archive": (["archive.h", "archive_entry.h"], ["archive_write_", "archive_read_", "archive_entry_"]),
    "cairo": (["cairo", "pango/"], ["cairo_pdf_", "pango_cairo_"]),
    "qrencode": (["qrencode.h"], ["QRcode_"]),
    "sqlite": (["sqlite3.h"], ["sqlite3_"]),
    "xml": (["libxml/"], ["xmlCreate", "xmlCtxt", "xmlParse", "xmlRead"]),
}

# json-glib is used where needed (messages are JSON); everything else stays in its room
JSON_ANYWHERE = {"http", "oauth", "vault", "card"}
