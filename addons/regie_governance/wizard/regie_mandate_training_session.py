from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieMandateTrainingSession(models.TransientModel):
    """A training followed by several people: written once, kept for each."""

    _name = "regie.mandate.training.session"
    _description = "Record a training session"

    name = fields.Char(string="Subject", required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    organ_id = fields.Many2one("regie.organ", default=lambda self: self._get_default_organ())
    date = fields.Date(required=True, default=fields.Date.context_today)
    hours = fields.Float(string="Hours per person", required=True)
    organisation_id = fields.Many2one("res.partner", string="Given by")
    place = fields.Char()
    partner_ids = fields.Many2many("res.partner", string="Who followed it", domain="[('id', 'in', choice_ids)]")
    choice_ids = fields.Many2many("res.partner", compute="_compute_choice_ids")
    attachment_ids = fields.Many2many("ir.attachment", string="Certificate", help="Kept with each person's hours.")

    def _get_default_organ(self):
        """Return the board."""
        return self.env["regie.organ"].search(
            [("kind", "=", "board"), ("company_id", "=", self.env.company.id)], limit=1
        )

    @api.depends("organ_id", "date", "company_id")
    def _compute_choice_ids(self):
        for wizard in self:
            organs = wizard.organ_id or self.env["regie.organ"].search([("company_id", "=", wizard.company_id.id)])
            domain = self.env["regie.mandate"]._get_running_domain(wizard.date or fields.Date.context_today(self))
            mandates = self.env["regie.mandate"].search(domain & Domain("organ_id", "in", organs.ids))
            wizard.choice_ids = mandates.partner_id

    def action_add_all(self):
        """Take everybody who sits in the organ."""
        self.ensure_one()
        self.partner_ids = self.choice_ids
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": self.id,
            "target": "new",
            "name": self.env._("Training session"),
        }

    def action_record(self):
        """Keep the hours of each person who followed the session.

        :raise UserError: when nobody is chosen
        """
        self.ensure_one()
        if not self.partner_ids:
            raise UserError(self.env._("Choose who followed the session."))
        vals = {
            "name": self.name,
            "company_id": self.company_id.id,
            "date": self.date,
            "hours": self.hours,
            "organisation_id": self.organisation_id.id,
            "place": self.place,
            "attachment_ids": [Command.set(self.attachment_ids.ids)],
        }
        self.env["regie.mandate.training"].create([{**vals, "partner_id": partner.id} for partner in self.partner_ids])
        return {"type": "ir.actions.client", "tag": "soft_reload"}
