from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, formatLang

from odoo.addons.regie_base.tools.result import plain

#: Products of the ordinary activity: sales, public contributions, grants, fees and gifts (C. com. R. 612-1)
RESOURCES = ("70", "73", "74", "75")
#: Cash subsidies; the part of investment grants brought to income (747) is not received in the year
SUBSIDIES = ("741", "742", "743", "744", "745", "746", "748")
#: Gifts that may be deducted by who gives them
GIFTS = ("7541", "7542")


class RegieDutyRule(models.Model):
    """The rules of the duties, one method by code, and what they read."""

    _inherit = "regie.duty.check"

    def _get_answer(self):
        """Return ``(values of the check, lines)`` of its rule; a missing parameter is a sentence, not an error."""
        self.ensure_one()
        rule = getattr(self, f"_check_duty_{self.duty_id.code}", None)
        if rule is None:
            return {"state": "unknown", "sentence": self.env._("No installed application knows this duty.")}, []
        try:
            return rule()
        except UserError as error:
            return {"state": "unknown", "sentence": str(error)}, []

    # -- auditor

    def _check_duty_auditor_size(self):
        """Two of three: employees, resources, balance sheet; it ends after two exercises below (C. com. R. 612-1)."""
        lines = self._get_size_lines(self.exercise_id)
        count = sum(line["is_exceeded"] for line in lines)
        unknown = [line for line in lines if not line["is_known"]]
        previous = self.exercise_id.previous_id
        before = sum(line["is_exceeded"] for line in self._get_size_lines(previous)) if previous else 0
        near = sum(line["is_exceeded"] or self._is_near(line) for line in lines)
        values = {"figure": count, "threshold": 2}
        if count >= 2:
            sentence = self.env._("%s criteria of three are exceeded: annual accounts and an auditor are due.", count)
            return {**values, "state": "reached", "sentence": sentence}, lines
        if before >= 2:
            sentence = self.env._(
                "Below for the first time: the duty ends after two exercises below, so that it goes on for this one."
            )
            return {**values, "state": "reached", "sentence": sentence}, lines
        if unknown and count + len(unknown) >= 2:
            sentence = self.env._(
                "%s of three criteria exceeded, and a figure is missing: write the permanent employees on the "
                "exercise.",
                count,
            )
            return {**values, "state": "unknown", "sentence": sentence}, lines
        sentence = self.env._("%s of three criteria exceeded: no auditor is due for the size.", count)
        return {**values, "state": "near" if near >= 2 else "ok", "sentence": sentence}, lines

    def _get_size_lines(self, exercise):
        """The three criteria of the size for an exercise."""
        headcount = exercise._get_permanent_headcount()
        total = exercise._get_balance_total()
        return [
            self._prepare_line(
                self.env._("Permanent employees, mean of the ends of quarters"),
                headcount,
                "cac_effectif",
                exercise,
                is_known=bool(headcount),
            ),
            self._prepare_line(
                self.env._("Turnover or resources, without VAT"),
                -exercise.get_sum(RESOURCES),
                "cac_ressources",
                exercise,
                model="account.move.line",
                domain=exercise.get_lines_domain() & self._get_accounts_domain(RESOURCES),
            ),
            self._prepare_line(
                self.env._("Total of the balance sheet, net"),
                total["amount"],
                "cac_bilan",
                exercise,
                model="account.move.line",
                domain=total["domain"],
            ),
        ]

    def _check_duty_auditor_subsidy(self):
        """Cash subsidies of authorities, or deductible gifts, of more than 153 000 € a year (C. com. L. 612-4)."""
        lines = self._get_subsidy_lines()
        counted = [line for line in lines if line["is_counted"]]
        highest = max(counted, key=lambda line: line["figure"] / (line["threshold"] or 1))
        values = {"figure": highest["figure"], "threshold": highest["threshold"]}
        amounts = {
            "amount": formatLang(self.env, highest["figure"], currency_obj=self.currency_id),
            "threshold": formatLang(self.env, highest["threshold"], currency_obj=self.currency_id),
            "what": highest["name"],
        }
        if highest["is_exceeded"]:
            sentence = self.env._(
                "%(what)s: %(amount)s, above %(threshold)s: annual accounts, an auditor and their publication are due.",
                **amounts,
            )
            return {**values, "state": "reached", "sentence": sentence}, lines
        sentence = self.env._("%(what)s: %(amount)s, for a threshold of %(threshold)s.", **amounts)
        return {**values, "state": "near" if self._is_near(highest) else "ok", "sentence": sentence}, lines

    def _get_subsidy_lines(self):
        """Subsidies attributed to the exercise, those of the books, and the deductible gifts."""
        exercise = self.exercise_id
        fractions = Domain("exercise_id", "=", exercise.id) & Domain(
            "grant_id.state", "in", ["notified", "running", "reported", "closed"]
        )
        fractions &= Domain("grant_id.is_investment", "=", False)
        counting = fractions & Domain("grant_id.counts_for_auditor", "=", True)
        others = fractions & Domain("grant_id.counts_for_auditor", "=", False)
        others &= Domain("grant_id.legal_kind", "=", "grant")
        read = self.env["regie.grant.fraction"]._read_group
        [(granted,)], [(left_out,)] = (
            read(counting, [], ["amount:sum"]),
            read(others, [], ["amount:sum"]),
        )
        booked = -exercise.get_sum(SUBSIDIES) - (left_out or 0)
        return [
            self._prepare_line(
                self.env._("Subsidies of authorities, as the grants attribute them to the exercise"),
                granted or 0,
                "cac_subventions",
                exercise,
                model="regie.grant.fraction",
                domain=counting,
            ),
            self._prepare_line(
                self.env._("Subsidies in the books, those that do not count left out"),
                booked,
                "cac_subventions",
                exercise,
                model="account.move.line",
                domain=exercise.get_lines_domain() & self._get_accounts_domain(SUBSIDIES),
            ),
            self._prepare_line(
                self.env._("Gifts that may be deducted"),
                -exercise.get_sum(GIFTS),
                "cac_dons",
                exercise,
                model="account.move.line",
                domain=exercise.get_lines_domain() & self._get_accounts_domain(GIFTS),
            ),
        ]

    # -- helpers

    def _get_accounts_domain(self, prefixes):
        return Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes)

    def _get_threshold(self, code, exercise):
        """Return ``(value, source)`` of a parameter on the last day of the exercise.

        :raise UserError: INS-P01 when none is in force
        """
        parameters = self.env["regie.parameter"].with_company(exercise.company_id)
        value = float(parameters.get(code, exercise.date_to))
        # sudo: figures of the law are read by all
        found = parameters.sudo().search(
            [
                ("code", "=", code),
                ("company_id", "in", [False, exercise.company_id.id]),
                ("date_from", "<=", exercise.date_to),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", exercise.date_to),
            ]
        )
        return value, found.sorted(lambda row: not row.company_id)[:1].source

    def _prepare_line(self, name, figure, parameter, exercise, model=False, domain=(), is_known=True, is_counted=True):
        """Values of a criterion; without a parameter it is shown for information."""
        threshold, source = self._get_threshold(parameter, exercise) if parameter else (0, False)
        return {
            "name": name,
            "figure": figure,
            "threshold": threshold,
            "source": source,
            "is_known": is_known,
            "is_counted": is_counted and bool(parameter),
            "is_exceeded": bool(parameter) and is_known and figure > threshold,
            "res_model": model,
            "domain": repr(plain(list(domain))),
        }

    def _is_near(self, line):
        """Tell whether a criterion comes close to its threshold: the share is a parameter of the régie."""
        share = float(
            self.env["regie.parameter"].with_company(self.company_id).get("seuil_alerte", self.exercise_id.date_to)
        )
        return bool(line["threshold"]) and line["figure"] >= line["threshold"] * share / 100

    def _format_day(self, day):
        return format_date(self.env, day)

    def _get_today(self):
        return fields.Date.context_today(self)
