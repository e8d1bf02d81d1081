from odoo import models


class RegieSituation(models.Model):
    """The passes of a situation: those validated, not counted yet, of the services that its order pays for."""

    _inherit = "regie.situation"

    def _get_passes_domain(self):
        """Return the domain of the passes of the orders up to the end of these situations."""
        return [
            ("service_id.sale_line_id.order_id", "in", self.sale_order_id.ids),
            ("date_planned", "<=", max(self.mapped("date_to"))),
            ("situation_id", "=", False),
        ]

    def _count_passes(self):
        """Return {(situation id, sale line id): (validated, planned)} of these situations, in one query.

        Validated: passes up to the last day that no situation counts yet, so that a late one is not lost. Planned:
        those of the period that were due; cancelled ones were not.
        """
        if not self:
            return {}
        # sudo: whoever invoices counts all the passes of the order, not those of their own team
        groups = (
            self.env["regie.intervention"]
            .sudo()
            ._read_group(
                [*self._get_passes_domain(), ("state", "!=", "cancelled")],
                ["service_id", "date_planned:day", "state"],
                ["__count"],
            )
        )
        by_order = {one.sale_order_id.id: one for one in self}
        counts = {}
        for service, day, state, count in groups:
            line = service.sale_line_id
            one = by_order[line.order_id.id]
            if day > one.date_to:
                continue
            validated, planned = counts.get((one.id, line.id), (0, 0))
            validated += count if state == "validated" else 0
            planned += count if day >= one.date_from else 0
            counts[one.id, line.id] = (validated, planned)
        return counts

    def _take_passes(self):
        """Name the situation on the validated passes that it counts: one statement per situation."""
        for one in self:
            # sudo: the counter is written by the situation alone
            passes = self.env["regie.intervention"].sudo()
            passes.search([*one._get_passes_domain(), ("state", "=", "validated")]).situation_id = one

    def action_view_passes(self):
        """Open the passes that this situation counts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return {**action, "domain": [("situation_id", "=", self.id)], "context": {"create": False}}
