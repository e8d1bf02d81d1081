from odoo import api, fields, models

from odoo.addons.regie_base.tools import small_cells


class RegieConsultation(models.Model):
    """The results of a consultation: counts per question, small ones hidden, no table that crosses two questions."""

    _inherit = "regie.consultation"

    results_html = fields.Html(string="Results", compute="_compute_results", sanitize=False)
    texts_html = fields.Html(
        string="What they wrote",
        compute="_compute_results",
        sanitize=False,
        groups="regie_governance.group_governance_secretary",
        help="Free answers in alphabetical order, so that nothing tells who wrote what. The public does not see them.",
    )

    @api.depends("state", "survey_id")
    @api.depends_context("lang")
    def _compute_results(self):
        qweb = self.env["ir.qweb"]
        for consultation in self:
            if not consultation.date_closed:
                consultation.results_html = consultation.texts_html = False
                continue
            results = consultation._get_results()
            consultation.results_html = qweb._render(
                "regie_participation.consultation_results",
                {"results": results, "threshold": consultation._get_threshold()},
            )
            consultation.texts_html = qweb._render(
                "regie_participation.consultation_texts",
                {"texts": consultation._get_texts(), "threshold": consultation._get_threshold()},
            )

    def _get_threshold(self):
        """Smallest number of people that a shown count may stand for."""
        day = fields.Date.to_date(self.date_closed) or fields.Date.context_today(self)
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        return int(parameters.get("consultation_petite_cellule", day)) if self.is_anonymous else 1

    def _get_results(self):
        """``[{title, base, rows: [(label, count or None, percentage)], average}]`` of the questions that are counted.

        ``base`` is the number of people who answered the question; ``None`` when even that is too small to be told.
        Nothing is answered before the end: two readings apart by one answer would tell that answer.
        """
        self.ensure_one()
        if not self.date_closed:
            return []
        # sudo: counted for readers who may not read the answers, and hidden below the threshold
        survey = self.sudo().survey_id
        results = []
        for question in survey.question_ids:
            if question.question_type in ("simple_choice", "multiple_choice"):
                results.append(self._get_choice_result(question))
            elif question.question_type == "scale":
                results.append(self._get_scale_result(question))
            elif question.question_type == "numerical_box":
                results.append(self._get_number_result(question))
            elif question.question_type == "matrix":
                results += [self._get_choice_result(question, row) for row in question.matrix_row_ids]
        return results

    def _get_lines_domain(self, question):
        return [
            ("question_id", "=", question.id),
            ("user_input_id.state", "=", "done"),
            ("user_input_id.test_entry", "=", False),
            ("skipped", "=", False),
        ]

    def _get_choice_result(self, question, row=None):
        """One bar per suggested answer, of a question or of a row of a table."""
        domain = [*self._get_lines_domain(question), ("suggested_answer_id", "!=", False)]
        if row:
            domain.append(("matrix_row_id", "=", row.id))
        lines = self.env["survey.user_input.line"].sudo()  # sudo: see _get_results
        counts = dict(lines._read_group(domain, ["suggested_answer_id"], ["user_input_id:count_distinct"]))
        [(people,)] = lines._read_group(domain, [], ["user_input_id:count_distinct"])
        answers = question.suggested_answer_ids
        numbers = [counts.get(answer, 0) for answer in answers]
        is_multiple = question.question_type == "multiple_choice" or (row and question.matrix_subtype == "multiple")
        threshold = self._get_threshold()
        shown = (
            small_cells.protect_ticks(numbers, people, threshold)
            if is_multiple
            else small_cells.protect(numbers, threshold)
        )
        title = f"{question.title} – {row.value}" if row else question.title
        return self._prepare_result(title, people, zip(answers.mapped("value"), shown, strict=True))

    def _get_scale_result(self, question):
        """One bar per mark; the average only when no mark is hidden, as it would give the hidden ones away."""
        lines = self.env["survey.user_input.line"].sudo()  # sudo: see _get_results
        counts = dict(lines._read_group(self._get_lines_domain(question), ["value_scale"], ["__count"]))
        marks = range(question.scale_min, question.scale_max + 1)
        shown = small_cells.protect([counts.get(mark, 0) for mark in marks], self._get_threshold())
        people = sum(counts.values())
        average = None
        if people and None not in shown:
            average = sum(mark * count for mark, count in counts.items()) / people
        return self._prepare_result(question.title, people, zip(map(str, marks), shown, strict=True), average)

    def _get_number_result(self, question):
        """The average of a number, when enough people gave one."""
        lines = self.env["survey.user_input.line"].sudo()  # sudo: see _get_results
        [(people, average)] = lines._read_group(
            self._get_lines_domain(question), [], ["__count", "value_numerical_box:avg"]
        )
        return self._prepare_result(
            question.title, people, [], average if people and people >= self._get_threshold() else None
        )

    def _prepare_result(self, title, people, rows, average=None):
        return {
            "title": title,
            "base": people if people >= self._get_threshold() else None,
            "rows": [
                (label, count, None if count is None or not people else round(100 * count / people))
                for label, count in rows
            ],
            "average": average,
        }

    def _get_texts(self):
        """``[(title, [texts])]`` of the free answers, once enough people answered."""
        self.ensure_one()
        if not self.date_closed or self.answer_count < self._get_threshold():
            return []
        lines = self.env["survey.user_input.line"].sudo()  # sudo: read without their answer, for the secretary
        texts = []
        for question in self.sudo().survey_id.question_ids:
            domain = [
                *self._get_lines_domain(question),
                ("answer_type", "in", ("char_box", "text_box")),
            ]
            found = lines.search(domain)
            written = sorted(
                filter(None, (line.value_char_box or line.value_text_box for line in found)), key=str.lower
            )
            if written:
                texts.append((question.title, written))
        return texts
