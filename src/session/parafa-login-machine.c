/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-machine.h"

#define MASK(state) (1u << (state))
#define IN(self, states) ((MASK ((self)->state) & (states)) != 0)

#define IDLE MASK (PARAFA_LOGIN_STATE_IDLE)
#define LISTING MASK (PARAFA_LOGIN_STATE_LISTING)
#define CHOOSING MASK (PARAFA_LOGIN_STATE_CHOOSING)
#define CHECKING MASK (PARAFA_LOGIN_STATE_CHECKING)
#define OPENING MASK (PARAFA_LOGIN_STATE_OPENING)
#define ASKING MASK (PARAFA_LOGIN_STATE_ASKING)
#define UNLOCKING MASK (PARAFA_LOGIN_STATE_UNLOCKING)
#define AWAITING MASK (PARAFA_LOGIN_STATE_AWAITING)
#define PREPARING MASK (PARAFA_LOGIN_STATE_PREPARING)
#define SHOWING MASK (PARAFA_LOGIN_STATE_SHOWING)
#define ARRANGING MASK (PARAFA_LOGIN_STATE_ARRANGING)
#define PASTING MASK (PARAFA_LOGIN_STATE_PASTING)
#define EXCHANGING MASK (PARAFA_LOGIN_STATE_EXCHANGING)
#define STORING MASK (PARAFA_LOGIN_STATE_STORING)
#define UNSTORED MASK (PARAFA_LOGIN_STATE_UNSTORED)
#define STOPPED MASK (PARAFA_LOGIN_STATE_STOPPED)
#define LOST MASK (PARAFA_LOGIN_STATE_LOST)
#define ENDED MASK (PARAFA_LOGIN_STATE_ENDED)

/* A driver may say at each look that the token is there and at each use that it is gone */
#define MAX_RETURNS 3

/* The states that are the person's, of each step; -1: the step of the state before */
static const int steps[PARAFA_LOGIN_N_STATES] = {
  [PARAFA_LOGIN_STATE_IDLE] = PARAFA_LOGIN_CERTIFICATE,
  [PARAFA_LOGIN_STATE_LISTING] = PARAFA_LOGIN_CERTIFICATE,
  [PARAFA_LOGIN_STATE_CHOOSING] = PARAFA_LOGIN_CERTIFICATE,
  [PARAFA_LOGIN_STATE_CHECKING] = PARAFA_LOGIN_CERTIFICATE,
  [PARAFA_LOGIN_STATE_OPENING] = PARAFA_LOGIN_CERTIFICATE,
  [PARAFA_LOGIN_STATE_ASKING] = PARAFA_LOGIN_PIN,
  [PARAFA_LOGIN_STATE_UNLOCKING] = PARAFA_LOGIN_PIN,
  [PARAFA_LOGIN_STATE_AWAITING] = -1,
  [PARAFA_LOGIN_STATE_PREPARING] = PARAFA_LOGIN_PAGE,
  [PARAFA_LOGIN_STATE_SHOWING] = PARAFA_LOGIN_PAGE,
  [PARAFA_LOGIN_STATE_ARRANGING] = PARAFA_LOGIN_PAGE,
  [PARAFA_LOGIN_STATE_PASTING] = PARAFA_LOGIN_PAGE,
  [PARAFA_LOGIN_STATE_EXCHANGING] = PARAFA_LOGIN_TOKEN,
  [PARAFA_LOGIN_STATE_STORING] = PARAFA_LOGIN_TOKEN,
  [PARAFA_LOGIN_STATE_UNSTORED] = PARAFA_LOGIN_TOKEN,
  [PARAFA_LOGIN_STATE_STOPPED] = -1,
  [PARAFA_LOGIN_STATE_LOST] = -1,
  [PARAFA_LOGIN_STATE_DONE] = PARAFA_LOGIN_DONE,
  [PARAFA_LOGIN_STATE_ENDED] = -1,
};

