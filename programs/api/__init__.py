"""Exercises and programs over HTTP; fields, filters and scope that the other APIs use too."""
