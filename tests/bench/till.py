"""The till: opened with prices by band and 5 000 people (W12), 200 sales of an afternoon without network sent (W13)."""

import copy
import json
import uuid
from contextlib import closing
from dataclasses import dataclass

from launcher.measure import compare, copies, other_env

from odoo import Command, fields
from odoo.exceptions import UserError

# The modules of Odoo that the suite stands on: both tills are the same Odoo, with and without the suite.
ALONE = [
    "account",
    "analytic",
    "base_setup",
    "event",
    "event_product",
    "hr",
    "hr_skills",
    "hr_timesheet",
    "l10n_fr_facturx_chorus_pro",
    "l10n_fr_pos_cert",
    "mail",
    "maintenance",
    "point_of_sale",
    "portal",
    "pos_restaurant",
    "product",
    "product_expiry",
    "project_purchase",
    "project_stock",
    "purchase_stock",
    "repair",
    "report_xlsx",
    "resource",
    "sale_stock",
    "sale_timesheet",
    "stock",
    "survey",
    "web",
]

PRODUCTS, PEOPLE, HOLDERS, SALES, BANDS = 200, 5_000, 1_000, 200, 3
MOST_SENT = 100
TITLE = f"a till opens, {PRODUCTS} products, {PEOPLE} people, {HOLDERS} of them with a band"


@dataclass
class Weight:
    """What is sent to a till that opens, beside what Odoo sends."""

    title: str
    measured: int
    baseline: int
    target: float
    note: str

    @property
    def ratio(self):
        """Bytes of the suite over those of Odoo."""
        return self.measured / self.baseline

    def lines(self):
        """What is printed."""
        verdict = "reached" if self.ratio <= self.target else "MISSED"
        yield f"{self.title}: {self.note}"
        yield f"  measured: {self.measured:10,} bytes"
        yield f"  baseline: {self.baseline:10,} bytes"
        yield f"  ratio {self.ratio:.3f}   target {self.target:g}: {verdict}"


def run(env):
    """The same till beside Odoo's, with the same products, lists, people and cashier."""
    peer = other_env()
    assert till_modules(env) == till_modules(peer), till_modules(env) ^ till_modules(peer)
    suite, vanilla = prepare(env, "regie_base.group_role_cashier"), prepare(peer, "point_of_sale.group_pos_user")
    give_bands(env, suite)
    give_pricelists(peer, vanilla)
    yield weigh(suite, vanilla)
    yield compare(
        f"{TITLE}: the suite, and Odoo's till",
        env,
        measured=lambda: load(suite),
        baseline=lambda: load(vanilla),
        baseline_env=peer,
        rounds=6,
        target=1.10,
    )
    sales = [[prepare_sale(till, number) for number in range(SALES)] for till in (suite, vanilla)]
    check_work(suite, vanilla, *sales)
    yield compare(
        f"{SALES} sales without network are sent: the suite, which works their prices out again, and Odoo's till",
        env,
        measured=lambda: send(suite, sales[0]),
        baseline=lambda: send(vanilla, sales[1]),
        baseline_env=peer,
        rounds=2,
        warm_up=1,
        target=1.25,
    )


def till_modules(env):
    """The modules of Odoo that make the till."""
    names = env["ir.module.module"].search([("state", "=", "installed")]).mapped("name")
    return {name for name in names if name == "point_of_sale" or "pos" in name.split("_")}


# The same data on both sides


