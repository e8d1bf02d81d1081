from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date


class RegieMandateRules(models.Model):
    """What the statutes and the law of 1901 ask of who sits: how long, how many times, a member up to date."""

    _inherit = "regie.mandate"

    date_end_planned = fields.Date(
        compute="_compute_date_end_planned",
        store=True,
        readonly=False,
        precompute=True,
        help="Proposed for who is elected: the duration of the statutes. The person sits until the end is recorded.",
    )

    @api.depends("organ_id", "origin", "date_start")
    def _compute_date_end_planned(self):
        for mandate in self:
            years = mandate._is_of_statutes() and mandate._get_statutes().mandate_years
            if years and not mandate.date_end_planned and mandate.origin == "election" and mandate.date_start:
                mandate.date_end_planned = mandate.date_start + relativedelta(years=years, days=-1)
            else:
                mandate.date_end_planned = mandate.date_end_planned

    def _is_of_statutes(self):
        """Tell whether the seat is one of those that the statutes rule: board and bureau."""
        self.ensure_one()
        return self.organ_id.kind in ("board", "bureau")

    def _get_statutes(self):
        """Return the statutes in force when the mandate starts; empty when none was."""
        self.ensure_one()
        if not self.date_start or not self.organ_id:
            return self.env["regie.statutes"]
        return self.env["regie.statutes"]._get_in_force(
            self.organ_id.company_id, self.date_start, raise_if_missing=False
        )

    @api.constrains("organ_id", "date_start", "date_end_planned")
    def _check_duration(self):
        """A mandate is not planned for longer than the statutes say. Years go from assembly to assembly: any day of
        the year in which the last one falls is within the duration.

        :raise ValidationError: GOV-014
        """
        for mandate in self.filtered(lambda one: one._is_of_statutes() and one.date_end_planned):
            statutes = mandate._get_statutes()
            if mandate.date_end_planned < mandate.date_start:
                raise ValidationError(self.env._("A mandate cannot be planned to end before it starts. (GOV-014)"))
            years = mandate.date_end_planned.year - mandate.date_start.year
            if statutes.mandate_years and years > statutes.mandate_years:
                raise ValidationError(
                    self.env._(
                        "Longest duration of a mandate: %(years)s years (statutes, art. %(article)s). (GOV-014)",
                        years=statutes.mandate_years,
                        article=statutes._get_article("mandate_duration"),
                    )
                )

    @api.constrains("organ_id", "partner_id", "membership_id", "date_start", "origin")
    def _check_consecutive(self):
        """Nobody sits in an organ more times in a row than the statutes say. A cooptation is none of them.

        :raise ValidationError: GOV-014
        """
        for mandate in self.filtered(lambda one: one._is_of_statutes() and one.origin != "cooptation"):
            statutes = mandate._get_statutes()
            limit = statutes.max_consecutive_mandates
            if limit and mandate._get_consecutive_count(statutes.mandate_gap_days) > limit:
                raise ValidationError(
                    self.env._(
                        "%(person)s already sat %(count)s times in a row in the %(organ)s, the most that the statutes "
                        "allow (art. %(article)s). (GOV-014)",
                        person=mandate.partner_id.name,
                        count=limit,
                        organ=mandate.organ_id.name,
                        article=statutes._get_article("mandate_limit"),
                    )
                )

    def _get_consecutive_count(self, gap_days):
        """Return how many mandates in a row this one makes, itself included, for this person in this organ."""
        self.ensure_one()
        before = self.search(
            [
                ("organ_id", "=", self.organ_id.id),
                ("partner_id", "=", self.partner_id.id),
                ("date_start", "<", self.date_start),
                ("origin", "!=", "cooptation"),
            ],
            order="date_start desc",
        )
        count, start = 1, self.date_start
        for mandate in before:
            if not mandate.date_end or (start - mandate.date_end).days > gap_days + 1:
                break
            count, start = count + 1, mandate.date_start
        return count

    @api.constrains("membership_id", "organ_id", "date_start")
    def _check_member(self):
        """Who sits in the name of a member: that member is one, and up to date, on the first day.

        :raise ValidationError: GOV-015
        """
        for mandate in self.filtered("membership_id"):
            day, member = mandate.date_start, mandate.membership_id
            if member._get_state_on(day) != "active" or not mandate._is_member_paid():
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a member up to date on %(date)s: accept the membership or record the fee "
                        "first. (GOV-015)",
                        person=member.partner_id.name,
                        date=format_date(self.env, day),
                    )
                )

    def _is_member_paid(self):
        """Tell whether the member has paid the fee that the statutes ask for, on the first day of the mandate.

        Not looked at for days before the member was recorded here: the fees of that time are on paper.
        """
        self.ensure_one()
        member, day = self.membership_id, self.date_start
        recorded = fields.Datetime.context_timestamp(self, member.create_date).date()
        if self._get_statutes().fee_condition != "paid" or day < recorded:
            return True
        return member._is_fee_paid(day)[member]

    @api.model
    def _get_ending_domain(self, date):
        """Return the Domain of the mandates of the board and the bureau that still run after their planned end."""
        domain = self._get_running_domain(date) & Domain("date_end_planned", "<", date)
        return domain & Domain("organ_id.kind", "in", ("board", "bureau"))
