from odoo import fields, models


class RegieProjectCanvasRisk(models.Model):
    """How exposed one project is to one risk, and what the team does about it."""

    _name = "regie.project.canvas.risk"
    _description = "Risk of a project canvas"
    _order = "level desc, id"

    canvas_id = fields.Many2one("regie.project.canvas", required=True, ondelete="cascade", index=True)
    risk_id = fields.Many2one("regie.project.risk", required=True, ondelete="restrict")
    question = fields.Char(related="risk_id.question")
    level = fields.Selection(
        [("0", "Not looked at"), ("1", "Low"), ("2", "Medium"), ("3", "High")], required=True, default="0"
    )
    answer = fields.Char(help="How the team works around it.")
    company_id = fields.Many2one(related="canvas_id.company_id", store=True)

    _risk_uniq = models.Constraint("UNIQUE (canvas_id, risk_id)", "This risk is already on the canvas.")
