from odoo import models

SIDES = ("charge", "income")
COLUMNS = ("planned", "actual")


class RegieGrantTable(models.Model):
    """The tables of the forms as they are printed: rows in order, headings that sum, totals."""

    _inherit = "regie.grant"

    def _get_table(self):
        """{side: rows of the form in order}, each a dict name, is_heading, is_inkind, planned, actual, note, line.

        Headings sum the rows that follow them, up to the next heading or to a row with its own printed number.
        """
        self.ensure_one()
        lines = {line.row_id: line for line in self.budget_line_ids}
        table = {}
        for side in SIDES:
            items, heading = [], None
            for row in self.env["regie.cerfa.row"].search([("side", "=", side)]):
                line = lines.get(row)
                item = {
                    "name": row.display_name if not line or not line.label else f"{row.display_name} ({line.label})",
                    "is_heading": row.is_heading,
                    "is_inkind": row.is_inkind,
                    "planned": line.planned if line else 0.0,
                    "actual": line.actual if line else 0.0,
                    "note": line.note if line else "",
                    "is_variance_high": bool(line and line.is_variance_high),
                }
                if row.is_heading:
                    heading = item
                elif heading and row.code and not row.is_inkind:
                    heading = None
                if heading and not row.is_heading:
                    for column in COLUMNS:
                        heading[column] = self.currency_id.round(heading[column] + item[column])
                items.append(item)
            table[side] = items
        return table

    def _get_totals(self):
        """{side: {"cash" or "whole": {planned, actual}}}: before contributions in kind, and with them."""
        self.ensure_one()
        totals = {}
        for side in SIDES:
            lines = self.budget_line_ids.filtered(lambda line, side=side: line.side == side)
            cash = lines.filtered(lambda line: not line.is_inkind)
            totals[side] = {
                name: {column: self.currency_id.round(sum(kept.mapped(column))) for column in COLUMNS}
                for name, kept in (("cash", cash), ("whole", lines))
            }
        return totals
