"""Faults of a year of accounts, planted one by one in a year that is in order.

Each one is a generator: it plants its fault, yields the code of the control that must turn red, and mends it.
"""

from datetime import date

from odoo import Command

FAULTS = []


def fault(plant):
    """Register a fault."""
    FAULTS.append(plant)
    return plant


@fault
def materiality_not_written(case):
    case.closing.materiality = 0
    yield "opening_file"
    case.closing.materiality = 1000


@fault
def year_before_not_locked(case):
    case._plant("211100", 700, day="2025-05-05")
    yield "opening_file"
    case.company.fiscalyear_lock_date = "2025-12-31"


@fault
def draft_entry_of_the_year(case):
    move = case._plant("467000", 10, post=False)
    yield "draft"
    move.unlink()


@fault
def draft_entry_of_an_older_year(case):
    move = case._plant("467000", 10, day="2024-02-02", post=False)
    yield "draft"
    move.unlink()


@fault
def statement_line_not_reconciled(case):
    line = case._statement(-15)
    yield "bank"
    case._clear(line, "467000")


@fault
def bank_account_moved_outside_its_statements(case):
    move = case._plant(case.bank_account, 33, day="2026-12-31")
    yield "bank"
    case._undo(move)


@fault
def statement_that_says_another_balance(case):
    line = case._statement(20, "467000", stated=999)
    yield "bank"
    line.statement_id.balance_end_real = 270


@fault
def cash_without_a_count(case):
    till = case.env["account.journal"].create({"name": "Cash box", "code": "BOX", "type": "cash"})
    move = case._plant(till.default_account_id.with_company(case.company).code, 12)
    yield "bank"
    case._undo(move)


@fault
def amount_left_in_suspense(case):
    move = case._plant("471000", 77)
    yield "bank"
    case._undo(move)


@fault
def transfer_between_banks_not_arrived(case):
    move = case._plant("580000", -500)
    yield "bank"
    case._undo(move)


@fault
def old_receivable_without_a_decision(case):
    move = case._plant("411100", 400, day="2026-03-01", partner=case.supplier)
    yield "third_party"
    move._reverse_moves([{"date": "2026-12-31"}], cancel=True)


@fault
def old_debt_without_a_decision(case):
    move = case._plant("401100", -90, day="2026-02-01", partner=case.supplier)
    yield "third_party"
    move._reverse_moves([{"date": "2026-12-31"}], cancel=True)


@fault
def doubtful_customer_not_depreciated(case):
    case._plant("416000", 250)
    yield "third_party"
    case._plant("491000", -250)


@fault
def prepaid_charge_without_a_reversal(case):
    move = case._plant("486000", 60, day="2026-12-31")
    yield "cutoff"
    case._undo(move, "2027-01-01")


@fault
def invoice_to_receive_undone_too_late(case):
    move = case._plant("408100", -45, day="2026-12-31")
    late = case._undo(move, "2027-02-01")
    yield "cutoff"
    case._undo(late, "2027-02-01")
    case._undo(move, "2027-01-01")


@fault
def invoice_to_make_without_a_reversal(case):
    move = case._plant("418100", 80, day="2026-12-31")
    yield "cutoff"
    case._undo(move, "2027-01-01")


@fault
def deferred_income_of_an_older_year_left_behind(case):
    move = case._plant("487000", -25, day="2026-01-02")
    yield "cutoff"
    case._undo(move)


@fault
def stock_that_603_does_not_explain(case):
    move = case._plant("310000", 55)
    yield "stock"
    case._undo(move)


@fault
def contributions_other_than_the_last_dsn(case):
    case.closing.payroll_due = 450
    yield "payroll"
    case.closing.payroll_due = 200


@fault
def paid_leave_not_provided_for(case):
    case.closing.leave_due = 300
    yield "payroll"
    case._plant("428200", -220)


@fault
def wage_tax_other_than_declared(case):
    case._plant("447000", -31)
    yield "payroll"
    case.closing.wage_tax_due = 91


