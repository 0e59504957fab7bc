SELECT '' AS key, '' AS type, '' AS label WHERE FALSE
