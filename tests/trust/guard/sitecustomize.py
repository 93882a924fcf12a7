"""Imported by every Python process whose path names this folder."""

import network_guard

network_guard.install()
