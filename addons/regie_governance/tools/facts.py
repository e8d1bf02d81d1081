"""Facts of records as plain values that can be sealed, and what differs between two sets of them."""

import base64
import json

from odoo.fields import Date, Datetime

from odoo.addons.regie_base.tools.dossier_seal import decimal_text, seal


def plain(record, name):
    """Answer the value of a stored field as text, whole number, boolean or list: what a seal accepts.

    Links are ids; files carry their name and the SHA-256 of their content, so that a file changed in place is seen.
    """
    field, value = record._fields[name], record[name]
    if field.type == "many2one":
        return value.id or ""
    if field.type == "many2many":
        if field.comodel_name == "ir.attachment":
            return sorted([attachment.id, attachment.name, seal(attachment.raw or b"")] for attachment in value)
        return sorted(value.ids)
    if field.type == "binary":
        content = record.with_context(bin_size=False)[name]
        return seal(base64.b64decode(content)) if content else ""
    if field.type == "datetime":
        return Datetime.to_string(value) or ""
    if field.type == "date":
        return Date.to_string(value) or ""
    if field.type in ("float", "monetary"):
        return decimal_text(value)
    if field.type in ("boolean", "integer"):
        return value or (0 if field.type == "integer" else False)
    if field.type == "json":
        return json.dumps(value, sort_keys=True)
    return str(value or "")


def differences(sealed, current):
    """Answer ``[(model, id, field)]``: what is no longer what was sealed; field is None for a record added or gone.

    Fields that did not exist when the minutes were sealed are left out.

    >>> differences({"m": {"1": {"a": "x"}, "2": {}}}, {"m": {"1": {"a": "y", "b": 1}, "3": {}}})
    [('m', '1', 'a'), ('m', '2', None), ('m', '3', None)]
    >>> differences({"m": {"1": {"a": "x"}}}, {"m": {"1": {"a": "x"}}, "new": {}})
    []
    """
    found = []
    for model, records in sealed.items():
        there = current.get(model, {})
        for key in sorted({*records, *there}, key=int):
            if key not in records or key not in there:
                found.append((model, key, None))
                continue
            now = there[key]
            found += [(model, key, name) for name, value in records[key].items() if now.get(name, "") != value]
    return found
