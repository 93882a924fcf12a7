"""Intervals: how far a count may be from the truth.

Sources: Wilson 1927 for a share; the negative binomial for what a detector of known recall has missed;
Yan and Su 2010 for the stratified Wilson interval.
"""

import math

#: Two-sided 95 %.
Z = 1.959963984540054


def wilson(hits: float, trials: float, z: float = Z) -> tuple[float, float]:
    """The Wilson interval of a share; (0, 1) where nothing was tried."""
    if trials <= 0:
        return 0.0, 1.0
    share = hits / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)
