from odoo import fields, models


class RegieImportWizard(models.TransientModel):
    """A list of employees does not say under which agreement people are hired: the person who imports does."""

    _inherit = "regie.import.wizard"

    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        default=lambda self: self._get_default_agreement(),
        check_company=True,
        help="The insertion contracts of the list of employees are put under this agreement, "
        "whose monthly statement then declares their hours.",
    )
    has_agreements = fields.Boolean(default=lambda self: bool(self._get_agreements()))

    def _get_agreements(self):
        """Return the agreements of the régie that have not ended, to who reads them: others import lists too."""
        agreements = self.env["regie.iae.agreement"]
        if not agreements.has_access("read"):
            return agreements
        return agreements.search(
            [("company_id", "=", self.env.company.id), ("date_end", ">=", fields.Date.context_today(self))]
        )

    def _get_default_agreement(self):
        """Return the agreement in force when there is only one, so that nobody has to choose."""
        agreements = self._get_agreements()
        return agreements if len(agreements) == 1 else agreements.browse()
