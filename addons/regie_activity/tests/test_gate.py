from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from .common_outcomes import OutcomeCase


@freeze_time("2026-03-02")
class TestGate(OutcomeCase):
    """No session without the papers that its kind asks for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls._create_kind("Childcare")
        cls.gate = cls._create_gate(cls.kind, name="Agreement for childcare")
        cls.session = cls._create_session(cls.kind)

    def test_session_without_the_paper_is_refused(self):
        with self.assertRaisesRegex(UserError, r"Agreement for childcare missing or expired.*\(E-ACT-03\)"):
            self.session._check_gates()
        self.assertEqual(self.session.regie_missing_gate_ids, self.gate)
        self.assertEqual(self.gate.state, "missing")

    def test_paper_in_force_on_the_days_of_the_session_opens_it(self):
        self._hold(self.gate)
        self.session._check_gates()
        self.env.invalidate_all()
        self.assertFalse(self.session.regie_missing_gate_ids)
        self.assertEqual(self.gate.state, "valid")

    def test_paper_that_ends_the_day_before_is_refused_and_on_the_day_accepted(self):
        paper = self._hold(self.gate, date_to="2026-03-03")
        with self.assertRaisesRegex(UserError, "E-ACT-03"):
            self.session._check_gates()
        paper.date_to = "2026-03-04"
        self.session._check_gates()

    def test_day_of_the_session_is_the_day_on_the_wall(self):
        """A session that begins at half past midnight in Paris begins on the day before in UTC."""
        self._hold(self.gate, date_from="2026-07-02", date_to="2026-07-02")
        night = self._create_session(self.kind, "2026-07-01 22:30:00", "2026-07-01 23:30:00")
        night._check_gates()

    def test_paper_of_another_regie_opens_nothing(self):
        self._hold(self.gate, company_id=self._create_company().id)
        with self.assertRaisesRegex(UserError, "E-ACT-03"):
            self.session._check_gates()

    def test_paper_of_one_session_opens_that_one_only(self):
        bar = self._create_gate(name="Temporary bar", scope="event")
        feast = self._create_session(regie_gate_ids=bar.ids)
        other = self._create_session(regie_gate_ids=bar.ids)
        with self.assertRaisesRegex(ValidationError, "E-GATE-01"), self.env.cr.savepoint():
            self._hold(bar)
        self._hold(bar, event_id=feast.id)
        feast._check_gates()
        with self.assertRaisesRegex(UserError, r"Temporary bar.*E-ACT-03"):
            other._check_gates()

    def test_facilitator_is_told_and_reads_no_more_than_the_paper(self):
        user = self._create_user("facilitator", "regie_activity.group_role_facilitator")
        paper = self._hold(self.gate)
        self.session.with_user(user)._check_gates()
        with self.assertRaises(AccessError):
            paper.with_user(user).date_to = "2027-12-31"

    def test_shipped_gates_open_from_their_kinds(self):
        gate = self.env.ref("regie_activity.gate_sap_under3")
        self.assertEqual((gate.months, gate.scope), (60, "company"))
        paper = self.env["regie.regulatory.document"].create({"gate_id": gate.id, "date_from": "2026-01-01"})
        self.assertEqual(paper.date_to, date(2030, 12, 31))

    def test_renewal_follows_the_paper_and_is_asked_once(self):
        paper = self._hold(self.gate, date_to="2026-04-15")
        far = self._hold(self._create_gate(), date_to="2026-08-31")
        cron = self.env.ref("regie_activity.regie_regulatory_document_cron_warn")
        self.env.flush_all()
        for _run in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(len(paper.activity_ids), 1)
        self.assertEqual(paper.activity_ids.date_deadline, date(2026, 4, 15))
        self.assertFalse(far.activity_ids)
        context = paper.action_renew()["context"]
        self.assertEqual(context["default_date_from"], date(2026, 4, 16))
        self.env["regie.regulatory.document"].with_context(**context).create({"number": "B"})
        self.assertTrue(paper.next_ids)
        paper.date_to = "2026-04-30"
        self.assertFalse(paper.date_warned)

    def test_nobody_writes_by_hand_that_a_renewal_was_asked(self):
        manager = self._create_user("manager", "regie_activity.group_activity_manager")
        paper = self._hold(self.gate).with_user(manager)
        with self.assertRaisesRegex(UserError, "FACT-01"):
            paper.date_warned = "2026-03-02"
        with self.assertRaisesRegex(UserError, "FACT-01"):
            paper.create({"gate_id": self.gate.id, "date_warned": "2026-03-02"})
