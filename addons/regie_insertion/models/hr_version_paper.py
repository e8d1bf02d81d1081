from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import french
from .hr_version import CDDI_FORMS

WEEKS_PER_MONTH = 52 / 12
# The words of a wording, in French as the wording is.
WORDS = (
    "adresse",
    "chantier",
    "cip",
    "civilite",
    "convention",
    "contrat_debut",
    "contrat_fin",
    "debut",
    "debut_lettres",
    "derogation",
    "duree_mois",
    "emploi",
    "employeur",
    "employeur_adresse",
    "encadrant",
    "equipe",
    "essai_fin",
    "fait_le",
    "fin",
    "fin_lettres",
    "forme",
    "heures",
    "heures_mois",
    "naissance",
    "pass_debut",
    "pass_fin",
    "pass_numero",
    "rang",
    "representant",
    "rome",
    "salaire",
    "salarie",
    "siret",
)


class HrVersion(models.Model):
    """The contract as a paper: the words that fill in its wording, and its print."""

    _inherit = "hr.version"

    def _get_paper_usage(self):
        """A contract that follows another without a gap is its amendment of renewal; otherwise it is a contract."""
        self.ensure_one()
        return "amendment" if self._get_previous_contract().iae_form in CDDI_FORMS else "contract"

    def _get_paper(self):
        """Wording of this contract; UserError (INS-C25) when nobody wrote one."""
        self.ensure_one()
        template = self.env["regie.contract.template"]._get_for(self, self._get_paper_usage())
        if not template or not self.contract_date_start:
            raise UserError(
                self.env._(
                    "No wording fits this contract: write one in Configuration, Wordings of contracts. (INS-C25)"
                )
            )
        return template

    def _get_paper_values(self):
        """What the records say of this contract, ``{word: French text}``; an empty word is printed as dots."""
        self.ensure_one()
        return {**self._get_paper_employer(), **self._get_paper_person(), **self._get_paper_terms()}

    def _get_paper_employer(self):
        company = self.company_id
        partner = company.partner_id
        # sudo: who directs the régie is written on its papers, groups are read by administrators only
        role = self.env.ref("regie_base.group_role_director").sudo()
        director = role.user_ids.filtered(lambda user: user.active and company in user.company_ids)[:1]
        agreement = self.agreement_id
        return {
            "employeur": company.name,
            "employeur_adresse": self._join_address(partner.street, partner.street2, partner.zip, partner.city),
            "siret": company.company_registry or partner.company_registry,
            "representant": director.name,
            "convention": f"{agreement.kind} n° {agreement.number}" if agreement else "",
        }

    def _get_paper_person(self):
        employee = self.employee_id
        civility = {"female": "Madame", "male": "Monsieur"}.get(self.sex, "")
        record = employee.pass_id
        pathway = self.env["regie.insertion.pathway"]._get_open(employee)
        # sudo: the team leader is named on the contract
        leader = self.department_id.sudo().manager_id
        return {
            "civilite": civility,
            "salarie": employee.name,
            "naissance": employee.birthday and french.long_date(employee.birthday),
            "adresse": self._join_address(
                self.private_street, self.private_street2, self.private_zip, self.private_city
            ),
            "cip": pathway.social_worker_id.name,
            "encadrant": leader.name,
            "pass_numero": record.number_display,
            "pass_debut": record and french.long_date(record.date_start),
            "pass_fin": record and french.long_date(record.date_end),
        }

    def _get_paper_terms(self):
        start, end, previous = self.contract_date_start, self.contract_date_end, self._get_previous_contract()
        decisions = self.employee_id._get_derogations("duration", end) if end else self.employee_id.derogation_ids[:0]
        # the wage is printed by those who may read it, and left to fill in by the others
        wage = self.wage if self._has_field_access(self._fields["wage"], "read") else 0
        month = self.weekly_hours * WEEKS_PER_MONTH
        return {
            "forme": dict(self._fields["iae_form"]._description_selection(self.with_context(lang="fr_FR").env)).get(
                self.iae_form
            ),
            "rang": str(self.contract_rank),
            "debut": french.long_date(start),
            "debut_lettres": french.date_in_words(start),
            "fin": end and french.long_date(end),
            "fin_lettres": end and french.date_in_words(end),
            "duree_mois": str(self.contract_months or ""),
            "contrat_debut": previous and french.long_date(previous.contract_date_start),
            "contrat_fin": previous and french.long_date(previous.contract_date_end),
            "heures": self.weekly_hours and french.hours(self.weekly_hours),
            "heures_mois": month and french.hours(round(month, 2)),
            "emploi": self.job_title or self.job_id.name,
            "rome": self.rome_code,
            "chantier": self.project_id.name,
            "equipe": self.department_id.name,
            "essai_fin": self.trial_date_end and french.long_date(self.trial_date_end),
            "salaire": wage and french.amount(wage),
            "derogation": ", ".join(filter(None, decisions.mapped("reference"))),
            "fait_le": french.long_date(self.signed_on or fields.Date.context_today(self)),
        }

    def _join_address(self, street, street2, postal_code, city):
        town = " ".join(filter(None, [postal_code, city]))
        return ", ".join(filter(None, [street, street2, town]))

    def action_print_contract(self):
        """Print the contract, or the amendment of renewal."""
        for version in self:
            version._get_paper()
        return self.env.ref("regie_insertion.report_hr_version_contract_action").report_action(self, config=False)
