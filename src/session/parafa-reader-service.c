/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-reader-service.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* The protocol of pcsc-lite (winscard_msg.h): a header of two numbers in the machine's byte order, then
 * the message. Every version since 1.8 speaks 4.x; a server answers the versions it can. Only the two
 * questions that touch no card are asked: which version, and which readers there are. */
#define PROTOCOL_MAJOR 4
#define PROTOCOL_MINOR 4
#define COMMAND_VERSION 0x11u
#define COMMAND_READER_STATES 0x12u
#define SOCKET_PATH "run/pcscd/pcscd.comm"

/* struct pubReaderStatesList (eventhandler.h) of this machine */
#define NAME_BYTES 128
#define ATR_BYTES 33
typedef struct
{
  char name[NAME_BYTES];
  guint32 events;
  guint32 state;
  gint32 sharing;
  guint8 atr[ATR_BYTES];
  guint32 atr_length;
} ReaderState;
G_STATIC_ASSERT (sizeof (ReaderState) == 180);
#define READERS_MAX 16
#define STATE_PRESENT 0x0004u

typedef struct
{
  guint32 size;
  guint32 command;
} Header;

typedef struct
{
  gint32 major;
  gint32 minor;
  guint32 result;
} Version;

typedef struct
{
  int fd;
  gint64 ends_at_us;
  GPollFD cancelled; /* fd -1: nothing to watch */
} Talk;

typedef enum
{
  TALK_DONE,
  TALK_CLOSED,
  TALK_SILENT,
} TalkResult;

/* Waits until the other side can be read or written, the time is over, or it was cancelled */
static TalkResult
wait_for (Talk *talk, short events)
{
  for (;;)
    {
      gint64 left_us = talk->ends_at_us - g_get_monotonic_time ();
      struct pollfd fds[2] = { { .fd = talk->fd, .events = events },
                               { .fd = talk->cancelled.fd, .events = POLLIN } };
      int n;

      if (left_us <= 0)
        return TALK_SILENT;
      n = poll (fds, talk->cancelled.fd >= 0 ? 2 : 1, (int) (left_us / 1000) + 1);
      if (n < 0 && errno != EINTR)
        return TALK_CLOSED;
      if (n > 0 && fds[1].revents != 0)
        return TALK_SILENT;
      if (n > 0 && fds[0].revents != 0)
        return TALK_DONE;
    }
}

static TalkResult
send_all (Talk *talk, const void *bytes, gsize length)
{
  for (gsize at = 0; at < length;)
    {
      ssize_t n =
          send (talk->fd, (const char *) bytes + at, length - at, MSG_NOSIGNAL | MSG_DONTWAIT);
      TalkResult waited;

      if (n > 0)
        at += (gsize) n;
      if (n >= 0 || errno == EINTR)
        continue;
      if (errno != EAGAIN)
        return TALK_CLOSED;
      waited = wait_for (talk, POLLOUT);
      if (waited != TALK_DONE)
        return waited;
    }
  return TALK_DONE;
}

static TalkResult
receive_all (Talk *talk, void *bytes, gsize length)
{
  for (gsize at = 0; at < length;)
    {
      TalkResult waited = wait_for (talk, POLLIN);
      ssize_t n;

      if (waited != TALK_DONE)
        return waited;
      n = recv (talk->fd, (char *) bytes + at, length - at, MSG_DONTWAIT);
      if (n > 0)
        at += (gsize) n;
      else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        return TALK_CLOSED;
    }
  return TALK_DONE;
}

static TalkResult
ask_version (Talk *talk, Version *version)
{
  struct
  {
    Header header;
    Version version;
  } question = { { sizeof (Version), COMMAND_VERSION }, { PROTOCOL_MAJOR, PROTOCOL_MINOR, 0 } };
  TalkResult result = send_all (talk, &question, sizeof question);

  return result == TALK_DONE ? receive_all (talk, version, sizeof *version) : result;
}

static GPtrArray *
ask_readers (Talk *talk)
{
  Header question = { 0, COMMAND_READER_STATES };
  gsize length = READERS_MAX * sizeof (ReaderState);
  g_autofree guint8 *bytes = g_malloc0 (length);

  if (send_all (talk, &question, sizeof question) != TALK_DONE ||
      receive_all (talk, bytes, length) != TALK_DONE)
    return NULL;
  return parafa_reader_service_read_states (bytes, length);
}

static ParafaReaderServiceState
talk_to (Talk *talk, GPtrArray **readers)
{
  Version version = { 0 };

  switch (ask_version (talk, &version))
    {
    case TALK_DONE:
      break;
    case TALK_CLOSED:
      return PARAFA_READER_SERVICE_TURNS_AWAY;
    case TALK_SILENT:
    default:
      return PARAFA_READER_SERVICE_SILENT;
    }
  if (version.result != 0 || version.major != PROTOCOL_MAJOR)
    return PARAFA_READER_SERVICE_OTHER_VERSION;
  *readers = ask_readers (talk);
  return PARAFA_READER_SERVICE_ANSWERS;
}

/* Returns: 0, or the errno of connect(2) */
static int
open_socket (const char *path, int *fd)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  if (strlen (path) >= sizeof address.sun_path)
    return ENAMETOOLONG;
  strcpy (address.sun_path, path);
  *fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (*fd < 0)
    return errno;
  return connect (*fd, (const struct sockaddr *) &address, sizeof address) == 0 ? 0 : errno;
}

