from odoo.tests import tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase

from .access_case import AccessMatrixCase
from .access_records import build_records
from .access_table import ROLES, TABLE


@tagged("post_install", "-at_install")
class TestAccessInsertion(AccessMatrixCase, InsertionCase):
    """The insertion side: names, contracts and hours for some, social data for fewer."""

    addons = ("regie_insertion", "regie_accompaniment")
    roles = ROLES
    table = TABLE

    @classmethod
    def _build_records(cls, company):
        return build_records(cls, company, cls.users["social_worker"])
