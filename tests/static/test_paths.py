"""Addresses of screens: two addons never claim the same one, since they meet in one database."""

import re
from collections import defaultdict

from repository import ADDONS, addon_names, files_of, where

PATH = re.compile(r'<field name="path">([^<]+)</field>')


def test_addresses_of_screens_are_unique():
    owners = defaultdict(list)
    for addon in addon_names():
        for path in files_of(addon, ".xml"):
            if path.relative_to(ADDONS / addon).parts[0] != "i18n":
                for address in PATH.findall(path.read_text("utf-8")):
                    owners[address].append(where(path))
    assert not {address: found for address, found in owners.items() if len(found) > 1}
