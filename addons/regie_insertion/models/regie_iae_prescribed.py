from odoo import api, fields, models

from .hr_version import GROUP_SOCIAL
from .res_partner_prescriber import GROUP_SUPPORT


class RegieIaePrescribed(models.AbstractModel):
    """What a prescriber is at the origin of: readers without social support never learn a sensitive one.

    ``prescriber_id`` is the fact, ``shown_prescriber_id`` what views and exports use.
    """

    _name = "regie.iae.prescribed"
    _description = "Record with a prescriber"

    prescriber_id = fields.Many2one(
        "res.partner",
        string="Prescriber (unmasked)",
        index="btree_not_null",
        ondelete="restrict",
        groups=GROUP_SUPPORT,
        domain=[("is_prescriber", "=", True)],
    )
    shown_prescriber_id = fields.Many2one(
        "res.partner",
        string="Prescriber",
        compute="_compute_shown_prescriber_id",
        inverse="_inverse_shown_prescriber_id",
        groups=GROUP_SOCIAL,
        domain=[("is_prescriber", "=", True)],
        help="Organisation that prescribed. One whose kind is sensitive shows to social support only.",
    )
    prescriber_label = fields.Char(
        string="Kind of prescriber",
        compute="_compute_shown_prescriber_id",
        groups=GROUP_SOCIAL,
        help="“Other” stands for a sensitive kind.",
    )

    @api.depends("prescriber_id")
    @api.depends_context("uid")
    def _compute_shown_prescriber_id(self):
        open_to_all = self.env.user.has_group(GROUP_SUPPORT)
        for record in self:
            # sudo: the value is masked right after, for whoever may not read it
            partner = record.sudo().prescriber_id
            kind = partner.prescriber_kind_id
            masked = kind.is_sensitive and not open_to_all
            record.shown_prescriber_id = False if masked else partner.sudo(False)
            record.prescriber_label = (kind._get_other() if masked else kind).name or False

    def _inverse_shown_prescriber_id(self):
        # sudo: the right to write on the record was checked; only the link is set
        for record in self:
            record.sudo().prescriber_id = record.shown_prescriber_id
