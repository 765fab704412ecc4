/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-record.h"

#include "parafa-declaration.h"

#include <string.h>

/* The plain members and where they go */
static const struct
{
  const char *name;
  gsize offset;
} members[] = {
#define MEMBER(name)                                                                               \
  {                                                                                                \
#name, G_STRUCT_OFFSET(ParafaEtransportRecord, name)                                           \
  }
  MEMBER (tip),
  MEMBER (stare),
  MEMBER (uit),
  MEMBER (cod_decl),
  MEMBER (den_decl),
  MEMBER (ref_decl),
  MEMBER (post_avarie),
  MEMBER (sursa),
  MEMBER (id_incarcare),
  MEMBER (data_creare),
  MEMBER (data_modif),
  MEMBER (tip_op),
  MEMBER (data_transp),
  MEMBER (data_exp_uit),
  MEMBER (pc_tara),
  MEMBER (pc_cod),
  MEMBER (pc_den),
  MEMBER (tr_tara),
  MEMBER (tr_cod),
  MEMBER (tr_den),
  MEMBER (data_modif_veh),
  MEMBER (nr_veh),
  MEMBER (nr_rem1),
  MEMBER (nr_rem2),
  MEMBER (nr_linii),
  MEMBER (gr_tot_neta),
  MEMBER (gr_tot_bruta),
  MEMBER (val_tot),
  MEMBER (documente),
  /* not plain, or under another name, but owned all the same */
  MEMBER (tip_conf),
  MEMBER (loc_start),
  MEMBER (loc_final),
  MEMBER (messages),
#undef MEMBER
};

/* Text or number; null, a word, or something with parts is none */
static char *
dup_scalar (const ParafaJsonValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind != PARAFA_JSON_TEXT && value->kind != PARAFA_JSON_NUMBER)
    return NULL;
  text = parafa_json_value_dup_text (value);
  g_strstrip (text);
  return *text != '\0' ? g_utf8_make_valid (text, -1) : NULL;
}

static char *
dup_member (const ParafaJsonValue *object, const char *name)
{
  ParafaJsonValue value;

  return parafa_json_find (object, name, &value) ? dup_scalar (&value) : NULL;
}

static void
read_plain (ParafaEtransportRecord *self, const ParafaJsonValue *object)
{
  ParafaJsonWalk walk;
  ParafaJsonValue name;
  ParafaJsonValue value;

  parafa_json_walk_init (&walk, object);
  while (parafa_json_walk_next_member (&walk, &name, &value))
    {
      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        {
          char **field = G_STRUCT_MEMBER_P (self, members[i].offset);

          if (name.length != strlen (members[i].name) + 2 ||
              memcmp (name.start + 1, members[i].name, name.length - 2) != 0)
            continue;
          g_free (*field);
          *field = dup_scalar (&value);
          break;
        }
    }
}

static void
read_messages (ParafaEtransportRecord *self, const ParafaJsonValue *list)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  ParafaJsonWalk walk;
  ParafaJsonValue message;

  parafa_json_walk_init (&walk, list);
  while (parafa_json_walk_next_element (&walk, &message))
    {
      g_autofree char *kind = NULL;
      g_autofree char *text = NULL;

      if (message.kind != PARAFA_JSON_OBJECT)
        continue;
      kind = dup_member (&message, "tip");
      text = dup_member (&message, "mesaj");
      self->has_error = self->has_error || g_strcmp0 (kind, "ERR") == 0;
      if (text != NULL)
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", text);
    }
  if (lines->len > 0)
    self->messages = g_strdup (lines->str);
}

static char *
dup_place (const ParafaJsonValue *object, const char *name)
{
  ParafaJsonValue place;
  char *whole;

  if (!parafa_json_find (object, name, &place) || place.kind != PARAFA_JSON_OBJECT)
    return NULL;
  whole = dup_member (&place, "adresa_completa");
  return whole != NULL ? whole : dup_member (&place, "localitate");
}

static void
step_free (gpointer data)
{
  ParafaEtransportStep *step = data;

  g_free (step->tip);
  g_free (step->id_incarcare);
  g_free (step->ref_decl);
  g_free (step->nr_veh);
  g_free (step->sursa);
  g_free (step);
}

