/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A real unix socket that behaves as pcscd does, and as it should not */

#include "parafa-reader-service.h"
#include "parafa-test.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef enum
{
  ANSWER,         /* as pcscd 1.9: version, then the readers */
  ANSWER_NO_LIST, /* the version only, then nothing */
  ANSWER_HALF,    /* half a version, then the end */
  REFUSE_VERSION,
  CLOSE_AT_ONCE, /* as it does to who may not use it */
  SAY_NOTHING,
} Behaviour;

typedef struct
{
  ParafaTestDir *root;
  Behaviour behaviour;
  int fd;
  GThread *thread;
} Service;

typedef struct
{
  char name[128];
  guint32 events, state;
  gint32 sharing;
  guint8 atr[33];
  guint32 atr_length;
} State;

static gboolean
receive (int fd, void *bytes, gsize length)
{
  return recv (fd, bytes, length, MSG_WAITALL) == (ssize_t) length;
}

static void
reply (int fd, const void *bytes, gsize length)
{
  if (send (fd, bytes, length, MSG_NOSIGNAL) != (ssize_t) length)
    g_test_message ("the client went away");
}

static void
fill_states (State *states)
{
  memset (states, 0, 16 * sizeof *states);
  strcpy (states[0].name, "Feitian ePass2003 00 00");
  states[0].state = 0x0034; /* present, powered, negotiable */
  states[0].atr_length = 20;
  states[0].sharing = -1;
  strcpy (states[2].name, "Bit4id miniLector 01 00");
  states[2].state = 0x0002;                            /* absent */
  memset (states[3].name, 'x', sizeof states[3].name); /* without an end */
  states[3].state = 0x0004;                            /* present, mute */
}

static void
serve (Service *self, int client)
{
  guint32 question[5]; /* size, command, major, minor, result */
  gint32 version[3] = { 4, 4, 0 };
  guint32 list[2];
  State states[16];

  if (self->behaviour == CLOSE_AT_ONCE || !receive (client, question, sizeof question))
    return;
  g_assert_cmpuint (question[0], ==, 12);
  g_assert_cmphex (question[1], ==, 0x11);
  g_assert_cmpuint (question[2], ==, 4);
  if (self->behaviour == REFUSE_VERSION)
    version[2] = (gint32) 0x8010001e;
  if (self->behaviour == SAY_NOTHING)
    {
      /* until the other side gives up */
      receive (client, list, sizeof list);
      return;
    }
  reply (client, version, self->behaviour == ANSWER_HALF ? 6 : sizeof version);
  if (self->behaviour == ANSWER_HALF || !receive (client, list, sizeof list))
    return;
  g_assert_cmphex (list[1], ==, 0x12);
  fill_states (states);
  if (self->behaviour == ANSWER)
    reply (client, states, sizeof states);
  else
    receive (client, list, sizeof list);
}

static gpointer
run (gpointer data)
{
  Service *self = data;
  int client = accept (self->fd, NULL, NULL);

  if (client >= 0)
    {
      serve (self, client);
      close (client);
    }
  return NULL;
}

static Service *
service_new (Behaviour behaviour)
{
  Service *self = g_new0 (Service, 1);
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  struct sockaddr_storage native;

  self->root = parafa_test_dir_new ();
  self->behaviour = behaviour;
  folder = g_build_filename (self->root, "run", "pcscd", NULL);
  path = g_build_filename (folder, "pcscd.comm", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  address = g_unix_socket_address_new (path);
  g_assert_true (g_socket_address_to_native (address, &native, sizeof native, NULL));
  self->fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->fd, (struct sockaddr *) &native,
                         (socklen_t) g_socket_address_get_native_size (address)),
                   ==, 0);
  g_assert_cmpint (listen (self->fd, 1), ==, 0);
  self->thread = g_thread_new ("pcscd", run, self);
  return self;
}

static void
service_free (Service *self)
{
  shutdown (self->fd, SHUT_RDWR);
  g_thread_join (self->thread);
  close (self->fd);
  parafa_test_dir_free (self->root);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Service, service_free)

static void
test_answers (void)
{
  g_autoptr (Service) service = service_new (ANSWER);
  g_autoptr (ParafaReaderServiceAnswer) answer =
      parafa_reader_service_ask (service->root, PARAFA_TEST_LIMIT_MS, NULL);
  const ParafaReader *reader;

  g_assert_cmpint (answer->state, ==, PARAFA_READER_SERVICE_ANSWERS);
  g_assert_cmpuint (answer->readers->len, ==, 3);
  reader = answer->readers->pdata[0];
  g_assert_cmpstr (reader->name, ==, "Feitian ePass2003 00 00");
  g_assert_true (reader->has_card);
  g_assert_false (reader->mute);
  g_assert_true (reader->held);
  reader = answer->readers->pdata[1];
  g_assert_cmpstr (reader->name, ==, "Bit4id miniLector 01 00");
  g_assert_false (reader->has_card);
  g_assert_false (reader->held);
  reader = answer->readers->pdata[2];
  g_assert_cmpuint (strlen (reader->name), ==, 127);
  g_assert_true (reader->mute);
}

static void
assert_state (Behaviour behaviour, guint timeout_ms, ParafaReaderServiceState state)
{
  g_autoptr (Service) service = service_new (behaviour);
  g_autoptr (ParafaReaderServiceAnswer) answer =
      parafa_reader_service_ask (service->root, timeout_ms, NULL);

  g_assert_cmpint (answer->state, ==, state);
  g_assert_null (answer->readers);
}

