"""The kernel: a loop nest in typed, canonical form, and what can be said about it."""
