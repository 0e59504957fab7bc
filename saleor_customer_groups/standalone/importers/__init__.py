"""Importers: files of customers, products, orders and what belongs to them."""
