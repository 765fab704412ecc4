/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-login-machine.h"

#define N_RANDOM_EVENTS 100000

#define STATE(name) PARAFA_LOGIN_STATE_##name
#define EVENT(name) PARAFA_LOGIN_EVENT_##name
#define PROBLEM(name) PARAFA_LOGIN_PROBLEM_##name
#define DO(name) PARAFA_LOGIN_DO_##name

/* One row of what is agreed: everything that is not here must change nothing */
typedef struct
{
  ParafaLoginState state;
  ParafaLoginEvent event;
  ParafaLoginProblem problem; /* that comes with the event */
  ParafaLoginState next;
  ParafaLoginProblem next_problem;
  guint actions;
} Row;

/* From each state as it usually is: see make_usual() */
static const Row rows[] = {
  { STATE (IDLE), EVENT (START), 0, STATE (LISTING), 0, DO (LIST) },
  { STATE (IDLE), EVENT (RETRY), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (IDLE), EVENT (FILE), 0, STATE (OPENING), 0, DO (OPEN_FILE) },
  { STATE (LISTING), EVENT (LISTED), 0, STATE (CHOOSING), 0, 0 },
  { STATE (LISTING), EVENT (LISTED), PROBLEM (NO_CERTIFICATES), STATE (CHOOSING),
    PROBLEM (NO_CERTIFICATES), 0 },
  { STATE (LISTING), EVENT (LIST_FAILED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (LISTING), EVENT (LIST_FAILED), PROBLEM (SETUP), STATE (LOST), PROBLEM (SETUP),
    DO (END_CARD) },
  { STATE (CHOOSING), EVENT (START), 0, STATE (LISTING), 0, DO (LIST) },
  { STATE (CHOOSING), EVENT (CHOSEN), 0, STATE (CHECKING), 0, DO (CHECK) },
  { STATE (CHOOSING), EVENT (FILE), 0, STATE (OPENING), 0, DO (OPEN_FILE) },
  { STATE (CHOOSING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (CHECKING), EVENT (PIN_NEEDED), 0, STATE (ASKING), 0, 0 },
  { STATE (CHECKING), EVENT (PIN_NEEDED), PROBLEM (PIN_LOCKED), STATE (ASKING),
    PROBLEM (PIN_LOCKED), 0 },
  { STATE (CHECKING), EVENT (PIN_NOT_NEEDED), 0, STATE (UNLOCKING), 0, DO (UNLOCK) },
  { STATE (CHECKING), EVENT (CHECK_FAILED), PROBLEM (TOKEN_GONE), STATE (AWAITING),
    PROBLEM (TOKEN_GONE), DO (LOOK_FOR_TOKEN) },
  { STATE (CHECKING), EVENT (CHECK_FAILED), PROBLEM (SIGN), STATE (CHOOSING), PROBLEM (SIGN), 0 },
  { STATE (CHECKING), EVENT (CHECK_FAILED), PROBLEM (CARD_TIMEOUT), STATE (LOST),
    PROBLEM (CARD_TIMEOUT), DO (END_CARD) },
  { STATE (CHECKING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (CHECKING), EVENT (BACK), 0, STATE (CHOOSING), 0, 0 },
  { STATE (OPENING), EVENT (FILE_OPENED), 0, STATE (PREPARING), 0, DO (PREPARE) },
  { STATE (OPENING), EVENT (FILE_FAILED), PROBLEM (FILE_PASSWORD), STATE (CHOOSING),
    PROBLEM (FILE_PASSWORD), 0 },
  { STATE (OPENING), EVENT (FILE_FAILED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (OPENING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (OPENING), EVENT (BACK), 0, STATE (CHOOSING), 0, 0 },
  { STATE (ASKING), EVENT (PIN), 0, STATE (UNLOCKING), 0, DO (UNLOCK) },
  { STATE (ASKING), EVENT (PIN_EMPTY), 0, STATE (ASKING), PROBLEM (PIN_LENGTH), 0 },
  { STATE (ASKING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (ASKING), EVENT (BACK), 0, STATE (CHOOSING), 0, 0 },
  { STATE (UNLOCKING), EVENT (UNLOCKED), 0, STATE (PREPARING), 0, DO (PREPARE) },
  { STATE (UNLOCKING), EVENT (UNLOCK_FAILED), PROBLEM (PIN_WRONG), STATE (ASKING),
    PROBLEM (PIN_WRONG), 0 },
  { STATE (UNLOCKING), EVENT (UNLOCK_FAILED), PROBLEM (PIN_LOCKED), STATE (ASKING),
    PROBLEM (PIN_LOCKED), 0 },
  { STATE (UNLOCKING), EVENT (UNLOCK_FAILED), PROBLEM (PIN_LENGTH), STATE (ASKING),
    PROBLEM (PIN_LENGTH), 0 },
  { STATE (UNLOCKING), EVENT (UNLOCK_FAILED), PROBLEM (KEY_MISSING), STATE (CHOOSING),
    PROBLEM (KEY_MISSING), 0 },
  { STATE (UNLOCKING), EVENT (UNLOCK_FAILED), PROBLEM (TOKEN_GONE), STATE (AWAITING),
    PROBLEM (TOKEN_GONE), DO (LOOK_FOR_TOKEN) },
  { STATE (UNLOCKING), EVENT (UNLOCK_FAILED), PROBLEM (CARD_TIMEOUT), STATE (LOST),
    PROBLEM (CARD_TIMEOUT), DO (END_CARD) },
  { STATE (UNLOCKING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (UNLOCKING), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (PREPARING), EVENT (PREPARED), 0, STATE (SHOWING), 0, DO (OPEN_PAGE) },
  { STATE (PREPARING), EVENT (PREPARE_FAILED), PROBLEM (CLIENT_SECRET), STATE (STOPPED),
    PROBLEM (CLIENT_SECRET), 0 },
  { STATE (PREPARING), EVENT (PREPARE_FAILED), PROBLEM (KEYRING_LOCKED), STATE (STOPPED),
    PROBLEM (KEYRING_LOCKED), 0 },
  { STATE (PREPARING), EVENT (PREPARE_FAILED), PROBLEM (TOKEN_GONE), STATE (AWAITING),
    PROBLEM (TOKEN_GONE), DO (LOOK_FOR_TOKEN) },
  { STATE (PREPARING), EVENT (PREPARE_FAILED), PROBLEM (CARD_TIMEOUT), STATE (LOST),
    PROBLEM (CARD_TIMEOUT), DO (END_CARD) },
  /* a token that is put in or pulled out */
  { STATE (LISTING), EVENT (TOKENS_CHANGED), 0, STATE (LISTING), 0, 0 },
  { STATE (CHOOSING), EVENT (TOKENS_CHANGED), 0, STATE (CHOOSING), 0, DO (LIST_AGAIN) },
  { STATE (CHOOSING), EVENT (LISTED_AGAIN), PROBLEM (NO_CERTIFICATES), STATE (CHOOSING),
    PROBLEM (NO_CERTIFICATES), 0 },
  { STATE (ASKING), EVENT (TOKENS_CHANGED), 0, STATE (ASKING), 0, DO (LOOK_FOR_TOKEN) },
  { STATE (ASKING), EVENT (TOKEN_MISSED), 0, STATE (AWAITING), PROBLEM (TOKEN_GONE), 0 },
  { STATE (AWAITING), EVENT (TOKENS_CHANGED), 0, STATE (AWAITING), PROBLEM (TOKEN_GONE),
    DO (LOOK_FOR_TOKEN) },
  { STATE (AWAITING), EVENT (TOKEN_FOUND), 0, STATE (CHECKING), 0, DO (CHECK) },
  { STATE (AWAITING), EVENT (RETRY), 0, STATE (CHECKING), 0, DO (CHECK) },
  { STATE (AWAITING), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (AWAITING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (SHOWING), EVENT (TOKENS_CHANGED), 0, STATE (SHOWING), 0, DO (LOOK_FOR_TOKEN) },
  { STATE (SHOWING), EVENT (TOKEN_MISSED), 0, STATE (SHOWING), PROBLEM (TOKEN_GONE), 0 },
  { STATE (SHOWING), EVENT (RELAY_FAILED), PROBLEM (TOKEN_GONE), STATE (SHOWING),
    PROBLEM (TOKEN_GONE), DO (LOOK_FOR_TOKEN) },
  { STATE (PREPARING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) },
  { STATE (PREPARING), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (SHOWING), EVENT (PAGE_SHOWN), 0, STATE (SHOWING), 0, 0 },
  { STATE (SHOWING), EVENT (PAGE_SHOWN), PROBLEM (PAGE_BLOCKED), STATE (SHOWING),
    PROBLEM (PAGE_BLOCKED), 0 },
  { STATE (SHOWING), EVENT (VIEW_FAILED), PROBLEM (VIEW), STATE (SHOWING), PROBLEM (VIEW), 0 },
  { STATE (SHOWING), EVENT (VIEW_FAILED), PROBLEM (SANDBOX), STATE (LOST), PROBLEM (SANDBOX),
    DO (END_CARD) | DO (CLOSE_PAGE) },
  { STATE (SHOWING), EVENT (RELAY_FAILED), PROBLEM (UNTRUSTED), STATE (SHOWING),
    PROBLEM (UNTRUSTED), 0 },
  { STATE (SHOWING), EVENT (CALLBACK), 0, STATE (EXCHANGING), 0, DO (EXCHANGE) | DO (CLOSE_PAGE) },
  { STATE (SHOWING), EVENT (CALLBACK_REFUSED), PROBLEM (DENIED), STATE (STOPPED), PROBLEM (DENIED),
    DO (CLOSE_PAGE) },
  { STATE (SHOWING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (LOST),
    PROBLEM (CARD_PROCESS), DO (END_CARD) | DO (CLOSE_PAGE) },
  { STATE (PREPARING), EVENT (PATIENCE_ENDED), 0, STATE (LOST), PROBLEM (TIMEOUT), DO (END_CARD) },
  { STATE (SHOWING), EVENT (PATIENCE_ENDED), 0, STATE (LOST), PROBLEM (TIMEOUT),
    DO (END_CARD) | DO (CLOSE_PAGE) },
  { STATE (SHOWING), EVENT (BACK), 0, STATE (LISTING), 0,
    DO (END_CARD) | DO (CLOSE_PAGE) | DO (LIST) },
  /* the system's browser instead of the view */
  { STATE (IDLE), EVENT (PASTE), 0, STATE (ARRANGING), 0, DO (END_CARD) | DO (ARRANGE) },
  { STATE (CHOOSING), EVENT (PASTE), 0, STATE (ARRANGING), 0, DO (END_CARD) | DO (ARRANGE) },
  { STATE (ASKING), EVENT (PASTE), 0, STATE (ARRANGING), 0, DO (END_CARD) | DO (ARRANGE) },
  { STATE (AWAITING), EVENT (PASTE), 0, STATE (ARRANGING), 0, DO (END_CARD) | DO (ARRANGE) },
  { STATE (SHOWING), EVENT (PASTE), 0, STATE (ARRANGING), 0,
    DO (END_CARD) | DO (ARRANGE) | DO (CLOSE_PAGE) },
  { STATE (STOPPED), EVENT (PASTE), 0, STATE (ARRANGING), 0, DO (END_CARD) | DO (ARRANGE) },
  { STATE (LOST), EVENT (PASTE), 0, STATE (ARRANGING), 0, DO (END_CARD) | DO (ARRANGE) },
  { STATE (ARRANGING), EVENT (PREPARED), 0, STATE (PASTING), 0, 0 },
  { STATE (ARRANGING), EVENT (PREPARE_FAILED), PROBLEM (CLIENT_SECRET), STATE (STOPPED),
    PROBLEM (CLIENT_SECRET), 0 },
  { STATE (ARRANGING), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (PASTING), EVENT (CALLBACK), 0, STATE (EXCHANGING), 0, DO (EXCHANGE) },
  { STATE (PASTING), EVENT (CALLBACK_REFUSED), PROBLEM (NOT_CALLBACK), STATE (PASTING),
    PROBLEM (NOT_CALLBACK), 0 },
  { STATE (PASTING), EVENT (CALLBACK_REFUSED), PROBLEM (STATE), STATE (PASTING), PROBLEM (STATE),
    0 },
  { STATE (PASTING), EVENT (CALLBACK_REFUSED), PROBLEM (DENIED), STATE (STOPPED), PROBLEM (DENIED),
    0 },
  { STATE (PASTING), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (EXCHANGING), EVENT (EXCHANGED), 0, STATE (STORING), 0, DO (STORE) | DO (END_CARD) },
  { STATE (EXCHANGING), EVENT (EXCHANGE_FAILED), PROBLEM (CODE_EXPIRED), STATE (STOPPED),
    PROBLEM (CODE_EXPIRED), 0 },
  { STATE (EXCHANGING), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (EXCHANGING), 0, 0 },
  { STATE (STORING), EVENT (STORED), 0, STATE (DONE), 0, DO (TELL_DONE) },
  { STATE (STORING), EVENT (STORE_FAILED), PROBLEM (KEYRING_LOCKED), STATE (UNSTORED),
    PROBLEM (KEYRING_LOCKED), 0 },
  { STATE (UNSTORED), EVENT (RETRY), 0, STATE (STORING), 0, DO (SAVE) },
  { STATE (STOPPED), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (STOPPED), EVENT (RETRY), 0, STATE (PREPARING), 0, DO (PREPARE) },
  { STATE (STOPPED), EVENT (PATIENCE_ENDED), 0, STATE (LOST), PROBLEM (DENIED), DO (END_CARD) },
  { STATE (STOPPED), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS), STATE (STOPPED), PROBLEM (DENIED),
    0 },
  { STATE (STOPPED), EVENT (VIEW_FAILED), PROBLEM (SANDBOX), STATE (LOST), PROBLEM (SANDBOX),
    DO (END_CARD) },
  { STATE (LOST), EVENT (START), 0, STATE (LISTING), 0, DO (LIST) },
  { STATE (LOST), EVENT (BACK), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (LOST), EVENT (RETRY), 0, STATE (LISTING), 0, DO (END_CARD) | DO (LIST) },
  { STATE (LOST), EVENT (FILE), 0, STATE (OPENING), 0, DO (OPEN_FILE) },
};

static gboolean
is_before_page (ParafaLoginState state)
{
  return state <= STATE (PREPARING) && state != STATE (ARRANGING) && state != STATE (PASTING);
}

/* A machine in @state as a login brings it there */
static ParafaLoginMachine
make_usual (ParafaLoginState state)
{
  ParafaLoginMachine machine = { .state = state };

  machine.unlocked = state == STATE (PREPARING) || state == STATE (SHOWING) ||
                     state == STATE (EXCHANGING) || state == STATE (STOPPED);
  machine.page_open = state == STATE (SHOWING);
  if (state == STATE (STOPPED))
    machine.problem = PROBLEM (DENIED);
  if (state == STATE (AWAITING))
    machine.problem = PROBLEM (TOKEN_GONE);
  if (state == STATE (UNSTORED))
    machine.problem = PROBLEM (KEYRING_LOCKED);
  if (state == STATE (LOST))
    machine.problem = PROBLEM (CARD_PROCESS);
  return machine;
}

/* A problem that belongs to the event but to no row */
static ParafaLoginProblem
get_usual_problem (ParafaLoginEvent event)
{
  switch ((guint) event)
    {
    case EVENT (LIST_FAILED):
    case EVENT (CARD_ENDED):
      return PROBLEM (CARD_PROCESS);
    case EVENT (VIEW_FAILED):
      return PROBLEM (VIEW);
    case EVENT (RELAY_FAILED):
      return PROBLEM (TLS);
    case EVENT (CHECK_FAILED):
    case EVENT (UNLOCK_FAILED):
      return PROBLEM (TOKEN_GONE);
    default:
      return PROBLEM (NONE);
    }
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ParafaLoginMachine machine = make_usual (rows[i].state);
      ParafaLoginActions actions =
          parafa_login_machine_handle (&machine, rows[i].event, rows[i].problem);

      g_test_message ("row %u", i);
      g_assert_cmpint (machine.state, ==, rows[i].next);
      g_assert_cmpint (machine.problem, ==, rows[i].next_problem);
      g_assert_cmphex (actions, ==, rows[i].actions);
    }
}

static gboolean
has_row (ParafaLoginState state, ParafaLoginEvent event)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].state == state && rows[i].event == event)
        return TRUE;
    }
  return event == EVENT (CANCEL);
}

/* Every pair that is not agreed on leaves the machine as it is and asks for nothing */
static void
test_everything_else_changes_nothing (void)
{
  guint n_pairs = 0;

  for (guint s = 0; s < PARAFA_LOGIN_N_STATES; s++)
    for (guint e = 0; e < PARAFA_LOGIN_N_EVENTS; e++)
      {
        ParafaLoginMachine machine = make_usual ((ParafaLoginState) s);
        const ParafaLoginMachine before = machine;

        if (has_row ((ParafaLoginState) s, (ParafaLoginEvent) e))
          continue;
        n_pairs++;
        g_assert_cmphex (parafa_login_machine_handle (&machine, (ParafaLoginEvent) e,
                                                      get_usual_problem ((ParafaLoginEvent) e)),
                         ==, 0);
        g_assert_cmpint (machine.state, ==, before.state);
        g_assert_cmpint (machine.problem, ==, before.problem);
        g_assert_cmpint (machine.unlocked, ==, before.unlocked);
        g_assert_cmpint (machine.page_open, ==, before.page_open);
        g_assert_cmpuint (machine.serial, ==, before.serial);
      }
  g_assert_cmpuint (n_pairs, >, 300);
}

static void
test_cancel_ends_from_everywhere (void)
{
  for (guint s = 0; s < PARAFA_LOGIN_STATE_ENDED; s++)
    {
      ParafaLoginMachine machine = make_usual ((ParafaLoginState) s);
      guint expected = DO (END_CARD) | (machine.page_open ? DO (CLOSE_PAGE) : 0);

      g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (CANCEL), 0), ==, expected);
      g_assert_cmpint (machine.state, ==, STATE (ENDED));
      g_assert_false (machine.unlocked);
      g_assert_false (machine.page_open);
      g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (CANCEL), 0), ==, 0);
    }
}

