/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-etransport-types.h"

#include "parafa-uit.h"

#include <string.h>

#define BLANKS " \t\r\n"
#define PLATE_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define DIGITS "0123456789"

/* A value without the blanks around it: [start, start + length) */
typedef struct
{
  const char *start;
  gsize length;
} Span;

static Span
strip (const char *value)
{
  Span span;

  span.start = value + strspn (value, BLANKS);
  span.length = strlen (span.start);
  while (span.length > 0 && strchr (BLANKS, span.start[span.length - 1]) != NULL)
    span.length--;
  return span;
}

/* Length in characters of a token (XML Schema part 2 §4.3.6, collapse) */
static gsize
token_length (const char *value)
{
  Span span = strip (value);
  gsize length = 0;
  gboolean blank = FALSE;

  for (gsize i = 0; i < span.length; i++)
    {
      gboolean is_blank = strchr (BLANKS, span.start[i]) != NULL;

      if (((guchar) span.start[i] & 0xc0) != 0x80 && !(is_blank && blank))
        length++;
      blank = is_blank;
    }
  return length;
}

static gboolean
is_token (const char *value, gsize most)
{
  gsize length = token_length (value);

  return length >= 1 && length <= most;
}

static gboolean
consists_of (const char *value, const char *letters, gsize least, gsize most)
{
  gsize length = strlen (value);

  return length >= least && length <= most && strspn (value, letters) == length;
}

/* \d of XML Schema is any decimal digit of Unicode */
static gboolean
is_declarant (const char *value)
{
  gsize digits = 0;

  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isdigit (g_utf8_get_char (at)))
        return FALSE;
      digits++;
    }
  return digits == 13 || (digits >= 2 && digits <= 10);
}

static gboolean
is_tariff (const char *value)
{
  gsize length = strlen (value);

  return (length == 4 || length == 6 || length == 8) && strspn (value, DIGITS) == length;
}

/* xs:int: an optional sign and digits, 32 bits */
static gboolean
is_listed_number (const char *value, ParafaCodes codes)
{
  Span span = strip (value);
  gsize sign = span.length > 0 && (span.start[0] == '-' || span.start[0] == '+') ? 1 : 0;
  gsize zeros;

  if (span.length == sign || strspn (span.start + sign, DIGITS) < span.length - sign)
    return FALSE;
  zeros = strspn (span.start + sign, "0");
  if (span.length - sign - MIN (zeros, span.length - sign) > 10)
    return FALSE;
  return parafa_codes_contain_number (codes, g_ascii_strtoll (span.start, NULL, 10));
}

/**
 * parafa_simple_type_read_decimal:
 * @value: a text
 * @hundredths: (out) (optional): the amount times 100
 *
 * Reads an amount as the declaration writes it: up to 12 digits, a point, up to 2 digits; no sign, no exponent.
 *
 * Returns: %FALSE when @value is no such amount
 */
gboolean
parafa_simple_type_read_decimal (const char *value, gint64 *hundredths)
{
  Span span = strip (value);
  gsize whole, part = 0;
  gint64 amount = 0;

  whole = MIN (strspn (span.start, DIGITS), span.length);
  if (whole < span.length)
    {
      if (span.start[whole] != '.')
        return FALSE;
      part = span.length - whole - 1;
      if (strspn (span.start + whole + 1, DIGITS) < part)
        return FALSE;
    }
  if (whole > 12 || part > 2 || whole + part == 0)
    return FALSE;
  for (gsize i = 0; i < whole; i++)
    amount = amount * 10 + (span.start[i] - '0');
  for (gsize i = 0; i < 2; i++)
    amount = amount * 10 + (i < part ? span.start[whole + 1 + i] - '0' : 0);
  if (hundredths != NULL)
    *hundredths = amount;
  return TRUE;
}

static gboolean
read_digits (const char **at, gsize n, int *number)
{
  *number = 0;
  for (gsize i = 0; i < n; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *number = *number * 10 + (**at - '0');
    }
  return TRUE;
}

static gboolean
read_letter (const char **at, char letter)
{
  if (**at != letter)
    return FALSE;
  (*at)++;
  return TRUE;
}

/* (\+|-)hh:mm | Z | nothing, up to the end of the span */
static gboolean
ends_with_zone (const char *at, const char *end)
{
  int hours, minutes;

  if (at == end)
    return TRUE;
  if (read_letter (&at, 'Z'))
    return at == end;
  if (!read_letter (&at, '+') && !read_letter (&at, '-'))
    return FALSE;
  return read_digits (&at, 2, &hours) && read_letter (&at, ':') && read_digits (&at, 2, &minutes) &&
         at == end && minutes <= 59 && (hours <= 13 || (hours == 14 && minutes == 0));
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month - 1] + (month == 2 && leap);
}

