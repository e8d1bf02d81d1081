from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class RegieResolutionDecided(models.Model):
    """What an adopted resolution brings about: members admitted, mandates of those elected."""

    _inherit = "regie.resolution"

    membership_ids = fields.Many2many(
        "regie.membership",
        "regie_resolution_membership_rel",
        string="Members to admit",
        copy=False,
        check_company=True,
        groups="regie_governance.group_governance_secretary",
        domain="[('company_id', '=', company_id), ('date_approved', '=', False)]",
        help="Requests that the resolution accepts, or refuses, together.",
    )
    mandate_ids = fields.One2many("regie.mandate", "election_id", string="Mandates given", copy=False)
    mandate_count = fields.Integer(compute="_compute_mandate_count", export_string_translation=False)
    can_give_mandates = fields.Boolean(compute="_compute_can_follow_up", export_string_translation=False)
    can_admit = fields.Boolean(compute="_compute_can_follow_up", export_string_translation=False)

    @api.depends("mandate_ids")
    def _compute_mandate_count(self):
        for point in self:
            point.mandate_count = len(point.mandate_ids)

    @api.depends("result", "candidacy_ids.is_elected", "mandate_ids")
    def _compute_can_follow_up(self):
        for point in self:
            adopted = point.result == "adopted"
            elected = point.candidacy_ids.filtered("is_elected")
            point.can_give_mandates = adopted and bool(elected) and not point.mandate_ids
            # sudo: whether one waits, not who; the button checks the right to write
            waiting = point.sudo().membership_ids.filtered(lambda member: not member.date_approved)
            point.can_admit = adopted and point.resolution_type == "admission" and bool(waiting)

    def action_admit(self):
        """Accept the memberships that the adopted resolution admits, from the day of the meeting."""
        self.check_access("write")
        for point in self:
            if point.result != "adopted" or point.resolution_type != "admission":
                raise UserError(self.env._("“%s” did not adopt an admission: nobody is accepted.", point.title))
            day = point.meeting_id._get_day()
            for member in point.membership_ids.filtered(lambda member: not member.date_approved):
                member._accept(day, max(member.date_start or day, day), point)
                meeting = point.meeting_id.name
                member.message_post(
                    body=self.env._("Accepted by %(meeting)s: %(title)s.", meeting=meeting, title=point.title)
                )

    def action_view_mandates(self):
        """Show the mandates that the election gave."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mandates"),
            "res_model": "regie.mandate",
            "view_mode": "list,form",
            "domain": [("election_id", "=", self.id)],
        }

    def action_give_mandates(self):
        """Ask from when and in what function the elected sit."""
        self.ensure_one()
        self.check_access("write")
        if not self.can_give_mandates:
            raise UserError(self.env._("Nobody is elected by “%s”, or the mandates were already given.", self.title))
        day = self.meeting_id._get_day()
        years = self.meeting_id.statutes_id.mandate_years
        persons = self.candidacy_ids.filtered("is_elected")._get_persons()
        memberships = self._find_memberships(persons, day)
        wizard = self.env["regie.election.mandate"].create(
            {
                "resolution_id": self.id,
                "organ_id": self.election_organ_id.id or self._guess_elected_organ().id,
                "role_id": self.election_role_id.id or self.env.ref("regie_governance.mandate_role_administrator").id,
                "date_start": day,
                "date_end_planned": fields.Date.add(day, years=years, days=-1) if years else False,
                "line_ids": [
                    Command.create({"partner_id": person.id, "membership_id": memberships[person].id})
                    for person in persons
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mandates of the elected"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def _guess_elected_organ(self):
        """Return the organ that an assembly elects when the point does not say it: the board, when there is one."""
        return self.env["regie.organ"].search(
            [("company_id", "=", self.company_id.id), ("kind", "=", "board")], limit=1
        )

    def _find_memberships(self, persons, day):
        """Return ``{person: membership}``: in whose name each sits, empty when there is none or more than one."""
        members = self.env["regie.membership"]
        found = members.search_fetch(
            [*members._get_active_domain(self.company_id, day), ("voter_id", "in", persons.ids)], ["voter_id"]
        ).grouped("voter_id")
        return {person: found[person] if len(found.get(person, ())) == 1 else members for person in persons}

    def _give_mandates(self, organ, role, date_start, date_end_planned, memberships):
        """Create the mandates of the elected.

        :param dict memberships: ``{person: membership}``
        :return: the mandates
        """
        self.ensure_one()
        mandates = self.env["regie.mandate"]
        mandates.check_access("create")
        # sudo: which election gave the mandate is a fact, once the right to create mandates is checked
        created = mandates.sudo().create(
            [
                {
                    "organ_id": organ.id,
                    "role_id": role.id,
                    "membership_id": membership.id,
                    "partner_id": person.id,
                    "origin": "election",
                    "date_start": date_start,
                    "date_end_planned": date_end_planned,
                    "election_id": self.id,
                }
                for person, membership in memberships.items()
            ]
        )
        self.message_post(body=self.env._("%s mandates were created.", len(created)))
        return created.sudo(False)
