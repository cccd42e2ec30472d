/** Is a ledger's file still where it was opened? A file that was moved or removed takes writes all the same, and nobody will ever read them. */
import {statSync} from 'node:fs';
import {ProblemError} from '../../contract/problem.ts';

/**
Returns a function that throws a ProblemError `unavailable` as long as the file, or the log beside it, is another than at the time of this call, or gone.
It takes some microseconds. `file` is an open ledger's path, or `:memory:`.
*/
export function watchPlace(file: string): () => void {
	const places = file === ':memory:' ? [] : [file, `${file}-wal`].map(name => ({name, identity: identityOf(name)}));
	return () => {
		const lost = places.find(({name, identity}) => identityOf(name) !== identity);
		if (lost !== undefined) {
			throw new ProblemError('unavailable', 'the ledger\'s file was moved, removed or replaced while it was in use', {
				retryAfter: 60, cause: new Error(`${lost.name} is not the file that was opened; put that one back, or restart the server`),
			});
		}
	};
}

/** Undefined where there is none, or none that can be looked at. */
function identityOf(file: string): string | undefined {
	try {
		const {dev, ino} = statSync(file, {bigint: true});
		return `${dev}:${ino}`;
	} catch {
		return undefined;
	}
}
