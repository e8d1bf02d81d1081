from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime

MOODS = [("calm", "Calm"), ("lively", "Lively"), ("tense", "Tense")]


class RegieMediationRound(models.Model):
    """A walk of the mediators through the neighbourhood: who, when, where they stopped, how it was, whom they met.

    Domain: gup_services.md, 2.2. Its flow is in ``regie_mediation_round_flow.py``.
    """

    _name = "regie.mediation.round"
    _description = "Mediation round"
    _inherit = ["regie.mediation.export", "regie.mediation.text", "regie.mediation.count"]
    _order = "date_planned_start desc, id desc"
    _check_company_auto = True
    _text_fields = ("note",)

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    kind = fields.Selection(
        [
            ("night", "Night correspondents"),
            ("street", "Street correspondents"),
            ("adult_relay", "Adult relay (adulte-relais)"),
            ("foot", "Presence at the foot of the buildings"),
        ],
        required=True,
        default="street",
        index=True,
    )
    date_planned_start = fields.Datetime(
        string="Planned from", required=True, index=True, default=lambda self: fields.Datetime.now().replace(second=0)
    )
    date_planned_end = fields.Datetime(string="Planned until", required=True)
    agent_ids = fields.Many2many(
        "res.users",
        "regie_mediation_round_agent_rel",
        string="Mediators",
        default=lambda self: self.env.user,
        help="Two at least for a night round.",
    )
    site_ids = fields.Many2many(
        "regie.site",
        "regie_mediation_round_site_rel",
        string="Route",
        check_company=True,
        domain="[('kind_id.is_private', '=', False)]",
        help="Where the round is expected to go; the stops say where it went.",
    )
    stop_ids = fields.One2many("regie.mediation.stop", "round_id", string="Stops")
    incident_ids = fields.One2many("regie.mediation.incident", "round_id", string="Incidents")
    stop_count = fields.Integer(string="Number of stops", compute="_compute_counts")
    incident_count = fields.Integer(string="Number of incidents", compute="_compute_counts")
    mood = fields.Selection(MOODS, string="Atmosphere", help="How the neighbourhood was, all in all.")
    note = fields.Text(
        string="What is worth telling",
        help="Facts and places, nobody's name. Erased after the time that the régie set; the figures stay.",
    )
    # Facts: written by the buttons of the round, never by hand
    date_started = fields.Datetime(string="Began at", readonly=True, copy=False)
    date_ended = fields.Datetime(string="Finished at", readonly=True, copy=False)
    date_validated = fields.Datetime(string="Validated on", readonly=True, copy=False)
    validated_by_id = fields.Many2one("res.users", string="Validated by", readonly=True, copy=False)
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Under way"),
            ("done", "Done"),
            ("validated", "Validated"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
        help="Follows from what was done: begun, finished, validated, cancelled.",
    )
    hours = fields.Float(
        string="Hours walked", compute="_compute_hours", store=True, precompute=True, digits=(16, 2), aggregator="sum"
    )

    @api.depends("date_started", "date_ended", "date_validated", "date_cancelled")
    def _compute_state(self):
        for one in self:
            if one.date_cancelled:
                one.state = "cancelled"
            elif one.date_validated:
                one.state = "validated"
            elif one.date_ended:
                one.state = "done"
            else:
                one.state = "running" if one.date_started else "planned"

    @api.depends("date_started", "date_ended")
    def _compute_hours(self):
        for one in self:
            both = one.date_started and one.date_ended
            one.hours = (one.date_ended - one.date_started).total_seconds() / 3600 if both else 0.0

    @api.depends("stop_ids", "incident_ids")
    def _compute_counts(self):
        stops = dict(self.stop_ids._read_group([("round_id", "in", self.ids)], ["round_id"], ["__count"]))
        incidents = dict(self.incident_ids._read_group([("round_id", "in", self.ids)], ["round_id"], ["__count"]))
        for one in self:
            one.stop_count, one.incident_count = stops.get(one, 0), incidents.get(one, 0)

    @api.depends("kind", "date_planned_start")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            when = one.date_planned_start and format_datetime(self.env, one.date_planned_start, dt_format="short")
            one.display_name = f"{kinds.get(one.kind, '')} {when or ''}".strip()

    @api.onchange("date_planned_start")
    def _onchange_date_planned_start(self):
        if self.date_planned_start and not self.date_planned_end:
            self.date_planned_end = fields.Datetime.add(self.date_planned_start, hours=4)

    @api.constrains("kind", "agent_ids", "date_planned_start", "company_id")
    def _check_agents(self):
        for one in self.filtered(lambda round_: round_.kind == "night"):
            least = int(one._get_parameter("mediation_nuit_agents", one.date_planned_start))
            if len(one.agent_ids) < least:
                raise ValidationError(
                    self.env._(
                        "A night round needs at least %(least)s correspondents, and %(round)s has %(count)s: add who"
                        " walks along. (E-MED-01)",
                        least=least,
                        round=one.display_name,
                        count=len(one.agent_ids),
                    )
                )

    @api.constrains("date_planned_start", "date_planned_end", "date_started", "date_ended")
    def _check_duration(self):
        for one in self:
            one._check_span(one.date_planned_start, one.date_planned_end)
            if one.date_started and one.date_ended:
                one._check_span(one.date_started, one.date_ended)

    def _check_span(self, start, end):
        """Refuse a round that ends before it begins or lasts longer than the parameter allows. (E-MED-02)"""
        longest = float(self._get_parameter("mediation_tournee_heures", start))
        if end <= start or (end - start).total_seconds() > longest * 3600:
            raise ValidationError(
                self.env._(
                    "The length of the round is not right: from %(start)s to %(end)s. It ends after it begins and lasts"
                    " at most %(longest)g hours; over midnight, the end is on the next day. (E-MED-02)",
                    start=format_datetime(self.env, start, dt_format="short"),
                    end=format_datetime(self.env, end, dt_format="short"),
                    longest=longest,
                )
            )

    @api.constrains("site_ids")
    def _check_sites(self):
        self.site_ids._check_mediation_place()

    def _get_parameter(self, code, moment=None):
        """The dated parameter of the régie of the record, on a day."""
        day = fields.Date.to_date(moment or fields.Datetime.now())
        return self.env["regie.parameter"].with_company(self.company_id or self.env.company).get(code, day)

    @api.model
    def _get_erasable_domain(self, day):
        return [*super()._get_erasable_domain(day), ("date_planned_end", "<", day)]
