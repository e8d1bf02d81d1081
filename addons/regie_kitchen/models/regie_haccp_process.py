from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.temperature import is_cooled, is_reheated


class RegieHaccpProcess(models.Model):
    """A dish that is cooled or reheated: from when to when, from what to what. Order of 21 December 2009, annex IV."""

    _name = "regie.haccp.process"
    _description = "Cooling or reheating"
    _inherit = ["regie.haccp.record"]
    _order = "date desc, id desc"
    _check_company_auto = True
    _temperatures = ("temp_start", "temp_end")

    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    kind = fields.Selection([("cooling", "Cooling"), ("reheating", "Reheating")], required=True, default="cooling")
    dish_id = fields.Many2one("regie.meal.dish", required=True, index=True, ondelete="restrict", check_company=True)
    date = fields.Datetime(string="Begun at")
    temp_start = fields.Float(string="At the beginning (°C)", digits=(16, 1), required=True, aggregator=None)
    date_end = fields.Datetime(string="Finished at")
    temp_end = fields.Float(string="At the end (°C)", digits=(16, 1), aggregator=None)
    duration = fields.Integer(string="Minutes", compute="_compute_duration", store=True, aggregator="avg")
    is_finished = fields.Boolean(string="Finished", readonly=True, copy=False)
    limit_temp = fields.Float(string="Limit (°C)", digits=(16, 1), readonly=True, aggregator=None)
    limit_minutes = fields.Integer(string="Most minutes", readonly=True, aggregator=None)

    @api.depends("kind", "dish_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{kinds.get(one.kind, '')} {one.dish_id.name or ''}".strip()

    @api.depends("date", "date_end")
    def _compute_duration(self):
        for one in self:
            one.duration = (one.date_end - one.date).total_seconds() // 60 if one.date and one.date_end else 0

    @api.constrains("date", "date_end")
    def _check_dates(self):
        for one in self:
            if one.date_end and one.date_end < one.date:
                raise ValidationError(
                    self.env._("“%(name)s” ends before it begins. (E-HACCP-07)", name=one.display_name)
                )

    def _get_locked(self):
        return self.filtered("is_finished")

    def _judge(self):
        """Judge what is finished: the others wait for their second temperature."""
        return super(RegieHaccpProcess, self.filtered("is_finished"))._judge()

    def action_finish(self):
        """Finish with the temperature written, now unless an hour is; ask what was done when it is not right.

        :raise ValidationError: E-HACCP-01
        """
        self.check_access("write")
        for one in self.filtered(lambda one: not one.is_finished):
            vals = {"is_finished": True}
            if not one.date_end:
                vals["date_end"] = fields.Datetime.now()
            # sudo: the facts, once the right to write is checked
            one.sudo().write(vals)
            one._judge()

    def _get_verdict(self):
        day = fields.Date.context_today(self, self.date)
        limit = self._get_limit("haccp_etape_temperature", day, self.kind)
        most = self._get_limit("haccp_etape_minutes", day, self.kind)
        judge = is_cooled if self.kind == "cooling" else is_reheated
        return {
            "limit_temp": limit,
            "limit_minutes": most,
            "is_conform": judge(self.temp_start, self.temp_end, self.duration, limit, most),
        }

    def _get_action_message(self):
        return self.env._(
            "%(name)s: %(minutes)s minutes to %(value)s °C, for %(limit)s °C in %(most)s minutes: corrective action"
            " compulsory. Say what was done. (E-HACCP-01)",
            name=self.display_name,
            minutes=self.duration,
            value=f"{self.temp_end:g}",
            limit=f"{self.limit_temp:g}",
            most=self.limit_minutes,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self._get_locked():
            self._refuse_change()

    @api.model
    def _get_running(self, place):
        """Return what is being cooled or reheated in a place."""
        return self.search([("place_id", "=", place.id), ("is_finished", "=", False)], order="date, id")
