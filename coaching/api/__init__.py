"""The API as a whole: its addresses, keys, pages, errors and document."""
