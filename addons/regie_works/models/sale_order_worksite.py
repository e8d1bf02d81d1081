from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """The worksite of an order: made by a button, with its code, its customer and its lot."""

    _inherit = "sale.order"

    def action_create_worksite(self):
        """Make the worksite of a confirmed order and open it.

        :raise UserError: E-CHANT-08 when the order is not confirmed or already has its worksite
        """
        self.ensure_one()
        if self.state != "sale" or self.project_id:
            raise UserError(self.env._("%s: a worksite is made once, from a confirmed order. (E-CHANT-08)", self.name))
        project = self.env["project.project"].create(self._prepare_worksite_vals())
        self.project_id = project
        return {
            "type": "ir.actions.act_window",
            "res_model": "project.project",
            "view_mode": "form",
            "views": [(self.env.ref("regie_insertion.project_project_view_form_worksite").id, "form")],
            "res_id": project.id,
        }

    def _prepare_worksite_vals(self):
        """Return the values of the worksite of this order."""
        self.ensure_one()
        # sudo: whoever makes a worksite does not read the sequences
        code = self.env["ir.sequence"].sudo().with_company(self.company_id).next_by_code("regie.worksite")
        return {
            "name": self.client_order_ref or f"{self.partner_id.name} · {self.name}",
            "worksite_code": code,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "market_lot_id": self.market_lot_ids[:1].id,
            "allow_timesheets": True,
            "allow_billable": True,
            "is_building_site": any(self.service_family_ids.mapped("is_building")),
            "user_id": self.env.uid,
        }
