"""PostgreSQL, Valkey and the product's processes on one machine, with nothing installed."""
