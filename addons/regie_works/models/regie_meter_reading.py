from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

#: Periods whose mean a consumption is compared with
PERIODS = 4


class RegieMeterReading(models.Model):
    """The index of a meter on a day; what was consumed since the reading before it is deduced.

    Domain: gup_services.md, 1.12.
    """

    _name = "regie.meter.reading"
    _description = "Reading of a meter"
    _order = "date desc, id desc"
    _check_company_auto = True

    meter_id = fields.Many2one("regie.meter", required=True, index=True, ondelete="cascade", check_company=True)
    site_id = fields.Many2one(related="meter_id.site_id", store=True, index=True)
    company_id = fields.Many2one(related="meter_id.company_id", store=True, index=True)
    kind = fields.Selection(related="meter_id.kind", store=True)
    unit = fields.Char(related="meter_id.unit")
    date = fields.Date(string="Read on", required=True, default=fields.Date.context_today)
    index = fields.Float(digits=(16, 3), required=True)
    is_reset = fields.Boolean(
        string="New meter", help="The meter was changed or went back to zero: the index may be below the one before."
    )
    index_removed = fields.Float(
        string="Last index of the old meter", digits=(16, 3), help="So that what it counted until its end is not lost."
    )
    index_initial = fields.Float(string="First index of the new meter", digits=(16, 3))
    consumption = fields.Float(
        digits=(16, 3), compute="_compute_consumption", help="Since the reading before this one."
    )
    days = fields.Integer(compute="_compute_consumption", help="Since the reading before this one.")
    mean = fields.Float(
        string="Usual consumption",
        digits=(16, 3),
        compute="_compute_consumption",
        help="What the four periods before would have given over the same number of days.",
    )
    is_alert = fields.Boolean(
        string="Alert", compute="_compute_consumption", search="_search_is_alert", help="Far above the usual: a leak?"
    )
    note = fields.Char()

    _day_uniq = models.UniqueIndex("(meter_id, date)", "This meter was already read on that day. (E-METER-01)")
    _index_positive = models.Constraint("CHECK (index >= 0)", "An index is not negative. (E-METER-01)")

    @api.depends("meter_id", "date")
    def _compute_display_name(self):
        for reading in self:
            reading.display_name = f"{reading.meter_id.display_name} {reading.date or ''}"

    def _get_consumption_query(self, meters):
        """Return the query of each reading with its consumption, its days, and the mean per day of the four before."""
        return SQL(
            """SELECT id, meter_id, consumption, days,
                      SUM(consumption) OVER earlier / NULLIF(SUM(days) OVER earlier, 0) AS mean
                 FROM (SELECT id, meter_id, date,
                              CASE WHEN is_reset
                                   THEN GREATEST(COALESCE(index_removed, 0) - LAG(index) OVER by_day, 0)
                                        + index - COALESCE(index_initial, 0)
                                   ELSE index - LAG(index) OVER by_day END AS consumption,
                              date - LAG(date) OVER by_day AS days
                         FROM regie_meter_reading
                        WHERE meter_id IN %(meters)s
                       WINDOW by_day AS (PARTITION BY meter_id ORDER BY date)) AS period
               WINDOW earlier AS (PARTITION BY meter_id ORDER BY date
                                  ROWS BETWEEN %(periods)s PRECEDING AND 1 PRECEDING)
            """,
            meters=tuple(meters.ids) or (0,),
            periods=PERIODS,
        )

    @api.depends("meter_id.reading_ids.index", "meter_id.reading_ids.date", "meter_id.reading_ids.is_reset")
    def _compute_consumption(self):
        rows = self.env.execute_query(self._get_consumption_query(self.meter_id)) if self.ids else []
        figures = {row[0]: row[2:] for row in rows}
        ratio = self._get_alert_ratio() if rows else 0
        for reading in self:
            consumption, days, mean = figures.get(reading._origin.id, (None, None, None))
            reading.consumption, reading.days = consumption or 0, days or 0
            reading.mean = (mean or 0) * (days or 0)
            reading.is_alert = bool(mean and consumption > reading.mean * ratio)

    def _get_alert_ratio(self):
        """Return the number of times the usual consumption beyond which somebody is warned."""
        return float(self.env["regie.parameter"].get("meter_alert_ratio", fields.Date.context_today(self)))

    def _search_is_alert(self, operator, value):
        if operator != "in":
            return NotImplemented
        rows = self.env.execute_query(self._get_consumption_query(self.env["regie.meter"].search([])))
        ratio = self._get_alert_ratio()
        alerts = [row[0] for row in rows if row[4] and row[2] > row[4] * row[3] * ratio]
        return [("id", "in" if True in value else "not in", alerts)]

    @api.constrains("meter_id", "date", "index", "is_reset", "index_removed")
    def _check_index(self):
        """Refuse an index below the one before it, or above the one after it. (E-METER-01)"""
        for reading in self:
            others = reading.meter_id.reading_ids - reading
            before = others.filtered(lambda one, day=reading.date: one.date < day).sorted("date")[-1:]
            after = others.filtered(lambda one, day=reading.date: one.date > day).sorted("date")[:1]
            if before and not reading.is_reset and reading.index < before.index:
                raise reading._get_index_error(before.index)
            if after and not after.is_reset and after.index < reading.index:
                raise after._get_index_error(reading.index)

    def _get_index_error(self, old):
        """Return the error of an index that goes down."""
        return ValidationError(
            self.env._(
                "%(meter)s, %(date)s: the index %(new)s is below the reading before it (%(old)s). Tick “New meter” if "
                "it was changed. (E-METER-01)",
                meter=self.meter_id.display_name,
                date=self.date,
                new=self.index,
                old=old,
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Note readings; whoever follows the meter is warned when a consumption jumps."""
        readings = super().create(vals_list)
        for reading in readings.filtered("is_alert"):
            reading._warn()
        return readings

    def _warn(self):
        """Ask the responsible of the meter to look for the leak."""
        self.ensure_one()
        self.meter_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Consumption far above the usual"),
            note=self.env._(
                "%(consumption)s %(unit)s in %(days)s days, against %(mean)s usually: a leak?",
                consumption=round(self.consumption, 3),
                unit=self.unit,
                days=self.days,
                mean=round(self.mean, 3),
            ),
            user_id=(self.meter_id.user_id or self.env.user).id,
        )
