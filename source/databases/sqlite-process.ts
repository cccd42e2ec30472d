/**
The process in which somebody's SQLite file is read (see sqlite.ts): SQLite answers in the thread that asks and can't be interrupted, but a process can be
ended. It speaks with the one that started it alone, and ends with it.
*/
import process from 'node:process';
import {DatabaseSync, type SQLInputValue} from 'node:sqlite';
import {parentPort, Worker} from 'node:worker_threads';
import type {SqliteAnswer, SqliteQuestion, SqliteValue} from './sqlite-messages.ts';

const [file = '', mode = 'read', busyTimeout = '0'] = process.argv.slice(2);
let database: DatabaseSync | undefined;
let rows: Iterator<Record<string, unknown>> | undefined;

function opened(): DatabaseSync {
	if (database === undefined) {
		database = new DatabaseSync(file, {readOnly: mode === 'read', timeout: Number(busyTimeout)});
		if (mode === 'read') {
			database.exec('PRAGMA query_only = ON');
		}

		// SQLite's own lower() knows ASCII alone.
		database.function('sync_tui_fold', {deterministic: true}, value => typeof value === 'string' ? value.normalize('NFC').toLowerCase() : value);
	}

	return database;
}

function answerTo({kind, text, values, limit}: SqliteQuestion): Pick<SqliteAnswer, 'rows' | 'changes'> {
	if (kind === 'next') {
		return {rows: nextPage(limit)};
	}

	const statement = opened().prepare(text);
	statement.setReadBigInts(true);
	const bound = values as SQLInputValue[];
	switch (kind) {
		case 'columns': {
			return {rows: statement.columns().map(({name, table, column}) => ({name, table, column}))};
		}

		case 'all': {
			return {rows: statement.all(...bound).map(row => plain(row))};
		}

		case 'stream': {
			rows = statement.iterate(...bound);
			return {rows: []};
		}

		case 'run': {
			return {rows: [], changes: Number(statement.run(...bound).changes)};
		}
	}
}

function nextPage(limit: number): Array<Record<string, SqliteValue>> {
	const page = [];
	while (rows !== undefined && page.length < limit) {
		const next = rows.next();
		if (next.done === true) {
			// Node 22 would begin again.
			rows = undefined;
		} else {
			page.push(plain(next.value));
		}
	}

	return page;
}

/** Whole numbers that a JavaScript number can't hold become text. */
function plain(row: Record<string, unknown>): Record<string, SqliteValue> {
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [
		name,
		typeof value === 'bigint' ? (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)) : value as SqliteValue,
	]));
}

function answered(question: SqliteQuestion): SqliteAnswer {
	try {
		return answerTo(question);
	} catch (error) {
		const code: unknown = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
		return {error: {message: error instanceof Error ? error.message : String(error), code: typeof code === 'number' ? code : undefined}};
	}
}

if (parentPort === null) {
	const end = () => {
		// An exit would wait for the thread.
		process.kill(process.pid, 'SIGKILL');
	};

	process.on('disconnect', end);
	if (!process.connected) {
		// Whoever asks was gone before this listened.
		end();
	}

	// SQLite has a thread of its own, so that this one hears that whoever asked is gone: the question may take hours.
	const reader = new Worker(new URL(import.meta.url), {argv: process.argv.slice(2)});
	reader.on('message', (answer: SqliteAnswer) => {
		process.send?.(answer);
	});
	process.on('message', (question: SqliteQuestion) => {
		reader.postMessage(question);
	});
} else {
	const asking = parentPort;
	asking.on('message', (question: SqliteQuestion) => {
		asking.postMessage(answered(question));
	});
}
