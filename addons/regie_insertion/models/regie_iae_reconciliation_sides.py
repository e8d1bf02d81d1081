from odoo import api, fields, models

from ..tools import etp

# Field of the line for the hours, and for the amount, of each side.
HOURS = {"pay": "hours_pay", "asp": "hours_asp"}
AMOUNTS = {"pay": "gross_pay", "asp": "amount_asp"}
ZERO = etp.to_decimal(0)


class RegieIaeReconciliation(models.Model):
    """The sides of a reconciliation: ours from the statement, the others from what was read in their files."""

    _inherit = "regie.iae.reconciliation"

    def _read_our_side(self):
        """Write our hours on the lines from the latest version of the statement; persons nobody names any more go."""
        for record in self:
            statement = self.env["regie.iae.statement"].search(
                [("annex_id", "=", record.annex_id.id), ("date_month", "=", record.date_month)],
                order="version desc",
                limit=1,
            )
            ours = {line.employee_id: line for line in statement.line_ids}
            known = {line.employee_id: line for line in record.line_ids}
            record.line_ids.create(
                [
                    {"reconciliation_id": record.id, "employee_id": employee.id, **line._prepare_reconciliation_vals()}
                    for employee, line in ours.items()
                    if employee not in known
                ]
            )
            for employee, line in known.items():
                if employee in ours:
                    line.write(ours[employee]._prepare_reconciliation_vals())
                elif line.in_pay or line.in_asp:
                    line.write({"hours_timesheet": 0, "hours_declared": 0})
                else:
                    line.unlink()
            record.statement_id = statement
        self._update_totals()
        self.line_ids._propose_causes()

    def _write_side(self, side, people):
        """Replace one side by ``{employee: (hours, amount)}``; the other sides stay as they are."""
        self.ensure_one()
        self._check_not_signed()
        hours, amount, known = HOURS[side], AMOUNTS[side], f"in_{side}"
        may_write_amount = self.line_ids._has_field_access(self.line_ids._fields[amount], "write")
        lines = {line.employee_id: line for line in self.line_ids}
        nothing = {hours: 0, known: False, **({amount: 0} if may_write_amount else {})}
        self.line_ids.filtered(known).write(nothing)
        created = []
        for employee, (read_hours, read_amount) in people.items():
            vals = {hours: float(read_hours), known: True}
            if may_write_amount:
                vals[amount] = float(read_amount)
            if employee in lines:
                lines[employee].write(vals)
            else:
                created.append({"reconciliation_id": self.id, "employee_id": employee.id, **vals})
        self.line_ids.create(created)
        self.line_ids.filtered(lambda line: not (line.statement_line_id or line.in_pay or line.in_asp)).unlink()
        vals = {f"{side}_imported_on": fields.Datetime.now()}
        total = sum((etp.to_decimal(pair[1]) for pair in people.values()), ZERO)
        if side == "asp":
            vals["amount_asp"] = total
        self.write(vals)
        if side == "asp" and total:
            self._record_payment(total)
        self._update_totals()
        self.line_ids._propose_causes()

    def _update_totals(self):
        """Totals of the sides, added in exact decimals."""
        names = ("hours_timesheet", "hours_pay", "hours_declared", "hours_asp", "gross_pay")
        for record in self:
            # sudo: the total of the gross pay is not hidden from an adviser who may not read each one
            lines = record.sudo().line_ids
            record.write({name: sum((etp.to_decimal(line[name]) for line in lines), ZERO) for name in names})

    def _get_payments(self):
        """Payments of the aid of the annex for the month."""
        self.ensure_one()
        return self.annex_id.payment_ids.filtered(lambda payment: payment.date_month == self.date_month)

    def _record_payment(self, total):
        """Record what the file says as the instalment of the month, once: a payment recorded already is left alone."""
        self.ensure_one()
        # sudo: an officer brings the file of the ASP in and may not write the schedule; only this payment is written
        payments = self.sudo()._get_payments().filtered(lambda payment: payment.kind == "instalment")
        if any(payments.mapped("date_received")):
            return
        today = fields.Date.context_today(self)
        vals = {"amount_received": total, "date_received": today}
        if payments:
            payments.write(vals)
        else:
            key = {"annex_id": self.annex_id.id, "date_month": self.date_month}
            payments.create({**key, "date_expected": today, **vals})

    @api.model
    def _get_received_amount(self, annex, month):
        """What the ASP paid for an annex and month as its file or its notice says, as a Decimal; None if unknown."""
        record = self.search([("annex_id", "=", annex.id), ("date_month", "=", month.replace(day=1))], limit=1)
        # sudo: a figure for the screens of the aid, whose readers the caller checks
        return etp.to_decimal(record.sudo().amount_received) if record.sudo().amount_received else None
