/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-xml.h"

#include <string.h>

static ParafaXmlDocument *
read_bytes (const char *text, gsize length, ParafaXmlPlace *place, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return parafa_xml_document_new (bytes, place, error);
}

static ParafaXmlDocument *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  ParafaXmlDocument *document = read_bytes (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_tree (void)
{
  g_autoptr (ParafaXmlDocument) document =
      read_text ("<a xmlns='urn:x' k='1'><b/><c v='&lt;&#x21;'/><b z='2'>t</b></a>");
  const ParafaXmlElement *root = parafa_xml_document_get_root (document);
  const ParafaXmlElement *c = parafa_xml_element_child (root, "c");

  g_assert_cmpstr (root->name, ==, "a");
  g_assert_cmpstr (root->ns, ==, "urn:x");
  g_assert_cmpstr (parafa_xml_element_get (root, "k"), ==, "1");
  g_assert_cmpuint (root->n_attributes, ==, 1);
  g_assert_cmpstr (parafa_xml_element_get (c, "v"), ==, "<!");
  g_assert_null (parafa_xml_element_get (c, "k"));
  g_assert_false (root->has_text);
  g_assert_true (root->last->has_text);
  g_assert_cmpstr (root->last->name, ==, "b");
}

static void
test_places (void)
{
  g_autoptr (ParafaXmlDocument) document = read_text (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- <no a='1'> -->\n<p:a xmlns:p = 'urn:x'\r\n"
      "   șir='ăâî'  țel=\">\"><b/><![CDATA[<x>]]><b c='1'/></p:a>");
  const ParafaXmlElement *root = parafa_xml_document_get_root (document);

  g_assert_cmpuint (root->place.line, ==, 3);
  g_assert_cmpuint (root->place.column, ==, 1);
  g_assert_cmpuint (root->attributes[0].place.line, ==, 4);
  g_assert_cmpuint (root->attributes[0].place.column, ==, 4);
  g_assert_cmpuint (root->attributes[1].place.line, ==, 4);
  g_assert_cmpuint (root->attributes[1].place.column, ==, 15);
  g_assert_cmpuint (root->last->place.column, ==, 42);
  g_assert_cmpuint (root->last->attributes[0].place.column, ==, 45);
}

static void
test_path (void)
{
  g_autoptr (ParafaXmlDocument) document = read_text ("<a><b/><c/><b><d/></b></a>");
  const ParafaXmlElement *root = parafa_xml_document_get_root (document);
  g_autofree char *deep = parafa_xml_element_dup_path (root->last->first, "x");
  g_autofree char *alone = parafa_xml_element_dup_path (root->first->next, NULL);

  g_assert_cmpstr (deep, ==, "/a/b[2]/d/@x");
  g_assert_cmpstr (alone, ==, "/a/c");
}

static void
test_encodings (void)
{
  static const char text[] = "<?xml version='1.0' encoding='%s'?><a n='Ștefan'/>";
  static const char *const names[] = { "UTF-8",    "UTF-16",      "UTF-16LE",
                                       "UTF-16BE", "ISO-8859-16", "UTF-32" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *utf8 =
          g_strdup_printf ("<?xml version='1.0' encoding='%s'?><a n='Ștefan'/>", names[i]);
      gsize length;
      g_autofree char *bytes = g_convert (utf8, -1, names[i], "UTF-8", NULL, &length, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaXmlDocument) document = read_bytes (bytes, length, NULL, &error);
      const ParafaXmlElement *root;

      g_assert_no_error (error);
      root = parafa_xml_document_get_root (document);
      g_assert_cmpstr (parafa_xml_element_get (root, "n"), ==, "Ștefan");
      g_assert_cmpuint (root->place.column, ==,
                        strlen (text) - strlen ("<a n='Ștefan'/>") - 2 + strlen (names[i]) + 1);
    }
}

/* A declaration that names another encoding than the bytes are in is refused, and so is nothing else */
static void
test_encoding_named (void)
{
  static const struct
  {
    const char *encoding; /* NULL: UTF-8 with a byte order mark */
    const char *name;
    gboolean good;
  } cases[] = {
    { NULL, "UTF-8", TRUE },        { NULL, "utf-8", TRUE },
    { NULL, "ISO-8859-2", FALSE },  { "UTF-16LE", "UTF-16", TRUE },
    { "UTF-16LE", "utf-16", TRUE }, { "UTF-16LE", "UTF-16LE", TRUE },
    { "UTF-16LE", "UTF-8", FALSE }, { "UTF-16LE", "UTF-16BE", FALSE },
    { "UTF-16BE", "UTF-16", TRUE }, { "UTF-16BE", "UTF-32", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("\xef\xbb\xbf<?xml version='1.0' encoding='%s'?><a/>", cases[i].name);
      gsize length = strlen (text);
      g_autofree char *bytes = cases[i].encoding != NULL ? g_convert (text, -1, cases[i].encoding,
                                                                      "UTF-8", NULL, &length, NULL)
                                                         : g_strdup (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaXmlDocument) document = read_bytes (bytes, length, NULL, &error);

      if (cases[i].good && cases[i].encoding != NULL)
        g_assert_null (read_bytes (bytes, length - 1, NULL, NULL));
      if (cases[i].good)
        g_assert_no_error (error);
      else
        g_assert_error (error, PARAFA_XML_ERROR, PARAFA_XML_ERROR_ENCODING);
      g_assert_true ((document != NULL) == cases[i].good);
    }
}

/* The parser hands an ampersand over as a reference unless told otherwise */
static void
test_references (void)
{
  g_autoptr (ParafaXmlDocument) document = read_text (
      "<a b='A &amp; B' c='&#38;&#x26;' d='&amp;#38;' e='&lt;&gt;&quot;&apos;&#10;&#x219;'/>");
  const ParafaXmlElement *root = parafa_xml_document_get_root (document);

  g_assert_cmpstr (parafa_xml_element_get (root, "b"), ==, "A & B");
  g_assert_cmpstr (parafa_xml_element_get (root, "c"), ==, "&&");
  g_assert_cmpstr (parafa_xml_element_get (root, "d"), ==, "&#38;");
  g_assert_cmpstr (parafa_xml_element_get (root, "e"), ==, "<>\"'\nș");
}

/* Whether a namespace's name is a URI is nobody's to check */
static void
test_namespace_names (void)
{
  g_autoptr (ParafaXmlDocument) document =
      read_text ("<a xmlns:p='a b' xmlns:q='x' xmlns:r='%zz'><p:b c='1'/></a>");

  g_assert_cmpstr (parafa_xml_document_get_root (document)->first->ns, ==, "a b");
}

static void
test_byte_order_mark (void)
{
  g_autoptr (ParafaXmlDocument) document = read_text ("\xef\xbb\xbf<a b='1'/>");

  g_assert_cmpuint (parafa_xml_document_get_root (document)->place.column, ==, 1);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    ParafaXmlError code;
    guint line;
    guint column; /* 0: the parser's, which differs between its versions */
  } cases[] = {
    { "hello", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "<a>\n<b></a>", PARAFA_XML_ERROR_MALFORMED, 2 },
    { "<a/><b/>", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "<a b='1' b='2'/>", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "<p:a/>", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "<a>&x;</a>", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", PARAFA_XML_ERROR_DOCTYPE, 1, 1 },
    { "<!-- <!DOCTYPE x -->\n <!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", PARAFA_XML_ERROR_DOCTYPE,
      2, 2 },
    { "<!doctype html><html></html>", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "\n<!DOCTYPE HTML><html></html>", PARAFA_XML_ERROR_MALFORMED, 2, 1 },
    { "<a>\n ș\xff\xfe</a>", PARAFA_XML_ERROR_ENCODING, 2, 3 },
    { "<?xml version='1.0' encoding='no-such'?><a/>", PARAFA_XML_ERROR_ENCODING, 1, 31 },
    { "<?xml version='1.0' encoding='\xff\xfe'?><a/>", PARAFA_XML_ERROR_ENCODING, 1, 31 },
    { "<?xml version='1.0' encoding='UTF-16//IGNORE'?><a/>", PARAFA_XML_ERROR_ENCODING, 1, 31 },
    { "<?xml version='1.0' encoding='US-ASCII'?><a>\n\xc8\x99</a>", PARAFA_XML_ERROR_ENCODING, 2,
      1 },
    { "<?xml version='1.0' encoding='UTF-16'?><a/>", PARAFA_XML_ERROR_ENCODING, 1, 31 },
    { "<?xml version='1.0' encoding='UTF-16'?><a/> ", PARAFA_XML_ERROR_ENCODING, 1, 31 },
    { "\xef\xbb\xbf<?xml version='1.0' encoding='UTF-16'?><a/>", PARAFA_XML_ERROR_ENCODING, 1, 31 },
    { "\xef\xbb\xbf<?xml version='1.0' encoding='windows-1250'?><a/>", PARAFA_XML_ERROR_ENCODING, 1,
      31 },
    { "\xef\xbb\xbf\xef\xbb\xbf<a/>", PARAFA_XML_ERROR_MALFORMED, 1, 1 },
    { "{\"json\": true}", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "   ", PARAFA_XML_ERROR_MALFORMED, 1 },
    { "<a", PARAFA_XML_ERROR_MALFORMED, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      ParafaXmlPlace place;

      g_assert_null (read_bytes (cases[i].text, strlen (cases[i].text), &place, &error));
      g_assert_error (error, PARAFA_XML_ERROR, (int) cases[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (place.line, ==, cases[i].line);
      if (cases[i].column > 0)
        g_assert_cmpuint (place.column, ==, cases[i].column);
    }
}

static void
test_limits (void)
{
  g_autoptr (GError) empty = NULL, large = NULL, deep = NULL;
  g_autofree char *much = g_malloc (PARAFA_XML_MAX_BYTES + 1);
  g_autoptr (GString) nested = g_string_new (NULL);

  g_assert_null (read_bytes ("", 0, NULL, &empty));
  g_assert_error (empty, PARAFA_XML_ERROR, PARAFA_XML_ERROR_EMPTY);
  memset (much, ' ', PARAFA_XML_MAX_BYTES + 1);
  g_assert_null (read_bytes (much, PARAFA_XML_MAX_BYTES + 1, NULL, &large));
  g_assert_error (large, PARAFA_XML_ERROR, PARAFA_XML_ERROR_TOO_LARGE);
  for (guint i = 0; i < 100000; i++)
    g_string_append (nested, "<a>");
  g_assert_null (read_bytes (nested->str, nested->len, NULL, &deep));
  g_assert_error (deep, PARAFA_XML_ERROR, PARAFA_XML_ERROR_TOO_DEEP);
}

/* A wide document of two names in turn: numbering them must not take quadratic time */
static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new ("<r>");
  g_autoptr (ParafaXmlDocument) document = NULL;
  g_autofree char *path = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "<a/><b/>");
  g_string_append (text, "</r>");
  document = read_text (text->str);
  path = parafa_xml_element_dup_path (parafa_xml_document_get_root (document)->last, NULL);
  g_assert_cmpstr (path, ==, "/r/b[200000]");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* Whatever bytes come: a document or an error, never a crash; and places inside the text */
static void
test_mutations (void)
{
  static const char seed[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns='u' b='1'>\n <c "
                             "d='x&amp;y'/><!-- z --><c/>t</a>\n";
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);
  guint read = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = g_memdup2 (seed, sizeof seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (ParafaXmlDocument) document = NULL;

      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        text[g_rand_int_range (random, 0, sizeof seed - 1)] =
            (char) g_rand_int_range (random, 0, 256);
      document = read_bytes (text, sizeof seed - 1, NULL, &error);
      g_assert_true ((document == NULL) == (error != NULL));
      if (document == NULL)
        {
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      read++;
      g_assert_cmpuint (parafa_xml_document_get_root (document)->place.line, >=, 1);
    }
  g_assert_cmpuint (read, >, 100);
  g_assert_cmpuint (read, <, 9900);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/document/tree", test_tree);
  g_test_add_func ("/xml/document/places", test_places);
  g_test_add_func ("/xml/document/path", test_path);
  g_test_add_func ("/xml/document/encodings", test_encodings);
  g_test_add_func ("/xml/document/encoding-named", test_encoding_named);
  g_test_add_func ("/xml/document/references", test_references);
  g_test_add_func ("/xml/document/namespace-names", test_namespace_names);
  g_test_add_func ("/xml/document/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/xml/document/refusals", test_refusals);
  g_test_add_func ("/xml/document/limits", test_limits);
  g_test_add_func ("/xml/document/wide", test_wide);
  g_test_add_func ("/xml/document/mutations", test_mutations);
  return g_test_run ();
}
