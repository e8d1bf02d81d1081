import secrets

from odoo import fields, models
from odoo.exceptions import UserError


class RegieAraCase(models.Model):
    """An exemplary case shown to everybody: before and after, without a name nor an address. Domain: 6.9."""

    _inherit = "regie.ara.case"

    image_consent_date = fields.Date(
        string="Agrees to the photos since",
        copy=False,
        tracking=True,
        help="Day on which the household agreed that photos of its home be shown. Empty: they are not.",
    )
    public_title = fields.Char(string="Title in the gallery", translate=True, copy=False)
    public_text = fields.Text(
        string="Text of the gallery", translate=True, copy=False, help="What was done and learnt. Name nobody."
    )
    date_published = fields.Date(string="In the gallery since", readonly=True, copy=False, index="btree_not_null")
    public_token = fields.Char(readonly=True, copy=False, index="btree_not_null")

    def write(self, vals):
        """Take a case out of the gallery when its household no longer agrees."""
        result = super().write(vals)
        if "image_consent_date" in vals and not vals["image_consent_date"]:
            # sudo: the fact follows from the consent that was just taken back
            self.sudo().filtered("date_published").write({"date_published": False})
        return result

    def action_publish(self):
        """Show a case in the gallery.

        :raise UserError: E-ARA-18 without the consent of the household, a title, or a photo of before and of after
        """
        self._check_coordinator()
        for case in self:
            shown = case.photo_ids.filtered("is_public")
            moments = set(shown.mapped("moment"))
            if not case.image_consent_date or not case.public_title or not {"before", "after"} <= moments:
                raise UserError(
                    self.env._(
                        "%s: the gallery asks for the consent of the household, a title, and a photo of before and one"
                        " of after that may be shown. (E-ARA-18)",
                        case.display_name,
                    )
                )
            # sudo: the facts, written once the consent was checked
            case.sudo().write(
                {
                    "date_published": fields.Date.context_today(case),
                    "public_token": case.public_token or secrets.token_urlsafe(16),
                }
            )
        return True

    def action_unpublish(self):
        """Take a case out of the gallery."""
        self.check_access("write")
        # sudo: the fact of the button
        self.sudo().write({"date_published": False})
        return True
