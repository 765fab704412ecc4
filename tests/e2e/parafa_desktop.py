# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for one program: display, window manager, session bus, keyring, accessibility bus, home, and a
software token with a practice certificate. Nothing of the person's own session is used, and nothing is left."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIMIT_S = 60 * float(os.environ.get('PARAFA_TEST_TIMEOUT_MULTIPLIER', '1'))
TOKEN_LABEL = 'Practice Token'
HOLDER = 'Daria Stânceanu'

BUS_CONFIG = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%s</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''

# Windows in the middle, no menu, no desktop switching: what is pictured is the program
OPENBOX_CONFIG = '''<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy><center>yes</center></placement>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <keyboard/><mouse/>
  <applications><application class="*"><focus>yes</focus></application></applications>
</openbox_config>
'''


# What a program tells about itself in programs.log; one that gave itself no name is "process"
FAULT = re.compile(r'\((?:parafa[^:]*|process):\d+\): (?:\S+-)?(?:WARNING|CRITICAL|ERROR) \*\*')
# What the libraries say there whatever a program does
OF_LIBRARIES = (
    # WebKit's own processes, which do not see the folder of our locales
    'Locale not supported by C library',
    # GTK 4.24 on an X server that tells no times of frames
    'gdk_frame_timings_submitted() called on submitted frame',
    'gtk_svg_advance: time went backward',
    # GTK in a sandbox, where the tour's desktop has a portal for secrets only
    'Creating a portal monitor failed',
    # GTK answers the accessibility bus about a widget that is just going; the program names no object paths
    "g_variant_is_object_path: assertion 'string != NULL' failed",
    "g_variant_new_object_path: assertion 'g_variant_is_object_path (object_path)' failed",
)


class Failure(Exception):
    """Something the tour waits for did not happen."""


def find_faults(log):
    """What programs of ours found wrong, of the text of programs.log"""
    return [line.strip() for line in log.splitlines()
            if FAULT.search(line) and not any(words in line for words in OF_LIBRARIES)]


def wait_for(condition, what, limit_s=LIMIT_S):
    """Calls condition until it returns something true; returns that."""
    end = time.monotonic() + limit_s
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise Failure('waited %d s for %s' % (limit_s, what))
        time.sleep(0.05)


def find_program(*candidates):
    for candidate in candidates:
        found = shutil.which(candidate)
        if found:
            return found
    raise Failure('not installed: ' + ' or '.join(candidates))


def find_part(build_dir, room, name):
    """A program of the project: BUILD_DIR is a build folder, or the prefix under which it is installed."""
    built = os.path.join(build_dir, 'src', room, name)
    return built if os.path.exists(built) else os.path.join(build_dir, 'libexec', 'parafa', name)


def find_translations(build_dir):
    built = os.path.join(build_dir, 'po')
    return built if os.path.isdir(built) else os.path.join(build_dir, 'share', 'locale')


