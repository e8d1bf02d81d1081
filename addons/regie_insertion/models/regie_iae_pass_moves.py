from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import pass_iae


class RegieIaePass(models.Model):
    """PASS IAE moved by its suspensions and prolongations: its end, its status and its days left follow from them."""

    _inherit = "regie.iae.pass"

    suspension_ids = fields.One2many("regie.iae.pass.suspension", "pass_id", string="Suspensions")
    suspension_count = fields.Integer(compute="_compute_suspension_count")
    prolongation_ids = fields.One2many("regie.iae.pass.prolongation", "pass_id", string="Prolongations")
    prolongation_count = fields.Integer(compute="_compute_prolongation_count")
    prolongation_from = fields.Date(
        compute="_compute_prolongation_window", help="First day on which a prolongation may be asked for."
    )
    prolongation_to = fields.Date(
        compute="_compute_prolongation_window", help="Last day on which a prolongation may be asked for."
    )
    can_prolong = fields.Boolean(
        compute="_compute_prolongation_window", help="Within the window, not suspended, nothing pending."
    )
    suspended_until = fields.Date(
        compute="_compute_status", help="Last day of the suspension that covers today; empty when none does."
    )

    @api.depends("suspension_ids")
    def _compute_suspension_count(self):
        counts = dict(
            self.env["regie.iae.pass.suspension"]._read_group([("pass_id", "in", self.ids)], ["pass_id"], ["__count"])
        )
        for record in self:
            record.suspension_count = counts.get(record._origin, 0)

    @api.depends("prolongation_ids")
    def _compute_prolongation_count(self):
        counts = dict(
            self.env["regie.iae.pass.prolongation"]._read_group([("pass_id", "in", self.ids)], ["pass_id"], ["__count"])
        )
        for record in self:
            record.prolongation_count = counts.get(record._origin, 0)

    @api.depends("date_end", "suspension_ids", "prolongation_ids.state")
    def _compute_prolongation_window(self):
        today = fields.Date.context_today(self)
        # sudo: whether one waits, not why
        waiting = (
            self.env["regie.iae.pass.prolongation"]
            .sudo()
            .search([("pass_id", "in", self.ids), ("state", "=", "a_traiter")])
        )
        for record in self:
            date_from, date_to = record._get_prolongation_window(record.date_end)
            record.prolongation_from, record.prolongation_to = date_from, date_to
            inside = date_from and date_from <= today <= date_to
            record.can_prolong = bool(
                inside and not record._get_suspension(today) and record._origin not in waiting.pass_id.sudo(False)
            )

    @api.depends(
        "suspension_ids.date_start",
        "suspension_ids.date_end",
        "prolongation_ids.state",
        "prolongation_ids.date_start",
        "prolongation_ids.date_end",
    )
    def _compute_date_end(self):
        return super()._compute_date_end()

    @api.depends("suspension_ids.date_start", "suspension_ids.date_end")
    def _compute_status(self):
        result = super()._compute_status()
        today = fields.Date.context_today(self)
        for record in self:
            record.suspended_until = record._get_suspension(today).date_end
        return result

    def _get_moves(self, without=None):
        """Dated facts ``(start, end)`` that move the end of the PASS, but those of the records ``without``."""
        self.ensure_one()
        left_out = (without._name, without._origin.id) if without else None
        # sudo: every fact moves the PASS, those that the reader does not see included; they are searched, so that
        # they do not stay in the cache of the reader
        suspensions = self.env["regie.iae.pass.suspension"].sudo()
        prolongations = self.env["regie.iae.pass.prolongation"].sudo()
        mine = [("pass_id", "=", self._origin.id)]
        rows = [*suspensions.search(mine), *prolongations.search([*mine, ("state", "=", "acceptee")])]
        return [(row.date_start, row.date_end) for row in rows if (row._name, row.id) != left_out]

    def _get_prolongation_window(self, date_end):
        """First and last day on which a prolongation from this end may be asked for; False, False without end."""
        self.ensure_one()
        if not date_end:
            return False, False
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        before, after = (int(parameters.get(code, date_end)) for code in ("prolong_avant_mois", "prolong_apres_mois"))
        return date_end - relativedelta(months=before), date_end + relativedelta(months=after)

    def _get_date_end(self):
        """Last day of the PASS: its duration, moved by end less start of each fact that moves it."""
        return pass_iae.moved_end(super()._get_date_end(), self._get_moves())

    def _get_date_end_without(self, record):
        """Last day that the PASS would have without this suspension or prolongation."""
        self.ensure_one()
        if not self.date_start:
            return False
        return pass_iae.moved_end(super()._get_date_end(), self._get_moves(without=record))

    def _get_suspension(self, day):
        """Suspension that covers a day, if any."""
        self.ensure_one()
        return self.suspension_ids.filtered(
            lambda row: row.date_start and row.date_end and row.date_start <= day <= row.date_end
        )[:1]

    def _get_status(self, day):
        status = super()._get_status(day)
        return "suspended" if status in ("valid", "future") and self._get_suspension(day) else status

    @api.model
    def _get_status_domains(self, day):
        domains = super()._get_status_domains(day)
        suspended = Domain("suspension_ids", "any", [("date_start", "<=", day), ("date_end", ">=", day)])
        return {
            "expired": domains["expired"],
            "suspended": ~domains["expired"] & suspended,
            "valid": domains["valid"] & ~suspended,
            "future": domains["future"] & ~suspended,
        }

    def _get_remaining_days(self, day):
        self.ensure_one()
        if not self.date_start or not self.date_end:
            return 0
        periods = [(row.date_start, row.date_end) for row in self.suspension_ids if row.date_start and row.date_end]
        return pass_iae.remaining_days(self.date_start, self.date_end, day, periods)

    def _check_moved(self):
        """Rules of the PASS that a moved end may break, read again: one PASS at a time, contracts inside it."""
        passes = self.exists()
        passes.invalidate_recordset(["suspension_ids", "prolongation_ids"])
        passes._check_dates()
        passes._check_single()
        passes._check_contracts()

    def _lift_suspension(self, hire_date):
        """End the suspension that covers the day of a new hire: it stops the day before, the PASS shrinks by as much.

        A suspension that starts on the very day of the hire is deleted. Nothing happens to a PASS that is not
        suspended on that day. Returns the PASS that were suspended.
        """
        lifted = self.browse()
        for record in self:
            suspension = record._get_suspension(hire_date)
            if not suspension:
                continue
            end = pass_iae.lifted_end(suspension.date_start, hire_date)
            if end:
                suspension.write({"date_end": end})
            else:
                suspension.unlink()
            lifted |= record
        return lifted

    def action_suspend(self):
        """Open the form of a new suspension of this PASS."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Suspend the PASS IAE"),
            "res_model": "regie.iae.pass.suspension",
            "view_mode": "form",
            "target": "new",
            "context": {"default_pass_id": self.id},
        }

    def action_prolong(self):
        """Open the form of a new prolongation of this PASS."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prolong the PASS IAE"),
            "res_model": "regie.iae.pass.prolongation",
            "view_mode": "form",
            "context": {"default_pass_id": self.id},
        }

    def action_open_suspensions(self):
        """Suspensions of this PASS."""
        return self._get_action_of("regie_iae_pass_suspension_action")

    def action_open_prolongations(self):
        """Prolongations of this PASS."""
        return self._get_action_of("regie_iae_pass_prolongation_action")

    def _get_action_of(self, name):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(f"regie_insertion.{name}")
        return {**action, "domain": [("pass_id", "=", self.id)], "context": {"default_pass_id": self.id}}

    def action_lift(self):
        """Ask for the day of the hire that ends the suspension."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.regie_iae_pass_lift_action")
        return {**action, "context": {"default_pass_id": self.id}}
