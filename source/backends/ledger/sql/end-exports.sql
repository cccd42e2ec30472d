DROP TRIGGER IF EXISTS temp.note_arrival;
DROP TABLE IF EXISTS temp.arrival;
PRAGMA cache_size = {cache};
