from datetime import date

from odoo import Command

from odoo.addons.regie_finance.tests.common import FinanceCase
from odoo.addons.regie_grant.tests.common import GrantBuilders


class ClosingBuilders(GrantBuilders):
    """A small régie whose year is ready to be closed. For a class that has FinanceCase's."""

    @classmethod
    def _setup_clean_year(cls):
        """Enter a year 2026 that every control accepts; what it earns is what it spends."""
        cls.company.company_registry = "80314159200017"
        cls.cleaning = cls._create_activity(tax_sector="taxable")
        cls.supplier = cls._create_partner("Supplier")
        cls.exercise_next = cls._create_exercise(2027)
        cls._enter_operations()
        cls._enter_inventory()
        cls._enter_grants()
        cls._enter_bank()
        cls.accounts = cls.env["regie.annual.accounts"].create({"exercise_id": cls.exercise.id})
        cls._enter_balancing()

    @classmethod
    def _enter_operations(cls):
        """Sales, wages and fees."""
        cls.sale = cls._entry("2026-11-30", ("411100", 1000, None, cls.supplier), ("706000", -1000, cls.cleaning))
        cls._entry("2026-12-31", ("641100", 500, cls.cleaning), ("421000", -500))
        cls._entry("2026-12-31", ("645100", 200, cls.cleaning), ("431000", -200))
        cls._entry("2026-12-31", ("641200", 80, cls.cleaning), ("428200", -80))
        cls._entry("2026-12-31", ("631100", 60, cls.cleaning), ("447000", -60))
        cls._entry("2026-06-01", ("467000", 40), ("756100", -40, cls.cleaning))

    @classmethod
    def _enter_inventory(cls):
        """Assets with their depreciation and their grant, stock, cut-off."""
        cls._plant("218200", 5000)
        cls._plant("131000", -2000)
        cls._entry("2026-12-31", ("681120", 1000, cls.cleaning), ("281800", -1000))
        cls._entry("2026-12-31", ("139000", 400), ("747000", -400, cls.cleaning))
        cls._entry("2026-12-31", ("310000", 300), ("603100", -300, cls.cleaning))
        cls._undo(cls._entry("2026-12-31", ("486000", 120), ("616100", -120, cls.cleaning)), "2027-01-01")

    @classmethod
    def _enter_grants(cls):
        """A grant of the year, reported, and one over two years whose second half is deferred."""
        cls.grant = cls._award(600, state="reported")
        cls._book(cls.grant, 600)
        cls.long_grant = cls._award(
            1000, fractions={cls.exercise: 700, cls.exercise_next: 300}, period_end=date(2027, 12, 31)
        )
        cls._book(cls.long_grant, 1000)
        cls._entry(
            "2026-12-31", ("741000", 300, cls._both(cls.long_grant)), ("487000", -300, cls._both(cls.long_grant))
        )

    @classmethod
    def _enter_bank(cls):
        """A statement whose only line pays a sale."""
        cls.bank = cls._journal("bank")
        cls.bank_account = cls.bank.default_account_id.with_company(cls.company).code
        cls._statement(250, "411100")

    @classmethod
    def _enter_balancing(cls):
        """Spend what is left: a result of nothing asks for no allocation."""
        result = -cls.exercise.get_sum(("6", "7"))
        cls._entry("2026-12-31", ("606300", result, cls.cleaning), ("467000", -result))

    @classmethod
    def _both(cls, grant):
        """What an entry of the tests takes as an activity: the activity of a grant and the grant itself."""
        return Distribution(grant.activity_id.analytic_account_id | grant.analytic_account_id)

    @classmethod
    def _award(cls, amount, state="running", **vals):
        """Create a grant that the funder awarded."""
        vals = {"activity_id": cls.cleaning.id, "notified_on": "2026-01-15", "is_project_defined": False, **vals}
        grant = cls._create_grant(amount, **vals)
        grant.state = state
        return grant

    @classmethod
    def _book(cls, grant, amount):
        """Post the income of a grant."""
        return cls._entry("2026-01-31", ("441700", amount), ("741000", -amount, cls._both(grant)))

    @classmethod
    def _plant(cls, code, amount, day="2026-10-01", partner=None, **vals):
        """Post an amount on an account against own funds: the result does not change."""
        return cls._entry(day, (code, amount, None, partner), ("102400", -amount), **vals)

    @classmethod
    def _undo(cls, move, day=None, post=True):
        """Reverse an entry, on its own day or on another one."""
        reversal = move._reverse_moves([{"date": day or move.date}], cancel=False)
        if post:
            reversal.action_post()
        return reversal

    @classmethod
    def _statement(cls, amount, counterpart=None, stated=None):
        """Create a bank statement of one line; reconciled when its counterpart is given."""
        line = cls.env["account.bank.statement.line"].create(
            {"journal_id": cls.bank.id, "date": "2026-12-31", "payment_ref": "Transfer", "amount": amount}
        )
        before = cls.env["account.bank.statement"].search([("journal_id", "=", cls.bank.id)], order="id desc", limit=1)
        cls.env["account.bank.statement"].create(
            {
                "name": "December",
                "line_ids": [Command.link(line.id)],
                "balance_end_real": before.balance_end_real + amount if stated is None else stated,
            }
        )
        if counterpart:
            cls._clear(line, counterpart)
        return line

    @classmethod
    def _clear(cls, line, code):
        """Give a statement line its counterpart instead of the suspense account."""
        line._seek_for_lines()[1].write({"account_id": cls._account(code).id})

    @classmethod
    def _create_closing(cls, **vals):
        """Open the closing file of 2026, with the figures of payroll."""
        defaults = {
            "exercise_id": cls.exercise.id,
            "materiality": 1000,
            "payroll_due": 200,
            "leave_due": 80,
            "wage_tax_due": 60,
        }
        return cls.env["regie.closing"].create({**defaults, **vals})

    @classmethod
    def _step(cls, code, closing=None):
        """The step of a control."""
        return (closing or cls.closing).step_ids.filtered(lambda step: step.code == code)


class Distribution:
    """Stands for an activity in the rows of an entry: several analytic accounts on one line."""

    def __init__(self, accounts):
        self.analytic_account_id = self
        self.id = ",".join(map(str, accounts.ids))


class ClosingCase(ClosingBuilders, FinanceCase):
    """Tests of the closing of a year that is in order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_clean_year()
        cls.closing = cls._create_closing()

    def _check(self):
        """Run the controls on the books as they are, and return the codes of those that are red."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.closing.action_check()
        return set(self.closing.step_ids.filtered(lambda step: step.control_state == "ko").mapped("code"))
