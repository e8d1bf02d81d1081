from odoo import api, fields, models

from .regie_interest_line import NATURES


class RegieRecusal(models.Model):
    """The déport of a person on a resolution: out of the room, of the votes, of the proxies and of the papers.

    Good practice of the Movement (GOV-12 to GOV-15), printed in the minutes.
    """

    _name = "regie.recusal"
    _description = "Recusal"
    _inherit = ["mail.thread", "regie.signed.guard"]
    _order = "date_declared desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    resolution_id = fields.Many2one("regie.resolution", index="btree_not_null", ondelete="restrict", check_company=True)
    meeting_id = fields.Many2one(related="resolution_id.meeting_id", store=True, index="btree_not_null")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="restrict")
    mandate_id = fields.Many2one("regie.mandate", ondelete="restrict", check_company=True)
    line_id = fields.Many2one("regie.interest.line", string="Declared interest", ondelete="restrict")
    nature = fields.Selection(NATURES, required=True, default="personal")
    reason = fields.Text(required=True)
    date_declared = fields.Datetime(string="Declared at", required=True, default=fields.Datetime.now)
    date_left = fields.Datetime(string="Left the room at")
    date_returned = fields.Datetime(string="Came back at")
    date_cancelled = fields.Datetime(string="Cancelled at", readonly=True, copy=False)
    is_active = fields.Boolean(string="Applies", compute="_compute_is_active", store=True)

    _person_uniq = models.UniqueIndex(
        "(resolution_id, partner_id) WHERE date_cancelled IS NULL", "This person is already recused on this point."
    )

    @api.depends("date_cancelled")
    def _compute_is_active(self):
        for recusal in self:
            recusal.is_active = not recusal.date_cancelled
