"""HTTP, for software that is not Python: scan, redact and restore over loopback or TLS."""

from viginote.serve.api import Limits, make_app
from viginote.serve.door import serve

__all__ = ["Limits", "make_app", "serve"]
