from odoo import fields, models
from odoo.exceptions import UserError


class RegieSite(models.Model):
    """A site with what the régie does there: its recurring services and their passes."""

    _inherit = "regie.site"

    service_ids = fields.One2many("regie.service", "site_id", string="Recurring services")
    service_count = fields.Integer(string="Number of services", compute="_compute_service_count")
    intervention_count = fields.Integer(
        string="Passes to come",
        compute="_compute_intervention_count",
        help="On this site and on those that stand in it.",
    )

    def _compute_service_count(self):
        counts = self._count_below("regie.service", [])
        for site in self:
            site.service_count = counts.get(site.id, 0)

    def _compute_intervention_count(self):
        today = fields.Date.context_today(self)
        counts = self._count_below("regie.intervention", [("date_planned", ">=", today), ("state", "=", "planned")])
        for site in self:
            site.intervention_count = counts.get(site.id, 0)

    def _count_below(self, model, domain):
        """{site id: number of records on it and on what stands in it} in two queries."""
        if not self.ids or not self.env[model].has_access("read"):
            return {}
        groups = self.env[model]._read_group([("site_id", "child_of", self.ids), *domain], ["site_id"], ["__count"])
        counts = dict.fromkeys(self.ids, 0)
        for place, count in groups:
            # sudo: only the path of the site is read, to know what it stands in
            above = {int(number) for number in place.sudo().parent_path.split("/")[:-1]}
            for number in above & counts.keys():
                counts[number] += count
        return counts

    def write(self, vals):
        """Change sites; one with passes to come is not archived.

        :raise UserError: E-SITE-05
        """
        if "active" in vals and not vals["active"]:
            self._check_no_pass_to_come()
        return super().write(vals)

    def _check_no_pass_to_come(self):
        # sudo: a pass of a team that the person does not see keeps the site open all the same
        today = fields.Date.context_today(self)
        domain = [("date_planned", ">=", today), ("state", "in", ("planned", "in_progress"))]
        counts = self.sudo()._count_below("regie.intervention", domain)
        for site in self:
            if count := counts.get(site.id):
                raise UserError(
                    self.env._(
                        "%(site)s is not archived: %(count)s passes are to come there. End its services or move the"
                        " passes first. (E-SITE-05)",
                        site=site.complete_name,
                        count=count,
                    )
                )

    def action_view_services(self):
        """Open the recurring services of this site and of those that stand in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_service_action")
        context = {"default_site_id": self.id, "default_frequency": "weekly"}
        return {**action, "domain": [("site_id", "child_of", self.id)], "context": context}

    def action_view_interventions(self):
        """Open the passes on this site and on those that stand in it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return {
            **action,
            "domain": [("site_id", "child_of", self.id)],
            "context": {"default_site_id": self.id, "search_default_to_come": 1},
        }
