from odoo import fields, models


class RegieLoanPrompt(models.Model):
    """What is looked at when a tool leaves and comes back: complete, clean, cable, guard, accessories, meter.

    Data of the régie: gup_services.md, 5.12.
    """

    _name = "regie.loan.prompt"
    _description = "Point of the state of a tool"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _check_company_auto = True
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "kind", "moment", "expected", "sequence")

    name = fields.Char(string="Question", required=True, translate=True)
    code = fields.Char(required=True, help="Name of the question in the files; it does not change.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", index=True, help="Empty: for all.")
    kind = fields.Selection(
        [("yes_no", "Yes or no"), ("count", "How many"), ("index", "Meter")], required=True, default="yes_no"
    )
    moment = fields.Selection(
        [("both", "When it leaves and comes back"), ("out", "When it leaves"), ("in", "When it comes back")],
        required=True,
        default="both",
    )
    expected = fields.Float(string="How many expected", digits=(16, 2), help="For a count: what a whole tool has.")
    model_ids = fields.Many2many("regie.loan.model", string="Asked of", help="Empty: of every tool.")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "Another question already bears this code.")

    def _of(self, model, moment):
        """Return those of these questions that are asked of a model of tool at a moment, ``out`` or ``in``."""
        return self.filtered(
            lambda prompt: prompt.moment in ("both", moment) and (not prompt.model_ids or model in prompt.model_ids)
        )
