/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-card.h"
#include "parafa-test.h"
#include "test-pki.h"

G_BEGIN_DECLS

#define TEST_DRIVER_PIN "120934"

/* Drivers side by side, in folders of their own: copies of test-pkcs11.so, each with its behaviour and
 * its own SoftHSM tokens */
typedef struct
{
  ParafaTestDir *dir;
  ParafaDriverFolders *folders;
  char *softhsm; /* path of SoftHSM's library */
} TestDrivers;

TestDrivers *test_drivers_new (void);
void test_drivers_free (TestDrivers *self);
/* a folder of tokens; the name is made when it is new */
char *test_drivers_get_store (TestDrivers *self, const char *store);
/* pin: (nullable): NULL sets none. certs: (nullable) NULL-terminated, without keys */
void test_drivers_add_token (TestDrivers *self,
                             const char *store,
                             const char *label,
                             const char *pin,
                             const TestCert *const *certs);
/* a driver NAME.so that sees a store. settings: (nullable): lines NAME=VALUE. Returns: its path */
char *test_drivers_add (TestDrivers *self,
                        const char *name,
                        const char *store,
                        const char *settings,
                        const char *module_fields);
void
test_drivers_change (TestDrivers *self, const char *name, const char *store, const char *settings);
char *test_drivers_copy_library (TestDrivers *self, const char *from, const char *name);
void test_drivers_clear (TestDrivers *self);

ParafaCard *test_drivers_new_card (TestDrivers *self);
void test_drivers_end_card (ParafaCard *card);
ParafaCardListing *test_drivers_list (ParafaCard *card);
ParafaDriverReport *test_drivers_find_report (ParafaCardListing *listing, const char *name);
ParafaDriverReport *test_drivers_probe (ParafaCard *card, const char *path);
guint test_drivers_count_processes (void);
void test_drivers_wait_for_processes (guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDrivers, test_drivers_free)

G_END_DECLS
