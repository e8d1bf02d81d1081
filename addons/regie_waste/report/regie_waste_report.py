from odoo import fields, models
from odoo.tools import SQL

from ..tools.rates import ENERGY, MATTER, REUSE

#: Rates in percent: which weight over which weight.
RATES = {
    "matter_rate": ("weight_matter", "weight_waste"),
    "energy_rate": ("weight_recovered", "weight_waste"),
    "sorting_rate": ("weight_sorted", "weight_waste"),
    "diverted_rate": ("weight_diverted", "weight"),
}


class RegieWasteReport(models.Model):
    """The waste that has left, with the rates of each cell of the pivot: weights summed, then divided."""

    _name = "regie.waste.report"
    _description = "Analysis of the waste"
    _auto = False
    _order = "date desc, id desc"

    date = fields.Date(string="Day", readonly=True)
    company_id = fields.Many2one("res.company", string="Régie", readonly=True)
    site_id = fields.Many2one("regie.site", readonly=True)
    owner_id = fields.Many2one("res.partner", string="Landlord", readonly=True)
    project_id = fields.Many2one("project.project", string="Worksite", readonly=True)
    stream_id = fields.Many2one("regie.waste.stream", readonly=True)
    destination_id = fields.Many2one("res.partner", string="Installation", readonly=True)
    treatment = fields.Selection(
        lambda self: self.env["regie.waste.movement"]._fields["treatment"]._description_selection(self.env),
        readonly=True,
    )
    is_biowaste = fields.Boolean(string="Biowaste", readonly=True)
    weight = fields.Float(string="Total (kg)", readonly=True)
    weight_waste = fields.Float(string="Of which waste (kg)", readonly=True, help="What is reused is not waste.")
    weight_matter = fields.Float(string="Matter recovered (kg)", readonly=True)
    weight_recovered = fields.Float(string="Recovered with energy (kg)", readonly=True)
    weight_sorted = fields.Float(string="Sorted (kg)", readonly=True)
    weight_reused = fields.Float(string="Reused (kg)", readonly=True)
    weight_diverted = fields.Float(string="Diverted from landfill (kg)", readonly=True)
    cost = fields.Float(string="Net cost (€)", readonly=True)
    matter_rate = fields.Float(string="Matter recovery (%)", readonly=True, aggregator="avg")
    energy_rate = fields.Float(string="Recovery with energy (%)", readonly=True, aggregator="avg")
    sorting_rate = fields.Float(string="Sorting (%)", readonly=True, aggregator="avg")
    diverted_rate = fields.Float(string="Diverted (%)", readonly=True, aggregator="avg")

    def _read_group_select(self, aggregate_spec, query):
        """A rate of many movements is the ratio of their weights, not the mean of their rates."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in RATES or function != "avg":
            return super()._read_group_select(aggregate_spec, query)
        part, whole = (self._field_to_sql(self._table, field, query) for field in RATES[name])
        return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", part, whole)

    @property
    def _table_query(self):
        """The movements that have left; what has not left yet is no waste of the period."""
        return SQL(
            """SELECT gone.*, 100 * weight_matter / NULLIF(weight_waste, 0) AS matter_rate,
                      100 * weight_recovered / NULLIF(weight_waste, 0) AS energy_rate,
                      100 * weight_sorted / NULLIF(weight_waste, 0) AS sorting_rate,
                      100 * weight_diverted / NULLIF(weight, 0) AS diverted_rate
                 FROM (%s %s) gone""",
            self._select(),
            self._from(),
        )

    def _select(self):
        matter, recovered, reuse = tuple(MATTER), tuple(MATTER | ENERGY), tuple(REUSE)
        kept = SQL("CASE WHEN movement.treatment IN %s THEN movement.weight ELSE 0 END", reuse)
        return SQL(
            """SELECT movement.id, movement.date, movement.company_id, movement.site_id, movement.owner_id,
                      movement.project_id, movement.stream_id, movement.destination_id, movement.treatment,
                      stream.is_biowaste, movement.weight,
                      movement.weight - %(kept)s AS weight_waste, %(kept)s AS weight_reused,
                      CASE WHEN movement.treatment IN %(matter)s THEN movement.weight ELSE 0 END AS weight_matter,
                      CASE WHEN movement.treatment IN %(recovered)s THEN movement.weight ELSE 0 END AS weight_recovered,
                      CASE WHEN movement.treatment IN %(recovered)s THEN movement.weight ELSE %(kept)s END
                          AS weight_diverted,
                      CASE WHEN stream.is_sorted THEN movement.weight - %(kept)s ELSE 0 END AS weight_sorted,
                      COALESCE(movement.cost, 0) - COALESCE(movement.revenue, 0) AS cost""",
            kept=kept,
            matter=matter,
            recovered=recovered,
        )

    def _from(self):
        return SQL(
            """FROM regie_waste_movement movement
               JOIN regie_waste_stream stream ON stream.id = movement.stream_id
              WHERE movement.date_done IS NOT NULL"""
        )
