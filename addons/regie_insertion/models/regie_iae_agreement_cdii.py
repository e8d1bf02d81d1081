from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

HOURS_DIGITS = 4


class RegieIaeAgreement(models.Model):
    """Share of the posts of an agreement that CDI inclusion may hold (Code du travail D5132-10-5-1)."""

    _inherit = "regie.iae.agreement"

    cdii_quota_rate = fields.Float(
        string="Quota of CDI inclusion (%)",
        digits=(5, 2),
        tracking=True,
        help="Share decided by the préfet for this agreement. Empty: the one of the parameter cdii_quota.",
    )
    cdii_decision = fields.Char(
        string="Decision on the quota", tracking=True, help="Reference and date of the préfet's decision."
    )
    cdii_etp = fields.Float(
        string="CDI inclusion (FTE)",
        digits=(16, 2),
        compute="_compute_cdii_etp",
        groups="regie_insertion.group_insertion_user",
        help="CDI inclusion in force today, in full-time equivalents.",
    )
    cdii_max_etp = fields.Float(
        string="Quota of CDI inclusion (FTE)",
        digits=(16, 2),
        compute="_compute_cdii_etp",
        groups="regie_insertion.group_insertion_user",
        help="Quota × posts of the annex in force today.",
    )

    def _compute_cdii_etp(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            agreement.cdii_etp = agreement._get_cdii_etp(today)
            agreement.cdii_max_etp = agreement._get_cdii_max_etp(today) or 0

    @api.constrains("cdii_quota_rate")
    def _check_cdii_quota_rate(self):
        for agreement in self.filtered("cdii_quota_rate"):
            maximum = agreement._get_parameter("cdii_quota_max", agreement.date_start)
            if not 0 <= agreement.cdii_quota_rate <= maximum:
                raise ValidationError(
                    self.env._(
                        "The préfet sets the quota of CDI inclusion between 0 and %(max)s %%. (INS-C16)",
                        max=f"{maximum:g}",
                    )
                )

    def _get_cdii_max_etp(self, day):
        """Full-time equivalents that CDI inclusion may hold on a day; None when no annex says the posts."""
        self.ensure_one()
        annexes = self.annex_ids.filtered(lambda annex: annex.is_active and annex.date_start <= day)
        annex = annexes.filtered(lambda annex: annex.date_end >= day)[:1] or annexes[:1]
        if not annex:
            return None
        rate = self.cdii_quota_rate or float(self._get_parameter("cdii_quota", day))
        return annex.etp_posts * rate / 100

    def _get_cdii_etp(self, day, version=None):
        """Full-time equivalents of the CDI inclusion in force on a day, ``version`` included if given."""
        self.ensure_one()
        legal = float(self._get_parameter("duree_legale_hebdo", day))
        domain = (
            Domain("iae_form", "=", "cdii")
            & Domain("agreement_id", "=", self.id)
            & Domain("contract_date_start", "<=", day)
            & (Domain("contract_date_end", "=", False) | Domain("contract_date_end", ">=", day))
        )
        # sudo: a quota counts all the contracts, whoever signs one
        versions = self.env["hr.version"].sudo().search(domain & Domain("employee_id", "!=", False))
        if version:
            versions |= version.sudo()
        # the last version of each person holds the weekly hours; not known yet: a full-time post
        last = {row.employee_id.id: row.weekly_hours or legal for row in versions.sorted("date_version")}
        return round(sum(last.values()) / legal, HOURS_DIGITS)
