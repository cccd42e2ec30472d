"""Reads an export back with a CSV parser that isn't ours, and compares it with the ledger, row by row.

Arguments: the CSV file, the ledger. Prints JSON: how many rows the file has, how many the ledger has, how many are missing from the file,
come twice, stand in the wrong order or differ, and the first of those.
"""
import csv
import json
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

HEADER = [
	'id', 'level', 'object', 'recordId', 'recordName', 'operation', 'direction', 'code', 'message', 'occurredAt', 'firstSeenAt', 'attempts', 'state', 'url',
]
ROWS = """
	SELECT 'e-' || error_id, 'record', object, record_id, record_name, operation, direction, code, message, occurred_at, first_seen_at, attempts, state, url
	FROM error WHERE state = 'open'
"""
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def time_of(ms):
	return (EPOCH + timedelta(milliseconds=ms)).strftime('%Y-%m-%dT%H:%M:%S.') + f'{ms % 1000:03}Z'


def cell_of(value):
	"""Formulas are guarded by an apostrophe; what is missing is empty."""
	text = '' if value is None else str(value)
	return "'" + text if text.startswith(('=', '+', '-', '@', '\t', '\r')) else text


def row_of(values):
	cells = [cell_of(value) for value in values]
	cells[9], cells[10] = time_of(values[9]), time_of(values[10])
	return cells


def compare(file, ledger):
	database = sqlite3.connect(f'file:{ledger}?mode=ro', uri=True)
	expected = {row[0]: hash(tuple(row)) for row in map(row_of, database.execute(ROWS))}
	in_ledger = len(expected)
	found, wrong, first, before = 0, 0, None, None
	with open(file, encoding='utf-8', newline='') as text:
		lines = csv.reader(text, strict=True)
		header = next(lines)
		for cells in lines:
			found += 1
			is_right = expected.pop(cells[0], None) == hash(tuple(cells)) and (before is None or cells[9] <= before)
			before = cells[9]
			if not is_right:
				wrong += 1
				first = first or cells
	return {
		'isHeaderRight': header == HEADER, 'inFile': found, 'inLedger': in_ledger, 'missing': len(expected), 'wrong': wrong, 'firstWrong': first,
	}


json.dump(compare(sys.argv[1], sys.argv[2]), sys.stdout)
