/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-known-page.h"

#include <string.h>

/* A page may be as long as it likes: what tells it apart stands near its start */
#define MAX_TEXT_BYTES (64 * 1024)
#define MIN_SUPPORT_ID_DIGITS 5
#define MAX_SUPPORT_ID_DIGITS 40

typedef struct
{
  const char *phrase; /* folded: see fold_text() */
  ParafaKnownPage page;
} KnownPhrase;

/* Wordings of the gateway (F5 BIG-IP APM and ASM, English defaults) and of ANAF's own Romanian
 * pages, observed 2024–2026. The order decides where a page has several: the firewall's page first,
 * since it names no other cause. */
static const KnownPhrase phrases[] = {
  { "the requested url was rejected", PARAFA_PAGE_BLOCKED },
  { "your support id is", PARAFA_PAGE_BLOCKED },
  { "adresa solicitata a fost respinsa", PARAFA_PAGE_BLOCKED },
  { "certificatul nu a fost prezentat", PARAFA_PAGE_NO_CERTIFICATE },
  { "nu a fost prezentat certificatul", PARAFA_PAGE_NO_CERTIFICATE },
  { "nu ati prezentat un certificat", PARAFA_PAGE_NO_CERTIFICATE },
  { "certificate was not presented", PARAFA_PAGE_NO_CERTIFICATE },
  { "certificate has not been presented", PARAFA_PAGE_NO_CERTIFICATE },
  { "no client certificate", PARAFA_PAGE_NO_CERTIFICATE },
  { "your session is finished", PARAFA_PAGE_SESSION_FINISHED },
  { "your session could not be established", PARAFA_PAGE_SESSION_FINISHED },
  { "your session has expired", PARAFA_PAGE_SESSION_FINISHED },
  { "session expired", PARAFA_PAGE_SESSION_FINISHED },
  { "session has timed out", PARAFA_PAGE_SESSION_FINISHED },
  { "sesiunea a expirat", PARAFA_PAGE_SESSION_FINISHED },
  { "sesiunea dumneavoastra a expirat", PARAFA_PAGE_SESSION_FINISHED },
  { "sesiunea s-a incheiat", PARAFA_PAGE_SESSION_FINISHED },
  { "sesiunea nu a putut fi stabilita", PARAFA_PAGE_SESSION_FINISHED },
  { "lucrari de mentenanta", PARAFA_PAGE_MAINTENANCE },
  { "in mentenanta", PARAFA_PAGE_MAINTENANCE },
  { "mentenanta programata", PARAFA_PAGE_MAINTENANCE },
  { "lucrari de intretinere", PARAFA_PAGE_MAINTENANCE },
  { "under maintenance", PARAFA_PAGE_MAINTENANCE },
  { "scheduled maintenance", PARAFA_PAGE_MAINTENANCE },
  { "down for maintenance", PARAFA_PAGE_MAINTENANCE },
  { "temporar indisponibil", PARAFA_PAGE_MAINTENANCE },
  { "temporarily unavailable", PARAFA_PAGE_MAINTENANCE },
};

typedef struct
{
  const char *path;
  ParafaKnownPage page;
} KnownPath;

/* Where the text says nothing: the gateway's own pages (F5 APM) */
static const KnownPath paths[] = {
  { "/vdesk/hangup.php3", PARAFA_PAGE_NO_CERTIFICATE },
  { "/vdesk/hangup", PARAFA_PAGE_NO_CERTIFICATE },
  { "/my.logout.php3", PARAFA_PAGE_SESSION_FINISHED },
  { "/my.error.php3", PARAFA_PAGE_SESSION_FINISHED },
};

/* Lower case without diacritics (cedilla or comma below, as pages have both), and every run of
 * white space one blank, so that line breaks of a page do not hide a phrase */
static char *
fold_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT_BYTES));
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autoptr (GString) folded = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isspace (c))
        {
          blank = TRUE;
          continue;
        }
      if (blank && folded->len > 0)
        g_string_append_c (folded, ' ');
      blank = FALSE;
      g_string_append_unichar (folded, g_unichar_tolower (c));
    }
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

static char *
find_support_id (const char *folded)
{
  const char *id = strstr (folded, "support id");
  gsize length = 0;

  if (id == NULL)
    return NULL;
  id += strlen ("support id");
  id += strcspn (id, "0123456789");
  length = strspn (id, "0123456789");
  if (length < MIN_SUPPORT_ID_DIGITS || length > MAX_SUPPORT_ID_DIGITS)
    return NULL;
  return g_strndup (id, length);
}

static ParafaKnownPage
recognise_text (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      if (strstr (folded, phrases[i].phrase) != NULL)
        return phrases[i].page;
    }
  return PARAFA_PAGE_UNKNOWN;
}

static ParafaKnownPage
recognise_address (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL)
    return PARAFA_PAGE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (g_ascii_strcasecmp (g_uri_get_path (uri), paths[i].path) == 0)
        return paths[i].page;
    }
  return PARAFA_PAGE_UNKNOWN;
}

/**
 * parafa_known_page_recognise:
 * @address: (nullable): the page's address
 * @text: (nullable): what the page says, without markup
 * @support_id: (out) (optional) (nullable): digits by which the firewall's owner finds the refusal
 *
 * Recognises the pages on which a login is known to end. The text decides; the address is asked
 * where it says nothing known: `/vdesk/hangup.php3` is the gateway's answer to a missing certificate
 * and to a finished session alike. Status codes say nothing: these pages come with 200.
 *
 * Returns: which page it is; %PARAFA_PAGE_UNKNOWN for every other, forms among them
 */
ParafaKnownPage
parafa_known_page_recognise (const char *address, const char *text, char **support_id)
{
  g_autofree char *folded = NULL;
  ParafaKnownPage page = PARAFA_PAGE_UNKNOWN;

  if (support_id != NULL)
    *support_id = NULL;
  if (text != NULL)
    {
      folded = fold_text (text);
      page = recognise_text (folded);
    }
  if (page == PARAFA_PAGE_UNKNOWN && address != NULL)
    page = recognise_address (address);
  if (page == PARAFA_PAGE_BLOCKED && support_id != NULL && folded != NULL)
    *support_id = find_support_id (folded);
  return page;
}
