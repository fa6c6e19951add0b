"""Find slow Python, write faster Python, keep only what is proven equal and measured faster."""

__version__ = "0.1.0"
