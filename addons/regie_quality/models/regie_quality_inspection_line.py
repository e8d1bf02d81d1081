import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.regie_base.tools import photo as photos

from .regie_quality_criterion import SCALES

NOTES = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("na", "N/A")]
#: What the inspector writes on a line; the rest was copied from the grid.
WRITABLE = frozenset(("note", "comment", "photo"))


class RegieQualityInspectionLine(models.Model):
    """A criterion of an inspection, as it was in the grid on that day, with its note, its comment and its photo."""

    _name = "regie.quality.inspection.line"
    _description = "Line of a quality inspection"
    _order = "inspection_id, sequence, id"
    _check_company_auto = True

    inspection_id = fields.Many2one("regie.quality.inspection", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="inspection_id.company_id", store=True, precompute=True)
    criterion_id = fields.Many2one(
        "regie.quality.criterion", string="Criterion of the grid", index="btree_not_null", ondelete="set null"
    )
    sequence = fields.Integer(default=10)
    section = fields.Char()
    name = fields.Char(string="Criterion", required=True)
    expected_text = fields.Text(string="What is expected")
    family_id = fields.Many2one("regie.service.family", ondelete="restrict")
    weight = fields.Integer(required=True, default=1)
    scale = fields.Selection(SCALES, required=True, default="0_4")
    is_eliminatory = fields.Boolean(string="Eliminatory")
    photo_required_below = fields.Integer(string="Photo below")
    note = fields.Selection(NOTES, help="0: not done, 4: nothing to say, N/A: does not exist here.")
    comment = fields.Char()
    photo = fields.Image(attachment=True, max_width=1600, max_height=1600)
    has_photo = fields.Boolean(compute="_compute_has_photo", store=True)
    is_photo_missing = fields.Boolean(compute="_compute_is_photo_missing")
    action_ids = fields.One2many("regie.corrective.action", "line_id", string="Corrective actions")

    _weight_positive = models.Constraint("CHECK (weight > 0)", "A weight is above zero. (E-QUAL-02)")

    @api.depends("photo")
    def _compute_has_photo(self):
        for line in self.with_context(bin_size=True):
            line.has_photo = bool(line.photo)

    @api.depends("note", "has_photo", "photo_required_below")
    def _compute_is_photo_missing(self):
        for line in self:
            points = line._get_points()
            line.is_photo_missing = points is not None and points < line.photo_required_below and not line.has_photo

    def _get_points(self):
        """The note as a figure from 0 to 4; None when it is not given or does not apply."""
        self.ensure_one()
        return int(self.note) if self.note and self.note != "na" else None

    @api.model_create_multi
    def create(self, vals_list):
        """Create lines, copied from the grid.

        :raise UserError: E-QUAL-05 when somebody else than the inspection does it
        :raise ValidationError: E-QUAL-01 for a note out of the scale
        """
        if not self.env.su:
            self._refuse_structure()
        return super().create([self._clean_vals(vals) for vals in vals_list])

    def write(self, vals):
        """Note, comment, add a photo while the inspection is being made.

        :raise UserError: E-QUAL-04 once it is signed, E-QUAL-05 for what comes from the grid, E-QUAL-07 once it is done
        :raise ValidationError: E-QUAL-01 for a note out of the scale, E-QUAL-08 for a file that is no picture
        """
        self.inspection_id._check_open()
        if not self.env.su and vals.keys() - WRITABLE:
            self._refuse_structure()
        result = super().write(self._clean_vals(vals))
        if "note" in vals:
            self._check_scale()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.inspection_id._check_open()

    def _refuse_structure(self):
        raise UserError(
            self.env._(
                "The criteria of an inspection come from its grid: note them, or change the grid for the next"
                " inspections. (E-QUAL-05)"
            )
        )

    @api.model
    def _clean_vals(self, vals):
        """Accept a note as a figure, refuse one out of the scale; make the photo light and without its place."""
        vals = dict(vals)
        if vals.get("note") is not None and vals.get("note") is not False:
            vals["note"] = str(vals["note"]).strip().lower()
            if vals["note"] not in dict(NOTES):
                raise ValidationError(
                    self.env._("The note %s does not exist: a note goes from 0 to 4, or N/A. (E-QUAL-01)", vals["note"])
                )
        if vals.get("photo"):
            vals["photo"] = self._clean_photo(vals["photo"])
        return vals

    @api.model
    def _clean_photo(self, content):
        """The photo as a light JPEG without metadata, in base64."""
        try:
            return base64.b64encode(photos.clean(base64.b64decode(content)))
        except (photos.WrongPictureError, binascii.Error, ValueError) as error:
            raise ValidationError(
                self.env._("This file is not a photo that can be read: take a JPEG or PNG one. (E-QUAL-08)")
            ) from error

    def _check_scale(self):
        """Refuse a half answer to a question by yes or no. (E-QUAL-01)"""
        for line in self:
            if line.scale == "yes_no" and line.note in ("1", "2", "3"):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is answered by yes (4) or no (0), not by %(note)s. (E-QUAL-01)",
                        name=line.name,
                        note=line.note,
                    )
                )
