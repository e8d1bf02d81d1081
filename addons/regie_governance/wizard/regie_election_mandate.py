from odoo import fields, models
from odoo.exceptions import UserError


class RegieElectionMandate(models.TransientModel):
    """Asks in what function and from when the elected sit, then gives them their mandates."""

    _name = "regie.election.mandate"
    _description = "Mandates of the elected"

    resolution_id = fields.Many2one("regie.resolution", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="resolution_id.company_id")
    organ_id = fields.Many2one("regie.organ", required=True, domain="[('company_id', '=', company_id)]")
    role_id = fields.Many2one("regie.mandate.role", string="Function", required=True)
    date_start = fields.Date(string="From", required=True)
    date_end_planned = fields.Date(string="Planned until")
    line_ids = fields.One2many("regie.election.mandate.line", "wizard_id", string="Elected")

    def action_give(self):
        """Create the mandates."""
        self.ensure_one()
        missing = self.line_ids.filtered(lambda line: not line.membership_id)
        if missing:
            raise UserError(
                self.env._("In whose name does %s sit? Choose the membership.", missing[0].partner_id.display_name)
            )
        mandates = self.resolution_id._give_mandates(
            self.organ_id,
            self.role_id,
            self.date_start,
            self.date_end_planned,
            {line.partner_id: line.membership_id for line in self.line_ids},
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mandates"),
            "res_model": "regie.mandate",
            "view_mode": "list,form",
            "domain": [("id", "in", mandates.ids)],
        }


class RegieElectionMandateLine(models.TransientModel):
    """A person elected and the membership in whose name that person sits."""

    _name = "regie.election.mandate.line"
    _description = "Mandate of an elected"

    wizard_id = fields.Many2one("regie.election.mandate", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="wizard_id.company_id")
    partner_id = fields.Many2one("res.partner", string="Elected", required=True, readonly=True)
    membership_id = fields.Many2one(
        "regie.membership", string="In the name of", domain="[('company_id', '=', company_id)]"
    )
