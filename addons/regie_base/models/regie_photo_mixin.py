import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import photo


class RegiePhotoMixin(models.AbstractModel):
    """A photo kept with a record: a picture and nothing else, without the place, the date and the device it holds.

    The photo is private: an attachment of the record, served to who may read the record.
    """

    _name = "regie.photo.mixin"
    _description = "Photo kept with a record"

    name = fields.Char(string="What it shows")
    date = fields.Date(required=True, default=fields.Date.context_today)
    image = fields.Image(required=True, max_width=1600, max_height=1600)

    @api.model_create_multi
    def create(self, vals_list):
        """Keep pictures only, without their metadata. (E-PROOF-01)"""
        return super().create([self._prepare_photo_vals(vals) for vals in vals_list])

    def write(self, vals):
        """Clean a photo that is replaced. (E-PROOF-01)"""
        return super().write(self._prepare_photo_vals(vals))

    @api.model
    def _prepare_photo_vals(self, vals):
        if not vals.get("image"):
            return vals
        try:
            return {**vals, "image": base64.b64encode(photo.clean(base64.b64decode(vals["image"])))}
        except (photo.WrongPictureError, binascii.Error, ValueError) as error:
            raise ValidationError(self._get_photo_refusal()) from error

    @api.model
    def _get_photo_refusal(self):
        """The sentence that refuses what is no picture."""
        return self.env._("A photo is a JPEG or PNG picture. (E-PROOF-01)")
