from odoo import api, fields, models


class RegieAraSurvey(models.Model):
    """A building, a common area or a home seen by the régie where self-renovation would help. Seed: ARA-26."""

    _name = "regie.ara.survey"
    _description = "Building survey"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "priority desc, date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="What was seen", required=True, help="Of the place. No name, no flat number.")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    active = fields.Boolean(default=True)
    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="restrict", check_company=True)
    owner_id = fields.Many2one(related="site_id.owner_id", string="Landlord", store=True, index="btree_not_null")
    territory_id = fields.Many2one(related="site_id.territory_id", store=True, index="btree_not_null")
    kind = fields.Selection(
        [("building", "Building"), ("common", "Common areas"), ("dwelling", "Homes"), ("condominium", "Condominium")],
        required=True,
        default="building",
    )
    date = fields.Date(string="Seen on", required=True, default=fields.Date.context_today)
    user_id = fields.Many2one("res.users", string="Seen by", default=lambda self: self.env.user, index=True)
    priority = fields.Selection([("0", "Later"), ("1", "Useful"), ("2", "Urgent")], default="1", required=True)
    dwelling_count = fields.Integer(string="Homes concerned")
    worktype_ids = fields.Many2many("regie.ara.worktype", string="Works seen")
    contact_id = fields.Many2one(
        "res.partner", string="Relay", index="btree_not_null", help="Association of tenants, caretaker, condominium."
    )
    note = fields.Text(string="Observations")
    date_dropped = fields.Date(string="Dropped on", readonly=True, copy=False)
    case_ids = fields.One2many("regie.ara.case", "survey_id", string="Cases", groups="regie_ara.group_ara_user")
    case_count = fields.Integer(string="Number of cases", compute="_compute_case_count")
    state = fields.Selection(
        [("seen", "To be proposed"), ("followed", "Cases opened"), ("dropped", "Dropped")],
        compute="_compute_state",
        store=True,
        help="Read from the cases it led to.",
    )

    _count_positive = models.Constraint("CHECK (COALESCE(dwelling_count, 0) >= 0)", "A number of homes is positive.")

    @api.depends("case_ids")
    def _compute_case_count(self):
        groups = self.env["regie.ara.case"]._read_group([("survey_id", "in", self.ids)], ["survey_id"], ["__count"])
        counts = dict(groups)
        for survey in self:
            survey.case_count = counts.get(survey, 0)

    @api.depends("date_dropped", "case_ids")
    def _compute_state(self):
        for survey in self:
            survey.state = "dropped" if survey.date_dropped else "followed" if survey.case_ids else "seen"

    def action_open_case(self):
        """Open a new case in this building."""
        self.ensure_one()
        occupancy = {"common": "common", "condominium": "condominium"}.get(self.kind, "social_tenant")
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.ara.case",
            "view_mode": "form",
            "context": {
                "default_survey_id": self.id,
                "default_site_id": self.site_id.id,
                "default_origin": "survey",
                "default_occupancy": occupancy,
            },
        }

    def action_view_cases(self):
        """Open the cases of this survey."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_ara.regie_ara_case_action")
        return {**action, "domain": [("survey_id", "=", self.id)], "context": {"default_survey_id": self.id}}

    def action_drop(self):
        """Note that nothing will come of it."""
        self.check_access("write")
        # sudo: the fact of the button
        self.sudo().write({"date_dropped": fields.Date.context_today(self)})
        return True

    def action_resume(self):
        """Take it up again."""
        self.check_access("write")
        # sudo: the fact of the button
        self.sudo().write({"date_dropped": False})
        return True
