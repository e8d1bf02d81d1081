"""The till: opening it with bands and 5 000 people (W12), 200 sales without network worked out again (W13)."""

import json
import uuid

from launcher.measure import compare, other_env

from odoo import Command, fields

ALONE = ["l10n_fr_pos_cert", "pos_event", "pos_hr", "pos_repair", "pos_restaurant", "pos_sale", "product_expiry"]

PRODUCTS, PEOPLE, HOLDERS, SALES, BANDS = 200, 5_000, 1_000, 200, 3


def run(env):
    """The same till beside Odoo's with the same modules, products, lists and people."""
    peer = other_env()
    suite, vanilla = prepare(env), prepare(peer)
    give_bands(env, suite)
    sent, alone = load(suite), load(vanilla)
    weights = [len(json.dumps(data, default=str)) for data in (sent, alone)]
    print(f"  payload: {weights[0]:,} bytes, Odoo {weights[1]:,}: ×{weights[0] / weights[1]:.3f}")
    print(f"  people sent: {len(sent['res.partner'])}, Odoo {len(alone['res.partner'])}")
    assert len(sent["res.partner"]) <= 100
    yield compare(
        f"a till opens: {PRODUCTS} products, {PEOPLE} people, {HOLDERS} cards; Odoo's till",
        env,
        measured=lambda: load(suite),
        baseline=lambda: load(vanilla),
        baseline_env=peer,
        rounds=15,
        target=1.10,
    )
    yield compare(
        f"{SALES} sales without network arrive and are worked out again; Odoo's sync_from_ui",
        env,
        measured=lambda: send(env, suite),
        baseline=lambda: send(peer, vanilla),
        baseline_env=peer,
        rounds=5,
        warm_up=1,
        target=1.25,
    )


def prepare(env):
    """A till that is open, its products with the prices of three lists, its people."""
    pricelists = env["product.pricelist"].create([{"name": f"Liste {band}"} for band in range(BANDS + 1)])
    taxes = env["account.tax"].search([("type_tax_use", "=", "sale"), ("amount", "=", 20)], limit=1)
    env["product.template"].search([("available_in_pos", "=", True)]).available_in_pos = False
    products = env["product.product"].create(
        [
            {
                "name": f"Plat {number}",
                "list_price": 8,
                "available_in_pos": True,
                "taxes_id": [Command.set(taxes.ids)],
            }
            for number in range(PRODUCTS)
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
    people = env["res.partner"].create(
        [{"name": f"Personne {number:04}", "barcode": f"042{number:010}"} for number in range(PEOPLE)]
    )
    journal = env["account.journal"].create({"name": "Caisse", "type": "cash", "code": "CSHB"})
    method = env["pos.payment.method"].create({"name": "Espèces", "journal_id": journal.id})
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
    config.open_ui()
    config.current_session_id.set_opening_control(0, "")
    env.cr.commit()
    return {"config": config, "products": products, "people": people, "pricelists": pricelists[1:]}


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


def load(till):
    """What the till asks when it opens."""
    return till["config"].current_session_id.load_data([])


def send(env, till):
    """Two hundred sales of three lines, of as many customers, one call each as the till does."""
    orders = env["pos.order"]
    for number in range(SALES):
        orders.sync_from_ui([prepare_sale(env, till, number)])


def prepare_sale(env, till, number):
    """A sale as the till sends it."""
    config = till["config"]
    session, price = config.current_session_id, 2 + number % BANDS
    taxes = till["products"][0].taxes_id
    amounts = taxes.compute_all(price)
    lines = [
        Command.create(
            {
                "uuid": str(uuid.uuid4()),
                "product_id": product.id,
                "qty": 1,
                "price_unit": price,
                "tax_ids": [Command.set(taxes.ids)],
                "price_subtotal": amounts["total_excluded"],
                "price_subtotal_incl": amounts["total_included"],
            }
        )
        for product in till["products"][number % 50 * 3 : number % 50 * 3 + 3]
    ]
    total = 3 * amounts["total_included"]
    return {
        "uuid": str(uuid.uuid4()),
        "access_token": str(uuid.uuid4()),
        "state": "paid",
        "session_id": session.id,
        "company_id": session.company_id.id,
        "user_id": env.uid,
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
