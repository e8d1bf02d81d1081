from odoo import api, fields, models


class RegieSitePhoto(models.Model):
    """A photo of a site: where the switch is, what it looked like before; kept without the device that took it."""

    _name = "regie.site.photo"
    _description = "Photo of a site"
    _inherit = ["regie.photo.mixin"]
    _order = "date desc, id desc"

    site_id = fields.Many2one("regie.site", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    is_public = fields.Boolean(
        string="Shown to residents", help="On the page of the label: nobody is recognised on it."
    )

    @api.model
    def _get_photo_refusal(self):
        return self.env._("The photo of a site is a JPEG or PNG picture. (E-SITE-06)")
