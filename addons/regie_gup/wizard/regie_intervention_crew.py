from odoo import Command, api, fields, models


class RegieInterventionCrew(models.TransientModel):
    """Who was on a pass: everybody by default, the absent ones ticked off; one batch of hours."""

    _name = "regie.intervention.crew"
    _description = "Crew of a pass"

    intervention_id = fields.Many2one("regie.intervention", string="Pass", required=True, readonly=True)
    hours = fields.Float(string="Hours of each", digits=(16, 2), help="From the start to the end of the pass.")
    line_ids = fields.One2many("regie.intervention.crew.line", "crew_id", string="People")

    @api.model
    def default_get(self, fields_list):
        """Everybody expected, present, with the hours of the pass."""
        values = super().default_get(fields_list)
        one = self.env["regie.intervention"].browse(values.get("intervention_id"))
        if one:
            one.check_access("write")
            # sudo: the names of the people expected, which a team leader reads
            people = one.sudo()._get_crew()[one.sudo()] | one.sudo().line_ids.employee_id
            values["hours"] = one._get_hours_of_each()
            values["line_ids"] = [Command.create({"employee_id": employee.id}) for employee in people]
        return values

    def action_enter(self):
        """Enter the hours of the present ones, and the absences of the others."""
        self.ensure_one()
        absent = self.line_ids.filtered("absence")
        present = (self.line_ids - absent).employee_id.ids
        absences = {line.employee_id.id: line.absence for line in absent}
        self.intervention_id._enter_crew(present, absences, self.hours)


class RegieInterventionCrewLine(models.TransientModel):
    """Somebody of the crew: present unless a kind of absence is chosen."""

    _name = "regie.intervention.crew.line"
    _description = "Person of the crew of a pass"

    crew_id = fields.Many2one("regie.intervention.crew", required=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", string="Person", required=True)
    absence = fields.Selection(lambda self: self.env["regie.iae.absence"]._fields["kind"].selection)
