/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-finding.h"

#include "parafa-config.h"

#include <string.h>

#define VALUE_MAX 80

/**
 * parafa_finding_free:
 * @finding: (transfer full): a finding
 */
void
parafa_finding_free (ParafaFinding *finding)
{
  g_return_if_fail (finding != NULL);

  g_free (finding->path);
  g_free (finding->values[0]);
  g_free (finding->values[1]);
  g_free (finding);
}

/**
 * parafa_finding_severity_get_name:
 * @severity: a severity
 *
 * Returns: (transfer none): `error`, `warning` or `advice`
 */
const char *
parafa_finding_severity_get_name (ParafaFindingSeverity severity)
{
  static const char *const names[] = { "error", "warning", "advice" };

  return names[severity];
}

/* Puts the values where {1} and {2} stand, so that a translation may turn them round */
static char *
fill_in (const char *message, char *const *values)
{
  const char *text = g_dgettext (GETTEXT_PACKAGE, message);
  GString *filled = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at[0] == '{' && (at[1] == '1' || at[1] == '2') && at[2] == '}')
        {
          const char *value = values[at[1] - '1'];

          g_string_append (filled, value != NULL ? value : "");
          at += 2;
        }
      else
        {
          g_string_append_c (filled, *at);
        }
    }
  return g_string_free (filled, FALSE);
}

/**
 * parafa_finding_dup_message:
 * @finding: a finding
 *
 * Returns: (transfer full): what is wrong, in the person's language
 */
char *
parafa_finding_dup_message (const ParafaFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  return fill_in (finding->message, finding->values);
}

/**
 * parafa_finding_dup_remedy:
 * @finding: a finding
 *
 * Returns: (transfer full) (nullable): how to mend it, in the person's language
 */
char *
parafa_finding_dup_remedy (const ParafaFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  return finding->remedy != NULL ? fill_in (finding->remedy, finding->values) : NULL;
}

/**
 * parafa_findings_new:
 *
 * Returns: (transfer full) (element-type ParafaFinding): an empty list
 */
GPtrArray *
parafa_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_finding_free);
}

/**
 * parafa_findings_add:
 * @findings: (element-type ParafaFinding): a list
 * @severity: how bad it is
 * @rule: (transfer none): a static string
 * @message: (transfer none): a static string
 * @remedy: (transfer none) (nullable): a static string
 *
 * Returns: (transfer none): the new last finding, still without place
 */
ParafaFinding *
parafa_findings_add (GPtrArray *findings,
                     ParafaFindingSeverity severity,
                     const char *rule,
                     const char *message,
                     const char *remedy)
{
  ParafaFinding *finding = g_new0 (ParafaFinding, 1);

  finding->severity = severity;
  finding->rule = rule;
  finding->message = message;
  finding->remedy = remedy;
  g_ptr_array_add (findings, finding);
  return finding;
}

/**
 * parafa_finding_set_place:
 * @finding: a finding
 * @element: where it is
 * @attribute: (nullable): the attribute it is about; one that is missing puts it at the element
 */
void
parafa_finding_set_place (ParafaFinding *finding,
                          const ParafaXmlElement *element,
                          const char *attribute)
{
  const ParafaXmlAttribute *found =
      attribute != NULL ? parafa_xml_element_find (element, attribute) : NULL;

  g_return_if_fail (finding != NULL && element != NULL);

  finding->place = found != NULL ? found->place : element->place;
  g_free (finding->path);
  finding->path = parafa_xml_element_dup_path (element, attribute);
}

static char *
shorten (const char *value)
{
  if (value == NULL || g_utf8_strlen (value, -1) <= VALUE_MAX)
    return g_strdup (value);
  else
    {
      g_autofree char *start = g_utf8_substring (value, 0, VALUE_MAX - 1);

      return g_strconcat (start, "…", NULL);
    }
}

/**
 * parafa_finding_set_values:
 * @finding: a finding
 * @first: (nullable): stands for {1}; a long one is shortened
 * @second: (nullable): stands for {2}
 */
void
parafa_finding_set_values (ParafaFinding *finding, const char *first, const char *second)
{
  g_return_if_fail (finding != NULL);

  g_free (finding->values[0]);
  g_free (finding->values[1]);
  finding->values[0] = shorten (first);
  finding->values[1] = shorten (second);
}

/**
 * parafa_findings_has_error:
 * @findings: (element-type ParafaFinding): a list
 *
 * Returns: whether the tax office would refuse the document
 */
gboolean
parafa_findings_has_error (GPtrArray *findings)
{
  g_return_val_if_fail (findings != NULL, FALSE);

  for (guint i = 0; i < findings->len; i++)
    if (((ParafaFinding *) findings->pdata[i])->severity == PARAFA_FINDING_ERROR)
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const ParafaFinding *one = *(ParafaFinding *const *) a, *other = *(ParafaFinding *const *) b;

  if (one->severity != other->severity)
    return (int) one->severity - (int) other->severity;
  if (one->place.line != other->place.line)
    return one->place.line < other->place.line ? -1 : 1;
  if (one->place.column != other->place.column)
    return one->place.column < other->place.column ? -1 : 1;
  return strcmp (one->rule, other->rule);
}

/**
 * parafa_findings_sort:
 * @findings: (element-type ParafaFinding): a list
 *
 * Orders by severity, then by place.
 */
void
parafa_findings_sort (GPtrArray *findings)
{
  g_return_if_fail (findings != NULL);

  g_ptr_array_sort (findings, compare);
}
