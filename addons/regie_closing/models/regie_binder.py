from odoo import Command, fields, models
from odoo.exceptions import AccessError, UserError

#: Where the steps come among the sections of the binder: after what presents the accounts, before the decisions.
STEP_SECTION = 100


class RegieBinder(models.Model):
    """The binder of a closing: every step with its figure, its note and its evidence, the statements, the decisions.

    It is a dossier: frozen, sealed, chained to the binder before, handed over as ZIP, PDF and spreadsheet, opened to
    the auditor or the accountant until a date.
    """

    _inherit = "regie.closing"

    binder_ids = fields.One2many("regie.dossier", "closing_id", string="Binders")
    binder_count = fields.Integer(compute="_compute_binder_count", export_string_translation=False)
    can_share_binder = fields.Boolean(compute="_compute_binder_count", export_string_translation=False)

    def _compute_binder_count(self):
        groups = self.env["regie.dossier"]._read_group(
            [("closing_id", "in", self.ids)], ["closing_id", "state"], ["__count"]
        )
        counts = {}
        for closing, state, count in groups:
            counts.setdefault(closing.id, {})[state] = count
        for closing in self:
            states = counts.get(closing.id, {})
            closing.binder_count = sum(states.values())
            closing.can_share_binder = bool(states.keys() & {"frozen", "shared", "reviewed"})

    def action_prepare_binder(self):
        """Open the draft of the binder, filled with the closing as it is; it is made the first time.

        A binder that was frozen stays: the next one is chained to it.
        """
        self.ensure_one()
        self.check_access("write")
        self._run_controls()
        draft = self.binder_ids.filtered(lambda binder: binder.state == "draft")[:1]
        if draft:
            draft.action_compute_figures()
        else:
            # sudo: which closing fills a dossier is a fact; the dossier is made with the rights of the user
            draft = self.env["regie.dossier"].create(self._prepare_binder_vals())
            draft.sudo()._write_fact({"closing_id": self.id})
            draft.action_compute_figures()
        return draft.get_formview_action()

    def action_freeze_binder(self):
        """Freeze and seal the draft of the binder, filled once more first.

        :raise AccessError: FIN-090 to who does not close the accounts
        :raise UserError: FIN-091 without a draft, LAB-001 while a mandatory criterion is incomplete
        """
        self.ensure_one()
        self._check_binder_manager()
        self._run_controls()
        draft = self.binder_ids.filtered(lambda binder: binder.state == "draft")[:1]
        if not draft:
            raise UserError(self.env._("Prepare the binder first, read it, then freeze it. (FIN-091)"))
        draft._freeze()
        return draft.get_formview_action()

    def action_share_binder(self):
        """Ask to whom the last frozen binder is opened, and until when."""
        self.ensure_one()
        self._check_binder_manager()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open the room of the binder"),
            "res_model": "regie.binder.share",
            "view_mode": "form",
            "target": "new",
            "context": {"default_dossier_id": self._get_frozen_binder().id},
        }

    def action_view_binders(self):
        """Open the binders of the closing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_base.regie_dossier_action")
        return {**action, "domain": [("closing_id", "=", self.id)], "context": {"create": False}}

    def _check_binder_manager(self):
        """Raise when the user may not freeze or share a binder: these acts bind who closes the accounts."""
        self.check_access("write")
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("regie_finance.group_finance_manager")
            or user.has_group("regie_base.group_regie_manager")
        ):
            raise AccessError(
                self.env._("The closing binder is frozen and shared by who closes the accounts: ask for it. (FIN-090)")
            )

    def _get_frozen_binder(self):
        """Return the last frozen binder.

        :raise UserError: FIN-091 when there is none
        """
        frozen = self.binder_ids.filtered("date_frozen").sorted("chain_number")[-1:]
        self._check_binder_frozen(frozen)
        return frozen

    def _check_binder_frozen(self, dossier):
        """Raise when a dossier is not a frozen binder of this closing. (FIN-091)"""
        if not self or dossier not in self.binder_ids.filtered("date_frozen"):
            raise UserError(self.env._("Freeze the binder first: what is handed over must be sealed. (FIN-091)"))

    def _prepare_binder_vals(self):
        """Return the values of the draft of a binder."""
        self.ensure_one()
        template = self.env.ref("regie_closing.dossier_template_closing")
        return {
            "name": self.env._("Closing binder %s", self.exercise_id.name),
            "template_id": template.id,
            "company_id": self.company_id.id,
            "date_from": self.date_from,
            "date_to": self.date_to,
        }

    def _fill_binder(self, dossier):
        """Write the closing into the draft of its binder: steps, figures, statements, decisions, evidence."""
        self.ensure_one()
        one = self.with_context(lang=dossier._get_language())
        entries = {entry.code: entry for entry in dossier.entry_ids}
        missing = [
            one._prepare_binder_step_vals(step, dossier)
            for step in one.step_ids
            if step._get_binder_code() not in entries
        ]
        for entry in self.env["regie.dossier.entry"].create(missing):
            entries[entry.code] = entry
        for step in one.step_ids:
            entry = entries[step._get_binder_code()]
            # sudo: the evidence of a step is read by who reads the step; the criterion shows it to the recipients
            entry = entry.sudo()
            own = entry.attachment_ids.filtered(lambda file: file.res_model == "regie.dossier.entry")
            evidence = own | step.sudo().attachment_ids
            entry.write({"narrative": step._get_binder_text(), "attachment_ids": [Command.set(evidence.ids)]})
        for code, text in one._get_binder_texts().items():
            if code in entries:
                entries[code].narrative = text
        files = one._get_binder_files()
        for code, contents in files.items():
            if code in entries:
                one._replace_binder_files(entries[code], contents)

    def _prepare_binder_step_vals(self, step, dossier):
        """Return the values of the criterion that shows a step."""
        phases = self.env["regie.closing.step.template"]._fields["phase"]
        labels = dict(phases._description_selection(self.env))
        rank = [key for key, _label in phases.selection].index(step.phase)
        return {
            "dossier_id": dossier.id,
            "section_sequence": STEP_SECTION + rank,
            "section_name": labels[step.phase],
            "sequence": step.sequence,
            "code": step._get_binder_code(),
            "name": step.name,
            "expected": step.todo,
            "basis": step.reference,
        }

    def _get_binder_texts(self):
        """Return the texts of the criteria of the template: {code of the criterion: text}. Extended by addons."""
        self.ensure_one()
        return {"A1": self._get_binder_presentation(), "D1": self._get_binder_allocation_text()}

    def _get_binder_presentation(self):
        """Say in words where the closing stands."""
        steps = self.step_ids
        confirmed = steps.filtered("done_on")
        return "\n".join(
            (
                self.env._(
                    "Exercise %(name)s of %(company)s.", name=self.exercise_id.name, company=self.company_id.name
                ),
                self.env._("Accountant: %s.", self.user_id.name),
                self.env._("Materiality: %s.", self._format_amount(self.materiality)),
                self.env._(
                    "Steps: %(total)s, of which %(confirmed)s confirmed, %(red)s red, %(explained)s accepted with a "
                    "note.",
                    total=len(steps),
                    confirmed=len(confirmed),
                    red=len(steps.filtered(lambda step: step.state in ("ko", "broken"))),
                    explained=len(steps.filtered("is_explained")),
                ),
            )
        )

    def _get_binder_allocation_text(self):
        """Say in words what becomes of the result."""
        allocation = self._get_allocation()
        if not allocation:
            return self.env._("The result is not allocated yet.")
        rows = [
            self.env._(
                "Result: %(result)s. Decision: %(decision)s.",
                result=self._format_amount(allocation.result),
                decision=allocation.decision_reference or self.env._("not taken yet"),
            )
        ]
        rows += [f"{line.account_id.display_name}: {self._format_amount(line.amount)}" for line in allocation.line_ids]
        return "\n".join(rows)

    def _get_binder_files(self):
        """Return the files that the software makes for the binder: {code: [(name, type, bytes)]}."""
        self.ensure_one()
        return {}

    def _replace_binder_files(self, entry, contents):
        """Put files made by the software on a criterion, in place of those of the same name; others stay."""
        names = {name for name, _mimetype, _content in contents}
        # sudo: files that the software made for this draft; those that people attached keep their rights
        entry = entry.sudo()
        stale = entry.attachment_ids.filtered(
            lambda file: file.name in names and (file.res_model, file.res_id) == (entry._name, entry.id)
        )
        created = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    {
                        "name": name,
                        "mimetype": mimetype,
                        "raw": content,
                        "res_model": entry._name,
                        "res_id": entry.id,
                    }
                    for name, mimetype, content in contents
                ]
            )
        )
        entry.attachment_ids = entry.attachment_ids - stale + created
        stale.unlink()
