"""How good a translation is: against references, and two translations compared."""

from bitext.metrics.comparison import Comparison, SystemMetric, SystemScores, compare
from bitext.metrics.scores import score
from bitext.result.scores import Metric, Scores

__all__ = ["Comparison", "Metric", "Scores", "SystemMetric", "SystemScores", "compare", "score"]
