from odoo import api, fields, models


class RegieResidentReportPass(models.TransientModel):
    """Ask what a team does for a report, and when; most of it is known from the site and the kind."""

    _name = "regie.resident.report.pass"
    _description = "Pass for a report"

    report_id = fields.Many2one("regie.resident.report", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id")
    site_id = fields.Many2one(related="report_id.site_id")
    service_id = fields.Many2one(
        "regie.service",
        string="Usual service there",
        compute="_compute_service_id",
        help="The nearest recurring service: its worksite and its team are proposed.",
    )
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        compute="_compute_from_service",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        domain="[('worksite_code', '!=', False), ('company_id', 'in', (company_id, False))]",
    )
    service_type_id = fields.Many2one(
        "regie.service.type",
        string="Service",
        compute="_compute_from_service",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    department_id = fields.Many2one(
        "hr.department", string="Team", compute="_compute_from_service", store=True, readonly=False, precompute=True
    )
    date_planned = fields.Date(string="Day", required=True, default=fields.Date.context_today)
    time_start = fields.Float(string="From")
    note = fields.Text(string="For the team", help="What to do and where; no name of a resident.")

    @api.depends("report_id")
    def _compute_service_id(self):
        for wizard in self:
            wizard.service_id = wizard.report_id._get_nearest_service()

    @api.depends("report_id", "service_id")
    def _compute_from_service(self):
        for wizard in self:
            wizard.project_id = wizard.service_id.project_id
            wizard.service_type_id = wizard.report_id.category_id.service_type_id or wizard.service_id.service_type_id
            wizard.department_id = wizard.service_id.department_id

    def action_plan(self):
        """Plan the pass and open it."""
        self.ensure_one()
        one = self.report_id._plan_pass(
            {
                "project_id": self.project_id.id,
                "service_type_id": self.service_type_id.id,
                "department_id": self.department_id.id,
                "planned_minutes": self.service_type_id.planned_minutes,
                "date_planned": self.date_planned,
                "time_start": self.time_start,
                "note": self.note or self.report_id.summary_public or self.report_id.place_note,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.intervention",
            "res_id": one.id,
            "view_mode": "form",
        }
