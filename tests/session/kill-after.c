/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* Loaded before everything else (LD_PRELOAD) into a program that is to die at a chosen step. From
 * parafa_kill_after_arm() on it counts each call with which a program leaves something behind: on
 * a socket, in a file, in a folder, on a lock. After the call numbered by PARAFA_KILL_AFTER the
 * process is killed as by `kill -9`. */

void parafa_kill_after_arm (void);
int parafa_kill_after_count (void);

static atomic_int armed;
static atomic_int count;
static int limit = -1;

void
parafa_kill_after_arm (void)
{
  const char *text = getenv ("PARAFA_KILL_AFTER");

  limit = text != NULL ? atoi (text) : -1;
  atomic_store (&armed, 1);
  if (limit == 0)
    raise (SIGKILL);
}

int
parafa_kill_after_count (void)
{
  return atomic_load (&count);
}

static void
step (void)
{
  if (atomic_load (&armed) && atomic_fetch_add (&count, 1) + 1 == limit)
    raise (SIGKILL);
}

/* The calls that leave something behind; each does its work, then may be the last */
#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))

ssize_t
send (int fd, const void *data, size_t length, int flags)
{
  ssize_t sent = REAL (send) (fd, data, length, flags);

  step ();
  return sent;
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  ssize_t sent = REAL (sendmsg) (fd, message, flags);

  step ();
  return sent;
}

ssize_t
write (int fd, const void *data, size_t length)
{
  ssize_t written = REAL (write) (fd, data, length);

  /* eight bytes wake another thread of this process up, and nothing else */
  if (length != 8)
    step ();
  return written;
}

ssize_t
writev (int fd, const struct iovec *parts, int n_parts)
{
  ssize_t written = REAL (writev) (fd, parts, n_parts);

  step ();
  return written;
}

int
rename (const char *from, const char *to)
{
  int result = REAL (rename) (from, to);

  step ();
  return result;
}

int
unlink (const char *path)
{
  int result = REAL (unlink) (path);

  step ();
  return result;
}

int
flock (int fd, int operation)
{
  int result = REAL (flock) (fd, operation);

  step ();
  return result;
}
