/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-config.h"

#include "parafa-token-page.h"

#include <glib/gi18n.h>

#include "parafa-bezel-clock.h"
#include "parafa-date-text.h"
#include "parafa-fact-row.h"
#include "parafa-page.h"
#include "parafa-panel.h"
#include "parafa-problem-list.h"
#include "parafa-session-error.h"
#include "parafa-timeline.h"
#include "parafa-token-answer.h"
#include "parafa-token-details.h"
#include "parafa-token-text.h"

/* Nothing moves for this long; then a spinner says that something is going on */
#define SPINNER_DELAY_MS 300

/**
 * ParafaTokenPage:
 *
 * The first page of a profile: one sentence, two clocks, a line of months, then the facts.
 */
struct _ParafaTokenPage
{
  AdwBin parent_instance;

  GtkStack *stack; /* (unowned): template children */
  GtkSpinner *spinner;
  AdwStatusPage *keyring_page;
  ParafaPage *page;
  ParafaPill *pill;
  GtkLabel *sentence;
  GtkLabel *next;
  GtkBox *top;
  GtkBox *buttons;
  GtkWidget *renew;
  GtkWidget *login;
  GtkWidget *copy;
  GtkWidget *renewing;
  GtkBox *clocks;
  GtkBox *access_box;
  ParafaBezelClock *access_clock;
  GtkBox *access_texts;
  GtkLabel *access_when;
  GtkLabel *access_note;
  GtkBox *renewal_box;
  ParafaBezelClock *renewal_clock;
  GtkBox *renewal_texts;
  GtkLabel *renewal_title;
  GtkLabel *renewal_when;
  GtkLabel *renewal_note;
  ParafaTimeline *timeline;
  ParafaProblemList *problem;
  ParafaFactRow *who;
  ParafaFactRow *certificate;
  ParafaPill *certificate_pill;
  ParafaFactRow *services;
  GtkFlowBox *service_pills;
  ParafaFactRow *otherwise;
  ParafaTokenDetails *details;

  ParafaAccount *account;  /* (owned) (nullable) */
  ParafaClock *clock;      /* (owned) (nullable) */
  ParafaTokenFacts *facts; /* (owned) (nullable) */
  gboolean refused;        /* ANAF does not renew it any more */
  gulong changed_id;
  guint spinner_timeout;
};

static void parafa_token_page_panel_init (ParafaPanelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ParafaTokenPage,
                               parafa_token_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PARAFA_TYPE_PANEL,
                                                      parafa_token_page_panel_init))

static void
on_spinner_due (gpointer user_data)
{
  ParafaTokenPage *self = user_data;

  self->spinner_timeout = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
}

static void
show_loading (ParafaTokenPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  if (self->spinner_timeout == 0 && !gtk_widget_get_visible (GTK_WIDGET (self->spinner)))
    self->spinner_timeout = g_timeout_add_once (SPINNER_DELAY_MS, on_spinner_due, self);
}

static void
end_loading (ParafaTokenPage *self)
{
  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static void
show_keyring (ParafaTokenPage *self, ParafaAccountState state)
{
  const char *title = _ ("The keyring is locked");
  const char *text = _ ("Your tokens lie in it and nothing is lost. Unlock it to go on.");

  if (state == PARAFA_ACCOUNT_KEYRING_ABSENT && parafa_vault_uses_portal ())
    {
      title = _ ("This desktop has no Secret portal");
      text = _ (
          "Installed as a Flatpak, Parafa keeps tokens in an encrypted file whose key comes from "
          "that portal. The check-up in the main menu shows what to do.");
    }
  else if (state == PARAFA_ACCOUNT_KEYRING_ABSENT)
    {
      title = _ ("This computer has no keyring");
      text = _ ("Parafa keeps tokens only in a keyring. Install and start one, for example GNOME "
                "Keyring or KeePassXC with its Secret Service, then try again.");
    }
  else if (state == PARAFA_ACCOUNT_KEYRING_FAILED)
    {
      title = _ ("The keyring did not answer as it should");
      text = _ ("Nothing was changed in it. Try again; if it stays so, log out of the desktop and "
                "in again.");
    }
  adw_status_page_set_title (self->keyring_page, title);
  adw_status_page_set_description (self->keyring_page, text);
  gtk_stack_set_visible_child_name (self->stack, "keyring");
}

/* The one button that helps is also the large one */
static void
set_suggested (GtkWidget *button, gboolean suggested)
{
  if (suggested)
    {
      gtk_widget_add_css_class (button, "suggested-action");
      gtk_widget_add_css_class (button, "pill");
      return;
    }
  gtk_widget_remove_css_class (button, "suggested-action");
  gtk_widget_remove_css_class (button, "pill");
}

/* Shows why a renewal failed. Once ANAF has refused it, no button offers it any more. */
static void
show_problem (ParafaTokenPage *self, const GError *error)
{
  self->refused = g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN);
  parafa_problem_list_show (self->problem, error, "win.renew");
}

