# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lint checks of the tree, one TAP case each: lint.py SOURCE_ROOT BUILD_ROOT"""
import json
import os
import re
import subprocess
import sys

from rooms import DOORS, JSON_ANYWHERE, LIBRARIES, ROOMS

SOURCE, BUILD = sys.argv[1], sys.argv[2]
EXEMPT_FUNCTION = re.compile(r"_class_init$|_get_type$|^main$")
MAX_FILE, MAX_FUNCTION = 800, 60
# what old encodings of certificates call them, before they become the right letters or are shown as they stand
OLD_LETTERS = {"src/certificate/parafa-name-text.c", "tests/certificate/certificate-name.c"}


def files(folder, *endings):
    for base, folders, names in os.walk(os.path.join(SOURCE, folder)):
        folders.sort()
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.join(base, name)


def relative(path):
    return os.path.relpath(path, SOURCE)


def text(path):
    with open(path, encoding="utf-8") as handle:
        return handle.read()


def room_of(path):
    return relative(path).split(os.sep)[1]


def own_headers():
    return {os.path.basename(p): room_of(p) for p in files("src", ".h")}


def check_includes():
    """a file includes only the rooms and libraries of its row"""
    headers = own_headers()
    for path in files("src", ".c", ".h"):
        room = room_of(path)
        may_rooms, may_libraries = ROOMS[room]
        for found in re.findall(r'^#include ["<]([^">]+)[">]', text(path), re.M):
            owner = headers.get(os.path.basename(found))
            if owner and owner != room and owner not in may_rooms:
                yield "%s: %s belongs to %s" % (relative(path), found, owner)
            doors = DOORS.get(room, {}).get(owner)
            if owner and doors is not None and os.path.basename(found) not in doors:
                yield "%s: only %s of %s may be included" % (relative(path), doors, owner)
            for library, (starts, _) in LIBRARIES.items():
                if found.startswith(tuple(starts)) and library not in may_libraries:
                    if not (library == "json" and room in JSON_ANYWHERE):
                        yield "%s: %s is not for %s" % (relative(path), library, room)


def check_symbols():
    """a room's archive needs only symbols of its libraries"""
    seen = 0
    for room, (_, libraries) in ROOMS.items():
        archive = os.path.join(BUILD, "src", room, "libparafa-%s.a" % room)
        if not os.path.exists(archive):
            continue
        seen += 1
        needed = subprocess.run(["nm", "-u", archive], capture_output=True, text=True, check=True).stdout.split()
        for library, (_, prefixes) in LIBRARIES.items():
            if library in libraries or (library == "json" and room in JSON_ANYWHERE):
                continue
            used = [s for s in needed if s.startswith(tuple(prefixes))]
            if used:
                yield "%s uses %s: %s" % (room, library, ", ".join(sorted(set(used))[:5]))
    if not seen:
        yield "no archives found in " + BUILD


def check_functions():
    """no function over 60 lines, no file over 800"""
    for path in list(files("src", ".c", ".h")) + list(files("tests", ".c", ".h")):
        lines = text(path).split("\n")
        if len(lines) > MAX_FILE:
            yield "%s has %d lines" % (relative(path), len(lines))
        name = start = None
        for number, line in enumerate(lines):
            match = re.match(r"([a-z_][a-zA-Z0-9_]*) \(", line)
            if match:
                name = match.group(1)
            if line == "{":
                start = number
            elif line == "}" and start is not None:
                size = number - start - 1
                if name and size > MAX_FUNCTION and not EXEMPT_FUNCTION.search(name):
                    yield "%s: %s has %d lines" % (relative(path), name, size)
                start = None


def check_headers():
    """every source begins with its copyright and licence"""
    for path in list(files("src", ".c", ".h")) + list(files("tests", ".c", ".h")):
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(text(path).split("\n")[:4]):
            yield relative(path)


