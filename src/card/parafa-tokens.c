/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-tokens.h"
#include "parafa-certificate.h"
#include "parafa-driver-note.h"
#include "parafa-modules.h"

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
  GPtrArray *certificates; /* (unowned) */
  GPtrArray *problems;     /* (unowned) */
} Reading;

static void G_GNUC_PRINTF (3, 4)
    add_problem (GPtrArray *problems, const ParafaModule *module, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, g_strdup_printf ("%s: %s", module->file, text));
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

/* The same token through two drivers, and copies of a certificate on one token, are one */
static gboolean
is_listed (GPtrArray *certificates, ParafaCertificate *certificate)
{
  const char *serial = parafa_certificate_get_place (certificate)->token_serial;

  for (guint i = 0; i < certificates->len; i++)
    {
      ParafaCertificate *other = certificates->pdata[i];

      if (g_strcmp0 (parafa_certificate_get_place (other)->token_serial, serial) == 0 &&
          g_bytes_equal (parafa_certificate_get_der (other),
                         parafa_certificate_get_der (certificate)))
        return TRUE;
    }
  return FALSE;
}

static void
read_object (Reading *self, CK_OBJECT_HANDLE object)
{
  g_autoptr (GBytes) der = read_attribute (self, object, CKA_VALUE, MAX_CERTIFICATE_BYTES);
  g_autoptr (GBytes) id = read_attribute (self, object, CKA_ID, MAX_TEXT_BYTES);
  g_autoptr (GBytes) name = read_attribute (self, object, CKA_LABEL, MAX_TEXT_BYTES);
  g_autofree char *uri = dup_uri (self, id, name);
  g_autofree char *label = parafa_modules_trim (self->info.label, sizeof self->info.label);
  g_autofree char *serial =
      parafa_modules_trim (self->info.serialNumber, sizeof self->info.serialNumber);
  g_autofree char *model = parafa_modules_trim (self->info.model, sizeof self->info.model);
  g_autofree char *manufacturer =
      parafa_modules_trim (self->info.manufacturerID, sizeof self->info.manufacturerID);
  ParafaCertificatePlace place = {
    uri, NULL, label, serial, model, manufacturer, self->module->file
  };
  g_autoptr (ParafaCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (der == NULL || uri == NULL)
    {
      add_problem (self->problems, self->module, "a certificate on %s cannot be read", label);
      return;
    }
  certificate = parafa_certificate_new (der, &place, &error);
  if (certificate == NULL)
    add_problem (self->problems, self->module, "on %s: %s", label, error->message);
  else if (parafa_certificate_get_state (certificate, 0) != PARAFA_CERTIFICATE_AUTHORITY &&
           !is_listed (self->certificates, certificate))
    g_ptr_array_add (self->certificates, g_steal_pointer (&certificate));
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
read_slot (Reading *self, CK_SLOT_ID slot)
{
  CK_FUNCTION_LIST *p11 = self->module->functions;
  g_autofree CK_OBJECT_HANDLE *objects = g_new (CK_OBJECT_HANDLE, MAX_OBJECTS);
  CK_ULONG n_objects = 0;
  CK_RV rv = p11->C_GetTokenInfo (slot, &self->info);

  /* pulled out since the slots were counted, or a token that was never set up */
  if (rv == CKR_TOKEN_NOT_PRESENT || rv == CKR_DEVICE_REMOVED)
    return;
  if (rv == CKR_OK && (self->info.flags & CKF_TOKEN_INITIALIZED) == 0)
    return;
  if (rv == CKR_OK)
    rv = p11->C_OpenSession (slot, CKF_SERIAL_SESSION, NULL, NULL, &self->session);
  if (rv != CKR_OK)
    {
      add_problem (self->problems, self->module, "the token in slot %lu cannot be read (0x%lx)",
                   (gulong) slot, (gulong) rv);
      return;
    }
  rv = find_objects (self, objects, &n_objects);
  if (rv != CKR_OK)
    add_problem (self->problems, self->module, "looking for certificates failed (0x%lx)",
                 (gulong) rv);
  for (CK_ULONG i = 0; i < n_objects; i++)
    read_object (self, objects[i]);
  p11->C_CloseSession (self->session);
}

static void
read_module (const ParafaModule *module, GPtrArray *certificates, GPtrArray *problems)
{
  Reading reading = { .module = module, .certificates = certificates, .problems = problems };
  CK_SLOT_ID slots[MAX_SLOTS];
  CK_ULONG n_slots = G_N_ELEMENTS (slots);
  CK_RV rv;

  if (module->started != CKR_OK)
    {
      add_problem (problems, module, "does not start (0x%lx)", (gulong) module->started);
      return;
    }
  parafa_driver_note_set (module->file);
  rv = module->functions->C_GetSlotList (CK_TRUE, slots, &n_slots);
  if (rv != CKR_OK)
    add_problem (problems, module, "cannot say which tokens there are (0x%lx)", (gulong) rv);
  for (CK_ULONG i = 0; rv == CKR_OK && i < MIN (n_slots, G_N_ELEMENTS (slots)); i++)
    read_slot (&reading, slots[i]);
  parafa_driver_note_set (NULL);
}

/**
 * parafa_tokens_list:
 * @problems: (element-type utf8): where to add a sentence for each thing that failed
 *
 * Reads every certificate that is no authority's on every token, without a login. Private keys are
 * invisible before a login, so that none can be asked for here. Takes as long as the drivers want.
 *
 * Returns: (transfer full) (element-type ParafaCertificate): the certificates
 */
GPtrArray *
parafa_tokens_list (GPtrArray *problems)
{
  const GPtrArray *modules = parafa_modules_get ();
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);
  /* a token may be unlocked meanwhile, and its driver at work in a relay */
  g_autofree char *unlocked = parafa_driver_note_dup ();

  for (guint i = 0; i < modules->len; i++)
    {
      const ParafaModule *module = modules->pdata[i];

      if (!module->for_trust)
        read_module (module, certificates, problems);
    }
  parafa_driver_note_set (unlocked);
  return certificates;
}