static void
clear_problem (ParafaTokenPage *self)
{
  self->refused = FALSE;
  parafa_problem_list_clear (self->problem);
}

static void
show_buttons (ParafaTokenPage *self, const ParafaTokenFacts *facts)
{
  gboolean due = parafa_token_facts_is_due (facts);
  gboolean can_renew = facts->renewable && !facts->busy;

  gtk_widget_set_visible (self->renew, can_renew);
  gtk_widget_set_visible (self->renewing, facts->busy);
  gtk_widget_set_visible (self->login, !facts->renewable && !facts->busy);
  gtk_widget_set_visible (self->copy, facts->token != PARAFA_TOKEN_EXPIRED);
  set_suggested (self->renew, due);
  set_suggested (self->login, due);
}

static ParafaPillKind
get_access_kind (const ParafaTokenFacts *facts)
{
  switch (facts->token)
    {
    case PARAFA_TOKEN_VALID:
      return PARAFA_PILL_SUCCESS;
    case PARAFA_TOKEN_EXPIRES_SOON:
    case PARAFA_TOKEN_NOT_YET_VALID:
      return PARAFA_PILL_WARNING;
    case PARAFA_TOKEN_EXPIRED:
      return PARAFA_PILL_ERROR;
    case PARAFA_TOKEN_UNKNOWN:
    default:
      return PARAFA_PILL_PLAIN;
    }
}

static void
show_access_clock (ParafaTokenPage *self, const ParafaTokenFacts *facts, gboolean narrow)
{
  g_autofree char *label = parafa_token_text_make_access_label (facts);
  g_autofree char *when = parafa_token_text_make_access_when (facts, narrow);
  g_autofree char *note = parafa_token_text_make_access_note (facts);
  int whole = (int) (facts->access_lifetime_s / 86400);
  /* Translators: under the number of days left on a clock: how many there were at the start */
  g_autofree char *caption =
      g_strdup_printf (ngettext ("of %d day", "of %d days", (gulong) whole), whole);
  ParafaClockFace dial = parafa_token_facts_get_access_dial (facts);

  parafa_bezel_clock_set (self->access_clock, &dial, get_access_kind (facts),
                          facts->times.access_ends_at_s >= 0 ? MAX (facts->days_left, 0) : -1,
                          caption, label);
  gtk_label_set_label (self->access_when, when);
  gtk_label_set_label (self->access_note, note);
}

static void
show_renewal_clock (ParafaTokenPage *self, const ParafaTokenFacts *facts, gboolean narrow)
{
  g_autofree char *label = parafa_token_text_make_renewal_label (facts);
  g_autofree char *when = parafa_token_text_make_renewal_when (facts, narrow);
  g_autofree char *note = parafa_token_text_make_renewal_note (facts);
  int whole = (int) (facts->renewal_lifetime_s / 86400);
  g_autofree char *caption =
      g_strdup_printf (ngettext ("of %d day", "of %d days", (gulong) whole), whole);
  ParafaClockFace dial = parafa_token_facts_get_renewal_dial (facts);

  parafa_bezel_clock_set (self->renewal_clock, &dial,
                          facts->renewable ? PARAFA_PILL_ACCENT : PARAFA_PILL_ERROR,
                          facts->times.renewal_ends_at_s >= 0 ? MAX (facts->renewal_days_left, 0)
                                                              : -1,
                          caption, label);
  gtk_label_set_label (self->renewal_title, narrow ? _ ("Renewal") : _ ("Renewal without token"));
  gtk_label_set_label (self->renewal_when, when);
  gtk_label_set_label (self->renewal_note, note);
}

