def migrate(cr, version):
    """Give the streams shipped without a recycling code that of their material; one chosen by hand stays."""
    codes = {
        "R3": ("wood_a", "wood_b", "plastic", "joinery", "paper", "furniture", "crates", "textile", "green", "food"),
        "R4": ("metal", "weee"),
        "R9": ("oil",),
    }
    for code, streams in codes.items():
        cr.execute(
            "UPDATE regie_waste_stream SET recycling_code = %s WHERE code IN %s AND recycling_code IS NULL",
            (code, streams),
        )
    cr.execute("UPDATE regie_waste_stream SET is_shredded = TRUE WHERE code = 'crates' AND is_shredded IS NOT TRUE")