/* Without a sandbox no view: told before a PIN is typed in vain */
static void
test_sandbox_before_page (void)
{
  for (guint s = 0; s < PARAFA_LOGIN_N_STATES; s++)
    {
      ParafaLoginMachine machine = make_usual ((ParafaLoginState) s);

      if (!is_before_page ((ParafaLoginState) s))
        continue;
      g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (VIEW_FAILED),
                                                    PROBLEM (SANDBOX)),
                       ==, DO (END_CARD));
      g_assert_cmpint (machine.state, ==, STATE (LOST));
      g_assert_cmpint (machine.problem, ==, PROBLEM (SANDBOX));
    }
}

typedef struct
{
  ParafaLoginEvent first;
  ParafaLoginProblem first_problem;
  ParafaLoginEvent second;
  ParafaLoginProblem second_problem;
  ParafaLoginProblem shown;
} PairOfProblems;

static const PairOfProblems pairs_of_problems[] = {
  /* one cause, told by both: the relay's word, whoever spoke first */
  { EVENT (VIEW_FAILED), PROBLEM (VIEW), EVENT (RELAY_FAILED), PROBLEM (UNTRUSTED),
    PROBLEM (UNTRUSTED) },
  { EVENT (RELAY_FAILED), PROBLEM (UNTRUSTED), EVENT (VIEW_FAILED), PROBLEM (VIEW),
    PROBLEM (UNTRUSTED) },
  { EVENT (VIEW_FAILED), PROBLEM (TLS), EVENT (RELAY_FAILED), PROBLEM (WRONG_HOST),
    PROBLEM (WRONG_HOST) },
  /* what follows from the first does not hide it */
  { EVENT (RELAY_FAILED), PROBLEM (SIGN), EVENT (RELAY_FAILED), PROBLEM (TLS), PROBLEM (SIGN) },
  { EVENT (RELAY_FAILED), PROBLEM (SIGN), EVENT (PAGE_SHOWN), PROBLEM (PAGE_NO_CERTIFICATE),
    PROBLEM (SIGN) },
  { EVENT (RELAY_FAILED), PROBLEM (SIGN), EVENT (PAGE_SHOWN), 0, PROBLEM (SIGN) },
  { EVENT (PAGE_SHOWN), PROBLEM (PAGE_NO_CERTIFICATE), EVENT (RELAY_FAILED), PROBLEM (TLS),
    PROBLEM (PAGE_NO_CERTIFICATE) },
  { EVENT (PAGE_SHOWN), PROBLEM (PAGE_BLOCKED), EVENT (VIEW_FAILED), PROBLEM (VIEW),
    PROBLEM (PAGE_BLOCKED) },
  /* a page that is there ends what was about the way to it, or about the page before */
  { EVENT (RELAY_FAILED), PROBLEM (UNREACHABLE), EVENT (PAGE_SHOWN), 0, 0 },
  { EVENT (RELAY_FAILED), PROBLEM (HOST_REFUSED), EVENT (PAGE_SHOWN), 0, 0 },
  { EVENT (VIEW_FAILED), PROBLEM (VIEW), EVENT (PAGE_SHOWN), 0, 0 },
  { EVENT (PAGE_SHOWN), PROBLEM (PAGE_MAINTENANCE), EVENT (PAGE_SHOWN), 0, 0 },
  { EVENT (PAGE_SHOWN), PROBLEM (PAGE_SESSION_FINISHED), EVENT (PAGE_SHOWN), PROBLEM (PAGE_BLOCKED),
    PROBLEM (PAGE_BLOCKED) },
  /* the end of the card process or of patience keeps the telling one */
  { EVENT (RELAY_FAILED), PROBLEM (TOKEN_GONE), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS),
    PROBLEM (TOKEN_GONE) },
  { EVENT (VIEW_FAILED), PROBLEM (VIEW), EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS),
    PROBLEM (CARD_PROCESS) },
  { EVENT (PAGE_SHOWN), PROBLEM (PAGE_BLOCKED), EVENT (PATIENCE_ENDED), 0, PROBLEM (PAGE_BLOCKED) },
};

