from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_amount

from .regie_fund_account import PAIRS


class RegieFundMovement(models.Model):
    """What went in or out of the dedicated funds of a grant in an exercise, by exercise of origin.

    ANC 2018-06, art. 132-1 to 132-3 and 431-6: the annex tells the movements of each project. A movement counts once
    its entry is posted; a reversed entry brings a movement of the opposite sign.
    """

    _name = "regie.fund.movement"
    _description = "Movement of dedicated funds"
    _inherit = ["regie.fact.guard"]
    _order = "exercise_id, grant_id, origin_exercise_id, id"
    _check_company_auto = True

    grant_id = fields.Many2one(
        "regie.grant", readonly=True, required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(related="grant_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    activity_id = fields.Many2one(related="grant_id.activity_id", store=True)
    funder_id = fields.Many2one(related="grant_id.funder_id", store=True)
    account_pair = fields.Selection(PAIRS, string="Account", readonly=True, required=True)
    exercise_id = fields.Many2one(
        "regie.exercise", readonly=True, required=True, index=True, ondelete="restrict", check_company=True
    )
    origin_exercise_id = fields.Many2one(
        "regie.exercise",
        string="Exercise of origin",
        readonly=True,
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="Exercise whose resource was not spent. The oldest funds are spent first.",
    )
    kind = fields.Selection(
        [("report", "Carried over"), ("use", "Used"), ("refund", "To give back"), ("transfer", "Transferred")],
        readonly=True,
        required=True,
    )
    is_opening = fields.Boolean(
        string="Taken over", readonly=True, help="Balance of an earlier software: it starts the count of the grant."
    )
    amount = fields.Monetary(readonly=True, help="Positive; negative for a reversal and for what a transfer takes out.")
    balance = fields.Monetary(string="Effect on the funds", compute="_compute_balance", store=True, precompute=True)
    decision_id = fields.Many2one(
        "regie.grant.decision", readonly=True, index="btree_not_null", ondelete="restrict", check_company=True
    )
    move_id = fields.Many2one(
        "account.move", string="Entry", readonly=True, required=True, index=True, ondelete="restrict"
    )
    parent_state = fields.Selection(related="move_id.state", store=True, string="State of the entry")
    reversal_of_id = fields.Many2one("regie.fund.movement", readonly=True, index="btree_not_null", ondelete="restrict")

    _amount_signed = models.Constraint(
        "CHECK (amount > 0 OR kind = 'transfer' OR reversal_of_id IS NOT NULL)",
        "A movement of dedicated funds has a positive amount. (FIN-022)",
    )

    @api.depends("amount", "kind")
    def _compute_balance(self):
        for movement in self:
            sign = -1 if movement.kind in ("use", "refund") else 1
            movement.balance = sign * movement.amount

    @api.depends("grant_id", "kind", "exercise_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for movement in self:
            movement.display_name = (
                f"{movement.grant_id.name} · {kinds.get(movement.kind)} · {movement.exercise_id.name}"
            )

    @api.constrains("grant_id", "kind", "account_pair", "amount")
    def _check_grant_is_dedicated(self):
        """Refuse funds for a resource that no funder dedicated to a project (art. 132-1 and 132-2)."""
        for movement in self:
            if movement.balance > 0 and not movement.reversal_of_id:
                movement.grant_id._check_may_have_fund()

    @api.model
    @api.private
    def get_layers(self, grants, until=None, exclude=None):
        """Dedicated funds still to spend: {grant id: {exercise of origin: euros}}, posted entries only.

        :param until: exercise up to which the movements count
        :param exclude: decisions whose movements do not count
        """
        domain = [("grant_id", "in", grants.ids), ("parent_state", "=", "posted")]
        if until:
            domain.append(("exercise_id.date_from", "<=", until.date_from))
        if exclude:
            domain += ["|", ("decision_id", "=", False), ("decision_id", "not in", exclude.ids)]
        layers = {}
        for grant, origin, balance in self._read_group(domain, ["grant_id", "origin_exercise_id"], ["balance:sum"]):
            if not grant.currency_id.is_zero(balance):
                layers.setdefault(grant.id, {})[origin] = grant.currency_id.round(balance)
        return layers

    @api.private
    def check_balances(self):
        """Refuse that the funds of an exercise of origin fall below zero, whatever posts or reverses the entry.

        :raise UserError: FIN-022
        """
        grants = self.grant_id
        if not grants:
            return
        self.flush_model()
        # two entries posted at once would each find the fund of before: the second waits, then begins again
        self.env.cr.execute(
            SQL(
                "UPDATE regie_grant SET write_date = write_date"
                " WHERE id IN (SELECT id FROM regie_grant WHERE id IN %s ORDER BY id FOR UPDATE)",
                tuple(grants.ids),
            )
        )
        # sudo: the control reads all the movements of the grants, whoever posts
        layers = self.sudo().get_layers(grants)
        for grant in grants:
            for origin, balance in layers.get(grant.id, {}).items():
                if balance < 0:
                    moved = self.filtered(lambda m, g=grant, o=origin: m.grant_id == g and m.origin_exercise_id == o)
                    used = -sum(moved.mapped("balance"))
                    raise UserError(
                        self.env._(
                            "“%(grant)s”: use of %(used)s, more than the %(balance)s left of the dedicated funds of"
                            " %(origin)s. Lower the use, or post first what was carried over. (FIN-022)",
                            grant=grant.display_name,
                            used=format_amount(self.env, used, grant.currency_id),
                            balance=format_amount(self.env, balance + used, grant.currency_id),
                            origin=origin.name,
                        )
                    )

    def action_view_move(self):
        """Open the entry of the movement."""
        self.ensure_one()
        return self.move_id.get_formview_action()
