/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-secret-private.h"

#include <gio/gio.h>
#include <glib-unix.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

/**
 * ParafaSecret:
 *
 * Text that must not be seen: a PIN, a token, a client secret, a code. It lies in pages of its own
 * that are not swapped out, not dumped, empty in a forked child, and wiped when the last reference
 * goes. Immutable and atomically counted, so that it may be passed between threads.
 */
G_DEFINE_BOXED_TYPE (ParafaSecret, parafa_secret, parafa_secret_ref, parafa_secret_unref)

/* What a short text read from a descriptor first gets; more is asked for as it comes. */
#define READ_CHUNK_BYTES 4096

static gsize
round_to_pages (gsize bytes)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  if (bytes > G_MAXSIZE - page)
    g_error ("secret: %" G_GSIZE_FORMAT " bytes cannot be mapped", bytes);
  return (bytes + page - 1) / page * page;
}

/* None of these is worth failing for: a small RLIMIT_MEMLOCK or an old kernel makes the pages less
 * protected, and refusing to log in would help nobody. */
static void
protect_pages (char *pages, gsize mapped)
{
  if (mlock (pages, mapped) != 0)
    g_debug ("secret: pages stay swappable: %s", g_strerror (errno));
  if (madvise (pages, mapped, MADV_DONTDUMP) != 0)
    g_debug ("secret: pages may be dumped: %s", g_strerror (errno));
  if (madvise (pages, mapped, MADV_WIPEONFORK) != 0)
    g_debug ("secret: pages are copied to children: %s", g_strerror (errno));
}

/* Room for @length bytes and a NUL, all zero. */
ParafaSecret *
parafa_secret_new_sized (gsize length)
{
  ParafaSecret *self = g_new0 (ParafaSecret, 1);
  void *pages;

  g_atomic_ref_count_init (&self->references);
  self->length = length;
  self->mapped = round_to_pages (length + 1);
  pages = mmap (NULL, self->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    g_error ("secret: %" G_GSIZE_FORMAT " bytes cannot be mapped", self->mapped);
  self->pages = pages;
  protect_pages (self->pages, self->mapped);
  return self;
}

/* Changes the room of a secret nobody else has seen yet. What is cut off is wiped; what is added is
 * zero. Pages are moved, not copied. */
void
parafa_secret_resize (ParafaSecret *self, gsize length)
{
  gsize mapped = round_to_pages (length + 1);

  if (length < self->length)
    explicit_bzero (self->pages + length, self->length - length);
  if (mapped > self->mapped)
    {
      void *pages = mremap (self->pages, self->mapped, mapped, MREMAP_MAYMOVE);

      if (pages == MAP_FAILED)
        {
          /* Growing a locked mapping fails as a whole when RLIMIT_MEMLOCK does not cover it. */
          munlock (self->pages, self->mapped);
          pages = mremap (self->pages, self->mapped, mapped, MREMAP_MAYMOVE);
        }
      if (pages == MAP_FAILED)
        g_error ("secret: %" G_GSIZE_FORMAT " bytes cannot be mapped", mapped);
      self->pages = pages;
      self->mapped = mapped;
      protect_pages (self->pages, mapped);
    }
  self->length = length;
}

/**
 * parafa_secret_new:
 * @text: the text; need not be NUL-terminated when @length is given
 * @length: its length in bytes, or -1 when it is NUL-terminated
 *
 * Copies text into locked memory. The caller wipes its own copy. NUL bytes inside are kept.
 *
 * Returns: (transfer full): a secret
 */
ParafaSecret *
parafa_secret_new (const char *text, gssize length)
{
  ParafaSecret *self;
  gsize bytes;

  g_return_val_if_fail (text != NULL, NULL);

  bytes = length < 0 ? strlen (text) : (gsize) length;
  self = parafa_secret_new_sized (bytes);
  memcpy (self->pages, text, bytes);
  return self;
}

/**
 * parafa_secret_new_from_fd:
 * @fd: a descriptor open for reading; it stays open
 * @max_bytes: the longest text accepted, in bytes
 * @error: return location
 *
 * Reads a descriptor to its end, straight into locked memory. Blocks as the descriptor does, so on
 * the main thread only for what is already there (a pipe whose other end is closed).
 *
 * Fails with %G_IO_ERROR_MESSAGE_TOO_LARGE when there is more than @max_bytes, and with the error of
 * the descriptor.
 *
 * Returns: (transfer full): a secret
 */
ParafaSecret *
parafa_secret_new_from_fd (int fd, gsize max_bytes, GError **error)
{
  g_autoptr (ParafaSecret) self = NULL;
  gsize used = 0;

  g_return_val_if_fail (fd >= 0, NULL);
  g_return_val_if_fail (max_bytes < G_MAXSSIZE, NULL);

  /* One byte of room past the limit shows that there is more. */
  self = parafa_secret_new_sized (MIN (READ_CHUNK_BYTES - 1, max_bytes + 1));
  while (TRUE)
    {
      gssize got = read (fd, self->pages + used, self->length - used);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          int code = errno;

          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
          return NULL;
        }
      if (got == 0)
        break;
      used += (gsize) got;
      if (used > max_bytes)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                       "secret: longer than %" G_GSIZE_FORMAT " bytes", max_bytes);
          return NULL;
        }
      if (used == self->length)
        parafa_secret_resize (self, MIN (self->length * 2 + 1, max_bytes + 1));
    }
  parafa_secret_resize (self, used);
  return g_steal_pointer (&self);
}