static void
test_first_telling_problem_stays (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs_of_problems); i++)
    {
      const PairOfProblems *pair = &pairs_of_problems[i];
      ParafaLoginMachine machine = make_usual (STATE (SHOWING));

      g_test_message ("pair %u", i);
      parafa_login_machine_handle (&machine, pair->first, pair->first_problem);
      parafa_login_machine_handle (&machine, pair->second, pair->second_problem);
      g_assert_cmpint (machine.problem, ==, pair->shown);
    }
}

static void
test_callback_counts_after_a_problem (void)
{
  ParafaLoginMachine machine = make_usual (STATE (SHOWING));

  parafa_login_machine_handle (&machine, EVENT (RELAY_FAILED), PROBLEM (HOST_REFUSED));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (CALLBACK), 0), ==,
                   DO (EXCHANGE) | DO (CLOSE_PAGE));
  g_assert_cmpint (machine.problem, ==, 0);
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (CALLBACK), 0), ==, 0);
}

static void
test_retry_on_the_page (void)
{
  ParafaLoginMachine machine = make_usual (STATE (SHOWING));

  /* nothing is wrong: nothing to retry */
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==, 0);
  parafa_login_machine_handle (&machine, EVENT (RELAY_FAILED), PROBLEM (UNREACHABLE));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==,
                   DO (PREPARE) | DO (CLOSE_PAGE));
  g_assert_cmpint (machine.state, ==, STATE (PREPARING));

  /* the token is gone: the PIN is needed again, the choice stays */
  machine = make_usual (STATE (SHOWING));
  parafa_login_machine_handle (&machine, EVENT (RELAY_FAILED), PROBLEM (TOKEN_GONE));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==,
                   DO (CHECK) | DO (CLOSE_PAGE));
  g_assert_cmpint (machine.state, ==, STATE (CHECKING));
  g_assert_false (machine.unlocked);
}

