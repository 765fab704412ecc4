/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-driver.h"
#include "parafa-pin-state.h"

G_BEGIN_DECLS

typedef enum
{
  PARAFA_CARD_TOKEN_INITIALISED = 1 << 0, /* without it the token was never set up: it is empty */
  PARAFA_CARD_TOKEN_PIN_SET = 1 << 1,     /* a user PIN was set */
  PARAFA_CARD_TOKEN_REMOVABLE = 1 << 2,
  PARAFA_CARD_TOKEN_HARDWARE = 1 << 3, /* says that it is hardware */
} ParafaCardTokenFlags;

/* Strings are owned by the token, never NULL, and without the blanks that PKCS#11 pads them with */
typedef struct
{
  const char *label;
  const char *serial;
  const char *model;
  const char *manufacturer;
  const char *reader; /* the slot's description */
  ParafaCardTokenFlags flags;
  ParafaPinState pin; /* count low, final try, locked, PIN pad */
  gulong slot;        /* the driver's number of it; changes when tokens are moved */
  guint n_certificates;
} ParafaCardTokenInfo;

/* One token as the last listing saw it. Immutable */
#define PARAFA_TYPE_CARD_TOKEN (parafa_card_token_get_type ())
G_DECLARE_FINAL_TYPE (ParafaCardToken, parafa_card_token, PARAFA, CARD_TOKEN, GObject)

ParafaCardToken *parafa_card_token_new (const ParafaCardTokenInfo *info,
                                        ParafaDriver *driver,
                                        GPtrArray *alternatives);
const ParafaCardTokenInfo *parafa_card_token_get_info (ParafaCardToken *self);
ParafaDriver *parafa_card_token_get_driver (ParafaCardToken *self); /* the one that is used */
/* (element-type ParafaDriver): other drivers that see the same token, best first */
GPtrArray *parafa_card_token_get_alternatives (ParafaCardToken *self);

G_END_DECLS
