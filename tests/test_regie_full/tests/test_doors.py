"""Every page that an outsider can call: an unknown key opens nothing and changes nothing; reading changes nothing.

What each person, another one, an ended link and another régie get is tested beside each page, in its addon.
"""

import json
import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

from odoo import http
from odoo.sql_db import Cursor
from odoo.tests import HttpCase, tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase

WRITES = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?((?:regie|res_partner|mail|event|survey)\w*)', re.IGNORECASE
)
FILLERS = {"int": "999999999", "string": "k" * 43, "model": "nobody-999999999"}


@tagged("post_install", "-at_install")
class TestDoors(GovernanceCase, HttpCase):
    """The pages of the suite, found in the routing table: a new one is tried without a word."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls._create_user("porte.portail", "base.group_portal")
        cls.portal.password = cls.portal.login

    @contextmanager
    def _writes(self):
        """Give the set of the tables that are written meanwhile."""
        written = set()
        execute = Cursor.execute

        def spy(cursor, query, *args, **kwargs):
            text = getattr(query, "code", query)
            if isinstance(text, str) and (match := WRITES.match(text)):
                written.add(match[1])
            return execute(cursor, query, *args, **kwargs)

        with mock.patch.object(Cursor, "execute", spy):
            yield written

    def _get_routes(self):
        """Return ``[(url, routing)]`` of the controllers of the suite."""
        ir_http = self.env["ir.http"]
        modules = sorted(self.env.registry._init_modules)
        return [
            (url, endpoint.routing)
            for url, endpoint in ir_http._generate_routing_rules(modules, ir_http._get_converters())
            if endpoint.original_endpoint.__module__.startswith("odoo.addons.regie_")
        ]

    def _fill(self, url):
        """Return an address with keys that nobody was given."""

        def filler(match):
            kind = match[1].split("(")[0]
            return match[1][4:-1].split(",")[0] if kind == "any" else FILLERS[kind]

        return re.sub(r"<([^:>]+):\w+>", filler, url)

    def _call(self, url, routing):
        """Call an address as its route expects; return its status, that of the error for a JSON one."""
        if routing["type"] == "jsonrpc":
            body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": {}})
            answer = self.url_open(url, data=body, headers={"Content-Type": "application/json"}).json()
            error = answer.get("error", {})
            return error.get("code", 200), error.get("data", {}).get("name", "")
        if "GET" in (routing["methods"] or ["GET"]):
            return self.url_open(url, allow_redirects=False).status_code, ""
        data = {"csrf_token": http.Request.csrf_token(self)}
        return self.url_open(url, data=data, allow_redirects=False).status_code, ""

    def test_suite_has_doors(self):
        urls = [url for url, _routing in self._get_routes()]
        self.assertGreater(len(urls), 40)
        self.assertIn("/vote/<string:token>", urls)

    def test_unknown_key_opens_nothing_and_changes_nothing(self):
        for login in (None, self.portal.login):
            self.authenticate(login, login)
            for url, routing in self._get_routes():
                if "<" not in url:
                    continue
                address = self._fill(url)
                with self.subTest(address=address, login=login), self._writes() as written:
                    status, error = self._call(address, routing)
                    if routing["type"] == "jsonrpc":
                        refused = {"SessionExpiredException", "AccessError", "NotFound", "MissingError"}
                        self.assertIn(error.split(".")[-1], refused)
                    elif login is None and routing["auth"] == "user":
                        self.assertEqual(status, 303)
                    elif re.search(r"/page/\d+$", address):
                        self.assertIn(status, (200, 303, 404))
                    else:
                        # Odoo's own pages, which an addon extends, say 403
                        self.assertIn(status, (404,) if "/survey/" not in address else (403, 404))
                    self.assertFalse(written)

    def test_reading_a_meeting_its_vote_and_its_minutes_changes_nothing(self):
        self._set_meeting_rule(self.board, notice_days=0, notice_counting="calendar", is_online_vote_allowed=True)
        chair = self._create_mandate(self._create_member(self.president.partner_id), role="president").partner_id
        clerk = self._create_mandate(role="secretary").partner_id
        meeting = self._create_meeting(
            date=datetime.now().replace(microsecond=0) + timedelta(hours=1), chair_id=chair.id, secretary_id=clerk.id
        )
        point = self._create_resolution(meeting)
        meeting._convoke()
        self._enter(meeting, chair, clerk)
        meeting._open()
        point._open_vote()
        token = meeting.attendance_ids.filtered(lambda line: line.partner_id == clerk).sudo().access_token
        self.authenticate(None, None)
        pages = [
            f"/my/meeting/{token}",
            f"/vote/{token}",
            f"/vote/{token}/state",
            f"/my/meeting/{token}/invitation.ics",
        ]
        self._read_pages(pages)
        point.action_complete_for()
        point._close_vote()
        meeting._close()
        meeting.action_write_minutes()
        meeting.action_approve_minutes()
        key = meeting.signature_ids.filtered(lambda line: line.partner_id == clerk).sudo().access_token
        self._read_pages([f"/minutes/{key}", f"/minutes/{key}/pdf"])

    def _read_pages(self, pages):
        self.env.flush_all()
        self.env.cr.precommit.run()
        for page in pages:
            with self.subTest(page=page), self._writes() as written:
                self.assertEqual(self.url_open(page).status_code, 200)
                self.assertFalse(written)
