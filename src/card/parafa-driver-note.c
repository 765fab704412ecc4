/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-driver-note.h"
#include "parafa-card-process.h"

#include <string.h>
#include <sys/mman.h>

static char *page = NULL;
static GMutex page_lock;

/**
 * parafa_driver_note_open:
 * @fd: the shared memory that the application gave
 *
 * Lets the application see which driver is at work. Memory, because a message would not be sent any
 * more by a process that a driver takes down.
 */
void
parafa_driver_note_open (int fd)
{
  void *memory = mmap (NULL, PARAFA_CARD_NOTE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

  if (memory == MAP_FAILED)
    g_debug ("driver-note: none");
  else
    page = memory;
}

/**
 * parafa_driver_note_set:
 * @driver: (nullable): file name of the driver about to be called; %NULL for none
 *
 * Says which driver is at work from now on. Any thread.
 */
void
parafa_driver_note_set (const char *driver)
{
  if (page == NULL)
    return;
  g_mutex_lock (&page_lock);
  memset (page, 0, PARAFA_CARD_NOTE_BYTES);
  if (driver != NULL)
    g_strlcpy (page, driver, PARAFA_CARD_NOTE_BYTES);
  g_mutex_unlock (&page_lock);
}

/**
 * parafa_driver_note_dup:
 *
 * Returns: (transfer full) (nullable): what was set last, to be set again after another driver's turn
 */
char *
parafa_driver_note_dup (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  if (page == NULL)
    return NULL;
  locker = g_mutex_locker_new (&page_lock);
  return page[0] != '\0' ? g_strndup (page, PARAFA_CARD_NOTE_BYTES) : NULL;
}