static void
test_refuses (void)
{
  assert_state (REFUSE_VERSION, PARAFA_TEST_LIMIT_MS, PARAFA_READER_SERVICE_OTHER_VERSION);
  assert_state (CLOSE_AT_ONCE, PARAFA_TEST_LIMIT_MS, PARAFA_READER_SERVICE_TURNS_AWAY);
  assert_state (ANSWER_HALF, PARAFA_TEST_LIMIT_MS, PARAFA_READER_SERVICE_TURNS_AWAY);
}

/* It is waited for no longer than was said */
static void
test_hangs (void)
{
  gint64 start_us = g_get_monotonic_time ();

  assert_state (SAY_NOTHING, 200, PARAFA_READER_SERVICE_SILENT);
  assert_state (ANSWER_NO_LIST, 200, PARAFA_READER_SERVICE_ANSWERS);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 380000);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 30000000);
}

static gpointer
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancelled (void)
{
  g_autoptr (Service) service = service_new (SAY_NOTHING);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel, cancellable);
  g_autoptr (ParafaReaderServiceAnswer) answer =
      parafa_reader_service_ask (service->root, G_MAXUINT, cancellable);

  g_thread_join (thread);
  g_assert_cmpint (answer->state, ==, PARAFA_READER_SERVICE_SILENT);
}

static void
put_file (const ParafaTestDir *root, const char *folder, const char *name, const char *text)
{
  g_autofree char *dir = g_build_filename (root, folder, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_why (const ParafaTestDir *root, ParafaReaderServiceState state)
{
  g_autoptr (ParafaReaderServiceAnswer) answer = parafa_reader_service_ask (root, 1000, NULL);

  g_assert_cmpint (answer->state, ==, state);
}

/* Nobody listens: is it not installed, not started, or kept out of the sandbox? */
static void
test_nobody (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();

  assert_why (root, PARAFA_READER_SERVICE_NOT_INSTALLED);
  put_file (root, "usr/sbin", "pcscd", "");
  assert_why (root, PARAFA_READER_SERVICE_NOT_RUNNING);
  put_file (root, ".", ".flatpak-info", "");
  assert_why (root, PARAFA_READER_SERVICE_UNREACHABLE);
}

/* A socket that a service left behind when it ended */
static void
test_left_behind (void)
{
  g_autoptr (Service) service = service_new (CLOSE_AT_ONCE);

  shutdown (service->fd, SHUT_RDWR);
  g_thread_join (service->thread);
  close (service->fd);
  put_file (service->root, "usr/sbin", "pcscd", "");
  assert_why (service->root, PARAFA_READER_SERVICE_NOT_RUNNING);
  service->fd = -1;
  service->thread = g_thread_new ("nobody", run, service);
}

/* The variable of pcsc-lite's own library */
static void
test_named_socket (void)
{
  g_autoptr (Service) service = service_new (ANSWER);
  g_autofree char *path = g_build_filename (service->root, "run", "pcscd", "pcscd.comm", NULL);
  g_autoptr (ParafaReaderServiceAnswer) answer = NULL;

  g_setenv ("PCSCLITE_CSOCK_NAME", path, TRUE);
  answer = parafa_reader_service_ask (NULL, PARAFA_TEST_LIMIT_MS, NULL);
  g_unsetenv ("PCSCLITE_CSOCK_NAME");
  g_assert_cmpint (answer->state, ==, PARAFA_READER_SERVICE_ANSWERS);
}

static void
test_states (void)
{
  g_autofree guint8 *noise = g_malloc (16 * sizeof (State));

  for (gsize i = 0; i < 16 * sizeof (State); i++)
    noise[i] = (guint8) (i * 37 + 1);
  for (gsize length = 0; length <= 16 * sizeof (State); length += 41)
    {
      g_autoptr (GPtrArray) readers = parafa_reader_service_read_states (noise, length);

      g_assert_cmpuint (readers->len, ==, length / sizeof (State));
      for (guint i = 0; i < readers->len; i++)
        g_assert_true (g_utf8_validate (((ParafaReader *) readers->pdata[i])->name, -1, NULL));
    }
}

static void
test_gnupg (void)
{
  g_autoptr (ParafaTestDir) root = parafa_test_dir_new ();

  g_assert_false (parafa_reader_service_is_held_by_gnupg (root));
  put_file (root, "proc/12", "comm", "bash\n");
  put_file (root, "proc/self", "comm", "scdaemon\n");
  g_assert_false (parafa_reader_service_is_held_by_gnupg (root));
  put_file (root, "proc/4711", "comm", "scdaemon\n");
  g_assert_true (parafa_reader_service_is_held_by_gnupg (root));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/reader-service/answers", test_answers);
  g_test_add_func ("/session/reader-service/refuses", test_refuses);
  g_test_add_func ("/session/reader-service/hangs", test_hangs);
  g_test_add_func ("/session/reader-service/cancelled", test_cancelled);
  g_test_add_func ("/session/reader-service/nobody", test_nobody);
  g_test_add_func ("/session/reader-service/left-behind", test_left_behind);
  g_test_add_func ("/session/reader-service/named-socket", test_named_socket);
  g_test_add_func ("/session/reader-service/states", test_states);
  g_test_add_func ("/session/reader-service/gnupg", test_gnupg);
  return g_test_run ();
}
