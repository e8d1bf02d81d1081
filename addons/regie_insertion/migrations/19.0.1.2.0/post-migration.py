"""Team leaders see their own team: the rule that opened every profile to them is narrowed, their cards follow."""

from odoo import SUPERUSER_ID, Command, api

CARDS = ("home_card_contract_ending_team", "home_card_team_hours_missing")


def migrate(cr, version):
    """Rewrite the records that no update touches."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    groups = (
        env.ref("regie_insertion.group_insertion_user")
        | env.ref("hr.group_hr_user")
        | env.ref("regie_base.group_role_accountant")
    )
    if rule := env.ref("regie_insertion.hr_employee_public_rule_insertion", raise_if_not_found=False):
        rule.groups = [Command.set(groups.ids)]
    for name in CARDS:
        if card := env.ref(f"regie_insertion.{name}", raise_if_not_found=False):
            card.domain = card.domain.replace("member_of_department", "is_in_my_team")
            card.action_id = env.ref("regie_insertion.hr_employee_public_action_team")