@fault
def wages_paid_twice(case):
    move = case._plant("421000", 800)
    yield "payroll"
    case._undo(move)


@fault
def depreciation_beyond_the_cost(case):
    move = case._plant("281800", -9000)
    yield "asset"
    case._undo(move)


@fault
def no_depreciation_in_the_year(case):
    move = case._entry("2026-12-31", ("618100", 1000, case.cleaning), ("681120", -1000, case.cleaning))
    yield "asset"
    case._undo(move)


@fault
def investment_grant_brought_twice(case):
    move = case._plant("139000", 5000)
    yield "asset"
    case._undo(move)


@fault
def share_of_the_investment_grant_not_in_747(case):
    move = case._entry("2026-12-31", ("747000", 400, case.cleaning), ("758000", -400, case.cleaning))
    yield "asset"
    case._undo(move)


@fault
def grant_without_an_activity(case):
    case.grant.activity_id = False
    yield "grant"
    case.grant.activity_id = case.cleaning


@fault
def grant_over_two_years_without_fractions(case):
    grant = case._award(500, period_end=date(2027, 6, 30))
    _earn(case, grant, 500)
    yield "grant"
    grant.fraction_ids = [Command.create({"exercise_id": case.exercise.id, "amount": 500})]


@fault
def grant_awarded_and_not_booked(case):
    grant = case._award(800, state="reported")
    yield "grant"
    _earn(case, grant, 800)


@fault
def grant_booked_for_another_amount(case):
    move = _earn(case, case.grant, 50)
    yield "grant"
    case._undo(move)


@fault
def income_of_a_grant_that_bears_no_grant(case):
    move = _earn(case, None, 70)
    yield "grant"
    case._undo(move)


@fault
def future_fraction_left_in_the_income(case):
    both = case._both(case.long_grant)
    move = case._entry(
        "2026-12-31",
        ("487000", 300, both),
        ("741000", -300, both),
        ("618100", 300, case.cleaning),
        ("102400", -300),
    )
    yield "deferred_grant"
    case._undo(move)


@fault
def dedicated_funds_that_no_project_explains(case):
    move = case._plant("194000", -130)
    yield "fund"
    case._undo(move)


@fault
def project_whose_decision_is_missing(case):
    grant = case._award(300, state="reported", is_project_defined=True)
    _earn(case, grant, 300)
    yield "fund"
    # what is not spent goes to the funds: the result changes, and is brought back to nothing
    case.env["regie.grant.decision"].prepare_for(case.exercise).filtered(
        lambda decision: decision.grant_id == grant
    ).action_post()
    result = -case.exercise.get_sum(("6", "7"))
    case._entry("2026-12-31", ("758000", result, case.cleaning), ("102400", -result))


@fault
def expenses_of_volunteers_not_cleared(case):
    move = case._plant("468100", -36)
    yield "membership"
    case._undo(move)


@fault
def contribution_in_kind_not_validated(case):
    gift = case.env["regie.inkind.contribution"].create(
        {
            "name": "Premises lent",
            "nature_id": case.env["regie.inkind.nature"].search([], limit=1).id,
            "company_id": case.company.id,
            "date_from": "2026-05-01",
            "date_to": "2026-05-01",
            "valuation": "amount",
            "amount_given": 100,
        }
    )
    yield "inkind"
    gift.unlink()


@fault
def activity_that_sells_without_a_tax_sector(case):
    case.cleaning.tax_sector = False
    yield "tax"
    case.cleaning.tax_sector = "taxable"


@fault
def charge_without_an_activity(case):
    move = case._entry("2026-12-31", ("618100", 40), ("618100", -40, case.cleaning))
    yield "analytic"
    move.line_ids.filtered(lambda line: line.balance > 0).analytic_distribution = {
        str(case.cleaning.analytic_account_id.id): 100
    }


