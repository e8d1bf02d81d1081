from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class RegieLoanCounter(models.AbstractModel):
    """What the screen of the counter asks: the loans of the day, a card or a tool that is scanned, a loan at once.

    Every answer is read with the rights of who holds the counter.
    """

    _name = "regie.loan.counter"
    _description = "Counter of the tool library"

    @api.model
    def get_day(self):
        """Return the loans to hand over today, those that are out and due, and those whose deposit waits.

        :return: ``{"collect": [loan…], "due": [loan…], "settle": [loan…]}``, see ``_describe``
        """
        loans = self.env["regie.loan"]
        loans.check_access("read")
        end = self._get_end_of_day()
        settle = [("state", "=", "returned"), ("deposit_ids.state", "=", "held")]
        found = {
            "collect": loans.search(
                [("state", "in", ("reserved", "contract")), ("date_out", "<=", end)], order="date_out", limit=40
            ),
            "due": loans.search(
                [("line_ids", "any", [("state", "in", ("out", "overdue")), ("date_due", "<=", end)])],
                order="date_due",
                limit=40,
            ),
            "settle": loans.search(settle, order="date_due", limit=40),
        }
        return {key: [self._describe(loan) for loan in records] for key, records in found.items()}

    @api.model
    def scan(self, code):
        """Say what a scanned or typed text is: a tool by its number, a person by their card or their name, a loan.

        :return: ``{"people": […], "tool": {…} or None, "loans": [loan…]}``; all empty when nothing is known by it
        """
        code = (code or "").strip()
        self.env["regie.loan"].check_access("read")
        answer = {"people": [], "tool": None, "loans": []}
        if not code:
            return answer
        item = self.env["regie.loan.item"].search(["|", ("barcode", "=", code), ("number", "=ilike", code)], limit=1)
        if item:
            return answer | self._describe_tool(item)
        partners = self.env["res.partner"]
        people = partners.search([("barcode", "=", code)], limit=1)
        if not people:
            loan = self.env["regie.loan"].search([("name", "=ilike", code)], limit=1)
            if loan:
                return answer | {"loans": [self._describe(loan)]}
            people = partners.search([("display_name", "ilike", code)], limit=8) if len(code) > 1 else people
        return answer | {"people": [{"id": person.id, "name": person.display_name} for person in people]}

    @api.model
    def get_person(self, partner_id):
        """Return a person at the counter: their name, what must be said to them, their loans that are not over."""
        loans = self.env["regie.loan"]
        loans.check_access("read")
        person = self.env["res.partner"].browse(partner_id)
        states = ("reserved", "contract", "out", "overdue", "returned")
        found = loans.search([("partner_id", "=", partner_id), ("state", "in", states)], order="date_out", limit=20)
        return {
            "id": person.id,
            "name": person.display_name,
            "alerts": self._get_alerts(person, found),
            "loans": [self._describe(loan) for loan in found],
        }

    @api.model
    def start_loan(self, partner_id, item_ids, days):
        """Book tools from now for a person who is there, and open their handover.

        :raise ValidationError: E-LOAN-01 to E-LOAN-11 when a rule says no
        :raise UserError: E-LOAN-44 without a tool or a number of days
        """
        if not item_ids or not 0 < int(days) < 366:
            raise UserError(self.env._("Scan a tool and say for how many days. (E-LOAN-44)"))
        now = fields.Datetime.now().replace(second=0, microsecond=0)
        items = self.env["regie.loan.item"].browse(item_ids)
        loan = self.env["regie.loan"].create(
            {
                "partner_id": partner_id,
                "site_id": items.site_id[:1].id,
                "date_out": now,
                "date_due": now + timedelta(days=int(days)),
                "line_ids": [Command.create({"item_id": item.id}) for item in items],
            }
        )
        loan.action_reserve()
        if loan.state == "asked":
            return {"type": "ir.actions.act_window_close"}
        return loan.action_checkout()

    def _get_end_of_day(self):
        """The last moment of today on the wall of the régie, in UTC, without its zone."""
        loan = self.env["regie.loan"].new({"company_id": self.env.company.id})
        zone = loan._get_tz()
        today = loan._get_local_date(fields.Datetime.now())
        midnight = fields.Datetime.to_datetime(today + timedelta(days=1))
        offset = zone.localize(midnight).utcoffset()
        return midnight - offset - timedelta(seconds=1)

    def _get_alerts(self, person, loans):
        """Sentences that the agent must know before lending: suspension, delays, membership."""
        today = fields.Date.context_today(self)
        alerts = []
        suspension = self.env["regie.loan.suspension"]._get_current(person, today)
        if suspension:
            alerts.append(self.env._("Suspended: %s", suspension.reason))
        late = loans.line_ids.filtered(
            lambda line: line.state in ("out", "overdue") and line.date_due < fields.Datetime.now()
        )
        if late:
            alerts.append(self.env._("Late: %s", ", ".join(late.item_id.mapped("display_name"))))
        if person not in person._get_members_over(today, today):
            alerts.append(self.env._("Not a member today"))
        return alerts

    def _describe(self, loan):
        """What a card of the screen shows of a loan."""
        states = dict(loan._fields["state"]._description_selection(self.env))
        now = fields.Datetime.now()
        zone = loan._get_tz().zone
        out = loan._get_lines_out()
        due = min(out.mapped("date_due"), default=loan.date_due)
        return {
            "id": loan.id,
            "name": loan.name,
            "partner_id": loan.partner_id.id,
            "partner": loan.partner_id.display_name,
            "state": loan.state,
            "state_label": states[loan.state],
            "tools": [line.display_name for line in loan._get_listed_lines()],
            "from": format_datetime(self.env, loan.date_out, tz=zone, dt_format="dd/MM HH:mm"),
            "until": format_datetime(self.env, due, tz=zone, dt_format="dd/MM HH:mm"),
            "is_late": bool(out) and due < now,
            "step": "out" if loan.state in ("reserved", "contract") else "in" if out else "settle",
            "deposit_id": loan.deposit_id.id if loan.deposit_id.state == "held" else False,
        }

    def _describe_tool(self, item):
        """A tool on the counter, and the loan it belongs to now: out, or booked for today."""
        line = self.env["regie.loan.line"].search(
            [
                ("item_id", "=", item.id),
                "|",
                ("state", "in", ("out", "overdue")),
                *("&", ("state", "in", ("reserved", "contract")), ("date_out", "<=", self._get_end_of_day())),
            ],
            order="date_out",
            limit=1,
        )
        reason = item._get_unavailability("reserve").get(item)
        tool = {"id": item.id, "name": item.display_name, "days": item.policy_id.max_days, "reason": reason or False}
        return {"tool": tool, "loans": [self._describe(line.loan_id)] if line else []}
