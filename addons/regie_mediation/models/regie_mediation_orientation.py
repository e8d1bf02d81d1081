from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMediationOrientation(models.Model):
    """Where somebody was sent, when, and what came of it."""

    _name = "regie.mediation.orientation"
    _description = "Orientation"
    _inherit = ["regie.mediation.export"]
    _export_group = None
    _order = "date desc, id desc"
    _rec_name = "scheme_id"

    case_id = fields.Many2one("regie.mediation.case", index="btree_not_null", ondelete="cascade")
    energy_case_id = fields.Many2one("regie.energy.case", index="btree_not_null", ondelete="cascade")
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True, index=True, precompute=True)
    scheme_id = fields.Many2one("regie.mediation.scheme", required=True, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner", string="Organisation", ondelete="restrict", domain="[('is_company', '=', True)]"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    result = fields.Selection(
        [("waiting", "Waiting"), ("granted", "Granted"), ("refused", "Refused"), ("dropped", "Not followed")],
        required=True,
        default="waiting",
    )
    date_result = fields.Date(string="Answer on")
    note = fields.Char(copy=False)

    _one_case = models.Constraint(
        "CHECK (num_nonnulls(case_id, energy_case_id) = 1)", "An orientation belongs to one case."
    )

    @api.depends("case_id.company_id", "energy_case_id.company_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line.case_id.company_id or line.energy_case_id.company_id

    @api.constrains("partner_id")
    def _check_partner(self):
        if any(line.partner_id and not line.partner_id.is_company for line in self):
            raise ValidationError(
                self.env._("One is oriented to an organisation: choose the one where the person works. (E-MED-05)")
            )

    @api.onchange("result")
    def _onchange_result(self):
        if self.result != "waiting" and not self.date_result:
            self.date_result = fields.Date.context_today(self)
