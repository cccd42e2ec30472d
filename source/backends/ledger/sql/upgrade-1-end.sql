INSERT INTO earlier_failure SELECT * FROM earlier_failure_1;
DROP TABLE earlier_failure_1;
DROP TABLE error_1;
UPDATE cause SET open = (SELECT count(*) FROM open_error WHERE open_error.cause_id = cause.cause_id)
