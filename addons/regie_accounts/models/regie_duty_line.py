from ast import literal_eval

from odoo import fields, models


class RegieDutyLine(models.Model):
    """A criterion of a duty: its figure, its threshold, and the records that make the figure."""

    _name = "regie.duty.line"
    _description = "Criterion of a duty"
    _inherit = ["regie.fact.guard"]
    _order = "check_id, sequence, id"

    check_id = fields.Many2one("regie.duty.check", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="check_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True)
    name = fields.Char(string="Criterion", required=True, readonly=True)
    figure = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    threshold = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    is_known = fields.Boolean(default=True, readonly=True)
    is_counted = fields.Boolean(
        string="Counts", default=True, readonly=True, help="Unticked: shown for information, beside the criteria."
    )
    is_exceeded = fields.Boolean(string="Exceeded", readonly=True)
    source = fields.Char(string="Source of the threshold", readonly=True)
    res_model = fields.Char(readonly=True)
    domain = fields.Char(readonly=True, default="[]")

    def action_view(self):
        """Open the records that make the figure, under the rights of the reader."""
        self.ensure_one()
        self.check_access("read")
        if not self.res_model:
            return False
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "view_mode": "list,form",
            "domain": literal_eval(self.domain),
        }
