from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieDossierEntry(models.Model):
    """The answer of the régie to one criterion: figures, text and evidence; and what the recipient thinks of it."""

    _name = "regie.dossier.entry"
    _inherit = ["regie.dossier.part"]
    _description = "Criterion of a dossier"
    _order = "dossier_id, section_sequence, section_name, sequence, id"

    criterion_id = fields.Many2one("regie.dossier.criterion", ondelete="set null", index=True)
    section_sequence = fields.Integer()
    section_name = fields.Char(string="Section")
    sequence = fields.Integer()
    code = fields.Char(required=True)
    name = fields.Char(required=True)
    expected = fields.Text(string="What is expected")
    basis = fields.Char(help="Where the expectation comes from.")
    is_figure_expected = fields.Boolean(string="Figure wanted")
    is_narrative_expected = fields.Boolean(string="Text wanted")
    is_attachment_expected = fields.Boolean(string="Evidence wanted")
    is_rating_expected = fields.Boolean(string="Own rating wanted")
    is_mandatory = fields.Boolean(string="Mandatory")
    scale_id = fields.Many2one(related="dossier_id.template_id.scale_id")
    own_level_id = fields.Many2one(
        "regie.dossier.scale.level",
        string="Our rating",
        ondelete="set null",
        domain="[('scale_id', '=', scale_id)]",
        help="How the régie rates itself. Above the lowest level, a mandatory criterion needs an evidence. (LAB-003)",
    )
    # kept as they were on the day: a word of the scale that changes must not alter what was sealed
    own_rating_label = fields.Char(string="Our rating, in words", compute="_compute_own_rating", store=True)
    own_rating_value = fields.Integer(string="Our mark", compute="_compute_own_rating", store=True, aggregator="avg")
    narrative = fields.Text(
        string="Text", help="What the régie says on this criterion. Sealed with the rest when the dossier is frozen."
    )
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "regie_dossier_entry_attachment_rel",
        "entry_id",
        "attachment_id",
        string="Evidence",
        help="Their content is sealed when the dossier is frozen: they can no longer be replaced or deleted.",
    )
    attachment_count = fields.Integer(string="Files", compute="_compute_attachment_count")
    figure_ids = fields.One2many("regie.dossier.figure", "entry_id", string="Figures")
    evidence_ids = fields.One2many("regie.dossier.evidence", "entry_id", string="Sealed evidence")
    review_ids = fields.One2many("regie.dossier.review", "entry_id", string="Ratings")
    finding_ids = fields.One2many("regie.dossier.finding", "entry_id", string="Findings")
    question_ids = fields.One2many("regie.dossier.question", "entry_id", string="Questions")
    missing_count = fields.Integer(
        string="Missing items",
        compute="_compute_missing_count",
        store=True,
        help="Text, evidence or figures that the template asks for and that are not there.",
    )
    missing_text = fields.Char(string="What is missing", compute="_compute_missing_text")
    rating_label = fields.Char(string="Rating", compute="_compute_rating", help="The last rating given by a recipient.")
    rating_comment = fields.Text(string="Comment", compute="_compute_rating")
    open_question_count = fields.Integer(string="Open questions", compute="_compute_open_question_count")
    dossier_state = fields.Selection(related="dossier_id.state", string="State of the dossier")

    _code_uniq = models.Constraint(
        "UNIQUE (dossier_id, code)", "This criterion is in the dossier already: fill the line that exists."
    )

    @api.depends("own_level_id")
    def _compute_own_rating(self):
        for entry in self:
            level = entry.own_level_id.with_context(lang=entry.dossier_id._get_language())
            entry.own_rating_label = level.name
            entry.own_rating_value = level.value

    @api.depends("attachment_ids")
    def _compute_attachment_count(self):
        for entry in self:
            entry.attachment_count = len(entry.sudo().attachment_ids)

    @api.depends(
        "narrative",
        "attachment_ids",
        "own_level_id",
        "figure_ids.is_computable",
        "is_figure_expected",
        "is_rating_expected",
        "is_narrative_expected",
        "is_attachment_expected",
    )
    def _compute_missing_count(self):
        for entry in self:
            entry.missing_count = len(entry._get_missing())

    @api.depends("missing_count", "figure_ids")
    @api.depends_context("lang")
    def _compute_missing_text(self):
        labels = {
            "narrative": self.env._("text"),
            "attachment": self.env._("evidence"),
            "figure": self.env._("figures not computed yet"),
            "not_computable": self.env._("figure not computable"),
            "not_available": self.env._("figure not available"),
            "rating": self.env._("own rating"),
        }
        for entry in self:
            entry.missing_text = ", ".join(labels[key] for key in entry._get_missing())

    @api.depends("review_ids")
    def _compute_rating(self):
        for entry in self:
            last = entry.review_ids.sorted("id")[-1:]
            entry.rating_label = last.rating_label
            entry.rating_comment = last.comment

    @api.depends("question_ids.date_answered")
    def _compute_open_question_count(self):
        groups = self.env["regie.dossier.question"]._read_group(
            [("entry_id", "in", self.ids), ("date_answered", "=", False)], ["entry_id"], ["__count"]
        )
        counts = {entry.id: count for entry, count in groups}
        for entry in self:
            entry.open_question_count = counts.get(entry.id, 0)

    @api.constrains("own_level_id", "attachment_ids", "is_mandatory")
    def _check_own_rating(self):
        """A rating above the lowest needs an evidence on a mandatory criterion, and is one of the scale. (LAB-003)"""
        for entry in self.filtered("own_level_id"):
            if entry.own_level_id.scale_id != entry.scale_id:
                raise ValidationError(self.env._("This rating is not one of this dossier. (LAB-015)"))
            if entry.is_mandatory and entry.own_level_id.value > 0 and not entry.sudo().attachment_ids:
                raise ValidationError(
                    self.env._(
                        "Criterion %(criterion)s: add an evidence, a mandatory criterion is not rated “%(level)s”"
                        " without one. (LAB-003)",
                        criterion=entry.display_name,
                        level=entry.own_level_id.name,
                    )
                )

    @api.constrains("attachment_ids")
    def _check_attachments(self):
        """Refuse a link, which cannot be sealed, and a file that the user may not read: evidence is shown to others."""
        self.sudo().attachment_ids.with_env(self.env).check_access("read")
        for entry in self:
            links = entry.attachment_ids.filtered(lambda attachment: attachment.type == "url")
            if links:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a link, and a link cannot be sealed: attach the file itself to criterion"
                        " %(criterion)s. (LAB-004)",
                        name=links[0].name,
                        criterion=entry.code,
                    )
                )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = f"{entry.code or ''} {entry.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Create criteria, and take in the files that were dropped on them."""
        entries = super().create(vals_list)
        entries._adopt_attachments()
        return entries

    def write(self, vals):
        """Write criteria, and take in the files that were dropped on them."""
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._adopt_attachments()
        return result

    def _adopt_attachments(self):
        """Tie to their criterion the files that belong to nothing yet, so that its readers read them.

        Superuser: such a file is readable by the person who dropped it alone, who has just been checked.
        """
        for entry in self.sudo():
            orphans = entry.attachment_ids.filtered(lambda attachment: not attachment.res_id and not attachment.public)
            if orphans:
                orphans.write({"res_model": entry._name, "res_id": entry.id})

    def action_open_form(self):
        """Open this criterion alone, with its figures, its evidence and its questions."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _get_missing(self):
        """Answer the keys of what the template asks for and that this criterion does not have, for whoever asks."""
        self.ensure_one()
        attachments = self.sudo().attachment_ids
        missing = []
        if self.is_narrative_expected and not (self.narrative or "").strip():
            missing.append("narrative")
        if self.is_attachment_expected and not attachments:
            missing.append("attachment")
        if self.is_figure_expected and not self.figure_ids:
            missing.append("figure")
        gone = self.figure_ids.filtered(lambda figure: not figure.is_computable)
        if any(not figure.is_awaited for figure in gone):
            missing.append("not_computable")
        if any(figure.is_awaited for figure in gone):
            missing.append("not_available")
        if self.is_rating_expected and not self.own_level_id:
            missing.append("rating")
        return missing

    def _get_blocking(self):
        """Answer the keys of what is missing and that the régie can give: what keeps a mandatory criterion from being
        handed over. A figure of an application that is not there is not one of them."""
        return [key for key in self._get_missing() if key != "not_available"]

    def _get_archive_folder(self):
        """Answer the folder of this criterion in the archive, made of characters that every system accepts."""
        self.ensure_one()
        return f"evidence/{self.env['regie.dossier.evidence']._get_safe_name(self.code)}"

    def _prepare_seal(self):
        """Answer what is sealed of this criterion, from what is stored."""
        self.ensure_one()
        return {
            "code": self.code,
            "name": self.name,
            "expected": self.expected or "",
            "narrative": self.narrative or "",
            "missing": self._get_missing(),
            "figures": [figure._prepare_seal() for figure in self.figure_ids],
            "evidence": [evidence._prepare_seal() for evidence in self.evidence_ids],
            # where it is told: the dossiers frozen before it existed keep their seal
            **({"own_rating": self.own_rating_label} if self.own_rating_label else {}),
        }
