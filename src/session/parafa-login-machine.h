/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "parafa-login-flow.h"

G_BEGIN_DECLS

/**
 * ParafaLoginState:
 * @PARAFA_LOGIN_STATE_IDLE: nothing began
 * @PARAFA_LOGIN_STATE_LISTING: the card process lists certificates
 * @PARAFA_LOGIN_STATE_CHOOSING: the person chooses
 * @PARAFA_LOGIN_STATE_CHECKING: the card process reads the chosen token's PIN state
 * @PARAFA_LOGIN_STATE_OPENING: the card process opens a file
 * @PARAFA_LOGIN_STATE_ASKING: the person types the PIN
 * @PARAFA_LOGIN_STATE_UNLOCKING: one PIN is being tried, or a key that needs none is taken into use
 * @PARAFA_LOGIN_STATE_AWAITING: the chosen token was pulled out; it is waited for
 * @PARAFA_LOGIN_STATE_PREPARING: client secret, addresses, relay
 * @PARAFA_LOGIN_STATE_SHOWING: the view shows the server's pages
 * @PARAFA_LOGIN_STATE_ARRANGING: client secret and addresses, for the system's browser
 * @PARAFA_LOGIN_STATE_PASTING: the person logs in there and brings the callback's address
 * @PARAFA_LOGIN_STATE_EXCHANGING: one code is being exchanged
 * @PARAFA_LOGIN_STATE_STORING: the pair goes into the keyring
 * @PARAFA_LOGIN_STATE_UNSTORED: the keyring refused; the account holds the pair
 * @PARAFA_LOGIN_STATE_STOPPED: a problem after the PIN; no page is open
 * @PARAFA_LOGIN_STATE_LOST: a problem after which only a new start helps; no card process runs
 * @PARAFA_LOGIN_STATE_DONE: finished
 * @PARAFA_LOGIN_STATE_ENDED: cancelled, or left after it was finished
 */
typedef enum
{
  PARAFA_LOGIN_STATE_IDLE,
  PARAFA_LOGIN_STATE_LISTING,
  PARAFA_LOGIN_STATE_CHOOSING,
  PARAFA_LOGIN_STATE_CHECKING,
  PARAFA_LOGIN_STATE_OPENING,
  PARAFA_LOGIN_STATE_ASKING,
  PARAFA_LOGIN_STATE_UNLOCKING,
  PARAFA_LOGIN_STATE_AWAITING,
  PARAFA_LOGIN_STATE_PREPARING,
  PARAFA_LOGIN_STATE_SHOWING,
  PARAFA_LOGIN_STATE_ARRANGING,
  PARAFA_LOGIN_STATE_PASTING,
  PARAFA_LOGIN_STATE_EXCHANGING,
  PARAFA_LOGIN_STATE_STORING,
  PARAFA_LOGIN_STATE_UNSTORED,
  PARAFA_LOGIN_STATE_STOPPED,
  PARAFA_LOGIN_STATE_LOST,
  PARAFA_LOGIN_STATE_DONE,
  PARAFA_LOGIN_STATE_ENDED,
} ParafaLoginState;

#define PARAFA_LOGIN_N_STATES (PARAFA_LOGIN_STATE_ENDED + 1)

