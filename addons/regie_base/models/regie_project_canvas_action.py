from odoo import fields, models


class RegieProjectCanvasAction(models.Model):
    """A step that the team decided for a project, at once or within months."""

    _name = "regie.project.canvas.action"
    _description = "Action of a project canvas"
    _order = "horizon desc, date_deadline, id"

    canvas_id = fields.Many2one("regie.project.canvas", required=True, ondelete="cascade", index=True)
    name = fields.Char(required=True)
    horizon = fields.Selection([("short", "Short term"), ("medium", "Medium term")], required=True, default="short")
    user_id = fields.Many2one("res.users", string="Who")
    date_deadline = fields.Date(string="For")
    date_done = fields.Date(string="Done on")
    company_id = fields.Many2one(related="canvas_id.company_id", store=True)
