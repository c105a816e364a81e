"""How long a job's transaction may wait, work and idle."""

from django.db import connection

# Reliability 5.1: a job gives way quickly, and frees its rows when its process freezes.
LIMITS = {
    "lock_timeout": "2s",
    "statement_timeout": "20s",
    "idle_in_transaction_session_timeout": "20s",
}


def limit_transaction() -> None:
    """Set the limits of the transaction that runs now. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = '{value}'" for name, value in LIMITS.items()))
