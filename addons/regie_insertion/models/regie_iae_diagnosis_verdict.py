from odoo import Command, api, fields, models

from .res_partner_prescriber import GROUP_SUPPORT


class RegieIaeDiagnosis(models.Model):
    """Diagnosis as it is ticked: two columns of criteria, and a sentence that says what is still missing."""

    _inherit = "regie.iae.diagnosis"

    level1_ids = fields.Many2many(
        "regie.iae.criterion",
        string="Level 1",
        compute="_compute_level_ids",
        inverse="_inverse_level_ids",
        domain=[("level", "=", "1")],
    )
    level2_ids = fields.Many2many(
        "regie.iae.criterion",
        string="Level 2",
        compute="_compute_level_ids",
        inverse="_inverse_level_ids",
        domain=[("level", "=", "2")],
    )
    is_eligible = fields.Boolean(string="Eligible", compute="_compute_verdict")
    verdict = fields.Char(compute="_compute_verdict", help="What the criteria ticked so far are worth.")
    hidden_count = fields.Integer(
        compute="_compute_verdict", help="Criteria ticked that only social support reads; they count all the same."
    )

    @api.depends("line_ids.criterion_id")
    @api.depends_context("uid")
    def _compute_level_ids(self):
        for record in self:
            criteria = record.line_ids.criterion_id
            record.level1_ids = criteria.filtered(lambda row: row.level == "1")
            record.level2_ids = criteria.filtered(lambda row: row.level == "2")

    def _inverse_level_ids(self):
        for record in self:
            record.line_ids = record._get_tick_commands()

    @api.onchange("level1_ids", "level2_ids")
    def _onchange_level_ids(self):
        """One click ticks a criterion: its line of proof appears at once."""
        self.line_ids = self._get_tick_commands()

    def _get_tick_commands(self):
        """Commands that bring the lines to what is ticked; lines that the reader does not see are left alone."""
        self.ensure_one()
        ticked = (self.level1_ids | self.level2_ids)._origin
        lines = self.line_ids
        gone = lines.filtered(lambda line: line.criterion_id._origin not in ticked)
        fresh = ticked - lines.criterion_id._origin
        return [
            *(Command.delete(line.id) for line in gone),
            *(Command.create({"criterion_id": criterion.id}) for criterion in fresh),
        ]

    @api.depends("line_ids.criterion_id", "kind", "author_kind", "date")
    @api.depends_context("uid")
    def _compute_verdict(self):
        hidden = self._get_hidden_criteria()
        for record in self:
            level1, level2, record.hidden_count = record._get_counts(hidden)
            # the parameter is read for those only whose level 2 decides
            needed = None if level1 or record.author_kind == "prescriber" else record._get_level2_needed()
            if record.author_kind == "prescriber":
                record.is_eligible = True
                record.verdict = self.env._("The authorised prescriber decides: no criterion is needed.")
                continue
            record.is_eligible = bool(level1 or (needed and level2 >= needed))
            record.verdict = record._get_verdict(level1, level2, needed)

    def _get_verdict(self, level1, level2, needed):
        """One sentence on what is ticked."""
        if level1 == 1:
            return self.env._("Eligible: 1 criterion of level 1")
        if level1:
            return self.env._("Eligible: %(count)s criteria of level 1", count=level1)
        if not needed:
            return self.env._("Choose the agreement: its kind says how many criteria of level 2 are needed.")
        if level2 >= needed:
            return self.env._("Eligible: %(count)s criteria of level 2", count=level2)
        if needed - level2 == 1:
            return self.env._("Missing: 1 criterion of level 1, or 1 more of level 2")
        return self.env._("Missing: 1 criterion of level 1, or %(count)s more of level 2", count=needed - level2)

    def _get_hidden_criteria(self):
        """``{diagnosis id: criteria}`` that the reader does not see: they count in the verdict, by their level only."""
        if self.env.user.has_group(GROUP_SUPPORT):
            return {}
        lines = self._origin._get_all_lines().filtered("criterion_id.is_sensitive")
        return {diagnosis.id: mine.criterion_id for diagnosis, mine in lines.grouped("diagnosis_id").items()}

    def _get_counts(self, hidden):
        """Criteria of level 1, of level 2, and how many of them the reader does not see."""
        self.ensure_one()
        seen = self.line_ids.criterion_id._origin.sudo()
        unseen = hidden.get(self._origin.id, seen.browse()) - seen
        levels = (seen | unseen).mapped("level")
        return levels.count("1"), levels.count("2"), len(unseen)

    def _is_eligible(self):
        """Whether the criteria ticked are enough, those that the reader does not see included."""
        self.ensure_one()
        levels = self._get_all_lines().criterion_id.mapped("level")
        needed = self._get_level2_needed()
        return bool(levels.count("1") or (needed and levels.count("2") >= needed))

    def _get_level2_needed(self):
        """Criteria of level 2 that open eligibility in this kind of structure; None when the kind is unknown."""
        self.ensure_one()
        return int(self._get_parameter("criteres_n2_requis")) if self.kind and self.date else None
