from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieSite(models.Model):
    """What a site says to whoever scans its label: a notice with its dates, photos, where biowaste goes."""

    _inherit = "regie.site"

    public_notice_from = fields.Date(string="Notice shown from", help="Empty: at once.")
    public_notice_until = fields.Date(string="Notice shown until", help="Empty: until it is erased.")
    is_notice_shown = fields.Boolean(string="Notice shown today", compute="_compute_is_notice_shown")
    photo_ids = fields.One2many("regie.site.photo", "site_id", string="Photos")
    sanitary_rule = fields.Char(
        string="Health regulation",
        help="Article of the departmental health regulation (RSD) or of the town that applies there: waste, compost…",
    )

    @api.depends("public_notice", "public_notice_from", "public_notice_until")
    def _compute_is_notice_shown(self):
        today = fields.Date.context_today(self)
        for site in self:
            first, last = site.public_notice_from or today, site.public_notice_until or today
            site.is_notice_shown = bool(site.public_notice) and first <= today <= last

    @api.constrains("public_notice_from", "public_notice_until")
    def _check_notice_dates(self):
        """A notice ends after it begins. (E-SITE-07)"""
        for site in self:
            first, last = site.public_notice_from, site.public_notice_until
            if first and last and last < first:
                raise ValidationError(
                    self.env._("%s: the notice to residents ends before it begins. (E-SITE-07)", site.display_name)
                )

    def _get_biowaste_sentence(self):
        """Return in words how residents sort their biowaste: there, or where the nearest site above says."""
        self.ensure_one()
        site = self
        while site.parent_id and site.biowaste_solution in (False, "none"):
            site = site.parent_id
        return {
            "terminal": self.env._("Peelings and leftovers go in the terminal of the street."),
            "bin": self.env._("Peelings and leftovers go in the bin with the brown lid."),
            "compost": self.env._("Peelings go in the compost of the neighbourhood."),
            "collection": self.env._("Peelings and leftovers are collected: take out your bucket."),
        }.get(site.biowaste_solution)
