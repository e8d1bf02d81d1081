import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from .event_type import KINDS


class EventEvent(models.Model):
    """An event of the association; an open meeting counts whom it met, by name or not, and tells what was said."""

    _inherit = "event.event"

    regie_kind = fields.Selection(
        KINDS,
        string="In the life of the association",
        compute="_compute_regie_kind",
        store=True,
        readonly=False,
        tracking=True,
        index="btree_not_null",
        help="What the figures count it as. Empty: not an event of the life of the association.",
    )
    regie_place = fields.Char(
        string="Place", tracking=True, help="As the inhabitants say it: hall of the Lilas, square…"
    )
    territory_id = fields.Many2one("regie.territory", index="btree_not_null")
    regie_announcement = fields.Text(
        string="Announcement", help="A few words on the poster and on the page for the inhabitants."
    )
    regie_partner_ids = fields.Many2many(
        "res.partner",
        "regie_event_partner_rel",
        string="Held with",
        help="Partners that hold the event with the régie.",
    )
    regie_token = fields.Char(
        compute="_compute_regie_tokens",
        store=True,
        copy=False,
        index="btree_not_null",
        groups="regie_governance.group_governance_secretary",
    )
    regie_door_token = fields.Char(
        compute="_compute_regie_tokens",
        store=True,
        copy=False,
        index="btree_not_null",
        groups="regie_governance.group_governance_secretary",
    )
    regie_url = fields.Char(
        string="Page for the inhabitants",
        compute="_compute_regie_urls",
        groups="regie_governance.group_governance_secretary",
    )
    regie_door_url = fields.Char(
        string="Page of the door",
        compute="_compute_regie_urls",
        groups="regie_governance.group_governance_secretary",
        help="To open on the phone of whoever welcomes: one tap per person who comes in.",
    )
    regie_inhabitant_taps = fields.Integer(
        string="Inhabitants without a name", copy=False, help="Counted at the door, one tap each."
    )
    regie_partner_taps = fields.Integer(string="Partners without a name", copy=False)
    regie_inhabitant_count = fields.Integer(
        string="Inhabitants met",
        compute="_compute_regie_counts",
        store=True,
        help="Those counted at the door, and those who left their name and came.",
    )
    regie_partner_count = fields.Integer(string="Partners met", compute="_compute_regie_counts", store=True)
    regie_report = fields.Html(string="What was said", help="Shown on the page of the meeting once told. Name nobody.")
    regie_date_report = fields.Datetime(string="Report told on", readonly=True, copy=False, tracking=True)
    idea_ids = fields.One2many("regie.idea", "event_id", string="Ideas collected")
    idea_count = fields.Integer(compute="_compute_idea_count", string="Ideas")

    _regie_taps_check = models.Constraint(
        "CHECK (regie_inhabitant_taps >= 0 AND regie_partner_taps >= 0)",
        "Nobody is left to take away from the count.",
    )
    _regie_token_uniq = models.UniqueIndex("(regie_token)", "This link is already in use.")
    _regie_door_token_uniq = models.UniqueIndex("(regie_door_token)", "This link is already in use.")

    @api.depends("event_type_id")
    def _compute_regie_kind(self):
        for event in self:
            event.regie_kind = event.event_type_id.regie_kind or event.regie_kind

    @api.depends("name")
    def _compute_regie_tokens(self):
        for event in self:
            event.regie_token = event.regie_token or secrets.token_urlsafe(12)
            event.regie_door_token = event.regie_door_token or secrets.token_urlsafe(16)

    @api.depends("regie_token", "regie_door_token")
    def _compute_regie_urls(self):
        for event in self:
            event.regie_url = f"{event.get_base_url()}/reunion/{event.regie_token}"
            event.regie_door_url = f"{event.get_base_url()}/reunion/accueil/{event.regie_door_token}"

    @api.depends(
        "regie_inhabitant_taps", "regie_partner_taps", "registration_ids.state", "registration_ids.regie_profile"
    )
    def _compute_regie_counts(self):
        # sudo: the number of those who came is no secret, their names are
        groups = (
            self.env["event.registration"]
            .sudo()
            ._read_group(
                [("event_id", "in", self.ids), ("state", "=", "done")], ["event_id", "regie_profile"], ["__count"]
            )
        )
        counts = {(event.id, profile): count for event, profile, count in groups}
        for event in self:
            event.regie_inhabitant_count = event.regie_inhabitant_taps + counts.get((event._origin.id, "inhabitant"), 0)
            event.regie_partner_count = event.regie_partner_taps + counts.get((event._origin.id, "partner"), 0)

    @api.depends("idea_ids")
    def _compute_idea_count(self):
        counts = dict(self.env["regie.idea"]._read_group([("event_id", "in", self.ids)], ["event_id"], ["__count"]))
        for event in self:
            event.idea_count = counts.get(event, 0)

    @api.model_create_multi
    def create(self, vals_list):
        """Give an event the model of its kind: without it, Odoo would mail tickets to those who come."""
        kinds = {vals.get("regie_kind") for vals in vals_list} - {None, False}
        types = {kind: self.env["event.type"].search([("regie_kind", "=", kind)], limit=1) for kind in kinds}
        return super().create(
            [
                {**vals, "event_type_id": types[vals["regie_kind"]].id}
                if vals.get("regie_kind") and not vals.get("event_type_id")
                else vals
                for vals in vals_list
            ]
        )

    def action_regie_publish(self):
        """Tell what was said to those who came: the page of the meeting shows it, and the counts are final.

        :raise UserError: PAR-10 without a report
        """
        for event in self:
            if not (event.regie_report or "").strip():
                raise UserError(self.env._("Write first what was said at “%(name)s”. (PAR-10)", name=event.name))
        self.write({"regie_date_report": fields.Datetime.now()})

    def action_regie_open_ideas(self):
        """Open the ideas collected at the meeting."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_participation.regie_idea_action")
        return dict(
            action,
            domain=[("event_id", "=", self.id)],
            context={"default_event_id": self.id, "default_origin": "meeting"},
        )

    def action_regie_open_door(self):
        """Open the page of the door, to count those who come in."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.regie_door_url, "target": "new"}

    def action_regie_print_poster(self):
        """Print the poster of the meeting."""
        return self.env.ref("regie_participation.event_event_report_poster").report_action(self)

    def _regie_tap(self, profile, step):
        """Count one person more, or one less, at the door.

        :raise UserError: PAR-11 nobody left to take away, PAR-12 the report is told
        """
        self.ensure_one()
        self._check_regie_door()
        field = {"inhabitant": "regie_inhabitant_taps", "partner": "regie_partner_taps"}[profile]
        self.lock_for_update()
        self.invalidate_recordset([field])
        number = self[field] + (1 if step > 0 else -1)
        if number < 0:
            raise UserError(self.env._("Nobody is left to take away from the count. (PAR-11)"))
        self.with_context(tracking_disable=True)[field] = number

    def _regie_register(self, name, profile, contact=None, consent=False):
        """Keep the name of a person who comes and accepts it; on the day of the meeting, that person is there.

        :raise UserError: PAR-12 the report is told, PAR-13 no name or no consent, PAR-21 too many at once
        """
        self.ensure_one()
        self._check_regie_door()
        name = (name or "").strip()[:80]
        if not name or not consent:
            raise UserError(self.env._("Write a name and tick the box, or just be counted without a name. (PAR-13)"))
        self.env["regie.participation.link"]._check_rate("event.registration", [("event_id", "=", self.id)])
        contact = (contact or "").strip()[:120]
        today = fields.Datetime.context_timestamp(self.with_context(tz=self.date_tz), fields.Datetime.now()).date()
        first = fields.Datetime.context_timestamp(self.with_context(tz=self.date_tz), self.date_begin).date()
        return (
            self.env["event.registration"]
            .with_context(tracking_disable=True, mail_create_nolog=True)
            .create(
                {
                    "event_id": self.id,
                    "name": name,
                    "email": contact if "@" in contact else False,
                    "phone": contact if contact and "@" not in contact else False,
                    "partner_id": False,
                    "regie_profile": profile if profile == "partner" else "inhabitant",
                    "regie_date_consent": fields.Datetime.now(),
                    "state": "done" if today >= first else "open",
                }
            )
        )

    def _check_regie_door(self):
        if self.regie_date_report:
            raise UserError(self.env._("The report of this meeting was told: nobody is added any more. (PAR-12)"))
