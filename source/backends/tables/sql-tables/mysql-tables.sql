-- Which of these names are tables here, and how many rows they have by the statistics.
SELECT table_name AS name, table_rows AS row_count FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE'
