"""Printing: twenty documents in one file, and the first document of a process."""

from launcher.measure import compare

from odoo.addons.report_weasyprint.tools.typesetter import Typesetter

DOCUMENTS = 20
TEMPLATE = """<t t-name="report_weasyprint.bench"><t t-call="web.html_container"><t t-foreach="docs" t-as="o">
    <t t-call="web.external_layout"><t t-set="layout_document_title" t-value="o.name"/><div class="page">
        <div class="row"><div class="col-6">Period</div><div class="col-6 text-end">October</div></div>
        <table class="table o_main_table"><thead><tr><th>Work</th><th>Hours</th><th>Amount</th></tr></thead><tbody>
            <tr t-foreach="range(12)" t-as="line"><td>Cleaning of staircase <t t-out="line"/></td>
                <td class="text-end">3.50</td><td class="text-end">118.50</td></tr></tbody></table>
    </div></t></t></t></t>"""


def run(env):
    """Compare twenty documents with twenty times one, then a process that has not printed yet with one that has."""
    env["ir.config_parameter"].set_param("report_weasyprint.engine", "weasyprint")
    key = "report_weasyprint.bench"
    env["ir.ui.view"].create({"name": key, "key": key, "type": "qweb", "arch": TEMPLATE})
    report = env["ir.actions.report"].create(
        {"name": "Bench", "model": "res.partner", "report_name": key, "report_type": "qweb-pdf"}
    )
    partners = env["res.partner"].create([{"name": f"Customer {number}"} for number in range(DOCUMENTS)])

    def together():
        report._render_qweb_pdf(key, partners.ids)

    def one():
        report._render_qweb_pdf(key, partners[:1].ids)

    def one_by_one():
        for partner in partners:
            report._render_qweb_pdf(key, partner.ids)

    def first():
        Typesetter.forget()
        one()

    yield compare(
        f"{DOCUMENTS} documents in one file, against {DOCUMENTS} files of one document",
        env,
        measured=together,
        baseline=one_by_one,
        rounds=7,
        warm_up=1,
        target=1.0,
    )
    yield compare(
        "one document once the style sheets are known, against the first one of a process",
        env,
        measured=one,
        baseline=first,
        rounds=7,
        warm_up=1,
        target=0.25,
    )
