from odoo.tests import tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase

from .access_case import AccessMatrixCase
from .access_records_governance import build_records
from .access_table_governance import ROLES, TABLE


@tagged("post_install", "-at_install")
class TestAccessGovernance(AccessMatrixCase, GovernanceCase):
    """The side of governance: who prepares, who signs, who reads."""

    addons = ("regie_governance",)
    roles = ROLES
    table = TABLE

    @classmethod
    def setUpClass(cls):
        super(AccessMatrixCase, cls).setUpClass()
        # the régie of the tests has its own organs already
        cls.company = cls._create_company("Régie d'ici")
        cls._build_matrix()

    @classmethod
    def _build_records(cls, company):
        return build_records(cls, company)
