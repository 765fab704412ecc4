# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""--help, the manual pages and the completions say the same, and the completions complete: one TAP case each.

check-manual.py SOURCE_ROOT PARAFA
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE, PARAFA = sys.argv[1], os.path.abspath(sys.argv[2])
MANUALS = ("data/man/parafa.1", "data/man/ro/parafa.1")
COMPLETIONS = ("data/completions/parafa", "data/completions/_parafa", "data/completions/parafa.fish")
NAMES = ("Cabinet Salcâm", "Firma Alfa", "Firma Beta")


def text(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as handle:
        return handle.read()


def manual(path):
    """The words of a manual page, with its macros, without its escapes."""
    return text(path).replace("\\-", "-")


def usage():
    """{"etransport check": {"--json"}, ...} out of --help."""
    said = subprocess.run([PARAFA, "--help"], capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"), check=True)
    found, command = {}, None
    for line in said.stdout.split("\n\n")[0].split("\n")[1:]:
        words = line.split()
        if words[0] == "parafa":
            command = words[1] if re.fullmatch("[a-z]+", words[1]) else ""
            command = "etransport " + words[2] if command == "etransport" else command
        found.setdefault(command, set()).update(re.findall("--[a-z0-9-]+", line))
    return found, said.stdout


def check_manuals_say_what_help_says():
    """every command and option of --help is in both manual pages, and no other"""
    commands, _ = usage()
    for path in MANUALS:
        page = manual(path)
        for command, options in commands.items():
            if command and "\n.B parafa %s\n" % command not in page:
                yield "%s: no %s" % (path, command)
            for option in options:
                if not re.search(re.escape(option) + r"\b", page):
                    yield "%s: no %s" % (path, option)
        known = set().union(*commands.values())
        for option in set(re.findall("--[a-z0-9][a-z0-9-]*", page)) - known:
            yield "%s: %s is not in --help" % (path, option)


def check_exit_statuses():
    """each exit status is in --help and in both manual pages"""
    numbers = re.findall(r"^  PARAFA_EXIT_\w+ = (\d+),", text("src/cli/parafa-exit.h"), re.M)
    _, said = usage()
    told = " ".join(said[said.index("Exit status"):].split())
    for number in numbers:
        if int(number) < 128 and not re.search(r"(: |; )%s " % number, told):
            yield "--help: no %s" % number
        for path in MANUALS:
            if not re.search(r"^\.B %s\b" % number, manual(path), re.M):
                yield "%s: no %s" % (path, number)


def check_manuals_are_well_formed():
    """groff has nothing to say about the manual pages"""
    for path in MANUALS:
        run = subprocess.run(["groff", "-Kutf8", "-Tutf8", "-man", "-ww", "-z", os.path.join(SOURCE, path)], capture_output=True, text=True)
        if run.returncode or run.stderr:
            yield "%s: %s" % (path, run.stderr)


def check_completions_know_all():
    """every command and option of --help is in each completion"""
    commands, _ = usage()
    for path in COMPLETIONS:
        words = text(path)
        for command, options in commands.items():
            for word in command.split() if command else ():
                if not re.search(r"\b%s\b" % word, words):
                    yield "%s: no %s" % (path, word)
            for option in options:
                mark = "-l %s" % option[2:] if path.endswith("fish") else option
                if not re.search(re.escape(mark) + r"(?![a-z-])", words):
                    yield "%s: no %s" % (path, option)


def check_completions_parse():
    """each shell can read its completion"""
    for shell, path in zip(("bash", "zsh", "fish"), COMPLETIONS):
        run = subprocess.run([shell, "-n", os.path.join(SOURCE, path)], capture_output=True, text=True)
        if run.returncode or run.stderr:
            yield "%s: %s" % (path, run.stderr)


class Home:
    """A home with three profiles, and parafa in the path."""

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="parafa-manual.")
        os.makedirs(os.path.join(self.dir, "config", "parafa"))
        os.makedirs(os.path.join(self.dir, "bin"))
        os.symlink(PARAFA, os.path.join(self.dir, "bin", "parafa"))
        with open(os.path.join(self.dir, "config", "parafa", "profiles.ini"), "w", encoding="utf-8") as file:
            file.write("[Parafa]\nversion=1\n")
            for number, name in enumerate(NAMES):
                file.write("[8f14e45f-ceea-467f-a9ac-1b2c3d4e5f6%d]\nname=%s\nenvironment=anaf\n" % (number, name))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir)

    def run(self, *argv):
        path = os.path.join(self.dir, "bin") + ":" + os.environ["PATH"]
        environment = dict(os.environ, HOME=self.dir, XDG_CONFIG_HOME=os.path.join(self.dir, "config"), PATH=path,
                           XDG_STATE_HOME=self.dir, XDG_DATA_HOME=self.dir, XDG_CACHE_HOME=self.dir, LC_ALL="C.UTF-8",
                           DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", TERM="dumb")
        return subprocess.run(argv, capture_output=True, text=True, env=environment, cwd=self.dir).stdout.split("\n")[:-1]


CASES = (
    (["to"], ["token"]),
    (["token", "--n"], ["--no-refresh"]),
    (["token", "--format", "c"], ["curl"]),
    (["etransport", "list", "--format", "c"], ["csv"]),
    (["etransport", "info", "--u"], ["--uit"]),
    (["profiles", "--"], ["--json", "--names"]),
    (["etransport", "d"], ["download"]),
    (["etransport", "slip", "--a"], ["--a5"]),
    (["token", "--profile", "Firma"], ["Firma Alfa", "Firma Beta"]),
    (["doctor", "--profile", "Cab"], ["Cabinet Salcâm"]),
)


def complete_bash(home, words):
    script = """. "$1"; shift; COMP_WORDS=(parafa "$@"); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _parafa
                for word in "${COMPREPLY[@]}"; do eval "printf '%s\\n' $word"; done"""
    return home.run("bash", "--norc", "-c", script, "bash", os.path.join(SOURCE, COMPLETIONS[0]), *words)


def complete_fish(home, words):
    # fish would take words with dashes for its own
    script = "source '%s'; complete -C 'parafa %s'" % (os.path.join(SOURCE, COMPLETIONS[2]), " ".join(words))
    found = home.run("fish", "--no-config", "-c", script)
    return [line.split("\t")[0].replace("\\ ", " ") for line in found]


def check_bash_completes():
    """bash completes commands, options, formats and the names of profiles"""
    with Home() as home:
        for words, expected in CASES:
            found = sorted(complete_bash(home, words))
            if found != expected:
                yield "%s: %s" % (" ".join(words), found)
        if complete_bash(home, ["token", "--format", "=", "js"]) != ["json"]:
            yield "--format=js"
        with open(os.path.join(home.dir, "a b.xml"), "w", encoding="utf-8"):
            pass
        if complete_bash(home, ["decode", "a"]) != ["a b.xml"]:
            yield "decode a: a file with a blank in its name"


def check_fish_completes():
    """fish completes commands, options, formats and the names of profiles"""
    with Home() as home:
        for words, expected in CASES:
            found = sorted(complete_fish(home, words))
            if found != expected:
                yield "%s: %s" % (" ".join(words), found)


def main():
    checks = [value for name, value in globals().items() if name.startswith("check_")]
    print("TAP version 13")
    print("1..%d" % len(checks))
    for number, check in enumerate(checks, 1):
        faults = list(check())
        for fault in faults[:40]:
            print("# " + fault.replace("\n", " | "))
        print("%s %d %s" % ("not ok" if faults else "ok", number, check.__doc__))


main()
