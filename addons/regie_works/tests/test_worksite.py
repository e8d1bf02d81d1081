from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.regie_quality.tests.common import QualityCase, picture

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestWorksite(QualityCase, WorksCase):
    """From the order to the guarantees: photos, reception, reserves, end. Domain: 1.11."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worksite = cls._create_site(is_building_site=True, worksite_site_id=cls._create_hall().id)
        cls.office = cls._create_user("office", "group_role_office")

    def _photograph(self, kind="after"):
        return self.env["regie.worksite.photo"].create(
            {"project_id": self.worksite.id, "kind": kind, "image": picture()}
        )

    def _inspect(self, *notes, **vals):
        site = self.worksite.worksite_site_id
        return self._create_inspection(*notes, site=site, project_id=self.worksite.id, kind="reception", **vals)

    def test_works_are_not_received_without_a_photo_after(self):
        self._photograph("before")
        with self.assertRule("E-CHANT-01"):
            self.worksite.action_receive()
        with self.assertRule("E-CHANT-01"):
            self._inspect(4, 4, 4, done=True)

    def test_photo_after_of_a_pass_is_enough(self):
        one = self._create_pass_on_site(service=self._create_service(self.worksite))
        self.env["regie.intervention.proof"].create(
            {"intervention_id": one.id, "kind": "photo_after", "image": picture()}
        )
        self.assertEqual(self.worksite.action_receive()["res_model"], "regie.quality.inspection")

    def test_reception_dates_the_works_and_their_guarantees(self):
        self._photograph()
        self._inspect(4, 4, 4, done=True)
        self.assertEqual(self.worksite.date_received, date(2026, 2, 2))
        self.assertEqual(
            [self.worksite[f"date_guarantee_{kind}"] for kind in ("completion", "equipment", "structure")],
            [date(2027, 2, 2), date(2028, 2, 2), date(2036, 2, 2)],
        )

    def test_worksite_with_open_reserves_is_neither_closed_nor_archived(self):
        self._photograph()
        inspection = self._inspect(0, 4, 4, done=True)
        self.assertEqual(self.worksite.reserve_count, 1)
        with self.assertRule("E-CHANT-02"):
            self.worksite.action_close()
        with self.assertRule("E-CHANT-02"):
            self.worksite.active = False
        action = self.worksite.action_lift_reserves()
        self.assertEqual(action["context"]["default_kind"], "lifting")
        inspection.action_ids.action_done()
        inspection.action_ids.action_verify()
        self.worksite.action_close()
        self.assertTrue(self.worksite.date_closed)
        self.worksite.action_reopen_worksite()
        self.assertFalse(self.worksite.date_closed)

    def test_works_are_received_before_they_are_closed(self):
        with self.assertRule("E-CHANT-07"):
            self.worksite.action_close()
        self._photograph()
        self.worksite.worksite_site_id = False
        with self.assertRule("E-CHANT-06"):
            self.worksite.action_receive()

    def test_reception_is_not_written_by_hand(self):
        for name in ("date_received", "date_closed"):
            with self.assertRule("E-CHANT-05"):
                self.worksite.with_user(self.office).write({name: "2026-02-02"})

    def test_no_context_receives_a_worksite(self):
        project = self.env["project.project"].with_context(default_date_received="2026-02-02")
        self.assertFalse(project.create({"name": "Works", "worksite_code": "CTX"}).date_received)

    def test_worksite_photo_is_a_picture_without_its_place(self):
        for wrong in (b"PHN2Zy8+", b"@@@", b"JVBERi0xLjQK"):
            with self.assertRaisesRegex(ValidationError, "E-PROOF-01"):
                self.env["regie.worksite.photo"].create({"project_id": self.worksite.id, "image": wrong})
        with self.assertRaisesRegex(ValidationError, "E-PROOF-01"):
            self._photograph().image = b"PHN2Zy8+"

    def test_order_makes_its_worksite_once(self):
        trade = self._create_trade(family="works")
        order = self._create_order(
            (trade, 1, 100), confirmed=True, waste_line_ids=[Command.create(self._prepare_waste())]
        ).with_user(self.office)
        project = self.env["project.project"].browse(order.action_create_worksite()["res_id"])
        self.assertTrue(project.worksite_code and project.is_building_site)
        self.assertEqual((order.project_id, project.worksite_order_id), (project, order))
        self.assertEqual(order.order_line.worksite_id, project)
        with self.assertRule("E-CHANT-08"):
            order.action_create_worksite()

    def test_margin_takes_hours_materials_and_purchases_off_the_invoices(self):
        trade = self._create_trade()
        order = self._create_order((trade, 10, 100), confirmed=True)
        order.action_create_worksite()
        worksite = order.project_id
        worker = self._create_worker(hourly_cost=15)
        self._work(worksite, worker, hours=6)
        paint = self._create_product(standard_price=10)
        self._put_in_stock(paint)
        one = self._create_pass_on_site(service=self._create_service(worksite))
        one.product_line_ids = [Command.create({"product_id": paint.id, "quantity": 3})]
        self._validate(one)
        help_ = self._create_trade("Electrician", purchase_ok=True)
        for product, price in ((help_, 120), (paint, 999)):
            purchase = self.env["purchase.order"].create(
                {
                    "partner_id": self._create_partner("Élec Eure").id,
                    "project_id": worksite.id,
                    "order_line": [Command.create({"product_id": product.id, "product_qty": 1, "price_unit": price})],
                }
            )
            purchase.button_confirm()
        order.order_line.qty_delivered = 5
        order._create_invoices().action_post()
        self.env.flush_all()
        row = self.env["regie.worksite.margin"].search([("project_id", "=", worksite.id)])
        self.assertEqual((row.amount_ordered, row.amount_invoiced, row.progress), (1000, 500, 50))
        self.assertEqual((row.hours, row.hours_cost, row.materials_cost), (6, 90, 30))
        self.assertEqual(row.purchases_cost, 120, "paint bought into the stock counts when it leaves for the worksite")
        self.assertEqual((row.cost, row.margin, row.margin_rate), (240, 260, 52))

    def test_hour_of_somebody_without_a_cost_counts_at_the_usual_cost(self):
        self._create_parameter("lot_hourly_cost", 22, company_id=self.company.id)
        worksite = self._create_site()
        self._work(worksite, self._create_worker(hourly_cost=0), hours=2)
        self.env.flush_all()
        row = self.env["regie.worksite.margin"].search([("project_id", "=", worksite.id)])
        self.assertEqual((row.hours_cost, row.margin), (44, -44))

    def test_margins_of_all_the_worksites_are_one_statement(self):
        for _number in range(3):
            self._work(self._create_site(), self._create_worker())
        self.env.flush_all()
        self.env.invalidate_all()
        margins = self.env["regie.worksite.margin"]
        with self.assertQueryCount(2):  # the figures, the usual cost of an hour
            margins.search_fetch([], ["margin", "cost", "amount_invoiced", "hours"]).mapped("margin")

    def test_buttons_of_a_worksite_lead_where_they_say(self):
        order = self._create_order(confirmed=True)
        order.action_create_worksite()
        worksite = order.project_id
        self.assertEqual(worksite.action_view_worksite_order()["res_id"], order.id)
        for act in (
            worksite.action_view_margin,
            worksite.action_view_photos,
            worksite.action_view_reserves,
            worksite.action_view_inspections,
        ):
            action = act()
            self.env[action["res_model"]].search(action["domain"])
        context = worksite.action_view_materials()["context"]
        kind = self.env["stock.picking.type"].browse(context["default_picking_type_id"])
        self.assertTrue(kind.is_worksite)
        self.assertEqual(kind, self.company._get_worksite_picking_type(), "made once")

    def test_immediate_repair_has_a_limit_in_worked_hours(self):
        self._create_parameter("immediate_repair_hours", 2, company_id=self.company.id)
        one = self._create_pass_on_site("2026-02-06", is_immediate=True, date_requested="2026-02-06 15:30:00")
        limit = self.company.resource_calendar_id.plan_hours(2, one.date_requested, compute_leaves=True)
        self.assertEqual(one.date_limit, limit.replace(tzinfo=None))
        self.assertTrue(one.is_beyond_limit)
        one.sudo().write({"date_started": "2026-02-06 15:40:00", "date_done": "2026-02-06 15:50:00"})
        self.assertFalse(one.is_beyond_limit)
        late = self._create_pass_on_site(is_immediate=True, date_requested="2026-02-02 08:00:00")
        late.sudo().write({"date_started": "2026-02-05 08:00:00", "date_done": "2026-02-05 09:00:00"})
        found = self.env["regie.intervention"].search([("is_beyond_limit", "=", True), ("id", "in", (one | late).ids)])
        self.assertEqual(found, late)