/* Pulled out while the page is there, and put in again: the PIN, then a new page */
static void
test_token_back_on_the_page (void)
{
  ParafaLoginMachine machine = make_usual (STATE (SHOWING));

  /* nothing was missed yet, so that nothing is to be found */
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (TOKEN_FOUND), 0), ==, 0);
  parafa_login_machine_handle (&machine, EVENT (TOKEN_MISSED), 0);
  g_assert_false (machine.unlocked);
  g_assert_true (machine.page_open);
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (TOKEN_FOUND), 0), ==,
                   DO (CHECK) | DO (CLOSE_PAGE));
  g_assert_true (machine.token_back);
  parafa_login_machine_handle (&machine, EVENT (PIN_NEEDED), 0);
  g_assert_cmpint (machine.state, ==, STATE (ASKING));
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PIN);
  g_assert_true (machine.token_back);
}

/* A page that comes to its end without the token is a good one */
static void
test_callback_without_token (void)
{
  ParafaLoginMachine machine = make_usual (STATE (SHOWING));

  parafa_login_machine_handle (&machine, EVENT (TOKEN_MISSED), 0);
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (CALLBACK), 0), ==,
                   DO (EXCHANGE) | DO (CLOSE_PAGE));
}

/* A token that needs no PIN, and a driver that says "here" and "gone" by turns */
static void
test_token_back_ends_somewhere (void)
{
  ParafaLoginMachine machine = make_usual (STATE (UNLOCKING));
  guint n_rounds = 0;

  for (parafa_login_machine_handle (&machine, EVENT (UNLOCK_FAILED), PROBLEM (TOKEN_GONE));
       (parafa_login_machine_handle (&machine, EVENT (TOKEN_FOUND), 0) & DO (CHECK)) != 0;
       parafa_login_machine_handle (&machine, EVENT (UNLOCK_FAILED), PROBLEM (TOKEN_GONE)))
    {
      parafa_login_machine_handle (&machine, EVENT (PIN_NOT_NEEDED), 0);
      g_assert_cmpuint (n_rounds++, <, 10);
    }
  g_assert_cmpuint (n_rounds, ==, 3);
  g_assert_cmpint (machine.state, ==, STATE (AWAITING));
  /* by hand it goes on for ever */
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==, DO (CHECK));
}

