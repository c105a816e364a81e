"""The template builder: a draft as a grid, outside the admin's frame and its relaxed policy."""
