from odoo import models
from odoo.fields import Domain
from odoo.tools import formatLang

from ..tools.wage_tax import WageTaxScale
from .regie_duty_rule import RESOURCES

PAYROLL = ("641",)
WAGE_TAX = ("6311",)


class RegieDutyRuleTax(models.Model):
    """The taxes that depend on who the activities serve: an aid to watch them, the accountant decides."""

    _inherit = "regie.duty.check"

    def _check_duty_franchise(self):
        """Receipts of the accessory profit-making activities, against the franchise of the commercial taxes."""
        exercise = self.exercise_id
        activities = self.env["regie.activity"].with_context(active_test=False)
        activities = activities.search([("company_id", "=", self.company_id.id)])
        watched = activities.filtered(lambda activity: activity.tax_sector == "franchise")
        undecided = activities.filtered(lambda activity: not activity.tax_sector and activity.active)
        receipts = self._get_receipts_by_sector()
        total = sum(receipts.values())
        share = receipts.get("franchise", 0) / total * 100 if total else 0
        lines = [
            self._prepare_line(
                self.env._("Receipts of the accessory profit-making activities"),
                receipts.get("franchise", 0),
                "franchise_lucrative",
                exercise,
                model="account.analytic.line",
                domain=self._get_receipts_domain(watched),
            ),
            self._prepare_line(self.env._("Their share in all receipts, in %"), share, None, exercise),
            self._prepare_line(
                self.env._("Activities whose sector nobody chose"),
                len(undecided),
                None,
                exercise,
                model="regie.activity",
                domain=[("id", "in", undecided.ids)],
            ),
        ]
        return self._get_franchise_answer(lines, watched, undecided), lines

    def _get_franchise_answer(self, lines, watched, undecided):
        main = lines[0]
        values = {"figure": main["figure"], "threshold": main["threshold"]}
        amounts = {
            "amount": formatLang(self.env, main["figure"], currency_obj=self.currency_id),
            "threshold": formatLang(self.env, main["threshold"], currency_obj=self.currency_id),
        }
        if main["is_exceeded"]:
            sentence = self.env._(
                "%(amount)s of accessory receipts, above %(threshold)s: look at the sectors with the tax office.",
                **amounts,
            )
            return {**values, "state": "reached", "sentence": sentence}
        if undecided:
            sentence = self.env._(
                "%s activities have no tax sector: choose it on each, the franchise cannot be judged without.",
                len(undecided),
            )
            return {**values, "state": "unknown", "sentence": sentence}
        if not watched:
            return {**values, "state": "na", "sentence": self.env._("No activity is of the accessory sector.")}
        sentence = self.env._("%(amount)s of accessory receipts, for a threshold of %(threshold)s.", **amounts)
        return {**values, "state": "near" if self._is_near(main) else "ok", "sentence": sentence}

    def _check_duty_wage_tax(self):
        """Estimate of the wage tax, due when less than 90 % of the receipts of the year before bear VAT."""
        exercise = self.exercise_id
        before = exercise.previous_id
        receipts = self._get_receipts_by_sector(before) if before else {}
        total = sum(receipts.values())
        taxed = max(0.0, min(1.0, receipts.get("taxable", 0) / total)) if total else 0.0
        limit, _source = self._get_threshold("ts_assujettissement", exercise)
        payroll, employees = exercise.get_sum(PAYROLL), exercise.employee_count
        scale = self._get_wage_tax_scale()
        due = 0.0 if taxed * 100 >= limit else scale.of_association(payroll, employees, taxed)
        booked = exercise.get_sum(WAGE_TAX)
        lines = self._get_wage_tax_lines(payroll, employees, taxed, due, booked)
        values = {"figure": self.currency_id.round(due), "threshold": scale.franchise}
        if payroll and not employees:
            sentence = self.env._(
                "Write the employees paid in the year on the exercise: the tax follows from their pay."
            )
            return {**values, "state": "unknown", "sentence": sentence}, lines
        amounts = {
            "due": formatLang(self.env, due, currency_obj=self.currency_id),
            "booked": formatLang(self.env, booked, currency_obj=self.currency_id),
        }
        sentence = self.env._(
            "Estimate, as if all earned the same and before the exemptions of aided contracts: %(due)s; in the books: "
            "%(booked)s.",
            **amounts,
        )
        return {**values, "state": "reached" if due > booked else "ok", "sentence": sentence}, lines

    def _get_wage_tax_lines(self, payroll, employees, taxed, due, booked):
        """What the estimate rests on."""
        exercise = self.exercise_id
        items = exercise.get_lines_domain()
        return [
            self._prepare_line(
                self.env._("Gross pay of the exercise"),
                payroll,
                None,
                exercise,
                model="account.move.line",
                domain=items & self._get_accounts_domain(PAYROLL),
            ),
            self._prepare_line(self.env._("Employees paid in the year"), employees, None, exercise),
            self._prepare_line(self.env._("Receipts bearing VAT the year before, in %"), taxed * 100, None, exercise),
            self._prepare_line(self.env._("Estimate"), due, None, exercise),
            self._prepare_line(
                self.env._("Wage tax in the books"),
                booked,
                None,
                exercise,
                model="account.move.line",
                domain=items & self._get_accounts_domain(WAGE_TAX),
            ),
        ]

    def _get_wage_tax_scale(self):
        """The scale of the exercise, from the dated parameters."""

        def value(code):
            return self._get_threshold(code, self.exercise_id)[0]

        return WageTaxScale(
            brackets=(
                (value("ts_seuil_1"), value("ts_taux_1")),
                (value("ts_seuil_2"), value("ts_taux_2")),
                (float("inf"), value("ts_taux_3")),
            ),
            franchise=value("ts_franchise"),
            discount=value("ts_decote"),
            allowance=value("ts_abattement"),
        )

    def _get_receipts_domain(self, activities, exercise=None):
        """Analytic lines of the receipts (70, 73, 74, 75) of activities in an exercise."""
        exercise = exercise or self.exercise_id
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        accounts = Domain.OR(Domain("general_account_id.code", "=like", f"{prefix}%") for prefix in RESOURCES)
        return accounts & Domain(
            [
                ("company_id", "=", exercise.company_id.id),
                ("date", ">=", exercise.date_from),
                ("date", "<=", exercise.date_to),
                (column, "in", activities.analytic_account_id.ids),
            ]
        )

    def _get_receipts_by_sector(self, exercise=None):
        """``{tax sector: euros}`` of the receipts of an exercise, in one query; False for activities without one."""
        exercise = exercise or self.exercise_id
        activities = self.env["regie.activity"].with_context(active_test=False)
        activities = activities.search([("company_id", "=", exercise.company_id.id)])
        sectors = {activity.analytic_account_id.id: activity.tax_sector for activity in activities}
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        receipts = {}
        for account, amount in self.env["account.analytic.line"]._read_group(
            self._get_receipts_domain(activities, exercise), [column], ["amount:sum"]
        ):
            sector = sectors[account.id]
            receipts[sector] = receipts.get(sector, 0) + amount
        return receipts
