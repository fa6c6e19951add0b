"""Invented inputs, from recorded ones."""
