from odoo import models


class RegieIaeReconciliationLine(models.Model):
    """The way from a gap to what has to be mended: one method per target of the causes."""

    _inherit = "regie.iae.reconciliation.line"

    def _open_contract(self):
        return self._open_record(self.employee_id)

    def _open_pass(self):
        action = self._get_action("regie_iae_pass_action")
        context = {"default_employee_id": self.employee_id.id}
        return dict(action, domain=[("employee_id", "=", self.employee_id.id)], context=context)

    def _open_absence(self):
        action = self._get_action("regie_iae_absence_action")
        domain = [
            ("employee_id", "=", self.employee_id.id),
            ("date_start", ">=", self.date_month),
            ("date_start", "<=", self.reconciliation_id._get_last_day()),
        ]
        context = {"default_employee_id": self.employee_id.id, "default_date_start": self.date_month}
        return dict(action, domain=domain, context=context)

    def _open_hours(self):
        action = self._get_action("account_analytic_line_action_hours")
        domain = [
            ("employee_id", "=", self.employee_id.id),
            ("date", ">=", self.date_month),
            ("date", "<=", self.reconciliation_id._get_last_day()),
            ("project_id.worksite_code", "!=", False),
        ]
        return dict(action, domain=domain, context={"is_timesheet": 1})

    def _open_exit(self):
        action = self._get_action("regie_insertion_pathway_action")
        context = {"default_employee_id": self.employee_id.id}
        return dict(action, domain=[("employee_id", "=", self.employee_id.id)], context=context)

    def _open_statement(self):
        return self._open_record(self.reconciliation_id.statement_id)

    def _open_pay(self):
        return self.reconciliation_id.action_import_pay()

    def _open_asp(self):
        return self.reconciliation_id.action_import_asp()

    def _get_action(self, name):
        return self.env["ir.actions.act_window"]._for_xml_id(f"regie_insertion.{name}")

    def _open_record(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
