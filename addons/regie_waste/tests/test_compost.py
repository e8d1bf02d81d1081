from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from odoo.addons.regie_base.tools.scope import Scope

from .common import WasteCase


class TestCompost(WasteCase):
    """A neighbourhood compost: who answers for it, what is brought in a week, its temperature."""

    def test_compost_without_a_trained_referent_does_not_open(self):
        for missing in ({"referent_id": False}, {"date_training": False}, {"date_training": "2099-01-01"}):
            compost = self._create_compost(is_open=False, **missing)
            with self.assertRaisesRegex(UserError, "E-COMP-02"):
                compost.action_open()
            self.assertEqual(compost.state, "preparation")

    def test_open_compost_keeps_its_referent(self):
        compost = self._create_compost(is_open=False)
        compost.action_open()
        self.assertEqual(compost.state, "open")
        with self.assertRaisesRegex(UserError, "E-COMP-02"):
            compost.referent_id = False
        compost.action_close()
        self.assertEqual(compost.state, "closed")

    def test_week_goes_from_monday_to_sunday_across_the_new_year(self):
        weeks = [self.env["regie.compost.log"]._get_week(date(2026, 12, 28) + timedelta(n)) for n in (0, 6, 7)]
        self.assertEqual(weeks, ["2026-W53", "2026-W53", "2027-W01"])

    def test_more_than_a_tonne_in_a_week_is_refused(self):
        compost, other = self._create_compost(), self._create_compost()
        self._bring(compost, 600, "2026-03-02")
        self._bring(compost, 400, "2026-03-08")
        with self.assertRaisesRegex(ValidationError, r"\(1001 kg\).*E-COMP-01"):
            self._bring(compost, 1, "2026-03-05")
        self._bring(compost, 1000, "2026-03-09")
        self._bring(other, 1000, "2026-03-05")

    def test_ceiling_holds_when_a_line_is_corrected_or_moved(self):
        compost = self._create_compost()
        self._bring(compost, 600, "2026-03-02")
        later = self._bring(compost, 500, "2026-03-09")
        for vals in ({"date": "2026-03-03"}, {"weight_in": 1001}):
            with self.assertRaisesRegex(ValidationError, "E-COMP-01"), self.cr.savepoint():
                later.write(vals)

    def test_batch_of_lines_is_counted_as_a_whole(self):
        compost = self._create_compost()
        rows = [{"compost_id": compost.id, "weight_in": 300, "date": "2026-03-02"} for _n in range(4)]
        with self.assertRaisesRegex(ValidationError, "E-COMP-01"):
            self.env["regie.compost.log"].create(rows)

    def test_compost_that_is_not_open_is_not_fed_but_its_compost_is_taken(self):
        compost = self._create_compost(is_open=False)
        with self.assertRaisesRegex(ValidationError, "E-COMP-03"):
            self._bring(compost, 10)
        self._bring(compost, 0, weight_out=50)
        self.assertEqual(compost.weight_out, 50)

    def test_compost_stands_on_a_site_of_its_kind(self):
        with self.assertRaisesRegex(ValidationError, "E-COMP-04"):
            self._create_compost(site_id=self._create_hall().id)

    def test_opening_is_not_written_by_hand(self):
        office = self._create_user("office.compost", "group_role_office")
        compost = self._create_compost(is_open=False, referent_id=False).with_user(office)
        for vals in ({"date_opened": "2026-01-01"}, {"state": "open"}):
            with self.assertRaisesRegex(UserError, "E-COMP-05"):
                compost.write(vals)

    def test_temperature_is_late_after_the_days_of_the_parameter(self):
        compost, preparing = self._create_compost(), self._create_compost(is_open=False)
        today = fields.Date.today()
        self.assertTrue(compost.is_temperature_late)
        self._bring(compost, 5, today - timedelta(8), temperature=55)
        compost.invalidate_recordset()
        late = self.env["regie.compost.site"].search([("is_temperature_late", "=", True)])
        self.assertTrue(compost.is_temperature_late and compost in late)
        self.assertNotIn(preparing, late)
        self._bring(compost, 5, today - timedelta(2), temperature=60)
        compost.invalidate_recordset()
        self.assertFalse(compost.is_temperature_late)
        self.assertNotIn(compost, self.env["regie.compost.site"].search([("is_temperature_late", "=", True)]))

    def test_sanitary_by_laws_above_their_volume(self):
        self.assertEqual([self._create_compost(volume=size).is_large for size in (5, 5.5)], [False, True])

    def test_only_open_compost_is_proposed_to_whoever_logs(self):
        self.env["regie.compost.site"].search([]).active = False
        compost = self._create_compost()
        self.assertEqual(self.env["regie.compost.log"].default_get(["compost_id"])["compost_id"], compost.id)
        self._create_compost()
        self.assertFalse(self.env["regie.compost.log"].default_get(["compost_id"]).get("compost_id"))

    def test_team_leader_logs_a_visit(self):
        leader = self._create_user("leader.compost", "group_role_team_leader")
        log = self.env["regie.compost.log"].with_user(leader)
        compost = self._create_compost()
        entry = log.create({"compost_id": compost.id, "weight_in": 12, "date": "2026-03-02"})
        self.assertEqual((entry.user_id, entry.week), (leader, "2026-W10"))
        self.assertEqual(self.env["regie.compost.log"].search(compost.action_view_log()["domain"]), entry)

    def test_ceiling_asks_the_same_queries_for_one_line_and_for_twenty(self):
        compost = self._create_compost()
        counts = []
        for number, week in ((1, "2026-03-02"), (20, "2026-03-09")):
            rows = [{"compost_id": compost.id, "weight_in": 1, "date": week} for _n in range(number)]
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.env["regie.compost.log"].create(rows)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_composted_and_digested_biowaste_add_up(self):
        compost = self._create_compost()
        self._bring(compost, 300)
        self._create_movement("food", 200, treatment="methanisation", gone=True)
        self._create_movement("food", 50, treatment="storage", gone=True)
        scope = Scope.for_year(self.company, date(2026, 3, 1))
        indicator = self.env.ref("regie_waste.indicator_biowaste_composted")
        self.assertEqual(indicator._compute_result(scope).value, 500)
        self.assertIsNone(indicator._compute_result(Scope.for_year(self.company, date(2024, 3, 1))).value)


