#!/usr/bin/env python3
# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-data.py SOURCE BUILD: icons exist, the schema is strict, templates are listed and well-formed (TAP)."""
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

SOURCE, BUILD = sys.argv[1:3]
UI = os.path.join(SOURCE, "src", "ui")
ICON = re.compile(r'"([a-z][a-z0-9.A-Z-]*-symbolic)"|>([a-z][a-z0-9.A-Z-]*-symbolic)<')


def files(*endings):
    for base, _, names in os.walk(UI):
        for name in sorted(names):
            if name.endswith(endings):
                yield os.path.join(base, name)


def read(path):
    with open(path, encoding="utf-8") as handle:
        return handle.read()


def theme_icons():
    found = set()
    for base, _, names in os.walk("/usr/share/icons/Adwaita"):
        found.update(name.split(".")[0] for name in names if "-symbolic" in name)
    return found


def check_icons():
    """every symbolic icon is in the theme or bundled under the program's own name"""
    theme = theme_icons()
    bundled = set()
    for path in files(".gresource.xml"):
        bundled.update(os.path.basename(name)[:-4] for name in re.findall(r">([^<]*\.svg)<", read(path)))
        bundled.update(name[:-4] for name in re.findall(r'alias="([^"]*\.svg)"', read(path)))
    used = set()
    for path in files(".c", ".ui"):
        used.update(a or b for a, b in ICON.findall(read(path)))
    if len(used) < 15:
        yield "only %d icons found: the pattern is wrong" % len(used)
    for name in sorted(used):
        if name not in bundled and name not in theme:
            yield name + " is neither in Adwaita nor bundled"


def check_drawings():
    """the drawings are plain SVG on their grids"""
    for name, size in (("scalable/apps/ro.parafa.Parafa.svg", "128"), ("symbolic/apps/ro.parafa.Parafa-symbolic.svg", "16")):
        root = tree.parse(os.path.join(SOURCE, "data/icons/hicolor", name)).getroot()
        if root.get("width") != size or root.get("viewBox") != "0 0 %s %s" % (size, size):
            yield name + " is not on its grid"
        for element in root.iter():
            if element.tag.split("}")[-1] in ("image", "script", "text"):
                yield name + " has a " + element.tag


def check_schema():
    """the settings schema compiles strictly and has the program's id"""
    path = os.path.join(SOURCE, "data", "ro.parafa.Parafa.gschema.xml")
    run = subprocess.run(["glib-compile-schemas", "--strict", "--dry-run", os.path.dirname(path)], capture_output=True, text=True)
    if run.returncode or run.stderr.strip():
        yield run.stderr.strip()
    ids = re.findall(r'<schema id="([^"]*)" path="([^"]*)"', read(path))
    if ids != [("ro.parafa.Parafa", "/ro/parafa/Parafa/")]:
        yield "ids: %s" % ids
    if not os.path.exists(os.path.join(BUILD, "data", "gschemas.compiled")):
        yield "not compiled in the build tree"


def check_templates():
    """every template is listed as a resource, asks for no newer library, and names what it holds"""
    listed = set()
    for path in files(".gresource.xml"):
        listed.update(os.path.join(os.path.dirname(path), name) for name in re.findall(r">([^<]*\.ui)<", read(path)))
    for path in files(".ui"):
        if path not in listed:
            yield os.path.relpath(path, SOURCE) + " is in no gresource"
        for element in tree.parse(path).getroot().iter("requires"):
            limit = {"gtk": (4, 8), "libadwaita": (1, 2)}[element.get("lib")]
            if tuple(int(part) for part in element.get("version").split(".")) > limit:
                yield "%s asks for %s %s" % (path, element.get("lib"), element.get("version"))
        for element in tree.parse(path).getroot().iter("property"):
            if element.get("name") in ("label", "title", "tooltip-text", "description", "subtitle") and element.text and element.text.strip():
                plain = element.text.strip().replace("_", "")
                if element.get("translatable") != "yes" and plain not in ("Parafa", "JSON", "TestOauth", "curl") \
                        and not plain.isdigit() and "anaf.ro/" not in plain:
                    yield "%s: “%s” is not translatable" % (os.path.basename(path), plain)


def check_colours():
    """style sheets use named colours only"""
    for path in files(".css"):
        text = re.sub(r"/\*.*?\*/", "", read(path), flags=re.S)
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", text):
            yield "%s: %s" % (os.path.basename(path), found)


def main():
    checks = [value for name, value in globals().items() if name.startswith("check_")]
    print("TAP version 13")
    print("1..%d" % len(checks))
    for number, check in enumerate(checks, 1):
        faults = list(check())
        for fault in faults:
            print("# " + fault.replace("\n", " | "))
        print("%s %d %s" % ("not ok" if faults else "ok", number, check.__doc__))


main()
