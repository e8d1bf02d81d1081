from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieConsultation(models.Model):
    """A question put to the inhabitants, the members or the clients, and what was done with their answers.

    Anonymous unless told otherwise: no name is kept, small counts are hidden, and the results are read once it is over.
    """

    _name = "regie.consultation"
    _description = "Consultation"
    _inherit = ["regie.participation.link", "mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _public_path = "/consultation"

    name = fields.Char(
        string="Title", required=True, tracking=True, help="Shown on the poster and above the questions."
    )
    purpose = fields.Text(
        string="Why we ask", help="A few words on the poster and on the first page: what the answers will be used for."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user, tracking=True)
    audience = fields.Selection(
        [
            ("open", "Everybody: link and poster"),
            ("members", "Members of the association"),
            ("college", "Members of a college"),
            ("territory", "Inhabitants of a territory"),
        ],
        string="To whom",
        required=True,
        default="open",
        tracking=True,
        help="Who receives the link by mail. The link itself opens to whoever holds it.",
    )
    college_id = fields.Many2one("regie.college", index="btree_not_null")
    territory_id = fields.Many2one("regie.territory", index="btree_not_null")
    date_start = fields.Date(string="From", required=True, default=fields.Date.context_today, tracking=True)
    date_end = fields.Date(string="Until", required=True, tracking=True, help="Last day on which one can answer.")
    template_id = fields.Many2one(
        "survey.survey",
        string="Model",
        domain=[("is_regie_template", "=", True)],
        groups="regie_governance.group_governance_secretary",
        help="The questions are copied from it, then changed at will.",
    )
    survey_id = fields.Many2one(
        "survey.survey",
        string="Questionnaire",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="regie_governance.group_governance_secretary",
    )
    is_anonymous = fields.Boolean(
        string="Anonymous",
        default=True,
        tracking=True,
        help="No name is kept, the answers are read by nobody one by one, and small counts are hidden in the results.",
    )
    invited_count = fields.Integer(string="Invited", readonly=True, copy=False)
    answer_count = fields.Integer(string="Answers", compute="_compute_answer_count")
    date_opened = fields.Datetime(string="Opened on", readonly=True, copy=False, tracking=True)
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False, tracking=True)
    date_published = fields.Datetime(string="Results told on", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [("draft", "In preparation"), ("open", "Running"), ("closed", "Over, to tell"), ("told", "Results told")],
        compute="_compute_state",
        store=True,
        index=True,
        group_expand=True,
        help="Worked out from the dates: opened, closed, results told to those who were asked.",
    )
    decision = fields.Text(
        string="What was decided", help="In the words of the inhabitants; shown with the results on the public page."
    )
    resolution_id = fields.Many2one(
        "regie.resolution",
        string="Decided by",
        check_company=True,
        index="btree_not_null",
        help="Point of a meeting where the organs drew the consequences.",
    )
    canvas_id = fields.Many2one(
        "regie.project.canvas", string="Project born of it", check_company=True, index="btree_not_null"
    )
    idea_ids = fields.One2many("regie.idea", "consultation_id", string="Ideas")

    _check_company_auto = True
    _survey_uniq = models.Constraint("UNIQUE (survey_id)", "This questionnaire already serves a consultation.")
    _token_uniq = models.Constraint("UNIQUE (access_token)", "This link is already in use.")

    @api.depends("survey_id")
    def _compute_answer_count(self):
        # sudo: how many answered is no secret, what each answered is
        counts = dict(
            self.env["survey.user_input"]
            .sudo()
            ._read_group(
                [("survey_id", "in", self.sudo().survey_id.ids), ("state", "=", "done"), ("test_entry", "=", False)],
                ["survey_id"],
                ["__count"],
            )
        )
        for consultation in self:
            consultation.answer_count = counts.get(consultation.sudo().survey_id, 0)

    @api.depends("date_opened", "date_closed", "date_published")
    def _compute_state(self):
        for consultation in self:
            if consultation.date_published:
                consultation.state = "told"
            elif consultation.date_closed:
                consultation.state = "closed"
            else:
                consultation.state = "open" if consultation.date_opened else "draft"

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for consultation in self:
            if consultation.date_end < consultation.date_start:
                raise ValidationError(
                    self.env._(
                        "The consultation “%(name)s” ends before it starts: check its dates. (PAR-01)",
                        name=consultation.name,
                    )
                )

    @api.constrains("audience", "college_id", "territory_id")
    def _check_audience(self):
        for consultation in self:
            wanted = {"college": consultation.college_id, "territory": consultation.territory_id}
            if consultation.audience in wanted and not wanted[consultation.audience]:
                raise ValidationError(
                    self.env._("Say which college or which territory “%(name)s” asks. (PAR-04)", name=consultation.name)
                )

    def write(self, vals):
        """Keep the promise made to those who already answered: anonymous stays anonymous. (PAR-05)"""
        if "is_anonymous" in vals and not vals["is_anonymous"]:
            for consultation in self.filtered(lambda record: record.is_anonymous and record.date_opened):
                raise UserError(
                    self.env._(
                        "“%(name)s” was opened as anonymous: it stays so. Prepare another one. (PAR-05)",
                        name=consultation.name,
                    )
                )
        return super().write(vals)

    def action_prepare_survey(self):
        """Copy the questions of the model, or begin with none, and open them to be changed."""
        self.ensure_one()
        if not self.survey_id:
            vals = {
                "title": self.name,
                "access_mode": "public",
                "users_login_required": False,
                "is_attempts_limited": False,
                "is_regie_template": False,
                "survey_type": "survey",
            }
            if self.template_id:
                survey = self.template_id.copy({})
                survey.write(vals)
            else:
                survey = self.env["survey.survey"].create({**vals, "questions_layout": "page_per_question"})
            self.survey_id = survey
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "survey.survey",
            "res_id": self.survey_id.id,
            "view_mode": "form",
        }

    def action_open(self):
        """Open the answers.

        :raise UserError: PAR-02 without a question
        """
        for consultation in self:
            if not consultation.survey_id.question_ids:
                raise UserError(
                    self.env._(
                        "“%(name)s” has no question yet: choose a model and prepare the questionnaire. (PAR-02)",
                        name=consultation.name,
                    )
                )
        self.filtered(lambda record: not record.date_opened).date_opened = fields.Datetime.now()
        self.write({"date_closed": False})

    def action_close(self):
        """Close the answers, before the last day if need be."""
        self.filtered(lambda record: record.date_opened and not record.date_closed).date_closed = fields.Datetime.now()

    def action_publish(self):
        """Tell the results to those who were asked: the link of the poster now shows them.

        :raise UserError: PAR-03 while answers may still come
        """
        for consultation in self:
            if not consultation.date_closed:
                raise UserError(
                    self.env._(
                        "Close “%(name)s” first: results that move with each answer would tell who answered what."
                        " (PAR-03)",
                        name=consultation.name,
                    )
                )
        self.date_published = fields.Datetime.now()

    def action_invite(self):
        """Send the link by mail to the audience, one mail each; how many is kept, not who.

        :raise UserError: PAR-06 not open yet or nobody to write to
        """
        template = self.env.ref("regie_participation.mail_template_consultation_invite")
        for consultation in self:
            people = consultation._get_audience_partners()
            if consultation.state != "open" or not people:
                raise UserError(
                    self.env._(
                        "Nobody can be invited to “%(name)s”: open it first, and choose people who have an e-mail"
                        " address. For everybody, print the poster. (PAR-06)",
                        name=consultation.name,
                    )
                )
            for partner in people:
                template.with_context(lang=partner.lang).send_mail(
                    consultation.id, email_values={"recipient_ids": [Command.link(partner.id)]}
                )
            consultation.invited_count += len(people)

    def action_open_page(self):
        """Open the page behind the poster."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.public_url, "target": "new"}

    def action_print_poster(self):
        """Print the poster of the hall, with its QR code."""
        return self.env.ref("regie_participation.regie_consultation_report_poster").report_action(self)

    @api.model
    def _cron_close(self):
        """Close what ended yesterday or before."""
        ended = self.search([("state", "=", "open"), ("date_end", "<", fields.Date.context_today(self))])
        ended.action_close()

    def _get_audience_partners(self):
        """Those who receive the link: they have an address, each once."""
        self.ensure_one()
        if self.audience == "territory":
            people = self.env["res.partner"].search(
                [
                    ("territory_id", "=", self.territory_id.id),
                    ("is_company", "=", False),
                    ("company_id", "in", (False, self.company_id.id)),
                ]
            )
        elif self.audience in ("members", "college"):
            domain = [("company_id", "=", self.company_id.id), ("state", "=", "active")]
            if self.audience == "college":
                domain.append(("college_id", "=", self.college_id.id))
            people = self.env["regie.membership"].search(domain).voter_id
        else:
            people = self.env["res.partner"]
        return people.filtered("email")

    def _is_running(self):
        """Whether one can answer today."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return bool(
            self.active and self.date_opened and not self.date_closed and self.date_start <= today <= self.date_end
        )