def prepare(env, group):
    """A till that is open, its products with the prices of three lists, its people, its cashier."""
    pricelists = env["product.pricelist"].create([{"name": f"Bench {band}"} for band in range(BANDS + 1)])
    products = prepare_products(env, pricelists)
    people = prepare_people(env)
    journal = env["account.journal"].create({"name": "Bench", "type": "cash", "code": "CSHB"})
    method = env["pos.payment.method"].create({"name": "Bench", "journal_id": journal.id})
    config = env["pos.config"].create(
        {
            "name": "Bench",
            "module_pos_restaurant": False,
            "payment_method_ids": [Command.set(method.ids)],
            "use_pricelist": True,
            "pricelist_id": pricelists[0].id,
            "available_pricelist_ids": [Command.set(pricelists.ids)],
            "restrict_price_control": True,
        }
    )
    groups = env.ref(group) | env.ref("base.group_user")
    cashier = env["res.users"].create(
        {"name": "Bench", "login": "bench", "lang": "fr_FR", "group_ids": [Command.set(groups.ids)]}
    )
    env.cr.commit()
    # in a later transaction: what a till may know is what was written before it opened
    config.open_ui()
    config.current_session_id.set_opening_control(0, "")
    # by name: of a whole database it would lock what both databases share
    env.cr.execute("ANALYZE res_partner, product_product, product_template, product_pricelist_item")
    env.cr.commit()
    return {"config": config.with_user(cashier), "products": products, "people": people, "pricelists": pricelists[1:]}


