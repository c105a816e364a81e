"""Use cases of exercises and programs, one file each."""
