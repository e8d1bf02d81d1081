import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.regie_base.tools import photo

MAX_BYTES = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")


class RegieWorksitePhoto(models.Model):
    """A picture of a worksite: before, during, after; without the place and the date of the phone."""

    _name = "regie.worksite.photo"
    _description = "Photo of a worksite"
    _order = "project_id, kind desc, date, id"
    _check_company_auto = True

    project_id = fields.Many2one(
        "project.project", string="Worksite", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="project_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("before", "Before the works"), ("during", "During the works"), ("after", "After the works")],
        string="Moment",
        required=True,
        default="after",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    image = fields.Image(
        required=True, max_width=1600, max_height=1600, help="No face, no nameplate. JPEG, PNG or WebP, 8 MB at most."
    )
    name = fields.Char(string="Caption")

    @api.depends("kind", "project_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = one.name or f"{kinds.get(one.kind, '')} · {one.project_id.name or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """Keep pictures, cleaned.

        :raise ValidationError: E-PROOF-01 for what is not a picture, or is too heavy
        """
        return super().create([self._clean_vals(vals) for vals in vals_list])

    def write(self, vals):
        """Change a picture: the new one is cleaned too. (E-PROOF-01)"""
        return super().write(self._clean_vals(vals))

    @api.model
    def _clean_vals(self, vals):
        if not vals.get("image"):
            return vals
        try:
            content = base64.b64decode(vals["image"], validate=True)
            if len(content) > MAX_BYTES:
                raise photo.WrongPictureError
            clean = photo.clean(content, formats=FORMATS)
        except (binascii.Error, photo.WrongPictureError) as error:
            raise ValidationError(
                self.env._("File refused: a JPEG, PNG or WebP picture of 8 MB at most. (E-PROOF-01)")
            ) from error
        return {**vals, "image": base64.b64encode(clean)}
