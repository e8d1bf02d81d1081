from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_datetime, mute_logger

#: States in which a line keeps its tool from others.
BLOCKING = ("reserved", "contract", "out", "overdue")
#: States in which the tool has not left yet.
BEFORE = ("draft", "reserved", "contract")


class RegieLoanLine(models.Model):
    """One tool of a loan: when it leaves, when it must be back, when it is free again. gup_services.md, 5.5.

    The tool is kept from others over [date_out, date_free), UTC, half open: the buffer of the policy is included.
    """

    _name = "regie.loan.line"
    _description = "Tool of a loan"
    _inherit = ["regie.fact.guard"]
    _order = "date_out desc, id desc"
    _rec_name = "item_id"
    _check_company_auto = True

    loan_id = fields.Many2one("regie.loan", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="loan_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one(related="loan_id.partner_id", store=True, precompute=True, index=True)
    site_id = fields.Many2one(related="loan_id.site_id")
    model_id = fields.Many2one(
        "regie.loan.model",
        compute="_compute_model_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="Without a tool, the booking takes the unit of this model that served least.",
    )
    policy_id = fields.Many2one(related="model_id.policy_id")
    clearance_kind_id = fields.Many2one("regie.clearance.kind", compute="_compute_clearance_kind_id")
    item_id = fields.Many2one(
        "regie.loan.item",
        string="Tool",
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('model_id', '=?', model_id)]",
    )
    kit_id = fields.Many2one("regie.loan.kit", string="Of the kit", ondelete="restrict", check_company=True)
    date_out = fields.Datetime(
        string="From", compute="_compute_dates", store=True, readonly=False, precompute=True, required=True
    )
    date_due = fields.Datetime(
        string="Until", compute="_compute_dates", store=True, readonly=False, precompute=True, required=True
    )
    date_free = fields.Datetime(
        string="Free again",
        compute="_compute_date_free",
        store=True,
        precompute=True,
        readonly=True,
        help="The time to check and clean the tool included; a late tool is kept until it is back.",
    )
    date_held = fields.Datetime(
        string="Still out at", readonly=True, copy=False, help="Last time the software saw it out."
    )
    date_left = fields.Datetime(string="Handed over on", readonly=True, copy=False)
    date_back = fields.Datetime(string="Back on", readonly=True, copy=False)
    renewal_count = fields.Integer(string="Times renewed", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("reserved", "Booked"),
            ("contract", "Signed"),
            ("out", "Out"),
            ("overdue", "Late"),
            ("returned", "Returned"),
            ("no_show", "Not collected"),
            ("cancelled", "Cancelled"),
        ],
        readonly=True,
        required=True,
        default="draft",
        copy=False,
        index=True,
        help="Written by the buttons of the loan and by the night watch.",
    )

    _named = models.Constraint(
        "CHECK (model_id IS NOT NULL OR item_id IS NOT NULL)", "Say which tool, or which model of tool, is lent."
    )
    _booked_item = models.Constraint(
        "CHECK (item_id IS NOT NULL OR state IN ('draft', 'cancelled'))", "A booked line names its tool."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_due > date_out AND date_free > date_out)", "The return must follow the departure. (E-LOAN-17)"
    )
    _item_excl = models.Constraint(
        "EXCLUDE USING gist (item_id WITH =, tsrange(date_out, date_free, '[)') WITH &&)"
        " WHERE (state IN ('reserved', 'contract', 'out', 'overdue') AND item_id IS NOT NULL)",
        "This tool is already booked over this period, the time to check it included. (E-LOAN-11)",
    )

    @api.depends("item_id", "model_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.item_id.display_name or line.model_id.display_name or ""

    @api.depends("item_id")
    def _compute_model_id(self):
        for line in self:
            line.model_id = line.item_id.model_id or line.model_id

    @api.depends("model_id")
    def _compute_clearance_kind_id(self):
        for line in self:
            line.clearance_kind_id = line.model_id._get_clearance_kind()

    @api.depends("loan_id.date_out", "loan_id.date_due")
    def _compute_dates(self):
        """The dates of the loan, as long as the tool has not left: then a line has its own."""
        for line in self:
            source = line.loan_id if line.state in (False, *BEFORE) or not line.date_out else line
            line.date_out, line.date_due = source.date_out, source.date_due

    @api.depends("date_due", "date_held", "state", "model_id")
    def _compute_date_free(self):
        for line in self:
            free = line.date_due and line.date_due + timedelta(hours=line.model_id.policy_id.buffer_hours)
            is_away = line.state in ("out", "overdue") and line.date_held
            line.date_free = max(free, line.date_held) if free and is_away else free

    @api.constrains("date_out", "date_due")
    def _check_dates(self):
        for line in self:
            if line.date_due <= line.date_out:
                raise ValidationError(self.env._("The return must follow the departure. (E-LOAN-17)"))

    @api.constrains("item_id", "model_id")
    def _check_model(self):
        for line in self:
            if line.item_id and line.item_id.model_id != line.model_id:
                raise ValidationError(line._say_other_model(line.item_id))

    def write(self, vals):
        """Change lines: a tool that left is no longer swapped, a booked one only for a free one.

        :raise UserError: E-LOAN-21 for a tool that left
        :raise ValidationError: E-LOAN-11 for a tool that is booked by somebody else
        """
        if not self.env.su and {"item_id", "model_id", "date_out", "date_due", "kit_id", "loan_id"} & vals.keys():
            self._check_not_left()
            self._check_same_model(vals.get("item_id"))
        if {"item_id", "date_out", "date_due"} & vals.keys():
            self.filtered(lambda line: line.state in BLOCKING)._check_slots(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        if self.filtered(lambda line: line.state not in ("draft", "cancelled")):
            raise UserError(self.env._("A booked tool is cancelled, not deleted: its history stays. (E-LOAN-22)"))

    def _check_not_left(self):
        """Refuse to change what is lent once it left. (E-LOAN-21)"""
        for line in self:
            if line.state not in BEFORE:
                raise UserError(
                    self.env._(
                        "%(item)s: a tool that left, or that is cancelled, is not changed any more. Take it back, or"
                        " renew the loan. (E-LOAN-21)",
                        item=line.display_name,
                    )
                )

    def _check_same_model(self, item_id):
        """Refuse to swap a booked tool for another thing. (E-LOAN-21)"""
        booked = self.filtered(lambda line: line.state in BLOCKING)
        if not (item_id and booked):
            return
        item = self.env["regie.loan.item"].browse(item_id)
        for line in booked:
            if item.model_id != line.model_id:
                raise ValidationError(line._say_other_model(item))
            reason = item._get_unavailability("reserve").get(item)
            if reason:
                raise ValidationError(line.loan_id._say_unavailable(item, reason))

    def _say_other_model(self, item):
        return self.env._(
            "%(item)s is no %(model)s: choose a tool of this model. (E-LOAN-21)",
            item=item.display_name,
            model=self.model_id.display_name,
        )

    def _set_state(self, state, **facts):
        """Write the state of lines and the facts that come with it; nothing is checked here.

        A tool that is out is kept from others until now at least; what it no longer keeps is told to who waits for it.
        """
        now = fields.Datetime.now()
        # sudo: states and dates are facts; the button checked the right and the rules
        lines = self.sudo()
        freed = lines.filtered(lambda line: line.state in BLOCKING) if state not in BLOCKING else lines.browse()
        if state in ("out", "overdue"):
            lines._hold(now)
        for line in lines.filtered(lambda line: state == "out" and line.date_out > now):
            # it leaves before its hour: it is kept from others from now on
            line.date_out = now
        lines.write({"state": state, **facts})
        freed._tell_waiting()

    def _try_hold(self):
        """Write that lines are booked; return False, nothing written, when somebody has just taken one of the units."""
        try:
            # the other one may have committed after the snapshot of this transaction: only PostgreSQL knows
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                self._set_state("reserved")
                self.flush_recordset()
        except psycopg2.errors.ExclusionViolation:
            self.invalidate_recordset()
            return False
        return True

    def _hold(self, now):
        """Keep lines that are out from others until now, or until the next booking: two bookings never overlap."""
        following = {}
        for other in self.search(
            [("item_id", "in", self.item_id.ids), ("state", "in", BLOCKING), ("id", "not in", self.ids)],
            order="date_out",
        ):
            following.setdefault(other.item_id, []).append(other.date_out)
        for line in self:
            later = [start for start in following.get(line.item_id, ()) if start > line.date_out]
            line.date_held = min([now, *later])

    def _tell_waiting(self):
        """Tell who waits for the models of these lines that a unit is free again."""
        if self:
            self.env["regie.loan.wait"]._tell_freed(self.model_id)

    def _check_slots(self, vals=None):
        """Refuse periods in which another loan keeps the tool, named with its period. One query.

        :param vals: values about to be written on all these lines
        :raise ValidationError: E-LOAN-11
        """
        vals = vals or {}
        if not self:
            return
        slots = []
        for line in self:
            item = line.item_id.browse(vals["item_id"]) if vals.get("item_id") else line.item_id
            start = fields.Datetime.to_datetime(vals.get("date_out")) or line.date_out
            due = fields.Datetime.to_datetime(vals.get("date_due"))
            free = due + timedelta(hours=line.policy_id.buffer_hours) if due else line.date_free
            slots.append((line.id, item.id, start, max(free, start)))
        taken = self._find_taken(slots)
        if taken:
            item_id, start, free = taken
            raise ValidationError(self._say_taken(self.env["regie.loan.item"].browse(item_id), start, free))

    def _find_taken(self, slots):
        """Return ``(item id, start, end)`` of a booking that overlaps one of ``(line id, item id, start, free)``."""
        self.flush_model(["item_id", "date_out", "date_free", "state"])
        ids, items, starts, ends = (list(column) for column in zip(*slots, strict=True))
        rows = self.env.execute_query(
            SQL(
                """SELECT taken.item_id, taken.date_out, taken.date_free
                     FROM unnest(%(ids)s::int[], %(items)s::int[], %(starts)s::timestamp[], %(ends)s::timestamp[])
                          AS slot (id, item_id, date_out, date_free)
                     JOIN regie_loan_line taken
                       ON taken.item_id = slot.item_id
                      AND taken.id != ALL(%(ids)s)
                      AND taken.state IN ('reserved', 'contract', 'out', 'overdue')
                      AND tsrange(taken.date_out, taken.date_free, '[)')
                          && tsrange(slot.date_out, slot.date_free, '[)')
                 ORDER BY taken.date_out
                    LIMIT 1""",
                ids=ids,
                items=items,
                starts=starts,
                ends=ends,
            )
        )
        return rows[0] if rows else None

    def _say_taken(self, item, start, free):
        """The sentence of E-LOAN-11, without the name of who has the tool."""
        return self.env._(
            "%(item)s is already booked from %(start)s to %(end)s, the time to check it included: choose another tool"
            " or another day. (E-LOAN-11)",
            item=item.display_name,
            start=format_datetime(self.env, start, dt_format="dd/MM/yyyy HH:mm"),
            end=format_datetime(self.env, free, dt_format="dd/MM/yyyy HH:mm"),
        )
