from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..tools import aid, annex_number
from .regie_iae_annex import ACTIVE_STATES

# What moves the schedule when it is written.
SCHEDULE_FIELDS = {
    "state",
    "date_start",
    "date_end",
    "etp_posts",
    "unit_amount",
    "is_amount_dated",
    "hours_basis",
    "modulation_rate",
    "regularisation_months",
    "agreement_id",
}
GROUP_AID = "regie_insertion.group_insertion_user,regie_base.group_role_accountant"


class RegieIaeAnnex(models.Model):
    """The schedule of the payments of an annex: instalments, regularisations and modulated part."""

    _inherit = "regie.iae.annex"

    payment_ids = fields.One2many("regie.iae.aid.payment", "annex_id", string="Payments of the aid", groups=GROUP_AID)
    aid_expected = fields.Monetary(
        string="Expected until today", compute="_compute_aid", groups=GROUP_AID, help="Payments whose day is over."
    )
    aid_received = fields.Monetary(string="Received", compute="_compute_aid", groups=GROUP_AID)
    aid_gap = fields.Monetary(
        string="Gap", compute="_compute_aid", groups=GROUP_AID, help="Received − expected until today."
    )
    aid_late_count = fields.Integer(string="Late payments", compute="_compute_aid", groups=GROUP_AID)

    @api.depends("payment_ids.amount_expected", "payment_ids.amount_received", "payment_ids.date_received")
    def _compute_aid(self):
        today = fields.Date.context_today(self)
        payments = self.env["regie.iae.aid.payment"]
        mine = [("annex_id", "in", self.ids)]

        def sums(domain, aggregate):
            return dict(payments._read_group(mine + domain, ["annex_id"], [aggregate]))

        due = ["|", ("date_received", "!=", False), ("date_expected", "<", today)]
        expected, received = sums(due, "amount_expected:sum"), sums([], "amount_received:sum")
        late = sums([("state", "=", "late")], "__count")
        for annex in self:
            annex.aid_expected = expected.get(annex._origin, 0)
            annex.aid_received = received.get(annex._origin, 0)
            annex.aid_gap = annex.aid_received - annex.aid_expected
            annex.aid_late_count = late.get(annex._origin, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """An annex that is active has its schedule at once."""
        annexes = super().create(vals_list)
        annexes._refresh_schedule()
        return annexes

    def write(self, vals):
        """The schedule follows the figures of the annex."""
        result = super().write(vals)
        if SCHEDULE_FIELDS & vals.keys():
            self._refresh_schedule()
        return result

    def action_refresh_schedule(self):
        """Compute the schedule again from the hours and the contracts of today."""
        self._refresh_schedule()

    def action_open_payments(self):
        """The payments of the annex, expected and received."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_iae_aid_payment_action")
        return dict(action, domain=[("annex_id", "=", self.id)], context={"default_annex_id": self.id})

    @api.model
    def _cron_refresh_schedule(self):
        """Each night, what is expected follows the hours, the contracts and the orders of the day."""
        self.search([("state", "in", ACTIVE_STATES)])._refresh_schedule()
        self.env["regie.iae.cash.forecast"].search([("is_reference", "=", True)])._refresh_lines()

    def _refresh_schedule(self):
        """Write the payments that the annexes expect; what was received is never touched. Idempotent.

        A closed annex keeps its lines and gets no new one; an annex that is neither active nor closed expects nothing.
        """
        payments = self.env["regie.iae.aid.payment"]
        existing = payments.search([("annex_id", "in", self.ids)]).grouped("annex_id")
        etp_months = self._get_etp_months()
        vals_list, useless = [], payments
        for annex in self:
            lines = {(line.date_month, line.kind): line for line in existing.get(annex, payments)}
            wanted = annex._prepare_schedule(etp_months.get(annex.id, []), lines) if annex._is_scheduled() else {}
            for key, vals in wanted.items():
                line = lines.pop(key, payments)
                if line and not line.date_received:
                    line._write_changes(vals)
                elif not line and annex.is_active:
                    vals_list.append({"annex_id": annex.id, "date_month": key[0], "kind": key[1], **vals})
            useless |= payments.union(*lines.values()).filtered(lambda line: not line.date_received)
        useless.unlink()
        payments.create(vals_list)

    def _is_scheduled(self):
        return self.is_active or self.state == "cloture"

    def _prepare_schedule(self, etp_months, lines):
        """Payments expected from the annex, ``{(month, kind): values}``.

        ``lines`` are those that exist: a received one keeps its amount, the others are worked out around it.
        """
        self.ensure_one()
        months, amounts = self._get_months(), self._get_month_amounts()[self]
        received = {key: line for key, line in lines.items() if line.date_received}
        for line in self._get_replaced().sudo().payment_ids:  # sudo: the payments of the annex that this one amends
            if line.date_received:
                received.setdefault((line.date_month, line.kind), line)
        parts = self._get_instalments(months, amounts, received)
        schedule = {
            (month, "instalment"): self._prepare_payment(part, month)
            for month, part in parts.items()
            if (month, "instalment") not in received
        }
        hours = [row["hours"] if row["hours"] is not None else row["planned_hours"] for row in etp_months]
        known = [row["hours"] is not None for row in etp_months]
        schedule.update(self._prepare_regularisations(months, amounts, hours, known, parts, received))
        if self.modulation_rate and (months[-1], "modulation") not in received:
            is_final = all(known)
            base = aid.due(hours, amounts, self.hours_basis, self.etp_posts) if is_final else self.amount_total
            amount = aid.modulation(self.modulation_rate, base)
            schedule[months[-1], "modulation"] = self._prepare_payment(amount, months[-1], not is_final)
        return {key: vals for key, vals in schedule.items() if key not in received}

    def _get_instalments(self, months, amounts, received):
        """Instalment of each month: one equal part, the last one not yet received absorbs the difference."""
        total = aid.total(self.etp_posts, amounts)
        parts = dict(zip(months, aid.instalments(total, len(months)), strict=True))
        for month in months:
            if line := received.get((month, "instalment")):
                parts[month] = aid.cents(line.amount_expected)
        open_months = [month for month in months if (month, "instalment") not in received]
        if open_months:
            last = open_months[-1]
            parts[last] += total - sum(parts.values())
        return parts

    def _prepare_regularisations(self, months, amounts, hours, known, parts, received):
        """Regularisation of each month of the list, and of the last month: aid due until then − what was paid."""
        positions = annex_number.parse_months(self.regularisation_months) or []
        positions = [*[position for position in positions if position < len(months)], len(months)]
        is_blank = not any(hours)
        paid = {
            month: aid.exact(line.amount_received) if (line := received.get((month, "instalment"))) else part
            for month, part in parts.items()
        }
        schedule, settled = {}, []
        for position in positions:
            month = months[position - 1]
            if line := received.get((month, "regularisation")):
                settled.append(aid.exact(line.amount_received))
                continue
            before = [paid[month] for month in months[:position]] + settled
            amount = aid.cents(0)
            if not is_blank:
                head = slice(0, position)
                amount = aid.regularisation(hours[head], amounts[head], self.hours_basis, self.etp_posts, before)
            settled.append(amount)
            is_forecast = not all(known[:position])
            schedule[month, "regularisation"] = self._prepare_payment(amount, month, is_forecast)
        return schedule

    def _prepare_payment(self, amount, month, is_forecast=False):
        delay = self.company_id.iae_aid_delay_days
        return {
            "amount_expected": float(amount),
            "date_expected": month + relativedelta(day=31) + relativedelta(days=delay),
            "is_forecast": is_forecast,
        }