static void
fill_random (guint8 *to, gsize bytes)
{
  gsize done = 0;

  while (done < bytes)
    {
      gssize got = getrandom (to + done, bytes - done, 0);

      if (got < 0 && errno != EINTR)
        g_error ("secret: no random numbers: %s", g_strerror (errno));
      if (got > 0)
        done += (gsize) got;
    }
}

/**
 * parafa_secret_new_random:
 * @bytes: how many random bytes, 1 to 4096
 *
 * Makes base64url text (RFC 4648 §5, no padding) of random bytes of the kernel.
 *
 * Returns: (transfer full): a secret
 */
ParafaSecret *
parafa_secret_new_random (gsize bytes)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  g_autoptr (ParafaSecret) raw = NULL;
  ParafaSecret *self;
  const guint8 *from;

  g_return_val_if_fail (bytes > 0 && bytes <= 4096, NULL);

  raw = parafa_secret_new_sized (bytes + 2); /* two zero bytes to read past the end */
  fill_random ((guint8 *) raw->pages, bytes);
  from = (const guint8 *) raw->pages;
  self = parafa_secret_new_sized ((bytes * 4 + 2) / 3);
  for (gsize i = 0; i < self->length; i++)
    {
      gsize at = i / 4 * 3;
      guint32 group = (guint32) from[at] << 16;

      if (at + 1 < bytes)
        group |= (guint32) from[at + 1] << 8;
      if (at + 2 < bytes)
        group |= from[at + 2];
      self->pages[i] = alphabet[group >> (18 - 6 * (i % 4)) & 0x3f];
    }
  return self;
}

/**
 * parafa_secret_ref:
 * @self: a secret
 *
 * Takes a reference. Thread-safe.
 *
 * Returns: (transfer full): @self
 */
ParafaSecret *
parafa_secret_ref (ParafaSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * parafa_secret_unref:
 * @self: (transfer full): a secret
 *
 * Gives a reference back; the last one wipes the text. Thread-safe.
 */
void
parafa_secret_unref (ParafaSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  explicit_bzero (self->pages, self->mapped);
  munmap (self->pages, self->mapped);
  g_free (self);
}

/**
 * parafa_secret_get:
 * @self: a secret
 *
 * The text itself, valid as long as the secret. Copy it nowhere that outlives the call it is for.
 *
 * Returns: (transfer none): NUL-terminated text
 */
const char *
parafa_secret_get (const ParafaSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pages;
}

/**
 * parafa_secret_get_length:
 * @self: a secret
 *
 * Returns: its length in bytes, without the closing NUL
 */
gsize
parafa_secret_get_length (const ParafaSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

/**
 * parafa_secret_equal:
 * @self: (nullable): a secret
 * @other: (nullable): a secret
 *
 * Compares in a time that depends on the lengths only, not on where the texts differ. %NULL equals
 * %NULL only.
 *
 * Returns: whether both hold the same text
 */
gboolean
parafa_secret_equal (const ParafaSecret *self, const ParafaSecret *other)
{
  const volatile char *a;
  const volatile char *b;
  volatile guint8 difference = 0;

  if (self == NULL || other == NULL)
    return self == other;
  if (self->length != other->length)
    return FALSE;
  a = self->pages;
  b = other->pages;
  for (gsize i = 0; i < self->length; i++)
    difference |= (guint8) (a[i] ^ b[i]);
  return difference == 0;
}

/* A pipe of unprivileged processes grows to /proc/sys/fs/pipe-max-size (1 MiB by default). */
static gboolean
make_room (int fd, gsize bytes)
{
  int room = fcntl (fd, F_GETPIPE_SZ);

  if (room >= 0 && (gsize) room >= bytes)
    return TRUE;
  return bytes <= G_MAXINT && fcntl (fd, F_SETPIPE_SZ, (int) bytes) >= 0;
}

/**
 * parafa_secret_to_pipe:
 * @self: a secret
 * @error: return location
 *
 * Puts the text into a new pipe whose writing end is already closed: what a child process or a peer
 * on a bus reads it from, so that it never stands in a message or an argument. Never blocks.
 *
 * Fails with %G_IO_ERROR_NO_SPACE when a pipe cannot hold it.
 *
 * Returns: the reading end (close-on-exec), for the caller to close, or -1
 */
int
parafa_secret_to_pipe (const ParafaSecret *self, GError **error)
{
  int fds[2];
  gsize done = 0;

  g_return_val_if_fail (self != NULL, -1);

  if (pipe2 (fds, O_CLOEXEC) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "secret: no pipe: %s",
                   g_strerror (code));
      return -1;
    }
  if (!make_room (fds[1], self->length) || !g_unix_set_fd_nonblocking (fds[1], TRUE, NULL))
    done = G_MAXSIZE;
  while (done < self->length)
    {
      gssize put = write (fds[1], self->pages + done, self->length - done);

      if (put < 0 && errno != EINTR)
        done = G_MAXSIZE;
      else if (put > 0)
        done += (gsize) put;
    }
  close (fds[1]);
  if (done != self->length)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   "secret: a pipe cannot hold %" G_GSIZE_FORMAT " bytes", self->length);
      close (fds[0]);
      return -1;
    }
  return fds[0];
}
