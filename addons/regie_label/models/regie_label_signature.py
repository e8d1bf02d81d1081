from odoo import fields, models


class RegieLabelSignature(models.Model):
    """The signature of a text of reference by a régie: which text, by whom, on what day, with the signed copy."""

    _name = "regie.label.signature"
    _inherit = ["regie.label.files"]
    _description = "Signature of a text of the label"
    _order = "application_id, document_id"
    _rec_name = "document_id"

    application_id = fields.Many2one("regie.label.application", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="application_id.company_id", store=True, index=True, precompute=True)
    document_id = fields.Many2one("regie.label.document", string="Text", required=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Signed by", ondelete="restrict")
    date_signed = fields.Date(string="Signed on")
    attachment_ids = fields.Many2many("ir.attachment", string="Signed copy")

    _document_uniq = models.Constraint(
        "UNIQUE (application_id, document_id)", "This text is already in the list: complete its line."
    )

    def _is_complete(self):
        """Tell whether the text is signed: a person, a day, a signed copy."""
        self.ensure_one()
        return bool(self.partner_id and self.date_signed and self.attachment_ids)
