/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A PKCS#11 driver that behaves like awkward hardware, in front of SoftHSM, which has no counter of
 * tries, ignores removal and hides no mechanism. Named in a .module file it stands beside other
 * drivers; copies of it are drivers of their own. Preloaded (LD_PRELOAD) it puts itself in the place of
 * SoftHSM wherever a program loads that one.
 *
 * What it does is said by the environment, and for one copy alone by a file beside it: libx.so reads
 * libx.so.settings, lines NAME=VALUE that go over the environment (SOFTHSM2_CONF, too):
 *   TEST_PKCS11_REAL=FILE      SoftHSM's library, where it is not preloaded
 *   TEST_PKCS11_TRACE=FILE     one line per interesting call: "C_Login 4 0x0" (PIN length, answer)
 *   TEST_PKCS11_GONE=FILE      while FILE exists the token is pulled out
 *   TEST_PKCS11_GONE_AT=CALL   makes that file itself when CALL begins
 *   TEST_PKCS11_BOUNCES=1      at the first C_Sign the token was pulled out and put back: it is there,
 *                              and every session is gone
 *   TEST_PKCS11_TRIES=FILE     holds the number of wrong PINs; the third locks
 *   TEST_PKCS11_NO_PSS=1       RSA-PSS is neither listed nor done
 *   TEST_PKCS11_FALSE_PSS=1    RSA-PSS is listed and fails
 *   TEST_PKCS11_SLOW_MS=N      C_Login and C_Sign take that long
 *   TEST_PKCS11_ABORT_AT=CALL  takes the process down in CALL
 *   TEST_PKCS11_HANG_AT=CALL   never comes back from CALL
 *   TEST_PKCS11_FAIL_AT=CALL   answers CKR_DEVICE_ERROR
 *   TEST_PKCS11_PAD=1          the reader has keys of its own: only C_Login without a PIN works,
 *                              with the PIN in TEST_PKCS11_PAD_PIN
 *   TEST_PKCS11_LOGIN_RV=N     what C_Login answers, without a try
 *   TEST_PKCS11_SIGN_RV=N      what C_Sign answers, without a signature
 *   TEST_PKCS11_MORE_FLAGS=N   flags every token has besides its own; with LESS_FLAGS those it lacks
 *   TEST_PKCS11_ONE_DEVICE=1   all tokens are slots of one device: one serial number
 *   TEST_PKCS11_LIE=WHAT       flags: an empty token says that it is set up, and no token says what is
 *                              wrong with its PIN; numbers: more slots and objects than there are room
 *                              for; texts: names without an end, which are no UTF-8
 *   TEST_PKCS11_EVENTS=1       C_WaitForSlotEvent tells of tokens that come and go; else nothing ever
 * CALL is the name of a function of PKCS#11 below, "load" (when the library is loaded), or "any". */

#include <p11-kit/pkcs11.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_TRIES 3
#define SOFTHSM "libsofthsm2"

CK_RV C_GetFunctionList (CK_FUNCTION_LIST **list);

static CK_FUNCTION_LIST mine;
static CK_FUNCTION_LIST *real;
static int loading; /* our own dlopen of SoftHSM */

/* The path of this library, "" when that cannot be known */
static void
get_own_path (char *path, size_t size)
{
  Dl_info self;

  /* a symbol of our own: libp11-kit has a C_GetFunctionList, too */
  *path = '\0';
  if (dladdr ((void *) &mine, &self) != 0 && self.dli_fname != NULL)
    snprintf (path, size, "%s", self.dli_fname);
}

/* What is said to this copy alone */
static void
read_settings (void)
{
  char path[4096], line[4096];
  FILE *file;

  get_own_path (path, sizeof path - sizeof ".settings");
  strcat (path, ".settings");
  file = fopen (path, "re");
  while (file != NULL && fgets (line, sizeof line, file) != NULL)
    {
      char *equals = strchr (line, '=');

      line[strcspn (line, "\n")] = '\0';
      if (equals != NULL)
        {
          *equals = '\0';
          setenv (line, equals + 1, 1);
        }
    }
  if (file != NULL)
    fclose (file);
}

