/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-tokens.h"
#include "parafa-card-token.h"
#include "parafa-certificate.h"
#include "parafa-driver-note.h"
#include "parafa-modules.h"
#include "parafa-token-watch.h"

#include <p11-kit/uri.h>
#include <stdlib.h>

/* More than any token holds; bounds what a broken driver can make us do */
#define MAX_SLOTS 64
#define MAX_OBJECTS 512
#define MAX_CERTIFICATE_BYTES 65536
#define MAX_TEXT_BYTES 1024

/* One token being read */
typedef struct
{
  const ParafaModule *module;
  CK_TOKEN_INFO info;
  CK_SESSION_HANDLE session;
  guint index;     /* of this token in the answer */
  GPtrArray *seen; /* (owned) (element-type GBytes): this token's certificates */
  GVariantBuilder tokens;
  GVariantBuilder certificates;
  GVariantBuilder problems;
  GString *sight; /* (owned): for the watch */
  gboolean has_problems;
} Reading;

static void G_GNUC_PRINTF (2, 3) add_problem (Reading *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_variant_builder_add_value (&self->problems,
                               g_variant_new_take_string (
                                   g_strdup_printf ("%s: %s", self->module->file, text)));
  self->has_problems = TRUE;
}

/* Returns: (nullable): the attribute's bytes */
static GBytes *
read_attribute (Reading *self, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, gsize limit)
{
  CK_FUNCTION_LIST *p11 = self->module->functions;
  CK_ATTRIBUTE attribute = { type, NULL, 0 };
  g_autofree guint8 *bytes = NULL;

  if (p11->C_GetAttributeValue (self->session, object, &attribute, 1) != CKR_OK ||
      attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION || attribute.ulValueLen > limit)
    return NULL;
  bytes = g_malloc0 (attribute.ulValueLen + 1);
  attribute.pValue = bytes;
  if (p11->C_GetAttributeValue (self->session, object, &attribute, 1) != CKR_OK ||
      attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION || attribute.ulValueLen > limit)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), attribute.ulValueLen);
}

static void
set_uri_attribute (P11KitUri *uri, CK_ATTRIBUTE_TYPE type, GBytes *bytes)
{
  CK_ATTRIBUTE attribute = { type, NULL, 0 };
  gsize size;

  if (bytes == NULL)
    return;
  attribute.pValue = (void *) g_bytes_get_data (bytes, &size);
  attribute.ulValueLen = size;
  if (size > 0)
    p11_kit_uri_set_attribute (uri, &attribute);
}

/* Names the object by the token's serial number and CKA_ID: renewed certificates share labels */
static char *
dup_uri (Reading *self, GBytes *id, GBytes *label)
{
  P11KitUri *uri = p11_kit_uri_new ();
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_ATTRIBUTE attribute = { CKA_CLASS, &class, sizeof class };
  char *formatted = NULL;
  char *text = NULL;

  *p11_kit_uri_get_token_info (uri) = self->info;
  p11_kit_uri_set_attribute (uri, &attribute);
  set_uri_attribute (uri, CKA_ID, id);
  set_uri_attribute (uri, CKA_LABEL, label);
  if (p11_kit_uri_format (uri, P11_KIT_URI_FOR_OBJECT_ON_TOKEN, &formatted) == P11_KIT_URI_OK)
    text = g_strdup (formatted);
  free (formatted);
  p11_kit_uri_free (uri);
  return text;
}

/* Copies of a certificate on one token are one */
static gboolean
is_listed (Reading *self, GBytes *der)
{
  for (guint i = 0; i < self->seen->len; i++)
    if (g_bytes_equal (self->seen->pdata[i], der))
      return TRUE;
  return FALSE;
}

static void
read_object (Reading *self, CK_OBJECT_HANDLE object, const char *label)
{
  g_autoptr (GBytes) der = read_attribute (self, object, CKA_VALUE, MAX_CERTIFICATE_BYTES);
  g_autoptr (GBytes) id = read_attribute (self, object, CKA_ID, MAX_TEXT_BYTES);
  g_autoptr (GBytes) name = read_attribute (self, object, CKA_LABEL, MAX_TEXT_BYTES);
  g_autofree char *uri = dup_uri (self, id, name);
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (der == NULL || uri == NULL)
    {
      add_problem (self, "a certificate on %s cannot be read", label);
      return;
    }
  certificate = parafa_certificate_new (der, NULL, &error);
  if (certificate == NULL)
    {
      add_problem (self, "on %s: %s", label, error->message);
      return;
    }
  if (parafa_certificate_get_state (certificate, 0) == PARAFA_CERTIFICATE_AUTHORITY ||
      is_listed (self, der))
    return;
  g_variant_builder_add (&self->certificates, "(@aysu)",
                         g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, der, TRUE), uri,
                         self->index);
  g_ptr_array_add (self->seen, g_steal_pointer (&der));
}

