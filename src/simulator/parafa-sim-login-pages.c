/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The pages of the gateway that end on the server: no redirect to the callback ever comes after
 * them. All but errors come with HTTP 200, as on ANAF's own hosts (observed 2026). */
#include "parafa-sim-reply.h"

#define HTML "text/html; charset=utf-8"

#define PAGE(title, text)                                                                          \
  "<!DOCTYPE html>\n<html lang=\"ro\"><head><meta charset=\"utf-8\"><title>" title "</title>\n"    \
  "<style>body{font:16px sans-serif;max-width:40em;margin:4em auto;padding:0 1em}</style>\n"       \
  "</head><body>\n" text "\n</body></html>\n"

/**
 * parafa_sim_page_no_certificate:
 *
 * Returns: (transfer full): the page after a login without a certificate
 */
ParafaSimReply *
parafa_sim_page_no_certificate (void)
{
  return parafa_sim_reply_new (200, HTML,
                               PAGE ("Autentificare", "<h1>Certificatul nu a fost prezentat</h1>\n"
                                                      "<p>Autentificarea se face cu certificat "
                                                      "digital calificat înrolat în SPV.</p>"));
}

/**
 * parafa_sim_page_session_finished:
 *
 * Returns: (transfer full): the page of a session that is over or unknown
 */
ParafaSimReply *
parafa_sim_page_session_finished (void)
{
  return parafa_sim_reply_new (200, HTML,
                               PAGE ("BIG-IP logout page",
                                     "<h1>Your session is finished.</h1>\n"
                                     "<p>Thank you for using BIG-IP.</p>\n"
                                     "<p>For increased security we strongly recommend that you "
                                     "close your browser.</p>"));
}

/**
 * parafa_sim_page_blocked:
 *
 * Returns: (transfer full): the application firewall's page with a support id
 */
ParafaSimReply *
parafa_sim_page_blocked (void)
{
  g_autofree char *page =
      g_strdup_printf ("<html><head><title>Request Rejected</title></head><body>The requested URL "
                       "was rejected. Please consult with your administrator.<br><br>Your support "
                       "ID is: 1%09u%09u<br><br><a href='javascript:history.back();'>[Go Back]</a>"
                       "</body></html>",
                       (guint) g_random_int_range (0, 1000000000),
                       (guint) g_random_int_range (0, 1000000000));

  return parafa_sim_reply_new (200, HTML, page);
}

/**
 * parafa_sim_page_maintenance:
 * @status: 503, or 200: both are met
 *
 * Returns: (transfer full): the maintenance page
 */
ParafaSimReply *
parafa_sim_page_maintenance (guint status)
{
  return parafa_sim_reply_new (status, HTML,
                               PAGE ("Mentenanță", "<h1>Sistem în mentenanță</h1>\n"
                                                   "<p>Serviciul este temporar indisponibil din "
                                                   "cauza unor lucrări de mentenanță.</p>"));
}

/**
 * parafa_sim_page_error:
 * @status: HTTP status
 * @title: what happened
 * @text: more about it
 *
 * Returns: (transfer full): an error page; both texts are escaped
 */
ParafaSimReply *
parafa_sim_page_error (guint status, const char *title, const char *text)
{
  g_autofree char *page =
      g_markup_printf_escaped (PAGE ("%s", "<h1>%s</h1>\n<p>%s</p>"), title, title, text);

  return parafa_sim_reply_new (status, HTML, page);
}
