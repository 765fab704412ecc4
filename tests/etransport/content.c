/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "declarations.h"

#include "parafa-etransport-content.h"

#include <string.h>

/* The same declaration saved in every way a program may save it has one hash; each change of what it says has another */

#define NAMESPACE "mfp:anaf:dgti:eTransport:declaratie:v2"

static const char *const operations[] = { "10", "12", "14", "20", "22", "24",
                                          "30", "40", "50", "60", "70" };

static char *
hash_bytes (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParafaXmlDocument) document = parafa_xml_document_new (bytes, NULL, &error);

  g_assert_no_error (error);
  return parafa_etransport_content_hash (parafa_xml_document_get_root (document));
}

static char *
hash (const char *text)
{
  return hash_bytes (text, strlen (text));
}

static void
assert_same (const char *text, const char *expected)
{
  g_autofree char *found = hash (text);

  if (g_strcmp0 (found, expected) != 0)
    g_error ("%s: %s, not %s", text, found, expected);
}

/* All kinds, and a notification of each operation */
static GPtrArray *
make_documents (void)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func (g_free);
  const char *none[] = { NULL };

  for (guint i = 0; i < parafa_test_n_declarations; i++)
    g_ptr_array_add (documents, g_strdup (parafa_test_declarations[i]));
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    g_ptr_array_add (documents, parafa_test_notice (operations[i], none));
  return documents;
}

static char *
replace (const char *text, const char *what, const char *with)
{
  GString *changed = g_string_new (text);

  g_string_replace (changed, what, with, 0);
  return g_string_free (changed, FALSE);
}

/* -- saved otherwise -- */

static char *
add_prefix (const char *text)
{
  GString *changed = g_string_new (text);

  g_string_replace (changed, "<", "<e:", 0);
  g_string_replace (changed, "<e:/", "</e:", 0);
  g_string_replace (changed, " xmlns=", " xmlns:e=", 0);
  return g_string_free (changed, FALSE);
}

static char *
write_references (const char *text)
{
  GString *changed = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_utf8_get_char (at) < 128)
      g_string_append_c (changed, *at);
    else
      g_string_append_printf (changed, "&#x%X;", g_utf8_get_char (at));
  return g_string_free (changed, FALSE);
}

