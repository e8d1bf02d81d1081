"""Who may do what on each model of the insertion side: the one table from which the tests are generated.

r reads, w writes, c creates, u deletes; "-" nothing. Columns in the order of ROLES. The rights on the records of
another régie are none for everybody. Source: insertion.md, section 8; a new model without a row fails.
"""

NAMES = ("director", "social_worker", "office", "team_leader", "accountant", "board_member", "cashier")
ROLES = {name: f"regie_base.group_role_{name}" for name in NAMES} | {"portal": "base.group_portal"}

TABLE = {
    # the State's papers
    "regie.iae.agreement": "rwcu r r r r - - -",
    "regie.iae.annex": "rwcu r r r r - - -",
    "regie.iae.pass": "rwcu rwc rwc - - - - -",
    "regie.iae.statement": "rwcu rwcu rwcu r r - - -",
    "regie.iae.statement.line": "rwu rwu rwu - - - - -",
    "regie.iae.statement.difference": "r r r - - - - -",
    # hours
    "regie.hours.month": "rwcu r r r r - - -",
    "regie.hours.anomaly": "r r r - - - - -",
    "regie.hours.report": "r r r r r - - -",
    # clauses
    "regie.clause": "rwcu r r r r r - -",
    "regie.clause.declaration": "rwcu rwcu rwcu r r r - -",
    "regie.clause.declaration.line": "r r r - - - - -",
    "regie.clause.report": "r r r r r r - -",
    # pathways
    "regie.insertion.pathway": "rwcu rwc rwc r - - - -",
    "regie.insertion.exit": "rwcu rwc rwc r rw - - -",
    "regie.insertion.exit.motive": "rwcu r r r r - - -",
    "regie.insertion.deadline": "r r r - - - - -",
    # the accompaniment: own cases, then nobody
    "regie.barrier.assessment": "- rwcu - - - - - -",
    "regie.barrier.axis": "rwcu rwc r r r - - -",
    "regie.barrier.level": "- r - r - - - -",
    "regie.barrier.summary": "r r - - - - - -",
    "regie.goal": "- rwcu - - - - - -",
    "regie.goal.action": "- rwcu - - - - - -",
    "regie.interview": "r rwcu - - - - - -",
    "regie.interview.note": "r rwc - - - - - -",
    "regie.interview.theme": "rwcu rwc - - - - - -",
    "regie.interview.type": "rwcu rwc - - - - - -",
    "regie.note.grant": "r r - - - - - -",
    "regie.read.log": "r r - - - - - -",
    # work and skills
    "regie.pmsmp": "rwcu rwc rwc - - - - -",
    "regie.pmsmp.object": "rwcu r r - - - - -",
    "regie.pmsmp.schedule": "rwcu rwcu rwcu - - - - -",
    "regie.training": "rwcu rwc rwc - - - - -",
    "regie.skill.evaluation": "r r - rwcu - - - -",
    "regie.skill.evaluation.line": "r r - rwcu - - - -",
    "regie.skill.grid": "rwcu r r r r - - -",
    "regie.skill.grid.line": "rwcu r r r r - - -",
    # clauses, whole
    "regie.clause.countersignature": "r r r r r - - -",
    "regie.clause.criterion": "rwcu r r - - - - -",
    "regie.clause.eligibility": "rwcu rwcu rwcu - - - - -",
    "regie.clause.globalisation": "rwcu r r r r - - -",
    "regie.clause.hour": "r r r - - - - -",
    "regie.clause.ledger": "r r r - - - - -",
    "regie.clause.month": "rw rw rw r r r - r",
    "regie.clause.progress.report": "r r r r r r - -",
    # contracts
    "regie.contract.article": "rwcu r r - - - - -",
    "regie.contract.template": "rwcu r r - - - - -",
    "regie.iae.derogation": "rwcu rwc rwc - - - - -",
    "regie.iae.renewal": "rwcu rwc rwc r - - - -",
    "regie.iae.renewal.opinion": "rw rw r rw - - - -",
    # the aid and the cash
    "regie.iae.aid.payment": "rwcu r r - rw - - -",
    "regie.iae.aid.report": "r r r - r - - -",
    "regie.iae.cash.day": "r - - - r - - -",
    "regie.iae.cash.forecast": "rwcu - - - rwcu - - -",
    "regie.iae.cash.line": "rwcu - - - rwcu - - -",
    "regie.iae.etp.report": "r r r r r - - -",
    # PASS and eligibility
    "regie.iae.control": "rwcu rwc rwc - - - - -",
    "regie.iae.criterion": "rwcu r r - - - - -",
    "regie.iae.diagnosis": "rwcu rwcu rwc - - - - -",
    "regie.iae.diagnosis.line": "rwcu rwcu rwcu - - - - -",
    "regie.iae.employee.record": "rwcu rwc rwc - - - - -",
    "regie.iae.orienteur": "rwcu r r - - - - -",
    "regie.iae.pass.prolongation": "rwcu rwcu rwcu - - - - -",
    "regie.iae.pass.suspension": "rwcu rwcu rwcu - - - - -",
    "regie.iae.prescriber.kind": "rwcu r r - - - - -",
    "regie.iae.prolongation.reason": "rwcu r r - - - - -",
    "regie.iae.suspension.reason": "rwcu r r - - - - -",
    # the month
    "regie.iae.absence": "rwcu rwcu rwcu - - - - -",
    "regie.iae.gap.cause": "rwcu r r r r - - -",
    "regie.iae.reconciliation": "rwcu rwc rwc r r - - -",
    "regie.iae.reconciliation.line": "rwcu rwcu rwcu - - - - -",
    "regie.import.mapping": "rwcu rwcu rwcu - - - - -",
    "regie.import.mapping.column": "rwcu rwcu rwcu - - - - -",
    "regie.payroll.export.column": "rwcu r r - - - - -",
    "regie.payroll.export.template": "rwcu r r - - - - -",
    # exits, whole
    "regie.insertion.exit.report": "r r r - r - - -",
    "regie.insertion.follow.up": "rwcu rwcu rwcu - - - - -",
    # the end
    "regie.person.retention": "rwu rwu - - - - - -",
}
