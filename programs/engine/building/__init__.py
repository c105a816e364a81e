"""Building a program in the grid: a phase as a sheet of cells, put back cell by cell."""
