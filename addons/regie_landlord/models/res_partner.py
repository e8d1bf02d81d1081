from datetime import date

from odoo import fields, models


class ResPartner(models.Model):
    """A landlord: its page on the portal, and the report on social responsibility that the régie makes for it."""

    _inherit = "res.partner"

    is_regie_landlord = fields.Boolean(
        string="Has sites or contracts",
        compute="_compute_is_regie_landlord",
        help="Owns a site that the régie keeps or buys one of its lots: its people have a page on the portal.",
    )

    def _compute_is_regie_landlord(self):
        # sudo: whether a partner is a landlord is no secret, its sites and lots are read with one's rights
        partners = self.commercial_partner_id
        owners = (
            self.env["regie.site"]
            .sudo()
            ._read_group([("owner_id.commercial_partner_id", "in", partners.ids)], ["owner_id"])
        )
        buyers = (
            self.env["regie.market.lot"]
            .sudo()
            ._read_group([("buyer_id.commercial_partner_id", "in", partners.ids)], ["buyer_id"])
        )
        landlords = {partner.commercial_partner_id for (partner,) in owners + buyers}
        for partner in self:
            partner.is_regie_landlord = partner.commercial_partner_id in landlords

    def action_open_landlord_room(self):
        """Open the landlord's page as its people see it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/landlord?landlord={self.commercial_partner_id.id}",
            "target": "self",
        }

    def action_make_responsibility_report(self):
        """Open the report on social responsibility of the landlord for the last ended year; make it if need be."""
        self.ensure_one()
        year = fields.Date.context_today(self).year - 1
        template = self.env.ref("regie_landlord.dossier_template_landlord_rse")
        landlord = self.commercial_partner_id
        dossiers = self.env["regie.dossier"]
        known = dossiers.search(
            [
                ("template_id.code", "=", template.code),
                ("partner_id", "=", landlord.id),
                ("date_from", "=", date(year, 1, 1)),
                ("company_id", "=", self.env.company.id),
            ],
            limit=1,
        )
        dossier = known or dossiers.create(
            {
                "name": self.env._("Report on social responsibility %(year)s, %(name)s", year=year, name=landlord.name),
                "template_id": template.id,
                "partner_id": landlord.id,
                "date_from": date(year, 1, 1),
                "date_to": date(year, 12, 31),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.dossier",
            "res_id": dossier.id,
            "views": [(False, "form")],
        }