static CK_RV
find_objects (Reading *self, CK_OBJECT_HANDLE *objects, CK_ULONG *n_objects)
{
  CK_FUNCTION_LIST *p11 = self->module->functions;
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_CERTIFICATE_TYPE type = CKC_X_509;
  CK_ATTRIBUTE wanted[] = { { CKA_CLASS, &class, sizeof class },
                            { CKA_CERTIFICATE_TYPE, &type, sizeof type } };
  CK_RV rv = p11->C_FindObjectsInit (self->session, wanted, G_N_ELEMENTS (wanted));

  *n_objects = 0;
  if (rv != CKR_OK)
    return rv;
  while (*n_objects < MAX_OBJECTS)
    {
      CK_ULONG found = 0;

      rv = p11->C_FindObjects (self->session, objects + *n_objects, MAX_OBJECTS - *n_objects,
                               &found);
      if (rv != CKR_OK || found == 0 || found > MAX_OBJECTS - *n_objects)
        break;
      *n_objects += found;
    }
  p11->C_FindObjectsFinal (self->session);
  return rv;
}

static void
read_certificates (Reading *self, CK_SLOT_ID slot, const char *label)
{
  CK_FUNCTION_LIST *p11 = self->module->functions;
  g_autofree CK_OBJECT_HANDLE *objects = g_new (CK_OBJECT_HANDLE, MAX_OBJECTS);
  CK_ULONG n_objects = 0;
  CK_RV rv = p11->C_OpenSession (slot, CKF_SERIAL_SESSION, NULL, NULL, &self->session);

  if (rv != CKR_OK)
    {
      add_problem (self, "the token %s cannot be read (0x%lx)", label, (gulong) rv);
      return;
    }
  rv = find_objects (self, objects, &n_objects);
  if (rv != CKR_OK)
    add_problem (self, "looking for certificates on %s failed (0x%lx)", label, (gulong) rv);
  for (CK_ULONG i = 0; i < n_objects; i++)
    read_object (self, objects[i], label);
  p11->C_CloseSession (self->session);
}

static ParafaCardTokenFlags
get_token_flags (CK_FLAGS token, CK_FLAGS slot)
{
  ParafaCardTokenFlags flags = 0;

  if ((token & CKF_TOKEN_INITIALIZED) != 0)
    flags |= PARAFA_CARD_TOKEN_INITIALISED;
  if ((token & CKF_USER_PIN_INITIALIZED) != 0)
    flags |= PARAFA_CARD_TOKEN_PIN_SET;
  if ((slot & CKF_REMOVABLE_DEVICE) != 0)
    flags |= PARAFA_CARD_TOKEN_REMOVABLE;
  if ((slot & CKF_HW_SLOT) != 0)
    flags |= PARAFA_CARD_TOKEN_HARDWARE;
  return flags;
}

static void
add_token (Reading *self, CK_SLOT_ID slot, const char *label)
{
  CK_SLOT_INFO place = { 0 };
  gboolean placed = self->module->functions->C_GetSlotInfo (slot, &place) == CKR_OK;
  ParafaPinState pin = parafa_pin_state_from_token_flags (self->info.flags);
  g_autofree char *serial = NULL;
  g_autofree char *model = NULL;
  g_autofree char *manufacturer = NULL;
  g_autofree char *reader = NULL;

  serial = parafa_modules_trim (self->info.serialNumber, sizeof self->info.serialNumber);
  model = parafa_modules_trim (self->info.model, sizeof self->info.model);
  manufacturer = parafa_modules_trim (self->info.manufacturerID, sizeof self->info.manufacturerID);
  reader = placed ? parafa_modules_trim (place.slotDescription, sizeof place.slotDescription)
                  : g_strdup ("");
  g_variant_builder_add (&self->tokens, "(sssssuuitu)", label, serial, model, manufacturer, reader,
                         get_token_flags (self->info.flags, placed ? place.flags : 0), pin.flags,
                         pin.tries_left, (guint64) slot, self->seen->len);
  self->index++;
}

static void
read_slot (Reading *self, CK_SLOT_ID slot)
{
  CK_RV rv = self->module->functions->C_GetTokenInfo (slot, &self->info);
  g_autofree char *label = NULL;

  /* pulled out since the slots were counted */
  if (rv == CKR_TOKEN_NOT_PRESENT || rv == CKR_DEVICE_REMOVED)
    return;
  parafa_token_watch_add (self->sight, slot, rv, &self->info);
  if (rv != CKR_OK)
    {
      add_problem (self, "the token in slot %lu cannot be read (0x%lx)", (gulong) slot,
                   (gulong) rv);
      return;
    }
  label = parafa_modules_trim (self->info.label, sizeof self->info.label);
  g_ptr_array_set_size (self->seen, 0);
  if ((self->info.flags & CKF_TOKEN_INITIALIZED) != 0)
    read_certificates (self, slot, label);
  add_token (self, slot, label);
}

