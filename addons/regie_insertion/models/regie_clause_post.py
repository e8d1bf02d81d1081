from decimal import ROUND_HALF_UP

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.clause import CENT, chain_hash, to_decimal
from .regie_clause_ledger import HASHED

#: Figures of a row of the ledger, and where each is read.
LEDGER_FIGURES = {"hours": "counted", "hours_qpv": "qpv", "hours_training": "training"}


class RegieClause(models.Model):
    """Writing the months of a clause into its ledger, and proving that nothing was touched since."""

    _inherit = "regie.clause"

    ledger_ids = fields.One2many("regie.clause.ledger", "clause_id", groups="regie_insertion.group_insertion_user")
    ledger_count = fields.Integer(string="Rows of the ledger", readonly=True, copy=False)
    ledger_seal = fields.Char(readonly=True, copy=False, help="Seal of the last row: it stands for all of them.")
    month_ids = fields.One2many("regie.clause.month", "clause_id", string="Months")
    month_count = fields.Integer(compute="_compute_month_count")
    contested_count = fields.Integer(string="Contested months", compute="_compute_month_count")
    globalisation_ids = fields.Many2many(
        "regie.clause.globalisation",
        "regie_clause_globalisation_rel",
        "clause_id",
        "globalisation_id",
        string="Globalisation agreements",
    )

    def _compute_month_count(self):
        months = self.env["regie.clause.month"]
        groups = months._read_group([("clause_id", "in", self.ids)], ["clause_id", "state"], ["__count"])
        for clause in self:
            counts = {state: count for one, state, count in groups if one == clause}
            clause.month_count = sum(counts.values())
            clause.contested_count = counts.get("contested", 0)

    def _post_ledger(self, days, reason=None):
        """Write the validated months of ``days`` into the ledgers of the clauses: what is not there yet, and the
        difference, positive or negative, where the hours changed since. Returns the new rows.
        """
        # sudo: the ledger is written by the facts, nobody has the right to write it
        months = self.env["regie.clause.month"].sudo()
        keys = self._get_validated_months({day.replace(day=1) for day in days})
        if not keys:
            return self.env["regie.clause.ledger"]
        periods = [(index, clause.id, day, day + relativedelta(day=31)) for index, (clause, day) in enumerate(keys)]
        written = months._read_written(keys)
        rows = []
        for index, employee_id, hours in self._read_people(periods):
            before = written.pop((*keys[index], employee_id), None)
            rows.append((keys[index], self._prepare_ledger_vals(employee_id, hours, before, reason)))
        for (clause, day, employee_id), before in written.items():
            rows.append(((clause, day), self._prepare_ledger_vals(employee_id, {}, before, reason)))
        rows = [(key, row) for key, row in rows if self._is_to_post(row)]
        found = months._ensure(keys, {key for key, _row in rows})
        vals_list = [{**row, "month_id": found[key].id} for key, row in rows]
        self._add_proofs(vals_list, months.browse(month.id for month in found.values()))
        self.env["regie.clause.hour"].sudo()._take(months.browse(month.id for month in found.values()))
        return self.env["regie.clause.ledger"].sudo().create(vals_list)

    def _get_validated_months(self, days):
        """[(clause, first day)] of the months of ``days`` that the clauses' régies have validated."""
        # sudo: everybody may know that a month is validated
        validated = (
            self.env["regie.hours.month"]
            .sudo()
            .search(
                [
                    ("company_id", "in", self.company_id.ids),
                    ("date", "in", list(days)),
                    ("validated_on", "!=", False),
                ]
            )
        )
        known = {(month.company_id, month.date) for month in validated}
        return [(clause, day) for clause in self for day in sorted(days) if (clause.company_id, day) in known]

    @api.model
    def _is_to_post(self, row):
        """Whether a row says something: hours of a new person, or any difference with what is written."""
        # Training hours alone, which the market does not count, open no row.
        return row["hours"] > 0 if row["kind"] == "entry" else any(row[name] for name in LEDGER_FIGURES)

    @api.model
    def _prepare_ledger_vals(self, employee_id, hours, before, reason):
        """Values of the row that brings the ledger of a person and month to ``hours``; zeros when it is there."""
        before = before or {}
        figures = {
            name: to_decimal(hours.get(source, 0)).quantize(CENT, ROUND_HALF_UP) - before.get(name, 0)
            for name, source in LEDGER_FIGURES.items()
        }
        return {
            "employee_id": employee_id,
            **{name: float(value) for name, value in figures.items()},
            "kind": "correction" if before else "entry",
            "reason": (reason or self.env._("Hours changed after the validation of the month")) if before else False,
        }

    def _add_proofs(self, rows, months):
        """Give each row the proof on which the person is eligible: a PASS IAE by nature, else a verified criterion."""
        people = sorted({row["employee_id"] for row in rows})
        # sudo: the ledger keeps the reference whoever validates the month
        passes = self.env["regie.iae.pass"].sudo().search([("employee_id", "in", people)], order="date_start")
        proofs = (
            self.env["regie.clause.eligibility"]
            .sudo()
            .search([("employee_id", "in", people), ("verified_on", "!=", False)], order="date_from")
        )
        passes, proofs = passes.grouped("employee_id"), proofs.grouped("employee_id")
        for row in rows:
            month = months.browse(row["month_id"])
            first, last = month.date, month._get_last_day()
            person = self.env["hr.employee"].browse(row["employee_id"])
            by_nature = _last_covering(passes.get(person), "date_start", "date_end", first, last)
            verified = _last_covering(proofs.get(person), "date_from", "date_to", first, last)
            row["pass_id"] = by_nature and by_nature.id
            row["eligibility_id"] = verified.id if verified and not by_nature else False

    def _get_first_refused(self, employee):
        """``{clause id: first day on which the person is no longer eligible}``, False where no limit is set."""
        lines = self.env["account.analytic.line"]
        lines.flush_model(["clause_id", "employee_id", "date"])
        self.env["hr.version"].flush_model(["iae_form", "contract_date_start"])
        [(first_hour, first_cdi)] = self.env.execute_query(
            SQL(
                """SELECT (SELECT MIN(date) FROM account_analytic_line
                            WHERE employee_id = %(id)s AND clause_id IS NOT NULL),
                          (SELECT MIN(contract_date_start) FROM hr_version
                            WHERE employee_id = %(id)s AND active AND iae_form = 'cdi')""",
                id=employee.id or 0,
            )
        )
        refused = {}
        for clause in self:
            limits = ((first_hour, clause.eligibility_months), (first_cdi, clause.months_after_cdi))
            days = [day + relativedelta(months=months) for day, months in limits if day and months]
            refused[clause.id] = min(days, default=False)
        return refused

    def _are_globalised(self, month):
        """Whether a signed agreement covers two of these clauses on a day of the month."""
        # sudo: the rule holds for agreements that the reader may not see
        agreements = (
            self.env["regie.clause.globalisation"]
            .sudo()
            .search(
                [
                    ("signed_on", "!=", False),
                    ("clause_ids", "in", self.ids),
                    ("date_start", "<=", month + relativedelta(day=31)),
                    ("date_end", ">=", month),
                ]
            )
        )
        return any(len(one.clause_ids & self) > 1 for one in agreements)

    def _find_broken_row(self):
        """The first row of the ledgers whose seal does not stand for it any more; an empty record when all is well."""
        ledger = self.env["regie.clause.ledger"].sudo()
        for clause in self:
            seal = ""
            for row in ledger.search([("clause_id", "=", clause.id)], order="sequence"):
                content = {name: row[name].id if row._fields[name].relational else row[name] for name in HASHED}
                seal = chain_hash(seal, ledger._get_hashed(content))
                if seal != row.row_hash:
                    return row
            if seal != (clause.ledger_seal or ""):
                return ledger.search([("clause_id", "=", clause.id)], order="sequence desc", limit=1)
        return ledger

    def action_check_ledger(self):
        """Recompute every seal of the ledger and say whether it is whole."""
        self.ensure_one()
        self.check_access("read")
        broken = self._find_broken_row()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if broken else "success",
                "message": self.env._("The ledger is broken at row %(row)s.", row=broken.sequence)
                if broken
                else self.env._("The ledger is whole: %(count)s rows, no seal broken.", count=self.ledger_count),
            },
        }

    def action_view_ledger(self):
        """Open the ledger of this clause."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_ledger_action")
        return {**action, "domain": [("clause_id", "=", self.id)], "context": {}}

    def action_view_months(self):
        """Open the months of this clause, with what the buyer said of them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_month_action")
        return {**action, "domain": [("clause_id", "=", self.id)], "context": {}}


def _last_covering(records, start, end, first, last):
    """The last of the records with a day between ``first`` and ``last``; False when there is none."""
    found = [one for one in records or () if one[start] and one[start] <= last and (not one[end] or one[end] >= first)]
    return found[-1] if found else False
