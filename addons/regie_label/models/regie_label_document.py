from odoo import fields, models


class RegieLabelDocument(models.Model):
    """A text of reference of the network, that a régie signs: its title, its date and where it comes from.

    The texts themselves belong to the network: the file is attached by the régie that received it.
    """

    _name = "regie.label.document"
    _description = "Text of reference of the label"
    _inherit = ["regie.label.files", "mail.thread"]
    _order = "sequence, id"

    code = fields.Char(required=True)
    name = fields.Char(string="Title", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    date_adopted = fields.Date(string="Adopted on")
    adopted_words = fields.Char(
        string="Adoption, in words", translate=True, help="What the sources say of it, where no day is known."
    )
    source = fields.Char(required=True, translate=True, help="Where the title and the date were read.")
    is_signature_required = fields.Boolean(
        string="To be signed", help="The préfiguration is not reached before the régie has signed it. (LAB-001)"
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Text", help="The text received from the network. The software ships none."
    )
    note = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", index="btree_not_null", help="Empty: serves every régie of the database."
    )

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "A text with this code exists already.")
