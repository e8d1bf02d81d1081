from odoo import api, fields, models


class ResPartner(models.Model):
    """An inhabitant: what the services ask of the régie about them, without telling why."""

    _inherit = "res.partner"

    regie_entitlement_ids = fields.One2many(
        "regie.tariff.entitlement", "partner_id", string="Rights to a tariff", groups="regie_services.group_tariff"
    )
    regie_clearance_ids = fields.One2many(
        "regie.clearance", "partner_id", string="Clearances", groups="regie_services.group_service_user"
    )

    @api.private
    def get_tariff_tier(self, date=None):
        """Return, in sudo, the band of a person on a day, or none: only for a rule that computes a price.

        The caller shows neither the band nor its reason: it takes ``coefficient`` or ``pricelist_id``.
        """
        self.ensure_one()
        date = date or fields.Date.context_today(self)
        # sudo: the wall of the tariffs; the price is computed for who may not know why
        rights = self.env["regie.tariff.entitlement"].sudo()
        return rights.search(
            [
                ("partner_id", "=", self.id),
                ("company_id", "=", self.env.company.id),
                ("date_from", "<=", date),
                ("date_to", ">=", date),
            ],
            limit=1,
        ).tier_id

    def _get_tariff_coefficient(self, date=None):
        """By how much a fee is multiplied for a person on a day; 1 without a right."""
        tier = self.get_tariff_tier(date)
        return tier.coefficient if tier else 1.0

    def _get_members_over(self, first, last):
        """Return those of these persons who are members over the whole of a period.

        Without a register of members everybody is; the addon that joins the register says otherwise.
        """
        return self

    def _get_age(self, date):
        """Age in full years on a day, or None when the birth date is not known."""
        self.ensure_one()
        # sudo: the rule needs the age, its reader may not know the day
        birth = self.sudo().regie_birth_date
        return birth and date.year - birth.year - ((date.month, date.day) < (birth.month, birth.day)) or None

    def action_open_tariff_calculator(self):
        """Open the calculator for this person."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_services.regie_tariff_calculator_action")
        return dict(action, context={"default_partner_id": self.id})
