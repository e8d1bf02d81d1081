import re

from odoo import api, models
from odoo.exceptions import ValidationError


class HrVersion(models.Model):
    """Contract and private life of an employee: a French address has a French postal code."""

    _inherit = "hr.version"

    @api.constrains("private_zip", "private_country_id")
    def _check_private_zip(self):
        """INS-I08, in France or where no country is told."""
        for version in self.sudo().filtered("private_zip"):
            french = not version.private_country_id or version.private_country_id.code == "FR"
            if french and not re.fullmatch(r"\d{5}", version.private_zip.strip()):
                raise ValidationError(self.env._("The postal code must have 5 digits. (INS-I08)"))


class ResCompany(models.Model):
    """Régie known by its SIRET to the State."""

    _inherit = "res.company"

    @api.constrains("company_registry", "country_id")
    def _check_siret(self):
        """INS-I01, for the régies of France; a foreign company has another register."""
        for company in self.filtered("company_registry"):
            french = company.country_id.code == "FR"
            if french and not re.fullmatch(r"\d{14}", re.sub(r"\s", "", company.company_registry)):
                raise ValidationError(self.env._("The SIRET number must have 14 digits. (INS-I01)"))
