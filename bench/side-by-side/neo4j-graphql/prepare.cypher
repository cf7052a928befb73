// The size of a practice's list on the day, as a property, where ours is a series. And the indexes that the statements
// of the library need beside ours. One of text stands in no other's way: it has no order that a list could walk along.
MATCH (p:Practice) WHERE p.listSizesOn IS NOT NULL
SET p.listSize = p.listSizesPatients[size([d IN p.listSizesOn WHERE d > $on])];
CREATE TEXT INDEX peer_IntegratedCareSystem_code IF NOT EXISTS FOR (n:IntegratedCareSystem) ON (n.code);
CREATE TEXT INDEX peer_PrimaryCareNetwork_code IF NOT EXISTS FOR (n:PrimaryCareNetwork) ON (n.code);
CREATE TEXT INDEX peer_Practice_code IF NOT EXISTS FOR (n:Practice) ON (n.code);
CREATE INDEX peer_Practice_listSize IF NOT EXISTS FOR (n:Practice) ON (n.listSize);
