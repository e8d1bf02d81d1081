from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

GROUP_SOCIAL = "regie_insertion.group_insertion_social"
GROUP_MANAGER = "regie_insertion.group_insertion_manager"


class RegieInsertionPathway(models.Model):
    """A pathway, with its barriers, interviews and objectives, and the wall around its confidential notes."""

    _inherit = "regie.insertion.pathway"

    interview_ids = fields.One2many("regie.interview", "pathway_id", string="Interviews", groups=GROUP_SOCIAL)
    assessment_ids = fields.One2many("regie.barrier.assessment", "pathway_id", string="Barriers", groups=GROUP_SOCIAL)
    goal_ids = fields.One2many("regie.goal", "pathway_id", string="Objectives", groups=GROUP_SOCIAL)
    action_ids = fields.One2many("regie.goal.action", "pathway_id", string="Actions", groups=GROUP_SOCIAL)
    note_grant_ids = fields.One2many(
        "regie.note.grant",
        "pathway_id",
        string="Exceptional readings",
        groups=f"{GROUP_SOCIAL},{GROUP_MANAGER}",
    )
    read_log_ids = fields.One2many(
        "regie.read.log", "pathway_id", string="Readings", groups=f"{GROUP_SOCIAL},{GROUP_MANAGER}"
    )
    has_note_grant = fields.Boolean(compute="_compute_has_note_grant", groups=GROUP_MANAGER)
    interview_count = fields.Integer(compute="_compute_social_counts", groups=GROUP_SOCIAL)
    open_goal_count = fields.Integer(compute="_compute_social_counts", groups=GROUP_SOCIAL)
    open_action_count = fields.Integer(compute="_compute_social_counts", groups=GROUP_SOCIAL)
    last_interview_on = fields.Date(
        string="Last seen on", compute="_compute_interview_dates", store=True, groups=GROUP_SOCIAL
    )
    entry_diagnosis_on = fields.Date(
        string="Entry diagnosis on", compute="_compute_interview_dates", store=True, groups=GROUP_SOCIAL
    )
    is_not_seen = fields.Boolean(
        string="Not seen lately",
        compute="_compute_is_not_seen",
        search="_search_is_not_seen",
        groups=GROUP_SOCIAL,
        help="No interview held for the days of the parameter non_vu_jours.",
    )
    is_entry_diagnosis_due = fields.Boolean(
        string="Entry diagnosis due",
        compute="_compute_is_entry_diagnosis_due",
        search="_search_is_entry_diagnosis_due",
        groups=GROUP_SOCIAL,
        help="Entered, and the entry diagnosis is not held yet.",
    )
    entry_diagnosis_due_on = fields.Date(compute="_compute_is_entry_diagnosis_due", groups=GROUP_SOCIAL)

    @api.depends_context("uid")
    @api.depends("note_grant_ids.date_end")
    def _compute_has_note_grant(self):
        for pathway in self:
            pathway.has_note_grant = bool(pathway._get_active_grants(self.env.user))

    @api.depends_context("uid")
    @api.depends("interview_ids", "goal_ids.outcome", "action_ids.state")
    def _compute_social_counts(self):
        domain = Domain("pathway_id", "in", self.ids)
        open_goals, open_actions = Domain("outcome", "=", False), Domain("state", "in", ["planned", "postponed"])
        counts = [
            dict(self.env[model]._read_group(domain & extra, ["pathway_id"], ["__count"]))
            for model, extra in (
                ("regie.interview", Domain.TRUE),
                ("regie.goal", open_goals),
                ("regie.goal.action", open_actions),
            )
        ]
        for pathway in self:
            pathway.interview_count, pathway.open_goal_count, pathway.open_action_count = (
                count.get(pathway, 0) for count in counts
            )

    @api.depends("interview_ids.state", "interview_ids.date_start", "interview_ids.type_id")
    def _compute_interview_dates(self):
        rows = self.env["regie.interview"]._read_group(
            [("pathway_id", "in", self.ids), ("state", "=", "done")],
            ["pathway_id", "type_id"],
            ["date_start:max", "date_start:min"],
        )
        last, diagnosis = {}, {}
        for pathway, kind, latest, earliest in rows:
            last[pathway] = max(last.get(pathway, latest), latest)
            if kind.is_entry_diagnosis:
                diagnosis[pathway] = min(diagnosis.get(pathway, earliest), earliest)
        for pathway in self:
            pathway.last_interview_on = last.get(pathway, False)
            pathway.entry_diagnosis_on = diagnosis.get(pathway, False)

    @api.depends("last_interview_on", "date_start", "date_end", "refused_on", "closed_on")
    def _compute_is_not_seen(self):
        missing = self.filtered_domain(self._get_not_seen_domain())
        for pathway in self:
            pathway.is_not_seen = pathway in missing

    @api.model
    def _search_is_not_seen(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_not_seen_domain()

    @api.depends("entry_diagnosis_on", "date_start", "date_end", "refused_on", "closed_on")
    def _compute_is_entry_diagnosis_due(self):
        due = self.filtered_domain(self._get_diagnosis_due_domain())
        days = self._get_days("diagnostic_entree_jours")
        for pathway in self:
            pathway.is_entry_diagnosis_due = pathway in due
            pathway.entry_diagnosis_due_on = pathway.date_start and pathway.date_start + relativedelta(days=days)

    @api.model
    def _search_is_entry_diagnosis_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_diagnosis_due_domain()

    def write(self, vals):
        """Among advisers, only those of the case say who follows the person: nobody lets oneself in. (INS-E06)"""
        if {"social_worker_id", "substitute_ids"} & vals.keys():
            self._check_case_change()
        return super().write(vals)

    # -- actions -------------------------------------------------------------------------------

    def action_new_interview(self):
        """Open a new interview of today, ready to be typed."""
        self.ensure_one()
        code = "diagnostic" if self.is_entry_diagnosis_due and not self.interview_count else "suivi"
        kind = self.env["regie.interview.type"]._get_by_code(code) or self.env["regie.interview.type"].search(
            [], limit=1
        )
        interview = self.env["regie.interview"].create({"pathway_id": self.id, "type_id": kind.id})
        return self._open_social("regie.interview", interview)

    def action_open_interviews(self):
        """Interviews of this person."""
        return self._open_social_list("regie_interview_action")

    def action_open_goals(self):
        """Objectives of this person."""
        return self._open_social_list("regie_goal_action")

    def action_open_actions(self):
        """Actions of this person."""
        return self._open_social_list("regie_goal_action_action")

    def action_open_glass(self):
        """Ask the director for a reason, or show the notes when they are open to the director already."""
        self.ensure_one()
        if self._get_active_grants(self.env.user):
            return self.action_open_granted()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_accompaniment.regie_note_open_action")
        return {**action, "context": {"default_pathway_id": self.id}}

    def action_open_granted(self):
        """Interviews of this person, for the director whose exceptional reading runs."""
        action = self._open_social_list("regie_interview_action")
        return {**action, "context": {"create": False, "edit": False}, "target": "main"}

    # -- business ------------------------------------------------------------------------------

    def _is_case_of(self, user):
        """Tell whether a user follows this person, as the referent or a substitute who may read social data."""
        self.ensure_one()
        pathway = self.sudo()  # the names of who follows a person are no secret
        return user in (pathway.social_worker_id | pathway.substitute_ids) and user.has_group(GROUP_SOCIAL)

    def _get_active_grants(self, user=None):
        """Return the exceptional readings in force on this pathway, of one user or of all."""
        self.ensure_one()
        domain = [("pathway_id", "=", self.id), ("date_end", ">", fields.Datetime.now())]
        if user:
            domain.append(("user_id", "=", user.id))
        # sudo: tells who reads, which the padlock shows to whoever may open the file
        return self.env["regie.note.grant"].sudo().search(domain)

    def _check_case_change(self):
        user = self.env.user
        if self.env.su or not user.has_group(GROUP_SOCIAL) or user.has_group(GROUP_MANAGER):
            return
        for pathway in self.filtered("social_worker_id"):
            if not pathway._is_case_of(user):
                raise AccessError(
                    self.env._(
                        "Only the referent, a substitute or the director changes who follows %(person)s. (INS-E06)",
                        person=pathway.employee_id.name,
                    )
                )

    @api.model
    def _get_days(self, code):
        return int(self.env["regie.parameter"].get(code, fields.Date.context_today(self)))

    @api.model
    def _get_followed_domain(self):
        """Return the domain of the people who are followed: entered, not exited."""
        return Domain(
            [
                ("date_start", "<=", fields.Date.context_today(self)),
                ("date_end", "=", False),
                ("refused_on", "=", False),
                ("closed_on", "=", False),
            ]
        )

    @api.model
    def _get_not_seen_domain(self):
        limit = fields.Date.context_today(self) - relativedelta(days=self._get_days("non_vu_jours"))
        return self._get_followed_domain() & (
            Domain("last_interview_on", "<", limit)
            | (Domain("last_interview_on", "=", False) & Domain("date_start", "<", limit))
        )

    @api.model
    def _get_diagnosis_due_domain(self):
        return self._get_followed_domain() & Domain("entry_diagnosis_on", "=", False)

    def _open_social(self, model, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _open_social_list(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(f"regie_accompaniment.{xmlid}")
        return {
            **action,
            "domain": [("pathway_id", "=", self.id)],
            "context": {"default_pathway_id": self.id},
        }
