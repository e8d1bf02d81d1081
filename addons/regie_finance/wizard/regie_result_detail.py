import json

from odoo import api, fields, models


class RegieResultDetail(models.TransientModel):
    """A part of a figure of the result by activity: a row of accounts, or what one support gives to one activity."""

    _name = "regie.result.detail"
    _description = "Part of a figure of the result by activity"
    _order = "id"

    name = fields.Char(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    support_id = fields.Many2one("regie.activity", readonly=True)
    receiver_id = fields.Many2one("regie.activity", readonly=True)
    base = fields.Char(readonly=True, help="What the key shares by.")
    weight = fields.Float(digits=(16, 2), readonly=True, help="What the base counts for this activity.")
    weight_total = fields.Float(string="Of", digits=(16, 2), readonly=True, help="What the base counts for all.")
    cell = fields.Char(readonly=True, help="Where the journal items of the part are.")

    def action_open_items(self):
        """Open the journal items of the part, those of the support for a share."""
        self.ensure_one()
        return self.env["regie.activity.table"].action_open_cell(*json.loads(self.cell))

    @api.model
    def _open(self, exercise, table, row, column):
        """The parts of a cell that holds overheads; their total is the cell."""
        parts = []
        if row.kind == "total":
            before = table["rows"][: [one["id"] for one in table["rows"]].index(row.id)]
            parts = [
                {
                    "name": one["name"],
                    "amount": one["values"][column["key"]],
                    "cell": json.dumps([exercise.id, table["group_by"], one["id"], column["key"]]),
                }
                for one in before
                if one["kind"] in ("accounts", "unknown") and one["values"][column["key"]]
            ]
        shares = self._prepare_shares(exercise, set(column["ids"]))
        details = self.create([{**vals, "company_id": exercise.company_id.id} for vals in [*parts, *shares]])
        return self._get_action(details, f"{row.name} · {column['name']} · {exercise.name}")

    @api.model
    def _open_key(self, key):
        """What each activity receives from the support of a key."""
        shares = [vals for vals in self._prepare_shares(key.exercise_id) if vals["support_id"] == key.support_id.id]
        details = self.create([{**vals, "company_id": key.company_id.id} for vals in shares])
        return self._get_action(details, f"{key.support_id.name} · {key.exercise_id.name}")

    def _get_action(self, details, name):
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_finance.regie_result_detail_action")
        return {**action, "domain": [("id", "in", details.ids)], "name": name, "display_name": name}

    @api.model
    def _prepare_shares(self, exercise, activity_ids=None):
        """Values of each share given or received by the activities, with the base and the weights it comes from."""
        table = self.env["regie.activity.table"]
        balances = table._get_balances(exercise)
        keys = self.env["regie.overhead.key"].search([("exercise_id", "=", exercise.id)])
        bases = dict(keys._fields["base"]._description_selection(self.env))
        given, result = keys._get_shares(balances), []
        for key in keys:
            weights = key._get_weights(balances)
            for receiver, weight in weights.items():
                part = given[key.support_id.id][receiver.id] / 100
                common = {
                    "support_id": key.support_id.id,
                    "receiver_id": receiver.id,
                    "name": self.env._(
                        "From %(support)s to %(activity)s", support=key.support_id.name, activity=receiver.name
                    ),
                    "base": bases[key.base],
                    "weight": weight,
                    "weight_total": sum(weights.values()),
                    "cell": json.dumps([exercise.id, "activity", self._get_margin_row_id(), str(key.support_id.id)]),
                }
                sides = ((receiver.id, part), (key.support_id.id, -part))
                result += [
                    {**common, "amount": amount}
                    for activity, amount in sides
                    if amount and (activity in activity_ids if activity_ids is not None else activity == receiver.id)
                ]
        return result

    def _get_margin_row_id(self):
        """The first total: the margin, which opens on the items of the support."""
        return self.env["regie.result.row"].search([("kind", "=", "total")], limit=1).id
