"""Saleor's own suites, run with our package beside: ``make test-suites``."""
