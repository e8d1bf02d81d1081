from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError

from .common import QualityCase


class TestPenalty(QualityCase):
    """What the contract takes back, proposed once the month is over, decided by the director, invoiced by nobody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls._create_lot(penalty_missed=30, penalty_point=25)
        cls.service = cls._create_service(project=cls._create_site(cls.lot))

    def _miss(self, day, reason=None, **vals):
        missed = self._create_pass_on_site(day, self.service, **vals)
        missed.sudo().write({"date_missed": day, "reason_id": reason.id if reason else False})
        return missed

    def _propose(self, day=date(2026, 2, 10)):
        return self.env["regie.penalty"]._propose(day)

    def test_missed_pass_costs_what_the_contract_says(self):
        missed = self._miss("2026-02-04")
        self._miss("2026-03-01")
        penalty = self._propose()
        self.assertEqual(
            (penalty.kind, penalty.intervention_id, penalty.amount, penalty.date, penalty.state),
            ("missed", missed, 30, date(2026, 2, 4), "proposed"),
        )

    def test_excused_pass_costs_nothing(self):
        excused = self.env.ref("regie_gup.reason_no_access")
        guilty = self.env.ref("regie_gup.reason_absent")
        self._miss("2026-02-04", excused)
        own = self._miss("2026-02-05", guilty)
        self.assertEqual(self._propose().intervention_id, own)

    def test_pass_excused_since_takes_its_proposal_away(self):
        missed = self._miss("2026-02-04")
        self.assertEqual(len(self._propose()), 1)
        missed.sudo().reason_id = self.env.ref("regie_gup.reason_no_access")
        self.assertFalse(self._propose())
        self.assertFalse(self.env["regie.penalty"].search([("lot_id", "=", self.lot.id)]))

    def test_score_below_the_threshold_costs_for_each_whole_point(self):
        self._create_inspection(4, 3, 1, lot_id=self.lot.id, done=True)
        # 79.17 for 80: less than a whole point
        self.assertFalse(self._propose())
        self._create_inspection(3, 3, 1, lot_id=self.lot.id, done=True)
        # (19 + 16) ÷ 48 = 72.92: 7.08 points below 80
        penalty = self._propose()
        self.assertEqual((penalty.kind, penalty.amount, penalty.date), ("quality", 7 * 25, date(2026, 2, 28)))
        self.assertIn("72.92", penalty.note)

    def test_site_with_a_threshold_of_its_own_lowers_what_is_asked(self):
        self.service.site_id.quality_threshold = 60
        self._create_inspection(3, 3, 1, lot_id=self.lot.id, site=self.service.site_id, done=True)
        self.assertFalse(self._propose())

    def test_contested_inspection_does_not_count(self):
        inspection = self._create_inspection(0, 0, 0, lot_id=self.lot.id, done=True)
        inspection.contest("Claire Petit", "Not that hall")
        self.assertFalse(self._propose())

    def test_month_never_goes_beyond_the_cap(self):
        self.lot.penalty_cap = 70
        for day in (4, 5, 6):
            self._miss(f"2026-02-{day:02}")
        self.assertEqual(self._propose().mapped("amount"), [30, 30, 10])

    def test_refused_penalty_leaves_its_place_under_the_cap_and_never_comes_back(self):
        self.lot.penalty_cap = 30
        first = self._miss("2026-02-04")
        penalty = self._propose()
        penalty.decide(False, "The gate was locked")
        second = self._miss("2026-02-05")
        self.assertEqual(self._propose().intervention_id, second)
        self.assertEqual(penalty.intervention_id, first)

    def test_caught_up_pass_is_told_to_who_decides(self):
        missed = self._miss("2026-02-04")
        again = self._create_pass_on_site("2026-02-06", self.service, caught_up_id=missed.id)
        again.sudo().date_done = "2026-02-06 09:00:00"
        self.assertIn("2026", self._propose().note)

    def test_lot_without_penalties_proposes_none(self):
        self.lot.write({"penalty_missed": 0, "penalty_point": 0})
        self._miss("2026-02-04")
        self.assertFalse(self._propose())

    def test_penalty_written_by_hand_for_the_pass_is_left_alone(self):
        missed = self._miss("2026-02-04")
        own = self.env["regie.penalty"].create(
            {
                "name": "Agreed",
                "lot_id": self.lot.id,
                "kind": "missed",
                "intervention_id": missed.id,
                "amount": 5,
                "date": "2026-02-04",
            }
        )
        self.assertEqual(self._propose(), own)
        self.assertEqual(own.amount, 5)

    @freeze_time("2026-03-05")
    def test_cron_proposes_last_month_and_twice_is_once(self):
        self._miss("2026-02-04")
        cron = self.env.ref("regie_quality.regie_penalty_cron_propose")
        for _time in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
            self.assertEqual(self.env["regie.penalty"].search_count([("lot_id", "=", self.lot.id)]), 1)

    def test_thirty_lots_are_proposed_in_a_constant_number_of_queries(self):
        self._miss("2026-02-04")
        counts = []
        for _round in range(2):
            lots = [self._create_lot(penalty_missed=30, penalty_point=25) for _number in range(10)]
            for lot in lots:
                service = self._create_service(project=self._create_site(lot))
                self._create_pass_on_site("2026-02-04", service).sudo().date_missed = "2026-02-04"
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._propose()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 5)

    def test_director_accepts_or_refuses_with_a_reason(self):
        director = self._create_user("director", "group_role_director")
        self._miss("2026-02-04")
        self._miss("2026-02-05")
        first, second = self._propose().with_user(director)
        wizard = self.env["regie.penalty.decide"].with_user(director)
        wizard.create({"penalty_ids": first.ids}).action_confirm()
        self.assertEqual((first.state, first.decided_by_id), ("accepted", director))
        with self.assertRule("E-PEN-05"):
            wizard.create({"penalty_ids": second.ids, "decision": "refuse"}).action_confirm()
        wizard.create({"penalty_ids": second.ids, "decision": "refuse", "reason": "Strike"}).action_confirm()
        self.assertEqual((second.state, second.reason), ("refused", "Strike"))
        for act in (lambda: first.decide(False, "No"), lambda: first.write({"amount": 1}), lambda: first.unlink()):
            with self.assertRule("E-PEN-04"):
                act()

    def test_decision_is_not_written_by_hand(self):
        director = self._create_user("director", "group_role_director")
        self._miss("2026-02-04")
        penalty = self._propose().with_user(director)
        for vals in ({"date_accepted": "2026-03-01"}, {"state": "accepted"}, {"reason": "x"}, {"is_automatic": False}):
            with self.subTest(vals=vals), self.assertRule("E-PEN-03"):
                penalty.write(vals)
        with self.assertRule("E-PEN-03"):
            penalty.create({"name": "X", "lot_id": self.lot.id, "amount": 1, "date_refused": "2026-03-01"})

    def test_office_reads_penalties_and_decides_nothing(self):
        office = self._create_user("office", "group_role_office")
        self._miss("2026-02-04")
        penalty = self._propose().with_user(office)
        self.assertEqual(penalty.amount, 30)
        with self.assertRaises(AccessError):
            penalty.decide(True, False)
        with self.assertRaises(AccessError):
            self.env["regie.quality.month"].with_user(office).create({"lot_ids": self.lot.ids}).action_propose()

    def test_amount_is_above_zero_and_a_pass_is_penalised_once(self):
        penalty = {"name": "X", "lot_id": self.lot.id, "date": "2026-02-04"}
        for vals in ({"amount": 0}, {"amount": -5}):
            with self.subTest(vals=vals), self.assertRule("E-PEN-01"):
                self.env["regie.penalty"].create({**penalty, **vals})
        missed = self._miss("2026-02-04")
        vals = {**penalty, "kind": "missed", "intervention_id": missed.id, "amount": 5}
        self.env["regie.penalty"].create(vals)
        with self.assertRule("E-PEN-02"):
            self.env["regie.penalty"].create(vals)
        with self.assertRule("E-PEN-01"):
            self.lot.penalty_missed = -1

    def test_month_wizard_opens_what_it_proposed(self):
        self._miss("2026-02-04")
        wizard = self.env["regie.quality.month"].create({"lot_ids": self.lot.ids, "date": "2026-02-15"})
        action = wizard.action_propose()
        self.assertEqual(self.env["regie.penalty"].search(action["domain"]).lot_id, self.lot)
