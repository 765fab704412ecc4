/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A library that is no driver, and the one that test-needy.c needs and does not find */

int parafa_test_absent (void);

int
parafa_test_absent (void)
{
  return 1;
}
