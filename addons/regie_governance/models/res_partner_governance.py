from odoo import fields, models


class ResPartner(models.Model):
    """A person, with what the association must declare of those in charge, and what it may know of its board."""

    _inherit = "res.partner"

    regie_gender = fields.Selection(
        [("female", "Woman"), ("male", "Man"), ("other", "Other")],
        string="Gender",
        groups="regie_governance.group_governance_secretary",
        help="Only serves the share of women in the organs. Never required.",
    )
    regie_profession = fields.Char(
        string="Profession",
        groups="regie_governance.group_governance_secretary",
        help="Declared to the prefecture for those in charge of the association (law of 1901, article 5).",
    )
    regie_nationality_id = fields.Many2one(
        "res.country",
        string="Nationality",
        groups="regie_governance.group_governance_secretary",
        help="Declared to the prefecture for those in charge of the association (law of 1901, article 5).",
    )
    regie_mandate_ids = fields.One2many(
        "regie.mandate", "partner_id", string="Mandates", groups="regie_governance.group_governance_read"
    )
