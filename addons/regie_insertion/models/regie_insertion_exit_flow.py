from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError


class RegieInsertionExit(models.Model):
    """What an exit changes elsewhere (contract, access, follow-up), its declaration, and how it is taken back."""

    _inherit = "regie.insertion.exit"

    def _end_contracts(self):
        """End the contract on the day of the exit and write Odoo's departure on it, with the reason of the motive."""
        for leaving in self:
            version = leaving.employee_id._get_version(leaving.date)
            if not version.contract_date_start or version.contract_date_start > leaving.date:
                continue
            vals = {
                "departure_date": leaving.date,
                "departure_reason_id": leaving.motive_id.departure_reason_id.id,
            }
            end = version.contract_date_end
            if leaving.is_contract_ended and end != leaving.date:
                end = leaving.contract_end_before or False
            if not end or end > leaving.date:
                vals["contract_date_end"] = leaving.date
                leaving.write({"is_contract_ended": True, "contract_end_before": end})
            elif version.contract_date_end != end:
                vals["contract_date_end"] = end
                leaving.write({"is_contract_ended": False, "contract_end_before": False})
            version.write(vals)

    def _restore_contracts(self):
        """Give back to the contract the end that the exit had brought forward."""
        for leaving in self:
            version = leaving.employee_id._get_version(leaving.date)
            vals = {"departure_date": False, "departure_reason_id": False}
            if leaving.is_contract_ended and version.contract_date_end == leaving.date:
                vals["contract_date_end"] = leaving.contract_end_before
            version.write(vals)

    def _release_access(self):
        """Free the badge and close the login of those whose last day is over and whom no contract keeps here.

        The login of somebody who works with the insertion files is not closed from here: that is for the director.
        """
        today = fields.Date.context_today(self)
        for leaving in self.filtered(lambda leaving: leaving.date <= today and not leaving.access_released_on):
            # sudo: a social adviser does not manage the users; closing an access is what an exit is for
            employee = leaving.employee_id.sudo()
            if employee._has_contract_after(leaving.date):
                continue
            user = employee.user_id
            employee.write({"barcode": False, "pin": False})
            if user.active and user != self.env.user and not user.has_group("regie_insertion.group_insertion_read"):
                user.action_archive()
            leaving.access_released_on = today

    def _plan_follow_up(self):
        """One dated record per follow-up, with its activity for the referent; none for a withdrawn exit."""
        follow_ups = self.env["regie.insertion.follow.up"]
        useless, vals_list = follow_ups.browse(), []
        for leaving in self:
            planned = {one.kind: one for one in leaving.follow_up_ids}
            wanted = {} if leaving.category == "withdrawn" else follow_ups._get_months(leaving)
            for kind, follow_up in planned.items():
                if not follow_up.date_done and kind not in wanted:
                    useless |= follow_up
            for kind, months in wanted.items():
                due = leaving.date + relativedelta(months=months)
                if kind not in planned:
                    vals_list.append({"exit_id": leaving.id, "kind": kind, "date_due": due})
                elif not planned[kind].date_done and planned[kind].date_due != due:
                    planned[kind].date_due = due
        useless.unlink()
        follow_ups.create(vals_list)

    def _cancel(self):
        """Cancel the exit: the pathway goes on, under the rules of ``_check_reopening``."""
        for leaving in self:
            if leaving.cancelled_on:
                raise UserError(self.env._("This exit is cancelled already: open the pathway. (INS-J06)"))
        self.pathway_id._check_reopening()
        self.write({"cancelled_on": fields.Date.context_today(self), "cancelled_by_id": self.env.uid})
        self.follow_up_ids.filtered(lambda one: not one.date_done).unlink()
        self._restore_contracts()
        self._refresh_statements()
        self.pathway_id.closed_on = False

    def action_cancel(self):
        """Reopen the pathway: the exit stays, cancelled, and no longer counts."""
        self._cancel()

    def action_declare(self):
        """The ASP took the exit today (INS-M05 without motive)."""
        self.filtered(lambda leaving: not leaving.declared_on).write({"declared_on": fields.Date.context_today(self)})

    def action_hand_papers(self):
        """The three papers of the exit are handed to the person today, those that were not yet."""
        today = fields.Date.context_today(self)
        for name in ("settlement_on", "certificate_on", "employment_office_on"):
            self.filtered(lambda leaving, name=name: not leaving[name]).write({name: today})

    def action_open_pathway(self):
        """The pathway that the person leaves."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_insertion_pathway_action")
        return dict(action, views=[(False, "form")], view_mode="form", res_id=self.pathway_id.id)
