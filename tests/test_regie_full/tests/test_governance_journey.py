import base64
from datetime import datetime, timedelta
from pathlib import Path

from odoo import Command, http
from odoo.tests import HttpCase, tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase

SIGNATURE = Path(__file__).with_name("signature.png")
ENTER = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const taps = () => [...document.querySelectorAll(".o_door_person")];
    const find = (name) => taps().find((tap) => tap.textContent.includes(name));
    for (const name of %s) {
        if (!find(name)) { console.error("not on the list: " + name); return; }
        find(name).click();
        for (let tries = 0; find(name).getAttribute("aria-pressed") !== "true"; tries++) {
            if (tries > 50) { console.error("did not come in: " + name); return; }
            await wait(100);
        }
    }
    console.log("test successful");
})();
"""


@tagged("post_install", "-at_install")
class TestGovernanceJourney(GovernanceCase, HttpCase):
    """A board, from the convocation to the signed minutes: one administrator represents the landlord whose contract is
    on the agenda. The software finds it, keeps her out of the vote, and the minutes say so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_meeting_rule(cls.board, notice_days=0, notice_counting="calendar", article="13")
        for user in (cls.president, cls.secretary):
            user.write({"tour_enabled": False, "lang": "fr_FR", "tz": "Europe/Paris", "password": user.login})
        chair = cls._create_member(cls.president.partner_id)
        cls._create_mandate(chair, role="president")
        cls.clerk = cls._create_person("Ahmed Kacem")
        cls._create_mandate(cls._create_member(cls.clerk), role="secretary")
        cls.others = [cls._create_mandate().partner_id for _number in range(2)]
        cls.landlord = cls._create_body("Habitat des Acacias")
        cls.delegate = cls._create_person("Isabelle Fontaine", parent_id=cls.landlord.id)
        member = cls._create_member(cls.landlord, "BAI", representative_id=cls.delegate.id)
        cls._create_mandate(member, college="BAI")
        cls.meeting = cls._create_meeting(
            date=datetime.now().replace(microsecond=0) + timedelta(hours=1),
            chair_id=cls.president.partner_id.id,
            secretary_id=cls.clerk.id,
            place="Local de la régie",
        )
        cls.budget = cls._create_resolution(cls.meeting, "Budget", resolution_type="budget", sequence=1)
        cls.contract = cls._create_resolution(
            cls.meeting,
            "Contrat d'entretien des halls",
            resolution_type="contract",
            sequence=2,
            counterparty_ids=[Command.set(cls.landlord.ids)],
        )

    def _play(self, tour, record, user):
        path = {"regie.meeting": "regie-meetings", "regie.resolution": "resolutions"}[record._name]
        self.start_tour(f"/odoo/{path}/{record.id}", tour, login=user.login, timeout=90)
        self.env.invalidate_all()

    def _enter_at_the_door(self, *people):
        names = [person.name for person in people]
        self.browser_js(
            f"/governance/meeting/{self.meeting.id}/door",
            ENTER % names,
            "document.querySelector('.o_door_person') !== null",
            login=self.secretary.login,
            timeout=60,
        )
        self.env.invalidate_all()

    def _sign_by_link(self, line):
        """Sign as the person who opens the personal link on a phone, without an account."""
        self.authenticate(None, None)
        drawing = base64.b64encode(SIGNATURE.read_bytes()).decode()
        data = {"signature": f"data:image/png;base64,{drawing}", "csrf_token": http.Request.csrf_token(self)}
        response = self.url_open(f"/minutes/{line.access_token}/sign", data=data)
        self.assertEqual(response.status_code, 200)
        self.env.invalidate_all()

    def test_secretary_and_president_hold_a_board_with_a_recusal(self):
        self._play("regie_governance_convoke_tour", self.meeting, self.secretary)
        with self.subTest("everybody was convoked, the papers of the contract stay out of her reach"):
            self.assertEqual(self.meeting.state, "convoked")
            self.assertTrue(all(self.meeting.attendance_ids.mapped("date_sent")))
        self._enter_at_the_door(self.president.partner_id, self.clerk, self.delegate, self.others[0])
        with self.subTest("four of five are there"):
            self.assertEqual(len(self.meeting._get_present_lines()), 4)
        self._play("regie_governance_open_tour", self.meeting, self.president)
        self._play("regie_governance_vote_tour", self.budget, self.president)
        with self.subTest("everybody votes the budget"):
            self.assertEqual((self.budget.result, self.budget.count_for), ("adopted", 4))
        with self.subTest("the software found whom the contract concerns"):
            self.assertEqual(self.contract.conflict_ids.partner_id, self.delegate)
        self._play("regie_governance_recusal_tour", self.contract, self.president)
        self._play("regie_governance_vote_tour", self.contract, self.president)
        with self.subTest("she did not vote"):
            self.assertEqual((self.contract.result, self.contract.count_for), ("adopted", 3))
            her = self.contract.vote_line_ids.filtered(lambda line: line.attendance_id.partner_id == self.delegate)
            self.assertEqual(her.choice, "recused")
        self._play("regie_governance_close_tour", self.meeting, self.president)
        self._play("regie_governance_minutes_tour", self.meeting, self.secretary)
        with self.subTest("the minutes tell it"):
            minutes = str(self.meeting._prepare_minutes())
            self.assertIn(self.delegate.name, minutes)
        self._play("regie_governance_sign_tour", self.meeting, self.president)
        self.assertFalse(self.meeting.date_signed)
        self._sign_by_link(self.meeting.signature_ids.filtered(lambda line: line.partner_id == self.clerk))
        with self.subTest("signed by both, sealed, registered, and nothing changes any more"):
            self.assertEqual(self.meeting.state, "signed")
            year = self.meeting._get_day().year
            self.assertEqual(self.contract.number, f"{year}-CA-002")
            entries = self.env["regie.register.entry"].search([("meeting_id", "=", self.meeting.id)])
            self.assertEqual(set(entries.mapped("kind")), {"minutes", "deliberation"})
            self.assertIsNone(self.env["regie.register.entry"]._find_break(self.company))
            with self.assertRaisesRegex(Exception, "GOV-061"):
                self.contract.with_user(self.president).write({"title": "Autre chose"})
