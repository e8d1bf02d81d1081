from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import ValidationError


class RegieMandate(models.Model):
    """A young person administers with the written consent of the legal representative (loi 1901, art. 2 bis)."""

    _inherit = "regie.mandate"

    @api.constrains("partner_id", "organ_id", "date_start", "membership_id")
    def _check_parental_consent(self):
        """GOV-005: before the age of the law, the consent is kept on the membership."""
        # sudo: who may write a mandate may not read birth dates; only the rule is told, never the date
        for mandate in self.sudo().filtered(lambda m: m.organ_id.kind in ("board", "bureau")):
            birth = mandate.partner_id.regie_birth_date
            if not birth or not mandate.date_start or mandate._has_parental_consent():
                continue
            age = int(self.env["regie.parameter"].get("governance_consent_age", mandate.date_start))
            if birth + relativedelta(years=age) > mandate.date_start:
                raise ValidationError(
                    self.env._(
                        "%(person)s is under %(age)s: the written consent of the legal representative is needed to"
                        " administer (loi 1901, art. 2 bis). Attach it to the membership. (GOV-005)",
                        person=mandate.partner_id.name,
                        age=age,
                    )
                )

    def _has_parental_consent(self):
        """Tell whether the membership in whose name the person sits holds the consent."""
        self.ensure_one()
        return bool(self.membership_id) and self.membership_id._has_parental_consent()
