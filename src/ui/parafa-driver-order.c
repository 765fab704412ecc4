/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-order.h"

/**
 * parafa_driver_order_plan:
 * @priorities: (array length=n) (inout): the drivers' priorities, in the order that is wanted
 * @n: how many
 * @first: the first position whose driver changed
 * @last: the last one
 *
 * Finds priorities that give this order: p11-kit asks the higher ones first, and those of one priority
 * in an order of its own. Only what has to change is changed: what stands below @last keeps its
 * priority, and what stands above @first is raised only where the others would overtake it.
 */
void
parafa_driver_order_plan (int *priorities, guint n, guint first, guint last)
{
  gboolean raised = FALSE;

  g_return_if_fail (priorities != NULL || n == 0);
  g_return_if_fail (first <= last && (n == 0 || last < n));

  for (guint i = MIN (last + 1, n); i-- > 0;)
    {
      if (i + 1 >= n)
        continue;
      if (i < first && !raised)
        return;
      raised = priorities[i] <= priorities[i + 1] && priorities[i + 1] < G_MAXINT;
      if (raised)
        priorities[i] = priorities[i + 1] + 1;
    }
}
