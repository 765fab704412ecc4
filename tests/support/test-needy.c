/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A driver whose library is missing, as a vendor's is that was built for another distribution */

int parafa_test_absent (void);
unsigned long C_GetFunctionList (void **list);

unsigned long
C_GetFunctionList (void **list)
{
  *list = 0;
  return (unsigned long) parafa_test_absent ();
}
