from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Written by the buttons, never by hand: from the reception run the guarantees.
FACTS = frozenset(("date_received", "date_closed"))
GUARANTEES = ("completion", "equipment", "structure")


class ProjectProject(models.Model):
    """The end of works: reception with the customer, reserves lifted, guarantees. Domain: gup_services.md, 1.11."""

    _inherit = "project.project"

    inspection_ids = fields.One2many("regie.quality.inspection", "project_id", string="Inspections")
    reserve_count = fields.Integer(
        string="Open reserves", compute="_compute_reserve_count", help="Corrective actions that are not verified yet."
    )
    date_received = fields.Date(string="Received on", readonly=True, copy=False, tracking=True)
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False, tracking=True)
    date_guarantee_completion = fields.Date(string="Perfect completion until", compute="_compute_guarantees")
    date_guarantee_equipment = fields.Date(string="Equipment until", compute="_compute_guarantees")
    date_guarantee_structure = fields.Date(string="Ten-year guarantee until", compute="_compute_guarantees")

    @api.model
    def default_get(self, fields):
        """Have no context say that a worksite was received or closed."""
        return super().default_get([name for name in fields if name not in FACTS])

    def _compute_reserve_count(self):
        groups = self.env["regie.corrective.action"]._read_group(
            [("project_id", "in", self.ids), ("date_verified", "=", False)], ["project_id"], ["__count"]
        )
        counts = dict(groups)
        for project in self:
            project.reserve_count = counts.get(project, 0)

    @api.depends("date_received")
    def _compute_guarantees(self):
        parameters = self.env["regie.parameter"]
        for project in self:
            for kind in GUARANTEES:
                day = project.date_received
                if day:
                    day += relativedelta(months=int(parameters.get(f"guarantee_{kind}_months", day)))
                project[f"date_guarantee_{kind}"] = day

    @api.model_create_multi
    def create(self, vals_list):
        """Create worksites, neither received nor closed. (E-CHANT-05)"""
        for vals in vals_list:
            self._check_no_reception_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change worksites.

        :raise UserError: E-CHANT-02 to archive works with open reserves, E-CHANT-05 for a fact by hand
        """
        self._check_no_reception_fact(vals)
        if vals.get("active") is False:
            self.filtered("is_building_site")._check_reserves()
        return super().write(vals)

    def _check_no_reception_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(self.env._("A worksite is received and closed by its buttons, not by hand. (E-CHANT-05)"))

    def _check_photo_after(self):
        """Refuse a reception without a photo after the works: of the worksite, or of one of its passes. (E-CHANT-01)"""
        photos = self.env["regie.worksite.photo"]._read_group(
            [("project_id", "in", self.ids), ("kind", "=", "after")], ["project_id"]
        )
        # sudo: the photos of all the teams count
        proofs = (
            self.env["regie.intervention.proof"]
            .sudo()
            ._read_group(
                [("intervention_id.project_id", "in", self.ids), ("kind", "=", "photo_after")],
                ["intervention_id"],
            )
        )
        shown = {project.id for (project,) in photos} | {one.project_id.id for (one,) in proofs}
        if missing := self.filtered(lambda project: project.id not in shown)[:1]:
            raise UserError(
                self.env._(
                    "%s: a photo after the works is compulsory for the reception. Add it to the worksite. (E-CHANT-01)",
                    missing.display_name,
                )
            )

    def _check_reserves(self):
        """Refuse to end works with open reserves. (E-CHANT-02)"""
        if left := self.filtered("reserve_count")[:1]:
            raise UserError(
                self.env._(
                    "%(worksite)s: reserves not lifted: %(count)s. Have them corrected and verified. (E-CHANT-02)",
                    worksite=left.display_name,
                    count=left.reserve_count,
                )
            )

    def action_receive(self):
        """Note the reception: the day of the last reception that was done; open the inspection when there is none.

        :raise UserError: E-CHANT-01 without a photo after the works, E-CHANT-06 without a site
        """
        self.ensure_one()
        self.check_access("write")
        self._check_photo_after()
        done = self.inspection_ids.filtered(lambda one: one.kind == "reception" and one.state in ("done", "signed"))
        if done:
            # sudo: a fact, after the checks
            self.sudo().date_received = max(done.mapped("date"))
            return True
        if not self.worksite_site_id:
            raise UserError(
                self.env._("%s: say on which site the works are, so that they are inspected. (E-CHANT-06)", self.name)
            )
        return self._get_reception_action("reception")

    def action_lift_reserves(self):
        """Open the inspection that looks whether the reserves are lifted."""
        self.ensure_one()
        return self._get_reception_action("lifting")

    def _get_reception_action(self, kind):
        """Return the form of a new inspection of these works."""
        grid = self.env.ref("regie_quality.grid_works", raise_if_not_found=False)
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.quality.inspection",
            "view_mode": "form",
            "context": {
                "default_project_id": self.id,
                "default_site_id": self.worksite_site_id.id,
                "default_kind": kind,
                "default_grid_id": grid and grid.id,
            },
        }

    def action_close(self):
        """Close the worksites: received, no reserve left.

        :raise UserError: E-CHANT-02 with open reserves, E-CHANT-07 for works that were not received
        """
        self.check_access("write")
        self._check_reserves()
        if waiting := self.filtered(lambda one: one.is_building_site and not one.date_received)[:1]:
            raise UserError(self.env._("%s: receive the works before closing them. (E-CHANT-07)", waiting.display_name))
        # sudo: a fact, after the checks
        self.sudo().date_closed = fields.Date.context_today(self)
        return True

    def action_reopen_worksite(self):
        """Open closed worksites again: the reception stays."""
        self.check_access("write")
        # sudo: a fact, taken back by the button
        self.sudo().date_closed = False
        return True

    def action_view_reserves(self):
        """Open the corrective actions of this worksite."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_corrective_action_action")
        return {
            **action,
            "domain": [("project_id", "=", self.id)],
            "context": {"default_project_id": self.id, "default_site_id": self.worksite_site_id.id},
        }

    def action_view_inspections(self):
        """Open the inspections of this worksite."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_quality_inspection_action")
        return {**action, "domain": [("project_id", "=", self.id)], "context": {"default_project_id": self.id}}
