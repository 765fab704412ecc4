/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PARAFA_DRIVER_LIST_ERROR (parafa_driver_list_error_quark ())
GQuark parafa_driver_list_error_quark (void);

typedef enum
{
  PARAFA_DRIVER_LIST_ERROR_INVALID, /* not readable as a list of drivers; the message says where */
} ParafaDriverListError;

typedef enum
{
  PARAFA_DRIVER_RANK_UNKNOWN, /* not in the list */
  PARAFA_DRIVER_RANK_TEST,    /* software tokens */
  PARAFA_DRIVER_RANK_GENERIC, /* OpenSC */
  PARAFA_DRIVER_RANK_VENDOR,  /* of who makes or sells the token */
} ParafaDriverRank;

/* One driver as `data/drivers.ini` knows it. Belongs to its list */
typedef struct
{
  char *id;    /* "safenet" */
  char *title; /* "SafeNet Authentication Client" */
  ParafaDriverRank rank;
  GStrv files;         /* names of the library, without folder; may end in "*" */
  GStrv folders;       /* where it is found on GNU/Linux, usual places first */
  GStrv usb;           /* "0529:0620", lower case; product "*" for every one */
  GStrv manufacturers; /* token's manufacturerID begins with, any case */
  GStrv models;        /* token's model begins with, any case */
  GStrv providers;     /* who sells certificates on such tokens: "certSIGN" */
  GStrv packages; /* "debian=opensc-pkcs11", "fedora=opensc"; none for what a vendor's page has */
  GStrv alternatives; /* ids of other drivers that may do as well */
  char *page;         /* (nullable): where to get it */
} ParafaKnownDriver;

/* Drivers of the tokens that Romanian certificates come with. Immutable, counted; any thread */
typedef struct _ParafaDriverList ParafaDriverList;
#define PARAFA_TYPE_DRIVER_LIST (parafa_driver_list_get_type ())
GType parafa_driver_list_get_type (void) G_GNUC_CONST;

/* pure */
ParafaDriverList *parafa_driver_list_new (GBytes *bytes, GError **error);
/* reads the installed file once; blocks, so not on the main thread. Never NULL: empty when damaged */
ParafaDriverList *parafa_driver_list_get_default (void);
ParafaDriverList *parafa_driver_list_ref (ParafaDriverList *self);
void parafa_driver_list_unref (ParafaDriverList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParafaDriverList, parafa_driver_list_unref)

guint parafa_driver_list_get_length (ParafaDriverList *self);
const ParafaKnownDriver *parafa_driver_list_get (ParafaDriverList *self, guint i);
/* (nullable): by id, by file name or path, and by what a token says of itself */
const ParafaKnownDriver *parafa_driver_list_find (ParafaDriverList *self, const char *id);
const ParafaKnownDriver *parafa_driver_list_find_file (ParafaDriverList *self, const char *file);
const ParafaKnownDriver *
parafa_driver_list_find_token (ParafaDriverList *self, const char *manufacturer, const char *model);
/* (transfer container) (element-type ParafaKnownDriver): best first, may be empty */
GPtrArray *parafa_driver_list_find_usb (ParafaDriverList *self, guint16 vendor, guint16 product);
/* package of a distribution ("debian", "fedora", "opensuse", "arch"), NULL for none */
char *parafa_known_driver_dup_package (const ParafaKnownDriver *driver, const char *distribution);

G_END_DECLS
