MATCH (p:Practice) WHERE p.listSizesOn IS NOT NULL
SET p.listSize = p.listSizesPatients[size([d IN p.listSizesOn WHERE d > $on])];
