"""Renderers: pure functions of the advice."""
