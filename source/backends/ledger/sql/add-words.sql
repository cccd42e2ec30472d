INSERT INTO error_search (rowid, text, object, operation, direction, code, hour, second, instant)
VALUES (CAST(:position AS INTEGER), :text, :object, :operation, :direction, :code, :hour, :second, :instant)