static void
show_timeline (ParafaTokenPage *self, const ParafaTokenFacts *facts)
{
  g_autofree char *label = parafa_token_text_make_timeline_label (facts);
  ParafaPillKind kinds[PARAFA_N_LANES] = { PARAFA_PILL_SUCCESS, PARAFA_PILL_ACCENT,
                                           PARAFA_PILL_SUCCESS };

  if (facts->token == PARAFA_TOKEN_EXPIRES_SOON)
    kinds[PARAFA_LANE_ACCESS] = PARAFA_PILL_WARNING;
  if (facts->times.certificate_ends_at_s >= 0)
    kinds[PARAFA_LANE_CERTIFICATE] = parafa_token_text_get_certificate_state (facts).kind;
  parafa_timeline_set (self->timeline, &facts->times, kinds, label);
}

/* The kind of until 2024: nothing can be read in it, and it can be renewed so many times only */
static void
show_opaque (ParafaTokenPage *self, const ParafaTokenFacts *facts)
{
  g_autofree char *limit = NULL;

  if (facts->refreshes_left >= 0)
    limit = g_strdup_printf (ngettext ("ANAF gave out such tokens until 2024; it can be renewed %d "
                                       "more time",
                                       "ANAF gave out such tokens until 2024; it can be renewed %d "
                                       "more times",
                                       (gulong) facts->refreshes_left),
                             facts->refreshes_left);
  parafa_fact_row_set_title (self->services, _ ("Opaque token: it says nothing by itself"));
  parafa_fact_row_set_subtitle (self->services,
                                limit != NULL ? limit : _ ("ANAF gave out such tokens until 2024"));
}

static void
show_services (ParafaTokenPage *self, const ParafaTokenFacts *facts)
{
  GtkWidget *child;
  guint n_shown = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->service_pills))) != NULL)
    gtk_flow_box_remove (self->service_pills, child);
  for (guint i = 0; facts->services[i] != NULL; i++)
    {
      const char *name = parafa_token_text_get_service_name (facts->services[i]);
      GtkWidget *pill;

      if (name == NULL)
        continue;
      pill = parafa_pill_new (PARAFA_PILL_SUCCESS, "object-select-symbolic", name);
      gtk_flow_box_append (self->service_pills, pill);
      gtk_widget_set_focusable (gtk_widget_get_parent (pill), FALSE);
      n_shown++;
    }
  if (facts->opaque)
    {
      show_opaque (self, facts);
      return;
    }
  parafa_fact_row_set_title (self->services, n_shown > 0 ? _ ("Services it opens")
                                                         : _ ("The token names no service"));
  parafa_fact_row_set_subtitle (self->services,
                                n_shown > 0 ? _ ("Ticked for the application; rights over "
                                                 "companies come from SPV")
                                            : _ ("Ask on the Checks page what it is good for"));
}

/* What if the renewal fails? Said before it does, and not again beside the failure itself */
static void
update_otherwise (ParafaTokenPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->otherwise),
                          self->facts != NULL && parafa_token_facts_is_due (self->facts) &&
                              self->facts->renewable &&
                              parafa_problem_list_get_title (self->problem) == NULL);
}

