from odoo import api, fields, models
from odoo.tools import SQL

from ..models.regie_fund_account import PAIRS


class RegieFundReport(models.Model):
    """Table of the annex: movements of the dedicated funds of each project in each exercise (ANC 2018-06, art. 431-6).

    Posted entries only; idle funds are those of projects that spent nothing significant for two exercises.
    """

    _name = "regie.fund.report"
    _description = "Table of dedicated funds"
    _auto = False
    _order = "date_to desc, account_pair, grant_id"
    _rec_name = "grant_id"
    _depends = {
        "regie.fund.movement": ["grant_id", "exercise_id", "account_pair", "kind", "amount", "parent_state"],
        "regie.exercise": ["company_id", "date_from", "date_to"],
        "regie.grant": ["funder_id", "activity_id"],
    }

    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    exercise_id = fields.Many2one("regie.exercise", readonly=True)
    date_to = fields.Date(string="Closing on", readonly=True)
    grant_id = fields.Many2one("regie.grant", string="Project", readonly=True)
    funder_id = fields.Many2one("res.partner", readonly=True)
    activity_id = fields.Many2one("regie.activity", readonly=True)
    account_pair = fields.Selection(PAIRS, string="Account", readonly=True)
    opening = fields.Monetary(readonly=True)
    report = fields.Monetary(string="Carried over", readonly=True)
    used = fields.Monetary(readonly=True, help="Repayments included.")
    refunded = fields.Monetary(string="Of which given back", readonly=True)
    transferred = fields.Monetary(readonly=True)
    closing = fields.Monetary(readonly=True)
    idle = fields.Monetary(
        string="Of which idle", readonly=True, help="Projects without significant spending for two exercises. FIN-024."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY r.exercise_id, r.account_pair, r.grant_id) AS id, r.company_id,
                   c.currency_id, r.exercise_id, r.date_to, r.grant_id, g.funder_id, g.activity_id, r.account_pair,
                   r.opening, r.report, r.used, r.refunded, r.transferred, r.closing,
                   CASE WHEN r.date_to < %s AND r.old > 0 AND r.used_lately <= r.old * %s / 100
                        THEN r.closing ELSE 0 END AS idle
              FROM (%s) r
              JOIN regie_grant g ON g.id = r.grant_id
              JOIN res_company c ON c.id = r.company_id
             WHERE r.opening <> 0 OR r.report <> 0 OR r.used <> 0 OR r.transferred <> 0
            """,
            fields.Date.context_today(self),
            self._get_idle_share(),
            self._get_movements_query(),
        )

    @api.model
    def _get_idle_share(self):
        """Share of the older funds, in %, up to which what two exercises spend is not significant."""
        return self.env["regie.parameter"].get("fonds_dedies_depense_significative", fields.Date.context_today(self))

    @api.model
    def _get_movements_query(self):
        """Movements of each project up to each exercise, told from those of the exercise and of the two last ones."""
        return SQL(
            """
            SELECT e.company_id, e.id AS exercise_id, e.date_to, m.grant_id, m.account_pair,
                   SUM(CASE WHEN o.date_from < e.date_from THEN m.balance ELSE 0 END) AS opening,
                   SUM(CASE WHEN o.id = e.id AND m.kind = 'report' THEN m.amount ELSE 0 END) AS report,
                   SUM(CASE WHEN o.id = e.id AND m.kind IN ('use', 'refund') THEN m.amount ELSE 0 END) AS used,
                   SUM(CASE WHEN o.id = e.id AND m.kind = 'refund' THEN m.amount ELSE 0 END) AS refunded,
                   SUM(CASE WHEN o.id = e.id AND m.kind = 'transfer' THEN m.amount ELSE 0 END) AS transferred,
                   SUM(m.balance) AS closing,
                   SUM(CASE WHEN o.date_from < p.date_from THEN m.balance ELSE 0 END) AS old,
                   SUM(CASE WHEN o.date_from >= p.date_from AND m.kind IN ('use', 'refund') THEN m.amount ELSE 0 END)
                       AS used_lately
              FROM regie_exercise e
              JOIN regie_fund_movement m ON m.company_id = e.company_id AND m.parent_state = 'posted'
              JOIN regie_exercise o ON o.id = m.exercise_id AND o.date_from <= e.date_from
         LEFT JOIN regie_exercise p ON p.company_id = e.company_id AND p.date_to = e.date_from - 1
          GROUP BY e.id, m.grant_id, m.account_pair
            """
        )

    @api.model
    @api.private
    def get_annex_rows(self, exercise):
        """Rows of the table of an exercise for the annex, in the order of the accounts: records of this model whose
        amounts are in euros. Their closing is the balance of 194, 195 and 196 in the books."""
        return self.search([("exercise_id", "=", exercise.id)], order="account_pair, grant_id")

    @api.model
    @api.private
    def is_idle(self, grant, exercise):
        """Tell whether the funds of a grant are idle for two exercises, in the posted entries. FIN-024"""
        return bool(
            self.search_count(
                [("grant_id", "=", grant.id), ("exercise_id", "=", exercise.id), ("idle", ">", 0)], limit=1
            )
        )

    def action_view_movements(self):
        """Movements of the project up to the exercise: their sum is the closing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_grant.regie_fund_movement_action")
        domain = [
            ("grant_id", "=", self.grant_id.id),
            ("account_pair", "=", self.account_pair),
            ("exercise_id.date_to", "<=", str(self.date_to)),
            ("parent_state", "=", "posted"),
        ]
        return {**action, "domain": domain, "context": {}}