/* Whatever ends it, once more is another request in the browser */
static void
test_paste_again (void)
{
  ParafaLoginMachine machine = make_usual (STATE (LOST));

  parafa_login_machine_handle (&machine, EVENT (PASTE), 0);
  parafa_login_machine_handle (&machine, EVENT (PREPARED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PAGE);
  parafa_login_machine_handle (&machine, EVENT (CALLBACK), 0);
  parafa_login_machine_handle (&machine, EVENT (EXCHANGE_FAILED), PROBLEM (CODE_EXPIRED));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==, DO (ARRANGE));
  parafa_login_machine_handle (&machine, EVENT (PREPARED), 0);
  g_assert_cmpint (machine.state, ==, STATE (PASTING));
  /* and the way back leads to the certificates */
  parafa_login_machine_handle (&machine, EVENT (BACK), 0);
  g_assert_false (machine.pasting);
}

static void
test_changed_while_listing (void)
{
  ParafaLoginMachine machine = make_usual (STATE (LISTING));

  parafa_login_machine_handle (&machine, EVENT (TOKENS_CHANGED), 0);
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (LISTED), 0), ==, DO (LIST_AGAIN));
  /* once */
  parafa_login_machine_handle (&machine, EVENT (START), 0);
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (LISTED), 0), ==, 0);
}

