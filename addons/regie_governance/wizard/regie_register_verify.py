from odoo import fields, models
from odoo.tools import format_date


class RegieRegisterVerify(models.TransientModel):
    """Follow the chain of the register from its first line, and name the first one that was altered."""

    _name = "regie.register.verify"
    _description = "Verify the register"

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, readonly=True
    )
    state = fields.Selection([("ask", "To verify"), ("whole", "Whole"), ("broken", "Broken")], default="ask")
    line_count = fields.Integer(string="Lines", readonly=True)
    message = fields.Text(readonly=True)
    broken_number = fields.Integer(readonly=True)
    head = fields.Char(string="Seal of the last line", readonly=True)

    def action_verify(self):
        """Recompute every seal of the register and say whether it is whole, or which line is the first broken one."""
        self.ensure_one()
        register = self.env["regie.register.entry"]
        register.check_access("read")
        broken = register._find_break(self.company_id)
        self.line_count = register.search_count([("company_id", "=", self.company_id.id)])
        self.head = self.company_id.regie_register_seal
        self.broken_number = broken[0] if broken else 0
        self.state = "broken" if broken else "whole"
        self.message = self._get_reason(*broken) if broken else False
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Verify the register"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_broken(self):
        """Open the line that the verification named."""
        self.ensure_one()
        entry = self.env["regie.register.entry"].search(
            [("company_id", "=", self.company_id.id), ("number", ">=", self.broken_number)], order="number", limit=1
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.register.entry",
            "res_id": entry.id,
            "view_mode": "form",
        }

    def _get_reason(self, number, reason):
        """Return what is wrong with a line, and where to look."""
        entry = self.env["regie.register.entry"].search(
            [("company_id", "=", self.company_id.id), ("number", "=", number)], limit=1
        )
        day = format_date(self.env, entry.date) if entry else ""
        reasons = {
            "number": self.env._("Line %(number)s is missing: it was removed from the register.", number=number),
            "previous": self.env._(
                "Line %(number)s (%(date)s) does not follow the line before it: one of the two was replaced.",
                number=number,
                date=day,
            ),
            "content": self.env._(
                "Line %(number)s (%(date)s) is not what was entered: its text, its date or a reference was altered.",
                number=number,
                date=day,
            ),
            "end": self.env._(
                "The register ends before its last line: line %(number)s and those after it are not those that were"
                " entered.",
                number=number,
            ),
        }
        return reasons[reason]
