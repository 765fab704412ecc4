/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PARAFA_PROGRAM_CARD,         /* parafa-card, the card process */
  PARAFA_PROGRAM_SIMULATOR,    /* parafa-simulator, the practice server */
  PARAFA_PROGRAM_WINDOW,       /* parafa-window, the graphical program */
  PARAFA_PROGRAM_DOCTOR,       /* parafa-doctor, the check-up for the terminal */
  PARAFA_PROGRAM_TOKEN,        /* parafa-token, tokens for the terminal */
  PARAFA_PROGRAM_ETRANSPORT,   /* parafa-etransport, filing from the terminal */
  PARAFA_PROGRAM_LOGIN_MODULE, /* the loadable module with the web view */
} ParafaProgram;

char *parafa_paths_find (ParafaProgram program);
char *parafa_paths_find_data (const char *name);
char *parafa_paths_get_locale_dir (void);
char *parafa_paths_get_own_dir (const char *part);
char *parafa_paths_get_config_dir (void);
char *parafa_paths_get_state_dir (const char *part);

G_END_DECLS