static void
read_step (ParafaEtransportRecord *self, const char *type, const ParafaJsonValue *object)
{
  ParafaEtransportStep *step;

  if (object->kind != PARAFA_JSON_OBJECT)
    return;
  step = g_new0 (ParafaEtransportStep, 1);
  step->tip = g_strdup (type);
  step->id_incarcare = dup_member (object, "id_incarcare");
  step->ref_decl = dup_member (object, "ref_decl");
  step->nr_veh = dup_member (object, "nr_veh");
  step->sursa = dup_member (object, "sursa");
  g_ptr_array_add (self->steps, step);
}

static void
read_steps (ParafaEtransportRecord *self, const ParafaJsonValue *object)
{
  ParafaJsonValue value;
  ParafaJsonValue element;
  ParafaJsonWalk walk;

  if (parafa_json_find (object, "confirmare", &value) && value.kind == PARAFA_JSON_OBJECT)
    {
      g_free (self->tip_conf);
      self->tip_conf = dup_member (&value, "tip_conf");
      read_step (self, "CON", &value);
    }
  if (!parafa_json_find (object, "modif_veh", &value) || value.kind != PARAFA_JSON_ARRAY)
    return;
  parafa_json_walk_init (&walk, &value);
  while (parafa_json_walk_next_element (&walk, &element))
    read_step (self, "MVH", &element);
}

/**
 * parafa_etransport_record_new:
 * @object: an object of checked JSON
 *
 * Reads one entry. The official description types everything as text, while real answers hold numbers too, and any
 * member may be missing or null (e-Transport API, 2024).
 *
 * Returns: (transfer full): the entry
 */
ParafaEtransportRecord *
parafa_etransport_record_new (const ParafaJsonValue *object)
{
  ParafaEtransportRecord *self = g_new0 (ParafaEtransportRecord, 1);
  ParafaJsonValue value;

  self->steps = g_ptr_array_new_with_free_func (step_free);
  read_plain (self, object);
  if (self->id_incarcare == NULL)
    self->id_incarcare = dup_member (object, "id");
  read_steps (self, object);
  if (parafa_json_find (object, "mesaje", &value) && value.kind == PARAFA_JSON_ARRAY)
    read_messages (self, &value);
  if (self->loc_start == NULL)
    self->loc_start = dup_place (object, "loc_start");
  if (self->loc_final == NULL)
    self->loc_final = dup_place (object, "loc_final");
  self->has_error = self->has_error || g_strcmp0 (self->stare, "ERR") == 0;
  return self;
}

/**
 * parafa_etransport_record_free:
 * @self: (nullable) (transfer full): an entry
 */
void
parafa_etransport_record_free (ParafaEtransportRecord *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_free (G_STRUCT_MEMBER (char *, self, members[i].offset));
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* yyyyMMddHHmmss, or without seconds, in Romanian time */
static gint64
read_time (const char *at)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) time = NULL;
  int part[6] = { 0 };
  static const guint lengths[6] = { 4, 2, 2, 2, 2, 2 };

  if (at == NULL || strlen (at) < 12 || strspn (at, "0123456789") != strlen (at))
    return -1;
  for (guint i = 0; i < 6 && *at != '\0'; i++)
    for (guint n = 0; n < lengths[i] && *at != '\0'; n++)
      part[i] = part[i] * 10 + (*at++ - '0');
  zone = parafa_romania_zone_new ();
  time = g_date_time_new (zone, part[0], part[1], part[2], part[3], part[4], part[5]);
  return time != NULL ? g_date_time_to_unix (time) : -1;
}

/**
 * parafa_etransport_record_get_created_at:
 * @self: an entry
 *
 * Returns: Unix seconds of `data_creare`, which is in Romanian time; -1 where there is none
 */
gint64
parafa_etransport_record_get_created_at (const ParafaEtransportRecord *self)
{
  return read_time (self->data_creare);
}

/**
 * parafa_etransport_record_get_modified_at:
 * @self: an entry
 *
 * Returns: Unix seconds of `data_modif`, which is in Romanian time; -1 where there is none
 */
gint64
parafa_etransport_record_get_modified_at (const ParafaEtransportRecord *self)
{
  return read_time (self->data_modif);
}
