import json
from datetime import date

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import BaseCase, Form, tagged

from ..tools import cohort_draw
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestCohortDraw(BaseCase):
    """Anybody can do the draw again."""

    @settings(max_examples=60, deadline=None)
    @given(
        sizes=st.lists(st.integers(1, 12), min_size=1, max_size=5),
        cohorts=st.integers(2, 4),
        seed=st.text(min_size=1, max_size=12),
    )
    def test_cohorts_are_even_in_the_organ_and_in_each_college(self, sizes, cohorts, seed):
        start, colleges = 0, []
        for size in sizes:
            colleges.append(list(range(start, start + size)))
            start += size
        drawn = cohort_draw.draw(seed, colleges, cohorts)
        for keys in [range(start), *colleges]:
            counts = [sum(drawn[key] == cohort for key in keys) for cohort in range(1, cohorts + 1)]
            self.assertLessEqual(max(counts) - min(counts), 1)
        self.assertEqual(drawn, cohort_draw.draw(seed, [keys[::-1] for keys in colleges], cohorts))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 10:00:00")
class TestMandateEnd(GovernanceCase):
    """How mandates end, who comes after, who goes out by lot."""

    def _end_by_wizard(self, mandate, **vals):
        wizard = self.env["regie.mandate.end"].with_user(self.secretary)
        wizard = wizard.create({"mandate_id": mandate.id, "end_reason": "resignation", **vals})
        return wizard.action_end()

    def test_resignation_ends_the_mandate_and_that_of_the_bureau(self):
        mandate = self._create_mandate()
        seat = self._create_mandate(mandate.membership_id, organ=self.bureau, role="member")
        self._end_by_wizard(mandate, date_end="2026-05-31")
        self.assertEqual((mandate.state, mandate.end_reason), ("ended", "resignation"))
        self.assertEqual(seat.date_end, date(2026, 5, 31))

    def test_mandate_ends_once(self):
        mandate = self._create_mandate(date_end="2026-05-01")
        with self.assertRule("already ended"):
            mandate._end(date(2026, 5, 31), "resignation")

    def test_elected_successor_finishes_the_term(self):
        mandate = self._create_mandate(date_end_planned="2027-06-30", cohort=2)
        successor = self._create_member()
        action = self._end_by_wizard(mandate, date_end="2026-05-31", succession="election", membership_id=successor.id)
        new = self.env["regie.mandate"].browse(action["res_id"])
        self.assertEqual((new.date_start, new.date_end_planned), (date(2026, 6, 1), date(2027, 6, 30)))
        self.assertEqual((new.replaces_id, new.cohort, new.role_id), (mandate, 2, mandate.role_id))

    def test_succession_without_a_name_is_refused(self):
        with self.assertRule("Choose the successor"):
            self._end_by_wizard(self._create_mandate(), succession="election")

    def test_coopted_successor_sits_until_the_assembly_which_ratifies(self):
        self.statutes.is_cooptation_allowed = True
        mandate = self._create_mandate(date_end_planned="2027-06-30")
        assembly = self._create_meeting(self.assembly, date="2026-09-10 16:00:00")
        mandate._end(date(2026, 5, 31), "death")
        new = mandate._replace(self._create_member(), "cooptation")
        self.assertEqual((new.date_end_planned, new.is_to_ratify), (date(2026, 9, 10), True))
        with self.assertRule("GOV-016"):
            new.action_ratify()
        assembly.date_opened = "2026-09-10 16:00:00"
        with freeze_time("2026-09-11"):
            new.action_ratify()
            self.assertEqual((new.date_ratified, new.date_end_planned), (date(2026, 9, 10), date(2027, 6, 30)))
            self.assertFalse(new.is_to_ratify)

    def test_cooptation_that_the_assembly_forgot_is_told_once(self):
        self.statutes.is_cooptation_allowed = True
        mandate = self._create_mandate(origin="cooptation", date_start="2026-01-10")
        assembly = self._create_meeting(self.assembly, date="2026-05-20 16:00:00")
        self.env["regie.mandate"]._cron_watch()
        self.assertFalse(mandate.activity_ids)
        assembly.write({"date_opened": "2026-05-20 16:00:00"})
        assembly.write({"date_closed": "2026-05-20 18:00:00"})
        self.assertEqual(len(mandate.activity_ids), 1)
        self.assertIn("to ratify. (GOV-016)", mandate.activity_ids.summary)
        self.env["regie.mandate"]._cron_watch()
        self.assertEqual(len(mandate.activity_ids), 1)

    # Quality

    def _reasons(self, mandate):
        mandate.invalidate_recordset()
        return mandate.lost_quality

    def test_inhabitant_who_moved_out_is_to_look_at(self):
        here, elsewhere = self._create_territory(), self._create_territory()
        self.company.regie_territory_id = here
        mandate = self._create_mandate()
        self.assertFalse(self._reasons(mandate), "nothing is known of the address")
        mandate.partner_id.territory_id = here
        self.assertFalse(self._reasons(mandate))
        mandate.partner_id.territory_id = elsewhere
        self.assertEqual(self._reasons(mandate), "moved")
        self.assertIn(mandate, self.env["regie.mandate"].search([("lost_quality", "=", "moved")]))
        self.assertNotIn(mandate, self.env["regie.mandate"].search([("lost_quality", "=", False)]))

    def test_administrator_reads_who_sits_without_the_register_of_members(self):
        mandate = self._create_mandate(self._create_member(self._create_body("Habitat Sud"), college="BAI"))
        mandate.membership_id.representative_id = self._create_person()
        self.env.invalidate_all()
        mandate = mandate.with_user(self.reader)
        self.assertEqual(mandate.lost_quality, "withdrawn")
        organ = self.board.with_user(self.reader)
        self.assertIn("Habitat Sud", organ.sitting_html)
        self.assertIn("Social landlords", organ.seats_html)
        self.assertTrue(mandate.read(["is_employee", "absence_streak", "training_hours", "is_to_ratify"]))

    def test_landlord_may_live_anywhere(self):
        mandate = self._create_mandate(college="BAI")
        mandate.partner_id.territory_id = self._create_territory()
        self.company.regie_territory_id = self._create_territory()
        self.assertFalse(self._reasons(mandate))

    def test_representative_who_is_no_longer_designated_is_to_look_at(self):
        mandate = self._create_mandate(self._create_member(self._create_body(), college="BAI"))
        self.assertFalse(self._reasons(mandate))
        mandate.membership_id.representative_id = self._create_person()
        self.assertEqual(self._reasons(mandate), "withdrawn")

    def test_end_of_the_membership_is_to_look_at(self):
        mandate = self._create_mandate(college="PAR")
        mandate.membership_id.write({"date_end": "2026-05-15", "end_reason": "dissolution"})
        self.assertEqual(self._reasons(mandate), "dissolution")

    def test_night_tells_of_lost_quality_and_of_passed_terms_once(self):
        moved = self._create_mandate()
        moved.partner_id.territory_id = self._create_territory()
        moved.partner_id.territory_id = False
        overdue = self._create_mandate(date_end_planned="2026-05-01")
        cron = self.env.ref("regie_governance.regie_mandate_cron_watch")
        for _twice in range(2):
            cron.ir_actions_server_id.run()
        self.assertIn("moved out of the territory", moved.activity_ids.summary)
        self.assertIn("have the seat renewed", overdue.activity_ids.summary)

    def _miss(self, mandate, day, **vals):
        """Close a meeting that the holder missed."""
        meeting = self._create_meeting(date=f"{day} 16:00:00")
        meeting._sync_attendance()
        line = meeting.attendance_ids.filtered(lambda one: one.mandate_id == mandate)
        line.write(vals)
        meeting.write({"date_opened": f"{day} 16:00:00", "date_closed": f"{day} 18:00:00"})
        return meeting

    def test_absences_in_a_row_propose_the_end(self):
        self.statutes.absence_limit = 3
        mandate = self._create_mandate()
        for month, excused in (("01", False), ("02", True), ("03", False), ("04", False)):
            self._miss(mandate, f"2026-{month}-10", is_excused=excused)
        self.assertFalse(self._reasons(mandate), "an excuse breaks the row")
        self._miss(mandate, "2026-05-10")
        self.assertEqual((self._reasons(mandate), mandate.absence_streak), ("absence", 3))
        self.assertIn("Absences", mandate.activity_ids.summary)

    def test_presence_breaks_the_row(self):
        self.statutes.absence_limit = 1
        mandate = self._create_mandate()
        self._miss(mandate, "2026-04-10")
        self.assertEqual(self._reasons(mandate), "absence")
        meeting = self._create_meeting(date="2026-05-10 16:00:00")
        meeting._sync_attendance()
        self._enter(meeting, mandate.partner_id)
        meeting.write({"date_opened": "2026-05-10 16:00:00", "date_closed": "2026-05-10 18:00:00"})
        self.assertFalse(self._reasons(mandate))

    def test_mandate_window_proposes_the_reason_that_was_noticed(self):
        mandate = self._create_mandate(self._create_member(self._create_body(), college="BAI"))
        mandate.membership_id.representative_id = self._create_person()
        action = mandate.with_user(self.secretary).action_end()
        form = Form(self.env["regie.mandate.end"].with_user(self.secretary).with_context(**action["context"]))
        self.assertEqual(form.end_reason, "withdrawn")

    def test_suspended_seat_is_not_convoked(self):
        mandate, other = self._create_mandate(), self._create_mandate()
        mandate.action_suspend()
        meeting = self._create_meeting(date="2026-06-10 16:00:00")
        meeting._sync_attendance()
        self.assertEqual(meeting.attendance_ids.mandate_id, other)
        with self.assertRule("Only a seat in force"):
            mandate.action_suspend()
        self.assertEqual(self.env["regie.mandate"].search([("is_suspended", "=", True)]), mandate)
        mandate.action_resume()
        meeting._sync_attendance()
        self.assertEqual(meeting.attendance_ids.mandate_id, mandate | other)

    # Cohorts and renewal

    def _draw(self, number=6, seed="read out loud"):
        for _each in range(number):
            self._create_mandate(date_start="2026-05-20")
        self.statutes.write({"cohort_count": 3, "mandate_years": 3})
        wizard = self.env["regie.mandate.cohorts"].with_user(self.secretary)
        wizard = wizard.create({"organ_id": self.board.id, "seed": seed})
        return self.env["regie.mandate.draw"].browse(wizard.action_draw()["res_id"])

    def test_draw_gives_even_cohorts_with_their_terms_and_can_be_done_again(self):
        draw = self._draw()
        mandates = self.board.mandate_ids
        self.assertEqual(sorted(mandates.mapped("cohort")), [1, 1, 2, 2, 3, 3])
        terms = {mandate.cohort: mandate.date_end_planned for mandate in mandates}
        self.assertEqual(terms, {1: date(2027, 5, 19), 2: date(2028, 5, 19), 3: date(2029, 5, 19)})
        self.assertTrue(draw.is_proved)
        again = cohort_draw.draw("read out loud", [mandates.ids], 3)
        self.assertEqual(again, {mandate.id: mandate.cohort for mandate in mandates})
        entry = self.env["regie.register.entry"].search([("kind", "=", "mandate")], limit=1)
        self.assertIn("read out loud", entry.summary)

    def test_draw_never_changes(self):
        draw = self._draw()
        with self.assertRule("never changes"):
            draw.seed = "another"
        with self.assertRule("never deleted"):
            draw.unlink()
        with self.assertRaises(AccessError):
            draw.with_user(self.secretary).unlink()
        result = json.loads(draw.result)
        first = next(iter(result))
        result[first] = result[first] % 3 + 1
        self.cr.execute("UPDATE regie_mandate_draw SET result = %s WHERE id = %s", [json.dumps(result), draw.id])
        draw.invalidate_recordset()
        self.assertFalse(draw.is_proved, "what was altered shows")

    def test_draw_needs_as_many_people_as_cohorts(self):
        with self.assertRule("at least two cohorts"):
            self._draw(2)

    def test_renewal_lists_who_goes_out_and_seats_the_elected(self):
        self._draw()
        self.statutes.is_cooptation_allowed = True
        self._create_meeting(self.assembly, date="2027-06-10 16:00:00")
        wizard = Form(self.env["regie.mandate.renewal"].with_context(default_organ_id=self.board.id))
        self.assertEqual(wizard.date, date(2027, 6, 10))
        wizard = wizard.save()
        self.assertEqual(set(wizard.line_ids.mandate_id.mapped("cohort")), {1})
        same, other = wizard.line_ids
        elected = self._create_member()
        same.outcome = "same"
        other.write({"outcome": "other", "membership_id": elected.id})
        new = self.env["regie.mandate"].search(wizard.action_renew()["domain"])
        self.assertEqual(new.membership_id, same.mandate_id.membership_id | elected)
        self.assertEqual(set(new.mapped("date_start")), {date(2027, 6, 10)})
        self.assertEqual(set(new.mapped("date_end_planned")), {date(2030, 6, 9)})
        self.assertEqual(set((same | other).mandate_id.mapped("date_end")), {date(2027, 6, 9)})
        self.assertEqual(set((same | other).mandate_id.mapped("end_reason")), {"term"})

    def test_renewal_asks_who_was_elected(self):
        self._create_mandate(date_end_planned="2026-06-30")
        wizard = self.env["regie.mandate.renewal"].create({"organ_id": self.board.id})
        with self.assertRule("Say of one seat"):
            wizard.action_renew()
        wizard.line_ids.outcome = "other"
        with self.assertRule("Name who was elected"):
            wizard.action_renew()
        wizard.line_ids.outcome = "empty"
        wizard.action_renew()
        self.assertEqual(self.board.mandate_ids.state, "ended")
