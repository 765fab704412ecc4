# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for secrets where they must not be: in files and in what /proc tells of processes, written plainly or in any of
the ways programs write such things."""

import base64
import os
import threading


def ways_to_write(mark):
    """Every form in which the text may stand in a file or a log."""
    raw = mark.encode()
    forms = {raw, raw.hex().encode(), raw.hex().upper().encode(), mark.encode('utf-16-le'), mark.encode('utf-16-be'),
             ''.join('%%%02X' % byte for byte in raw).encode(), ''.join('%%%02x' % byte for byte in raw).encode(),
             ''.join(char if char.isalnum() else '%%%02X' % ord(char) for char in mark).encode()}
    # base64 depends on what stands before; the ends depend on the neighbours and are left out
    for before in range(3):
        text = base64.b64encode(b'\0' * before + raw)
        inner = text[-(-before * 8 // 6) if before else 0:]
        inner = inner[:len(raw) * 8 // 6 - 2]
        forms.add(inner)
        forms.add(inner.translate(bytes.maketrans(b'+/', b'-_')))
    return [form for form in forms if len(form) >= 8]


class Marks:
    """Named secrets; short ones and long ones, of which any long enough piece counts."""

    def __init__(self):
        self.forms = []

    def add(self, name, mark):
        if len(mark) < 8:
            raise ValueError('too short to tell from chance: ' + name)
        # a cut or wrapped copy is a copy too
        pieces = [mark] if len(mark) <= 64 else [mark[i:i + 48] for i in range(0, len(mark) - 48, 48)]
        for piece in pieces:
            self.forms += [(name, form) for form in ways_to_write(piece)]

    def find_in(self, data):
        return sorted({name for name, form in self.forms if form in data})


def list_files(top, leave_out=()):
    for place, folders, files in os.walk(top):
        folders[:] = [folder for folder in folders if os.path.join(place, folder) not in leave_out]
        for file in files:
            path = os.path.join(place, file)
            if path not in leave_out and os.path.isfile(path) and not os.path.islink(path):
                yield path


def search_files(marks, top, leave_out=()):
    """['NAME in PATH'], and how many files were read."""
    found, count = [], 0
    for path in list_files(top, leave_out):
        try:
            with open(path, 'rb') as file:
                data = file.read()
        except OSError:
            continue
        count += 1
        found += ['%s in the file %s' % (name, path) for name in marks.find_in(data + b'\n' + path.encode())]
    return found, count


class Sampler(threading.Thread):
    """Keeps what /proc tells of every process: arguments and environment. A process that lives shorter than one round
    may be missed, so the rounds are short."""

    def __init__(self):
        super().__init__(daemon=True)
        self.seen = {}
        self.ended = threading.Event()
        self.rounds = 0

    def run(self):
        while not self.ended.is_set():
            self.take()
            self.rounds += 1
            self.ended.wait(0.02)

    def take(self):
        for pid in os.listdir('/proc'):
            if not pid.isdigit() or int(pid) == os.getpid():
                continue
            for what in ('cmdline', 'environ'):
                try:
                    with open('/proc/%s/%s' % (pid, what), 'rb') as file:
                        data = file.read()
                    with open('/proc/%s/comm' % pid, encoding='utf-8', errors='replace') as file:
                        name = file.read().strip()
                except OSError:
                    continue
                if data:
                    self.seen.setdefault((what, data), name)

    def stop(self):
        self.ended.set()
        self.join()

    def programs(self):
        return set(self.seen.values())

    def search(self, marks):
        return ['%s in the %s of %s' % (found, what, name)
                for (what, data), name in sorted(self.seen.items()) for found in marks.find_in(data)]
