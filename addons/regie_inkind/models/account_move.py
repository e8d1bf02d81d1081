from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError


class AccountMove(models.Model):
    """Entries of classes 86 and 87: in their journal, both sides equal, and for what was really given."""

    _inherit = "account.move"

    regie_inkind_contribution_ids = fields.One2many(
        "regie.inkind.contribution", "move_id", string="Contributions in kind", readonly=True
    )
    regie_inkind_count = fields.Integer(string="In kind", compute="_compute_regie_inkind_count")

    def _compute_regie_inkind_count(self):
        counts = dict(
            self.env["regie.inkind.contribution"]._read_group([("move_id", "in", self.ids)], ["move_id"], ["__count"])
        )
        for move in self:
            move.regie_inkind_count = counts.get(move, 0)

    def _post(self, soft=True):
        """Check the entries of classes 86 and 87 before they are posted, wherever they come from."""
        self._check_inkind()
        return super()._post(soft)

    def _check_inkind(self):
        """Refuse unequal sides (FIN-030), the wrong journal and amounts other than what was given (FIN-037)."""
        for move in self:
            sides = defaultdict(float)
            for line in move.line_ids:
                sides[(line.account_id.with_company(move.company_id).code or "")[:2]] += line.balance
            if not {"86", "87"} & sides.keys():
                continue
            uses, sources = sides["86"], -sides["87"]
            if move.currency_id.compare_amounts(uses, sources):
                raise ValidationError(
                    self.env._(
                        "Contributions in kind: uses %(uses)s € ≠ sources %(sources)s €. (FIN-030)",
                        uses=f"{uses:.2f}",
                        sources=f"{sources:.2f}",
                    )
                )
            move._check_inkind_source(uses)

    def _check_inkind_source(self, amount):
        """Refuse an entry out of the journal of contributions in kind, or of another amount than they have."""
        self.ensure_one()
        if self.journal_id != self.company_id._get_inkind_journal():
            raise UserError(
                self.env._(
                    "Entries of classes 86 and 87 belong in the journal “%(journal)s”, which the FEC leaves out. "
                    "(FIN-037)",
                    journal=self.company_id._get_inkind_journal().display_name,
                )
            )
        given = sum(self.regie_inkind_contribution_ids.mapped("amount"))
        if self.regie_inkind_contribution_ids and self.currency_id.compare_amounts(amount, given):
            raise UserError(
                self.env._(
                    "The entry says %(amount)s €, its contributions %(given)s €: delete the draft and propose it "
                    "again. (FIN-037)",
                    amount=f"{amount:.2f}",
                    given=f"{given:.2f}",
                )
            )

    def action_view_inkind(self):
        """Contributions that stand in the entry."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_inkind.regie_inkind_contribution_action")
        return {**action, "domain": [("move_id", "=", self.id)], "context": {}}
