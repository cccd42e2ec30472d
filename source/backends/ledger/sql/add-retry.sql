INSERT INTO retry (change_id) VALUES (?)
