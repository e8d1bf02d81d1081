from odoo import fields, models

STEPS = [
    ("exploration", "Exploration"),
    ("project_group", "Project group"),
    ("prefiguration", "Préfiguration"),
    ("dossier", "Dossier"),
    ("expertise", "Expertise"),
    ("decision", "Decision"),
    ("labelled", "Labelled"),
]


class RegieLabelStepTemplate(models.Model):
    """When a step of the path to the label is usually reached, counted from the start of the application.

    The network speaks of about three years from the project group to the label (LAB-14); the rest is proposed.
    """

    _name = "regie.label.step.template"
    _description = "Usual step of the path to the label"
    _order = "kind, months, sequence, id"
    _rec_name = "step"

    kind = fields.Selection([("creation", "Creation"), ("renewal", "Renewal")], required=True, default="creation")
    step = fields.Selection(STEPS, required=True)
    months = fields.Integer(required=True, help="Months from the start of the application.")
    sequence = fields.Integer(default=10)
    note = fields.Char(translate=True, help="Where the delay comes from.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", index="btree_not_null", help="Empty: serves every régie of the database."
    )

    _step_uniq = models.UniqueIndex(
        "(kind, step, COALESCE(company_id, 0)) WHERE active IS TRUE", "This step already has its usual delay."
    )
    _months_positive = models.Constraint("CHECK (months >= 0)", "A delay is counted from the start: 0 or more months.")
