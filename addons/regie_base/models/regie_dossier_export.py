import base64
import csv
import io
import json
import tempfile

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from ..tools import dossier_archive

SPREADSHEET_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text):
    """Answer a text that no spreadsheet takes for a formula."""
    text = text or ""
    return f"'{text}" if text.startswith(SPREADSHEET_TRIGGERS) else text


class RegieDossierExport(models.Model):
    """The papers of a frozen dossier: PDF and spreadsheet made once, and the archive that anyone can verify."""

    _inherit = "regie.dossier"

    def action_download_pdf(self):
        """Download the PDF of the dossier as it was frozen."""
        return self._get_download_action("pdf")

    def action_download_xlsx(self):
        """Download the spreadsheet of the dossier as it was frozen."""
        return self._get_download_action("xlsx")

    def action_download_zip(self):
        """Download the archive: sealed text, figures, papers, evidence, manifest and its verifier."""
        return self._get_download_action("zip")

    def _get_download_action(self, kind):
        self.ensure_one()
        self._ensure_documents()
        return {"type": "ir.actions.act_url", "url": f"/regie/dossier/{self.id}/{kind}", "target": "download"}

    def _ensure_documents(self):
        """Make the PDF and the spreadsheet of frozen dossiers once for all: every reader receives the same bytes."""
        Report = self.env["ir.actions.report"].sudo()
        for dossier in self:
            if not dossier.date_frozen:
                raise UserError(
                    self.env._(
                        "%(dossier)s is a draft: freeze it before handing it over. (LAB-012)", dossier=dossier.name
                    )
                )
            if dossier.pdf_file and dossier.xlsx_file:
                continue
            report = Report.with_context(lang=dossier._get_language())
            pdf = report._render_qweb_pdf("regie_base.regie_dossier_report", dossier.ids)[0]
            xlsx = report._render_xlsx("regie_base.regie_dossier_report_xlsx", dossier.ids, {})[0]
            dossier.sudo()._write_fact({"pdf_file": base64.b64encode(pdf), "xlsx_file": base64.b64encode(xlsx)})

    def _get_file_stem(self):
        """Answer the name of the downloaded files, without extension."""
        self.ensure_one()
        return self.env["regie.dossier.evidence"]._get_safe_name(self.name)

    def _open_download(self, kind):
        """Answer an open temporary file, rewound, with the PDF, the spreadsheet or the archive."""
        stream = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the answer that sends it)
        self._ensure_documents()
        if kind == "zip":
            self._write_archive(stream)
        else:
            stream.write(base64.b64decode(self[f"{kind}_file"]))
        stream.seek(0)
        return stream

    def _write_archive(self, stream):
        """Write the archive of the dossier into an open binary file: the same bytes each time.

        The digests of the evidence are the sealed ones: a file that was altered on the server is named by the verifier.
        """
        self.ensure_one()
        head = {"seal": self.seal, "previous_seal": self.previous_seal or ""}
        contents = {
            "dossier.json": self._get_payload(),
            "figures.csv": self._prepare_figures_csv(),
            "dossier.pdf": base64.b64decode(self.pdf_file or b""),
            "dossier.xlsx": base64.b64decode(self.xlsx_file or b""),
            "verify.py": self._get_verifier(),
        }
        if self.date_closed:
            contents["review.json"] = base64.b64decode(self.review_payload)
            head["review_seal"] = self.review_seal
        members = [dossier_archive.describe(path, content) for path, content in contents.items()]
        for evidence in self.entry_ids.evidence_ids:
            contents[evidence.path] = evidence._get_content()
            members.append((evidence.path, evidence.size, evidence.sha256))
        contents[dossier_archive.MANIFEST] = dossier_archive.build_manifest(members, format="regie-archive-1", **head)
        dossier_archive.write_archive(stream, contents, self.date_frozen)

    def _get_verifier(self):
        """Answer the source of the program that verifies the archive without Odoo."""
        with file_open("regie_base/tools/dossier_verify.py", "rb") as source:
            return source.read()

    def _prepare_figures_csv(self):
        """Answer the sealed figures as CSV (UTF-8, semicolons), read from the sealed text alone."""
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        names = ["code", "name", "value", "unit", "numerator", "denominator", "source_count", "definition", "source"]
        writer.writerow(["section", "criterion", *names, "computed_at"])
        for section in json.loads(self._get_payload())["sections"]:
            for criterion in section["criteria"]:
                for figure in criterion["figures"]:
                    row = [figure[name] for name in names]
                    texts = {0, 1, 3, 7, 8}
                    writer.writerow(
                        [inert(section["name"]), inert(criterion["code"])]
                        + [inert(cell) if rank in texts else cell for rank, cell in enumerate(row)]
                        + [figure["computed_at"]]
                    )
        return stream.getvalue().encode("utf-8-sig")

    def _get_filename(self, kind):
        """Answer the name under which a reader saves a download."""
        date = fields.Datetime.context_timestamp(self, self.date_frozen).strftime("%Y-%m-%d")
        return f"{self._get_file_stem()}_{date}.{kind}"
