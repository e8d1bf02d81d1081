from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from .regie_loan_line import BEFORE, BLOCKING


class RegieLoanBooking(models.Model):
    """A loan is booked, approved, cancelled: the buttons, each after the rules. gup_services.md, 5.3 to 5.6."""

    _inherit = "regie.loan"

    kit_id = fields.Many2one(
        "regie.loan.kit", string="Add a kit", store=False, check_company=True, help="Adds each of its pieces."
    )

    @api.onchange("kit_id")
    def _onchange_kit_id(self):
        if self.kit_id:
            self.line_ids = [Command.create(vals) for vals in self.kit_id._prepare_line_vals()]
            self.kit_id = False

    @api.model_create_multi
    def create(self, vals_list):
        """Create loans.

        :raise ValidationError: E-LOAN-17, before the raw error of PostgreSQL
        """
        for vals in vals_list:
            start, due = (fields.Datetime.to_datetime(vals.get(name)) for name in ("date_out", "date_due"))
            if start and due and due <= start:
                raise ValidationError(self.env._("The return must follow the departure. (E-LOAN-17)"))
        # who received the loan, and when, is read on its page: a message "created" in each chatter would say it again
        quiet = self.with_context(mail_create_nolog=True)
        return super(RegieLoanBooking, quiet).create(vals_list).with_env(self.env)

    def write(self, vals):
        """Change loans: a new date or borrower of a booked loan goes through the rules again.

        :raise UserError: E-LOAN-21 once a tool left, E-LOAN-01 to E-LOAN-11 when a rule says no
        """
        moved = self.browse()
        if not self.env.su and {"date_out", "date_due", "partner_id", "site_id", "company_id"} & vals.keys():
            moved = self.filtered("date_reserved")
            moved._check_not_started()
        if moved and {"date_out", "date_due"} & vals.keys():
            slots = {key: vals[key] for key in ("date_out", "date_due") if key in vals}
            moved.line_ids.filtered(lambda line: line.state in BLOCKING)._check_slots(slots)
        result = super().write(vals)
        moved._check_eligibility("reserve")
        return result

    def _check_not_started(self):
        """Refuse to change a loan of which a tool left. (E-LOAN-21)"""
        for loan in self:
            if loan.date_signed or any(line.state not in BEFORE for line in loan.line_ids):
                raise UserError(
                    self.env._(
                        "%(loan)s is signed, started or over: its dates and its borrower are not changed any more."
                        " Renew it, or cancel it. (E-LOAN-21)",
                        loan=loan.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_booked(self):
        for loan in self:
            if loan.date_reserved:
                raise UserError(
                    self.env._("%(loan)s is cancelled, not deleted: its history stays. (E-LOAN-22)", loan=loan.name)
                )

    def action_reserve(self):
        """Book the tools: a unit for each model, the rules, the number. What asks for it waits for the manager.

        :raise ValidationError: E-LOAN-01 to E-LOAN-12
        :raise UserError: E-LOAN-20 without a tool or after the booking
        """
        self.check_access("write")
        is_manager = self.env.user.has_group("regie_loan.group_loan_manager")
        for loan in self:
            loan._check_can_reserve()
            lines = loan.line_ids.filtered(lambda line: line.state == "draft")
            if any(lines.mapped("policy_id.requires_approval")) and not (is_manager or loan.date_approved):
                loan._ask_approval(lines)
            else:
                loan._reserve(lines)

    def _check_can_reserve(self):
        if self.date_cancelled or self.date_closed or self.date_signed:
            raise UserError(self.env._("%(loan)s is signed or over: make another loan. (E-LOAN-20)", loan=self.name))
        if not self.line_ids.filtered(lambda line: line.state == "draft"):
            raise UserError(self.env._("Choose the tools to book first. (E-LOAN-20)"))

    def _ask_approval(self, lines):
        """Keep the wish: it takes no unit from others until the manager says yes."""
        self._check_eligibility("reserve")
        # sudo: the day of the request is a fact
        loan = self.sudo()
        loan.write({"date_asked": loan.date_asked or fields.Datetime.now(), "name": loan._get_number()})

    def action_approve(self):
        """Approve what asks for it, and book it.

        :raise UserError: E-LOAN-23 for who is no manager
        """
        self.check_access("write")
        if not self.env.user.has_group("regie_loan.group_loan_manager"):
            raise UserError(self.env._("The manager of the tool library approves this loan. (E-LOAN-23)"))
        for loan in self:
            loan._check_can_reserve()
            # sudo: the approval is a fact
            loan.sudo().write({"date_approved": fields.Datetime.now(), "approved_by_id": self.env.uid})
            loan._reserve(loan.line_ids.filtered(lambda line: line.state == "draft"))

    def _get_number(self):
        """The number of the loan, from the sequence of its régie, once."""
        if self.name and self.name != "/":
            return self.name
        # sudo: the sequence belongs to the administrators
        sequences = self.env["ir.sequence"].sudo().with_company(self.company_id)
        return sequences.next_by_code("regie.loan") or "/"

    def _reserve(self, lines):
        """Book lines: choose the units, pass the rules, write the facts."""
        self.ensure_one()
        # a unit that the software chooses is free by its choice: only those that somebody named are looked at again
        named = lines.filtered("item_id")
        self._choose_units(lines)
        self._check_eligibility("reserve", chosen=lines - named)
        named._check_slots()
        # sudo: the number and the day of the booking are facts
        loan = self.sudo()
        loan.write({"date_reserved": loan.date_reserved or fields.Datetime.now(), "name": loan._get_number()})
        self._hold_units(lines.sorted(lambda line: line.item_id.id))
        self.env["regie.loan.wait"]._serve(self)

    def _choose_units(self, lines, without=()):
        """Give each line without a tool the unit of its model that served least and is free.

        :param without: ids of units that somebody just took
        :raise ValidationError: E-LOAN-11, or E-LOAN-12 for a component of a kit
        """
        chosen = set(lines.item_id.ids) | set(without)
        wanting = lines.filtered(lambda line: not line.item_id)
        free = {
            period: some.model_id._get_free_units(*period, self.site_id)
            for period, some in wanting.grouped(lambda line: (line.date_out, line.date_due)).items()
        }
        for line in wanting:
            items = free[line.date_out, line.date_due][line.model_id].filtered(lambda item: item.id not in chosen)
            if not items:
                self._refuse_missing(line)
            item = self._pick_unit(items)
            chosen.add(item.id)
            line.item_id = item

    def _pick_unit(self, items):
        """The first of these units that nobody else is booking right now, else the first: its booking is waited for."""
        if len(items) == 1:
            return items
        return items.try_lock_for_update(allow_referencing=True, limit=1) or items[0]

    def _refuse_missing(self, line):
        if line.kit_id:
            raise ValidationError(
                self.env._(
                    "The kit %(kit)s is not available: no %(component)s is free on these days. (E-LOAN-12)",
                    kit=line.kit_id.name,
                    component=line.model_id.name,
                )
            )
        raise ValidationError(
            self.env._(
                "No %(model)s is free on these days: choose other days, or join the waiting list. (E-LOAN-11)",
                model=line.model_id.name,
            )
        )

    def _hold_units(self, lines):
        """Write the bookings; when somebody takes a unit at the same moment, another unit of the model is tried.

        :raise ValidationError: E-LOAN-11, E-LOAN-12
        """
        if lines._try_hold():
            return
        tried = set()
        for line in lines:
            wanted = line.item_id
            while not line._try_hold():
                tried.add(line.item_id.id)
                line.item_id = False
                self._choose_units(line, without=tried | set((lines - line).item_id.ids))
            if line.item_id != wanted:
                self._check_items(line, "reserve")

    def action_cancel(self):
        """Cancel what has not left yet; the units are free again.

        :raise UserError: E-LOAN-24 when a tool is out
        """
        self.check_access("write")
        for loan in self:
            if any(line.state in ("out", "overdue") for line in loan.line_ids):
                raise UserError(
                    self.env._("A tool of %(loan)s is out: take it back first. (E-LOAN-24)", loan=loan.name)
                )
            if loan.date_cancelled or loan.date_closed or loan.state == "returned":
                raise UserError(self.env._("%(loan)s is already over. (E-LOAN-24)", loan=loan.name))
            loan.line_ids.filtered(lambda line: line.state in BEFORE)._set_state("cancelled")
        # sudo: the day of the cancellation is a fact
        self.sudo().write({"date_cancelled": fields.Datetime.now()})

    def _close_empty(self, now):
        """Write that loans of which nothing is kept any more are over."""
        over = self.filtered(lambda loan: all(line.state in ("cancelled", "no_show") for line in loan.line_ids))
        # sudo: the end of a loan is a fact
        over.sudo().filtered(lambda loan: not loan.date_cancelled).write({"date_cancelled": now})

    def _add_kit(self, kit):
        """Add the components of a kit, model by model: the booking chooses the units."""
        return self.env["regie.loan.line"].create(
            [{"loan_id": loan.id, **vals} for loan in self for vals in kit._prepare_line_vals()]
        )