static const char *
get (const char *name)
{
  const char *value = getenv (name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static void __attribute__ ((format (printf, 1, 2))) trace (const char *format, ...)
{
  const char *path = get ("TEST_PKCS11_TRACE");
  char line[128];
  va_list args;
  int fd, n;

  if (path == NULL)
    return;
  va_start (args, format);
  n = vsnprintf (line, sizeof line, format, args);
  va_end (args);
  /* one write, so that lines of parallel calls do not mix */
  fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd >= 0 && write (fd, line, (size_t) n) != n)
    abort ();
  if (fd >= 0)
    close (fd);
}

static int
is_gone (void)
{
  const char *path = get ("TEST_PKCS11_GONE");

  return path != NULL && access (path, F_OK) == 0;
}

static int
is_meant (const char *variable, const char *call)
{
  const char *at = get (variable);

  return at != NULL && (strcmp (at, call) == 0 || strcmp (at, "any") == 0);
}

/* What is meant to happen in a call before it does anything */
static void
enter (const char *call)
{
  if (is_meant ("TEST_PKCS11_ABORT_AT", call))
    abort ();
  while (is_meant ("TEST_PKCS11_HANG_AT", call))
    pause ();
  if (is_meant ("TEST_PKCS11_GONE_AT", call) && get ("TEST_PKCS11_GONE") != NULL)
    close (open (get ("TEST_PKCS11_GONE"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

#define ENTER(call)                                                                                \
  do                                                                                               \
    {                                                                                              \
      enter (call);                                                                                \
      if (is_meant ("TEST_PKCS11_FAIL_AT", call))                                                  \
        return CKR_DEVICE_ERROR;                                                                   \
    }                                                                                              \
  while (0)

static int
lies_about (const char *what)
{
  return get ("TEST_PKCS11_LIE") != NULL && strcmp (get ("TEST_PKCS11_LIE"), what) == 0;
}

static void
slow_down (void)
{
  if (get ("TEST_PKCS11_SLOW_MS") != NULL)
    usleep (1000 * (useconds_t) atoi (get ("TEST_PKCS11_SLOW_MS")));
}

static int
read_misses (void)
{
  const char *path = get ("TEST_PKCS11_TRIES");
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  int misses = 0;

  if (file == NULL)
    return 0;
  if (fscanf (file, "%d", &misses) != 1)
    misses = 0;
  fclose (file);
  return misses;
}

static void
write_misses (int misses)
{
  const char *path = get ("TEST_PKCS11_TRIES");
  FILE *file = path != NULL ? fopen (path, "we") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%d", misses);
  fclose (file);
}

static int
is_pss (CK_MECHANISM_TYPE mechanism)
{
  switch (mechanism)
    {
    case CKM_RSA_PKCS_PSS:
    case CKM_SHA1_RSA_PKCS_PSS:
    case CKM_SHA224_RSA_PKCS_PSS:
    case CKM_SHA256_RSA_PKCS_PSS:
    case CKM_SHA384_RSA_PKCS_PSS:
    case CKM_SHA512_RSA_PKCS_PSS:
      return 1;
    default:
      return 0;
    }
}

static CK_RV
initialize (void *arguments)
{
  ENTER ("C_Initialize");
  return real->C_Initialize (arguments);
}

static CK_RV
get_info (CK_INFO *info)
{
  CK_RV rv;

  ENTER ("C_GetInfo");
  rv = real->C_GetInfo (info);
  if (rv == CKR_OK && lies_about ("texts"))
    memset (info->libraryDescription, 0xff, sizeof info->libraryDescription);
  return rv;
}

static CK_RV
get_slot_list (CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *n)
{
  CK_RV rv;

  ENTER ("C_GetSlotList");
  if (present && is_gone ())
    {
      *n = 0;
      return CKR_OK;
    }
  rv = real->C_GetSlotList (present, slots, n);
  if (rv == CKR_OK && lies_about ("numbers"))
    *n += 1000000;
  return rv;
}

static CK_RV
get_slot_info (CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
  CK_RV rv;

  ENTER ("C_GetSlotInfo");
  rv = real->C_GetSlotInfo (slot, info);
  if (rv == CKR_OK && is_gone ())
    info->flags &= ~(CK_FLAGS) CKF_TOKEN_PRESENT;
  return rv;
}

/* Tells once of each coming and going */
static CK_RV
wait_for_slot_event (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved)
{
  static int was_gone = 0;

  ENTER ("C_WaitForSlotEvent");
  trace ("C_WaitForSlotEvent\n");
  if ((flags & CKF_DONT_BLOCK) == 0)
    return CKR_FUNCTION_NOT_SUPPORTED;
  if (get ("TEST_PKCS11_EVENTS") == NULL || was_gone == is_gone ())
    return CKR_NO_EVENT;
  was_gone = is_gone ();
  *slot = 0;
  return CKR_OK;
}

static void
tell_lies (CK_TOKEN_INFO *info)
{
  if (lies_about ("texts"))
    {
      memset (info->label, 0xff, sizeof info->label);
      memset (info->serialNumber, 0xfe, sizeof info->serialNumber);
    }
  if (lies_about ("flags"))
    info->flags = CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED | CKF_LOGIN_REQUIRED;
}

static CK_RV
get_token_info (CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
  int misses = read_misses ();
  CK_RV rv;

  ENTER ("C_GetTokenInfo");
  trace ("C_GetTokenInfo\n");
  rv = is_gone () ? CKR_TOKEN_NOT_PRESENT : real->C_GetTokenInfo (slot, info);
  if (rv != CKR_OK)
    return rv;
  if (get ("TEST_PKCS11_LIE") != NULL)
    {
      tell_lies (info);
      return rv;
    }
  if (get ("TEST_PKCS11_PAD") != NULL)
    info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
  if (get ("TEST_PKCS11_MORE_FLAGS") != NULL)
    info->flags |= strtoul (get ("TEST_PKCS11_MORE_FLAGS"), NULL, 0);
  if (get ("TEST_PKCS11_LESS_FLAGS") != NULL)
    info->flags &= ~strtoul (get ("TEST_PKCS11_LESS_FLAGS"), NULL, 0);
  if (get ("TEST_PKCS11_ONE_DEVICE") != NULL)
    memcpy (info->serialNumber, "00000000000000D1", sizeof info->serialNumber);
  if (get ("TEST_PKCS11_TRIES") == NULL)
    return rv;
  info->flags &=
      ~(CK_FLAGS) (CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  if (misses > 0)
    info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (misses == MAX_TRIES - 1)
    info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (misses >= MAX_TRIES)
    info->flags |= CKF_USER_PIN_LOCKED;
  return rv;
}

static CK_RV
get_mechanism_info (CK_SLOT_ID slot, CK_MECHANISM_TYPE mechanism, CK_MECHANISM_INFO *info)
{
  ENTER ("C_GetMechanismInfo");
  if (get ("TEST_PKCS11_NO_PSS") != NULL && is_pss (mechanism))
    return CKR_MECHANISM_INVALID;
  return real->C_GetMechanismInfo (slot, mechanism, info);
}

static CK_RV
open_session (CK_SLOT_ID slot,
              CK_FLAGS flags,
              void *application,
              CK_NOTIFY notify,
              CK_SESSION_HANDLE *session)
{
  ENTER ("C_OpenSession");
  return is_gone () ? CKR_TOKEN_NOT_PRESENT
                    : real->C_OpenSession (slot, flags, application, notify, session);
}

static CK_RV
close_session (CK_SESSION_HANDLE session)
{
  ENTER ("C_CloseSession");
  trace ("C_CloseSession\n");
  return real->C_CloseSession (session);
}

static CK_RV
get_session_info (CK_SESSION_HANDLE session, CK_SESSION_INFO *info)
{
  return is_gone () ? CKR_DEVICE_REMOVED : real->C_GetSessionInfo (session, info);
}

static CK_RV
find_objects_init (CK_SESSION_HANDLE session, CK_ATTRIBUTE *wanted, CK_ULONG n)
{
  ENTER ("C_FindObjectsInit");
  return real->C_FindObjectsInit (session, wanted, n);
}

static CK_RV
find_objects (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *n)
{
  CK_RV rv;

  ENTER ("C_FindObjects");
  if (is_gone ())
    return CKR_DEVICE_REMOVED;
  rv = real->C_FindObjects (session, objects, max, n);
  if (rv == CKR_OK && *n > 0 && lies_about ("numbers"))
    *n = max + 1000000;
  return rv;
}

static CK_RV
find_objects_final (CK_SESSION_HANDLE session)
{
  ENTER ("C_FindObjectsFinal");
  return real->C_FindObjectsFinal (session);
}

static CK_RV
get_attribute_value (CK_SESSION_HANDLE session,
                     CK_OBJECT_HANDLE object,
                     CK_ATTRIBUTE *attributes,
                     CK_ULONG n)
{
  ENTER ("C_GetAttributeValue");
  return real->C_GetAttributeValue (session, object, attributes, n);
}

static CK_RV
login_with_misses (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG length)
{
  const char *pad_pin = get ("TEST_PKCS11_PAD_PIN");
  CK_RV rv;

  if (is_gone ())
    return CKR_DEVICE_REMOVED;
  if (get ("TEST_PKCS11_LOGIN_RV") != NULL)
    return strtoul (get ("TEST_PKCS11_LOGIN_RV"), NULL, 0);
  if (read_misses () >= MAX_TRIES)
    return CKR_PIN_LOCKED;
  if (get ("TEST_PKCS11_PAD") != NULL && pad_pin != NULL)
    {
      if (pin != NULL)
        return CKR_ARGUMENTS_BAD;
      pin = (CK_BYTE *) pad_pin;
      length = strlen (pad_pin);
    }
  rv = real->C_Login (session, user, pin, length);
  if (rv == CKR_PIN_INCORRECT)
    write_misses (read_misses () + 1);
  else if (rv == CKR_OK)
    write_misses (0);
  return rv;
}

static CK_RV
login (CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin, CK_ULONG length)
{
  CK_RV rv;

  enter ("C_Login");
  slow_down ();
  rv = login_with_misses (session, user, pin, length);
  trace ("C_Login%s %lu 0x%lx\n", user == CKU_CONTEXT_SPECIFIC ? "(context)" : "", length,
         (unsigned long) rv);
  return rv;
}

static CK_RV
logout (CK_SESSION_HANDLE session)
{
  CK_RV rv;

  enter ("C_Logout");
  rv = is_gone () ? CKR_DEVICE_REMOVED : real->C_Logout (session);
  trace ("C_Logout 0x%lx\n", (unsigned long) rv);
  return rv;
}

static CK_RV
sign_init (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
  int refused = (get ("TEST_PKCS11_NO_PSS") != NULL || get ("TEST_PKCS11_FALSE_PSS") != NULL) &&
                is_pss (mechanism->mechanism);

  enter ("C_SignInit");
  trace ("C_SignInit 0x%lx\n", (unsigned long) mechanism->mechanism);
  if (is_gone ())
    return CKR_DEVICE_REMOVED;
  return refused ? CKR_MECHANISM_INVALID : real->C_SignInit (session, mechanism, key);
}

static void
bounce (CK_SESSION_HANDLE session)
{
  static int bounced = 0;
  CK_SESSION_INFO info;

  if (bounced || get ("TEST_PKCS11_BOUNCES") == NULL ||
      real->C_GetSessionInfo (session, &info) != CKR_OK)
    return;
  bounced = 1;
  real->C_CloseAllSessions (info.slotID);
}

static CK_RV
sign (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG length, CK_BYTE *signature, CK_ULONG *n)
{
  CK_RV rv;

  enter ("C_Sign");
  if (signature != NULL)
    slow_down ();
  bounce (session);
  if (is_gone ())
    rv = CKR_DEVICE_REMOVED;
  else if (get ("TEST_PKCS11_SIGN_RV") != NULL)
    rv = strtoul (get ("TEST_PKCS11_SIGN_RV"), NULL, 0);
  else
    rv = real->C_Sign (session, data, length, signature, n);
  if (signature != NULL || rv != CKR_OK)
    trace ("C_Sign 0x%lx\n", (unsigned long) rv);
  return rv;
}

static void *
real_dlopen (const char *path, int flags)
{
  void *(*function) (const char *, int);

  *(void **) &function = dlsym (RTLD_NEXT, "dlopen");
  return function (path, flags);
}

/* The path SoftHSM was to be loaded from, noted by dlopen() below */
static char softhsm_path[4096];

static CK_RV
load (void)
{
  CK_RV (*get_list) (CK_FUNCTION_LIST **) = NULL;
  void *library;

  enter ("C_GetFunctionList");
  loading = 1;
  library = real_dlopen (*softhsm_path != '\0' ? softhsm_path : get ("TEST_PKCS11_REAL"),
                         RTLD_NOW | RTLD_LOCAL);
  loading = 0;
  if (library != NULL)
    *(void **) &get_list = dlsym (library, "C_GetFunctionList");
  if (get_list == NULL || get_list (&real) != CKR_OK)
    return CKR_GENERAL_ERROR;
  mine = *real;
  mine.C_GetFunctionList = C_GetFunctionList;
  mine.C_Initialize = initialize;
  mine.C_GetInfo = get_info;
  mine.C_GetSlotList = get_slot_list;
  mine.C_GetSlotInfo = get_slot_info;
  mine.C_GetTokenInfo = get_token_info;
  mine.C_GetMechanismInfo = get_mechanism_info;
  mine.C_OpenSession = open_session;
  mine.C_CloseSession = close_session;
  mine.C_GetSessionInfo = get_session_info;
  mine.C_WaitForSlotEvent = wait_for_slot_event;
  mine.C_FindObjectsInit = find_objects_init;
  mine.C_FindObjects = find_objects;
  mine.C_FindObjectsFinal = find_objects_final;
  mine.C_GetAttributeValue = get_attribute_value;
  mine.C_Login = login;
  mine.C_Logout = logout;
  mine.C_SignInit = sign_init;
  mine.C_Sign = sign;
  return CKR_OK;
}

__attribute__ ((visibility ("default"))) CK_RV
C_GetFunctionList (CK_FUNCTION_LIST **list)
{
  if (real == NULL && load () != CKR_OK)
    return CKR_GENERAL_ERROR;
  *list = &mine;
  return CKR_OK;
}

static void __attribute__ ((constructor)) loaded (void)
{
  read_settings ();
  /* preloaded into any program, it is not being loaded as a driver */
  if (getenv ("LD_PRELOAD") == NULL)
    enter ("load");
}

/* Hands out this library for SoftHSM */
__attribute__ ((visibility ("default"))) void *
dlopen (const char *path, int flags)
{
  Dl_info self;

  if (path == NULL || loading || strstr (path, SOFTHSM) == NULL ||
      dladdr ((void *) &mine, &self) == 0)
    return real_dlopen (path, flags);
  snprintf (softhsm_path, sizeof softhsm_path, "%s", path);
  return real_dlopen (self.dli_fname, flags);
}
