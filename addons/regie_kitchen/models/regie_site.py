from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieSite(models.Model):
    """A place where meals are cooked or served: its hygiene regime and its file."""

    _inherit = "regie.site"

    is_kitchen = fields.Boolean(string="Meals are cooked or served there", index=True)
    kitchen_regime = fields.Selection(
        [("commercial", "Commercial"), ("collective", "Collective")],
        string="Hygiene regime",
        default="collective",
        help="Collective: regular eaters, canteen, central kitchen, meals brought home; a sample of each dish is kept.",
    )
    is_home_kitchen = fields.Boolean(
        string="Kitchen of a home", help="Somebody cooks at home: a checklist of its own is needed."
    )
    kitchen_document_ids = fields.One2many("regie.kitchen.document", "place_id", string="File of the kitchen")
    kitchen_missing = fields.Char(
        string="Papers that are missing",
        compute="_compute_kitchen_missing",
        help="Without them no menu of this place is published.",
    )

    @api.depends("is_kitchen", "kitchen_regime", "is_home_kitchen", "kitchen_document_ids.date_verified")
    def _compute_kitchen_missing(self):
        today = fields.Date.context_today(self)
        kitchens = self.filtered("is_kitchen")
        missing = kitchens._get_missing_documents(today)
        for site in self:
            site.kitchen_missing = ", ".join(missing[site].mapped("name")) if site in missing else False

    def _get_missing_documents(self, day):
        """Return ``{place: kinds of papers}`` that places lack on a day."""
        # sudo: whoever reads a place learns which papers are missing, and nothing of what they hold
        kinds = self.env["regie.kitchen.document.kind"].sudo().search([])
        valid = self.env["regie.kitchen.document"].sudo()._get_valid(self, day).grouped("place_id")
        nothing = self.env["regie.kitchen.document"]
        return {
            place: kinds.filtered(lambda kind, place=place: kind._is_needed(place))
            - valid.get(place, nothing).sudo().kind_id
            for place in self
        }

    def _check_kitchen_authorised(self, day):
        """Refuse to serve from a place whose papers are missing on a day.

        :raise UserError: E-HACCP-06
        """
        for place, kinds in self._get_missing_documents(day).items():
            if kinds:
                raise UserError(
                    self.env._(
                        "Production place not authorised: %(missing)s. The manager adds these papers to the file of"
                        " “%(place)s” and presses “Looked at”. (E-HACCP-06)",
                        missing=", ".join(kinds.mapped("name")),
                        place=place.name,
                    )
                )

    @api.model
    def _get_default_kitchen(self):
        """Return the kitchen of the régie when it has only one."""
        kitchens = self.search([("is_kitchen", "=", True), ("company_id", "=", self.env.company.id)], limit=2)
        return kitchens if len(kitchens) == 1 else self.browse()
