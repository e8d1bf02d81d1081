from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieRegulatoryDocument(models.Model):
    """The paper that a régie holds for an authorisation: its number, from when and until when. Domain: 8.6."""

    _name = "regie.regulatory.document"
    _description = "Document of an authorisation"
    _inherit = ["regie.fact.guard", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    gate_id = fields.Many2one(
        "regie.regulatory.gate", string="Authorisation", required=True, index=True, ondelete="restrict", tracking=True
    )
    scope = fields.Selection(related="gate_id.scope")
    authority = fields.Char(related="gate_id.authority")
    paper = fields.Char(related="gate_id.paper")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    number = fields.Char(tracking=True, help="Number of the agreement, of the receipt, of the certificate.")
    date_from = fields.Date(string="Valid from", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(
        string="Valid until",
        compute="_compute_date_to",
        store=True,
        readonly=False,
        tracking=True,
        help="Last day. Empty: without end.",
    )
    event_id = fields.Many2one(
        "event.event", string="Session", check_company=True, index="btree_not_null", ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        help="Is asked to renew it before it ends.",
    )
    file = fields.Binary(string="Scan", attachment=True)
    file_name = fields.Char()
    previous_id = fields.Many2one(
        "regie.regulatory.document", string="Renews", check_company=True, index="btree_not_null", ondelete="set null"
    )
    next_ids = fields.One2many("regie.regulatory.document", "previous_id", string="Renewed by")
    date_warned = fields.Date(string="Renewal asked on", readonly=True, copy=False)
    note = fields.Text()

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A document does not end before it starts.")

    @api.depends("gate_id", "date_from")
    def _compute_date_to(self):
        for document in self:
            months = document.gate_id.months
            document.date_to = (
                document.date_from and months and document.date_from + relativedelta(months=months, days=-1)
            )

    @api.depends("gate_id.name", "number")
    def _compute_display_name(self):
        for document in self:
            name = document.gate_id.name or ""
            document.display_name = f"{name} {document.number}" if document.number else name

    @api.constrains("gate_id", "event_id")
    def _check_subject(self):
        """What is given session by session names the session."""
        for document in self:
            if document.gate_id.scope == "event" and not document.event_id:
                raise ValidationError(
                    self.env._(
                        "“%(gate)s” is given session by session: choose the session of this document. (E-GATE-01)",
                        gate=document.gate_id.name,
                    )
                )

    def write(self, vals):
        """Ask again for a renewal when the end of a document moves."""
        result = super().write(vals)
        if "date_to" in vals:
            # sudo: the date of the warning is a fact of the software
            self.filtered("date_warned").sudo().date_warned = False
        return result

    def action_renew(self):
        """Open a new document that begins on the day after this one."""
        self.ensure_one()
        start = self.date_to and self.date_to + timedelta(days=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Renewal"),
            "res_model": self._name,
            "view_mode": "form",
            "context": {
                "default_gate_id": self.gate_id.id,
                "default_previous_id": self.id,
                "default_user_id": self.user_id.id,
                "default_date_from": start or fields.Date.context_today(self),
            },
        }

    @api.model
    def _cron_warn_expiry(self):
        """Ask once the responsible of each document that ends soon and that nothing renews to renew it."""
        today = fields.Date.context_today(self)
        days = int(self.env["regie.parameter"].get("activite_autorisation_alerte_jours", today))
        ending = self.search(
            [
                ("date_to", "!=", False),
                ("date_to", "<=", today + timedelta(days=days)),
                ("next_ids", "=", False),
                ("date_warned", "=", False),
                ("user_id", "!=", False),
            ]
        )
        for document in ending:
            document.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=max(document.date_to, today),
                summary=self.env._("Renew: %(document)s", document=document.display_name),
                user_id=document.user_id.id,
            )
        ending.date_warned = today
