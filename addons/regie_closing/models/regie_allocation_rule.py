from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.allocation import Destination

#: Own funds and results carried forward, ANC 2018-06: what an association may allocate its result to.
OWN_FUNDS_PREFIXES = ("10", "11")


class RegieAllocationRule(models.Model):
    """A step of the proposal of allocation: which account takes how much of a surplus, or bears how much of a deficit.

    The general assembly decides; the rules only fill in what is put before it, as the statutes have it.
    """

    _name = "regie.allocation.rule"
    _description = "Rule of allocation of the result"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10, help="The steps are taken in this order, on what the ones before leave.")
    company_id = fields.Many2one(
        "res.company",
        string="Régie",
        index="btree_not_null",
        help="Empty: for every régie of this database without rules of its own.",
    )
    kind = fields.Selection([("surplus", "Surplus"), ("deficit", "Deficit")], required=True, default="surplus")
    account_code = fields.Char(string="Account", required=True, help="Number of the account, as in the chart.")
    method = fields.Selection(
        [
            ("absorb", "Up to its balance"),
            ("share", "A share of what is left"),
            ("remainder", "All that is left"),
        ],
        required=True,
        default="remainder",
        help="Up to its balance: clears the losses carried forward with a surplus, or the surpluses carried forward "
        "with a deficit.",
    )
    share = fields.Float(string="Share (%)", digits=(5, 2))
    source = fields.Char(translate=True, help="Article of the statutes, or text, on which the step rests.")

    _share_bounds = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "A share of the result is between 0 and 100 %: mend it."
    )

    @api.constrains("account_code")
    def _check_account_code(self):
        """The result goes to own funds, never to a member. (FIN-052)"""
        for rule in self:
            if not rule.account_code.startswith(OWN_FUNDS_PREFIXES):
                raise ValidationError(
                    self.env._(
                        "%(account)s is not an account of own funds: nothing is distributed to the members. Choose an "
                        "account of class 10 or 11. (FIN-052)",
                        account=rule.account_code,
                    )
                )

    @api.model
    def _get_for(self, company, result):
        """Return the rules of a régie for a result: its own where it has some, else the general ones."""
        kind = "surplus" if result >= 0 else "deficit"
        rules = self.search([("kind", "=", kind), ("company_id", "in", [False, company.id])])
        return rules.filtered("company_id") or rules

    def _as_destinations(self):
        """Return the rules as plain values, for the computation."""
        return [Destination(rule.account_code, rule.method, Decimal(f"{rule.share:.2f}")) for rule in self]
