from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieIdea(models.Model):
    """What somebody proposes for the neighbourhood, from the moment it is heard to the answer that its author receives.

    What comes from outside is shown to others once read by the régie, and never with the name of its author.
    """

    _name = "regie.idea"
    _description = "Idea of an inhabitant"
    _inherit = ["regie.participation.link", "mail.thread", "mail.activity.mixin"]
    _order = "support_total desc, id desc"
    _public_path = "/idees/suivi"

    name = fields.Char(string="The idea in a few words", required=True, tracking=True)
    text = fields.Text(string="The idea")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True)
    stage_id = fields.Many2one(
        "regie.idea.stage",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
        group_expand="_read_group_stage_ids",
        default=lambda self: self.env["regie.idea.stage"].search([], limit=1),
    )
    origin = fields.Selection(
        [
            ("public", "Public page"),
            ("meeting", "Open meeting"),
            ("consultation", "Consultation"),
            ("staff", "Heard by the régie"),
        ],
        string="Came by",
        required=True,
        default="staff",
    )
    event_id = fields.Many2one("event.event", string="Meeting", check_company=True, index="btree_not_null")
    consultation_id = fields.Many2one("regie.consultation", check_company=True, index="btree_not_null")
    territory_id = fields.Many2one("regie.territory", index="btree_not_null")
    date = fields.Date(string="Received on", required=True, default=fields.Date.context_today)
    photo = fields.Image(max_width=1600, max_height=1600)
    author_name = fields.Char(groups="regie_governance.group_governance_secretary", copy=False)
    author_email = fields.Char(
        string="Where to answer",
        groups="regie_governance.group_governance_secretary",
        copy=False,
        help="Used to answer, shown to nobody else, deleted once the idea is closed and the time to keep it is over.",
    )
    support_count = fields.Integer(string="“Me too”", copy=False)
    support_total = fields.Integer(
        string="Carried by",
        compute="_compute_support_total",
        store=True,
        recursive=True,
        help="The author, those who said “me too”, and the same of the ideas joined to this one.",
    )
    merged_into_id = fields.Many2one(
        "regie.idea",
        string="Same idea as",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="The other idea carries this one: its supports are added there, and its author receives the same answer.",
    )
    merged_ids = fields.One2many("regie.idea", "merged_into_id", string="Same ideas")
    date_published = fields.Datetime(
        string="Shown since", readonly=True, copy=False, tracking=True, help="Read by the régie and shown to others."
    )
    date_refused = fields.Datetime(string="Not shown since", readonly=True, copy=False, tracking=True)
    refusal_reason = fields.Char(
        string="Why it is not shown", help="Shown to the author, on the page of the idea.", tracking=True
    )
    date_promised = fields.Date(
        string="Answer promised for",
        compute="_compute_date_promised",
        store=True,
        readonly=False,
        tracking=True,
        help="Told to the author when the idea arrives. The delay is a dated parameter.",
    )
    answer = fields.Text(help="In the words of the inhabitants; shown to the author and, for a shown idea, to all.")
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False, tracking=True)
    is_closed = fields.Boolean(related="stage_id.is_closing", string="No answer awaited")
    canvas_id = fields.Many2one(
        "regie.project.canvas",
        string="Project",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The project born of the idea.",
    )

    _check_company_auto = True
    _token_uniq = models.Constraint("UNIQUE (access_token)", "This link is already in use.")
    _support_check = models.Constraint("CHECK (support_count >= 0)", "An idea has no negative support.")
    _merge_check = models.Constraint("CHECK (merged_into_id <> id)", "An idea is not joined to itself.")

    @api.depends("support_count", "merged_ids.support_total")
    def _compute_support_total(self):
        for idea in self:
            idea.support_total = 1 + idea.support_count + sum(idea.merged_ids.mapped("support_total"))

    @api.depends("date", "company_id")
    def _compute_date_promised(self):
        parameters = self.env["regie.parameter"]
        for idea in self:
            if idea.date:
                days = parameters.with_company(idea.company_id).get("participation_reponse_jours", idea.date)
                idea.date_promised = idea.date + relativedelta(days=int(days))

    @api.constrains("merged_into_id")
    def _check_merge(self):
        if self._has_cycle("merged_into_id"):
            raise ValidationError(
                self.env._("Two ideas cannot each be joined to the other: keep one of them as the first. (PAR-22)")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Clean the photos of their place and device; refuse what is not a photo. (PAR-43, PAR-44)"""
        return super().create(self._prepare_photo_vals(vals_list))

    def write(self, vals):
        """Clean a photo that is replaced. (PAR-43, PAR-44)"""
        return super().write(self._prepare_photo_vals([vals])[0])

    @api.model
    def _read_group_stage_ids(self, stages, domain):
        return stages.search([])
