"""The main job on one page."""
