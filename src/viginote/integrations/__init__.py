"""Integrations: one module a library, which imports it only when it is imported itself."""
