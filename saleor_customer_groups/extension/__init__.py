"""The Dashboard extension as Saleor and browsers get it: its manifest and built files."""