/* Asking for the number alone is what makes some drivers look for new readers */
static ParafaDriverProblem
read_slots (Reading *self, guint *n_readers, char **message)
{
  CK_FUNCTION_LIST *p11 = self->module->functions;
  CK_SLOT_ID slots[MAX_SLOTS];
  CK_ULONG n_all = 0;
  CK_ULONG n_slots = G_N_ELEMENTS (slots);
  CK_RV rv = p11->C_GetSlotList (CK_FALSE, NULL, &n_all);

  if (rv == CKR_OK)
    rv = p11->C_GetSlotList (CK_TRUE, slots, &n_slots);
  if (rv != CKR_OK)
    {
      *message = g_strdup_printf ("cannot say which tokens there are (0x%lx)", (gulong) rv);
      return PARAFA_DRIVER_PROBLEM_CANNOT_LIST;
    }
  *n_readers = (guint) MIN (n_all, G_MAXUINT);
  for (CK_ULONG i = 0; i < MIN (n_slots, G_N_ELEMENTS (slots)); i++)
    read_slot (self, slots[i]);
  return self->has_problems ? PARAFA_DRIVER_PROBLEM_UNREADABLE_TOKEN : PARAFA_DRIVER_PROBLEM_NONE;
}

static GVariant *
new_driver_row (const ParafaModule *module,
                ParafaDriverProblem problem,
                const char *message,
                guint n_readers)
{
  CK_INFO info = { { 0 } };
  g_autofree char *description = NULL;
  g_autofree char *manufacturer = NULL;
  g_autofree char *version = NULL;
  g_autofree char *sentence = NULL;

  if (module->started == CKR_OK && module->functions->C_GetInfo (&info) == CKR_OK)
    {
      description = parafa_modules_trim (info.libraryDescription, sizeof info.libraryDescription);
      manufacturer = parafa_modules_trim (info.manufacturerID, sizeof info.manufacturerID);
      version =
          g_strdup_printf ("%u.%u", info.libraryVersion.major, (guint) info.libraryVersion.minor);
    }
  if (message != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (message, -1);

      sentence = g_strdup_printf ("%s: %s", module->file, valid);
    }
  return g_variant_new ("(usssssu)", problem, sentence != NULL ? sentence : "",
                        module->detail != NULL ? module->detail : "",
                        description != NULL ? description : "",
                        manufacturer != NULL ? manufacturer : "", version != NULL ? version : "",
                        n_readers);
}

/**
 * parafa_tokens_list:
 *
 * Reads every token of this process' driver, and every certificate on it that is no authority's,
 * without a login. Private keys are invisible before a login, so that none can be asked for here.
 * Takes as long as the driver wants.
 *
 * Returns: (transfer floating): of type %PARAFA_TOKENS_ANSWER_TYPE
 */
GVariant *
parafa_tokens_list (void)
{
  const GPtrArray *modules = parafa_modules_get ();
  Reading self = { .module = modules->len > 0 ? modules->pdata[0] : NULL };
  ParafaDriverProblem problem = self.module != NULL ? self.module->problem : 0;
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *message = self.module != NULL ? g_strdup (self.module->message) : NULL;
  /* a token may be unlocked meanwhile, and its driver at work in a relay */
  g_autofree char *unlocked = parafa_driver_note_dup ();
  GVariant *driver;
  guint n_readers = 0;

  self.seen = seen;
  self.sight = g_string_new (NULL);
  g_variant_builder_init (&self.tokens, G_VARIANT_TYPE ("a(sssssuuitu)"));
  g_variant_builder_init (&self.certificates, G_VARIANT_TYPE ("a(aysu)"));
  g_variant_builder_init (&self.problems, G_VARIANT_TYPE ("as"));
  if (self.module == NULL)
    driver = g_variant_new ("(usssssu)", PARAFA_DRIVER_PROBLEM_NONE, "", "", "", "", "", 0);
  else
    {
      parafa_driver_note_set (self.module->file);
      if (problem == PARAFA_DRIVER_PROBLEM_NONE)
        problem = read_slots (&self, &n_readers, &message);
      driver = new_driver_row (self.module, problem, message, n_readers);
    }
  parafa_driver_note_set (unlocked);
  parafa_token_watch_remember (self.sight);
  return g_variant_new ("(@(usssssu)@a(sssssuuitu)@a(aysu)@as)", driver,
                        g_variant_builder_end (&self.tokens),
                        g_variant_builder_end (&self.certificates),
                        g_variant_builder_end (&self.problems));
}
