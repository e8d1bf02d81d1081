from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common_social import SocialCase


class TestBarrier(SocialCase):
    """Barriers: dated levels that are never rewritten, and who sees them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pathway = cls._create_followed()

    def test_axes_are_the_twelve_of_the_state(self):
        axes = self.env["regie.barrier.axis"].search([("code", "!=", False)])
        shipped = self.env["ir.model.data"].search_count(
            [("module", "=", "regie_accompaniment"), ("model", "=", "regie.barrier.axis")]
        )
        self.assertEqual(shipped, 12)
        codes = {code for code, _name in axes._fields["state_code"].selection}
        self.assertEqual(codes, set(axes.mapped("state_code")))
        by_code = {axis.code: axis.sensitivity for axis in axes}
        self.assertEqual((by_code["sante"], by_code["handicap"], by_code["justice"]), ("art9", "art9", "art10"))
        self.assertEqual(
            sorted(axis.code for axis in axes if axis.sensitivity == "none"),
            ["francais", "mobilite", "numerique", "projet", "recherche"],
        )

    def test_assessment_is_corrected_the_same_day_by_its_author_only(self):
        with freeze_time("2026-03-02 09:00:00"):
            assessment = self._assess(self.pathway, level="3", date=date(2026, 3, 2))
            self.env.flush_all()
            self.env.cr.execute("UPDATE regie_barrier_assessment SET create_date = '2026-03-02 09:00:00'")
            self.env.invalidate_all()
            assessment.level = "2"
            with self.assertRule("INS-B01"):
                assessment.with_user(self.colleague).level = "1"
        with freeze_time("2026-03-03 09:00:00"):
            with self.assertRule("INS-B01"):
                assessment.level = "1"
            with self.assertRule("INS-B01"):
                assessment.unlink()

    def test_assessment_is_not_dated_in_the_future(self):
        with freeze_time("2026-03-02"), self.assertRule("INS-B02"):
            self._assess(self.pathway, date=date(2026, 3, 3))

    def test_justice_keeps_the_constraint_only(self):
        with self.assertRule("INS-B03"):
            self._assess(self.pathway, axis="mobilite", constraint_hours="Jeudi")
        kept = self._assess(self.pathway, axis="justice", constraint_hours="Libre le jeudi")
        texts = {
            name
            for name, field in kept._fields.items()
            if field.store and field.type in ("char", "text", "html") and not field.related
        }
        self.assertEqual(texts, {"constraint_hours", "constraint_place", "constraint_contact"})

    def test_picture_shows_the_entry_now_and_the_way_between(self):
        for day, level in ((1, "3"), (10, "2"), (20, "1")):
            self._assess(self.pathway, level=level, date=date(2026, 3, day))
        picture = self.pathway.with_user(self.cip).barrier_picture
        [axis] = picture["axes"]
        self.assertEqual((axis["entry"], axis["now"], len(axis["points"])), (3, 1, 3))
        self.assertEqual(len(picture["levels"]), 4)

    def test_sensitive_axis_stays_in_the_case(self):
        self._assess(self.pathway, axis="sante")
        self._assess(self.pathway, axis="mobilite")
        assessments = self.env["regie.barrier.assessment"].with_user(self.colleague)
        seen = assessments.search([("pathway_id", "=", self.pathway.id)])
        self.assertEqual(seen.axis_id.mapped("code"), ["mobilite"])
        names = [axis["sensitive"] for axis in self.pathway.with_user(self.colleague).barrier_picture["axes"]]
        self.assertEqual(names, [False])
        self.company.is_case_shared = True
        self.assertEqual(len(seen.search([("pathway_id", "=", self.pathway.id)])), 2)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.models")
    def test_nobody_else_reads_assessments(self):
        assessment = self._assess(self.pathway, axis="sante")
        for role in ("office", "director", "team_leader", "accountant", "board_member", "cashier"):
            with self.subTest(role=role):
                self.assertFalse(assessment.with_user(self.users[role]).has_access("read"))
                pathway = self.pathway.with_user(self.users[role])
                with self.assertRaises(AccessError):
                    pathway.read(["assessment_ids"])
                with self.assertRaises(AccessError):
                    pathway.read(["barrier_picture"])

    def test_team_leader_sees_the_level_of_the_own_team_only(self):
        self._assess(self.pathway, level="3", axis="mobilite", date=date(2026, 3, 1))
        self._assess(self.pathway, level="1", axis="mobilite", date=date(2026, 3, 9))
        self._assess(self.pathway, level="3", axis="sante")
        leader = self.users["team_leader"]
        levels = self.env["regie.barrier.level"].with_user(leader)
        self.assertFalse(levels.search([]))
        boss = self.env["hr.employee"].create({"name": "Leader", "user_id": leader.id, "company_id": self.company.id})
        self.team.manager_id = boss
        self.env.flush_all()
        self.env.invalidate_all()
        rows = levels.search([("employee_id", "=", self.pathway.employee_id.id)])
        self.assertEqual([(row.axis_id.code, row.level) for row in rows], [("mobilite", "1")])
        self.assertFalse({"author_id", "partner_id", "source"} & set(levels._fields))
        other = self._create_pathway(
            self._create_employee(department_id=self.env["hr.department"].create({"name": "Green"}).id)
        )
        self._assess(other)
        self.env.flush_all()
        self.assertEqual(levels.search([]), rows)

    def test_summary_hides_what_is_too_small(self):
        mobility = self.env.ref("regie_accompaniment.barrier_axis_mobilite")
        budget = self.env.ref("regie_accompaniment.barrier_axis_budget")
        for number in range(5):
            pathway = self._create_followed()
            self._assess(pathway, level="2", axis="mobilite", date=date(2026, 3, 1))
            self._assess(pathway, level="0" if number < 2 else "2", axis="mobilite", date=date(2026, 3, 9))
            if number < 4:
                self._assess(pathway, axis="budget")
        self.env.flush_all()
        summary = self.env["regie.barrier.summary"].with_user(self.director)
        rows = summary.search([("company_id", "=", self.company.id)])
        row = rows.filtered(lambda row: row.axis_id == mobility)
        texts = (row.people_text, row.entry_text, row.now_text, row.better_text)
        self.assertEqual(texts, ("5", "5", "secret", "secret"))
        row = rows.filtered(lambda row: row.axis_id == budget)
        self.assertEqual((row.people_text, row.entry_text), ("secret", "secret"))
        groups = rows._read_group([("id", "in", row.ids)], ["axis_id"], ["people:sum", "entry:sum"])
        self.assertEqual([group[1:] for group in groups], [(False, False)])

    def test_grid_records_what_changed_only(self):
        self._assess(self.pathway, level="3", axis="mobilite", date=date(2026, 3, 1))
        wizard = Form(
            self.env["regie.barrier.assess"].with_user(self.cip).with_context(default_pathway_id=self.pathway.id)
        ).save()
        by_code = {line.axis_id.code: line for line in wizard.line_ids}
        self.assertEqual(by_code["mobilite"].level, "3")
        self.assertFalse(by_code["numerique"].level)
        by_code["numerique"].level = "1"
        wizard.action_save()
        rows = self.env["regie.barrier.assessment"].search([("pathway_id", "=", self.pathway.id)])
        self.assertEqual(sorted(rows.axis_id.mapped("code")), ["mobilite", "numerique"])
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows.filtered(lambda row: row.axis_id.code == "numerique").author_id, self.cip)
