from odoo import api, fields, models
from odoo.exceptions import UserError

NEXT_STEPS = {
    "exploration": "project_group",
    "project_group": "prefiguration",
    "prefiguration": "dossier",
    "dossier": "expertise",
    "expertise": "decision",
}


class RegieLabelApplicationGate(models.Model):
    """What each step of the path needs, told in clear words: what is there, what is missing (LAB-001)."""

    _inherit = "regie.label.application"

    next_step = fields.Selection(
        [
            ("project_group", "Project group"),
            ("prefiguration", "Préfiguration"),
            ("dossier", "Dossier"),
            ("expertise", "Expertise"),
            ("decision", "Decision"),
        ],
        compute="_compute_gate",
    )
    gate_html = fields.Html(string="What the next step needs", compute="_compute_gate", sanitize=False)
    gate_missing_count = fields.Integer(string="Missing for the next step", compute="_compute_gate")

    @api.depends(
        *("state", "origin", "label_type", "founder_ids", "commitment_attachment_ids", "commitment_date"),
        *("amo_convention_id", "carrying_convention_id", "signature_ids", "dossier_id", "expertise_ids"),
    )
    @api.depends_context("lang")
    def _compute_gate(self):
        for application in self:
            application.next_step = NEXT_STEPS.get(application.state, False)
            conditions = application._get_conditions(application.next_step) if application.id else []
            application.gate_missing_count = len([1 for _sentence, is_met in conditions if not is_met])
            application.gate_html = application._render_gate(conditions)

    def _render_gate(self, conditions):
        """Answer the conditions as a list, those that are missing first, each with a sign and a word."""
        if not conditions:
            return False
        lines = sorted(conditions, key=lambda condition: condition[1])
        return self.env["ir.qweb"]._render("regie_label.gate", {"lines": lines})

    def _get_conditions(self, step):
        """Answer ``[(sentence, is met)]`` for a step; an empty list for one that needs nothing."""
        self.ensure_one()
        name = f"_get_{step}_conditions"
        return getattr(self, name)() if step and hasattr(self, name) else []

    def _check_gate(self, step):
        """Raise with all that is missing to pass to a step. (LAB-001)"""
        for application in self:
            missing = [sentence for sentence, is_met in application._get_conditions(step) if not is_met]
            if missing:
                steps = dict(self.env["regie.label.step"]._fields["step"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(application)s cannot pass to “%(step)s” yet. Missing:\n%(conditions)s\n(LAB-001)",
                        application=application.name,
                        step=steps[step],
                        conditions="\n".join(f"- {sentence}" for sentence in missing),
                    )
                )

    def _get_needed_parties(self):
        """Answer the founding parties that the label needs: the landlord is optional for a Régie de Territoire."""
        self.ensure_one()
        optional = {"landlord"} if self.label_type == "territoire" else set()
        return [(party, label) for party, label in self._get_party_labels() if party not in optional]

    def _get_party_labels(self):
        return self.env["regie.label.founder"]._fields["party"]._description_selection(self.env)

    def _get_project_group_conditions(self):
        """The three founding parties are represented and the authority commits itself (LAB-02, LAB-05)."""
        env = self.env
        parties = set(self.founder_ids.mapped("party"))
        return [
            (env._("the founding party from which the initiative came"), bool(self.origin)),
            *(
                (env._("at least one representative of: %(party)s", party=label), party in parties)
                for party, label in self._get_needed_parties()
            ),
            (
                env._("the letter of commitment of the local authority, dated, with its file"),
                bool(self.commitment_date and self.commitment_attachment_ids),
            ),
            (
                env._("the signed convention with the network (assistance à maîtrise d'ouvrage)"),
                bool(self.amo_convention_id.date_signed),
            ),
        ]

    def _get_prefiguration_conditions(self):
        """The three parties joined an association that exists, is governed by inhabitants and signed the texts."""
        env, joined = self.env, set(self.founder_ids.filtered("date_joined").mapped("party"))
        return [
            *(
                (env._("the day on which this party joined the association: %(party)s", party=label), party in joined)
                for party, label in self._get_needed_parties()
            ),
            (
                env._("the signed convention by which the authority carries the project, politically and financially"),
                bool(self.carrying_convention_id.date_signed),
            ),
            *self._get_association_conditions(),
            *(
                (
                    env._("the text “%(text)s” signed: by whom, when, signed copy", text=signature.document_id.name),
                    signature._is_complete(),
                )
                for signature in self.signature_ids
            ),
        ]

    def _get_association_conditions(self):
        """What an association owes at any time: its number, its statutes, a majority of inhabitants."""
        env, today = self.env, fields.Date.context_today(self)
        statutes = self.env["regie.statutes"]._get_in_force(self.company_id, today, raise_if_missing=False)
        return [
            (env._("the RNA number of the association (W and nine figures)"), bool(self.company_id.rna_number)),
            (env._("a version of the statutes in force"), bool(statutes)),
            (env._("inhabitants in the majority of the board"), bool(statutes) and self._is_majority_of_inhabitants()),
        ]

    def _is_majority_of_inhabitants(self):
        """Tell whether inhabitants are in the majority of the board today, as the statutes in force count it."""
        self.ensure_one()
        boards = self.env["regie.organ"].search([("company_id", "=", self.company_id.id), ("kind", "=", "board")])
        found = [board._evaluate_composition(fields.Date.context_today(self)) for board in boards]
        return bool(found) and all(one.total and one.state != "breach" for one in found)

    def _get_dossier_conditions(self):
        """A dossier of label is prepared: its criteria are those of the grid."""
        return [(self.env._("a dossier of label (button “Prepare the dossier”)"), bool(self.dossier_id))]

    def _get_expertise_conditions(self):
        """Every mandatory criterion is assessed and proved, and an independent consultant is invited to a visit."""
        env, dossier, expertise = self.env, self.dossier_id, self.expertise_id
        is_new = bool(expertise) and not expertise.date_invited
        return [
            *self._get_dossier_conditions(),
            *self._get_criterion_conditions(),
            (env._("a dossier that was not handed over yet"), not dossier or dossier.state in ("draft", "frozen")),
            *self._get_association_conditions(),
            (env._("a consultant"), is_new),
            (
                env._("a consultant who is independent of the régie: neither a member nor in its organs"),
                is_new and expertise._is_independent(),
            ),
            (env._("the dates of the visit"), is_new and bool(expertise.date_visit_start and expertise.date_visit_end)),
            (
                env._("the last day of the access of the consultant, from today on"),
                is_new
                and bool(expertise.date_access_end)
                and expertise.date_access_end >= fields.Date.context_today(self),
            ),
        ]

    def _get_criterion_conditions(self):
        """For each mandatory criterion that is not ready, what it lacks; one line when all are."""
        env, lacking = self.env, []
        words = {
            "narrative": env._("a text"),
            "attachment": env._("an evidence"),
            "figure": env._("its figures (button “Compute the figures”)"),
            "not_computable": env._("a figure that can be computed"),
            "rating": env._("your own rating"),
        }
        for entry in self.dossier_id.entry_ids.sorted().filtered("is_mandatory"):
            keys = [key for key in entry._get_blocking() if key != "figure"]  # the freeze computes them
            if not entry.own_level_id and "rating" not in keys:
                keys.append("rating")
            if not entry.sudo().attachment_ids and "attachment" not in keys:  # counted, for whoever reads the dossier
                keys.append("attachment")
            if keys:
                lacks = ", ".join(words[key] for key in words if key in keys)
                sentence = env._("criterion %(criterion)s: %(lacks)s", criterion=entry.display_name, lacks=lacks)
                lacking.append((sentence, False))
        return lacking or [(env._("every mandatory criterion assessed and proved"), bool(self.dossier_id.entry_ids))]

    def _get_decision_conditions(self):
        """The visit took place and its report is there."""
        env, expertise = self.env, self.expertise_id
        today = fields.Date.context_today(self)
        return [
            (env._("a consultant"), bool(expertise.partner_id)),
            (
                env._("a visit that took place"),
                bool(expertise.date_visit_end) and expertise.date_visit_end <= today,
            ),
            (env._("the report of the consultant, with its date and its file"), expertise.state == "reported"),
        ]

    def _get_decided_conditions(self, decision):
        """The bureau of the network gave a day and its reasons (LAB-12)."""
        env = self.env
        return [
            (env._("an application that is before the bureau of the network"), self.state == "decision"),
            (env._("the day of the bureau of the network"), bool(decision.date)),
            (env._("the motivation of the decision"), bool((decision.motivation or "").strip())),
            (env._("the network, on the application"), bool(self.network_partner_id)),
        ]
