import re

from odoo import Command, api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

_NUMBER = re.compile(r"^(.*?)(\d+)$")
PLAN = "regie_insertion.activity_plan_hire"


class HrEmployee(models.Model):
    """Hire of a person: everything that a hire sets, in one transaction."""

    _inherit = "hr.employee"

    @api.model
    def _hire(self, employee, person, contract, insertion=None, access=None, badge=True):
        """Hire a person, known already (``employee``) or not, and return the employee.

        ``person`` and ``contract`` are values of the employee and of the contract; ``insertion`` holds the PASS and the
        pathway (``pass_number``, ``pass_start``, ``social_worker_id``, ``is_pathway``); ``access`` is None or the login
        and the role. A rule that refuses one of them refuses all.
        """
        insertion = insertion or {}
        if employee:
            employee.write({**person, "active": True})
        else:
            employee = self.create(person)
        start = contract["contract_date_start"]
        if insertion.get("pass_number"):
            self.env["regie.iae.pass"].create(
                {
                    "employee_id": employee.id,
                    "number": insertion["pass_number"],
                    "date_start": insertion.get("pass_start") or start,
                }
            )
        else:
            employee.pass_ids._lift_suspension(start)
        version = employee._hire_contract(contract)
        if insertion.get("is_pathway"):
            employee._hire_pathway(version, insertion.get("social_worker_id"))
        if badge and not employee.barcode:
            employee.generate_random_barcode()
        if access:
            employee._hire_access(**access)
        employee._hire_documents(start)
        return employee

    def _hire_contract(self, vals):
        """Write the contract on the version of its first day, or on a new one, and return it."""
        self.ensure_one()
        start = vals["contract_date_start"]
        version = self._get_version(start)
        if version.date_version == start or not any(self.version_ids.mapped("contract_date_start")):
            version.write(vals)
            version._propose_pass_step()
        else:
            version = self.create_version({"date_version": start, "short_contract_reason": False, **vals})
        return version

    def _hire_pathway(self, version, social_worker_id):
        """Open the pathway, unless one is open already."""
        pathways = self.env["regie.insertion.pathway"]
        if pathways._get_open(self):
            return
        pathways.create(
            {
                "employee_id": self.id,
                "date_start": version.contract_date_start,
                "agreement_id": version.agreement_id.id,
                "social_worker_id": social_worker_id,
            }
        )

    def _hire_access(self, login, role=None):
        """Open an access: an ordinary one, or a team leader's when a manager asks for it (INS-C21, INS-C22)."""
        if self.user_id:
            return
        groups = self.env.ref("base.group_user")
        if role == "team_leader":
            if not self.env.user.has_group("regie_insertion.group_insertion_manager"):
                raise AccessError(self.env._("Only the direction opens the access of a team leader. (INS-C22)"))
            groups |= self.env.ref("regie_base.group_role_team_leader")
        self.check_access("write")
        # sudo: users are kept by administrators; a hire opens an access with no other right than these
        users = self.env["res.users"].sudo()
        if users.with_context(active_test=False).search_count([("login", "=", login)]):
            raise UserError(self.env._("The login %(login)s is already used: choose another. (INS-C21)", login=login))
        user = users.create(
            {
                "name": self.name,
                "login": login,
                "email": login if "@" in login else False,
                "company_id": self.company_id.id,
                "company_ids": [Command.set(self.company_id.ids)],
                "group_ids": [Command.set(groups.ids)],
            }
        )
        self.user_id = user

    def _hire_documents(self, start):
        """One reminder per paper to collect, from the activity plan that each régie keeps."""
        plan = self.env.ref(PLAN, raise_if_not_found=False)
        for template in plan.template_ids if plan else ():
            self.activity_schedule(
                activity_type_id=template.activity_type_id.id,
                date_deadline=template._get_date_deadline(start),
                summary=template.summary,
                note=template.note,
                user_id=(template.responsible_id or self.env.user).id,
            )

    def create_version(self, values):
        """A CDI inclusion or a contrat passerelle calls for a step on the PASS: it is proposed to the CIP."""
        version = super().create_version(values)
        if values.get("iae_form"):
            version._propose_pass_step()
        return version

    @api.model
    def _get_next_registration(self, company):
        """Matricule to propose: the one after the highest of the company, in the same shape; False without any."""
        numbers = self.with_context(active_test=False).search([("company_id", "=", company.id)])
        best = False
        for number in filter(None, numbers.mapped("registration_number")):
            if (match := _NUMBER.match(number)) and (not best or int(match[2]) > int(best[2])):
                best = match
        return f"{best[1]}{int(best[2]) + 1:0{len(best[2])}}" if best else False

    @api.model
    def _find_duplicates(self, name, birthday, company):
        """People who look like the one to hire: same name, or same birth date and a name in common, left or not."""
        words = [word for word in (name or "").split() if len(word) > 2]
        if not words:
            return self.browse()
        domain = Domain("name", "=ilike", name.strip()) | Domain.AND(Domain("name", "ilike", word) for word in words)
        if birthday:
            domain |= Domain("birthday", "=", birthday) & Domain.OR(Domain("name", "ilike", word) for word in words)
        return self.with_context(active_test=False).search(domain & Domain("company_id", "=", company.id), limit=5)

    def action_print_badge(self):
        """Print the badge, with a new number if the person has none."""
        self.filtered(lambda employee: not employee.barcode).generate_random_barcode()
        return self.env.ref("regie_insertion.report_employee_badge_action").report_action(self, config=False)

    def action_hire(self):
        """Open the hire of this person, already known."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.regie_insertion_hire_action")
        return {**action, "context": {"default_employee_id": self.id}}
