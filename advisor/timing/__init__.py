"""What runs in a worker to time a candidate; imports little, for imports are part of the cost."""
