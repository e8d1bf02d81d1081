from odoo import fields, models


class RegieDossierFigure(models.Model):
    """A figure of a dossier, with the national one beside it as it was known on the day."""

    _inherit = "regie.dossier.figure"

    benchmark = fields.Text(
        string="National benchmark", help="As known when the figure was computed: value, year, source and doubt."
    )

    def _prepare_seal(self):
        """The benchmark is sealed with the figure that it was shown beside."""
        return {**super()._prepare_seal(), **({"benchmark": self.benchmark} if self.benchmark else {})}
