"""Checking a program against the rules of training, before anybody trains by it."""