static void
check_encodings (const char *text, const char *expected)
{
  static const struct
  {
    const char *encoding;
    const char *mark;
  } cases[] = { { "UTF-16LE", "\xff\xfe" }, { "UTF-16BE", "\xfe\xff" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = 0;
      g_autofree char *wide = g_convert (text, -1, cases[i].encoding, "UTF-8", NULL, &length, NULL);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *found = NULL;

      g_byte_array_append (bytes, (const guint8 *) cases[i].mark, 2);
      g_byte_array_append (bytes, (const guint8 *) wide, (guint) length);
      found = hash_bytes ((const char *) bytes->data, bytes->len);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_saved_otherwise (void)
{
  static const char *const gaps[] = { ">\n<", ">\r\n\t<", ">\r  <", "><!-- \"x\" --><?y z?><" };
  g_autoptr (GPtrArray) documents = make_documents ();

  for (guint i = 0; i < documents->len; i++)
    {
      const char *text = documents->pdata[i];
      g_autofree char *expected = hash (text);
      g_autofree char *marked =
          g_strconcat ("\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- x -->", text,
                       "\n<?y?>\n", NULL);
      g_autofree char *prefixed = add_prefix (text);
      g_autofree char *references = write_references (text);
      g_autofree char *quotes = replace (text, "'", "\"");
      g_autofree char *broken = replace (text, "' ", "'\r\n    ");
      g_autofree char *spaced = replace (text, "='", " = '");
      g_autofree char *hinted = replace (text, " xmlns=",
                                         " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                                         "xsi:schemaLocation='a b.xsd' xmlns=");
      g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);

      g_assert_cmpuint (strlen (expected), ==, 64);
      for (guint gap = 0; gap < G_N_ELEMENTS (gaps); gap++)
        {
          g_autofree char *changed = replace (text, "><", gaps[gap]);

          assert_same (changed, expected);
        }
      assert_same (marked, expected);
      assert_same (prefixed, expected);
      assert_same (references, expected);
      assert_same (quotes, expected);
      assert_same (broken, expected);
      assert_same (spaced, expected);
      assert_same (hinted, expected);
      assert_same (decomposed, expected);
      check_encodings (text, expected);
    }
}

/* -- written anew from the tree, with one thing changed -- */

typedef enum
{
  WRITE_REVERSED, /* the attributes */
  WRITE_CHANGED,  /* one value */
  WRITE_EMPTY,    /* one value */
  WRITE_RENAMED,  /* one attribute */
  WRITE_WITHOUT,  /* one attribute */
} WriteHow;

typedef struct
{
  GString *text;
  WriteHow how;
  guint which;
  guint at;
} Writing;

static void
write_attribute (Writing *self, const ParafaXmlAttribute *attribute)
{
  gboolean is_it = self->how != WRITE_REVERSED && self->at++ == self->which;
  g_autofree char *value = g_markup_escape_text (attribute->value, -1);

  if (is_it && self->how == WRITE_WITHOUT)
    return;
  g_string_append_printf (self->text, " %s%s=\"%s%s\"", attribute->name,
                          is_it && self->how == WRITE_RENAMED ? "X" : "",
                          is_it && self->how == WRITE_EMPTY ? "" : value,
                          is_it && self->how == WRITE_CHANGED ? "7" : "");
}

static void
write_element (Writing *self, const ParafaXmlElement *element)
{
  g_string_append_printf (self->text, "<%s%s", element->name,
                          element->parent == NULL ? " xmlns=\"" NAMESPACE "\"" : "");
  for (guint i = 0; i < element->n_attributes; i++)
    write_attribute (self, &element->attributes[self->how == WRITE_REVERSED
                                                    ? element->n_attributes - 1 - i
                                                    : i]);
  g_string_append_c (self->text, '>');
  for (const ParafaXmlElement *child = element->first; child != NULL; child = child->next)
    write_element (self, child);
  g_string_append_printf (self->text, "</%s>", element->name);
}

static char *
hash_written (const char *text, WriteHow how, guint which, guint *n_attributes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (ParafaXmlDocument) document = parafa_xml_document_new (bytes, NULL, NULL);
  g_autoptr (GString) written = g_string_new (NULL);
  Writing writing = { written, how, which, 0 };

  write_element (&writing, parafa_xml_document_get_root (document));
  if (n_attributes != NULL)
    *n_attributes = writing.at;
  return hash (written->str);
}

static void
test_order_of_attributes (void)
{
  g_autoptr (GPtrArray) documents = make_documents ();

  for (guint i = 0; i < documents->len; i++)
    {
      g_autofree char *expected = hash (documents->pdata[i]);
      g_autofree char *reversed = hash_written (documents->pdata[i], WRITE_REVERSED, 0, NULL);

      g_assert_cmpstr (reversed, ==, expected);
    }
}

/* Each attribute of each document changed, emptied, renamed, left out: all of these hashes are different ones */
static void
test_every_change (void)
{
  g_autoptr (GPtrArray) documents = make_documents ();
  guint n_changes = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n_attributes = 0;
      char *whole = hash_written (documents->pdata[i], WRITE_CHANGED, G_MAXUINT, &n_attributes);

      g_assert_true (g_hash_table_add (seen, whole));
      g_assert_cmpuint (n_attributes, >=, 3);
      for (WriteHow how = WRITE_CHANGED; how <= WRITE_WITHOUT; how++)
        for (guint which = 0; which < n_attributes; which++, n_changes++)
          if (!g_hash_table_add (seen, hash_written (documents->pdata[i], how, which, NULL)))
            g_error ("%s: change %d of attribute %u is not seen", (char *) documents->pdata[i], how,
                     which);
    }
  g_assert_cmpuint (n_changes, >, 1000);
}

/* -- what else is another declaration -- */

static void
test_different (void)
{
  static const char *const different[] = {
    "<a xmlns='n' b='1 2'/>",
    "<a xmlns='n' b='12'/>",
    "<a xmlns='n' b='1' c='2'/>",
    "<a xmlns='n' b='2' c='1'/>",
    "<a xmlns='n' bc='1' d='2'/>",
    "<a xmlns='n' b='@1:c2'/>",
    "<a xmlns='m' b='12'/>",
    "<a b='12'/>",
    "<a xmlns='' b='1 2'/>",
    "<A xmlns='n' b='12'/>",
    "<a xmlns='n' xmlns:n='n' n:b='12'/>",
    "<a xmlns='n'><b/></a>",
    "<a xmlns='n'><b/><c/></a>",
    "<a xmlns='n'><c/><b/></a>",
    "<a xmlns='n'><b><c/></b></a>",
    "<a xmlns='n'><b/><b/></a>",
    "<a xmlns='n' b='&#x219;'/>",
    "<a xmlns='n' b='&#x15F;'/>", /* ş is no ș */
    "<a xmlns='n' b='&amp;lt;'/>",
    "<a xmlns='n' b='&lt;'/>",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    if (!g_hash_table_add (seen, hash (different[i])))
      g_error ("%s is taken for another", different[i]);
}

static void
test_blanks_in_values (void)
{
  g_autofree char *expected = hash ("<a b='x y'/>");

  assert_same ("<a b=' x  y '/>", expected);
  assert_same ("<a b='x\n\ty'/>", expected);
  assert_same ("<a b='&#10;x&#9;&#13;y'/>", expected);
}

/* The tree does not hold what stands between elements, so that nothing is said of it */
static void
test_text (void)
{
  g_assert_null (hash ("<a>1</a>"));
  g_assert_null (hash ("<a><b/>\n<b> <![CDATA[x]]></b></a>"));
}

/* Archives hold these for years. sha256sum of the text this one is made of:
 * 27:parafa-etransport-content-1<38:mfp:anaf:dgti:eTransport:declaratie:v210:eTransport@-12:codDeclarant10:8000000000…> */
static void
test_lasting (void)
{
  g_autofree char *found = hash (parafa_test_declarations[2]);

  g_assert_cmpstr (found, ==, "ba21bf0f46ea06f21a1eaff616918e9a40b48ce3851c7a6823201c573ca887b8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etransport/content/saved-otherwise", test_saved_otherwise);
  g_test_add_func ("/etransport/content/order-of-attributes", test_order_of_attributes);
  g_test_add_func ("/etransport/content/every-change", test_every_change);
  g_test_add_func ("/etransport/content/different", test_different);
  g_test_add_func ("/etransport/content/blanks-in-values", test_blanks_in_values);
  g_test_add_func ("/etransport/content/text", test_text);
  g_test_add_func ("/etransport/content/lasting", test_lasting);
  return g_test_run ();
}
