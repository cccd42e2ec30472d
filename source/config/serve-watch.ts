/** Notices that files changed, however that was done: written anew, replaced, or behind a link that leads elsewhere now. */
import {stat} from 'node:fs/promises';

/** ms between two looks. */
const usualInterval = 2000;

export type Watch = {
	/** What `stateOfFiles` said before they were read: a change since then is noticed too. */
	readonly since: string;
	readonly onChange: () => Promise<void> | void;
	/** ms between two looks; 2 s if left out. */
	readonly interval?: number | undefined;
};

/**
Calls `onChange` when something about the files has changed and rested from one look to the next: of a certificate and its key, both are to be new. Its end is
awaited before the next look. Nothing of it keeps the process alive.
*/
export function watchFiles(files: readonly string[], {since, onChange, interval = usualInterval}: Watch): Disposable {
	let timer: NodeJS.Timeout | undefined;
	let isOver = false;
	let handled = since;
	let last: string | undefined;

	const look = async () => {
		const seen = await stateOfFiles(files);
		const isNew = seen !== handled && seen === last;
		last = seen;
		if (isNew && !isOver) {
			handled = seen;
			await onChange();
		}

		next();
	};

	const next = () => {
		if (isOver) {
			return;
		}

		timer = setTimeout(() => {
			void look();
		}, interval);
		timer.unref();
	};

	void look();
	return {
		[Symbol.dispose]() {
			isOver = true;
			clearTimeout(timer);
		},
	};
}

/** Differs from an earlier one where something about the files has changed. */
export async function stateOfFiles(files: readonly string[]): Promise<string> {
	const states = await Promise.all(files.map(async file => stateOf(file)));
	return states.join('\n');
}

/** Polled rather than watched: events are lost on network file systems, and where a file is replaced they speak of the one before. */
async function stateOf(file: string): Promise<string> {
	try {
		const {dev, ino, size, mtimeNs, ctimeNs} = await stat(file, {bigint: true});
		return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
	} catch {
		return 'none';
	}
}
