from odoo import api, fields, models

from .hr_version import GROUP_SOCIAL
from .regie_insertion_pathway import STATES as PATHWAY_STATES


class HrEmployee(models.Model):
    """The pathways of an employee."""

    _inherit = "hr.employee"

    pathway_ids = fields.One2many(
        "regie.insertion.pathway", "employee_id", string="Insertion pathways", groups=GROUP_SOCIAL
    )
    pathway_id = fields.Many2one(
        "regie.insertion.pathway",
        string="Insertion pathway",
        compute="_compute_pathway_id",
        groups=GROUP_SOCIAL,
        help="The pathway that began last.",
    )
    pathway_state = fields.Selection(
        PATHWAY_STATES, string="State of the pathway", compute="_compute_pathway_id", groups=GROUP_SOCIAL
    )

    @api.depends("pathway_ids.date_start", "pathway_ids.state")
    def _compute_pathway_id(self):
        for employee in self:
            employee.pathway_id = employee.pathway_ids.sorted("date_start", reverse=True)[:1]
            employee.pathway_state = employee.pathway_id.state

    def action_open_pathway(self):
        """The pathway of this person, or a new one to begin."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_insertion_pathway_action")
        context = {"default_employee_id": self.id}
        if len(self.pathway_ids) > 1:
            return dict(action, domain=[("employee_id", "=", self.id)], context=context, view_mode="list,form")
        return dict(action, views=[(False, "form")], view_mode="form", res_id=self.pathway_id.id, context=context)

    def _has_contract_after(self, day):
        """Whether a contract, of insertion or not, keeps the person in the structure after a day."""
        self.ensure_one()
        return any(
            version.contract_date_start and (not version.contract_date_end or version.contract_date_end > day)
            for version in self.version_ids
        )
