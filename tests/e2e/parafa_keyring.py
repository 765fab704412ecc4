# Copyright 2026 The Parafa developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what lies in the keyring of the session bus, as its owner may."""

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.secrets'
PATH = '/org/freedesktop/secrets'


def read_keyring(application='ro.parafa'):
    """[(label, attributes, secret as text)] of the program's items."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

    def call(path, interface, method, parameters, reply):
        return bus.call_sync(NAME, path, interface, method, parameters, GLib.VariantType(reply), 0, 20000, None).unpack()

    _, session = call(PATH, 'org.freedesktop.Secret.Service', 'OpenSession',
                      GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))), '(vo)')
    (collections,) = call(PATH, 'org.freedesktop.DBus.Properties', 'Get',
                          GLib.Variant('(ss)', ('org.freedesktop.Secret.Service', 'Collections')), '(v)')
    paths = []
    for collection in collections:
        (found,) = call(collection, 'org.freedesktop.DBus.Properties', 'Get',
                        GLib.Variant('(ss)', ('org.freedesktop.Secret.Collection', 'Items')), '(v)')
        paths += found
    items = []
    for item in paths:
        (attributes,) = call(item, 'org.freedesktop.DBus.Properties', 'Get',
                             GLib.Variant('(ss)', ('org.freedesktop.Secret.Item', 'Attributes')), '(v)')
        (label,) = call(item, 'org.freedesktop.DBus.Properties', 'Get',
                        GLib.Variant('(ss)', ('org.freedesktop.Secret.Item', 'Label')), '(v)')
        if not any(value.startswith(application) for value in attributes.values()):
            continue
        ((_, _, secret, _),) = call(item, 'org.freedesktop.Secret.Item', 'GetSecret', GLib.Variant('(o)', (session,)),
                                    '((oayays))')
        items.append((label, attributes, bytes(secret).decode(errors='replace')))
    return items
