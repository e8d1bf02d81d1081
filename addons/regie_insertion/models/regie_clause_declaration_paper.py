from odoo import models
from odoo.tools.misc import formatLang


class RegieClauseDeclaration(models.Model):
    """What the papers of a declaration show. Nothing here reads a person: the buyer's version is made of it."""

    _inherit = "regie.clause.declaration"

    def _get_file_name(self, detail=""):
        """Name of the file of a paper, without a slash: "clause M-2025-014-1 2026-10 v1"."""
        self.ensure_one()
        reference = self.clause_id.reference.replace("/", "-")
        parts = ["clause", reference, f"{self.date_from:%Y-%m}", f"v{self.version}", detail]
        return " ".join(part for part in parts if part)

    def _get_shown_count(self, name):
        """The count of people ``name`` as the buyer may see it: the number, or that the group is too small."""
        self.ensure_one()
        if name not in self._get_hidden_cells():
            # Large enough to point at nobody: the buyer and the board read it in this paper.
            return self.sudo()[name]
        return self.env._("not shown (small group)")

    def _get_period_rows(self):
        """[(label, text)] of the period, in the buyer's version."""
        self.ensure_one()
        rows = [(self.env._("Hours of insertion"), self._format_hours(self.hours))]
        if self.previous_id:
            rows.append(
                (self.env._("Difference with the version replaced"), self._format_hours(self.hours_delta, True))
            )
        rows += [
            (self.env._("of which people living in a QPV"), self._format_hours(self.hours_qpv)),
            (self.env._("QPV share"), self.env._("%(share)s %%", share=formatLang(self.env, self.qpv_share, digits=2))),
            (self.env._("People"), self.people_count),
            (self.env._("of whom living in a QPV"), self._get_shown_count("people_qpv_count")),
            (self.env._("of whom women"), self._get_shown_count("women_count")),
        ]
        return rows

    def _get_total_rows(self):
        """[(label, text)] since the start of the clause, in the buyer's version."""
        self.ensure_one()
        progress = formatLang(self.env, self.progress, digits=2)
        return [
            (self.env._("Hours of insertion"), self._format_hours(self.hours_total)),
            (self.env._("Hours due"), self._format_hours(self.hours_target)),
            (self.env._("Progress"), self.env._("%(share)s %%", share=progress)),
            (self.env._("Expected at a steady pace"), self._format_hours(self.hours_expected)),
            (self.env._("Gap"), self._format_hours(self.hours_gap, True)),
            (self.env._("Hours still due"), self._format_hours(self.hours_remaining)),
        ]

    def _format_hours(self, hours, signed=False):
        """Hours as people write them, with a plus sign when ``signed``."""
        sign = "+" if signed and hours > 0 else ""
        return self.env._("%(hours)s h", hours=sign + formatLang(self.env, hours, digits=2))
