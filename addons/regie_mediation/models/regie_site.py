from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieSite(models.Model):
    """The places where the mediators walk, with what happened there and in what stands in them."""

    _inherit = "regie.site"

    mediation_stop_count = fields.Integer(
        string="Mediation stops",
        compute="_compute_mediation_counts",
        groups="regie_mediation.group_mediation_agent",
    )
    mediation_incident_count = fields.Integer(
        string="Mediation incidents",
        compute="_compute_mediation_counts",
        groups="regie_mediation.group_mediation_agent",
    )

    def _compute_mediation_counts(self):
        stops = self._count_mediation_below("regie.mediation.stop")
        incidents = self._count_mediation_below("regie.mediation.incident")
        for site in self:
            site.mediation_stop_count = stops.get(site.id, 0)
            site.mediation_incident_count = incidents.get(site.id, 0)

    def _count_mediation_below(self, model):
        """``{id: number}`` of the records on each site and in what stands in it, in one statement."""
        groups = self.env[model]._read_group([("site_id", "child_of", self.ids)], ["site_id"], ["__count"])
        counts = {}
        for site, count in groups:
            for number in site.parent_path.split("/")[:-1]:
                counts[int(number)] = counts.get(int(number), 0) + count
        return counts

    def _check_mediation_place(self):
        """Refuse a place so precise that it tells who lives there.

        :raise ValidationError: E-MED-04
        """
        if home := self.filtered("kind_id.is_private")[:1]:
            raise ValidationError(
                self.env._(
                    "What the mediators see is located at the hall or at the space, never at the dwelling: choose what"
                    " %(site)s stands in. (E-MED-04)",
                    site=home.name,
                )
            )

    @api.constrains("kind_id")
    def _check_kind_keeps_mediation_places(self):
        private = self.filtered("kind_id.is_private")
        # sudo: the keeper of the sites does not read the incidents
        if private and self.env["regie.mediation.incident"].sudo().search_count([("site_id", "in", private.ids)], 1):
            private._check_mediation_place()

    def action_view_mediation_incidents(self):
        """Open the incidents of the site and of what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_mediation_incident_action")
        return dict(action, domain=[("site_id", "child_of", self.id)], context={"default_site_id": self.id})

    def action_view_mediation_stops(self):
        """Open the rounds that stopped on the site or in what stands in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_mediation_round_action")
        return dict(action, domain=[("stop_ids.site_id", "child_of", self.id)], context={})
