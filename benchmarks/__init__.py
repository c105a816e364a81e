"""How fast the product is: the gym's data, the works measured on it, the table they make."""
