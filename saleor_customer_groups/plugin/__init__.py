"""The host inside Saleor. The only package that imports saleor."""
