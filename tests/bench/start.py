# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start to first frame and peak memory of parafa-window against an empty AdwApplicationWindow, in turn.

start.py BUILD [RUNS]
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 15
PARAFA = os.path.join(BUILD, "src/ui/parafa-window")
EMPTY = os.path.join(BUILD, "tests/bench/empty-window")
PRELOAD = os.path.join(BUILD, "tests/bench/libfirst-frame.so")


def once(program):
    reader, writer = os.pipe()
    with tempfile.TemporaryDirectory() as home:
        env = dict(os.environ, LD_PRELOAD=PRELOAD, FIRST_FRAME_FD=str(writer), HOME=home,
                   XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data", XDG_STATE_HOME=home + "/state",
                   XDG_CACHE_HOME=home + "/cache", GSETTINGS_BACKEND="memory",
                   GSETTINGS_SCHEMA_DIR=os.path.join(BUILD, "data"))
        env["FIRST_FRAME_START_NS"] = str(time.monotonic_ns())
        child = subprocess.Popen([program], env=env, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        try:
            child.wait(60)
        except subprocess.TimeoutExpired:
            child.kill()
            raise SystemExit("%s showed no frame within 60 s" % program)
    line = os.read(reader, 200).decode().split()
    os.close(reader)
    if len(line) != 4:
        raise SystemExit("%s ended without a frame (exit status %s)" % (program, child.returncode))
    return [int(part) for part in line]


def main():
    once(PARAFA), once(EMPTY)
    ours, peer = [], []
    for _ in range(RUNS):
        ours.append(once(PARAFA))
        peer.append(once(EMPTY))

    def median(rows, column):
        return statistics.median(row[column] for row in rows)

    def ratio(column):
        return statistics.median(a[column] / b[column] for a, b in zip(ours, peer))

    frame, memory = ratio(0), ratio(1)
    print("start to first frame: %.0f ms, empty AdwApplicationWindow %.0f ms, ratio %.2f (at most 1.30)"
          % (median(ours, 0) / 1000, median(peer, 0) / 1000, frame))
    print("peak memory:          %.1f MiB, empty AdwApplicationWindow %.1f MiB, ratio %.2f (at most 1.30)"
          % (median(ours, 1) / 1024, median(peer, 1) / 1024, memory))
    webkit = max(row[3] for row in ours)
    print("libraries mapped:     %d, empty AdwApplicationWindow %d; WebKit before the first login: %s"
          % (ours[-1][2], peer[-1][2], "yes" if webkit else "none"))
    return 1 if webkit or frame > 1.3 or memory > 1.3 else 0


sys.exit(main())