class TestBiowaste(WasteCase):
    """What a site offers to its residents, and how many are equipped."""

    def test_buckets_of_the_halls_are_those_of_the_residence(self):
        hall = self._create_hall(housing_count=40)
        residence = hall.parent_id.parent_id
        give = self.env["regie.biowaste.distribution"].create
        give({"site_id": hall.id, "bucket_count": 8, "date": "2026-03-02"})
        give({"site_id": residence.id, "bucket_count": 2, "explained_count": 5, "date": "2026-03-02"})
        self.assertEqual((residence.bucket_count, residence.bucket_rate, hall.bucket_count), (10, 25, 8))
        self.assertEqual(
            len(self.env["regie.biowaste.distribution"].search(residence.action_view_buckets()["domain"])), 2
        )
        scope = Scope.for_year(self.company, date(2026, 3, 1))
        self.assertEqual(self.env.ref("regie_waste.indicator_buckets_given")._compute_result(scope).value, 10)

    def test_distribution_of_nothing_is_refused(self):
        gifts = self.env["regie.biowaste.distribution"]
        constraint = gifts._table_objects["regie_biowaste_distribution_counts_positive"]
        self.assertIn("(E-BIO-01)", constraint.get_error_message(gifts))

    def test_biowaste_of_a_year_is_collected_and_composted(self):
        hall = self._create_hall()
        residence = hall.parent_id.parent_id
        self._create_movement("food", 30, site_id=hall.id, date=fields.Date.today(), gone=True)
        self._create_movement("wood_b", 70, site_id=hall.id, date=fields.Date.today(), gone=True)
        compost = self._create_compost(site_id=self._create_place("compost", residence).id)
        self._bring(compost, 12, fields.Date.today())
        self.assertEqual(residence.biowaste_weight, 42)
