/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-doctor.h"
#include "parafa-terminal-locale.h"

#include "parafa-process.h"

int
main (int argc, char **argv)
{
  parafa_terminal_locale_set ();
  parafa_process_harden ();
  return (int) parafa_doctor_run (argc - 1, argv + 1);
}