/* Goes to @state with @problem and adds what leaving the former state asks for */
static ParafaLoginActions
enter (ParafaLoginMachine *self,
       ParafaLoginState state,
       ParafaLoginProblem problem,
       ParafaLoginActions actions)
{
  self->state = state;
  self->problem = problem;
  self->from_view = FALSE;
  self->serial++;
  if (steps[state] >= 0)
    self->step = (ParafaLoginStep) steps[state];

  if (self->page_open && state != PARAFA_LOGIN_STATE_SHOWING)
    {
      self->page_open = FALSE;
      actions |= PARAFA_LOGIN_DO_CLOSE_PAGE;
    }
  if ((actions & PARAFA_LOGIN_DO_END_CARD) != 0)
    self->unlocked = FALSE;
  if ((actions & PARAFA_LOGIN_DO_OPEN_PAGE) != 0)
    self->page_open = TRUE;
  return actions;
}

static ParafaLoginActions
go (ParafaLoginMachine *self, ParafaLoginState state, ParafaLoginActions actions)
{
  return enter (self, state, PARAFA_LOGIN_PROBLEM_NONE, actions);
}

static ParafaLoginActions
lose (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  return enter (self, PARAFA_LOGIN_STATE_LOST, problem, PARAFA_LOGIN_DO_END_CARD);
}

static ParafaLoginActions
start_over (ParafaLoginMachine *self)
{
  self->token_back = self->pasting = FALSE;
  return go (self, PARAFA_LOGIN_STATE_LISTING, PARAFA_LOGIN_DO_END_CARD | PARAFA_LOGIN_DO_LIST);
}

/* After these nothing is left of the card process that could be used */
static gboolean
is_of_process (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_CARD_PROCESS ||
         problem == PARAFA_LOGIN_PROBLEM_CARD_TIMEOUT;
}

/* After these the key does not sign any more */
static gboolean
is_of_token (ParafaLoginProblem problem)
{
  return is_of_process (problem) || problem == PARAFA_LOGIN_PROBLEM_TOKEN_GONE ||
         problem == PARAFA_LOGIN_PROBLEM_PIN_WRONG || problem == PARAFA_LOGIN_PROBLEM_PIN_LOCKED;
}

static gboolean
is_of_page (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_PAGE_NO_CERTIFICATE ||
         problem == PARAFA_LOGIN_PROBLEM_PAGE_SESSION_FINISHED ||
         problem == PARAFA_LOGIN_PROBLEM_PAGE_BLOCKED ||
         problem == PARAFA_LOGIN_PROBLEM_PAGE_MAINTENANCE;
}

/* A page that is there shows that these are over, or were about something beside the page */
static gboolean
is_of_network (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_UNREACHABLE || problem == PARAFA_LOGIN_PROBLEM_TIMEOUT ||
         problem == PARAFA_LOGIN_PROBLEM_HOST_REFUSED;
}

static void
set_problem (ParafaLoginMachine *self, ParafaLoginProblem problem, gboolean from_view)
{
  self->problem = problem;
  self->from_view = from_view;
}

/* The choice stays: the login goes on when the token is back, and it may be back already */
static ParafaLoginActions
await_token (ParafaLoginMachine *self)
{
  self->unlocked = FALSE;
  return enter (self, PARAFA_LOGIN_STATE_AWAITING, PARAFA_LOGIN_PROBLEM_TOKEN_GONE,
                PARAFA_LOGIN_DO_LOOK_FOR_TOKEN);
}

/* Another session, so the PIN is asked for again */
static ParafaLoginActions
check_again (ParafaLoginMachine *self)
{
  self->unlocked = FALSE;
  self->token_back = TRUE;
  return go (self, PARAFA_LOGIN_STATE_CHECKING, PARAFA_LOGIN_DO_CHECK);
}

