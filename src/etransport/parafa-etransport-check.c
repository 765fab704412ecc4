/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-check.h"

#include "parafa-etransport-advice.h"
#include "parafa-etransport-rules.h"
#include "parafa-etransport-schema.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ParafaEtransportCheck
{
  gatomicrefcount ref_count;
  ParafaXmlDocument *document; /* (owned) (nullable) */
  GPtrArray *findings;         /* (owned) (element-type ParafaFinding) */
  const char *kind;            /* (nullable) static */
};

G_DEFINE_BOXED_TYPE (ParafaEtransportCheck,
                     parafa_etransport_check,
                     parafa_etransport_check_ref,
                     parafa_etransport_check_unref)

/* What a file that cannot be read is told */
static const struct
{
  const char *message;
  const char *remedy;
} read_texts[] = {
  [PARAFA_XML_ERROR_EMPTY] = { N_ ("The file is empty"),
                               N_ ("Choose the XML file that was made for e-Transport") },
  [PARAFA_XML_ERROR_TOO_LARGE] = { N_ ("The file is larger than 5 MB, which ANAF does not take"),
                                   N_ ("Split the goods over several declarations") },
  [PARAFA_XML_ERROR_ENCODING] = { N_ ("The text of the file is not in the encoding it names: {1}"),
                                  N_ ("Save the file as UTF-8") },
  [PARAFA_XML_ERROR_MALFORMED] = { N_ ("This is not XML: {1}"),
                                   N_ ("Choose an XML file, or make it anew with the program it "
                                       "came from") },
  [PARAFA_XML_ERROR_DOCTYPE] = { N_ ("The file declares a document type (DOCTYPE), which is "
                                     "refused for safety"),
                                 N_ ("Take the DOCTYPE out") },
  [PARAFA_XML_ERROR_TOO_DEEP] = { N_ ("Elements are nested too deeply for a declaration"),
                                  N_ ("Choose the XML file that was made for e-Transport") },
};

static void
add_unreadable (ParafaEtransportCheck *self, const GError *error, ParafaXmlPlace place)
{
  ParafaFinding *finding =
      parafa_findings_add (self->findings, PARAFA_FINDING_ERROR, PARAFA_FINDING_RULE_SCHEMA,
                           read_texts[error->code].message, read_texts[error->code].remedy);

  finding->place = place;
  parafa_finding_set_values (finding, error->message, NULL);
}

static const char *
find_kind (const ParafaXmlElement *root)
{
  static const char *const kinds[] = { "notificare", "stergere", "confirmare", "modifVehicul" };
  const ParafaXmlElement *notice = parafa_xml_element_child (root, "notificare");

  if (notice != NULL && parafa_xml_element_child (notice, "corectie") != NULL)
    return "corectie";
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (parafa_xml_element_child (root, kinds[i]) != NULL)
      return kinds[i];
  return NULL;
}

/**
 * parafa_etransport_check_new:
 * @bytes: a file
 * @today: today in Romania, for the advice on dates
 *
 * Reads a declaration and judges it by schema and rules; everything found is told at once. Pure and without a login:
 * may be called on any thread.
 *
 * Returns: (transfer full): the judgement
 */
ParafaEtransportCheck *
parafa_etransport_check_new (GBytes *bytes, const GDate *today)
{
  ParafaEtransportCheck *self = g_new0 (ParafaEtransportCheck, 1);
  g_autoptr (GError) error = NULL;
  const ParafaXmlElement *root;
  ParafaXmlPlace place;

  g_return_val_if_fail (bytes != NULL && today != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->findings = parafa_findings_new ();
  self->document = parafa_xml_document_new (bytes, &place, &error);
  if (self->document == NULL)
    {
      add_unreadable (self, error, place);
      return self;
    }
  root = parafa_xml_document_get_root (self->document);
  if (parafa_etransport_schema_check (root, self->findings))
    {
      self->kind = find_kind (root);
      parafa_etransport_rules_check (root, self->findings);
      parafa_etransport_advise (root, today, self->findings);
    }
  parafa_findings_sort (self->findings);
  return self;
}

/**
 * parafa_etransport_check_ref:
 * @self: a judgement
 *
 * Returns: (transfer full): @self
 */
ParafaEtransportCheck *
parafa_etransport_check_ref (ParafaEtransportCheck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * parafa_etransport_check_unref:
 * @self: (transfer full): a judgement
 */
void
parafa_etransport_check_unref (ParafaEtransportCheck *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->document, parafa_xml_document_unref);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * parafa_etransport_check_is_valid:
 * @self: a judgement
 *
 * Returns: whether nothing of severity error was found
 */
gboolean
parafa_etransport_check_is_valid (ParafaEtransportCheck *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !parafa_findings_has_error (self->findings);
}

/**
 * parafa_etransport_check_get_kind:
 * @self: a judgement
 *
 * Returns: (transfer none) (nullable): `notificare`, `corectie`, `stergere`, `confirmare` or `modifVehicul`; %NULL when
 *   the file is no declaration
 */
const char *
parafa_etransport_check_get_kind (ParafaEtransportCheck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind;
}

/**
 * parafa_etransport_check_get_findings:
 * @self: a judgement
 *
 * Returns: (transfer none) (element-type ParafaFinding): what was found, by severity and place
 */
GPtrArray *
parafa_etransport_check_get_findings (ParafaEtransportCheck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->findings;
}

/**
 * parafa_etransport_check_get_document:
 * @self: a judgement
 *
 * Returns: (transfer none) (nullable): the document; %NULL when it could not be read
 */
ParafaXmlDocument *
parafa_etransport_check_get_document (ParafaEtransportCheck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->document;
}
