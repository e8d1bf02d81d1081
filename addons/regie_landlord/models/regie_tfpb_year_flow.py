from odoo import api, fields, models
from odoo.exceptions import UserError

#: Written by the buttons of the year and by nothing else.
FACTS = frozenset(("date_approved", "date_reported", "date_closed", "state"))
#: Computed and stored: a computed field without inverse is writable by RPC.
COMPUTED = frozenset(
    ("valued_total", "planned_total", "actual_total", "rate", "action_count", "landlord_id", "company_id")
)


class RegieTfpbYear(models.Model):
    """The life of a year: its programme is approved, its report presented, then it is closed and no longer changes."""

    _inherit = "regie.tfpb.year"

    @api.model_create_multi
    def create(self, vals_list):
        """Create programmes.

        :raise UserError: E-ATF-07 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change a year.

        :raise UserError: E-ATF-07 when a fact is written by hand, E-ATF-08 when the year is closed
        """
        self._check_no_fact(vals)
        if not self.env.su and {"agreement_id", "year", "abatement_amount", "diagnosis", "action_ids"} & vals.keys():
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        if approved := self.filtered("date_approved")[:1]:
            raise UserError(
                self.env._(
                    "The programme %s was approved: it stays. Take it out of the lists by archiving its agreement."
                    " (E-ATF-08)",
                    approved.display_name,
                )
            )

    def action_approve(self):
        """Write that the steering committee approved the programme; its landlord reads it on the portal from then on.

        :raise UserError: E-ATF-10 when there is no action or the agreement is not signed
        """
        self._check_manager()
        for one in self:
            if not one.action_ids or not one.agreement_id.date_signed:
                raise UserError(
                    self.env._(
                        "%s: sign the agreement and enter at least one action before the programme is approved."
                        " (E-ATF-10)",
                        one.display_name,
                    )
                )
        self._write_fact("date_approved")

    def action_report(self):
        """Write that the report was presented.

        :raise UserError: E-ATF-10 when an action says nothing of what was done
        """
        self._check_manager()
        for one in self:
            silent = one.action_ids.filtered(lambda action: not action.result)
            if not one.date_approved or silent:
                raise UserError(
                    self.env._(
                        "%(year)s: have the programme approved first, then say what was done in each action"
                        " (missing: %(actions)s). (E-ATF-10)",
                        year=one.display_name,
                        actions=", ".join(silent.mapped("name")) or "–",
                    )
                )
        self._write_fact("date_reported")

    def action_close(self):
        """Close the years whose report was presented: nothing in them changes any more.

        :raise UserError: E-ATF-10 when the report was not presented
        """
        self._check_manager()
        for one in self:
            if not one.date_reported:
                raise UserError(self.env._("%s: present the report, then close. (E-ATF-10)", one.display_name))
        self._write_fact("date_closed")

    def action_step_back(self):
        """Take the last fact away: closed → report → approved → programme; written in the thread."""
        self._check_manager()
        for one in self:
            last = next((name for name in ("date_closed", "date_reported", "date_approved") if one[name]), None)
            if last:
                # sudo: a fact is refused by hand, and this button has checked the right
                one.sudo().write({last: False})
                one.message_post(body=self.env._("One step back: the last date was taken away."))

    def _write_fact(self, name):
        # sudo: a fact is refused by hand, and the button has checked the right and the rules
        self.sudo().write({name: fields.Date.context_today(self)})

    def _check_manager(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group("regie_gup.group_gup_manager")):
            raise UserError(
                self.env._("The director approves, presents and closes a year of a property tax agreement. (E-ATF-07)")
            )

    def _check_no_fact(self, vals):
        if not self.env.su and (FACTS | COMPUTED) & vals.keys():
            raise UserError(
                self.env._(
                    "The dates of approval, report and closing of a year, and its totals, are not written by hand: use"
                    " its buttons. (E-ATF-07)"
                )
            )

    def _check_open(self):
        """Raise when one of the years is closed. (E-ATF-08)"""
        if closed := self.filtered("date_closed")[:1]:
            raise UserError(
                self.env._(
                    "%s is closed: the report was handed over and no longer changes. The director can take one step"
                    " back. (E-ATF-08)",
                    closed.display_name,
                )
            )