/* What was said about the last choice is not wiped away by a token in another reader */
static void
test_listed_again_keeps_a_problem (void)
{
  ParafaLoginMachine machine = make_usual (STATE (UNLOCKING));

  parafa_login_machine_handle (&machine, EVENT (UNLOCK_FAILED), PROBLEM (KEY_MISSING));
  parafa_login_machine_handle (&machine, EVENT (LISTED_AGAIN), 0);
  g_assert_cmpint (machine.problem, ==, PROBLEM (KEY_MISSING));
  machine = make_usual (STATE (LISTING));
  parafa_login_machine_handle (&machine, EVENT (LISTED), PROBLEM (NO_CERTIFICATES));
  parafa_login_machine_handle (&machine, EVENT (LISTED_AGAIN), 0);
  g_assert_cmpint (machine.problem, ==, PROBLEM (NONE));
}

static void
test_watches_only_while_needed (void)
{
  for (guint s = 0; s < PARAFA_LOGIN_N_STATES; s++)
    {
      ParafaLoginMachine machine = make_usual ((ParafaLoginState) s);
      gboolean over = s >= STATE (ARRANGING);

      if (over || s == STATE (IDLE) || s == STATE (LISTING) || s == STATE (OPENING))
        g_assert_false (parafa_login_machine_needs_watching (&machine));
      else
        g_assert_true (parafa_login_machine_needs_watching (&machine));
    }
}

static void
test_retry_without_card (void)
{
  ParafaLoginMachine machine = make_usual (STATE (EXCHANGING));

  parafa_login_machine_handle (&machine, EVENT (CARD_ENDED), PROBLEM (CARD_PROCESS));
  parafa_login_machine_handle (&machine, EVENT (EXCHANGE_FAILED), PROBLEM (EXCHANGE_LATER));
  g_assert_cmpint (machine.problem, ==, PROBLEM (EXCHANGE_LATER));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==,
                   DO (END_CARD) | DO (LIST));
}

