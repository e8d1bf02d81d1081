from datetime import date

from .common import GupCase


class TestLegalArticle(GupCase):
    """The articles and the amounts of the law, as régies and buyers write them."""

    def test_article_answers_to_each_way_of_writing_its_code(self):
        Article = self.env["regie.legal.article"]
        expected = {
            "L2113-13": "legal_article_l2113_13",
            "L2123-1 2°": "legal_article_l2123_1_2",
            "article l. 2123-1  2º": "legal_article_l2123_1_2",
            "L2112-2": "legal_article_l2112_2",
            "R2111-4": "legal_article_r2111_10",
            "R2152-4": "legal_article_r2152_3",
        }
        for text, xmlid in expected.items():
            self.assertEqual(Article._find_by_code(text), self.env.ref(f"regie_gup.{xmlid}"), text)
        self.assertFalse(Article._find_by_code("L9999-1"))

    def test_article_opens_its_markets(self):
        article = self.env.ref("regie_gup.legal_article_l2113_13")
        market = self._create_market(legal_article_ids=article.ids)
        self.assertEqual(article.market_count, 1)
        found = self.env["regie.market"].search(article.action_view_markets()["domain"])
        self.assertEqual(found, market)

    def test_threshold_is_the_one_of_the_day(self):
        Threshold = self.env["regie.procurement.threshold"]
        amounts = [
            Threshold._get_amount("exemption", "services", "local", day)
            for day in (date(2019, 12, 31), date(2026, 3, 31), date(2026, 4, 1))
        ]
        self.assertEqual(amounts, [None, 40000, 60000])
        self.assertEqual(Threshold._get_amount("formal", "services", "state", date(2026, 6, 1)), 140000)