static void
show_facts (ParafaTokenPage *self, const ParafaTokenFacts *facts)
{
  g_autofree char *login_date =
      parafa_date_text_long (facts->times.first_login_at_s >= 0 ? facts->times.first_login_at_s
                                                                : facts->times.obtained_at_s);
  /* Translators: %s is a date */
  g_autofree char *login =
      g_strdup_printf (_ ("Logged in on %s; the token belongs to the person, not to the company"),
                       login_date);
  g_autofree char *certificate_title = parafa_token_text_make_certificate_title (facts);
  g_autofree char *certificate_note = parafa_token_text_make_certificate_note (facts);

  parafa_fact_row_set_title (self->who, facts->holder != NULL ? facts->holder
                                                              : _ ("Holder of the certificate"));
  parafa_fact_row_set_subtitle (self->who, login);
  parafa_fact_row_set_title (self->certificate, certificate_title);
  parafa_fact_row_set_subtitle (self->certificate, certificate_note);
  gtk_widget_set_visible (GTK_WIDGET (self->certificate_pill),
                          facts->times.certificate_ends_at_s >= 0);
  if (facts->times.certificate_ends_at_s >= 0)
    {
      ParafaStateWords state = parafa_token_text_get_certificate_state (facts);
      g_autofree char *days = parafa_date_text_days (MAX (facts->certificate_days_left, 0));

      parafa_pill_set (self->certificate_pill, state.kind, state.icon,
                       facts->certificate_days_left > 0 ? days : state.word);
    }
  update_otherwise (self);
  show_services (self, facts);
}

static void
show_token (ParafaTokenPage *self)
{
  const ParafaTokenFacts *facts = self->facts;
  ParafaTokenFacts told = *facts;
  gboolean narrow = parafa_page_is_narrow (self->page);
  ParafaStateWords state = parafa_token_text_get_state (facts);
  g_autofree char *sentence = parafa_token_text_make_sentence (facts, narrow);
  g_autofree char *next = NULL;

  if (self->refused)
    told.renewable = FALSE;
  next = parafa_token_text_make_next (&told);
  parafa_pill_set (self->pill, state.kind, state.icon, state.word);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_markup (self->next, next);
  show_buttons (self, &told);
  show_access_clock (self, facts, narrow);
  show_renewal_clock (self, &told, narrow);
  show_timeline (self, facts);
  show_facts (self, facts);
  gtk_stack_set_visible_child_name (self->stack, "token");
}

static void
set_box_narrow (GtkBox *box, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
arrange_clock_texts (GtkBox *texts, GtkLabel *note, gboolean narrow)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (texts)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_label_set_xalign (GTK_LABEL (child), narrow ? 0.5f : 0);
      gtk_label_set_justify (GTK_LABEL (child), narrow ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
    }
  gtk_widget_set_visible (GTK_WIDGET (note), !narrow);
}

static void
on_narrow_changed (ParafaTokenPage *self)
{
  gboolean narrow = parafa_page_is_narrow (self->page);
  int size = narrow ? PARAFA_BEZEL_CLOCK_SIZE_NARROW : PARAFA_BEZEL_CLOCK_SIZE;

  set_box_narrow (self->top, narrow);
  gtk_widget_set_hexpand (self->renew, narrow);
  gtk_widget_set_hexpand (self->login, narrow);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  set_box_narrow (self->access_box, narrow);
  set_box_narrow (self->renewal_box, narrow);
  parafa_bezel_clock_set_size (self->access_clock, size);
  parafa_bezel_clock_set_size (self->renewal_clock, size);
  arrange_clock_texts (self->access_texts, self->access_note, narrow);
  arrange_clock_texts (self->renewal_texts, self->renewal_note, narrow);
  gtk_widget_remove_css_class (GTK_WIDGET (self->sentence), narrow ? "title-2" : "title-3");
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), narrow ? "title-3" : "title-2");
  parafa_timeline_set_narrow (self->timeline, narrow);
  parafa_problem_list_set_narrow (self->problem, narrow);
  parafa_fact_row_set_narrow (self->services, narrow);
  gtk_flow_box_set_min_children_per_line (self->service_pills, narrow ? 1 : 3);
  parafa_fact_row_set_narrow (self->certificate, narrow);
  parafa_fact_row_set_narrow (self->otherwise, narrow);
  parafa_token_details_set_narrow (self->details, narrow);
  if (self->facts != NULL && parafa_token_facts_has_token (self->facts))
    show_token (self);
}

