/** Writes the errors that a filter lets through into a file. Loaded when the first export is asked for. */
import {Buffer} from 'node:buffer';
import path from 'node:path';
import {csvCounter, lineCounter} from './count-records.ts';
import {openErrors, type ErrorQuestion, type ErrorSource} from './error-source.ts';
import {ExportFailure, exportFailureOf} from './export-failure.ts';
import {jsonArray} from './json-array.ts';
import {createPartFile, type PartFile} from './part-file.ts';
import {removeStaleParts} from './part-name.ts';
import {progressMeter, type ExportProgress} from './progress.ts';
import {sidecarText, type ExportAbout} from './sidecar.ts';
import {findTarget, sidecarOf} from './target.ts';

export {ExportFailure, type ExportFailureCode} from './export-failure.ts';
export type {ExportFormat} from './error-source.ts';
export type {ExportProgress} from './progress.ts';
export type {ExportAbout} from './sidecar.ts';

export type ExportOptions = ErrorQuestion & {
	/** An absolute path. `FILE.meta.json` is written beside it. */
	readonly file: string;
	/** Whether what is there may be replaced. */
	readonly overwrite: boolean;
	/** How many there will be, where that is known before the backend says it. */
	readonly total?: number | undefined;
	readonly about?: ExportAbout | undefined;
	/** Called at most ten times a second, and once at the end. */
	readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
};

export type Exported = {
	readonly records: number;
	readonly bytes: number;
};

/**
Resolves once the file is whole and on the disk. Throws an ExportFailure, `cancelled` where the signal was aborted; then nothing has been written.
All is written to another file in the same folder first, and gets its name at the end: whenever the process is killed, there is no file or a
whole one. What a killed one has left is removed by the next export into that folder. The sidecar gets its name before the file does, so that
no file is without.
*/
export async function exportErrors(options: ExportOptions): Promise<Exported> {
	const {file, overwrite, signal} = options;
	try {
		signal?.throwIfAborted();
		const target = await findTarget(file, overwrite);
		await removeStaleParts(path.dirname(target));
		await using part = await createPartFile(target);
		const source = await openErrors(options);
		const written = await write(source, part, options);
		await part.finish();
		await using sidecar = await createPartFile(sidecarOf(target));
		await sidecar.write(sidecarText({
			...options, ...written, about: options.about ?? {}, time: Date.now(), count: written.records, expected: source.total, lack: source.lack(),
		}));
		await sidecar.finish();
		signal?.throwIfAborted();
		await sidecar.place(overwrite);
		try {
			await part.place(overwrite);
		} catch (error) {
			if (!overwrite) {
				await sidecar.withdraw();
			}

			throw error;
		}

		return written;
	} catch (error) {
		throw signal?.aborted === true && !(error instanceof ExportFailure)
			? new ExportFailure('cancelled', 'The export was cancelled; nothing was written.', {cause: error})
			: exportFailureOf(error, file);
	}
}

async function write({pieces, total: said}: ErrorSource, part: PartFile, {format, total, onProgress, signal}: ExportOptions): Promise<Exported> {
	const counter = format === 'csv' ? csvCounter() : lineCounter();
	const array = format === 'json' ? jsonArray() : undefined;
	const meter = progressMeter(said ?? total, performance.now());
	let bytes = 0;
	const add = async (piece: Uint8Array) => {
		await part.write(piece);
		bytes += piece.byteLength;
	};

	const report = () => {
		onProgress?.(meter.report(counter.records(), bytes, performance.now()));
	};

	for await (const piece of pieces) {
		signal?.throwIfAborted();
		// As text it is searched fast, and a text per piece brings the garbage collector by: the pieces' bytes, which it doesn't see, would pile up to 64 MiB.
		const text = piece.toString('latin1');
		counter.push(text);
		await add(array === undefined ? piece : Buffer.from(array.push(text), 'latin1'));
		if (meter.isDue(performance.now())) {
			report();
		}
	}

	if (array !== undefined) {
		await add(Buffer.from(array.end()));
	}

	report();
	return {records: counter.records(), bytes};
}
