"""One command for each number that the README promises: ``python -m benchmarks NAME``."""
