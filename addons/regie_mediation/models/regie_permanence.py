from odoo import api, fields, models
from odoo.tools import format_duration


class RegiePermanence(models.Model):
    """A door that is open on known days: where, when, on what, and who answers. Domain: gup_services.md, 2.4."""

    _name = "regie.permanence"
    _description = "Permanence"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    site_id = fields.Many2one(
        "regie.site",
        string="Place",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('kind_id.is_private', '=', False)]",
    )
    theme_ids = fields.Many2many(
        "regie.mediation.theme", string="Themes", help="Offered first when a visit is counted. Empty: all of them."
    )
    user_ids = fields.Many2many("res.users", "regie_permanence_user_rel", string="Who answers")
    partner_ids = fields.Many2many(
        "res.partner",
        "regie_permanence_partner_rel",
        string="Held with",
        domain="[('is_company', '=', True)]",
        help="Organisations that hold it with the régie: town, energy supplier, association…",
    )
    date_start = fields.Date(string="Since", default=fields.Date.context_today)
    date_end = fields.Date(string="Until")
    slot_ids = fields.One2many("regie.permanence.slot", "permanence_id", string="Opening hours", copy=True)
    hours_text = fields.Char(string="Open on", compute="_compute_hours_text")
    entry_ids = fields.One2many("regie.permanence.entry", "permanence_id", string="Visits")
    entry_count = fields.Integer(string="Number of visits", compute="_compute_entry_count")

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A permanence ends after it begins.")

    @api.depends("slot_ids.weekday", "slot_ids.hour_from", "slot_ids.hour_to")
    @api.depends_context("lang")
    def _compute_hours_text(self):
        days = dict(self.env["regie.permanence.slot"]._fields["weekday"]._description_selection(self.env))
        for one in self:
            one.hours_text = ", ".join(
                f"{days[slot.weekday]} {format_duration(slot.hour_from)}–{format_duration(slot.hour_to)}"
                for slot in one.slot_ids
                if slot.weekday
            )

    @api.depends("entry_ids")
    def _compute_entry_count(self):
        counts = dict(self.entry_ids._read_group([("permanence_id", "in", self.ids)], ["permanence_id"], ["__count"]))
        for one in self:
            one.entry_count = counts.get(one, 0)

    @api.constrains("site_id")
    def _check_site(self):
        self.site_id._check_mediation_place()

    def action_view_entries(self):
        """Open the visits of the permanence."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_permanence_entry_action")
        return dict(action, domain=[("permanence_id", "=", self.id)], context={"default_permanence_id": self.id})
