"""Builders of what a phone sends."""

import itertools

from odoo import fields

from odoo.addons.regie_gup.tests.common_field import FieldCase, picture

_uids = itertools.count(1)


class PhoneCase(FieldCase):
    """A team leader with their phone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)

    @classmethod
    def _create_pass_today(cls, **vals):
        """Create a pass of the team, today."""
        return cls._create_pass_of_team(cls.today, **vals)

    @classmethod
    def _prepare_entry(cls, entry_kind, one, at="2026-02-02T08:00:00.000Z", /, **data):
        """An entry as the phone sends it."""
        return {"uid": f"{next(_uids):032x}", "kind": entry_kind, "pass": one.id, "at": at, "data": data}

    @classmethod
    def _prepare_photo(cls, one, kind="photo_after", **data):
        return cls._prepare_entry("photo", one, kind=kind, image=picture(), **data)

    @classmethod
    def _send(cls, *entries, user=None, sent_at="2026-02-02T08:00:00.000Z"):
        """Send entries as a user; return what the phone is answered, by the result of each."""
        model = cls.env["regie.field.entry"].with_user(user or cls.leader)
        answers = model._receive(list(entries), sent_at)
        cls.messages = {answer["uid"]: answer["message"] for answer in answers}
        return [answer["result"] for answer in answers]