/* A renewal nobody asked for failed, and not by something that passes: it is said here, since there is
 * no answer to a click to say it in */
static void
show_refresh_error (ParafaTokenPage *self)
{
  const GError *error = parafa_account_get_refresh_error (self->account);

  if (error == NULL || parafa_account_is_busy (self->account) ||
      parafa_problem_list_get_title (self->problem) != NULL)
    return;
  if (error->domain == PARAFA_SESSION_ERROR ||
      g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_LOGIN_AGAIN) ||
      g_error_matches (error, PARAFA_TOKEN_ERROR, PARAFA_TOKEN_ERROR_SETTINGS))
    show_problem (self, error);
}

static void
on_account_changed (ParafaTokenPage *self)
{
  g_autoptr (ParafaTokenFacts) facts =
      parafa_token_facts_new (self->account, parafa_clock_get_now (self->clock));

  if (!parafa_token_facts_has_token (facts))
    clear_problem (self);
  else
    show_refresh_error (self);
  parafa_token_page_show (self, facts, parafa_account_get_pair (self->account));
}

static void
parafa_token_page_dispose (GObject *object)
{
  ParafaTokenPage *self = PARAFA_TOKEN_PAGE (object);

  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  g_clear_signal_handler (&self->changed_id, self->account);
  g_clear_object (&self->account);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_clear_pointer (&self->facts, parafa_token_facts_free);
  G_OBJECT_CLASS (parafa_token_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, keyring_page);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, page);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, next);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, top);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renew);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, login);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, copy);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewing);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, clocks);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, access_box);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, access_clock);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, access_texts);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, access_when);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, access_note);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewal_box);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewal_clock);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewal_texts);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewal_title);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewal_when);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, renewal_note);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, problem);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, who);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, certificate);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, certificate_pill);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, services);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, service_pills);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, otherwise);
  gtk_widget_class_bind_template_child (widget_class, ParafaTokenPage, details);
}

static void
parafa_token_page_class_init (ParafaTokenPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parafa_token_page_dispose;
  g_type_ensure (PARAFA_TYPE_PAGE);
  g_type_ensure (PARAFA_TYPE_PILL);
  g_type_ensure (PARAFA_TYPE_BEZEL_CLOCK);
  g_type_ensure (PARAFA_TYPE_TIMELINE);
  g_type_ensure (PARAFA_TYPE_FACT_ROW);
  g_type_ensure (PARAFA_TYPE_PROBLEM_LIST);
  g_type_ensure (PARAFA_TYPE_TOKEN_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/ro/parafa/Parafa/parafa-token-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
}

static void
parafa_token_page_init (ParafaTokenPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * parafa_token_page_set_account:
 * @self: a token page
 * @account: (nullable): the account to show
 * @clock: the clock it is read by
 *
 * Shows an account and follows it.
 */
void
parafa_token_page_set_account (ParafaTokenPage *self, ParafaAccount *account, ParafaClock *clock)
{
  g_return_if_fail (PARAFA_IS_TOKEN_PAGE (self));
  g_return_if_fail (account == NULL || clock != NULL);

  if (self->account == account)
    return;
  g_clear_signal_handler (&self->changed_id, self->account);
  g_clear_pointer (&self->clock, parafa_clock_unref);
  g_set_object (&self->account, account);
  clear_problem (self);
  parafa_page_scroll_to_top (self->page);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->details), FALSE);
  if (account == NULL)
    {
      parafa_token_details_set_pair (self->details, NULL);
      show_loading (self);
      return;
    }
  self->clock = parafa_clock_ref (clock);
  self->changed_id =
      g_signal_connect_swapped (account, "changed", G_CALLBACK (on_account_changed), self);
  on_account_changed (self);
}

static void
turn_to_account (ParafaPanel *panel, ParafaSession *session, ParafaAccount *account)
{
  parafa_token_page_set_account (PARAFA_TOKEN_PAGE (panel), account,
                                 session != NULL ? parafa_session_get_clock (session) : NULL);
}

static gboolean
always (ParafaPanel *panel)
{
  return TRUE;
}

