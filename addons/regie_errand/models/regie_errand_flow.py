from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class RegieErrand(models.Model):
    """The steps of an errand: each button checks who presses it and the rules, then writes its date."""

    _inherit = "regie.errand"

    def action_accept(self):
        """Accept the errands: somebody goes, in a slot.

        :raise UserError: E-ERR-02 without an agent or a slot
        """
        for errand in self._open_step("requested"):
            if not errand.user_id or not errand.date_slot_start:
                raise UserError(
                    self.env._(
                        "Choose the agent and the slot of errand %(errand)s before you accept it. (E-ERR-02)",
                        errand=errand.display_name,
                    )
                )
            errand._write_facts(date_accepted=fields.Datetime.now())

    def _sign_advance(self, amount, signature, signer):
        """Keep the money that the person gives, against a signature.

        :raise UserError: E-ERR-03 without an amount, a signature or a name, or a second time
        """
        for errand in self._open_step("accepted", "running"):
            if errand.date_advance:
                raise UserError(
                    self.env._(
                        "The advance of errand %(errand)s is already signed: it is counted once. (E-ERR-03)",
                        errand=errand.display_name,
                    )
                )
            if errand.currency_id.compare_amounts(amount, 0) <= 0 or not signature or not (signer or "").strip():
                raise UserError(
                    self.env._(
                        "An advance has an amount, the signature of the person and the name of who signs. (E-ERR-03)"
                    )
                )
            errand._write_facts(
                advance=amount,
                advance_signature=signature,
                advance_signer=signer.strip(),
                date_advance=fields.Datetime.now(),
            )
            errand.message_post(
                body=self.env._(
                    "Advance of %(amount)s given by %(signer)s, against a signature.",
                    amount=format_amount(self.env, amount, errand.currency_id),
                    signer=signer.strip(),
                )
            )

    def action_start(self):
        """Leave for the errand.

        :raise UserError: E-ERR-04 for shopping without a budget
        """
        for errand in self._open_step("accepted"):
            if errand.kind == "shopping" and errand.currency_id.is_zero(errand.budget):
                raise UserError(
                    self.env._(
                        "Agree on a budget with %(person)s before you go shopping. (E-ERR-04)",
                        person=errand.partner_id.name,
                    )
                )
            errand._write_facts(date_started=fields.Datetime.now())

    def action_deliver(self):
        """Hand over what was asked for.

        :raise UserError: E-ERR-05 for shopping without a receipt
        """
        for errand in self._open_step("running"):
            if errand.kind == "shopping" and not errand.receipt_ids:
                raise UserError(
                    self.env._(
                        "Add the receipt of errand %(errand)s, with its photo: the difference is counted from it."
                        " (E-ERR-05)",
                        errand=errand.display_name,
                    )
                )
            errand._write_facts(date_delivered=fields.Datetime.now())

    def action_settle(self):
        """Note that the difference was given back or paid, once, in front of the person.

        :raise UserError: E-ERR-01 beyond the budget without the manager's approval
        """
        for errand in self._open_step("delivered"):
            if errand.is_over_budget and not errand.date_approved:
                raise UserError(
                    self.env._(
                        "Errand %(errand)s went over its budget: %(spent)s spent for %(budget)s agreed. The manager"
                        " must approve it before it is settled. (E-ERR-01)",
                        errand=errand.display_name,
                        spent=format_amount(self.env, errand.spent, errand.currency_id),
                        budget=format_amount(self.env, errand.budget, errand.currency_id),
                    )
                )
            errand._write_facts(date_settled=fields.Datetime.now())
            errand.message_post(body=errand._get_settlement_sentence())

    def action_approve(self):
        """Approve what was spent beyond the budget; the manager's decision, kept with its author.

        :raise UserError: E-ERR-08 when another than the manager approves
        """
        if not self.env.user.has_group("regie_errand.group_errand_manager"):
            raise UserError(self.env._("Only the manager of the errands approves an overrun. (E-ERR-08)"))
        for errand in self._open_step("running", "delivered").filtered("is_over_budget"):
            errand._write_facts(date_approved=fields.Datetime.now(), approver_id=self.env.uid)
            # sudo: the request to approve was addressed to every manager, whoever answers closes it
            errand.sudo().activity_ids.filtered("automated").action_feedback()
            errand.message_post(body=self.env._("Overrun approved."))

    def action_cancel(self):
        """Cancel the errands that are not delivered; an advance is given back at once."""
        for errand in self._open_step("requested", "accepted", "running"):
            if errand.receipt_ids:
                raise UserError(
                    self.env._(
                        "Money was spent for errand %(errand)s: deliver it and settle it, it is no longer cancelled."
                        " (E-ERR-07)",
                        errand=errand.display_name,
                    )
                )
            if errand.date_advance:
                errand.message_post(body=errand._get_settlement_sentence())
            errand._write_facts(date_cancelled=fields.Datetime.now())

    def action_open_advance(self):
        """Open the window where the person signs the advance."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Advance"),
            "res_model": "regie.errand.advance",
            "view_mode": "form",
            "target": "new",
            "context": {"default_errand_id": self.id},
        }

    def _get_settlement_sentence(self):
        """What happens to the difference, in words."""
        self.ensure_one()
        amount = format_amount(self.env, abs(self.difference), self.currency_id)
        sign = self.currency_id.compare_amounts(self.difference, 0)
        if sign > 0:
            return self.env._("%(amount)s given back to %(person)s.", amount=amount, person=self.partner_id.name)
        if sign < 0:
            return self.env._("%(amount)s paid by %(person)s.", amount=amount, person=self.partner_id.name)
        return self.env._("Nothing to give back nor to pay.")

    def _open_step(self, *states):
        """Lock the errands and return them, if they are in one of these states and the reader may write them.

        :raise UserError: E-ERR-09 when somebody has already gone further
        """
        self.check_access("write")
        self.lock_for_update()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for errand in self:
            if errand.state not in states:
                raise UserError(
                    self.env._(
                        "Errand %(errand)s is already “%(state)s”: look at it again. (E-ERR-09)",
                        errand=errand.display_name,
                        state=labels[errand.state],
                    )
                )
        return self

    def _write_facts(self, **facts):
        # sudo: facts of the software, written once the right and the rules are checked
        self.sudo().write(facts)

    @api.model
    def _get_phone_errands(self):
        """The errands of the reader that are not over, those under way first."""
        found = self.search(
            [("user_id", "=", self.env.uid), ("state", "in", ("accepted", "running", "delivered"))],
            order="date_slot_start, id",
        )
        return found.sorted(lambda errand: errand.state != "running")

    def _ask_approval(self):
        """Ask the managers to approve the errands that went over their budget, once."""
        managers = self.env.ref("regie_errand.group_errand_manager")
        for errand in self.filtered(lambda one: one.is_over_budget and not one.date_approved):
            # sudo: the agent neither reads the managers nor their activities
            errand = errand.sudo()
            if errand.activity_ids.filtered("automated"):
                continue
            users = managers.sudo().all_user_ids.filtered_domain(
                [("share", "=", False), ("company_ids", "in", errand.company_id.ids)]
            )
            manager = (users - self.env.ref("base.user_root") - self.env.ref("base.user_admin"))[:1] or users[:1]
            if manager:
                errand.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Approve the overrun of errand %(errand)s", errand=errand.name),
                    user_id=manager.id,
                )
