from .result import IndicatorResult
from .scope import Scope