static void
parafa_token_page_panel_init (ParafaPanelInterface *iface)
{
  iface->set_account = turn_to_account;
  iface->tells_expiry = always;
}

static ParafaTokenFacts *
copy_facts (const ParafaTokenFacts *facts)
{
  ParafaTokenFacts *copy = g_memdup2 (facts, sizeof *facts);

  copy->name = g_strdup (facts->name);
  copy->holder = g_strdup (facts->holder);
  copy->issuer = g_strdup (facts->issuer);
  copy->serial = g_strdup (facts->serial);
  copy->services = g_strdupv (facts->services);
  return copy;
}

/**
 * parafa_token_page_show:
 * @self: a token page
 * @facts: what to show
 * @pair: (nullable): the tokens, for the details
 *
 * Shows facts, whichever state they are in.
 */
void
parafa_token_page_show (ParafaTokenPage *self, const ParafaTokenFacts *facts, ParafaTokenPair *pair)
{
  g_return_if_fail (PARAFA_IS_TOKEN_PAGE (self));
  g_return_if_fail (facts != NULL);

  g_clear_pointer (&self->facts, parafa_token_facts_free);
  self->facts = copy_facts (facts);
  if (facts->account == PARAFA_ACCOUNT_LOADING)
    {
      show_loading (self);
      return;
    }
  end_loading (self);
  parafa_token_details_set_pair (self->details, pair);
  if (parafa_token_facts_has_token (facts))
    show_token (self);
  else if (facts->account == PARAFA_ACCOUNT_EMPTY || facts->account == PARAFA_ACCOUNT_READY)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else
    show_keyring (self, facts->account);
}

/**
 * parafa_token_page_show_error:
 * @self: a token page
 * @error: why the renewal failed
 *
 * Says what went wrong and what to do.
 */
void
parafa_token_page_show_error (ParafaTokenPage *self, const GError *error)
{
  g_return_if_fail (PARAFA_IS_TOKEN_PAGE (self));

  show_problem (self, error);
  if (self->facts != NULL && parafa_token_facts_has_token (self->facts))
    show_token (self);
}

/**
 * parafa_token_page_clear_error:
 * @self: a token page
 */
void
parafa_token_page_clear_error (ParafaTokenPage *self)
{
  g_return_if_fail (PARAFA_IS_TOKEN_PAGE (self));

  clear_problem (self);
  if (self->facts != NULL && parafa_token_facts_has_token (self->facts))
    show_token (self);
}

/**
 * parafa_token_page_show_details:
 * @self: a token page
 * @view: "claims", "json" or "raw"
 *
 * Unfolds the details for programmers.
 */
void
parafa_token_page_show_details (ParafaTokenPage *self, const char *view)
{
  g_return_if_fail (PARAFA_IS_TOKEN_PAGE (self));

  parafa_token_details_show_view (self->details, view);
}

/**
 * parafa_token_page_toggle_details:
 * @self: a token page
 *
 * Unfolds the details for programmers, or folds them.
 */
void
parafa_token_page_toggle_details (ParafaTokenPage *self)
{
  AdwExpanderRow *row;

  g_return_if_fail (PARAFA_IS_TOKEN_PAGE (self));

  row = ADW_EXPANDER_ROW (self->details);
  adw_expander_row_set_expanded (row, !adw_expander_row_get_expanded (row));
}

/**
 * parafa_token_page_get_view:
 * @self: a token page
 *
 * Returns: (transfer none): "loading", "empty", "keyring" or "token"
 */
const char *
parafa_token_page_get_view (ParafaTokenPage *self)
{
  g_return_val_if_fail (PARAFA_IS_TOKEN_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * parafa_token_page_get_sentence:
 * @self: a token page
 *
 * Returns: (transfer none): the sentence that answers "may I work?"
 */
const char *
parafa_token_page_get_sentence (ParafaTokenPage *self)
{
  g_return_val_if_fail (PARAFA_IS_TOKEN_PAGE (self), NULL);

  return gtk_label_get_label (self->sentence);
}
