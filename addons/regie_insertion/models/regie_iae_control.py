from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class RegieIaeControl(models.Model):
    """*Contrôle a posteriori* of the self-prescriptions: the sample that the DDETS drew, and six weeks to prove it.

    Code du travail R5132-1-12 and R5132-1-13.
    """

    _name = "regie.iae.control"
    _description = "Contrôle a posteriori"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "notified_on desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Reference", required=True, help="Name of the campaign or number of the letter.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one("res.partner", string="DDETS", check_company=True)
    notified_on = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    date_deadline = fields.Date(
        string="Proofs due on",
        compute="_compute_date_deadline",
        store=True,
        index=True,
        help="Notification and the weeks of the parameter controle_delai_semaines.",
    )
    diagnosis_ids = fields.Many2many(
        "regie.iae.diagnosis",
        string="Sample",
        check_company=True,
        domain=[("author_kind", "=", "employer"), ("is_used", "=", True)],
        help="Self-prescriptions that the State drew.",
    )
    diagnosis_count = fields.Integer(string="In the sample", compute="_compute_missing_count")
    missing_count = fields.Integer(string="Incomplete proofs", compute="_compute_missing_count")
    sent_on = fields.Date(string="Proofs sent on", copy=False, tracking=True)
    state = fields.Selection(
        [("running", "Proofs to send"), ("late", "Late"), ("sent", "Sent")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the day on which the proofs were sent, and from the last day to send them.",
    )
    result = fields.Text(help="What the State answered, and what was answered to it.")

    @api.depends("notified_on", "company_id")
    def _compute_date_deadline(self):
        for record in self:
            record.date_deadline = False
            if record.notified_on:
                parameters = self.env["regie.parameter"].with_company(record.company_id)
                weeks = int(parameters.get("controle_delai_semaines", record.notified_on))
                record.date_deadline = record.notified_on + relativedelta(weeks=weeks)

    @api.depends("diagnosis_ids")
    def _compute_missing_count(self):
        for record in self:
            record.diagnosis_count = len(record.diagnosis_ids)
            record.missing_count = sum(record.diagnosis_ids.mapped("missing_count"))

    @api.depends("sent_on", "date_deadline")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for record in self:
            late = record.date_deadline and record.date_deadline < today
            record.state = "sent" if record.sent_on else "late" if late else "running"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "sent": Domain("sent_on", "!=", False),
            "late": Domain("sent_on", "=", False) & Domain("date_deadline", "<", today),
            "running": Domain("sent_on", "=", False) & Domain("date_deadline", ">=", today),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    def action_send(self):
        """Record that the proofs were sent; refused while one of them is incomplete. (INS-D09)"""
        for record in self:
            if record.missing_count:
                raise UserError(
                    self.env._(
                        "%(count)s proofs are incomplete: open the sample and fill them in first. (INS-D09)",
                        count=record.missing_count,
                    )
                )
        self.write({"sent_on": fields.Date.context_today(self)})
