from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

FROZEN_FIELDS = {"application_id", "dossier_id", "partner_id"}


class RegieLabelExpertise(models.Model):
    """The on-site visit of an independent consultant and the report that the network decides upon (LAB-11)."""

    _name = "regie.label.expertise"
    _description = "Expertise of a label application"
    _inherit = ["regie.label.files", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "partner_id"

    application_id = fields.Many2one("regie.label.application", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="application_id.company_id", store=True, index=True, precompute=True)
    dossier_id = fields.Many2one(
        "regie.dossier", readonly=True, ondelete="restrict", help="The dossier as it was frozen for this expertise."
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Consultant",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain="[('is_company', '=', False)]",
        help="Independent: neither a member of the régie nor somebody who sits in it.",
    )
    date_visit_start = fields.Date(string="Visit from", tracking=True)
    date_visit_end = fields.Date(string="Visit until", tracking=True)
    date_access_end = fields.Date(
        string="Access until",
        tracking=True,
        help="Last day on which the consultant opens the dossier; the day after, it is not found.",
    )
    date_invited = fields.Datetime(string="Invited on", readonly=True, copy=False)
    date_report = fields.Date(string="Report received on", tracking=True)
    report_attachment_ids = fields.Many2many("ir.attachment", string="Report")
    opinion = fields.Selection(
        [("favourable", "Favourable"), ("reserved", "Favourable with reserves"), ("unfavourable", "Unfavourable")],
        tracking=True,
    )
    summary = fields.Text(help="What the report concludes, in a few sentences.")
    state = fields.Selection(
        [("planned", "Planned"), ("visit", "Under way"), ("reported", "Report received")],
        compute="_compute_state",
        store=True,
        help="Under way once the consultant is invited, over when the report is there.",
    )

    _visit_ordered = models.Constraint("CHECK (date_visit_end >= date_visit_start)", "The visit ends before it starts.")

    @api.depends("date_invited", "date_report", "report_attachment_ids")
    def _compute_state(self):
        for expertise in self:
            if expertise.date_report and expertise.report_attachment_ids:
                expertise.state = "reported"
            else:
                expertise.state = "visit" if expertise.date_invited else "planned"

    def write(self, vals):
        """Refuse to change who judges what once the consultant was invited: the dossier is frozen. (LAB-002)"""
        begun = self.filtered("date_invited")[:1]
        if begun and FROZEN_FIELDS & vals.keys():
            raise UserError(
                self.env._(
                    "The dossier was frozen for this expertise on %(date)s: its consultant stays. (LAB-002)",
                    date=format_date(self.env, begun.date_invited),
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        begun = self.filtered("date_invited")[:1]
        if begun:
            raise UserError(
                self.env._(
                    "The dossier was frozen for this expertise on %(date)s: it is kept. (LAB-002)",
                    date=format_date(self.env, begun.date_invited),
                )
            )

    def _is_independent(self):
        """Tell whether the consultant neither is a member of the régie nor sits in one of its organs today."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        members, mandates = self.env["regie.membership"], self.env["regie.mandate"]
        active = members.search(members._get_active_domain(self.company_id, today))
        if self.partner_id in active.partner_id | active.voter_id:
            return False
        running = mandates._get_running_domain(today)
        return not mandates.search_count(
            [*running, ("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)], limit=1
        )

    def _open(self):
        """Freeze the dossier, open it to the consultant until the last day and send one invitation."""
        self.ensure_one()
        dossier = self.application_id.dossier_id
        if not dossier.date_frozen:
            dossier.action_freeze()
        dossier._share(self.partner_id, self.date_access_end, self.env.ref("regie_base.mail_template_dossier_share"))
        self.write({"dossier_id": dossier.id, "date_invited": fields.Datetime.now()})

    def action_preview(self):
        """Open the room of the consultant as the consultant sees it."""
        self.ensure_one()
        return self.dossier_id.action_preview()