/* What happened. Those marked (p) come with a problem, those marked (p?) with one or with NONE. */
typedef enum
{
  PARAFA_LOGIN_EVENT_START,
  PARAFA_LOGIN_EVENT_LISTED,      /* (p?) NO_CERTIFICATES */
  PARAFA_LOGIN_EVENT_LIST_FAILED, /* (p) */
  PARAFA_LOGIN_EVENT_CHOSEN,      /* a certificate on a token */
  PARAFA_LOGIN_EVENT_FILE,        /* a file with its password */
  PARAFA_LOGIN_EVENT_PIN_NEEDED,  /* (p?) PIN_LOCKED */
  PARAFA_LOGIN_EVENT_PIN_NOT_NEEDED,
  PARAFA_LOGIN_EVENT_CHECK_FAILED, /* (p) */
  PARAFA_LOGIN_EVENT_FILE_OPENED,
  PARAFA_LOGIN_EVENT_FILE_FAILED, /* (p) */
  PARAFA_LOGIN_EVENT_PIN,         /* one PIN, typed */
  PARAFA_LOGIN_EVENT_PIN_EMPTY,   /* nothing was typed: it never goes to the token */
  PARAFA_LOGIN_EVENT_UNLOCKED,
  PARAFA_LOGIN_EVENT_UNLOCK_FAILED, /* (p) */
  PARAFA_LOGIN_EVENT_PREPARED,
  PARAFA_LOGIN_EVENT_PREPARE_FAILED,   /* (p) */
  PARAFA_LOGIN_EVENT_PAGE_SHOWN,       /* (p?) a known page */
  PARAFA_LOGIN_EVENT_VIEW_FAILED,      /* (p) */
  PARAFA_LOGIN_EVENT_RELAY_FAILED,     /* (p) */
  PARAFA_LOGIN_EVENT_CALLBACK,         /* with a code and our state */
  PARAFA_LOGIN_EVENT_CALLBACK_REFUSED, /* (p) */
  PARAFA_LOGIN_EVENT_EXCHANGED,
  PARAFA_LOGIN_EVENT_EXCHANGE_FAILED, /* (p) */
  PARAFA_LOGIN_EVENT_STORED,
  PARAFA_LOGIN_EVENT_STORE_FAILED,   /* (p) */
  PARAFA_LOGIN_EVENT_CARD_ENDED,     /* (p) */
  PARAFA_LOGIN_EVENT_TOKENS_CHANGED, /* one was put in or pulled out */
  PARAFA_LOGIN_EVENT_LISTED_AGAIN,   /* (p?) NO_CERTIFICATES: after a change */
  PARAFA_LOGIN_EVENT_TOKEN_FOUND,    /* the chosen one is in a reader */
  PARAFA_LOGIN_EVENT_TOKEN_MISSED,   /* it is in none */
  PARAFA_LOGIN_EVENT_PASTE,          /* the system's browser is to be used instead of the view */
  PARAFA_LOGIN_EVENT_PATIENCE_ENDED, /* nothing happened for too long while the key is usable */
  PARAFA_LOGIN_EVENT_BACK,
  PARAFA_LOGIN_EVENT_RETRY,
  PARAFA_LOGIN_EVENT_CANCEL,
} ParafaLoginEvent;

#define PARAFA_LOGIN_N_EVENTS (PARAFA_LOGIN_EVENT_CANCEL + 1)

/* What is to be done about it */
typedef enum
{
  PARAFA_LOGIN_DO_NOTHING = 0,
  PARAFA_LOGIN_DO_EXCHANGE = 1 << 0,
  PARAFA_LOGIN_DO_END_CARD = 1 << 1, /* log out, end the card process; before what follows */
  PARAFA_LOGIN_DO_LIST = 1 << 2,
  PARAFA_LOGIN_DO_CHECK = 1 << 3,
  PARAFA_LOGIN_DO_OPEN_FILE = 1 << 4,
  PARAFA_LOGIN_DO_UNLOCK = 1 << 5,
  PARAFA_LOGIN_DO_PREPARE = 1 << 6,
  PARAFA_LOGIN_DO_STORE = 1 << 7,
  PARAFA_LOGIN_DO_SAVE = 1 << 8, /* offer the held pair again */
  PARAFA_LOGIN_DO_CLOSE_PAGE = 1 << 9,
  PARAFA_LOGIN_DO_OPEN_PAGE = 1 << 10,
  PARAFA_LOGIN_DO_TELL_DONE = 1 << 11,
  PARAFA_LOGIN_DO_LIST_AGAIN = 1 << 12,     /* while the person goes on choosing */
  PARAFA_LOGIN_DO_LOOK_FOR_TOKEN = 1 << 13, /* is the chosen one there? */
  PARAFA_LOGIN_DO_ARRANGE = 1 << 14,        /* prepare without a relay */
} ParafaLoginActions;

/* The login without any input or output */
typedef struct
{
  ParafaLoginState state;
  ParafaLoginStep step;
  ParafaLoginProblem problem;
  gboolean from_view; /* the problem is what the view saw: the relay may know better */
  gboolean unlocked;  /* the card process holds a key that signs */
  gboolean page_open;
  gboolean pasting;    /* the system's browser shows the page */
  gboolean changed;    /* tokens changed while they were being listed */
  gboolean token_back; /* the chosen token was pulled out and is back */
  guint n_returns;     /* how often it came back by itself */
  guint serial;        /* changes with the state: an answer to an older question is late */
} ParafaLoginMachine;

void parafa_login_machine_init (ParafaLoginMachine *self);
ParafaLoginActions parafa_login_machine_handle (ParafaLoginMachine *self,
                                                ParafaLoginEvent event,
                                                ParafaLoginProblem problem);
gboolean parafa_login_machine_is_busy (const ParafaLoginMachine *self);
gboolean parafa_login_machine_needs_watching (const ParafaLoginMachine *self);

G_END_DECLS
