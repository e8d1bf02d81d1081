import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.regie_base.tools import photo


class RegieSitePhoto(models.Model):
    """A photo of a site: where the switch is, what it looked like before; kept without the device that took it."""

    _name = "regie.site.photo"
    _description = "Photo of a site"
    _order = "date desc, id desc"

    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    name = fields.Char(string="What it shows")
    date = fields.Date(required=True, default=fields.Date.context_today)
    image = fields.Image(required=True, max_width=1600, max_height=1600)
    is_public = fields.Boolean(
        string="Shown to residents", help="On the page of the label: nobody is recognised on it."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep pictures only, without their metadata. (E-SITE-06)"""
        return super().create([self._prepare_photo_vals(vals) for vals in vals_list])

    def write(self, vals):
        """Clean a photo that is replaced. (E-SITE-06)"""
        return super().write(self._prepare_photo_vals(vals))

    @api.model
    def _prepare_photo_vals(self, vals):
        if not vals.get("image"):
            return vals
        try:
            return {**vals, "image": base64.b64encode(photo.clean(base64.b64decode(vals["image"])))}
        except (photo.WrongPictureError, binascii.Error, ValueError) as error:
            raise ValidationError(self.env._("The photo of a site is a JPEG or PNG picture. (E-SITE-06)")) from error
