-- Of an index in which nothing is left: at once, as no page has to be read.
INSERT INTO error_search (error_search) VALUES ('delete-all')
