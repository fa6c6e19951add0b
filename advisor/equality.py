"""What "the same behaviour" means; the only place that says so."""
