/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-report.h"

struct _ParafaDriverReport
{
  GObject parent_instance;

  ParafaDriver *driver;          /* (owned) */
  ParafaDriverFindings findings; /* (owned): its strings */
};

G_DEFINE_FINAL_TYPE (ParafaDriverReport, parafa_driver_report, G_TYPE_OBJECT)

static void
parafa_driver_report_finalize (GObject *object)
{
  ParafaDriverReport *self = PARAFA_DRIVER_REPORT (object);

  g_clear_object (&self->driver);
  g_free ((char *) self->findings.message);
  g_free ((char *) self->findings.detail);
  g_free ((char *) self->findings.description);
  g_free ((char *) self->findings.manufacturer);
  g_free ((char *) self->findings.version);
  G_OBJECT_CLASS (parafa_driver_report_parent_class)->finalize (object);
}

static void
parafa_driver_report_class_init (ParafaDriverReportClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parafa_driver_report_finalize;
}

static void
parafa_driver_report_init (ParafaDriverReport *self)
{
}

/**
 * parafa_driver_report_new:
 * @driver: a driver
 * @findings: how it did; copied
 *
 * Returns: (transfer full): a report
 */
ParafaDriverReport *
parafa_driver_report_new (ParafaDriver *driver, const ParafaDriverFindings *findings)
{
  ParafaDriverReport *self;

  g_return_val_if_fail (PARAFA_IS_DRIVER (driver), NULL);
  g_return_val_if_fail (findings != NULL, NULL);

  self = g_object_new (PARAFA_TYPE_DRIVER_REPORT, NULL);
  self->driver = g_object_ref (driver);
  self->findings = *findings;
  self->findings.message = g_strdup (findings->message);
  self->findings.detail = g_strdup (findings->detail);
  self->findings.description = g_strdup (findings->description);
  self->findings.manufacturer = g_strdup (findings->manufacturer);
  self->findings.version = g_strdup (findings->version);
  return self;
}

/**
 * parafa_driver_report_get_driver:
 * @self: a report
 *
 * Returns: (transfer none): the driver it is about
 */
ParafaDriver *
parafa_driver_report_get_driver (ParafaDriverReport *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_REPORT (self), NULL);
  return self->driver;
}

/**
 * parafa_driver_report_get_findings:
 * @self: a report
 *
 * Returns: (transfer none): how the driver did
 */
const ParafaDriverFindings *
parafa_driver_report_get_findings (ParafaDriverReport *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_REPORT (self), NULL);
  return &self->findings;
}

/**
 * parafa_driver_report_get_problem:
 * @self: a report
 *
 * Returns: what is wrong with the driver
 */
ParafaDriverProblem
parafa_driver_report_get_problem (ParafaDriverReport *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_REPORT (self), PARAFA_DRIVER_PROBLEM_PROCESS);
  return self->findings.problem;
}

/**
 * parafa_driver_report_works:
 * @self: a report
 *
 * Returns: whether the driver answered, even if something on one of its tokens cannot be read
 */
gboolean
parafa_driver_report_works (ParafaDriverReport *self)
{
  g_return_val_if_fail (PARAFA_IS_DRIVER_REPORT (self), FALSE);
  return self->findings.problem == PARAFA_DRIVER_PROBLEM_NONE ||
         self->findings.problem == PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN;
}
