from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RegieMandateRenewal(models.TransientModel):
    """Who goes out at the next assembly, and who comes in: one line per seat, one button after the election."""

    _name = "regie.mandate.renewal"
    _description = "Renew an organ"

    organ_id = fields.Many2one("regie.organ", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="organ_id.company_id")
    meeting_id = fields.Many2one("regie.meeting", string="Assembly", compute="_compute_meeting_id")
    date = fields.Date(
        string="First day of the new mandates",
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        help="Day of the election. Those who go out sit until the day before.",
    )
    line_ids = fields.One2many(
        "regie.mandate.renewal.line", "renewal_id", compute="_compute_line_ids", store=True, readonly=False
    )

    @api.depends("organ_id")
    def _compute_meeting_id(self):
        for wizard in self:
            wizard.meeting_id = wizard._get_assembly()

    @api.depends("organ_id")
    def _compute_date(self):
        for wizard in self:
            assembly = wizard._get_assembly()
            wizard.date = assembly._get_day() if assembly else fields.Date.context_today(self)

    def _get_assembly(self):
        """Return the next general assembly, empty when none is planned."""
        self.ensure_one()
        return self.env["regie.mandate"]._get_next_assembly(self.company_id, fields.Date.context_today(self))

    @api.depends("organ_id", "date")
    def _compute_line_ids(self):
        for wizard in self:
            outgoing = wizard.organ_id._get_outgoing(wizard.date) if wizard.organ_id and wizard.date else []
            wizard.line_ids = [
                Command.clear(),
                *(Command.create({"mandate_id": mandate.id}) for mandate in outgoing),
            ]

    def action_renew(self):
        """End the mandates of those who go out and seat those who were elected.

        :raise UserError: when a line names no successor
        """
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.outcome != "later")
        if not lines:
            raise UserError(self.env._("Say of one seat at least what became of it."))
        lines.mandate_id._end(fields.Date.subtract(self.date, days=1), "term")
        new = self.env["regie.mandate"].create(
            [line._prepare_mandate_vals(self.date) for line in lines if line.outcome != "empty"]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_mandate_action")
        return dict(action, name=self.env._("New mandates"), domain=[("id", "in", new.ids)], context={})
