from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMembership(models.Model):
    """Where a member lives, and whether the statutes ask that inhabitants live in the territory."""

    _inherit = "regie.membership"

    in_territory = fields.Boolean(
        string="Lives in the territory",
        compute="_compute_in_territory",
        store=True,
        help="The territory of the person is one of those where the régie works.",
    )
    address_proof_date = fields.Date(
        string="Proof of address seen on",
        copy=False,
        tracking=True,
        groups="regie_governance.group_governance_secretary",
    )
    address_proof_attachment_ids = fields.Many2many(
        "ir.attachment",
        "regie_membership_address_proof_rel",
        string="Proof of address",
        copy=False,
        groups="regie_governance.group_governance_secretary",
        help="Rent receipt, invoice… To be kept no longer than the membership.",
    )

    @api.depends("partner_id.territory_id", "company_id.regie_territory_id", "company_id.intervention_territory_ids")
    def _compute_in_territory(self):
        for membership in self:
            territories = membership.company_id._get_intervention_territories()
            membership.in_territory = bool(membership.partner_id.territory_id & territories)

    @api.constrains("college_id", "date_approved", "date_start", "partner_id")
    def _check_residence(self):
        """GOV-002: where the statutes are strict, an inhabitant who joins lives in the territory.

        Moving out later does not break the membership: the watch of the composition tells it.
        """
        for membership in self.filtered(lambda m: m.college_id.is_resident and m.date_approved and m.date_start):
            statutes = self.env["regie.statutes"]._get_in_force(
                membership.company_id, membership.date_start, raise_if_missing=False
            )
            if statutes.is_territory_strict and not membership.in_territory:
                raise ValidationError(membership._get_residence_message())

    def _get_residence_message(self):
        """Return the sentence that refuses an inhabitant from elsewhere."""
        self.ensure_one()
        territories = self.company_id._get_intervention_territories()
        unknown = self.env._("none")
        return self.env._(
            "The college %(college)s asks for an address in the territory %(territory)s; known address of %(person)s:"
            " %(address)s. Declare the territory on the person's card. (GOV-002)",
            college=self.college_id.name,
            territory=", ".join(territories.mapped("name")) or unknown,
            person=self.partner_id.name,
            address=self.partner_id.territory_id.name or self.partner_id.contact_address_inline or unknown,
        )
