from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, float_compare, format_date

from ..tools import contract
from .hr_version import GROUP_CONTRACT_DATES, IAE_FORMS

PASSERELLE_KINDS = ("EI", "ACI")


class HrVersion(models.Model):
    """CDI inclusion (Code du travail D5132-10-5-1 and -2) and contrat passerelle: who may sign one, and when."""

    _inherit = "hr.version"

    cdii_reduced_on = fields.Date(
        string="Reduced aid from",
        compute="_compute_cdii_reduced_on",
        groups=GROUP_CONTRACT_DATES,
        help="First day of the second year of a CDI inclusion: the aid falls to the rate of the parameter "
        "cdii_aide_an2.",
    )

    def _compute_cdii_reduced_on(self):
        for version in self:
            start = version.contract_date_start
            is_inclusion = start and version.iae_form == "cdii"
            version.cdii_reduced_on = start + relativedelta(years=1) if is_inclusion else False

    def _get_aid_rate(self, day):
        """Percent of the socle that the State pays for this contract on a day: less from year 2 of a CDI inclusion."""
        self.ensure_one()
        if not self.cdii_reduced_on or day < self.cdii_reduced_on:
            return 100
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        return float(parameters.get("cdii_aide_an2", day, kind=self.agreement_id.kind or None))

    def _check_iae_form(self):
        """The rules of the CDI inclusion and of the contrat passerelle, after those of the CDDI."""
        result = super()._check_iae_form()
        # A contract that is over is a fact, whatever it should have been.
        today = fields.Date.context_today(self)
        living = self.filtered(lambda version: not version.contract_date_end or version.contract_date_end >= today)
        inclusion = living.filtered(lambda version: version.iae_form == "cdii")
        inclusion._check_cdii_person()
        inclusion._check_cdii_quota()
        living.filtered(lambda version: version.iae_form == "passerelle")._check_passerelle()
        return result

    # -- CDI inclusion -------------------------------------------------------------------------

    def _check_cdii_person(self):
        """INS-C08 then INS-C09. A person whose birth date is not known yet is warned about on the page."""
        for version in self:
            birthday = version.employee_id.birthday
            signed = version.signed_on or version.contract_date_start
            age = int(version._get_parameter("cdii_age"))
            if birthday and contract.age_on(birthday, signed) < age:
                raise ValidationError(
                    self.env._("The CDI inclusion is reserved for employees of %(age)s and over. (INS-C08)", age=age)
                )
            months = int(version._get_parameter("cdii_anciennete_mois"))
            possible = version._get_entry_day() + relativedelta(months=months)
            if version.contract_date_start < possible:
                raise ValidationError(
                    self.env._(
                        "The CDI inclusion requires %(months)s months of pathway (possible from %(date)s). (INS-C09)",
                        months=months,
                        date=format_date(self.env, possible, date_format="dd/MM/yyyy"),
                    )
                )

    def _get_entry_day(self):
        """First day of the pathway: entry in the structure, first insertion contract or PASS IAE, the earliest."""
        self.ensure_one()
        employee = self.employee_id
        contracts = employee.version_ids.filtered(
            lambda version: version.iae_form in IAE_FORMS and version.contract_date_start
        )
        pathways = self.env["regie.insertion.pathway"].search(
            [("employee_id", "=", employee.id), ("refused_on", "=", False)]
        )
        days = [
            *contracts.mapped("contract_date_start"),
            *pathways.mapped("date_start"),
            *employee.pass_ids.mapped("date_start"),
        ]
        return min(days, default=self.contract_date_start)

    def _check_cdii_quota(self):
        """INS-C10: the CDI inclusion of an agreement fit in their share of the posts of the annex in force."""
        for agreement in self.agreement_id:
            # Two people sign at the same time: PostgreSQL makes the second one start again, with both counted.
            self.env.cr.execute(
                SQL("UPDATE regie_iae_agreement SET write_date = write_date WHERE id = %s", agreement.id)
            )
            for version in self.filtered(lambda version, agreement=agreement: version.agreement_id == agreement):
                maximum = agreement._get_cdii_max_etp(version.contract_date_start)
                used = agreement._get_cdii_etp(version.contract_date_start, version)
                if maximum is not None and float_compare(used, maximum, precision_digits=4) > 0:
                    raise ValidationError(
                        self.env._(
                            "The quota of CDI inclusion (%(max)s FTE) would be exceeded. (INS-C10)",
                            max=f"{maximum:.2f}".replace(".", ","),
                        )
                    )

    # -- contrat passerelle --------------------------------------------------------------------

    def _check_passerelle(self):
        """INS-C13 to C15: the kinds, the months of pathway before it, its duration and its single renewal."""
        for version in self:
            kind = version.agreement_id.kind
            if kind and kind not in PASSERELLE_KINDS:
                raise ValidationError(self.env._("The contrat passerelle is reserved for EI and ACI. (INS-C13)"))
            months = int(version._get_parameter("passerelle_anciennete_mois"))
            possible = version._get_entry_day() + relativedelta(months=months)
            if version.contract_date_start < possible:
                raise ValidationError(
                    self.env._(
                        "The contrat passerelle requires %(months)s months of pathway (possible from %(date)s). "
                        "(INS-C14)",
                        months=months,
                        date=format_date(self.env, possible, date_format="dd/MM/yyyy"),
                    )
                )
            duration = int(version._get_parameter("passerelle_mois"))
            count = int(version._get_parameter("passerelle_contrats_max"))
            same = version.employee_id.version_ids.filtered(lambda row: row.active and row.iae_form == "passerelle")
            end = version.contract_date_end
            too_long = not end or end > contract.last_day(version.contract_date_start, duration)
            if too_long or len(set(same.mapped("contract_date_start"))) > count:
                raise ValidationError(
                    self.env._(
                        "A contrat passerelle lasts %(months)s months at most and is renewed once. (INS-C15)",
                        months=duration,
                    )
                )

    # -- the PASS that follows -----------------------------------------------------------------

    def _propose_pass_step(self):
        """Remind the CIP of what the form of contract asks on the PASS: a prolongation, or a suspension."""
        for version in self.sudo().filtered("contract_date_start"):
            employee = version.employee_id
            pathway = self.env["regie.insertion.pathway"].sudo()._get_open(employee)
            user = pathway.social_worker_id or self.env.user
            env = self.with_context(lang=user.lang).env
            summary = {
                "cdii": env._("CDI inclusion: ask for the prolongation of the PASS (SENIOR_CDI)"),
                "passerelle": env._("Contrat passerelle: suspend the PASS on this ground"),
            }.get(version.iae_form)
            if summary:
                (employee.pass_id or employee).activity_schedule(
                    "mail.mail_activity_data_todo", version.contract_date_start, summary=summary, user_id=user.id
                )