class Desktop:
    """Starts the parts in order; close() ends them in the other order, each by its process id."""

    def __init__(self, build_dir, keep_dir=None, pin=None):
        self.build_dir = os.path.abspath(build_dir)
        self.kept = keep_dir is not None
        self.dir = keep_dir or tempfile.mkdtemp(prefix='parafa-tour.')
        self.processes = []
        self.service_dir = None  # whose programs the bus starts by itself
        self.log_path = os.path.join(self.dir, 'programs.log')
        self.pin = pin or '%06d' % secrets.randbelow(10 ** 6)
        self.environment = self._make_environment()

    def _make_environment(self):
        environment = dict(os.environ)
        for name in ('WAYLAND_DISPLAY', 'DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'GNOME_KEYRING_CONTROL', 'SSH_AUTH_SOCK',
                     'XAUTHORITY', 'GTK_A11Y', 'GTK_MODULES', 'GTK_THEME', 'NO_AT_BRIDGE', 'G_TLS_GNUTLS_PRIORITY',
                     'http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'LANGUAGE'):
            environment.pop(name, None)
        places = {'HOME': 'home', 'XDG_RUNTIME_DIR': 'run', 'XDG_DATA_HOME': 'data', 'XDG_CONFIG_HOME': 'config',
                  'XDG_CACHE_HOME': 'cache', 'XDG_STATE_HOME': 'state', 'TMPDIR': 'tmp'}
        for name, folder in places.items():
            path = os.path.join(self.dir, folder)
            os.makedirs(path, mode=0o700, exist_ok=True)
            environment[name] = path
        # the pictures look as they do on a desktop that says which font it likes
        os.makedirs(os.path.join(self.dir, 'config', 'gtk-4.0'), exist_ok=True)
        with open(os.path.join(self.dir, 'config', 'gtk-4.0', 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write('[Settings]\ngtk-font-name=Cantarell 11\n')
        # Settings go to a file that can be looked at: dconf would need its service on the bus
        environment.update(GSETTINGS_BACKEND='keyfile', GIO_USE_VFS='local', GIO_USE_PROXY_RESOLVER='dummy',
                           GDK_BACKEND='x11', GSK_RENDERER='cairo', LIBGL_ALWAYS_SOFTWARE='1',
                           WEBKIT_DISABLE_DMABUF_RENDERER='1', GTK_IM_MODULE='gtk-im-context-simple',
                           SOFTHSM2_CONF=os.path.join(self.dir, 'token', 'softhsm2.conf'), TZ='Europe/Bucharest')
        return environment

    # -- processes --

    def start(self, argv, **more):
        with open(self.log_path, 'ab') as log:
            options = dict(stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment, cwd=self.dir,
                           start_new_session=True)
            options.update(more)
            process = subprocess.Popen(argv, **options)
        self.processes.append(process)
        return process

    def run(self, argv, **more):
        done = subprocess.run(argv, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, **more)
        if done.returncode != 0:
            raise Failure('%s failed: %s' % (os.path.basename(argv[0]), done.stdout.decode(errors='replace').strip()))
        return done.stdout.decode(errors='replace')

    def stop(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        # what it started in its session and left behind
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        if process in self.processes:
            self.processes.remove(process)

    def close(self):
        for process in reversed(list(self.processes)):
            self.stop(process)
        if not self.kept:
            shutil.rmtree(self.dir, ignore_errors=True)

    # -- parts --

    def start_all(self):
        self.start_display()
        self.start_bus()
        self.start_keyring()
        self.start_accessibility()
        self.start_window_manager()
        self.check_sandbox()

    def start_display(self):
        read_end, write_end = os.pipe()
        self.start([find_program('Xvfb'), '-displayfd', str(write_end), '-screen', '0', '1280x800x24', '-nolisten', 'tcp',
                    '-noreset'], pass_fds=[write_end])
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Failure('Xvfb did not start')
        self.environment['DISPLAY'] = ':' + number

    def start_bus(self):
        config = os.path.join(self.dir, 'bus.conf')
        with open(config, 'w', encoding='utf-8') as file:
            text = BUS_CONFIG % self.environment['XDG_RUNTIME_DIR']
            if self.service_dir is not None:
                text = text.replace('</busconfig>', '  <servicedir>%s</servicedir>\n</busconfig>' % self.service_dir)
            file.write(text)
        bus = self.start([find_program('dbus-daemon'), '--config-file=' + config, '--nofork', '--print-address=1'],
                         stdout=subprocess.PIPE)
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise Failure('dbus-daemon did not start')
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = address

    def wait_for_name(self, name):
        self.run([find_program('gdbus'), 'wait', '--session', '--timeout', str(int(LIMIT_S)), name])

    def start_keyring(self):
        read_end, write_end = os.pipe()
        os.write(write_end, secrets.token_hex(16).encode())
        os.close(write_end)
        self.start([find_program('gnome-keyring-daemon'), '--foreground', '--components=secrets', '--unlock'],
                   stdin=read_end)
        os.close(read_end)
        self.wait_for_name('org.freedesktop.secrets')

    def start_accessibility(self):
        self.start([find_program('/usr/libexec/at-spi-bus-launcher', '/usr/lib/at-spi2-core/at-spi-bus-launcher'),
                    '--launch-immediately'])
        self.wait_for_name('org.a11y.Bus')

    def start_window_manager(self):
        config = os.path.join(self.dir, 'openbox.xml')
        with open(config, 'w', encoding='utf-8') as file:
            file.write(OPENBOX_CONFIG)
        self.start([find_program('openbox'), '--sm-disable', '--config-file', config])

    def check_sandbox(self):
        """WebKit needs namespaces for its sandbox, which some build machines do not have. Only this test environment
        ever switches it off; the program itself refuses to log in instead."""
        probe = subprocess.run([find_program('bwrap'), '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc',
                                '--unshare-pid', 'true'], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if probe.returncode != 0:
            print('# NO SANDBOX HERE (%s): the web view runs without it in this test'
                  % probe.stderr.decode(errors='replace').strip(), flush=True)
            self.environment['WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS'] = '1'

    def get_practice_dir(self):
        return os.path.join(self.environment['XDG_STATE_HOME'], 'parafa', 'practice')

    def make_token(self):
        """A token with a certificate that the program's own practice server trusts: both use one folder."""
        make_practice_token(self.build_dir, self.get_practice_dir(), os.path.join(self.dir, 'token'), self.pin, self.run)


def make_practice_token(build_dir, practice_dir, token_dir, pin, run):
    os.makedirs(practice_dir, mode=0o700, exist_ok=True)
    run([find_part(build_dir, 'simulator', 'parafa-simulator'), '--state-dir', practice_dir, '--issue', 'token',
         '--holder', HOLDER, '--key', 'rsa'])
    issued = os.path.join(practice_dir, 'issued', 'token')
    soft_token = os.path.join(SOURCE, 'tests', 'support', 'soft-token')
    intermediate = split_issuer(issued + '-chain.pem', os.path.join(practice_dir, 'issued', 'token-issuer.pem'))
    run([soft_token, 'init', token_dir, TOKEN_LABEL, pin])
    run([soft_token, 'put', token_dir, TOKEN_LABEL, pin, 'practice', issued + '.pem', issued + '.key', '01', intermediate])


def split_issuer(chain_path, issuer_path):
    """The chain is leaf and intermediate; the token wants the intermediate alone."""
    end = '-----END CERTIFICATE-----\n'
    with open(chain_path, encoding='ascii') as file:
        parts = file.read().split(end)
    with open(issuer_path, 'w', encoding='ascii') as file:
        file.write(parts[1].lstrip() + end)
    return issuer_path