static ParafaReaderServiceState
ask_socket (const char *path, guint timeout_ms, GCancellable *cancellable, GPtrArray **readers)
{
  Talk talk = { .fd = -1,
                .ends_at_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000,
                .cancelled = { .fd = -1 } };
  ParafaReaderServiceState state = PARAFA_READER_SERVICE_NOT_RUNNING;
  int problem = open_socket (path, &talk.fd);

  if (problem == 0)
    {
      gboolean watched = g_cancellable_make_pollfd (cancellable, &talk.cancelled);

      if (!watched)
        talk.cancelled.fd = -1;
      state = talk_to (&talk, readers);
      if (watched)
        g_cancellable_release_fd (cancellable);
    }
  else if (problem == EAGAIN) /* its queue is full: nobody takes connections */
    state = PARAFA_READER_SERVICE_SILENT;
  else if (problem == EACCES || problem == EPERM)
    state = PARAFA_READER_SERVICE_TURNS_AWAY;
  if (talk.fd >= 0)
    close (talk.fd);
  return state;
}

static gboolean
has_file (const char *root, const char *path)
{
  g_autofree char *file = g_build_filename (root != NULL ? root : "/", path, NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

static ParafaReaderServiceState
find_why_not_running (const char *root)
{
  static const char *const programs[] = { "usr/sbin/pcscd", "usr/bin/pcscd", "usr/local/sbin/pcscd",
                                          "run/current-system/sw/bin/pcscd" };

  if (has_file (root, ".flatpak-info"))
    return PARAFA_READER_SERVICE_UNREACHABLE;
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    if (has_file (root, programs[i]))
      return PARAFA_READER_SERVICE_NOT_RUNNING;
  return PARAFA_READER_SERVICE_NOT_INSTALLED;
}

/**
 * parafa_reader_new:
 * @name: its name
 * @has_card: whether a card is in it
 * @mute: whether the card does not answer
 * @held: whether somebody keeps the card for himself
 *
 * Returns: (transfer full): a reader
 */
ParafaReader *
parafa_reader_new (const char *name, gboolean has_card, gboolean mute, gboolean held)
{
  ParafaReader *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (ParafaReader, 1);
  self->name = g_utf8_make_valid (name, -1);
  self->has_card = has_card;
  self->mute = mute;
  self->held = held;
  return self;
}

/**
 * parafa_reader_free:
 * @self: (nullable) (transfer full): a reader
 */
void
parafa_reader_free (ParafaReader *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

/**
 * parafa_reader_service_answer_free:
 * @self: (nullable) (transfer full): an answer
 */
void
parafa_reader_service_answer_free (ParafaReaderServiceAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->readers, g_ptr_array_unref);
  g_free (self);
}

/**
 * parafa_reader_service_read_states:
 * @bytes: (array length=length): the service's list of readers
 * @length: of @bytes
 *
 * Reads the list in which pcscd tells its readers: places of a fixed size, unused ones without a name.
 *
 * Returns: (transfer full) (element-type ParafaReader): the readers
 */
GPtrArray *
parafa_reader_service_read_states (const guint8 *bytes, gsize length)
{
  GPtrArray *readers = g_ptr_array_new_with_free_func ((GDestroyNotify) parafa_reader_free);

  for (gsize at = 0; length - at >= sizeof (ReaderState); at += sizeof (ReaderState))
    {
      ReaderState state;
      gboolean has_card;

      memcpy (&state, bytes + at, sizeof state);
      state.name[NAME_BYTES - 1] = '\0';
      if (state.name[0] == '\0')
        continue;
      has_card = (state.state & STATE_PRESENT) != 0;
      g_ptr_array_add (readers,
                       parafa_reader_new (state.name, has_card, has_card && state.atr_length == 0,
                                          state.sharing < 0));
    }
  return readers;
}

/**
 * parafa_reader_service_ask:
 * @root: (nullable): the folder that stands for `/`; %NULL for the computer itself, where
 *   `PCSCLITE_CSOCK_NAME` names another socket, as it does for pcsc-lite's own library
 * @timeout_ms: how long the service may take for its answers, in milliseconds
 * @cancellable: (nullable): ends the waiting
 *
 * Asks the card reader service which readers it has. No card is touched. Blocks, at most
 * @timeout_ms: call it on a worker thread.
 *
 * Returns: (transfer full): what it said, or how it failed to
 */
ParafaReaderServiceAnswer *
parafa_reader_service_ask (const char *root, guint timeout_ms, GCancellable *cancellable)
{
  ParafaReaderServiceAnswer *answer = g_new0 (ParafaReaderServiceAnswer, 1);
  const char *named = root == NULL ? g_getenv ("PCSCLITE_CSOCK_NAME") : NULL;
  g_autofree char *path = named != NULL && *named != '\0'
                              ? g_strdup (named)
                              : g_build_filename (root != NULL ? root : "/", SOCKET_PATH, NULL);

  answer->state = ask_socket (path, timeout_ms, cancellable, &answer->readers);
  if (answer->state == PARAFA_READER_SERVICE_NOT_RUNNING)
    answer->state = find_why_not_running (root);
  return answer;
}

/**
 * parafa_reader_service_is_held_by_gnupg:
 * @root: (nullable): the folder that stands for `/`
 *
 * Looks for a running `scdaemon`, the part of GnuPG that takes a reader for itself. Blocks for many
 * small files: call it on a worker thread.
 *
 * Returns: whether one of this person's runs
 */
gboolean
parafa_reader_service_is_held_by_gnupg (const char *root)
{
  g_autofree char *folder = g_build_filename (root != NULL ? root : "/", "proc", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      g_autofree char *command = NULL;

      if (!g_ascii_isdigit (*name))
        continue;
      path = g_build_filename (folder, name, "comm", NULL);
      if (g_file_get_contents (path, &command, NULL, NULL) && g_str_equal (command, "scdaemon\n"))
        return TRUE;
    }
  return FALSE;
}
