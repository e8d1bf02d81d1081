from odoo import fields, models


class RegieOverheadKey(models.Model):
    """Overheads shared by the hours worked for each activity."""

    _inherit = "regie.overhead.key"

    base = fields.Selection(
        selection_add=[("hours", "Hours worked")],
        ondelete={"hours": "set default"},
        help="Hours worked: those typed on the worksites of the activity over the exercise, corrections included. "
        "Direct charges and turnover are read from the accounts. Square metres and fixed shares are typed below.",
    )

    def _get_hours_weights(self, receivers, _balances):
        hours = self.env["regie.activity.table"]._get_hours(self.exercise_id)
        return {one: max(0.0, hours.get(one.id, 0.0)) for one in receivers}
