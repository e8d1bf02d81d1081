from . import tariff_portal
