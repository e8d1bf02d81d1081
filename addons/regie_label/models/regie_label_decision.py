from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieLabelDecision(models.Model):
    """What the bureau of the network decided on an application, on what day and why (LAB-12). Never rewritten."""

    _name = "regie.label.decision"
    _inherit = ["regie.label.files"]
    _description = "Decision on a label application"
    _order = "date desc, id desc"
    _rec_name = "result"

    application_id = fields.Many2one("regie.label.application", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="application_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(string="Bureau held on", help="Day on which the bureau of the network decided.")
    result = fields.Selection(
        [("labelled", "Label attributed"), ("refused", "Refused"), ("postponed", "Postponed")],
        required=True,
    )
    motivation = fields.Text(help="The reasons that the bureau gave, as it wrote them.")
    attachment_ids = fields.Many2many("ir.attachment", string="Letter of the network")
    date_start = fields.Date(
        string="Valid from", compute="_compute_validity", store=True, readonly=False, help="First day of the label."
    )
    date_end = fields.Date(
        string="Valid until",
        compute="_compute_validity",
        store=True,
        readonly=False,
        help="Last day of the label, as the network notified it. No official duration was found: it is proposed from"
        " the parameter label_validity_months, where the régie has set one. Empty: without end, no renewal is asked.",
    )

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "The label ends before it starts.")

    @api.depends("date", "result")
    def _compute_validity(self):
        parameters = self.env["regie.parameter"]
        for decision in self:
            decision.date_start = decision.date if decision.result == "labelled" else False
            decision.date_end = False
            if decision.date_start and parameters.search_count([("code", "=", "label_validity_months")], limit=1):
                months = int(parameters.get("label_validity_months", decision.date))
                decision.date_end = fields.Date.subtract(fields.Date.add(decision.date, months=months), days=1)

    @api.model_create_multi
    def create(self, vals_list):
        """Record a decision of the network and draw its consequences on the application. (LAB-001)"""
        decisions = super().create(vals_list)
        for decision in decisions:
            decision.application_id._apply_decision(decision)
        return decisions

    def write(self, vals):
        """Refuse: the decision is that of the network; its letter alone may be added. (LAB-002)"""
        if set(vals) - {"attachment_ids"}:
            raise UserError(self.env._("The decision of the network is not rewritten. (LAB-002)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        raise UserError(self.env._("The decision of the network is not deleted. (LAB-002)"))