/* xs:date up to the day: a year of four digits or more, without zeros before more than four, may be negative */
static gboolean
read_day (const char **at, int *year, int *month, int *day)
{
  gboolean negative = read_letter (at, '-');
  gsize digits = strspn (*at, DIGITS);

  if (digits < 4 || digits > 9 || (digits > 4 && **at == '0') || !read_digits (at, digits, year) ||
      *year == 0)
    return FALSE;
  if (negative)
    *year = -*year;
  return read_letter (at, '-') && read_digits (at, 2, month) && read_letter (at, '-') &&
         read_digits (at, 2, day) && *month >= 1 && *month <= 12 && *day >= 1 &&
         *day <= days_in_month (*year, *month);
}

/**
 * parafa_simple_type_read_date:
 * @value: a text
 * @year: (out): the year; negative before our era
 * @month: (out): 1 to 12
 * @day: (out): 1 to 31
 *
 * Reads an xs:date (XML Schema part 2 §3.2.9); a zone is accepted and passed over.
 *
 * Returns: %FALSE when @value is no date
 */
gboolean
parafa_simple_type_read_date (const char *value, int *year, int *month, int *day)
{
  Span span = strip (value);
  const char *at = span.start;

  return read_day (&at, year, month, day) && ends_with_zone (at, span.start + span.length);
}

static gboolean
is_date_time (const char *value)
{
  Span span = strip (value);
  const char *at = span.start;
  int year, month, day, hours, minutes, seconds;
  gboolean fraction = FALSE;

  if (!read_day (&at, &year, &month, &day) || !read_letter (&at, 'T') ||
      !read_digits (&at, 2, &hours) || !read_letter (&at, ':') || !read_digits (&at, 2, &minutes) ||
      !read_letter (&at, ':') || !read_digits (&at, 2, &seconds))
    return FALSE;
  if (*at == '.')
    {
      gsize digits = strspn (at + 1, DIGITS);

      if (digits == 0)
        return FALSE;
      fraction = strspn (at + 1, "0") < digits;
      at += 1 + digits;
    }
  if (hours == 24 ? minutes != 0 || seconds != 0 || fraction
                  : hours > 23 || minutes > 59 || seconds > 59)
    return FALSE;
  return ends_with_zone (at, span.start + span.length);
}

/**
 * parafa_simple_type_accepts:
 * @type: a simple type of the schema
 * @value: an attribute's value as it stands in the document
 *
 * Judges as the schema does (schema_ETR_v2, version 1.02).
 *
 * Returns: whether the value is valid
 */
gboolean
parafa_simple_type_accepts (ParafaSimpleType type, const char *value)
{
  int year, month, day;
  gint64 amount;

  g_return_val_if_fail (value != NULL, FALSE);

  switch (type)
    {
    case PARAFA_TYPE_DECLARANT:
      return is_declarant (value);
    case PARAFA_TYPE_TEXT_20:
      return is_token (value, 20);
    case PARAFA_TYPE_TEXT_30:
      return is_token (value, 30);
    case PARAFA_TYPE_TEXT_50:
      return is_token (value, 50);
    case PARAFA_TYPE_TEXT_100:
      return is_token (value, 100);
    case PARAFA_TYPE_TEXT_200:
      return is_token (value, 200);
    case PARAFA_TYPE_AFTER_OUTAGE:
      return strcmp (value, "D") == 0;
    case PARAFA_TYPE_UIT:
      return parafa_uit_is_well_formed (value);
    case PARAFA_TYPE_TARIFF:
      return is_tariff (value);
    case PARAFA_TYPE_POSITIVE:
      return parafa_simple_type_read_decimal (value, &amount) && amount > 0;
    case PARAFA_TYPE_AMOUNT:
      return parafa_simple_type_read_decimal (value, NULL);
    case PARAFA_TYPE_UNIT:
      return consists_of (value, PLATE_LETTERS, 2, 3);
    case PARAFA_TYPE_COUNTRY:
      return parafa_codes_contain_text (PARAFA_CODES_COUNTRY, value);
    case PARAFA_TYPE_PLATE:
      return consists_of (value, PLATE_LETTERS, 2, 20);
    case PARAFA_TYPE_DATE:
      return parafa_simple_type_read_date (value, &year, &month, &day);
    case PARAFA_TYPE_DATE_TIME:
      return is_date_time (value);
    case PARAFA_TYPE_OPERATION:
      return is_listed_number (value, PARAFA_CODES_OPERATION);
    case PARAFA_TYPE_SCOPE:
      return is_listed_number (value, PARAFA_CODES_SCOPE);
    case PARAFA_TYPE_DOCUMENT:
      return is_listed_number (value, PARAFA_CODES_DOCUMENT);
    case PARAFA_TYPE_CONFIRMATION:
      return is_listed_number (value, PARAFA_CODES_CONFIRMATION);
    case PARAFA_TYPE_COUNTY:
      return is_listed_number (value, PARAFA_CODES_COUNTY);
    case PARAFA_TYPE_BORDER_POINT:
      return is_listed_number (value, PARAFA_CODES_BORDER_POINT);
    case PARAFA_TYPE_CUSTOMS_OFFICE:
      return is_listed_number (value, PARAFA_CODES_CUSTOMS_OFFICE);
    default:
      return FALSE;
    }
}
