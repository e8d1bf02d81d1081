import base64
import binascii

from PIL import WebPImagePlugin  # noqa: F401  Odoo loads the usual formats only: phones send this one too

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.regie_base.tools import photo

FORMATS = ("JPEG", "PNG", "WEBP")


class RegieResidentReportPhoto(models.Model):
    """A photo of what is reported: without the place nor the device that it came from, private unless shown."""

    _name = "regie.resident.report.photo"
    _description = "Photo of a report"
    _order = "id"

    report_id = fields.Many2one("regie.resident.report", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    image = fields.Image(required=True, max_width=1600, max_height=1600)
    is_public = fields.Boolean(
        string="May be shown", help="Nobody is recognised on it: the recipient and the neighbours may see it."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Clean the photos, whoever brings them, and count them.

        :raise ValidationError: E-PROOF-01 not a picture or too heavy, E-REP-07 too many photos
        """
        photos = super().create([self._prepare_photo_vals(vals) for vals in vals_list])
        photos.report_id._check_photo_count()
        return photos

    def write(self, vals):
        """Clean a photo that is replaced. (E-PROOF-01)"""
        return super().write(self._prepare_photo_vals(vals))

    @api.model
    def _get_limit(self, code):
        """Return a limit of the photos, a whole number, as it is today."""
        return int(self.env["regie.parameter"].get(code, fields.Date.context_today(self)))

    @api.model
    def _prepare_photo_vals(self, vals):
        if not vals.get("image"):
            return vals
        try:
            content = base64.b64decode(vals["image"])
        except (binascii.Error, ValueError):
            content = b""
        return {**vals, "image": base64.b64encode(self._clean(content))}

    @api.model
    def _clean(self, content):
        """Return the picture as JPEG bytes without its metadata.

        :raise ValidationError: E-PROOF-01 when it is too heavy or no picture
        """
        limit = self._get_limit("report_photo_mb")
        try:
            if len(content) > limit * 1024 * 1024:
                raise photo.WrongPictureError
            return photo.clean(content, formats=FORMATS)
        except photo.WrongPictureError as error:
            raise ValidationError(
                self.env._(
                    "File refused: a JPEG, PNG or WebP picture of %(limit)s MB at most. (E-PROOF-01)", limit=limit
                )
            ) from error