def prepare_products(env, pricelists):
    """The only products of the till, with a price on the list of each band."""
    env["product.template"].search([("available_in_pos", "=", True)]).available_in_pos = False
    taxes = env["account.tax"].search([("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1)
    products = env["product.product"].create(
        [
            {"name": f"Bench {n}", "list_price": 8, "available_in_pos": True, "taxes_id": [Command.set(taxes.ids)]}
            for n in range(PRODUCTS)
        ]
    )
    env["product.pricelist.item"].create(
        [
            {
                "pricelist_id": pricelist.id,
                "applied_on": "1_product",
                "product_tmpl_id": product.product_tmpl_id.id,
                "compute_price": "fixed",
                "fixed_price": 2 + band,
            }
            for band, pricelist in enumerate(pricelists[1:])
            for product in products
        ]
    )
    return products


def prepare_people(env):
    """People with a card: copied by SQL, since Odoo looks through everybody for each barcode that it writes."""
    partner = env["res.partner"].create({"name": "Bench"})
    env.flush_all()
    first = copies(
        env,
        partner,
        PEOPLE,
        name="'Bench ' || n",
        complete_name="'Bench ' || n",
        commercial_partner_id="{id}",
        barcode=f"jsonb_build_object({env.company.id}, '042' || lpad(n::text, 10, '0'))",
    )
    env.invalidate_all()
    return env["res.partner"].browse(range(first, first + PEOPLE))


def give_bands(env, till):
    """A thousand people have a band, and therefore a list of the till."""
    grid = env["regie.tariff.grid"].create(
        {
            "name": "Bench",
            "code": "BENCH",
            "date_from": "2020-01-01",
            "tier_ids": [
                Command.create(
                    {
                        "code": str(band),
                        "qf_min": band * 300,
                        "qf_max": (band + 1) * 300 if band < BANDS - 1 else 0,
                        "pricelist_id": pricelist.id,
                    }
                )
                for band, pricelist in enumerate(till["pricelists"])
            ],
        }
    )
    env["regie.tariff.entitlement"].create(
        [
            {"partner_id": partner.id, "tier_id": grid.tier_ids[number % BANDS].id}
            for number, partner in enumerate(till["people"][:HOLDERS])
        ]
    )
    env.cr.commit()


def give_pricelists(env, till):
    """The same people have the same lists in Odoo alone."""
    for band, pricelist in enumerate(till["pricelists"]):
        till["people"][band:HOLDERS:BANDS].property_product_pricelist = pricelist
    env.cr.commit()


# W12


def load(till):
    """What the till asks for when it opens."""
    return till["config"].current_session_id.load_data([])


def weigh(suite, vanilla):
    """The bytes sent to both tills: the same products and prices, few people."""
    sent, alone = load(suite), load(vanilla)
    for model in ("product.product", "product.template", "product.pricelist", "product.pricelist.item"):
        ours, theirs = (set(rows_of(data, model)) for data in (sent, alone))
        assert len(ours) >= len(theirs) >= BANDS, (model, len(ours), len(theirs))
    assert len(sent["product.product"]) == len(alone["product.product"]), "not the same products"
    people = [len(data["res.partner"]) for data in (sent, alone)]
    assert people[0] <= MOST_SENT, people
    cards = sum(len(numbers.split()) for numbers in sent["pos.config"][0]["_regie_badges"].values())
    assert cards == HOLDERS, cards
    weights = [len(json.dumps(data, default=str, separators=(",", ":")).encode()) for data in (sent, alone)]
    return Weight(TITLE, *weights, 1.10, f"{people[0]} people are sent, {people[1]} by Odoo; {cards} cards beside")


def rows_of(data, model):
    """The ids of a model among what is sent."""
    return [row["id"] for row in data.get(model, ())]


# W13


def prepare_sale(till, number):
    """A sale of three dishes as the till sends it, to a customer who has a band."""
    config, products = till["config"], till["products"]
    session, price = config.current_session_id, 2 + number % BANDS
    taxes = products[0].taxes_id
    amounts = taxes.compute_all(price)
    first = number % (PRODUCTS // 3) * 3
    lines = [
        Command.create(
            {
                "uuid": str(uuid.uuid4()),
                "product_id": product.id,
                "qty": 1,
                "price_unit": price,
                "price_type": "original",
                "tax_ids": [Command.set(taxes.ids)],
                "price_subtotal": amounts["total_excluded"],
                "price_subtotal_incl": amounts["total_included"],
            }
        )
        for product in products[first : first + 3]
    ]
    total = 3 * amounts["total_included"]
    return {
        "uuid": str(uuid.uuid4()),
        "access_token": str(uuid.uuid4()),
        "state": "paid",
        "session_id": session.id,
        "company_id": session.company_id.id,
        "user_id": config.env.uid,
        "partner_id": till["people"][number].id,
        "pricelist_id": till["pricelists"][number % BANDS].id,
        "date_order": fields.Datetime.to_string(fields.Datetime.now()),
        "amount_total": total,
        "amount_tax": total - 3 * amounts["total_excluded"],
        "amount_paid": total,
        "amount_return": 0,
        "lines": lines,
        "payment_ids": [Command.create({"payment_method_id": config.payment_method_ids.id, "amount": total})],
        "last_order_preparation_change": "{}",
    }


def send(till, sales):
    """The sales arrive one call each, as the till sends them; each call finds nothing in the cache."""
    orders = till["config"].env["pos.order"]
    ids = []
    for sale in copy.deepcopy(sales):
        orders.env.flush_all()
        orders.env.invalidate_all(flush=False)
        ids += [row["id"] for row in orders.sync_from_ui([sale])["pos.order"]]
    assert len(set(ids)) == len(sales), len(ids)
    return orders.browse(ids).sudo()


def check_work(suite, vanilla, ours, theirs):
    """Both sides keep the same sales; the suite keeps them without a remark, and would refuse a wrong list."""
    kept = []
    for till, sales in ((suite, ours), (vanilla, theirs)):
        with closing(till["config"].env.cr.savepoint(flush=False)):
            orders = send(till, sales)
            kept.append(
                [
                    (order.state, len(order.lines), len(order.payment_ids), round(order.amount_total, 2))
                    for order in orders
                ]
            )
            orders.env.flush_all()
            assert all(orders.mapped("l10n_fr_hash")), "a sale is not sealed"
            if till is suite:
                assert not orders.regie_alert_ids, "a sale is remarked upon"
        till["config"].env.transaction.clear()
    assert kept[0] == kept[1], "not the same sales"
    wrong = {**ours[0], "pricelist_id": suite["pricelists"][1].id}
    try:
        with closing(suite["config"].env.cr.savepoint(flush=False)):
            send(suite, [wrong])
    except UserError as error:
        assert "E-TILL-06" in str(error), error
    else:
        raise AssertionError("the prices of somebody else are taken")
    # what the refused sale left to be written goes with it
    suite["config"].env.transaction.clear()
