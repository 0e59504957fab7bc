"""Commands of ``customer-groups`` that only the standalone shop has."""
