from odoo import Command, api, fields, models


class RegieProjectCanvas(models.Model):
    """The one-page project of a new activity, as the workshop of the régie fills it in.

    Whom for, which need, who pays, what is offered; then partners, arguments, proof, obstacles and actions.
    """

    _name = "regie.project.canvas"
    _description = "Project canvas"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, id desc"

    name = fields.Char(string="Project", required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    stage_id = fields.Many2one(
        "regie.project.stage",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
        group_expand="_read_group_stage_ids",
        default=lambda self: self.env["regie.project.stage"].search([], limit=1),
        help="An idea is tested, then tried for a season, then made permanent; or stopped, and why is kept.",
    )
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user, tracking=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    family_id = fields.Many2one("regie.activity.family", index="btree_not_null")
    activity_id = fields.Many2one(
        "regie.activity", check_company=True, index="btree_not_null", help="The activity that the project became."
    )
    territory_id = fields.Many2one("regie.territory", index="btree_not_null")
    partner_id = fields.Many2one(
        "res.partner",
        string="Asked by",
        index="btree_not_null",
        help="Who asked for it: a landlord, the town, inhabitants.",
    )
    target = fields.Text(help="Whom do we address?")
    need = fields.Text(help="Which need do we answer?")
    economy = fields.Text(help="Who pays, and how?")
    offer = fields.Text(help="Which solution do we offer?")
    partners = fields.Text(help="Who are our main partners?")
    arguments = fields.Text(help="How do we convince them?")
    advantages = fields.Text(help="What are the advantages of our solution?")
    proof = fields.Text(help="How do we demonstrate them?")
    obstacles = fields.Text(help="Which obstacles, objections and difficulties shall we meet?")
    answers = fields.Text(help="How do we work around them?")
    action_ids = fields.One2many("regie.project.canvas.action", "canvas_id", string="Actions", copy=True)
    risk_ids = fields.One2many(
        "regie.project.canvas.risk",
        "canvas_id",
        string="Risks",
        copy=True,
        default=lambda self: self._default_risk_ids(),
        help="A new canvas carries all the risks of the configuration, to be looked at one by one.",
    )
    action_left_count = fields.Integer(compute="_compute_counts", string="Actions left")
    risk_high_count = fields.Integer(compute="_compute_counts", string="High risks")

    _check_company_auto = True

    def _default_risk_ids(self):
        return [Command.create({"risk_id": risk.id}) for risk in self.env["regie.project.risk"].search([])]

    @api.depends("action_ids.date_done", "risk_ids.level")
    def _compute_counts(self):
        for canvas in self:
            canvas.action_left_count = len(canvas.action_ids.filtered(lambda action: not action.date_done))
            canvas.risk_high_count = len(canvas.risk_ids.filtered(lambda risk: risk.level == "3"))

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        return stages.search([])