static ParafaLoginActions
handle_choice (ParafaLoginMachine *self, ParafaLoginEvent event)
{
  if (event != PARAFA_LOGIN_EVENT_START)
    self->token_back = FALSE;
  self->pasting = self->pasting && !IN (self, IDLE | CHOOSING | LOST);
  if (event == PARAFA_LOGIN_EVENT_START && IN (self, IDLE | CHOOSING | LOST))
    return go (self, PARAFA_LOGIN_STATE_LISTING, PARAFA_LOGIN_DO_LIST);
  if (event == PARAFA_LOGIN_EVENT_CHOSEN && IN (self, CHOOSING))
    return go (self, PARAFA_LOGIN_STATE_CHECKING, PARAFA_LOGIN_DO_CHECK);
  /* a file needs no list: it helps also where a driver broke the listing */
  if (event == PARAFA_LOGIN_EVENT_FILE && IN (self, IDLE | CHOOSING | LOST))
    return go (self, PARAFA_LOGIN_STATE_OPENING, PARAFA_LOGIN_DO_OPEN_FILE);
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_listed (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  ParafaLoginActions actions = PARAFA_LOGIN_DO_NOTHING;

  if (!IN (self, LISTING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (event == PARAFA_LOGIN_EVENT_LIST_FAILED)
    return lose (self, problem);
  if (self->changed)
    actions = PARAFA_LOGIN_DO_LIST_AGAIN;
  self->changed = FALSE;
  return enter (self, PARAFA_LOGIN_STATE_CHOOSING, problem, actions);
}

/* What else is said on this page stays: it is about the choice before */
static ParafaLoginActions
handle_listed_again (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  if (IN (self, CHOOSING) && (self->problem == PARAFA_LOGIN_PROBLEM_NONE ||
                              self->problem == PARAFA_LOGIN_PROBLEM_NO_CERTIFICATES ||
                              self->problem == PARAFA_LOGIN_PROBLEM_FILE_GONE))
    self->problem = problem;
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_tokens_changed (ParafaLoginMachine *self)
{
  if (IN (self, LISTING))
    self->changed = TRUE;
  if (IN (self, CHOOSING))
    return PARAFA_LOGIN_DO_LIST_AGAIN;
  if (IN (self, ASKING | AWAITING | SHOWING))
    return PARAFA_LOGIN_DO_LOOK_FOR_TOKEN;
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_token_found (ParafaLoginMachine *self)
{
  if (!IN (self, AWAITING | SHOWING) || self->problem != PARAFA_LOGIN_PROBLEM_TOKEN_GONE ||
      self->n_returns >= MAX_RETURNS)
    return PARAFA_LOGIN_DO_NOTHING;
  self->n_returns++;
  return check_again (self);
}

/* A page may still come to its end: the certificate was perhaps presented already */
static ParafaLoginActions
handle_token_missed (ParafaLoginMachine *self)
{
  if (IN (self, ASKING))
    return enter (self, PARAFA_LOGIN_STATE_AWAITING, PARAFA_LOGIN_PROBLEM_TOKEN_GONE,
                  PARAFA_LOGIN_DO_NOTHING);
  if (IN (self, SHOWING))
    {
      self->unlocked = FALSE;
      if (self->problem == PARAFA_LOGIN_PROBLEM_NONE || self->from_view)
        set_problem (self, PARAFA_LOGIN_PROBLEM_TOKEN_GONE, FALSE);
    }
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
prepare (ParafaLoginMachine *self)
{
  self->unlocked = TRUE;
  return go (self, PARAFA_LOGIN_STATE_PREPARING, PARAFA_LOGIN_DO_PREPARE);
}

static ParafaLoginActions
back_to_choice (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  if (is_of_process (problem))
    return lose (self, problem);
  return enter (self, PARAFA_LOGIN_STATE_CHOOSING, problem, PARAFA_LOGIN_DO_NOTHING);
}

/* The key is taken into use without any PIN going anywhere: the person stays where they are */
static ParafaLoginActions
unlock_without_pin (ParafaLoginMachine *self)
{
  ParafaLoginActions actions = go (self, PARAFA_LOGIN_STATE_UNLOCKING, PARAFA_LOGIN_DO_UNLOCK);

  self->step = PARAFA_LOGIN_CERTIFICATE;
  return actions;
}

static ParafaLoginActions
handle_checked (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  if (!IN (self, CHECKING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (event == PARAFA_LOGIN_EVENT_PIN_NOT_NEEDED)
    return unlock_without_pin (self);
  if (event == PARAFA_LOGIN_EVENT_CHECK_FAILED)
    return problem == PARAFA_LOGIN_PROBLEM_TOKEN_GONE ? await_token (self)
                                                      : back_to_choice (self, problem);
  return enter (self, PARAFA_LOGIN_STATE_ASKING, problem, PARAFA_LOGIN_DO_NOTHING);
}

static ParafaLoginActions
handle_file (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  if (!IN (self, OPENING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (event == PARAFA_LOGIN_EVENT_FILE_OPENED)
    return prepare (self);
  return back_to_choice (self, problem);
}

/* Each PIN typed is tried once; what the token refused is for the person to type again */
static ParafaLoginActions
handle_pin (ParafaLoginMachine *self, ParafaLoginEvent event)
{
  if (!IN (self, ASKING) || self->problem == PARAFA_LOGIN_PROBLEM_PIN_LOCKED)
    return PARAFA_LOGIN_DO_NOTHING;
  if (event == PARAFA_LOGIN_EVENT_PIN)
    return go (self, PARAFA_LOGIN_STATE_UNLOCKING, PARAFA_LOGIN_DO_UNLOCK);
  self->problem = PARAFA_LOGIN_PROBLEM_PIN_LENGTH;
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_unlocked (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  if (!IN (self, UNLOCKING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (event == PARAFA_LOGIN_EVENT_UNLOCKED)
    return prepare (self);
  if (problem == PARAFA_LOGIN_PROBLEM_TOKEN_GONE)
    return await_token (self);
  if (is_of_process (problem) || problem == PARAFA_LOGIN_PROBLEM_KEY_MISSING)
    return back_to_choice (self, problem);
  return enter (self, PARAFA_LOGIN_STATE_ASKING, problem, PARAFA_LOGIN_DO_NOTHING);
}

static ParafaLoginActions
arrange (ParafaLoginMachine *self)
{
  return go (self, PARAFA_LOGIN_STATE_ARRANGING, PARAFA_LOGIN_DO_ARRANGE);
}

/* The token is the browser's then: ours lets go of it first */
static ParafaLoginActions
handle_paste (ParafaLoginMachine *self)
{
  const guint before = IDLE | CHOOSING | ASKING | AWAITING | SHOWING | STOPPED | LOST;

  if (!IN (self, before))
    return PARAFA_LOGIN_DO_NOTHING;
  self->pasting = TRUE;
  return go (self, PARAFA_LOGIN_STATE_ARRANGING,
             PARAFA_LOGIN_DO_END_CARD | PARAFA_LOGIN_DO_ARRANGE);
}

static ParafaLoginActions
handle_prepared (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  if (IN (self, ARRANGING))
    return event == PARAFA_LOGIN_EVENT_PREPARED
               ? go (self, PARAFA_LOGIN_STATE_PASTING, PARAFA_LOGIN_DO_NOTHING)
               : enter (self, PARAFA_LOGIN_STATE_STOPPED, problem, PARAFA_LOGIN_DO_NOTHING);
  if (!IN (self, PREPARING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (event == PARAFA_LOGIN_EVENT_PREPARED)
    return go (self, PARAFA_LOGIN_STATE_SHOWING, PARAFA_LOGIN_DO_OPEN_PAGE);
  if (problem == PARAFA_LOGIN_PROBLEM_TOKEN_GONE)
    return await_token (self);
  if (is_of_token (problem))
    return lose (self, problem);
  return enter (self, PARAFA_LOGIN_STATE_STOPPED, problem, PARAFA_LOGIN_DO_NOTHING);
}

/* The first telling problem stays: what follows is mostly its consequence */
static ParafaLoginActions
handle_page (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  if (!IN (self, SHOWING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (self->problem == PARAFA_LOGIN_PROBLEM_NONE || self->from_view || is_of_page (self->problem) ||
      is_of_network (self->problem))
    set_problem (self, problem, FALSE);
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_view (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  const guint before = IDLE | LISTING | CHOOSING | CHECKING | OPENING | ASKING | UNLOCKING |
                       AWAITING | PREPARING | SHOWING | STOPPED;

  /* without a view no login: told before a PIN is typed in vain */
  if (problem == PARAFA_LOGIN_PROBLEM_SANDBOX && IN (self, before))
    return lose (self, problem);
  if (IN (self, SHOWING) && self->problem == PARAFA_LOGIN_PROBLEM_NONE)
    set_problem (self, problem, TRUE);
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_relay (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  if (!IN (self, SHOWING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (self->problem == PARAFA_LOGIN_PROBLEM_NONE || self->from_view)
    set_problem (self, problem, FALSE);
  if (is_of_token (problem))
    self->unlocked = FALSE;
  return self->problem == PARAFA_LOGIN_PROBLEM_TOKEN_GONE ? PARAFA_LOGIN_DO_LOOK_FOR_TOKEN
                                                          : PARAFA_LOGIN_DO_NOTHING;
}

/* What was pasted is not what was meant: the right one may still be in the browser */
static gboolean
is_of_paste (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_NOT_CALLBACK || problem == PARAFA_LOGIN_PROBLEM_STATE;
}

static ParafaLoginActions
handle_callback (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  if (!IN (self, SHOWING | PASTING))
    return PARAFA_LOGIN_DO_NOTHING;
  if (IN (self, PASTING) && event == PARAFA_LOGIN_EVENT_CALLBACK_REFUSED && is_of_paste (problem))
    {
      self->problem = problem;
      return PARAFA_LOGIN_DO_NOTHING;
    }
  if (event == PARAFA_LOGIN_EVENT_CALLBACK)
    return go (self, PARAFA_LOGIN_STATE_EXCHANGING, PARAFA_LOGIN_DO_EXCHANGE);
  return enter (self, PARAFA_LOGIN_STATE_STOPPED, problem, PARAFA_LOGIN_DO_NOTHING);
}

static ParafaLoginActions
handle_token (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  if (event == PARAFA_LOGIN_EVENT_EXCHANGED && IN (self, EXCHANGING))
    return go (self, PARAFA_LOGIN_STATE_STORING, PARAFA_LOGIN_DO_STORE | PARAFA_LOGIN_DO_END_CARD);
  if (event == PARAFA_LOGIN_EVENT_EXCHANGE_FAILED && IN (self, EXCHANGING))
    return enter (self, PARAFA_LOGIN_STATE_STOPPED, problem, PARAFA_LOGIN_DO_NOTHING);
  if (event == PARAFA_LOGIN_EVENT_STORED && IN (self, STORING))
    return go (self, PARAFA_LOGIN_STATE_DONE, PARAFA_LOGIN_DO_TELL_DONE);
  if (event == PARAFA_LOGIN_EVENT_STORE_FAILED && IN (self, STORING))
    return enter (self, PARAFA_LOGIN_STATE_UNSTORED, problem, PARAFA_LOGIN_DO_NOTHING);
  return PARAFA_LOGIN_DO_NOTHING;
}

/* While it lists, the listing's own answer tells */
static ParafaLoginActions
handle_card_ended (ParafaLoginMachine *self, ParafaLoginProblem problem)
{
  if (IN (self, CHOOSING | CHECKING | OPENING | ASKING | UNLOCKING | AWAITING | PREPARING))
    return lose (self, problem);
  if (IN (self, SHOWING))
    return lose (self, self->problem == PARAFA_LOGIN_PROBLEM_NONE || self->from_view
                           ? problem
                           : self->problem);
  if (IN (self, EXCHANGING | STOPPED))
    self->unlocked = FALSE;
  return PARAFA_LOGIN_DO_NOTHING;
}

/* A key that signs is not left lying about */
static ParafaLoginActions
handle_patience_ended (ParafaLoginMachine *self)
{
  if (IN (self, PREPARING))
    return lose (self, PARAFA_LOGIN_PROBLEM_TIMEOUT);
  if (IN (self, SHOWING))
    return lose (self, self->problem == PARAFA_LOGIN_PROBLEM_NONE || self->from_view
                           ? PARAFA_LOGIN_PROBLEM_TIMEOUT
                           : self->problem);
  if (IN (self, STOPPED))
    return lose (self, self->problem);
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_back (ParafaLoginMachine *self)
{
  if (IN (self, CHECKING | OPENING | ASKING))
    return go (self, PARAFA_LOGIN_STATE_CHOOSING, PARAFA_LOGIN_DO_NOTHING);
  if (IN (self, UNLOCKING | AWAITING | PREPARING | SHOWING | ARRANGING | PASTING | STOPPED | LOST))
    return start_over (self);
  return PARAFA_LOGIN_DO_NOTHING;
}

/* The person just types another one */
static gboolean
is_of_answer (ParafaLoginProblem problem)
{
  return problem == PARAFA_LOGIN_PROBLEM_PIN_WRONG || problem == PARAFA_LOGIN_PROBLEM_PIN_LENGTH;
}

static ParafaLoginActions
handle_retry (ParafaLoginMachine *self)
{
  if (IN (self, IDLE | LOST))
    return start_over (self);
  if (self->problem == PARAFA_LOGIN_PROBLEM_NONE)
    return PARAFA_LOGIN_DO_NOTHING;
  if (IN (self, CHOOSING))
    return go (self, PARAFA_LOGIN_STATE_LISTING, PARAFA_LOGIN_DO_LIST);
  if (IN (self, ASKING) && !is_of_answer (self->problem))
    return go (self, PARAFA_LOGIN_STATE_CHECKING, PARAFA_LOGIN_DO_CHECK);
  if (IN (self, AWAITING | SHOWING) && self->problem == PARAFA_LOGIN_PROBLEM_TOKEN_GONE)
    return check_again (self);
  if (IN (self, PASTING) || (IN (self, STOPPED) && self->pasting))
    return arrange (self);
  if (IN (self, SHOWING | STOPPED))
    return self->unlocked ? prepare (self) : start_over (self);
  if (IN (self, UNSTORED))
    return go (self, PARAFA_LOGIN_STATE_STORING, PARAFA_LOGIN_DO_SAVE);
  return PARAFA_LOGIN_DO_NOTHING;
}

static ParafaLoginActions
handle_cancel (ParafaLoginMachine *self)
{
  if (IN (self, ENDED))
    return PARAFA_LOGIN_DO_NOTHING;
  return go (self, PARAFA_LOGIN_STATE_ENDED, PARAFA_LOGIN_DO_END_CARD);
}

/* What may happen at any step: readers, the clock, the person */
static ParafaLoginActions
handle_anywhere (ParafaLoginMachine *self, ParafaLoginEvent event, ParafaLoginProblem problem)
{
  switch ((guint) event)
    {
    case PARAFA_LOGIN_EVENT_TOKENS_CHANGED:
      return handle_tokens_changed (self);
    case PARAFA_LOGIN_EVENT_LISTED_AGAIN:
      return handle_listed_again (self, problem);
    case PARAFA_LOGIN_EVENT_TOKEN_FOUND:
      return handle_token_found (self);
    case PARAFA_LOGIN_EVENT_TOKEN_MISSED:
      return handle_token_missed (self);
    case PARAFA_LOGIN_EVENT_PASTE:
      return handle_paste (self);
    case PARAFA_LOGIN_EVENT_PATIENCE_ENDED:
      return handle_patience_ended (self);
    case PARAFA_LOGIN_EVENT_BACK:
      return handle_back (self);
    case PARAFA_LOGIN_EVENT_RETRY:
      return handle_retry (self);
    case PARAFA_LOGIN_EVENT_CANCEL:
      return handle_cancel (self);
    default:
      g_return_val_if_reached (PARAFA_LOGIN_DO_NOTHING);
    }
}

/**
 * parafa_login_machine_init:
 * @self: (out caller-allocates): a machine
 *
 * Makes it idle.
 */
void
parafa_login_machine_init (ParafaLoginMachine *self)
{
  g_return_if_fail (self != NULL);

  *self = (ParafaLoginMachine){ .state = PARAFA_LOGIN_STATE_IDLE };
}

/**
 * parafa_login_machine_handle:
 * @self: a machine
 * @event: what happened
 * @problem: the problem that comes with the event, or %PARAFA_LOGIN_PROBLEM_NONE
 *
 * The whole order of a login: certificate, check, PIN once, then the page, then one exchange of one
 * code. An event that does not belong to the state changes nothing.
 *
 * Returns: what is to be done
 */
ParafaLoginActions
parafa_login_machine_handle (ParafaLoginMachine *self,
                             ParafaLoginEvent event,
                             ParafaLoginProblem problem)
{
  g_return_val_if_fail (self != NULL, PARAFA_LOGIN_DO_NOTHING);

  switch ((guint) event)
    {
    case PARAFA_LOGIN_EVENT_START:
    case PARAFA_LOGIN_EVENT_CHOSEN:
    case PARAFA_LOGIN_EVENT_FILE:
      return handle_choice (self, event);
    case PARAFA_LOGIN_EVENT_LISTED:
    case PARAFA_LOGIN_EVENT_LIST_FAILED:
      return handle_listed (self, event, problem);
    case PARAFA_LOGIN_EVENT_PIN_NEEDED:
    case PARAFA_LOGIN_EVENT_PIN_NOT_NEEDED:
    case PARAFA_LOGIN_EVENT_CHECK_FAILED:
      return handle_checked (self, event, problem);
    case PARAFA_LOGIN_EVENT_FILE_OPENED:
    case PARAFA_LOGIN_EVENT_FILE_FAILED:
      return handle_file (self, event, problem);
    case PARAFA_LOGIN_EVENT_PIN:
    case PARAFA_LOGIN_EVENT_PIN_EMPTY:
      return handle_pin (self, event);
    case PARAFA_LOGIN_EVENT_UNLOCKED:
    case PARAFA_LOGIN_EVENT_UNLOCK_FAILED:
      return handle_unlocked (self, event, problem);
    case PARAFA_LOGIN_EVENT_PREPARED:
    case PARAFA_LOGIN_EVENT_PREPARE_FAILED:
      return handle_prepared (self, event, problem);
    case PARAFA_LOGIN_EVENT_PAGE_SHOWN:
      return handle_page (self, problem);
    case PARAFA_LOGIN_EVENT_VIEW_FAILED:
      return handle_view (self, problem);
    case PARAFA_LOGIN_EVENT_RELAY_FAILED:
      return handle_relay (self, problem);
    case PARAFA_LOGIN_EVENT_CALLBACK:
    case PARAFA_LOGIN_EVENT_CALLBACK_REFUSED:
      return handle_callback (self, event, problem);
    case PARAFA_LOGIN_EVENT_EXCHANGED:
    case PARAFA_LOGIN_EVENT_EXCHANGE_FAILED:
    case PARAFA_LOGIN_EVENT_STORED:
    case PARAFA_LOGIN_EVENT_STORE_FAILED:
      return handle_token (self, event, problem);
    case PARAFA_LOGIN_EVENT_CARD_ENDED:
      return handle_card_ended (self, problem);
    default:
      return handle_anywhere (self, event, problem);
    }
}

/**
 * parafa_login_machine_is_busy:
 * @self: a machine
 *
 * Returns: %TRUE while the program works and the person waits
 */
gboolean
parafa_login_machine_is_busy (const ParafaLoginMachine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return IN (self, LISTING | CHECKING | OPENING | UNLOCKING | PREPARING | ARRANGING | EXCHANGING |
                       STORING);
}

/**
 * parafa_login_machine_needs_watching:
 * @self: a machine
 *
 * While tokens are being listed nothing is to be watched yet: the list is what changes are told
 * against.
 *
 * Returns: %TRUE while a token that is put in or pulled out makes a difference
 */
gboolean
parafa_login_machine_needs_watching (const ParafaLoginMachine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return IN (self, CHOOSING | CHECKING | ASKING | UNLOCKING | AWAITING | PREPARING | SHOWING);
}
