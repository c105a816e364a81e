"""The offline sync as plain functions: clocks, merging, reading what a phone sends."""
