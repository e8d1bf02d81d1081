from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """What a person chose to tell the kitchen: allergies, with their consent and nothing without it. GDPR, art. 9."""

    _inherit = "res.partner"

    meal_consent_date = fields.Date(
        string="Agreed to tell the kitchen on",
        groups="regie_kitchen.group_kitchen_user",
        copy=False,
        help="Without this date no allergy is kept. Erasing it erases the allergies.",
    )
    meal_allergen_ids = fields.Many2many(
        "regie.meal.allergen",
        "res_partner_meal_allergen_rel",
        "partner_id",
        "allergen_id",
        string="Allergies told to the kitchen",
        groups="regie_kitchen.group_kitchen_user",
        copy=False,
    )

    def write(self, vals):
        """Erase the allergies of who takes back their consent."""
        if "meal_consent_date" in vals and not vals["meal_consent_date"]:
            vals = {**vals, "meal_allergen_ids": [fields.Command.clear()]}
        return super().write(vals)

    @api.constrains("meal_allergen_ids", "meal_consent_date")
    def _check_meal_consent(self):
        """Allergies are kept with the consent of the person. (E-MENU-05)"""
        # sudo: only whether there is a consent
        for partner in self.sudo():
            if partner.meal_allergen_ids and not partner.meal_consent_date:
                raise ValidationError(
                    self.env._(
                        "The allergies of %(name)s are kept only if they agree: write on which day they did."
                        " (E-MENU-05)",
                        name=partner.display_name,
                    )
                )
