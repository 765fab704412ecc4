/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-qc-statement.h"
#include "parafa-der.h"
#include "parafa-name-text.h"

/* No authority states more; a bound keeps a hostile certificate from costing time */
#define MAX_STATEMENTS 32
#define MAX_VALUES 32

#define TAG_UTF8_STRING 0x0c
#define TAG_PRINTABLE_STRING 0x13
#define TAG_IA5_STRING 0x16

static const struct
{
  const char *oid;
  ParafaQcKind kind;
} KINDS[] = {
  { "0.4.0.1862.1.1", PARAFA_QC_COMPLIANCE },  { "0.4.0.1862.1.2", PARAFA_QC_LIMIT },
  { "0.4.0.1862.1.3", PARAFA_QC_RETENTION },   { "0.4.0.1862.1.4", PARAFA_QC_DEVICE },
  { "0.4.0.1862.1.5", PARAFA_QC_DISCLOSURE },  { "0.4.0.1862.1.6", PARAFA_QC_TYPE },
  { "0.4.0.1862.1.7", PARAFA_QC_LEGISLATION }, { "1.3.6.1.5.5.7.11.2", PARAFA_QC_SEMANTICS },
};

static ParafaQcKind
find_kind (const char *oid)
{
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (g_str_equal (KINDS[i].oid, oid))
      return KINDS[i].kind;
  return PARAFA_QC_OTHER;
}

/* `MonetaryValue ::= SEQUENCE { currency CHOICE { PrintableString, INTEGER }, amount, exponent }` */
static void
read_limit (ParafaQcStatement *self, ParafaDer list, GStrvBuilder *values)
{
  ParafaDer currency;
  ParafaDer amount;
  ParafaDer exponent;
  guint8 tag;
  gint64 code;
  g_autofree char *text = NULL;

  if (!parafa_der_take_any (&list, &tag, &currency) ||
      !parafa_der_take (&list, PARAFA_DER_INTEGER, &amount) ||
      !parafa_der_take (&list, PARAFA_DER_INTEGER, &exponent) ||
      !parafa_der_read_integer (&exponent, &self->exponent) ||
      !parafa_der_read_integer (&amount, &self->number))
    return;
  if (tag == PARAFA_DER_INTEGER && parafa_der_read_integer (&currency, &code))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, code);
  else
    text = parafa_name_text_decode (tag, currency.bytes, currency.length);
  if (text != NULL)
    g_strv_builder_add (values, text);
}

/* Whatever texts and object identifiers stand in a list, also inside lists of it */
static void
collect_values (ParafaDer list, GStrvBuilder *values, guint depth, guint *n_values)
{
  ParafaDer content;
  guint8 tag;

  while (*n_values < MAX_VALUES && parafa_der_take_any (&list, &tag, &content))
    {
      g_autofree char *text = NULL;

      if (tag == PARAFA_DER_SEQUENCE)
        {
          if (depth > 0)
            collect_values (content, values, depth - 1, n_values);
          continue;
        }
      if (tag == PARAFA_DER_OBJECT_IDENTIFIER)
        text = parafa_der_dup_oid (&content);
      else if (tag == TAG_UTF8_STRING || tag == TAG_PRINTABLE_STRING || tag == TAG_IA5_STRING)
        text = parafa_name_text_decode (tag, content.bytes, content.length);
      if (text == NULL)
        continue;
      g_strv_builder_add (values, text);
      *n_values += 1;
    }
}

static void
read_information (ParafaQcStatement *self, ParafaDer rest, GStrvBuilder *values)
{
  ParafaDer content;
  guint n_values = 0;

  switch (self->kind)
    {
    case PARAFA_QC_RETENTION:
      if (!parafa_der_take (&rest, PARAFA_DER_INTEGER, &content) ||
          !parafa_der_read_integer (&content, &self->number) || self->number < 0)
        self->number = -1;
      break;
    case PARAFA_QC_LIMIT:
      if (parafa_der_take (&rest, PARAFA_DER_SEQUENCE, &content))
        read_limit (self, content, values);
      break;
    case PARAFA_QC_DISCLOSURE:
    case PARAFA_QC_TYPE:
    case PARAFA_QC_LEGISLATION:
    case PARAFA_QC_SEMANTICS:
      collect_values (rest, values, 2, &n_values);
      break;
    case PARAFA_QC_COMPLIANCE:
    case PARAFA_QC_DEVICE:
    case PARAFA_QC_OTHER:
    default:
      break;
    }
}

static ParafaQcStatement *
read_statement (ParafaDer content)
{
  g_autoptr (GStrvBuilder) values = NULL;
  g_autofree char *oid = NULL;
  ParafaQcStatement *self;
  ParafaDer id;

  if (!parafa_der_take (&content, PARAFA_DER_OBJECT_IDENTIFIER, &id))
    return NULL;
  oid = parafa_der_dup_oid (&id);
  if (oid == NULL)
    return NULL;
  values = g_strv_builder_new ();
  self = g_new0 (ParafaQcStatement, 1);
  self->kind = find_kind (oid);
  self->oid = g_steal_pointer (&oid);
  self->number = -1;
  read_information (self, content, values);
  self->values = g_strv_builder_end (values);
  return self;
}

/**
 * parafa_qc_statement_free:
 * @self: (nullable) (transfer full): a statement
 */
void
parafa_qc_statement_free (ParafaQcStatement *self)
{
  if (self == NULL)
    return;
  g_free (self->oid);
  g_strfreev (self->values);
  g_free (self);
}

/**
 * parafa_qc_statements_read:
 * @der: (array length=length): the value of the extension qcStatements
 * @length: number of bytes
 *
 * Reads `QCStatements ::= SEQUENCE OF SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }` (RFC 3739,
 * section 3.2.6; the statements of ETSI EN 319 412-5, section 4). What is damaged ends the list;
 * what stands before it is kept. Unknown statements are kept by their object identifier.
 *
 * Returns: (transfer full) (element-type ParafaQcStatement): the statements, as they stand
 */
GPtrArray *
parafa_qc_statements_read (const guint8 *der, gsize length)
{
  GPtrArray *statements =
      g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_qc_statement_free);
  ParafaDer all = { der, length };
  ParafaDer list;
  ParafaDer content;

  g_return_val_if_fail (der != NULL || length == 0, statements);

  if (!parafa_der_take (&all, PARAFA_DER_SEQUENCE, &list))
    return statements;
  while (statements->len < MAX_STATEMENTS && parafa_der_take (&list, PARAFA_DER_SEQUENCE, &content))
    {
      ParafaQcStatement *statement = read_statement (content);

      if (statement != NULL)
        g_ptr_array_add (statements, statement);
    }
  return statements;
}
