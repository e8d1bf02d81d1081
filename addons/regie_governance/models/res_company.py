import re

from stdnum.fr import siret

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """The association behind the régie: its numbers in the registers of the State, the territory of its members."""

    _inherit = "res.company"

    rna_number = fields.Char(
        string="RNA number",
        help="Number of the association in the national register: W and nine digits, on the receipt of the prefecture.",
    )
    intervention_territory_ids = fields.Many2many(
        "regie.territory",
        "regie_company_intervention_territory_rel",
        string="Territory of the members",
        help="Where the inhabitants of the association live, with the main territory.",
    )

    @api.constrains("rna_number")
    def _check_rna_number(self):
        """GOV-071, first half."""
        for company in self.filtered("rna_number"):
            if not re.fullmatch(r"W\d{9}", company.rna_number):
                raise ValidationError(
                    self.env._(
                        "“%(number)s” is not an RNA number: W followed by 9 digits. (GOV-071)",
                        number=company.rna_number,
                    )
                )

    @api.constrains("company_registry", "country_id")
    def _check_siret_key(self):
        """GOV-071, second half: in France the register number is a SIRET, with its control key."""
        for company in self.filtered(lambda c: c.company_registry and c.country_id.code == "FR"):
            if not siret.is_valid(company.company_registry):
                raise ValidationError(
                    self.env._(
                        "“%(number)s” is not a SIRET number: 14 digits, of which the last ones check the others."
                        " (GOV-071)",
                        number=company.company_registry,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Write the RNA number as the register does."""
        return super().create([self._clean_rna(vals) for vals in vals_list])

    def write(self, vals):
        """Write the RNA number as the register does."""
        return super().write(self._clean_rna(vals))

    @api.model
    def _clean_rna(self, vals):
        if vals.get("rna_number"):
            return dict(vals, rna_number=re.sub(r"\s", "", vals["rna_number"]).upper())
        return vals

    def _get_intervention_territories(self):
        """Return the territories in which an inhabitant of the association may live."""
        return self.regie_territory_id | self.intervention_territory_ids
