/** A file as rows: CSV as people have it, or the lines of JSON of this project's own export. */
import {open} from 'node:fs/promises';
import {createReadStream} from 'node:fs';
import {Readable} from 'node:stream';
import {parse, type CsvError} from 'csv-parse';
import {ProblemError} from '../../contract/problem.ts';

export type Rows = {
	/** The names of the columns. */
	readonly header: readonly string[];
	/** The cells of each row, in the order of the header. Rows that can't be read are left out, and counted. */
	rows(): AsyncIterable<readonly string[]>;
	unreadable(): number;
	/** When the file was last written, ms UTC. */
	readonly writtenAt: number;
};

const sampleBytes = 64 * 1024;

/** Throws a ProblemError `invalid-request` of one line for what can't be read. */
export async function readRows(file: string): Promise<Rows> {
	const {sample, encoding, writtenAt} = await look(file);
	const text = new TextDecoder(encoding).decode(sample);
	if (text.trim() === '') {
		throw new ProblemError('invalid-request', `${file} is empty`);
	}

	if (text.includes('\0')) {
		throw new ProblemError('invalid-request', `${file} is no text; give a CSV file, such as an export of Sync Errors`);
	}

	let unreadable = 0;
	const delimiter = delimiterOf(text);
	const records = () => bytesOf(file, encoding).pipe(parseStream(encoding, delimiter, error => {
		unreadable++;
		if (error?.code === 'CSV_QUOTE_NOT_CLOSED') {
			throw new ProblemError('invalid-request', `${file} has a quote that is never closed, after ${Number(error.records)} rows: all that follows would be lost; mend the row after these`);
		}
	})) as AsyncIterable<string[]>;
	const [header] = await first(records());
	if (header === undefined) {
		throw new ProblemError('invalid-request', `${file} has no line of headings; give a CSV file, such as an export of Sync Errors`);
	}

	return {
		header,
		writtenAt,
		unreadable: () => unreadable,
		async * rows() {
			unreadable = 0;
			let isHeader = true;
			for await (const row of records()) {
				if (!isHeader) {
					yield row;
				}

				isHeader = false;
			}
		},
	};
}

/** The parser knows Unicode alone: what Windows wrote in its own code is told to it in UTF-8. */
function bytesOf(file: string, encoding: Encoding): Readable {
	const bytes = createReadStream(file);
	if (encoding !== 'windows-1252') {
		return bytes;
	}

	return Readable.from((async function * () {
		const decoder = new TextDecoder(encoding);
		for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
			yield decoder.decode(chunk, {stream: true});
		}
	})());
}

function parseStream(encoding: Encoding, delimiter: string, onSkip: (error: CsvError | undefined) => void) {
	return parse({
		delimiter, bom: true, encoding: encoding === 'utf-16le' ? 'utf16le' : 'utf8', relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_error: true,
		on_skip(error) {
			onSkip(error);
			return undefined;
		},
		max_record_size: 16 * 1024 * 1024,
	});
}

async function first<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
	const iterator = items[Symbol.asyncIterator]();
	const next = await iterator.next();
	await iterator.return?.();
	return next.done === true ? [] : [next.value];
}

type Encoding = 'utf8' | 'utf-16le' | 'windows-1252';

async function look(file: string): Promise<{sample: Uint8Array; encoding: Encoding; writtenAt: number}> {
	try {
		await using handle = await open(file);
		const stats = await handle.stat();
		if (!stats.isFile()) {
			throw new ProblemError('invalid-request', `${file} is not a file; give a CSV file, such as an export of Sync Errors`);
		}

		const buffer = new Uint8Array(sampleBytes);
		const {bytesRead} = await handle.read(buffer, 0, sampleBytes, 0);
		const sample = buffer.subarray(0, bytesRead);
		return {sample, encoding: encodingOf(sample), writtenAt: stats.mtimeMs};
	} catch (error) {
		if (error instanceof ProblemError) {
			throw error;
		}

		const code = error instanceof Error && 'code' in error ? error.code : '';
		throw new ProblemError('invalid-request', code === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read (${String(code)})`);
	}
}

/** What is no UTF-8 comes from Windows, in its code for western Europe. */
function encodingOf(sample: Uint8Array): Encoding {
	if (sample[0] === 0xFF && sample[1] === 0xFE) {
		return 'utf-16le';
	}

	try {
		// The sample may end within a character.
		new TextDecoder('utf-8', {fatal: true}).decode(sample, {stream: true});
		return 'utf8';
	} catch {
		return 'windows-1252';
	}
}

/** The one that is most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
	const line = text.replaceAll(/"[^"]*"/gv, '').split(/\r?\n/v, 1)[0] ?? '';
	const count = (delimiter: string) => line.split(delimiter).length;
	return [',', ';', '\t', '|'].toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}
