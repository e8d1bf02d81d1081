from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Open the pathway of everybody who has an insertion contract; the nightly task would do it too."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    companies = env["res.company"].search([])
    env["regie.insertion.pathway"].with_context(allowed_company_ids=companies.ids)._open_missing()
