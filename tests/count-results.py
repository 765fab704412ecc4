# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in meson's JUnit files and prints the one closing line.

An argument broken:NAME is a part that did not build: one failure. A skipped case counts as a failure of the run: what a test
needs is installed by ./dev.
"""
import json
import re
import sys
import xml.etree.ElementTree as ElementTree


# what a failing test printed stands in the file as it came, and XML allows no control characters
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def count(path):
    passed = failed = skipped = 0
    names = []
    with open(path, encoding="utf-8", errors="replace") as file:
        root = ElementTree.fromstring(FORBIDDEN.sub("?", file.read()).split("?>", 1)[-1])
    for suite in root.iter("testsuite"):
        for case in suite.findall("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                names.append("%s: %s" % (suite.get("name"), case.get("name")))
            elif case.find("skipped") is not None:
                skipped += 1
                names.append("skipped: %s: %s" % (suite.get("name"), case.get("name")))
            else:
                passed += 1
    return passed, failed, skipped, names


def count_programs(path):
    """Test programs that did not end well: one that crashes after its last case has no failed case."""
    with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
        results = [json.loads(line, strict=False) for line in file.read().split("\n") if line.startswith("{")]
    return [result["name"] for result in results if result["result"] not in ("OK", "EXPECTEDFAIL", "SKIP")]


def main():
    total = [0, 0, 0]
    for path in sys.argv[1:]:
        if path.startswith("broken:"):
            print("does not build: " + path[len("broken:"):].replace("_", " ").strip())
            total[1] += 1
            continue
        try:
            passed, failed, skipped, names = count(path)
            programs = count_programs(path.replace("testlog.junit.xml", "testlog.json"))
        except (OSError, ValueError, ElementTree.ParseError) as problem:
            print("no results in %s: %s" % (path, problem))
            total[1] += 1
            continue
        for name in names + ["ended badly: " + program for program in programs]:
            print(name)
        failed = max(failed, len(programs))
        total[0] += passed
        total[1] += failed
        total[2] += skipped
    print("%d passed, %d failed, %d skipped" % tuple(total))
    return 1 if total[1] or total[2] or not total[0] else 0


sys.exit(main())
