from collections import Counter

import pytz

from odoo import fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .regie_loan_line import BLOCKING


class RegieLoanEligibility(models.Model):
    """Who may borrow what, and when: asked at the booking and again when the tool leaves, never at its return.

    gup_services.md, 5.4. Each rule has its own sentence and its own code.
    """

    _inherit = "regie.loan"

    def _check_eligibility(self, moment, chosen=None):
        """Refuse a loan that breaks a rule.

        :param moment: "reserve" when it is booked, "checkout" when the tools leave
        :param chosen: lines of which the software has just chosen the unit, among those that may leave
        :raise ValidationError: E-LOAN-01 to E-LOAN-10
        """
        for loan in self:
            lines = loan.line_ids.filtered(lambda line: line.state in ("draft", *BLOCKING))
            loan._check_duration(lines)
            if moment == "reserve":
                loan._check_distance(lines)
            loan._check_opening(moment)
            loan._check_membership()
            loan._check_suspension()
            loan._check_overdue()
            loan._check_quota(lines)
            loan._check_clearance(lines)
            loan._check_age(lines)
            loan._check_items(lines - chosen if chosen else lines, moment)

    def _get_tz(self):
        """The time zone in which the days of a loan are counted: that of the place, else that of the régie."""
        calendar = self.site_id.calendar_id or self.company_id.resource_calendar_id
        return pytz.timezone(calendar.tz or self.env.user.tz or "Europe/Paris")

    def _get_local_date(self, moment):
        """The day of a UTC moment where the tools are lent."""
        return pytz.utc.localize(moment).astimezone(self._get_tz()).date()

    def _get_period(self):
        """First and last local days of the loan."""
        return self._get_local_date(self.date_out), self._get_local_date(self.date_due)

    def _check_duration(self, lines):
        """E-LOAN-09: the longest loan of each policy, counted on local days; a renewal gives as much again."""
        for line in lines:
            days = (self._get_local_date(line.date_due) - self._get_local_date(line.date_out)).days
            longest = line.policy_id.max_days * (1 + line.renewal_count)
            if days > longest:
                raise ValidationError(
                    self.env._(
                        "%(tool)s is lent %(max)s days at most: bring the return forward. (E-LOAN-09)",
                        tool=line.display_name,
                        max=longest,
                    )
                )

    def _check_distance(self, lines):
        """E-LOAN-10: neither too early nor too late before the day of departure."""
        today = self._get_local_date(fields.Datetime.now())
        for line in lines:
            policy = line.policy_id
            days = (self._get_local_date(line.date_out) - today).days
            if not policy.min_start_days <= days <= policy.max_start_days:
                raise ValidationError(
                    self.env._(
                        "%(tool)s is booked between %(min)s and %(max)s days before: choose another day. (E-LOAN-10)",
                        tool=line.display_name,
                        min=policy.min_start_days,
                        max=policy.max_start_days,
                    )
                )

    def _check_opening(self, moment):
        """E-LOAN-08: the tool library receives on the day of departure and on that of the return."""
        if not self.site_id:
            return
        first, last = self._get_period()
        if moment == "checkout":
            first = self._get_local_date(fields.Datetime.now())
        # sudo: the opening hours of a place are public
        closed = self.site_id.sudo()._get_closed_days(min(first, last), last)
        for day in (first, last):
            if day in closed:
                raise ValidationError(
                    self.env._(
                        "The tool library is closed on %(date)s: choose a day on which it is open. (E-LOAN-08)",
                        date=format_date(self.env, day, date_format="dd/MM/yyyy"),
                    )
                )

    def _check_membership(self):
        """E-LOAN-01: a member over the whole of the loan."""
        first, last = self._get_period()
        partner = self.partner_id.with_company(self.company_id)
        if partner not in partner._get_members_over(first, last):
            raise ValidationError(
                self.env._(
                    "%(partner)s has no valid membership until %(date)s: renew it first. (E-LOAN-01)",
                    partner=self.partner_id.display_name,
                    date=format_date(self.env, last, date_format="dd/MM/yyyy"),
                )
            )

    def _check_suspension(self):
        """E-LOAN-02: not suspended today; a suspension that is over never blocks."""
        today = self._get_local_date(fields.Datetime.now())
        # sudo: a member who books knows why they may not; the list of the suspensions is for the counter
        suspensions = self.env["regie.loan.suspension"].sudo().with_company(self.company_id)
        suspension = suspensions._get_current(self.partner_id, today)
        if suspension:
            until = suspension.date_end and format_date(self.env, suspension.date_end, date_format="dd/MM/yyyy")
            raise ValidationError(
                self.env._(
                    "%(partner)s may not borrow until %(date)s: %(reason)s. The manager may lift it. (E-LOAN-02)",
                    partner=self.partner_id.display_name,
                    date=until or self.env._("the tool is back"),
                    reason=suspension.reason,
                )
            )

    def _check_overdue(self):
        """E-LOAN-03: nothing late at the borrower's, unless the manager let it through with a reason."""
        if self.overdue_reason:
            return
        late = self.env["regie.loan.line"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("out", "overdue")),
                ("date_due", "<", fields.Datetime.now()),
                ("loan_id", "!=", self.id),
            ],
            order="date_due",
            limit=1,
        )
        if late:
            raise ValidationError(
                self.env._(
                    "%(item)s, due on %(date)s, is late: it must come back first. The manager may let this loan"
                    " through with a reason. (E-LOAN-03)",
                    item=late.item_id.display_name,
                    date=format_date(self.env, self._get_local_date(late.date_due), date_format="dd/MM/yyyy"),
                )
            )

    def _check_quota(self, lines):
        """E-LOAN-04: the tools of a policy that one borrower holds at a time."""
        wanted = Counter(line.policy_id for line in lines)
        if not any(policy.max_items for policy in wanted):
            return
        others = self.env["regie.loan.line"].search_fetch(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "in", BLOCKING),
                ("loan_id", "!=", self.id),
                ("date_out", "<", self.date_due),
                "|",
                ("date_due", ">", self.date_out),
                ("state", "=", "overdue"),
            ],
            ["model_id"],
        )
        held = Counter(line.policy_id for line in others)
        for policy, count in wanted.items():
            if policy.max_items and count + held[policy] > policy.max_items:
                raise ValidationError(
                    self.env._(
                        "%(policy)s: %(max)s tools at a time at most, %(held)s are already booked or out. (E-LOAN-04)",
                        policy=policy.name,
                        max=policy.max_items,
                        held=held[policy],
                    )
                )

    def _check_clearance(self, lines):
        """E-LOAN-05: the training that a policy or a model asks for, valid until the return."""
        kinds = lines.mapped("clearance_kind_id")
        if not kinds:
            return
        # an organisation borrows by one of its people, trained
        people = self.partner_id | (self.partner_id.child_ids if self.partner_id.is_company else self.partner_id)
        missing = (
            self.env["regie.clearance"].with_company(self.company_id)._get_missing(people, kinds, *self._get_period())
        )
        for line in lines:
            kind = line.clearance_kind_id
            if kind and all(kind in missing[person] for person in people):
                raise ValidationError(
                    self.env._(
                        "%(item)s asks for a training that is not valid until the return: %(training)s. (E-LOAN-05)",
                        item=line.display_name,
                        training=kind.name,
                    )
                )

    def _check_age(self, lines):
        """E-LOAN-06: old enough on the day of departure; an age that nobody asked for blocks nothing."""
        if self.partner_id.is_company:
            return
        age = self.partner_id._get_age(self._get_period()[0])
        oldest = max(lines.mapped("policy_id.min_age"), default=0)
        if age is not None and age < oldest:
            raise ValidationError(
                self.env._(
                    "The borrower must be %(age)s years old: an adult of the household borrows instead. (E-LOAN-06)",
                    age=oldest,
                )
            )

    def _check_items(self, lines, moment):
        """E-LOAN-07: each tool may leave; at the counter, it is there."""
        reasons = lines.item_id._get_unavailability(moment, self) if lines else {}
        for item, reason in reasons.items():
            raise ValidationError(self._say_unavailable(item, reason))

    def _say_unavailable(self, item, reason):
        """The sentence of E-LOAN-07."""
        return self.env._(
            "%(item)s is not available (%(status)s): choose another unit. (E-LOAN-07)",
            item=item.display_name,
            status=reason,
        )