@fault
def charge_given_in_part_only(case):
    move = case._entry("2026-12-31", ("618100", 40, case.cleaning), ("618100", -40, case.cleaning))
    line = move.line_ids.filtered(lambda line: line.balance > 0)
    account = str(case.cleaning.analytic_account_id.id)
    line.analytic_distribution = {account: 60}
    yield "analytic"
    line.analytic_distribution = {account: 100}


@fault
def accessory_receipts_above_the_franchise(case):
    snack = case._create_activity("Snack", tax_sector="franchise")
    move = case._entry("2026-12-31", ("706000", 80012, case.cleaning), ("706000", -80012, snack))
    yield "tax"
    case._undo(move)


@fault
def support_that_no_key_shares(case):
    office = case._create_activity("Head office", is_support=True)
    workshop = case._create_activity("Workshop", is_support=True)
    case.env["regie.overhead.key"].create({"exercise_id": case.exercise.id, "support_id": office.id})
    case._entry("2026-12-31", ("618100", 90, workshop), ("618100", -90, case.cleaning))
    yield "analytic"
    key = case.env["regie.overhead.key"].create({"exercise_id": case.exercise.id, "support_id": workshop.id})
    key.line_ids = [Command.create({"activity_id": case.cleaning.id})]


@fault
def key_whose_base_is_nil(case):
    office = case._create_activity("Head office", is_support=True)
    key = case.env["regie.overhead.key"].create(
        {"exercise_id": case.exercise.id, "support_id": office.id, "base": "fixed"}
    )
    yield "analytic"
    key.base = "direct_charge"


@fault
def threshold_reached_that_nobody_took_in_hand(case):
    check = case.env["regie.duty.check"].create(
        {
            "duty_id": case.env.ref("regie_accounts.duty_auditor_subsidy").id,
            "exercise_id": case.exercise.id,
            "state": "reached",
        }
    )
    yield "ratio"
    check.note = "Auditor appointed by the assembly of June."


@fault
def file_of_entries_that_opens_on_another_balance(case):
    file = case.env["regie.fec.file"].create(
        {
            "name": "803141592FEC20261231.txt",
            "company_id": case.company.id,
            "exercise_id": case.exercise.id,
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "kind": "test",
            "encoding": "utf-8",
            "opening_source": "books",
            "difference_count": 2,
        }
    )
    yield "fec"
    file.difference_count = 0


@fault
def annual_accounts_not_prepared(case):
    case.accounts.unlink()
    yield "accounts"
    case.accounts = case.env["regie.annual.accounts"].create({"exercise_id": case.exercise.id})


@fault
def result_not_allocated(case):
    move = case._entry("2026-12-31", ("467000", 900), ("758000", -900, case.cleaning))
    # what is not allocated is not carried forward either
    yield "assembly", "carry_forward"
    case._undo(move)


@fault
def association_without_a_siren(case):
    case.company.company_registry = False
    yield "fec"
    case.company.company_registry = "80314159200017"


@fault
def hole_in_the_numbers_of_a_journal(case):
    move = case._plant("467000", 1, day="2026-12-30")
    name = move.name
    move.name = f"{name[:-4]}9876"
    yield "fec"
    move.name = name


@fault
def report_to_the_funder_missing(case):
    case.grant.state = "running"
    yield "publication"
    case.grant.state = "reported"


@fault
def next_exercise_that_does_not_follow(case):
    case.exercise_next.date_from = "2027-01-02"
    yield "carry_forward"
    case.exercise_next.date_from = "2027-01-01"


@fault
def reversal_of_the_cut_off_left_in_draft(case):
    move = case._plant("486000", 15, day="2026-12-31")
    reversal = case._undo(move, "2027-01-01", post=False)
    yield "carry_forward"
    reversal.action_post()


def _earn(case, grant, amount):
    """Post the income of a grant, and spend it: the result does not change."""
    activity = case._both(grant) if grant else case.cleaning
    return case._entry(
        "2026-12-31",
        ("441700", amount),
        ("741000", -amount, activity),
        ("618100", amount, case.cleaning),
        ("102400", -amount),
    )
