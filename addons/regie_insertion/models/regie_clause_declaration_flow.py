from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieClauseDeclaration(models.Model):
    """Reading the hours into a declaration, sending it, and making the version that corrects it."""

    _inherit = "regie.clause.declaration"

    def action_refresh(self):
        """Read the hours again into the declarations; raises INS-L07 for one that was sent."""
        self._refuse_sent()
        self._read_hours()

    def action_send(self):
        """Freeze the declarations and mark them as sent; raises INS-L08 while a month of theirs is not validated."""
        self._refuse_sent()
        self._read_hours()
        for declaration in self:
            if declaration.hours_not_validated:
                raise UserError(
                    self.env._(
                        "The declaration %(declaration)s holds %(hours).2f hours of a month that is not validated. "
                        "The director validates the month first. (INS-L08)",
                        declaration=declaration.display_name,
                        hours=declaration.hours_not_validated,
                    )
                )
        for declaration in self:
            declaration.clause_id._post_ledger(declaration._get_months())
            declaration.ledger_row = declaration.clause_id.ledger_count
        self.write({"sent_on": fields.Datetime.now(), "sent_by_id": self.env.uid})

    def _get_months(self):
        """First days of the months of the period."""
        self.ensure_one()
        months = (self.date_to.year - self.date_from.year) * 12 + self.date_to.month - self.date_from.month + 1
        return [self.date_from + relativedelta(months=number) for number in range(months)]

    def action_acknowledge(self):
        """The buyer agrees with the declarations, today unless a day was typed."""
        for declaration in self.filtered(lambda one: one.sent_on and not one.acknowledged_on):
            declaration.acknowledged_on = fields.Date.context_today(self)

    def action_new_version(self):
        """Prepare the next version of a sent declaration; the difference with this one is shown."""
        self.ensure_one()
        version = self.create({"clause_id": self.clause_id.id, "date_from": self.date_from})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "res_id": version.id,
        }

    def action_view_hours(self):
        """Open the hours of the period, under the reader's own rights."""
        self.ensure_one()
        action = self.clause_id.action_view_hours()
        action["domain"] += [("date", ">=", self.date_from), ("date", "<=", self.date_to)]
        return action

    def action_view_clause(self):
        """Open the clause of this declaration."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.clause",
            "view_mode": "form",
            "res_id": self.clause_id.id,
        }

    def _read_hours(self):
        """Read the figures and the people of the declarations: two statements whatever their number."""
        clauses = self.env["regie.clause"]
        periods = [(one.id, one.clause_id.id, one.date_from, one.date_to) for one in self]
        since_start = [(one.id, one.clause_id.id, one.clause_id.date_start, one.date_to) for one in self]
        figures, totals = clauses._read_figures(periods), clauses._read_figures(since_start)
        threshold = int(self.env["regie.parameter"].get("petit_effectif", fields.Date.context_today(self)))
        for declaration in self:
            declaration.write(
                {
                    **declaration._prepare_figures(figures[declaration.id], totals[declaration.id]),
                    "small_threshold": threshold,
                    "computed_on": fields.Datetime.now(),
                }
            )
        self._read_people(clauses._read_people(periods))

    def _prepare_figures(self, figures, totals):
        """Values of the figures of one declaration."""
        self.ensure_one()
        return {
            "hours": float(figures["counted"]),
            "hours_qpv": float(figures["qpv"]),
            "people_count": figures["people"],
            "people_qpv_count": figures["qpv_people"],
            "women_count": figures["women"],
            "hours_not_validated": float(figures["counted"] - figures["validated"]),
            "hours_outside": float(figures["outside"]),
            "hours_not_eligible": float(figures["not_eligible"]),
            "hours_delta": float(figures["counted"]) - self.previous_id.hours if self.previous_id else 0.0,
            "hours_target": self.clause_id.hours_target,
            "hours_total": float(totals["counted"]),
            "hours_expected": self._get_hours_expected(),
        }

    @api.model
    def _read_people(self, people):
        """Replace the lines of the declarations by those of ``people``, as ``regie.clause._read_people`` gives them."""
        # The lines are written for the régie's own detail, whoever of the office or the managers asks for the figures.
        lines = self.env["regie.clause.declaration.line"].sudo()
        lines.search([("declaration_id", "in", self.ids)]).unlink()
        employees = self.env["hr.employee"].sudo().browse({employee for _key, employee, _hours in people})
        by_id = {employee.id: employee for employee in employees}
        previous = {
            (line.declaration_id.id, line.employee_id.id): line
            for line in lines.search([("declaration_id", "in", self.previous_id.ids)])
        }
        vals_list = []
        for key, employee_id, hours in people:
            declaration = self.browse(key)
            before = previous.pop((declaration.previous_id.id, employee_id), None)
            vals_list.append(self._prepare_line(declaration, by_id[employee_id], hours, before))
        for (declaration_id, _employee), before in previous.items():
            declaration = self.filtered(lambda one, replaced=declaration_id: one.previous_id.id == replaced)
            vals_list.append(self._prepare_line(declaration, before.employee_id, {}, before))
        lines.create([vals for vals in vals_list if vals["hours"] or vals["hours_refused"] or vals["hours_delta"]])

    @api.model
    def _prepare_line(self, declaration, employee, hours, before):
        """Values of the line of one person; ``before`` is their line in the version that this one replaces."""
        counted = hours.get("counted", Decimal(0))
        refused = sum(hours.get(name, Decimal(0)) for name in ("outside", "not_eligible", "training_out"))
        first_refused = hours.get("first_refused")
        return {
            "declaration_id": declaration.id,
            "employee_id": employee.id,
            "name": employee.name,
            "registration_number": employee.registration_number,
            "hours": float(counted),
            "hours_qpv": float(hours.get("qpv", Decimal(0))),
            "hours_training": float(hours.get("training", Decimal(0))),
            "hours_refused": float(refused),
            "hours_delta": float(counted) - (before.hours if before else 0.0) if declaration.previous_id else 0.0,
            "note": self.env._(
                "%(person)s is no longer eligible for the clause since %(date)s. (INS-L02)",
                person=employee.name,
                date=format_date(self.env, first_refused, date_format="dd/MM/yyyy"),
            )
            if first_refused
            else self.env._("The hours are outside the period of the market. (INS-L01)")
            if hours.get("outside")
            else self.env._("Training hours that the market does not count.")
            if hours.get("training_out")
            else False,
        }
