"""axe-core on what the suite draws itself: no serious or critical fault. Odoo's own frame is left out."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import axe_playwright_python

from odoo.tests import HttpCase, tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase
from odoo.addons.regie_insertion.tests.common import InsertionCase
from odoo.addons.regie_landlord.tests.common import LandlordCase

# The progress bar is left out: Odoo's own, it says a value without a role.
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let tries = 0; !document.querySelector(%(part)s) && tries < 100; tries++) await wait(100);
    await wait(500);
    const context = { include: [[%(part)s]], exclude: [[".o_progress"]] };
    const found = await axe.run(context, { runOnly: ["wcag2a", "wcag2aa"] });
    const bad = found.violations.filter((fault) => ["serious", "critical"].includes(fault.impact));
    if (!document.querySelector(%(part)s)) console.error("not drawn: " + %(part)s);
    else if (bad.length) {
        console.error(JSON.stringify(bad.map((fault) => [fault.id, fault.nodes[0].html.slice(0, 300)])));
    } else console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestAccessibility(InsertionCase, HttpCase):
    """What a screen reader, a keyboard and tired eyes need, checked in the browser."""

    allow_end_on_form = True

    def _check_page(self, role, url, part):
        """Open a page as a person of this role and have axe read the part of it that is ours."""
        login = f"{role}.acces"
        if not self.env["res.users"].search_count([("login", "=", login)]):
            user = self._create_user(login, f"regie_base.group_role_{role}")
            user.write({"tour_enabled": False, "lang": "fr_FR"})
        self.browser_js(url, AXE + RUN % {"part": json.dumps(part)}, "odoo.isReady === true", login=login, timeout=60)

    def test_home_of_each_person(self):
        for role in ("director", "social_worker", "office", "team_leader"):
            with self.subTest(role=role):
                self._check_page(role, "/odoo/regie", ".o_kanban_renderer")

    def test_page_of_a_person_and_their_interview(self):
        adviser = self._create_user("social_worker.acces", "group_role_social_worker")
        adviser.write({"tour_enabled": False, "lang": "fr_FR"})
        pathway = self._create_pathway(social_worker=adviser)
        self.env["regie.barrier.assessment"].with_user(adviser).create(
            [
                {"pathway_id": pathway.id, "axis_id": axis.id, "level": "2"}
                for axis in self.env["regie.barrier.axis"].search([], limit=4)
            ]
        )
        interview = self.env["regie.interview"].with_user(adviser).create({"pathway_id": pathway.id})
        interview.confidential_note = "Elle cherche un logement."
        self._check_page("social_worker", f"/odoo/pathways/{pathway.id}", ".o_regie_page")
        self._check_page("social_worker", f"/odoo/interviews/{interview.id}", ".o_regie_note_confidential")

    def test_dashboards_of_the_director(self):
        self._create_annex(self._create_agreement(annex=False))
        self._check_page("director", "/odoo/exits-dashboard", ".o_form_sheet")

    def test_room_of_the_buyer(self):
        buyer = self._create_user("buyer.acces", "base.group_portal")
        self._create_clause(buyer_id=buyer.partner_id.id)
        code = AXE + RUN % {"part": json.dumps("#wrap")}
        self.browser_js("/my/clauses", code, "document.readyState === 'complete'", login=buyer.login, timeout=60)


@tagged("post_install", "-at_install")
class TestAccessibilityGovernance(GovernanceCase, HttpCase):
    """The pages that members and the secretary open on a phone, during a meeting."""

    browser_size = "360x740"

    def test_pages_of_a_meeting_on_a_phone(self):
        self._set_meeting_rule(self.board, notice_days=0, notice_counting="calendar", is_online_vote_allowed=True)
        chair, clerk, member = (
            self._create_mandate(role=role).partner_id for role in ("president", "secretary", "administrator")
        )
        start = datetime.now().replace(microsecond=0) + timedelta(hours=1)
        meeting = self._create_meeting(date=start, chair_id=chair.id, secretary_id=clerk.id)
        point = self._create_resolution(meeting, "Budget", text="<p>The board adopts the budget.</p>")
        meeting._convoke()
        self._enter(meeting, chair, clerk, member)
        meeting._open()
        point._open_vote()
        token = meeting.attendance_ids.filtered(lambda line: line.partner_id == member).sudo().access_token
        for url, part in ((f"/my/meeting/{token}", "#wrap"), (f"/vote/{token}", "body")):
            with self.subTest(url=url):
                self._read_page(url, part, None)
        self.secretary.write({"tour_enabled": False, "lang": "fr_FR"})
        with self.subTest("the door"):
            self._read_page(f"/governance/meeting/{meeting.id}/door", "#door", self.secretary.login)

    def _read_page(self, url, part, login):
        code = AXE + RUN % {"part": json.dumps(part)}
        self.browser_js(url, code, "document.readyState === 'complete'", login=login, timeout=60)


@tagged("post_install", "-at_install")
class TestAccessibilityNeighbourhood(LandlordCase, HttpCase):
    """The pages of the residents and of the landlord, on a phone."""

    browser_size = "360x740"

    def _read_page(self, url, part="main", login=None):
        code = AXE + RUN % {"part": json.dumps(part)}
        self.browser_js(url, code, "document.readyState === 'complete'", login=login, timeout=60)

    def test_label_and_report_of_a_resident(self):
        hall = self._create_hall()
        hall.public_notice = "<p>Works in the lift until Friday.</p>"
        for url in (f"/regie/s/{hall.qr_token}", f"/regie/s/{hall.qr_token}/report", "/regie/suivi"):
            with self.subTest(url=url):
                self._read_page(url)

    def test_month_of_the_landlord(self):
        estate = self._create_estate()
        self._create_done_pass(estate)
        for url in ("/my/landlord?month=2026-11", f"/my/landlord/sites/{estate['hall'].id}?month=2026-11"):
            with self.subTest(url=url):
                self._read_page(url, "#wrap", estate["contact"].login)
