from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, plaintext2html

from ..tools.clause import is_small, to_decimal


class RegieClauseMonth(models.Model):
    """A month of a clause: what its ledger says, and what the buyer answered. The buyer reads it in the portal.

    Nothing here names a person. Its state is read from the ledger, the declarations and the countersignatures; a
    correction of the hours makes it wait for a new declaration and a new countersignature.
    """

    _name = "regie.clause.month"
    _description = "Month of a Social Clause"
    _inherit = ["portal.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, clause_id"

    clause_id = fields.Many2one("regie.clause", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="restrict")
    buyer_id = fields.Many2one(related="clause_id.buyer_id", store=True, index=True)
    commercial_buyer_id = fields.Many2one(
        related="buyer_id.commercial_partner_id", store=True, index=True, string="Buyer's organisation"
    )
    user_id = fields.Many2one(related="clause_id.user_id", store=True)
    date = fields.Date(string="Month", required=True, readonly=True)
    ledger_ids = fields.One2many("regie.clause.ledger", "month_id", groups="regie_insertion.group_insertion_user")
    hours = fields.Float(compute="_compute_figures", store=True, compute_sudo=True, digits=(16, 2))
    hours_qpv = fields.Float(
        string="QPV hours", compute="_compute_figures", store=True, compute_sudo=True, digits=(16, 2)
    )
    people_count = fields.Integer(string="People", compute="_compute_figures", store=True, compute_sudo=True)
    posted_on = fields.Datetime(string="Last change", compute="_compute_figures", store=True, compute_sudo=True)
    last_row = fields.Integer(
        compute="_compute_figures", store=True, compute_sudo=True, help="Number of its last row in the clause's ledger."
    )
    seal = fields.Char(
        compute="_compute_figures", store=True, compute_sudo=True, help="Seal of its last row of the ledger."
    )
    countersignature_ids = fields.One2many("regie.clause.countersignature", "month_id", string="Buyer's answers")
    last_answer_id = fields.Many2one(
        "regie.clause.countersignature", string="Answer", compute="_compute_state", store=True, compute_sudo=True
    )
    state = fields.Selection(
        [
            ("validated", "Validated"),
            ("declared", "Declared"),
            ("accepted", "Countersigned"),
            ("contested", "Contested"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        compute_sudo=True,
        help="Validated by the régie, declared to the buyer, then countersigned or contested by it. "
        "Hours that are only entered are not here yet.",
    )

    _clause_date_uniq = models.Constraint("UNIQUE (clause_id, date)", "This month of the clause exists already.")
    _first_day = models.Constraint("CHECK (EXTRACT(day FROM date) = 1)", "A month is named by its first day.")

    @api.depends("clause_id.reference", "date")
    def _compute_display_name(self):
        for month in self:
            # sudo: the buyer knows the reference of its own clause, which it may not read in the application
            month.display_name = f"{month.sudo().clause_id.reference or ''}, {month._get_name()}"

    @api.depends("ledger_ids")
    def _compute_figures(self):
        rows = self.env["regie.clause.ledger"]._read_group(
            [("month_id", "in", self.ids)],
            ["month_id", "employee_id"],
            ["hours:sum", "hours_qpv:sum", "posted_on:max", "sequence:max"],
        )
        for month in self:
            own = [row[1:] for row in rows if row[0] == month]
            month.hours = sum(to_decimal(row[1]) for row in own)
            month.hours_qpv = sum(to_decimal(row[2]) for row in own)
            month.people_count = sum(row[1] > 0 for row in own)
            month.posted_on = max((row[3] for row in own), default=False)
            month.last_row = max((row[4] for row in own), default=0)
        heads = self.env["regie.clause.ledger"].search(
            [("month_id", "in", self.ids), ("sequence", "in", self.mapped("last_row"))]
        )
        seals = {(row.month_id.id, row.sequence): row.row_hash for row in heads}
        for month in self:
            month.seal = seals.get((month.id, month.last_row))

    @api.depends(
        "seal",
        "last_row",
        "countersignature_ids",
        "clause_id.declaration_ids.sent_on",
        "clause_id.declaration_ids.acknowledged_on",
    )
    def _compute_state(self):
        for month in self:
            answer = month.countersignature_ids.sorted("id")[-1:]
            valid = answer if answer.seal == month.seal else answer.browse()
            month.last_answer_id = valid
            paper = month._get_declaration()
            if valid:
                month.state = valid.decision
            elif paper and paper.ledger_row >= month.last_row:
                month.state = "accepted" if paper.acknowledged_on else "declared"
            else:
                month.state = "validated"

    def _compute_access_url(self):
        for month in self:
            month.access_url = f"/my/clauses/{month.id}"

    def _get_name(self):
        """The month in words: “March 2026”."""
        self.ensure_one()
        return format_date(self.env, self.date, date_format="MMMM y") if self.date else ""

    def _get_last_day(self):
        """Last day of the month."""
        self.ensure_one()
        return self.date + relativedelta(day=31)

    def _get_declaration(self):
        """The last version of the declaration that covers the month, among those that were sent."""
        self.ensure_one()
        return self.clause_id.declaration_ids.filtered(
            lambda one: one.sent_on and one.date_from <= self.date <= one.date_to
        ).sorted("version")[-1:]

    def _get_shown_people(self):
        """The number of people as the buyer may see it; False for a group so small that it would point at somebody."""
        self.ensure_one()
        threshold = int(self.env["regie.parameter"].get("petit_effectif", fields.Date.context_today(self)))
        return False if is_small(self.people_count, self.people_count, threshold) else self.people_count

    @api.model
    def _read_written(self, keys):
        """``{(clause, first day, employee id): figures}`` of the ledger for ``keys``, pairs (clause, first day)."""
        groups = self.env["regie.clause.ledger"]._read_group(
            [
                ("clause_id", "in", [clause.id for clause, _day in keys]),
                ("date_month", "in", [day for _clause, day in keys]),
            ],
            ["clause_id", "date_month:day", "employee_id"],
            ["hours:sum", "hours_qpv:sum", "hours_training:sum"],
        )
        known = {(clause.id, day): (clause, day) for clause, day in keys}
        names = ("hours", "hours_qpv", "hours_training")
        return {
            (*known[clause.id, day], employee.id): dict(zip(names, map(_to_cents, figures), strict=True))
            for clause, day, employee, *figures in groups
            if (clause.id, day) in known
        }

    @api.model
    def _ensure(self, keys, needed):
        """``{(clause, first day): month}`` of ``keys``: those that exist, and new ones for the ``needed`` ones."""
        existing = self.search(
            [
                ("clause_id", "in", [clause.id for clause, _day in keys]),
                ("date", "in", [day for _clause, day in keys]),
            ]
        )
        found = {(month.clause_id.id, month.date): month for month in existing}
        missing = [key for key in keys if key in needed and (key[0].id, key[1]) not in found]
        new = self.create(
            [{"clause_id": clause.id, "company_id": clause.company_id.id, "date": day} for clause, day in missing]
        )
        found |= {(month.clause_id.id, month.date): month for month in new}
        return {key: found[key[0].id, key[1]] for key in keys if (key[0].id, key[1]) in found}

    def _answer(self, decision, signer_name, signature=None, reason=None, partner=None):
        """Record the buyer's answer to a declared month: ``accepted`` with a signature or ``contested`` with a reason.

        Raises UserError for a month that waits for no answer. A contest warns the responsible; when all the months of
        the declaration are countersigned it is acknowledged.
        """
        self.ensure_one()
        if self.state != "declared":
            raise UserError(self.env._("This month does not wait for an answer."))
        answer = self.env["regie.clause.countersignature"].create(
            {
                "month_id": self.id,
                "decision": decision,
                "signer_name": signer_name,
                "signature": signature,
                "reason": reason,
                "partner_id": partner.id if partner else False,
            }
        )
        if decision == "contested":
            self._warn_contested(answer)
        else:
            self._acknowledge_declaration()
        return answer

    def _warn_contested(self, answer):
        """An activity for the responsible of the clause, due in a week."""
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.context_today(self) + timedelta(days=7),
            summary=self.env._("The buyer contests %(month)s", month=self._get_name()),
            note=plaintext2html(answer.reason),
            user_id=(self.user_id or self.env.user).id,
        )

    def _acknowledge_declaration(self):
        paper = self._get_declaration()
        months = self.search(
            [("clause_id", "=", self.clause_id.id), ("date", ">=", paper.date_from), ("date", "<=", paper.date_to)]
        )
        if paper and not paper.acknowledged_on and all(month.state == "accepted" for month in months):
            paper.acknowledged_on = fields.Date.context_today(self)

    def preview_buyer(self):
        """Open the page of the month as the buyer sees it."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "target": "self", "url": self.access_url}

    def action_view_ledger(self):
        """Open the rows of the ledger of this month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_ledger_action")
        return {**action, "domain": [("month_id", "=", self.id)], "context": {}}

    def action_view_clause(self):
        """Open the clause of this month."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.clause",
            "view_mode": "form",
            "res_id": self.clause_id.id,
        }


def _to_cents(value):
    return to_decimal(round(value or 0, 2))
