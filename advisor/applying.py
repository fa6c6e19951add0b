"""Write winners into the files: atomic, and refused when a file changed since it was read."""
