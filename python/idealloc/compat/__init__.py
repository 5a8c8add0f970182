"""Drop-in replacements for planners of others."""
