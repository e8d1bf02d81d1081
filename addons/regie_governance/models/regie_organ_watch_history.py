from odoo import Command, api, fields, models
from odoo.fields import Domain


class RegieOrganWatchHistory(models.Model):
    """When the majority of inhabitants is looked at again, what is kept of it and who is told."""

    _inherit = "regie.organ"

    def _plan_watch(self):
        """Have the composition of these organs counted once, just before the transaction ends, whatever the number of
        changes (an import of members, a renewal of the board)."""
        organs = self._origin.exists() if self._origin else self
        if not organs:
            return
        precommit = self.env.cr.precommit
        planned = precommit.data.setdefault("regie_governance_watch", set())
        if not planned:
            precommit.add(self._run_planned_watch)
        planned.update(organs.ids)

    @api.model
    def _run_planned_watch(self):
        """Count the organs that were planned in this transaction."""
        planned = self.env.cr.precommit.data.pop("regie_governance_watch", set())
        # sudo: a change of address by an agent who does not read the mandates counts as well; nothing is shown to them
        self.sudo().browse(planned).exists()._watch()
        self.env.flush_all()

    @api.model
    def _cron_watch(self):
        """Count every watched organ: mandates start and end on a date, without anybody writing anything."""
        self.search(self._get_watched_domain())._watch()

    @api.model
    def _get_watched_domain(self):
        """Return the Domain of the organs whose majority of inhabitants is watched."""
        return Domain("is_composition_watched", "=", True)

    def _watch(self):
        """Count these organs, add a line to the history of those that changed, tell the president of a breach."""
        for organ, found in self._read_compositions().items():
            if not found.state:
                continue
            last = organ.composition_ids.sorted(lambda line: (line.date, line.id))[-1:]
            vals = {
                "basis": found.basis,
                "inhabitants": found.inhabitants,
                "total": found.total,
                "state": found.state,
                "date_breach": found.date_breach,
            }
            is_same = all(last[name] == value for name, value in vals.items())
            if last and is_same and last.missing_college_ids == found.missing_colleges:
                continue
            # sudo: nobody may write in the history; the software adds what it counted
            self.env["regie.organ.composition"].sudo().create(
                {
                    **vals,
                    "organ_id": organ.id,
                    "date": found.date,
                    "missing_college_ids": [Command.set(found.missing_colleges.ids)],
                }
            )
            organ._tell_composition(last.state, found)

    def _tell_composition(self, before, found):
        """Open an activity for the president when the majority is lost, close it when it is back."""
        self.ensure_one()
        # sudo: the reminder is the software's, whoever made the change
        organ = self.sudo()
        xmlid = "mail.mail_activity_data_warning"
        if found.state == "breach" and before != "breach":
            user = organ._get_president_user()
            organ.activity_schedule(
                xmlid,
                user_id=user.id,
                date_deadline=max(found.date_cure, found.date),
                summary=self.env._("Majority of inhabitants lost in: %(organ)s", organ=organ.name),
                note=organ.with_context(lang=user.lang)._get_composition_sentence(found=found),
            )
        elif before == "breach" and found.state != "breach":
            organ.activity_feedback(
                [xmlid], feedback=organ._get_composition_sentence(found=found), only_automated=False
            )

    def _get_president_user(self):
        """Return who is told of what the association must decide: the user who presides over it, or else somebody who
        holds the rights of the president, or else the present user."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        # sudo: which user is the president is no secret; users are read by administrators only
        mandates = self.env["regie.mandate"].sudo()
        presidents = mandates.search(
            mandates._get_running_domain(today)
            & Domain([("company_id", "=", self.company_id.id), ("role_id.code", "=", "president")])
        )
        users = presidents.partner_id.user_ids.filtered(lambda user: user._is_internal() and user.active)
        if not users:
            group = self.env.ref("regie_governance.group_governance_president").sudo()
            users = group.all_user_ids.filtered(
                lambda user: user.active and self.company_id in user.company_ids and not user._is_superuser()
            )
        return users.sorted("id")[:1] or self.env.user