def check_words():
    """nothing unfinished, no machine's paths, no cedilla letters"""
    # "Cod: XXX" is an answer of ANAF, in the words of its document
    unfinished = re.compile(r"\b(TODO|FIXME|(?<!Cod: )XXX|HACK)\b")
    cedilla = re.compile("[\u015e\u015f\u0162\u0163]")
    for path in list(files("src", ".c", ".h", ".ui", ".css")) + list(files("po", ".po")) + list(files("data", ".in", ".xml")):
        for number, line in enumerate(text(path).split("\n"), 1):
            if unfinished.search(line) or (cedilla.search(line) and relative(path) not in OLD_LETTERS):
                yield "%s:%d: %s" % (relative(path), number, line.strip()[:80])


def check_potfiles():
    """POTFILES.in lists exactly the files with text for people"""
    listed = [line for line in text(os.path.join(SOURCE, "po/POTFILES.in")).split("\n") if line and line[0] != "#"]
    marks = re.compile(r"""\b(?:C_|N_|NC_|_|ngettext|g_dngettext)\s?\(\s*(?:GETTEXT_PACKAGE,\s*)?"|translatable="yes\"""")
    found = {relative(p) for p in files("src", ".c", ".ui") if marks.search(text(p))}
    found |= {relative(p) for p in files("data", ".desktop.in", ".metainfo.xml.in", ".gschema.xml.in")}
    for path in sorted(found - set(listed)):
        yield "not listed: " + path
    for path in sorted(set(listed) - found):
        if not os.path.exists(os.path.join(SOURCE, path)) or not path.startswith("data/"):
            yield "listed without text: " + path
    if listed != sorted(listed):
        yield "the list is not sorted"


def check_translations():
    """Romanian is complete and well-formed"""
    for path in files("po", ".po"):
        run = subprocess.run(["msgfmt", "--check", "--statistics", "-o", os.devnull, path], capture_output=True, text=True,
                             env=dict(os.environ, LC_ALL="C"))
        if run.returncode or "untranslated" in run.stderr or "fuzzy" in run.stderr:
            yield "%s: %s" % (relative(path), run.stderr.strip())
    pot = os.path.join(SOURCE, "po", "ro.po")
    listed = [line for line in text(os.path.join(SOURCE, "po/POTFILES.in")).split("\n") if line and line[0] != "#"]
    if not listed:
        return
    extracted = subprocess.run(["xgettext", "--from-code=UTF-8", "-k_", "-kC_:1c,2", "-kN_", "-kNC_:1c,2", "-kngettext:1,2",
                                "-kg_dngettext:2,3", "-o", "-", "--directory=" + SOURCE] + listed, capture_output=True, text=True, check=True).stdout
    compare = subprocess.run(["msgcmp", "--use-untranslated", pot, "-"], input=extracted, capture_output=True, text=True)
    for line in compare.stderr.strip().split("\n"):
        if "used but not defined" in line or "but this definition" in line:
            yield line


def check_shell():
    """the shell scripts parse"""
    scripts = [os.path.join(SOURCE, "dev"), os.path.join(SOURCE, ".ci/run")]
    for folder in ("tests", "data", "flatpak"):
        for base, _, names in os.walk(os.path.join(SOURCE, folder)):
            for name in names:
                path = os.path.join(base, name)
                with open(path, "rb") as handle:
                    if handle.readline(40).startswith(b"#!/bin/sh"):
                        scripts.append(path)
    for path in scripts:
        run = subprocess.run(["sh", "-n", path], capture_output=True, text=True)
        if run.returncode:
            yield run.stderr.strip()


def appstream_command(path):
    """Strict where appstreamcli knows <developer>."""
    version = subprocess.run(["appstreamcli", "--version"], capture_output=True, text=True).stdout.split(":")[-1].strip()
    newer = [] if version.startswith("0.") else ["--strict"]
    return ["appstreamcli", "validate", "--no-net", *newer, path]


