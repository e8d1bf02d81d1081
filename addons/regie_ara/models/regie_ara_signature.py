from odoo import api, fields, models

PARTIES = [("household", "The household"), ("landlord", "The landlord"), ("regie", "The régie")]


class RegieAraSignature(models.Model):
    """The signature of one of the three parties under the agreement of a case: drawn on the screen, never rewritten."""

    _name = "regie.ara.signature"
    _description = "Signature of an agreement"
    _inherit = ["regie.fact.guard"]
    _order = "case_id, id"

    case_id = fields.Many2one("regie.ara.case", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="case_id.company_id", store=True, precompute=True, index=True)
    party = fields.Selection(PARTIES, required=True, readonly=True)
    name = fields.Char(string="Signed by", required=True, readonly=True)
    date = fields.Datetime(string="Signed on", required=True, readonly=True, default=fields.Datetime.now)
    signature = fields.Image(required=True, readonly=True, max_width=1024, max_height=1024)

    _party_uniq = models.Constraint("UNIQUE (case_id, party)", "This party has already signed. (E-ARA-15)")

    @api.depends("name", "party")
    def _compute_display_name(self):
        parties = dict(self._fields["party"]._description_selection(self.env))
        for signature in self:
            signature.display_name = f"{parties.get(signature.party, '')} · {signature.name or ''}"
