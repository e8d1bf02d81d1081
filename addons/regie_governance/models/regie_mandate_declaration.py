from odoo import fields, models


class RegieMandateDeclaration(models.Model):
    """The starts and ends of mandates that the prefecture must know."""

    _inherit = "regie.mandate"

    declaration_line_ids = fields.One2many(
        "regie.prefecture.declaration.line",
        "mandate_id",
        string="Declarations",
        groups="regie_governance.group_governance_secretary",
    )

    def _follow_change(self):
        """Prepare, after a change of who sits, the declarations that the law asks for."""
        super()._follow_change()
        self.env["regie.prefecture.declaration"]._declare_for_mandates(self)

    def unlink(self):
        """Take what was recorded by mistake out of the declarations that were not filed."""
        # sudo: whoever may delete a mandate takes it out of what is prepared from it
        declarations = self.sudo().declaration_line_ids.declaration_id
        result = super().unlink()
        declarations.invalidate_recordset(["line_ids"])
        declarations.filtered(lambda one: one.kind == "officers" and not (one.line_ids or one.date_filed)).unlink()
        return result

    def _is_declared_on(self, day):
        """Tell whether a change of that day is declared to the prefecture; under local law it is told to the court."""
        self.ensure_one()
        since = self.company_id.regie_declaration_since
        if not (self.role_id.is_declared and self._is_of_statutes()) or (since and day < since):
            return False
        declarations = self.env["regie.prefecture.declaration"]
        if not declarations._is_under_local_law(self.company_id, day):
            return True
        self.message_post(body=declarations._get_local_law_text())
        return False
