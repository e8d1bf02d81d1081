"""A member, a neighbour and a tool library that opens every morning, for the tests of the portal."""

from datetime import timedelta

from odoo import Command, fields, http
from odoo.tests import HttpCase

from .common import LoanCase


class PortalCase(LoanCase, HttpCase):
    """Two members with their own space."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_user("member", "base.group_portal")
        cls.neighbour = cls._create_user("neighbour", "base.group_portal")
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Every day",
                "tz": "Europe/Paris",
                "attendance_ids": [
                    Command.create({"name": "Day", "dayofweek": str(day), "hour_from": 9, "hour_to": 12})
                    for day in range(7)
                ],
            }
        )
        cls.site = cls._create_place("premises", cls._create_place("residence"), calendar_id=calendar.id)
        cls.model = cls._create_model(
            "Hammer drill", deposit=50, safety_sheet=b"JVBERi0xLjQK", safety_sheet_name="s.pdf"
        )
        cls.model.item_ids.site_id = cls.site

    def _slot(self, days=2):
        """A free hour, and the first return after it."""
        day = fields.Date.context_today(self.env.user) + timedelta(days=days)
        start = next(slot[0] for slot in dict(self.model._get_week(day))[day] if slot[2])
        return start, next(one[0] for one in self.model._get_returns(start) if one[2])

    def _post(self, path, **data):
        return self.url_open(path, data={"csrf_token": http.Request.csrf_token(self), **data}, timeout=30)

    def _book(self, start, due, **data):
        return self._post(f"/my/outils/{self.model.id}/reserver", start=start.isoformat(), due=due.isoformat(), **data)

    def _loans(self, user):
        return self.env["regie.loan"].search([("partner_id", "=", user.partner_id.id)])
