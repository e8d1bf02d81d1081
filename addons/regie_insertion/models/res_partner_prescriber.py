from odoo import api, fields, models

from .hr_version import GROUP_SOCIAL

GROUP_SUPPORT = "regie_insertion.group_insertion_social"


class ResPartner(models.Model):
    """Partner that sends people to the régie: its kind, masked when it tells too much of those it sends."""

    _inherit = "res.partner"

    prescriber_kind_id = fields.Many2one(
        "regie.iae.prescriber.kind",
        string="Kind of prescriber (unmasked)",
        ondelete="restrict",
        index="btree_not_null",
        groups=GROUP_SUPPORT,
    )
    shown_prescriber_kind_id = fields.Many2one(
        "regie.iae.prescriber.kind",
        string="Kind of prescriber",
        compute="_compute_shown_prescriber_kind_id",
        inverse="_inverse_shown_prescriber_kind_id",
        groups=GROUP_SOCIAL,
        help="A kind that tells something of the life of people reads “Other” without the access to social support.",
    )
    is_prescriber = fields.Boolean(compute="_compute_is_prescriber", store=True, compute_sudo=True, groups=GROUP_SOCIAL)
    prescriber_decision_until = fields.Date(
        string="Authorised until",
        groups=GROUP_SOCIAL,
        help="End of the decision of the préfet, for the kinds that need one.",
    )

    @api.depends("prescriber_kind_id")
    def _compute_is_prescriber(self):
        for partner in self:
            partner.is_prescriber = bool(partner.prescriber_kind_id)

    @api.depends("prescriber_kind_id")
    @api.depends_context("uid")
    def _compute_shown_prescriber_kind_id(self):
        open_to_all = self.env.user.has_group(GROUP_SUPPORT)
        for partner in self:
            # sudo: the value is masked right after, for whoever may not read it
            kind = partner.sudo().prescriber_kind_id
            masked = kind.is_sensitive and not open_to_all
            partner.shown_prescriber_kind_id = (kind._get_other() if masked else kind).sudo(False)

    def _inverse_shown_prescriber_kind_id(self):
        other = self.env["regie.iae.prescriber.kind"]._get_other()
        # sudo: the right to write on the partner was checked; a masked kind shown as "Other" is left as it is
        for partner in self:
            kind = partner.shown_prescriber_kind_id
            if not (kind == other and partner.sudo().prescriber_kind_id.is_sensitive):
                partner.sudo().prescriber_kind_id = kind

    def _is_authorised_prescriber(self, day):
        """Whether the State authorises this partner to prescribe on a day."""
        if not self:
            return False
        self.ensure_one()
        partner = self.sudo()  # the answer tells nothing of the kind
        kind = partner.prescriber_kind_id
        if not kind.is_authorised:
            return False
        until = partner.prescriber_decision_until
        return bool(until and until >= day) if kind.needs_decision else True
