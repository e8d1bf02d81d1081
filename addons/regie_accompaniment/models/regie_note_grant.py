from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime


class RegieNoteGrant(models.Model):
    """Break-glass: the director reads the confidential notes of one person for some hours, after a written reason.

    The referent is told at once, each reading is recorded, and the grant ends by itself. Never rewritten.
    """

    _name = "regie.note.grant"
    _description = "Exceptional reading of confidential notes"
    _order = "date_start desc, id desc"
    _rec_name = "user_id"

    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    user_id = fields.Many2one("res.users", string="Reader", required=True, readonly=True, index=True)
    reason = fields.Text(required=True, readonly=True)
    date_start = fields.Datetime(string="From", required=True, readonly=True, default=fields.Datetime.now)
    date_end = fields.Datetime(string="Until", required=True, readonly=True, index=True)
    is_active = fields.Boolean(string="In force", compute="_compute_is_active")

    _dates_check = models.Constraint("CHECK (date_end > date_start)", "A grant ends after it starts.")

    @api.depends("date_end")
    def _compute_is_active(self):
        now = fields.Datetime.now()
        for grant in self:
            grant.is_active = grant.date_end > now

    @api.model
    @api.private
    def open_glass(self, pathway, reason):
        """Open the notes of a pathway to the user, tell the referent, return the grant.

        :raise AccessError: INS-E07 for whoever is no insertion manager
        :raise UserError: INS-E08 without a reason in words
        """
        pathway.check_access("read")
        if not self.env.user.has_group("regie_insertion.group_insertion_manager"):
            raise AccessError(self.env._("Only the director opens the notes of a case. (INS-E07)"))
        if len((reason or "").split()) < 3:
            raise UserError(self.env._("Say in a sentence why these notes must be read today. (INS-E08)"))
        now = fields.Datetime.now()
        hours = int(self.env["regie.parameter"].get("bris_glace_heures", now.date()))
        # sudo: nobody creates a grant by hand; who asks and why have just been checked
        grant = self.sudo().create(
            {
                "pathway_id": pathway.id,
                "user_id": self.env.uid,
                "reason": reason,
                "date_start": now,
                "date_end": now + relativedelta(hours=hours),
            }
        )
        grant._notify_referent()
        return grant.sudo(False)

    def write(self, vals):
        """Refuse: a grant is not rewritten. (INS-E09)"""
        if vals:
            raise UserError(self.env._("What was opened, by whom and why, is not rewritten. (INS-E09)"))
        return super().write(vals)

    def _notify_referent(self):
        """Tell the referent and the substitutes who reads and until when; the reason stays in the file."""
        self.ensure_one()
        pathway = self.pathway_id
        partners = (pathway.social_worker_id | pathway.substitute_ids).partner_id
        if not partners:
            return
        until = format_datetime(self.env, self.date_end, tz=self.env.user.tz, dt_format="short")
        sentence = self.env._(
            "%(user)s opened the confidential notes of %(person)s until %(until)s. The reason is in the file.",
            user=self.user_id.name,
            person=pathway.employee_id.name,
            until=until,
        )
        pathway.message_notify(
            partner_ids=partners.ids,
            subject=self.env._("Confidential notes opened: %s", pathway.employee_id.name),
            body=Markup("<p>%s</p>") % sentence,
        )

    def _get_reader(self):
        self.ensure_one()
        until = format_datetime(self.env, self.date_end, tz=self.env.user.tz, dt_format="short")
        return {"name": self.user_id.name, "reason": self.env._("exceptional reading until %s", until)}
