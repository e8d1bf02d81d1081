from odoo import fields, models


class RegieClause(models.Model):
    """The declarations of a clause, period by period."""

    _inherit = "regie.clause"

    declaration_ids = fields.One2many("regie.clause.declaration", "clause_id", string="Declarations")
    declaration_count = fields.Integer(compute="_compute_declaration_count")

    def _compute_declaration_count(self):
        counts = dict(
            self.env["regie.clause.declaration"]._read_group(
                [("clause_id", "in", self.ids)], ["clause_id"], ["__count"]
            )
        )
        for clause in self:
            clause.declaration_count = counts.get(clause, 0)

    def _prepare_declarations(self, day):
        """The drafts of the period of ``day``: those that exist, and new ones where nothing was declared yet."""
        existing = self.env["regie.clause.declaration"].search(
            [("clause_id", "in", self.ids), ("date_from", "<=", day), ("date_to", ">=", day)]
        )
        missing = self - existing.clause_id
        new = self.env["regie.clause.declaration"].create(
            [{"clause_id": clause.id, "date_from": day} for clause in missing]
        )
        return existing.filtered(lambda one: not one.sent_on) | new

    def action_declare(self):
        """Open the choice of the period to declare for these clauses."""
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_declare_action")
        return {**action, "context": {"active_model": self._name, "active_ids": self.ids}}

    def action_view_declarations(self):
        """Open the declarations of this clause."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.regie_clause_declaration_action")
        return {**action, "domain": [("clause_id", "=", self.id)], "context": {"default_clause_id": self.id}}
