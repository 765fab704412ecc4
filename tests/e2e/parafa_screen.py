# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees and does: widgets found by role and name through the accessibility bus, pictures of the screen,
windows resized. Needs DISPLAY and DBUS_SESSION_BUS_ADDRESS of the desktop in this process' environment."""

import ctypes
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from parafa_desktop import Failure, LIMIT_S, find_program, wait_for  # noqa: E402

# One thing has other role names in other versions of GTK
ROLES = {
    'button': ('push button', 'button', 'toggle button', 'radio button'),
    'choice': ('check box', 'radio button', 'checkbox'),
    'entry': ('password text', 'text', 'entry', 'text entry'),
    'row': ('list item', 'table row', 'row', 'push button', 'button'),
    'tab': ('page tab', 'radio button', 'toggle button', 'tab'),
}


def clean(name):
    """A name without mnemonic signs and the dots that announce a question. GTK 4.8 tells the text of a labelled button
    twice, once with the signs."""
    name = ' '.join(name.replace('_', '').replace('…', '').split())
    half = len(name) // 2
    if len(name) % 2 == 1 and name[half] == ' ' and name[:half] == name[half + 1:]:
        name = name[:half]
    return name


class Screen:
    def __init__(self, desktop, application='parafa-window'):
        self.desktop = desktop
        self.application = application
        self.tells_showing = False
        # of a program that just started or ended; it is asked again
        GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
        Atspi.init()

    # -- the tree --

    def roots(self):
        """The program's windows, the newest first: what is in front is looked at first."""
        windows = []
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is None or self.application not in (child.get_name() or ''):
                continue
            child.clear_cache()
            windows += [child.get_child_at_index(k) for k in range(child.get_child_count())]
        return [window for window in reversed(windows) if window is not None]

    def walk(self, everything=False):
        """(object, depth) of what is on the screen, in reading order. What disappears meanwhile is passed over."""
        for window in self.roots():
            yield from self._walk(window, 0, everything)

    def _walk(self, node, depth, everything):
        try:
            if not everything and depth > 0 and self._is_hidden(node):
                return
            yield node, depth
            children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
        except GLib.Error:
            return
        for child in children:
            if child is not None:
                yield from self._walk(child, depth + 1, everything)

    def _is_hidden(self, node):
        """GTK 4.8 says of windows only that they are shown; there, a widget without size was never shown."""
        states = node.get_state_set()
        if states.contains(Atspi.StateType.SHOWING):
            self.tells_showing = True
            return False
        component = node.get_component_iface()
        if component is None:
            return False
        if self.tells_showing:
            return True
        extents = component.get_extents(Atspi.CoordType.WINDOW)
        return extents.width <= 0 and extents.height <= 0

    def find(self, role, name, sensitive=True):
        """name: the whole text, or a function of the text."""
        return next(self.find_all(role, name, sensitive), None)

    def find_all(self, role, name, sensitive=True):
        matches = name if callable(name) else (lambda text, wanted=clean(name): text == wanted)
        wanted = ROLES.get(role, (role,)) if role else None
        for node, _ in self.walk():
            try:
                if wanted and node.get_role_name() not in wanted:
                    continue
                if sensitive and not node.get_state_set().contains(Atspi.StateType.SENSITIVE):
                    continue
                if matches(clean(node.get_name() or '')):
                    yield node
            except GLib.Error:
                continue

    def wait(self, role, name, sensitive=True, what=None, limit_s=LIMIT_S):
        end = time.monotonic() + limit_s
        while True:
            node = self.find(role, name, sensitive)
            if node is not None:
                return node
            if time.monotonic() > end:
                raise Failure('no %s “%s” on the screen after %d s' % (role or 'widget', what or name, limit_s))
            time.sleep(0.05)

    def texts(self):
        """Everything that can be read, for questions about what must not be there."""
        found = []
        for node, _ in self.walk(everything=True):
            try:
                found.append(node.get_name() or '')
                text = node.get_text_iface()
                if text is not None:
                    found.append(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))
            except GLib.Error:
                continue
        return found

    def dump(self):
        lines = []
        for node, depth in self.walk(everything=True):
            try:
                states = node.get_state_set()
                marks = ''.join(mark for state, mark in ((Atspi.StateType.SHOWING, 's'), (Atspi.StateType.SENSITIVE, 'e'),
                                                         (Atspi.StateType.FOCUSED, 'F'))
                                if states.contains(state))
                component = node.get_component_iface()
                extents = component.get_extents(Atspi.CoordType.WINDOW) if component is not None else None
                lines.append('%s%s %r [%s] %s' % ('  ' * depth, node.get_role_name(), node.get_name(), marks,
                                                  '%dx%d' % (extents.width, extents.height) if extents else ''))
            except GLib.Error:
                continue
        return '\n'.join(lines) + '\n'

    # -- acts --

    def press(self, node):
        """Buttons as a screen reader presses them; rows and choices, for which GTK 4.8 offers other actions than the
        obvious one, with the mouse."""
        if node.get_role_name() in ROLES['button'] + ('page tab', 'tab'):
            action = node.get_action_iface()
            if action is not None and Atspi.Action.get_n_actions(action) > 0:
                Atspi.Action.do_action(action, 0)
                return
        self.click(node)

    def click(self, node):
        x, y = self.scroll_to(node)
        Atspi.generate_mouse_event(x, y, 'b1c')

    def scroll_to(self, node, low=100, high=None):
        """Turns the wheel until the widget is between low and high in its window (pixels from the top), or nothing
        moves any more; returns where it is on the screen."""
        last, still, turns = None, 0, 0
        # one turn of the wheel may be more than the space between low and high: near enough is good enough
        while still < 10 and turns < 40:
            turns += 1
            left, top, width, height = self._window_place(node)
            extents = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            x, y = extents.x + extents.width // 2, extents.y + extents.height // 2
            below = height - 60 if high is None else high
            if low < y < below:
                break
            still = still + 1 if extents.y == last else 0
            last = extents.y
            Atspi.generate_mouse_event(left + width * 2 // 3, top + height // 2, 'b5c' if y >= below else 'b4c')
            time.sleep(0.05)
        if not 0 < y < height:
            raise Failure('“%s” does not scroll into view' % node.get_name())
        return left + x, top + y

    def _window_place(self, node):
        """Where the content of the newest window is: it may have a border around it that is no widget."""
        frame = node
        while frame.get_role_name() not in ('frame', 'dialog', 'window'):
            frame = frame.get_parent()
        extents = frame.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        x, y, width, height = find_window_place(list_windows()[-1])
        return (x + (width - extents.width) // 2, y + (height - extents.height) // 2, extents.width, extents.height)

    def press_key(self, symbol):
        """A key of the keyboard, by its X symbol."""
        Atspi.generate_keyboard_event(symbol, None, Atspi.KeySynthType.SYM)

    def click_until(self, node, role, name):
        """Clicks until something else is there. GTK 4.24 offers no action for a choice, and says of a dialog's widgets that
        they are 34 pixels further to the left and up than they are: so that is tried too."""
        for shift in (0, 34, 17, 51):
            x, y = self.scroll_to(node)
            Atspi.generate_mouse_event(x + shift, y + shift, 'b1c')
            try:
                return self.wait(role, name, limit_s=3)
            except Failure:
                pass
        return self.wait(role, name)

    def open_menu(self, button, item, position):
        """Opens a menu and returns its item. A menu button is a button with a toggle button in it, which bear one name; GTK
        4.24 lists both, does nothing when the outer one is pressed, and tells no names of the items: there it is the one at
        this position, counted from 0."""
        self.wait('button', button)
        self.press(list(self.find_all('button', button))[-1])

        def find_item():
            named = self.find(None, item)
            if named is not None:
                return named
            items = list(self.find_all('menu item', ''))
            return items[position] if len(items) > position else None
        return wait_for(find_item, 'the item “%s” of the menu “%s”' % (item, button))

    def type_into(self, node, text):
        if not Atspi.EditableText.set_text_contents(node.get_editable_text_iface(), text):
            raise Failure('the entry takes no text')

    # -- the screen --

    def picture(self, path):
        subprocess.run([find_program('import'), '-window', 'root', path], env=self.desktop.environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def resize(self, width, height):
        """Asks the window manager for another size of the newest window."""
        windows = list_windows()
        if not windows:
            raise Failure('no window to resize')
        resize_window(windows[-1], width, height)

    def centre(self):
        """A dialog that grows does so down and to the right here; a real desktop keeps it over its window."""
        _, _, width, height = find_window_place(list_windows()[-1])
        self.resize(width, height)


# Xlib itself: a tool for this is not always there, Xlib is

def _open_x():
    x = ctypes.CDLL('libX11.so.6')
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    x.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    if not display:
        raise Failure('no display')
    return x, display


def list_windows():
    """The windows the window manager manages, the oldest first."""
    x, display = _open_x()
    root = ctypes.c_ulong(x.XDefaultRootWindow(display))
    atom = x.XInternAtom(display, b'_NET_CLIENT_LIST', 0)
    kind, form, count, rest = ctypes.c_ulong(), ctypes.c_int(), ctypes.c_ulong(), ctypes.c_ulong()
    data = ctypes.POINTER(ctypes.c_ulong)()
    x.XGetWindowProperty(display, root, ctypes.c_ulong(atom), ctypes.c_long(0), ctypes.c_long(256), 0, ctypes.c_ulong(0),
                         ctypes.byref(kind), ctypes.byref(form), ctypes.byref(count), ctypes.byref(rest),
                         ctypes.byref(data))
    windows = [data[i] for i in range(count.value)]
    if data:
        x.XFree(data)
    x.XCloseDisplay(display)
    return windows


def find_window_place(window):
    x, display = _open_x()
    root, child = ctypes.c_ulong(), ctypes.c_ulong()
    left, top, width, height = ctypes.c_int(), ctypes.c_int(), ctypes.c_uint(), ctypes.c_uint()
    border, depth = ctypes.c_uint(), ctypes.c_uint()
    x.XGetGeometry(display, ctypes.c_ulong(window), ctypes.byref(root), ctypes.byref(left), ctypes.byref(top),
                   ctypes.byref(width), ctypes.byref(height), ctypes.byref(border), ctypes.byref(depth))
    x.XTranslateCoordinates(display, ctypes.c_ulong(window), root, 0, 0, ctypes.byref(left), ctypes.byref(top),
                            ctypes.byref(child))
    x.XCloseDisplay(display)
    return left.value, top.value, width.value, height.value


def resize_window(window, width, height):
    x, display = _open_x()
    x.XMoveResizeWindow(display, ctypes.c_ulong(window), (1280 - width) // 2, max(0, (800 - height) // 2), width, height)
    x.XSync(display, 0)
    x.XCloseDisplay(display)


def paint_background(colour=0x6a7d8f):
    """A plain ground, so that windows stand out in the pictures."""
    x, display = _open_x()
    root = ctypes.c_ulong(x.XDefaultRootWindow(display))
    x.XSetWindowBackground(display, root, ctypes.c_ulong(colour))
    x.XClearWindow(display, root)
    x.XSync(display, 0)
    x.XCloseDisplay(display)
