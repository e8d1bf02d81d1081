from datetime import date

from freezegun import freeze_time

from odoo.addons.regie_base.tools.scope import Scope

from .common import SIGNATURE, QualityCase, picture


class TestQualityReport(QualityCase):
    """The trend of a lot or a site, the figure of the landlord's report, and what is printed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._create_partner()
        cls.site = cls._create_hall(own_owner_id=cls.owner.id)
        cls.lot = cls._create_lot()
        # 24 of 24, then 2 of 16 points
        cls._create_inspection(4, 4, 4, site=cls.site, lot_id=cls.lot.id, done=True)
        cls.bad = cls._create_inspection(1, 0, grid=cls._create_grid(2, 2), site=cls.site, lot_id=cls.lot.id, done=True)

    def _score(self, **narrowings):
        scope = Scope(self.company, date(2026, 2, 1), date(2026, 2, 28), **narrowings)
        return self.env["regie.indicator"]._compute_quality_score(scope)

    def test_score_of_a_month_weighs_each_inspection_by_what_was_noted(self):
        report = self.env["regie.quality.report"]
        domain = [("lot_id", "=", self.lot.id)]
        [(month, score, visits)] = report._read_group(
            domain, ["date:month"], ["score:avg", "inspection_id:count_distinct"]
        )
        # (100 × 6 + 12.5 × 4) ÷ 10
        self.assertEqual((month, float(score), visits), (date(2026, 2, 1), 65, 2))

    def test_contested_and_unfinished_inspections_are_left_out(self):
        self._create_inspection(0, 0, 0, site=self.site, lot_id=self.lot.id)
        self.bad.contest("Claire Petit", "No")
        self.assertEqual(self._score(partner=self.owner).value, 100)
        self.bad.sign("Claire Petit", SIGNATURE)
        self.assertEqual(self._score(partner=self.owner).value, 65)

    def test_indicator_answers_for_a_landlord_a_territory_or_says_there_is_none(self):
        self.assertEqual(self._score(partner=self.owner).value, 65)
        self.assertEqual(self._score(partner=self.lot.buyer_id).value, 65)
        stranger = self._score(partner=self._create_partner("Nobody"))
        self.assertEqual((stranger.value, stranger.reason), (None, "no_data"))
        territory = self._create_territory()
        self.assertIsNone(self._score(territory=territory).value)
        self.site.own_territory_id = territory
        self.assertEqual(self._score(territory=territory).value, 65)
        indicator = self.env.ref("regie_quality.indicator_quality_score")
        self.assertEqual(indicator.code, "quality_score")

    def test_board_reads_the_trend_and_no_inspection(self):
        board = self._create_user("board", "group_role_board_member")
        report = self.env["regie.quality.report"].with_user(board)
        groups = report._read_group([("lot_id", "=", self.lot.id)], [], ["score:avg"])
        self.assertEqual(float(groups[0][0]), 65)
        self.assertFalse(self.env["regie.quality.inspection"].with_user(board).has_access("read"))

    @freeze_time("2026-03-05")
    def test_site_is_compared_with_the_others_of_its_owner(self):
        other = self._create_hall(own_owner_id=self.owner.id)
        self._create_inspection(4, 4, 0, site=other, done=True)
        self._create_inspection(4, 4, 4, site=self.site, done=True)
        residence = self.site.parent_id.parent_id
        # over twelve months: 50 points of 64 in this hall, 20 of 24 in the other
        self.assertEqual((other.quality_score, self.site.quality_score), (83.33, 78.13))
        self.assertEqual(residence.quality_score, 78.13, "what stands in it")
        self.assertEqual(other.owner_quality_score, 79.55)

    def test_printed_inspection_shows_notes_photos_and_signature_and_no_inspector(self):
        leader = self._create_user("leader", "group_role_team_leader")
        leader.name = "Mariam Koné"
        inspection = self._create_inspection(4, 4, 1, site=self.site, inspector_id=leader.id)
        inspection.line_ids[2].write({"photo": picture("red"), "comment": "Mud"})
        inspection.action_done()
        inspection.sign("Claire Petit", SIGNATURE)
        report = self.env["ir.actions.report"]
        html = report._render_qweb_html("regie_quality.report_inspection", inspection.ids)[0].decode()
        for shown in (inspection.name, "Mud", "Claire Petit", inspection.seal, "data:image/jpg"):
            self.assertIn(shown, html)
        self.assertNotIn("Mariam", html)
        report = report.with_context(force_report_rendering=True)
        content = report._render_qweb_pdf("regie_quality.report_inspection", inspection.ids)[0]
        self.assertTrue(content.startswith(b"%PDF"))

    def test_month_of_a_lot_is_printed_with_its_trend(self):
        service = self._create_service(project=self._create_site(self.lot))
        self._create_pass_on_site("2026-02-04", service).sudo().date_missed = "2026-02-04"
        self._create_inspection(4, 4, 4, lot_id=self.lot.id, date="2026-01-15", done=True)
        wizard = self.env["regie.quality.month"].create({"lot_ids": self.lot.ids, "date": "2026-02-10"})
        action = wizard.action_print()
        html = self.env["ir.actions.report"]._render_qweb_html(action["report_name"], self.lot.ids, action["data"])[0]
        html = html.decode()
        for shown in (r"65[.,]00", r"100[.,]00", "Criterion 2", service.site_id.name):
            self.assertRegex(html, shown)

    def test_month_of_ten_lots_takes_the_queries_of_one(self):
        model = self.env["report.regie_quality.report_lot_month"]
        lots = self.lot
        for _number in range(9):
            lot = self._create_lot()
            self._create_inspection(4, 4, 0, lot_id=lot.id, done=True)
            lots |= lot
        counts = []
        for some in (lots[:1], lots):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            model._get_months(some, date(2026, 2, 1), date(2026, 2, 28))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
