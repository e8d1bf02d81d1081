from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_date


class RegieIaePass(models.Model):
    """PASS IAE drawn on one line: what has run, what is suspended, what is prolonged, and today."""

    _inherit = "regie.iae.pass"

    timeline_html = fields.Html(string="Timeline", compute="_compute_timeline_html", sanitize=False)

    def _compute_timeline_html(self):
        for record in self:
            record.timeline_html = record._get_timeline()

    def _get_timeline(self):
        """Picture of the PASS, with the same facts in words for those who do not see colours."""
        self.ensure_one()
        if not self.date_start or not self.date_end or not self._origin.id:
            return Markup()
        today = fields.Date.context_today(self)
        whole = (self.date_end - self.date_start).days + 1
        bars = [
            {
                "style": self._get_style(start, end, whole),
                "css": css,
                "title": f"{label} {format_date(self.env, start)} → {format_date(self.env, end)}",
            }
            for start, end, css, label in self._get_timeline_rows()
        ]
        values = {
            "record": self,
            "bars": bars,
            "today": self._get_style(today, today, whole) if self.date_start <= today <= self.date_end else None,
            "start": format_date(self.env, self.date_start),
            "end": format_date(self.env, self.date_end),
            "now": format_date(self.env, today),
        }
        return self.env["ir.qweb"]._render("regie_insertion.pass_timeline", values)

    def _get_timeline_rows(self):
        """``(start, end, colour, label)`` of each suspension and granted prolongation, without its reason."""
        # sudo: the dates of every fact that moves the PASS, never its reason
        mine = [("pass_id", "=", self._origin.id)]
        suspensions = self.env["regie.iae.pass.suspension"].sudo().search(mine)
        prolongations = self.env["regie.iae.pass.prolongation"].sudo().search([*mine, ("state", "=", "acceptee")])
        return [
            *((row.date_start, row.date_end, "bg-warning", self.env._("Suspended")) for row in suspensions),
            *((row.date_start, row.date_end, "bg-success", self.env._("Prolonged")) for row in prolongations),
        ]

    def _get_style(self, start, end, whole):
        """Place of a period on the line, in percent; a day is wide enough to be seen."""
        left = round(max((start - self.date_start).days, 0) * 100 / whole, 2)
        width = max(round(((end - start).days + 1) * 100 / whole, 2), 0.6)
        return f"left: {left}%; width: {min(width, 100 - left)}%;"
