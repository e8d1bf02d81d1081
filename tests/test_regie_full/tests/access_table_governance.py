"""Who may do what on each model of governance: the one table from which the tests are generated.

r reads, w writes, c creates, u deletes; "-" nothing. Columns in the order of ROLES. Source: governance_finance.md,
section 7.2. The director and the office prepare (secretary), the president signs; administrators read what their organs
decide, never proxies, votes by name nor the register of members.
"""

NAMES = ("director", "office", "board_member", "accountant", "social_worker", "team_leader", "cashier")
ROLES = (
    {"president": "regie_governance.group_role_president"}
    | {name: f"regie_base.group_role_{name}" for name in NAMES}
    | {"portal": "base.group_portal"}
)

TABLE = {
    "regie.attendance": "rwcu rwcu rwcu r r - - - -",
    "regie.candidacy": "rwcu rwcu rwcu r r - - - -",
    "regie.college": "rwcu rwc rwc r r - - - -",
    "regie.conflict": "rw r r r r - - - -",
    "regie.deliberation.counter": "r r r - - - - - -",
    "regie.deliberation.publication": "rw rw rw r r - - - r",
    "regie.good.practice": "rwcu rwc rwc r r - - - -",
    "regie.interest.declaration": "rwcu rwc rwc r r - - - -",
    "regie.interest.line": "rwcu rwc rwc r r - - - -",
    "regie.mandate": "rwcu rwc rwc r r - - - -",
    "regie.mandate.draw": "rc rc rc r r - - - -",
    "regie.mandate.role": "rwcu rwc rwc r r - - - -",
    "regie.mandate.training": "rwcu rwcu rwcu r r - - - -",
    "regie.meeting": "rwcu rwcu rwcu r r - - - -",
    "regie.meeting.presence": "rwcu rwcu rwcu r r - - - -",
    "regie.meeting.template": "rwcu rwcu rwcu r r - - - -",
    "regie.meeting.template.line": "rwcu rwcu rwcu r r - - - -",
    "regie.membership": "rwcu rwc rwc - r - - - -",
    "regie.membership.fee": "rwcu rwcu rwcu - rwc - - - -",
    "regie.membership.fee.rate": "rwcu rwc rwc r r - - - -",
    "regie.minutes.correction": "rwcu rwcu rwcu r r - - - -",
    "regie.minutes.signature": "r r r r r - - - -",
    "regie.organ": "rwcu rwc rwc r r - - - -",
    "regie.organ.composition": "r r r r r - - - -",
    "regie.prefecture.declaration": "rwcu rwc rwc - - - - - -",
    "regie.prefecture.declaration.line": "rwcu rwcu rwcu - - - - - -",
    "regie.proxy": "rwcu rwcu rwcu - - - - - -",
    "regie.recusal": "rwc rwc rwc r r - - - -",
    "regie.register.entry": "r r r r r - - - -",
    "regie.resolution": "rwcu rwcu rwcu r r - - - -",
    "regie.resolution.tally": "rwc rwc rwc r r - - - -",
    "regie.secret.request": "rwcu rwcu rwcu - - - - - -",
    "regie.statutes": "rwcu rwc rwc r r - - - -",
    "regie.statutes.clause": "rwcu rwcu rwcu r r - - - -",
    "regie.statutes.meeting.rule": "rwcu rwcu rwcu r r - - - -",
    "regie.statutes.seat": "rwcu rwcu rwcu r r - - - -",
    "regie.statutes.vote.rule": "rwcu rwcu rwcu r r - - - -",
    "regie.vote.line": "rwc rwc rwc - - - - - -",
}