static void
test_locked_pin_takes_no_more (void)
{
  ParafaLoginMachine machine = make_usual (STATE (UNLOCKING));

  parafa_login_machine_handle (&machine, EVENT (UNLOCK_FAILED), PROBLEM (PIN_LOCKED));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (PIN), 0), ==, 0);
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (PIN_EMPTY), 0), ==, 0);
  g_assert_cmpint (machine.problem, ==, PROBLEM (PIN_LOCKED));
  /* unblocked meanwhile with the maker's program: look again */
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==, DO (CHECK));
}

static void
test_retry_never_repeats_a_pin (void)
{
  ParafaLoginMachine machine = make_usual (STATE (UNLOCKING));

  parafa_login_machine_handle (&machine, EVENT (UNLOCK_FAILED), PROBLEM (PIN_WRONG));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==, 0);
  g_assert_cmpint (machine.state, ==, STATE (ASKING));
  g_assert_cmpint (machine.problem, ==, PROBLEM (PIN_WRONG));
}

static void
test_retry_while_choosing (void)
{
  ParafaLoginMachine machine = make_usual (STATE (LISTING));

  parafa_login_machine_handle (&machine, EVENT (LISTED), PROBLEM (NO_CERTIFICATES));
  g_assert_cmphex (parafa_login_machine_handle (&machine, EVENT (RETRY), 0), ==, DO (LIST));
}

