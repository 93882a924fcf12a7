"""What every finding of this room says of itself."""

from viginote.findings import Explanation, Finding

DETECTOR = "known identity"


def finding(start: int, end: int, label: str, score: float, reason: str) -> Finding:
    return Finding(start, end, label, score, DETECTOR, explain=Explanation(reason=reason))
