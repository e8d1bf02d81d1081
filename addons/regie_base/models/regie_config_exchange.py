from contextlib import closing

import psycopg2

from odoo import Command, api, models
from odoo.exceptions import UserError, ValidationError

from ..tools.exchange import ExchangeError, ExchangeLine, read_payload, write_payload

PLAIN_TYPES = ("boolean", "integer", "float", "monetary", "char", "text", "html", "selection", "date", "datetime")


class RegieConfigExchange(models.AbstractModel):
    """What a régie sets up and may give to another as a file: indicators, templates of dossiers.

    A model takes part by inheriting this one and naming two things::

        _inherit = ("regie.config.exchange", "mail.thread")
        _exchange_key = "code"                                  # designates a record in a file
        _exchange_fields = ("code", "name", "section_ids")      # what the file holds, in this order

    - ``records._exchange_export()`` answers the content of a file (a dict fit for JSON) that also holds, before them,
      the records that they need (``_exchange_requires``);
    - ``model._exchange_import(payload, dry_run=False)`` creates and updates the records of a file, of whatever model,
      under the user's rights, and answers an ``ExchangeLine`` per record: ``created``, ``updated`` (``changes`` names
      the fields), ``unchanged`` or ``refused`` (``message`` says why). A dry run takes everything back. Otherwise one
      refused record refuses the whole file (``UserError``, IND-44), so that a set is never half there.

    A many2one or many2many is written as the key of the record when its model takes part, else as its external
    identifier; a one2many as its records, in full, and its model must take part too (its key is then unique within the
    parent; lines that the file no longer holds are deleted). Translated texts are written in every language installed.
    Database numbers are never written; ``company_id`` is not either: what is imported belongs to the current régie.
    ``_exchange_read(name)`` and ``_exchange_write(name, value)`` are the two points to override for a field of its own
    kind.
    """

    _name = "regie.config.exchange"
    _description = "Configuration that can be given as a file"

    _exchange_key = "code"
    _exchange_fields = ()

    def _exchange_requires(self):
        """Records, of any model that takes part, that must be in the file before these: a list of recordsets."""
        return []

    def _exchange_export(self):
        """The content of a file that holds these records and, before them, those that they need."""
        order = {}
        self._exchange_collect(order)
        sets = {}
        for record in order:
            sets.setdefault(record._name, []).append(record._exchange_to_dict())
        return write_payload(list(sets.items()))

    def _exchange_collect(self, order):
        """Add these records to the keys of ``order``, each after the records that it needs."""
        for record in self:
            for required in record._exchange_requires():
                others = required - record if required._name == record._name else required
                others._exchange_collect(order)
            order.setdefault(record)

    def _exchange_to_dict(self):
        """The record as the file holds it."""
        self.ensure_one()
        return {name: self._exchange_read(name) for name in self._exchange_fields}

    def _exchange_read(self, name):
        """The value of a field as the file holds it."""
        self.ensure_one()
        field, value = self._fields[name], self[name]
        if field.type == "one2many":
            return [line._exchange_to_dict() for line in value]
        if field.type == "many2many":
            return sorted(self._exchange_reference(record) for record in value)
        if field.type == "many2one":
            return self._exchange_reference(value) if value else None
        if field.translate:
            return {code: self.with_context(lang=code)[name] or None for code in self._exchange_languages()}
        if field.type in ("date", "datetime"):
            return field.to_string(value) or None
        return value if value is not False or field.type == "boolean" else None

    @api.model
    def _exchange_languages(self):
        """The languages of a file: those installed. English, where it is not installed, only mirrors the others."""
        return sorted(code for code, _label in self.env["res.lang"].get_installed())

    @api.model
    def _exchange_texts(self, value):
        """The text of a file by language; a text written by hand without its language is in the user's."""
        return value if isinstance(value, dict) else {self.env.lang or self._exchange_languages()[0]: value}

    @api.model
    def _exchange_import(self, payload, dry_run=False):
        """Create and update the records of a file, and answer an ``ExchangeLine`` per record; see the class."""
        try:
            sets = read_payload(payload)
        except ExchangeError as error:
            raise UserError(self._exchange_error_message(error.reason)) from None
        with closing(self.env.cr.savepoint()) as savepoint:
            lines = [line for model, records in sets for line in self._exchange_import_set(model, records)]
            refused = [line for line in lines if line.is_refused]
            savepoint.close(rollback=dry_run or bool(refused))
        if refused and not dry_run:
            details = "\n".join(f"{line.name or line.key}: {line.message}" for line in refused)
            raise UserError(self.env._("Nothing was imported. Mend the file:\n%(details)s (IND-44)", details=details))
        return lines

    def _exchange_error_message(self, reason):
        """The sentence for a file that is not one of ours (IND-40)."""
        return {
            "json": self.env._("This file is not JSON, or was cut on the way. Ask for it again. (IND-40)"),
            "version": self.env._(
                "This file was written by a newer version of the software: update yours first. (IND-40)"
            ),
        }.get(reason, self.env._("This file does not hold indicators or templates of the régie. (IND-40)"))

    def _exchange_import_set(self, model_name, records):
        """Import the records of one model, each on its own so that one refusal does not hide the others."""
        model = self.env.get(model_name)
        if model is None or model._abstract or not hasattr(model, "_exchange_import_one"):
            message = self.env._(
                "“%(model)s” is unknown here: install the application that brings it. (IND-41)", model=model_name
            )
            return [ExchangeLine(model_name, str(data.get("code", "")), "", "refused", message) for data in records]
        return [model._exchange_import_one(data) for data in records]

    def _exchange_import_one(self, data):
        """Create or update one record of the file; its ``ExchangeLine``."""
        key = str(data.get(self._exchange_key) or "")
        name = data.get("name") or key
        name = next((text for text in name.values() if text), key) if isinstance(name, dict) else str(name)
        message = ""
        try:
            with self.env.cr.savepoint():
                status, changes = self._exchange_save(data)
                return ExchangeLine(self._name, key, name, status, changes=tuple(changes))
        except psycopg2.Error as error:
            message = self._sql_error_to_message(error)
        except (UserError, ValueError, TypeError, AttributeError) as error:
            message = str(error)
        return ExchangeLine(self._name, key, name, "refused", message)

    def _exchange_save(self, data):
        """Create the record, or write what differs; ``(status, changed fields)``."""
        self._exchange_check(data)
        record = self._exchange_find(data[self._exchange_key])
        if not record:
            record._exchange_apply(data)
            return "created", []
        before = record._exchange_to_dict()
        changed = {name: value for name, value in data.items() if not self._exchange_is_same(before[name], value)}
        if not changed:
            return "unchanged", []
        record._exchange_apply(changed)
        return "updated", list(changed)

    def _exchange_check(self, data):
        """Refuse a record without its key (IND-42) or with a field that this version does not know (IND-43)."""
        if not isinstance(data.get(self._exchange_key), str) or not data[self._exchange_key]:
            raise ValidationError(
                self.env._("Each record of the file needs its “%(key)s”. (IND-42)", key=self._exchange_key)
            )
        unknown = sorted(set(data) - set(self._exchange_fields))
        if unknown:
            raise ValidationError(
                self.env._(
                    "Unknown in the file: %(fields)s. Remove it, or update the software. (IND-43)",
                    fields=", ".join(unknown),
                )
            )

    def _exchange_is_same(self, ours, theirs):
        """Whether the file says what the record says already; languages that are not installed here do not count."""
        if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
            return all(map(self._exchange_is_same_line, ours, theirs))
        if isinstance(ours, dict):
            texts = self._exchange_texts(theirs)
            return all(ours[lang] == (text or None) for lang, text in texts.items() if lang in ours)
        return ours == theirs

    def _exchange_is_same_line(self, ours, theirs):
        """Whether an item of a list, a line or a reference, is the same."""
        if not isinstance(ours, dict) or not isinstance(theirs, dict):
            return ours == theirs
        return set(theirs) <= set(ours) and all(self._exchange_is_same(ours[name], theirs[name]) for name in theirs)

    def _exchange_find(self, key):
        """The record that a file designates by ``key``: of the current régie first, then the general one."""
        domain = [(self._exchange_key, "=", key)]
        if "company_id" not in self._fields:
            return self.with_context(active_test=False).search(domain, limit=1).with_env(self.env)
        domain.append(("company_id", "in", [False, self.env.company.id]))
        found = self.with_context(active_test=False).search(domain)
        return (found.filtered("company_id") or found)[:1].with_env(self.env)

    def _exchange_reference(self, record):
        """How a file designates a record that this one points to: its key, or its external identifier."""
        return record[record._exchange_key] if hasattr(record, "_exchange_key") else self._exchange_xmlid(record)

    def _exchange_xmlid(self, record):
        """The external identifier of a record that this one points to; ``UserError`` (IND-45) when it has none."""
        reference = record.get_external_id()[record.id]
        if not reference or reference.startswith("__"):
            raise UserError(
                self.env._(
                    "“%(name)s” points to “%(record)s”, which has no code outside this database: the file cannot "
                    "designate it. (IND-45)",
                    name=self.display_name,
                    record=record.display_name,
                )
            )
        return reference

    def _exchange_resolve(self, model_name, reference):
        """The record that a file designates; ``ValidationError`` (IND-46) when it is not here."""
        model = self.env[model_name]
        if hasattr(model, "_exchange_find"):
            record = model._exchange_find(reference)
        else:
            record = self.env.ref(reference, raise_if_not_found=False) or model
            record = record if record._name == model_name else model
        if not record:
            raise ValidationError(
                self.env._(
                    "“%(reference)s” is not here: add it, or put it earlier in the file. (IND-46)", reference=reference
                )
            )
        return record

    def _exchange_write(self, name, value):
        """The value to write for the one of the file; not called for a one2many."""
        field = self._fields[name]
        if field.type == "many2one":
            return self._exchange_resolve(field.comodel_name, value).id if value else False
        if field.type == "many2many":
            return [Command.set([self._exchange_resolve(field.comodel_name, key).id for key in value])]
        if field.translate:
            texts = self._exchange_texts(value)
            return texts.get("en_US") or next((text for text in texts.values() if text), False)
        if field.type not in PLAIN_TYPES or isinstance(value, dict | list):
            raise ValidationError(self.env._("The value of “%(field)s” is not one. (IND-47)", field=name))
        return False if value is None else value

    def _exchange_apply(self, data, **vals):
        """Create the record (``vals`` completes it) or write it, then its translations and its lines."""
        record = self
        lines = {name: value for name, value in data.items() if self._fields[name].type == "one2many"}
        vals.update({name: record._exchange_write(name, value) for name, value in data.items() if name not in lines})
        if record:
            record.with_context(lang="en_US").write(vals)
        else:
            record = self.with_context(lang="en_US").create(vals).with_env(self.env)
        record._exchange_apply_translations(data)
        for name, children in lines.items():
            record._exchange_apply_lines(name, children)
        return record

    def _exchange_apply_translations(self, data):
        """Write the texts of the file in the languages installed here."""
        by_name = {name: self._exchange_texts(data[name]) for name in data if self._fields[name].translate}
        for lang in self._exchange_languages():
            texts = {name: texts[lang] for name, texts in by_name.items() if texts.get(lang)}
            if texts:
                self.with_context(lang=lang).write(texts)

    def _exchange_apply_lines(self, name, children):
        """Make the lines of a one2many those of the file: same key, same line; the others are deleted."""
        self.ensure_one()
        field = self._fields[name]
        key = self.env[field.comodel_name]._exchange_key
        existing = {line[key]: line for line in self[name]}
        for child in children:
            line = existing.pop(child.get(key), self.env[field.comodel_name])
            line._exchange_check(child)
            line._exchange_apply(child, **{field.inverse_name: self.id})
        for line in existing.values():
            line.unlink()
