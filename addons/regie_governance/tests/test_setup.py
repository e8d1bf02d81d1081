from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.regie_base.tests.common import RegieCase


@tagged("post_install", "-at_install")
class TestSetup(RegieCase):
    """The first day of an association that has only its paper statutes."""

    def _set_up(self, company, **vals):
        env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        return env["regie.governance.setup"].create(
            {
                "name": "Statuts de 2021",
                "date_start": "2021-06-18",
                "assembly_notice_days": 15,
                "board_notice_days": 8,
                "is_notice_clear": True,
                "assembly_quorum_num": 1,
                "assembly_quorum_den": 4,
                "board_quorum_num": 1,
                "board_quorum_den": 2,
                "is_proxy_allowed": True,
                "proxy_max": 2,
                "mandate_years": 3,
                **vals,
            }
        )

    def test_answers_become_three_organs_and_a_draft_that_rules_nothing(self):
        company = self._create_company("Régie neuve")
        setup = self._set_up(company)
        inhabitants = setup.seat_ids.filtered("college_id.is_resident")
        setup.seat_ids = [Command.update(inhabitants.id, {"seats_min": 7, "seats_max": 9})]
        statutes = self.env["regie.statutes"].browse(setup.action_create()["res_id"])
        self.assertEqual(statutes.state, "draft")
        organs = self.env["regie.organ"].search([("company_id", "=", company.id)])
        self.assertEqual(organs.mapped("kind"), ["assembly", "board", "bureau"])
        assembly, board = organs[0], organs[1]
        rule = statutes._get_meeting_rule(assembly, "ordinary")
        self.assertEqual((rule.notice_days, rule.notice_counting, rule.quorum_den), (15, "clear", 4))
        self.assertEqual(statutes._get_seat(board, inhabitants.college_id).seats_max, 9)
        self.assertTrue(statutes._get_vote_rule(assembly, "ordinary", "accounts"))

    def test_no_limit_of_proxies_is_no_limit(self):
        statutes_id = self._set_up(self._create_company("Régie neuve"), proxy_max=0).action_create()["res_id"]
        rules = self.env["regie.statutes"].browse(statutes_id).meeting_rule_ids
        self.assertFalse(any(rules.mapped("is_proxy_limited")))

    def test_association_is_not_set_up_twice(self):
        company = self._create_company("Régie neuve")
        self._set_up(company).action_create()
        with self.assertRaisesRegex(UserError, "GOV-009"):
            self._set_up(company).action_create()
        self.assertEqual(self.env["regie.organ"].search_count([("company_id", "=", company.id)]), 3)