def check_desktop():
    """desktop file and metainfo are valid"""
    for base, _, names in os.walk(os.path.join(BUILD, "data")):
        for name in names:
            path = os.path.join(base, name)
            if name.endswith(".desktop"):
                command = ["desktop-file-validate", path]
            elif name.endswith(".metainfo.xml"):
                command = appstream_command(path)
            else:
                continue
            run = subprocess.run(command, capture_output=True, text=True)
            if run.returncode or (run.stdout.strip() and name.endswith(".desktop")):
                yield "%s: %s%s" % (name, run.stdout, run.stderr)


def check_screenshots():
    """every picture the metainfo names is in data/screenshots, has the size it says, and is small"""
    folder = os.path.join(SOURCE, "data", "screenshots")
    version = re.search(r"version: '([^']+)'", text(os.path.join(SOURCE, "meson.build"))).group(1)
    named = re.findall(r'width="(\d+)" height="(\d+)"[^>]*>([^<]+)</image>',
                       text(os.path.join(SOURCE, "data", "ro.parafa.Parafa.metainfo.xml.in")))
    known = {os.path.relpath(path, folder) for path in files("data/screenshots", ".png")}
    prefix = "https://parafa.ro/screenshots/%s/" % version
    for width, height, address in named:
        name = address[len(prefix):]
        if not address.startswith(prefix) or name not in known:
            yield address + ": not in data/screenshots, or not of version " + version
            continue
        known.discard(name)
        with open(os.path.join(folder, name), "rb") as handle:
            picture = handle.read()
        size = tuple(int.from_bytes(picture[at:at + 4], "big") for at in (16, 20))
        if size != (int(width), int(height)):
            yield "%s: %dx%d, and the metainfo says %sx%s" % ((name,) + size + (width, height))
        if len(picture) > 100000:
            yield name + ": more than 100 kB"
    for name in sorted(known):
        yield name + ": a picture nobody names"


def check_flatpak():
    """the Flatpak may do what its README gives a reason for; its sources are pinned, and both manifests agree"""
    folder = os.path.join(SOURCE, "flatpak")
    manifests = [json.loads(text(os.path.join(folder, "ro.parafa.Parafa%s.json" % end))) for end in ("", ".Devel")]
    explained = set(re.findall(r"`(--[a-z-]+=[^`]+)`", text(os.path.join(folder, "README.md")).split("\n## ")[1]))
    for argument in sorted(set(manifests[0]["finish-args"]) ^ explained):
        yield argument + ": in the manifest or in README.md, not in both"
    own = [manifest["modules"].pop() for manifest in manifests]
    own[1]["config-opts"].remove("-Dprofile=devel")
    if own[0] != own[1] or manifests[0] != dict(manifests[1], id=manifests[0]["id"]):
        yield "the manifests differ in more than the name"
    if "build-args" in str(manifests + own):
        yield "the build wants more than its sources: build-args"
    for name in manifests[0]["modules"]:
        for source in json.loads(text(os.path.join(folder, name)))["sources"]:
            if "url" in source and not re.fullmatch("[0-9a-f]{64}", source.get("sha256", "")):
                yield name + ": a source without its checksum"
            if not source.get("url", "https:").startswith("https:"):
                yield name + ": a source over an open line"
            if "path" in source and not os.path.exists(os.path.join(folder, "modules", source["path"])):
                yield name + ": no file " + source["path"]


def check_format():
    """clang-format 14 would change nothing"""
    version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True).stdout
    if "version 14." not in version:
        print("# clang-format here is not 14, whose output is the rule: " + version.strip())
        return
    for folder in ("src", "tests"):
        paths = list(files(folder, ".c", ".h"))
        run = subprocess.run(["clang-format", "--dry-run", "-Werror"] + paths, capture_output=True, text=True)
        for line in run.stderr.split("\n"):
            if "error:" in line:
                yield line.replace(SOURCE + "/", "")


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
