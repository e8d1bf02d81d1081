from odoo import api, fields, models
from odoo.fields import Domain


class RegieMandatePractice(models.Model):
    """Has the person who sits declared their interests, and agreed to every rule of good practice (GOV-37)?"""

    _inherit = "regie.mandate"

    declaration_id = fields.Many2one(
        "regie.interest.declaration",
        string="Declaration of interests",
        compute="_compute_declaration_id",
        help="Last signed one.",
    )
    practice_state = fields.Selection(
        [
            ("none", "No valid declaration"),
            ("missing", "Rules to agree to"),
            ("complete", "Good practice followed"),
        ],
        string="Prevention of conflicts",
        compute="_compute_declaration_id",
        search="_search_practice_state",
        help="Complete when a declaration in force agrees to all the rules of good practice.",
    )

    def _compute_declaration_id(self):
        # sudo: who sees the mandate may know whether the person declared, not what
        declarations = self.env["regie.interest.declaration"].sudo()
        found = declarations.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("date", "!=", False),
            ]
        )
        by_person = {}
        for declaration in found:
            by_person.setdefault((declaration.partner_id, declaration.company_id), declaration)
        for mandate in self:
            last = by_person.get((mandate.partner_id, mandate.company_id), declarations)
            mandate.declaration_id = last.sudo(False)
            if last.state not in ("submitted", "validated"):
                mandate.practice_state = "none"
            else:
                mandate.practice_state = "missing" if last.missing_practice_count else "complete"

    @api.model
    def _search_practice_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        mandates = self.search(self._get_running_domain(fields.Date.context_today(self)))
        return Domain("id", "in", mandates.filtered(lambda mandate: mandate.practice_state in value).ids)