/* A key without a PIN never shows the step of the PIN */
static void
test_steps_without_pin (void)
{
  ParafaLoginMachine machine = make_usual (STATE (CHECKING));

  parafa_login_machine_handle (&machine, EVENT (PIN_NOT_NEEDED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_CERTIFICATE);
  parafa_login_machine_handle (&machine, EVENT (UNLOCKED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PAGE);
}

static void
test_steps (void)
{
  ParafaLoginMachine machine;

  parafa_login_machine_init (&machine);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_CERTIFICATE);
  parafa_login_machine_handle (&machine, EVENT (START), 0);
  g_assert_true (parafa_login_machine_is_busy (&machine));
  parafa_login_machine_handle (&machine, EVENT (LISTED), 0);
  g_assert_false (parafa_login_machine_is_busy (&machine));
  parafa_login_machine_handle (&machine, EVENT (CHOSEN), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_CERTIFICATE);
  parafa_login_machine_handle (&machine, EVENT (PIN_NEEDED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PIN);
  parafa_login_machine_handle (&machine, EVENT (PIN), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PIN);
  parafa_login_machine_handle (&machine, EVENT (UNLOCKED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PAGE);
  parafa_login_machine_handle (&machine, EVENT (PREPARED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_PAGE);
  g_assert_false (parafa_login_machine_is_busy (&machine));
  parafa_login_machine_handle (&machine, EVENT (CALLBACK), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_TOKEN);
  parafa_login_machine_handle (&machine, EVENT (EXCHANGE_FAILED), PROBLEM (SETTINGS));
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_TOKEN);
  parafa_login_machine_handle (&machine, EVENT (RETRY), 0);
  parafa_login_machine_handle (&machine, EVENT (PREPARED), 0);
  parafa_login_machine_handle (&machine, EVENT (CALLBACK), 0);
  parafa_login_machine_handle (&machine, EVENT (EXCHANGED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_TOKEN);
  parafa_login_machine_handle (&machine, EVENT (STORED), 0);
  g_assert_cmpint (machine.step, ==, PARAFA_LOGIN_DONE);
  g_assert_cmpint (machine.state, ==, STATE (DONE));
}

/* What the world around the machine would have done */
typedef struct
{
  gboolean card;    /* a card process runs */
  gboolean key;     /* it holds a key that signs */
  gboolean page;    /* a page is open */
  gboolean pasting; /* the system's browser shows it */
  guint pins_given;
  guint unlocks;
  guint callbacks;
  guint exchanges;
} World;

static void
assert_world (World *world, ParafaLoginEvent event, guint actions)
{
  if ((actions & DO (EXCHANGE)) != 0)
    {
      g_assert_cmpint (event, ==, EVENT (CALLBACK));
      g_assert_true (world->page || world->pasting);
      world->exchanges++;
    }
  if ((actions & DO (ARRANGE)) != 0)
    {
      /* the browser gets the token: ours has let go of it */
      g_assert_false (world->card && (actions & DO (END_CARD)) == 0);
      world->pasting = TRUE;
    }
  if ((actions & (DO (LIST) | DO (OPEN_FILE))) != 0)
    world->pasting = FALSE;
  if ((actions & DO (END_CARD)) != 0)
    world->card = world->key = FALSE;
  if ((actions & (DO (LIST) | DO (OPEN_FILE))) != 0)
    world->card = TRUE;
  if ((actions &
       (DO (CHECK) | DO (UNLOCK) | DO (PREPARE) | DO (LOOK_FOR_TOKEN) | DO (LIST_AGAIN))) != 0)
    g_assert_true (world->card);
  if ((actions & DO (UNLOCK)) != 0)
    {
      g_assert_true (event == EVENT (PIN) || event == EVENT (PIN_NOT_NEEDED));
      world->unlocks += event == EVENT (PIN) ? 1 : 0;
    }
  if ((actions & DO (CLOSE_PAGE)) != 0)
    {
      g_assert_true (world->page);
      world->page = FALSE;
    }
  if ((actions & DO (OPEN_PAGE)) != 0)
    {
      g_assert_false (world->page);
      g_assert_true (world->key);
      world->page = TRUE;
    }
  g_assert_cmpuint (world->unlocks, <=, world->pins_given);
  g_assert_cmpuint (world->exchanges, <=, world->callbacks);
}

static void
note_event (World *world, const ParafaLoginMachine *machine, ParafaLoginEvent event)
{
  if (event == EVENT (PIN))
    world->pins_given++;
  if (event == EVENT (CALLBACK))
    world->callbacks++;
  if ((event == EVENT (UNLOCKED) && machine->state == STATE (UNLOCKING)) ||
      (event == EVENT (FILE_OPENED) && machine->state == STATE (OPENING)))
    world->key = TRUE;
}

/* Any order of events, however senseless: never two tries with one PIN, never a page without a key,
 * never two exchanges of one code, nothing after the end */
static void
test_random_events_keep_the_promises (void)
{
  ParafaLoginMachine machine;
  World world = { 0 };
  guint n_done = 0;

  parafa_login_machine_init (&machine);
  for (guint i = 0; i < N_RANDOM_EVENTS; i++)
    {
      ParafaLoginEvent event = (ParafaLoginEvent) g_test_rand_int_range (0, PARAFA_LOGIN_N_EVENTS);
      ParafaLoginProblem problem =
          (ParafaLoginProblem) g_test_rand_int_range (0, PARAFA_LOGIN_PROBLEM_SETUP + 1);
      gboolean ended = machine.state == STATE (ENDED);
      guint actions = 0;

      /* cancelling often would end most logins early */
      if (event == EVENT (CANCEL) && g_test_rand_int_range (0, 50) != 0)
        continue;
      note_event (&world, &machine, event);
      actions = parafa_login_machine_handle (&machine, event, problem);
      assert_world (&world, event, actions);
      g_assert_cmpint (machine.page_open, ==, world.page);
      if (machine.unlocked)
        g_assert_true (world.key);
      if (ended)
        g_assert_cmphex (actions, ==, 0);
      if (machine.state == STATE (DONE))
        n_done++;
      if (machine.state == STATE (ENDED))
        {
          g_assert_false (world.card);
          if (g_test_rand_int_range (0, 10) == 0)
            parafa_login_machine_init (&machine);
        }
    }
  g_assert_cmpuint (n_done, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/login-machine/rows", test_rows);
  g_test_add_func ("/session/login-machine/everything-else-changes-nothing",
                   test_everything_else_changes_nothing);
  g_test_add_func ("/session/login-machine/cancel-ends-from-everywhere",
                   test_cancel_ends_from_everywhere);
  g_test_add_func ("/session/login-machine/sandbox-before-page", test_sandbox_before_page);
  g_test_add_func ("/session/login-machine/first-telling-problem-stays",
                   test_first_telling_problem_stays);
  g_test_add_func ("/session/login-machine/callback-counts-after-a-problem",
                   test_callback_counts_after_a_problem);
  g_test_add_func ("/session/login-machine/retry-on-the-page", test_retry_on_the_page);
  g_test_add_func ("/session/login-machine/token-back-on-the-page", test_token_back_on_the_page);
  g_test_add_func ("/session/login-machine/callback-without-token", test_callback_without_token);
  g_test_add_func ("/session/login-machine/token-back-ends-somewhere",
                   test_token_back_ends_somewhere);
  g_test_add_func ("/session/login-machine/paste-again", test_paste_again);
  g_test_add_func ("/session/login-machine/changed-while-listing", test_changed_while_listing);
  g_test_add_func ("/session/login-machine/listed-again-keeps-a-problem",
                   test_listed_again_keeps_a_problem);
  g_test_add_func ("/session/login-machine/watches-only-while-needed",
                   test_watches_only_while_needed);
  g_test_add_func ("/session/login-machine/retry-without-card", test_retry_without_card);
  g_test_add_func ("/session/login-machine/locked-pin-takes-no-more",
                   test_locked_pin_takes_no_more);
  g_test_add_func ("/session/login-machine/retry-never-repeats-a-pin",
                   test_retry_never_repeats_a_pin);
  g_test_add_func ("/session/login-machine/retry-while-choosing", test_retry_while_choosing);
  g_test_add_func ("/session/login-machine/steps", test_steps);
  g_test_add_func ("/session/login-machine/steps-without-pin", test_steps_without_pin);
  g_test_add_func ("/session/login-machine/random-events-keep-the-promises",
                   test_random_events_keep_the_promises);

  return g_test_run ();
}
