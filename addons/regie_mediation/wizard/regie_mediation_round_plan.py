from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from pytz import timezone, utc

from odoo import Command, fields, models
from odoo.exceptions import ValidationError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class RegieMediationRoundPlan(models.TransientModel):
    """The rounds of the coming weeks, planned in one go: which evenings, at what time, who and where."""

    _name = "regie.mediation.round.plan"
    _description = "Plan rounds"

    def _default_site_ids(self):
        return self.env["regie.mediation.round"].search([("agent_ids", "in", self.env.uid)], limit=1).site_ids

    kind = fields.Selection(
        selection=lambda self: self.env["regie.mediation.round"]._fields["kind"]._description_selection(self.env),
        required=True,
        default="night",
    )
    agent_ids = fields.Many2many("res.users", string="Mediators", required=True, default=lambda self: self.env.user)
    site_ids = fields.Many2many(
        "regie.site", string="Route", domain="[('kind_id.is_private', '=', False)]", default=_default_site_ids
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(weeks=4),
    )
    monday = fields.Boolean()
    tuesday = fields.Boolean()
    wednesday = fields.Boolean()
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean(default=True)
    sunday = fields.Boolean()
    hour_from = fields.Float(string="Begins at", required=True, default=20)
    hour_to = fields.Float(string="Finishes at", required=True, default=1, help="After midnight: on the next day.")

    def action_plan(self):
        """Plan the rounds, but for the evenings when such a round of the same people is planned already.

        :raise ValidationError: E-MED-01, E-MED-02; E-MED-13 when the plan is empty or longer than a year
        """
        self.ensure_one()
        spans = self._get_spans()
        if not spans or self.date_to > self.date_from + relativedelta(years=1):
            raise ValidationError(self.env._("Choose at least one day of the week, within a year. (E-MED-13)"))
        rounds = self.env["regie.mediation.round"]
        known = rounds.search(
            [
                ("kind", "=", self.kind),
                ("agent_ids", "in", self.agent_ids.ids),
                ("date_planned_start", "in", [start for start, _end in spans]),
                ("state", "!=", "cancelled"),
            ]
        )
        busy = set(known.mapped("date_planned_start"))
        planned = rounds.create(
            [
                {
                    "kind": self.kind,
                    "agent_ids": [Command.set(self.agent_ids.ids)],
                    "site_ids": [Command.set(self.site_ids.ids)],
                    "date_planned_start": start,
                    "date_planned_end": end,
                }
                for start, end in spans
                if start not in busy
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_mediation.regie_mediation_round_action")
        return dict(action, domain=[("id", "in", (planned | known).ids)], context={})

    def _get_spans(self):
        """``[(start, end)]`` of the rounds in UTC, from the clocks of the one who plans."""
        zone = timezone(self.env.user.tz or "Europe/Paris")
        length = (self.hour_to - self.hour_from) % 24 or 24
        spans = []
        for number in range((self.date_to - self.date_from).days + 1):
            day = self.date_from + timedelta(days=number)
            if self[WEEKDAYS[day.weekday()]]:
                local = datetime.combine(day, time()) + timedelta(hours=self.hour_from)
                end = local + timedelta(hours=length)
                spans.append(
                    tuple(zone.localize(moment).astimezone(utc).replace(tzinfo=None) for moment in (local, end))
                )
        return spans
