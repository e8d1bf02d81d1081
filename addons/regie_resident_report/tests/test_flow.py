import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import Form

from .common import ReportCase


class TestFlow(ReportCase):
    """Who handles a report: the régie, the landlord, the town; what was ended may be opened again."""

    def _create_landlord_report(self, **vals):
        owner = self._create_partner("Habitat", email="gardien@habitat.example")
        return self._create_report(self._create_place("residence", own_owner_id=owner.id), **vals)

    def _close(self, report):
        report.with_user(self.office).action_close()
        return report

    def test_leak_is_passed_on_to_the_owner_of_the_site(self):
        report = self._create_landlord_report(kind="leak", photo_ids=[self._photo(is_public=True), self._photo()])
        self.assertEqual((report.routing, report.partner_id), ("landlord", report.site_id.owner_id))
        before = self.env["mail.mail"].search([])
        report.with_user(self.office).action_transfer()
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.recipient_ids, report.partner_id)
        self.assertEqual(len(mail.attachment_ids), 1, "only the photo that may be shown")
        self.assertEqual(report.state, "transferred")

    def test_report_for_the_town_is_not_sent_to_the_landlord(self):
        report = self._create_landlord_report(kind="leak").with_user(self.office)
        report.routing = "town"
        self.assertFalse(report.partner_id)
        town = self._create_partner("Ville", regie_role_ids=self.env.ref("regie_base.partner_role_authority").ids)
        report.partner_id = town
        report.routing = "other"
        self.assertEqual(report.partner_id, town)
        square = self._create_place("neighbourhood", own_owner_id=town.id)
        self.assertEqual(self._create_report(square, kind="playground").partner_id, town)

    def test_report_is_not_passed_on_to_nobody(self):
        nobody = self._create_report(kind="leak").with_user(self.office)
        own = self._create_report(kind="cleaning").with_user(self.office)
        for report in (nobody, own):
            with self.assertRaisesRegex(UserError, "E-REP-06"):
                report.action_transfer()
        with self.assertRaisesRegex(UserError, "E-REP-06"):
            own.action_remind()

    def test_recipient_who_does_not_answer_is_reminded(self):
        report = self._create_landlord_report(kind="door").with_user(self.office)
        report.action_transfer()
        report.action_remind()
        report.action_remind()
        self.assertEqual(report.reminder_count, 2)
        self.assertTrue(report.date_reminded)
        report.action_resolve()
        with self.assertRaisesRegex(UserError, "E-REP-06"):
            report.action_remind()

    def test_report_that_is_not_followed_up_says_why(self):
        report = self._create_report().with_user(self.office)
        with self.assertRaisesRegex(UserError, "E-REP-08"):
            report._reject(" ")
        wizard = self.env["regie.resident.report.reject"].with_user(self.office)
        wizard.create({"report_id": report.id, "reason": "Private ground."}).action_reject()
        self.assertEqual((report.state, report.answer_public), ("rejected", "Private ground."))

    def test_pass_takes_the_worksite_and_the_team_of_the_nearest_service(self):
        hall = self._create_hall()
        far = self._create_service(site=hall.parent_id.parent_id)
        near = self._create_service(site=hall.parent_id, department_id=self._create_team().id)
        report = self._create_report(hall, kind="cleaning").with_user(self.office)
        report.category_id.sudo().service_type_id = False
        self.assertNotEqual(report._get_nearest_service(), far)
        form = Form(
            self.env["regie.resident.report.pass"].with_user(self.office).with_context(default_report_id=report.id)
        )
        self.assertEqual(form.project_id, near.project_id)
        form.save().action_plan()
        one = report.intervention_ids
        self.assertEqual((one.site_id, one.department_id), (hall, near.department_id))
        self.assertEqual(one.service_type_id, near.service_type_id)

    def test_missed_pass_leaves_the_report_to_be_done_and_its_catch_up_answers_it(self):
        report = self._create_report()
        one = self._create_report_pass(report)
        self._write_fact(one, date_missed="2026-02-02")
        self.assertEqual(report.state, "qualified")
        again = self.env["regie.intervention"].create(
            {
                "project_id": one.project_id.id,
                "site_id": one.site_id.id,
                "service_type_id": one.service_type_id.id,
                "caught_up_id": one.id,
            }
        )
        self.assertEqual(again.report_id, report)
        self.assertEqual(report.state, "assigned")

    def test_every_pass_of_the_report_is_done_before_it_is_solved(self):
        report = self._create_report()
        first, second = self._create_report_pass(report), self._create_report_pass(report)
        self._write_fact(first, date_done=Datetime.now())
        self.assertEqual(report.state, "assigned")
        self._write_fact(second, date_cancelled=Datetime.now())
        self.assertEqual(report.state, "resolved")
        self._write_fact(first, date_done=False)
        self.assertEqual(report.state, "assigned")

    def test_report_opened_again_forgets_what_was_done_and_gets_a_new_delay(self):
        report = self._create_report()
        one = self._create_report_pass(report)
        self._write_fact(one, date_done=Datetime.subtract(Datetime.now(), minutes=1))
        self._close(report)
        report.sudo().sla_deadline = False
        report.with_user(self.office).action_reopen()
        self.assertEqual((report.state, report.reopen_count), ("qualified", 1))
        self.assertFalse(report.date_closed or report.date_resolved)
        self.assertGreater(report.sla_deadline, Datetime.now())

    def test_closing_twice_changes_nothing(self):
        report = self._close(self._create_report())
        moment = report.date_closed
        self._close(report)
        self.assertEqual(report.date_closed, moment)

    def test_handling_is_for_the_office(self):
        own = self.env["regie.resident.report"].with_user(self.leader)
        site = self._create_place("neighbourhood")
        code = own.create_from_field({"site_id": site.id, "category_id": self._kind().id, "description": "Rats"})
        report = own.search([("tracking_code", "=", code)])
        acts = ("qualify", "plan_pass", "transfer", "remind", "resolve", "close", "reject_wizard", "reopen")
        for act in acts:
            with self.subTest(act=act), self.assertRaises(AccessError):
                getattr(report, f"action_{act}")()
        with self.assertRaises(AccessError):
            report.action_merge()

    def test_site_counts_the_reports_on_what_stands_in_it(self):
        hall = self._create_hall()
        self._create_report(hall)
        self._close(self._create_report(hall))
        residence = hall.parent_id.parent_id.with_user(self.office)
        self.assertEqual(residence.open_report_count, 1)
        domain = residence.action_view_reports()["domain"]
        self.assertEqual(self.env["regie.resident.report"].search_count(domain), 2)

    def test_new_rights_and_pages_open_from_the_report(self):
        report = self._create_report().with_user(self.office)
        self.assertIn(report.tracking_code, report.action_open_tracking()["url"])
        one = self._create_report_pass(report)
        self.assertEqual(self.env["regie.intervention"].search(report.action_view_passes()["domain"]), one)
        self.assertEqual(report.action_plan_pass()["context"], {"default_report_id": report.id})
        self.assertEqual(report.action_reject_wizard()["context"], {"default_report_id": report.id})

    def test_team_reports_what_it_sees_on_the_way(self):
        team = self._create_team(self.leader)
        one = self._create_pass_on_site(service=self._create_service(department_id=team.id)).with_user(self.leader)
        keys = {kind["key"]: kind["pictogram"] for kind in one._get_anomaly_kinds()}
        self.assertEqual(keys["leak"], self._kind("leak").pictogram)
        report = one._report_anomaly("leak", [base64.b64encode(self._picture("JPEG"))])
        self.assertEqual((report.channel, report.category_id), ("agent", self._kind("leak")))
        self.assertEqual((report.site_id, len(report.photo_ids)), (one.site_id, 1))
        self.assertEqual(one._report_anomaly("unheard of", []).category_id, self._kind("other"))
