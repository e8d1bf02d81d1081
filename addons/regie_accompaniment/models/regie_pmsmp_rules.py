from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools import immersion


class RegiePmsmp(models.Model):
    """Rules of the immersions: duration, renewal, conventions and days at one host, tutor, minors."""

    _inherit = "regie.pmsmp"

    @api.constrains(
        "pathway_id",
        "host_id",
        "host_siret",
        "object_id",
        "goals",
        "date_start",
        "date_end",
        "last_day",
        "result",
        "renewal_of_id",
        "cancelled_on",
    )
    def _check_convention(self):
        """INS-W01 to INS-W05 in this order; a cancelled convention has no rule left to follow."""
        for pmsmp in self.filtered(lambda pmsmp: not pmsmp.cancelled_on):
            pmsmp._check_duration()
            pmsmp._check_renewal()
            others = pmsmp._get_conventions_at_host() - pmsmp
            pmsmp._check_number_at_host(others)
            pmsmp._check_same_object(others)
            pmsmp._check_days_at_host(others)

    @api.constrains("tutor_id", "pathway_id")
    def _check_tutor(self):
        """INS-W06: somebody else than the beneficiary answers for the host. The e-mails are those of that day."""
        for pmsmp in self.filtered("tutor_id.email"):
            # sudo: the private address of the person is compared, never shown
            person = pmsmp.employee_id.sudo()
            addresses = {(email or "").strip().lower() for email in (person.private_email, person.work_email)}
            if pmsmp.tutor_id.email.strip().lower() in addresses:
                raise ValidationError(
                    self.env._("The tutor and the beneficiary must have different e-mail addresses. (INS-W06)")
                )

    @api.constrains("pathway_id", "date_start", "representative_name")
    def _check_minor(self):
        """A minor is represented. The youngest age is that of the employee's own rule (INS-I06)."""
        for pmsmp in self:
            # sudo: the age is compared, never shown
            birthday = pmsmp.employee_id.sudo().birthday
            majority = pmsmp._get_parameter("age_majorite")
            of_age = not birthday or pmsmp.date_start >= birthday + relativedelta(years=majority)
            if not of_age and not pmsmp.representative_name:
                raise ValidationError(
                    self.env._(
                        "%(name)s is under %(age)s: name the legal representative who signs the convention. (INS-W08)",
                        name=pmsmp.employee_id.name,
                        age=majority,
                    )
                )

    def _check_duration(self):
        limit = immersion.last_day(self.date_start, self._get_parameter("pmsmp_duree_mois"))
        if self.date_end > limit:
            raise ValidationError(
                self.env._(
                    "An immersion cannot last more than a month (last possible day: %(date)s). (INS-W01)",
                    date=format_date(self.env, limit, date_format="dd/MM/yyyy"),
                )
            )

    def _check_renewal(self):
        first = self.renewal_of_id
        if not first:
            return
        siblings = (first.renewal_ids | self).filtered(lambda pmsmp: not pmsmp.cancelled_on)
        maximum = self._get_parameter("pmsmp_renouvellements")
        same = all(first[name] == self[name] for name in ("object_id", "host_id", "pathway_id"))
        if first.renewal_of_id or len(siblings) > maximum or not same or self.date_start <= first.date_end:
            raise ValidationError(self.env._("An immersion can be renewed only once, for the same object. (INS-W02)"))

    def _check_number_at_host(self, others):
        """A renewal goes on with its convention: it is not another one."""
        conventions = (others | self).filtered(lambda pmsmp: not pmsmp.renewal_of_id)
        maximum = self._get_parameter("pmsmp_conventions")
        months = self._get_parameter("pmsmp_fenetre_mois")
        if not self.renewal_of_id and immersion.most_starts(conventions.mapped("date_start"), months) > maximum:
            raise ValidationError(self.env._("No more than two immersions at the same host over 12 months. (INS-W03)"))

    def _check_same_object(self, others):
        months = self._get_parameter("pmsmp_fenetre_mois")
        for other in others.filtered(lambda pmsmp: not pmsmp.renewal_of_id):
            near = immersion.most_starts([self.date_start, other.date_start], months) > 1
            if not self.renewal_of_id and near and other._get_purpose() == self._get_purpose():
                raise ValidationError(
                    self.env._("The second immersion must have another object or other goals. (INS-W04)")
                )

    def _check_days_at_host(self, others):
        months = self._get_parameter("pmsmp_fenetre_mois")
        periods = [period for pmsmp in others | self for period in pmsmp._get_periods()]
        total = immersion.most_days(periods, months)
        maximum = self._get_parameter("pmsmp_jours")
        if total > maximum:
            raise ValidationError(
                self.env._(
                    "The total duration at this host would exceed %(maximum)s days (%(days)s). (INS-W05)",
                    maximum=maximum,
                    days=total,
                )
            )

    def _get_conventions_at_host(self):
        """Immersions of this person at this host, one SIRET being one host, without those that did not take place."""
        self.ensure_one()
        conventions = self.search([("employee_id", "=", self.employee_id.id), ("cancelled_on", "=", False)])
        return conventions.filtered(
            lambda pmsmp: (
                pmsmp.result != "no_show"
                and (pmsmp.host_id == self.host_id or (pmsmp.host_siret and pmsmp._get_siret() == self._get_siret()))
            )
        )

    def _get_siret(self):
        return "".join((self.host_siret or "").split())

    def _get_purpose(self):
        """Object and goals, as they are compared: case and blanks make no other goal."""
        return self.object_id, " ".join((self.goals or "").lower().split())
