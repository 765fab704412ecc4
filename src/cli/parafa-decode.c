/* Copyright 2026 The Parafa developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "parafa-decode.h"

#include "parafa-clock.h"
#include "parafa-jwt-text.h"
#include "parafa-redact.h"
#include "parafa-secret.h"
#include "parafa-decode-text.h"
#include "parafa-terminal-output.h"

#include "parafa-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* `parafa decode [--json] FILE|-`: reads a token offline and says what is in it. */

typedef struct
{
  gboolean json;
  const char *path; /* (unowned) (nullable) */
} Options;

static gboolean
parse (int argc, char **argv, Options *options)
{
  gboolean only_paths = FALSE;

  for (int i = 0; i < argc; i++)
    {
      if (!only_paths && strcmp (argv[i], "--") == 0)
        only_paths = TRUE;
      else if (!only_paths && strcmp (argv[i], "--json") == 0)
        options->json = TRUE;
      else if (options->path == NULL &&
               (only_paths || argv[i][0] != '-' || strcmp (argv[i], "-") == 0))
        options->path = argv[i];
      else
        {
          g_printerr (_ ("parafa decode: unexpected argument “%s”\n"), argv[i]);
          return FALSE;
        }
    }
  if (options->path != NULL)
    return TRUE;
  g_printerr ("%s\n", _ ("parafa decode: name a file, or - for standard input"));
  return FALSE;
}

static ParafaSecret *
read_input (const char *path, GError **error)
{
  ParafaSecret *text;
  int fd = STDIN_FILENO;

  if (strcmp (path, "-") != 0)
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }
  text = parafa_secret_new_from_fd (fd, PARAFA_JWT_MAX_BYTES, error);
  if (fd != STDIN_FILENO)
    close (fd);
  return text;
}

/* The English sentence for programs is the one translated for people. */
static const char *
get_sentence (const GError *error)
{
  if (error->domain != PARAFA_JWT_ERROR)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE)
               ? N_ ("This is longer than 1 MiB, which no token is.")
               : N_ ("The file cannot be read.");
  switch ((ParafaJwtError) error->code)
    {
    case PARAFA_JWT_ERROR_EMPTY:
      return N_ ("There is no token in it.");
    case PARAFA_JWT_ERROR_NOT_JWT:
      return N_ ("This is not a JWT, but an opaque token or a refresh token, which only ANAF can "
                 "read.");
    case PARAFA_JWT_ERROR_SEGMENTS:
      return N_ ("A JWT has three parts with a dot between them; this has not.");
    case PARAFA_JWT_ERROR_ENCODING:
      return N_ ("This is not a whole token: part of it is not base64url.");
    case PARAFA_JWT_ERROR_JSON:
      return N_ ("This is not a whole token: part of it is not a JSON object.");
    case PARAFA_JWT_ERROR_TOO_LONG:
    default:
      return N_ ("This is longer than 1 MiB, which no token is.");
    }
}

static ParafaExit
print_json (ParafaJwt *jwt, const GError *error)
{
  g_autofree char *problem = NULL;
  g_autoptr (ParafaSecret) json = NULL;

  if (error != NULL)
    problem = g_strdup_printf ("%s (%s)", get_sentence (error), error->message);
  json = parafa_decode_text_json (jwt, problem);
  if (!parafa_terminal_output_write (json))
    return PARAFA_EXIT_USAGE;
  return error == NULL ? PARAFA_EXIT_DONE : PARAFA_EXIT_PROBLEM;
}

static ParafaExit
print_text (ParafaJwt *jwt, const ParafaSecret *input, const GError *error)
{
  g_autoptr (ParafaClock) clock = parafa_clock_new_system ();
  g_auto (ParafaJwtText) token = { NULL, 0, NULL };
  g_autoptr (ParafaSecret) alone = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *lines = NULL;

  if (error != NULL)
    {
      g_print ("%s\n(%s)\n", _ (get_sentence (error)), error->message);
      return PARAFA_EXIT_PROBLEM;
    }
  parafa_jwt_text_find (&token, parafa_secret_get (input), parafa_secret_get_length (input), NULL);
  alone = parafa_secret_new (token.start, (gssize) token.length);
  masked = parafa_redact_mask (parafa_secret_get (alone), 6, 4);
  lines = parafa_decode_text_describe (jwt, masked, parafa_clock_get_now (clock));
  g_print ("%s", lines);
  return PARAFA_EXIT_DONE;
}

/**
 * parafa_decode_run:
 * @argc: how many arguments, without the program's and the command's name
 * @argv: the arguments
 *
 * Runs `parafa decode`.
 *
 * Returns: %PARAFA_EXIT_DONE when the token could be read, %PARAFA_EXIT_PROBLEM when it could not,
 * %PARAFA_EXIT_USAGE for wrong arguments or an unreadable file; a program that wants JSON gets an object for
 * that, too, and %PARAFA_EXIT_PROBLEM
 */
ParafaExit
parafa_decode_run (int argc, char **argv)
{
  Options options = { FALSE, NULL };
  g_autoptr (ParafaSecret) input = NULL;
  g_autoptr (ParafaJwt) jwt = NULL;
  g_autoptr (GError) error = NULL;

  if (!parse (argc, argv, &options))
    return PARAFA_EXIT_USAGE;
  input = read_input (options.path, &error);
  if (input == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    {
      g_printerr ("parafa decode: %s: %s\n", options.path, error->message);
      if (!options.json)
        return PARAFA_EXIT_USAGE;
    }
  if (input != NULL)
    jwt = parafa_jwt_new_from_text (parafa_secret_get (input),
                                    (gssize) parafa_secret_get_length (input), &error);
  return options.json ? print_json (jwt, error) : print_text (jwt, input, error);
}
