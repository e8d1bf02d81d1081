from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class RegieInsertionPathway(models.Model):
    """What happens to a pathway: opened from the contracts, read again every night, left, taken up again."""

    _inherit = "regie.insertion.pathway"

    # -- contracts -----------------------------------------------------------------------------

    def _get_contracts(self):
        """Insertion contracts of each pathway, ``{pathway: [(start, end), …]}`` in order; end ``None``: no end.

        A contract belongs to the last pathway that had begun on its first day.
        """
        periods = self.env["hr.version"]._get_iae_periods(self.employee_id)
        # sudo: where the next pathway of the person begins, whoever reads this one
        others = self.sudo().with_context(active_test=False).search([("employee_id", "in", self.employee_id.ids)])
        starts = defaultdict(list)
        for other in others:
            starts[other.employee_id.id].append(other.date_start)
        found = {}
        for pathway in self:
            first = pathway.date_start or date.min
            following = min((day for day in starts[pathway.employee_id.id] if day > first), default=date.max)
            rows = periods.get(pathway.employee_id.id, [])
            found[pathway] = [row for row in rows if first <= row[0] < following]
        return found

    # -- opening -------------------------------------------------------------------------------

    @api.model
    def _open_missing(self, employees=None):
        """Open a pathway for those who have an insertion contract and none; return the pathways opened.

        Entry: first day of the first contract that no earlier pathway holds. Those who left or were refused get a new
        pathway only for a contract signed since. Run again, it finds nothing more to open.
        """
        periods = self.env["hr.version"]._get_iae_periods(employees)
        known = self.with_context(active_test=False).search([("employee_id", "in", list(periods))])
        taken = {}
        for pathway in known:
            last = date.max if pathway._is_open() or not pathway.active else pathway.date_end or pathway.refused_on
            taken[pathway.employee_id.id] = max(last, taken.get(pathway.employee_id.id, date.min))
        people = self.env["hr.employee"].browse(periods).exists()
        vals_list = []
        for employee in people.filtered(lambda employee: employee.company_id in self.env.companies):
            after = taken.get(employee.id, date.min)
            start = next((start for start, _end in periods[employee.id] if start > after), None)
            if start:
                vals_list.append(self._prepare_opening_vals(employee, start))
        return self.create(vals_list)

    @api.model
    def _prepare_opening_vals(self, employee, date_start):
        """Values of the pathway of a person found by their contract."""
        version = employee._get_version(date_start)
        return {
            "employee_id": employee.id,
            "date_start": date_start,
            "agreement_id": version.agreement_id.id,
            "social_worker_id": self._get_social_worker(employee.company_id).id,
        }

    @api.model
    def _get_social_worker(self, company):
        """The social adviser of a régie that has one only; nobody when there is a choice to make."""
        # sudo: which users hold a role is no secret, groups are read by administrators only
        role = self.env.ref("regie_base.group_role_social_worker").sudo()
        advisers = role.all_user_ids.filtered(lambda user: company in user.company_ids and user.active)
        return advisers.with_env(self.env) if len(advisers) == 1 else self.env["res.users"]

    def action_open_missing(self):
        """Open the pathways of those who have a contract and none, and show them."""
        self.check_access("create")
        opened = self._open_missing()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_insertion_pathway_action")
        if opened:
            return dict(action, domain=[("id", "in", opened.ids)], context={})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": self.env._("Everybody with an insertion contract has a pathway."), "type": "info"},
        }

    @api.model
    def _cron_update(self):
        """Every night: open what is missing, read the states of the day again, close the access of those who left."""
        companies = self.env["res.company"].search([])
        pathways = self.with_context(allowed_company_ids=companies.ids)
        pathways._open_missing()
        pathways.search([("state", "not in", ["refused", "closed"])])._compute_state()
        exits = self.env["regie.insertion.exit"].search(
            [("is_access_released", "=", True), ("access_released_on", "=", False), ("cancelled_on", "=", False)]
        )
        exits._release_access()

    # -- refusal, exit, reopening ---------------------------------------------------------------

    def action_refuse(self):
        """Refuse the application today."""
        self.write({"refused_on": fields.Date.context_today(self)})

    def action_record_exit(self):
        """Ask for the exit, with all that it changes, in one window."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Exit of %(name)s", name=self.employee_id.name),
            "res_model": "regie.insertion.exit.record",
            "view_mode": "form",
            "target": "new",
            "context": {"default_pathway_id": self.id},
        }

    def _record_exit(self, vals):
        """Record the exit of this pathway: contract, access and follow-up come with it. Return the exit."""
        self.ensure_one()
        return self.env["regie.insertion.exit"].create({**vals, "pathway_id": self.id})

    def action_reopen(self):
        """Take up the pathway again: its exit is cancelled, kept, and no longer counts (INS-J04, INS-J05)."""
        self.exit_id._cancel()

    def _check_reopening(self):
        """Only with a PASS IAE that covers today, and by the insertion manager or the referent."""
        today = fields.Date.context_today(self)
        manager = self.env.user.has_group("regie_insertion.group_insertion_manager")
        for pathway in self:
            if not manager and self.env.user not in pathway.social_worker_id | pathway.substitute_ids:
                raise AccessError(
                    self.env._(
                        "Only the insertion manager or the referent of the person can reopen the pathway. (INS-J05)"
                    )
                )
            # sudo: the rule looks at the PASS of the person, whoever reopens
            statuses = {record._get_status(today) for record in pathway.employee_id.sudo().pass_ids}
            if "valid" not in statuses:
                raise UserError(
                    self.env._(
                        "No valid PASS IAE covers %(name)s today: the pathway cannot be reopened. (INS-J04)",
                        name=pathway.employee_id.name,
                    )
                )

    def _close_followed(self):
        """Close the pathways whose exit is documented and whose follow-ups, if any was planned, are all done."""
        for pathway in self.filtered(lambda pathway: pathway.exit_id and not pathway.closed_on):
            follow_ups = pathway.exit_id.follow_up_ids
            if pathway.exit_id.state != "to_document" and all(one.date_done for one in follow_ups):
                pathway.closed_on = max([pathway.date_end, *follow_ups.mapped("date_done")])

    def action_close(self):
        """Nothing more is expected: close the pathway today."""
        self.filtered("date_end").write({"closed_on": fields.Date.context_today(self)})

    def action_open_employee(self):
        """The person's own page."""
        self.ensure_one()
        return self.employee_id.get_formview_action() | {"name": self.employee_id.name}

    def action_open_exit(self):
        """The exit of the pathway."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_insertion_exit_action")
        return dict(action, views=[(False, "form")], view_mode="form", res_id=self.exit_id.id)
