from odoo import fields, models

PARTIES = [("inhabitants", "Inhabitants"), ("authority", "Local authority"), ("landlord", "Social landlord")]


class RegieLabelFounder(models.Model):
    """Somebody who stands for one of the three founding parties: inhabitants, local authority, landlords.

    Before there is an association there is no member: the founders are named here, then they join (LAB-02, LAB-03).
    """

    _name = "regie.label.founder"
    _inherit = ["regie.label.files"]
    _description = "Founding party of a régie"
    _order = "application_id, party, id"
    _rec_name = "partner_id"

    application_id = fields.Many2one("regie.label.application", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="application_id.company_id", store=True, index=True, precompute=True)
    party = fields.Selection(PARTIES, string="Founding party", required=True)
    organisation_id = fields.Many2one(
        "res.partner", domain="[('is_company', '=', True)]", help="Authority or landlord. Empty for an inhabitant."
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Representative",
        required=True,
        ondelete="restrict",
        domain="[('is_company', '=', False)]",
    )
    date_joined = fields.Date(
        string="Joined on", help="Day on which the party joined the association. The three must, before préfiguration."
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Decision")

    _person_uniq = models.Constraint(
        "UNIQUE (application_id, party, partner_id)", "This person already stands for this party."
    )
