-- So many pages of work; a negative number begins anew with the whole index.
INSERT INTO error_search (error_search, rank) VALUES ('merge', ?)
