from odoo import api, models

from .res_partner_prescriber import GROUP_SUPPORT

# Fields of the entry situation that the fiche sends, in order; those after the blank are for social support only.
_ENTRY = (
    "education_level",
    "was_employed",
    "previous_employer_type",
    "without_job_since",
    "has_no_resources",
    "ft_registered_since",
    "ft_identifier",
    "rsa",
    "rsa_since",
    "has_ass",
    "ass_since",
    "has_are",
    "has_activity_bonus",
    "is_single_parent",
    "has_language_problem",
    "has_mobility_problem",
)
_ENTRY_SENSITIVE = (
    "orienteur_id",
    "has_aah",
    "aah_since",
    "is_rqth",
    "is_oeth",
    "is_ase_leaver",
    "is_housing_unstable",
    "is_refugee",
    "is_detention_leaver",
)
_NEEDED = {"education_level", "rsa", "orienteur_id"}


class RegieIaeEmployeeRecord(models.Model):
    """What the fiche salarié says, field by field, and what of it a reader may see."""

    _inherit = "regie.iae.employee.record"

    def _get_rows(self, masked=None):
        """``(label, value, needed, sensitive)`` of each field sent, in the order of the State.

        ``masked`` hides the sensitive values; by default, from the readers without social support.
        """
        self.ensure_one()
        if masked is None:
            masked = not self.env.user.has_group(GROUP_SUPPORT)
        # sudo: the fiche holds what the State asks for; what the reader may not see is masked below
        record = self.sudo()
        rows = [*record._get_identity_rows(), *record._get_address_rows(), *record._get_entry_rows()]
        hidden = self.env._("Reserved to social support")
        return [
            (label, hidden if masked and sensitive and value else value, needed, sensitive)
            for label, value, needed, sensitive in rows
        ]

    def _get_identity_rows(self):
        employee, iae_pass = self.employee_id, self.pass_id
        born_here = employee.country_of_birth.code in ("FR", False)
        return [
            (self.env._("ASP measure"), self.asp_measure, True, False),
            (self.env._("SIRET"), self.siret, True, False),
            (self.env._("PASS IAE"), self.pass_number, True, False),
            (self.env._("Start of the PASS"), iae_pass.date_start, True, False),
            (self.env._("End of the PASS"), iae_pass.date_end, True, False),
            (self.env._("Civility"), {"male": "M", "female": "MME"}.get(employee.sex), True, False),
            (self.env._("Name"), self.last_name, True, False),
            (self.env._("First name"), self.first_name, True, False),
            (self.env._("Date of birth"), employee.birthday, True, False),
            (self.env._("INSEE code of the place of birth"), self.birth_insee_code, born_here, False),
            (self.env._("Country of birth"), employee.country_of_birth.name, True, False),
            (self.env._("Group of countries"), self._get_country_group(), True, False),
            (self.env._("NIR"), employee.ssnid, True, False),
        ]

    def _get_address_rows(self):
        employee = self.employee_id
        return [
            (self.env._("Street"), employee.private_street, True, False),
            (self.env._("Postal code"), employee.private_zip, True, False),
            (self.env._("Town"), employee.private_city, True, False),
        ]

    def _get_entry_rows(self):
        pathway = self.pathway_id
        labels = pathway.fields_get([*_ENTRY, *_ENTRY_SENSITIVE], ["string"])
        rows = []
        for name in (*_ENTRY, *_ENTRY_SENSITIVE):
            field, value = pathway._fields[name], pathway[name]
            if field.type == "boolean":
                value = self.env._("Yes") if value else self.env._("No")
            elif field.type == "many2one":
                value = value.code
            needed = name in _NEEDED or (name == "without_job_since" and not pathway.was_employed)
            needed = needed or (name == "ft_identifier" and bool(pathway.ft_registered_since))
            rows.append((labels[name]["string"], value, needed, name in _ENTRY_SENSITIVE))
        return rows

    def _get_country_group(self):
        """1 for France, 2 for the European Economic Area, 3 for the others; False without nationality."""
        country = self.employee_id.country_id
        if not country:
            return False
        if country.code == "FR":
            return "1"
        return "2" if country in self.env.ref("base.europe").country_ids or country.code in self._get_eea() else "3"

    @api.model
    def _get_eea(self):
        """Members of the European Economic Area that are not of the Union."""
        return ("IS", "LI", "NO")
