from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieClauseDeclare(models.TransientModel):
    """Which clauses to declare, and for which month or quarter."""

    _name = "regie.clause.declare"
    _description = "Prepare the Declarations of the Clauses"

    date = fields.Date(
        string="A day of the period",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(months=-1, day=1),
        help="Each clause declares the month or the quarter of this day, as its market says.",
    )
    clause_ids = fields.Many2many(
        "regie.clause",
        string="Clauses",
        default=lambda self: self._default_clause_ids(),
        help="Empty: every clause that runs on that day.",
    )

    @api.model
    def _default_clause_ids(self):
        if self.env.context.get("active_model") == "regie.clause":
            return self.env.context.get("active_ids")
        return False

    def action_prepare(self):
        """Prepare a draft for each clause and period that has none, and open them."""
        self.ensure_one()
        clauses = self.clause_ids or self.env["regie.clause"].search(
            [("date_start", "<=", self.date), ("date_end", ">=", self.date), ("company_id", "=", self.env.company.id)]
        )
        declarations = clauses._prepare_declarations(self.date)
        if not declarations:
            raise UserError(self.env._("No clause runs on that day, or all of them are already declared."))
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_declaration_action")
        return {**action, "domain": [("id", "in", declarations.ids)], "context": {}}
