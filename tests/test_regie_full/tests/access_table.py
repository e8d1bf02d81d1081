"""Who may do what on each model of the insertion side: the one table from which the tests are generated.

r reads, w writes, c creates, u deletes; "-" nothing. Columns in the order of ROLES. The rights on the records of another
régie are none for everybody. Source: insertion.md, section 8; a new model without a row fails.
"""

ROLES = ("director", "social_worker", "office", "team_leader", "accountant", "board_member", "cashier", "portal")

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
    "regie.insertion.pathway": "rwcu rwc rwc - - - - -",
    "regie.insertion.exit": "rwcu rwc rwc - - - - -",
    "regie.insertion.exit.motive": "rwcu r r r r - - -",
    "regie.insertion.deadline": "r r r - - - - -",
    "regie.person.retention": "rwu rwu - - - - - -",
}
