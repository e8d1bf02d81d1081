from odoo import api, fields, models


class RegieMandateScreen(models.Model):
    """What the screen of a mandate shows of its surroundings."""

    _inherit = "regie.mandate"

    training_ids = fields.One2many("regie.mandate.training", "mandate_id", string="Trainings")
    training_hours = fields.Float(string="Hours of training", compute="_compute_training_hours")
    organ_warning = fields.Text(related="organ_id.warning", string="Warning of the organ")

    @api.depends("training_ids.hours")
    def _compute_training_hours(self):
        hours = dict(
            self.env["regie.mandate.training"]._read_group(
                [("mandate_id", "in", self.ids)], ["mandate_id"], ["hours:sum"]
            )
        )
        for mandate in self:
            mandate.training_hours = hours.get(mandate._origin, 0)

    def action_open_trainings(self):
        """Open the trainings that the person followed during this mandate."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_mandate_training_action")
        return dict(action, domain=[("mandate_id", "=", self.id)], context={"default_partner_id": self.partner_id.id})

    def action_open_declarations(self):
        """Open the declarations to the prefecture of this mandate."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_prefecture_declaration_action")
        return dict(action, domain=[("line_ids.mandate_id", "=", self.id)], context={})
