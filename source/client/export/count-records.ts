/** Counts records as their bytes pass, in whatever pieces they come. */

export type RecordCounter = {
	/** Bytes as latin1, a character for each: no character of UTF-8 has the bytes of a quote or a line end within it. */
	push(bytes: string): void;
	/** So far; of a record that has begun, one. */
	records(): number;
};

/** CSV with a line of headings: a line end within quotes is none. */
export function csvCounter(): RecordCounter {
	const outside = lineCounter();
	let isQuoted = false;
	return {
		push(bytes) {
			let start = 0;
			// From quote to quote, as nothing within a cell matters. A doubled quote leaves the cell and enters it again.
			for (let end = bytes.indexOf('"'); end !== -1; end = bytes.indexOf('"', start)) {
				if (!isQuoted) {
					outside.push(bytes.slice(start, end + 1));
				}

				isQuoted = !isQuoted;
				start = end + 1;
			}

			if (!isQuoted) {
				outside.push(bytes.slice(start));
			}
		},
		records: () => Math.max(0, outside.records() - 1),
	};
}

/** A record per line; empty lines are none. */
export function lineCounter(): RecordCounter {
	let lines = 0;
	let hasBegun = false;
	const begin = (part: string) => {
		hasBegun ||= part !== '' && part !== '\r';
	};

	return {
		push(bytes) {
			let start = 0;
			for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', start)) {
				begin(bytes.slice(start, end));
				lines += Number(hasBegun);
				hasBegun = false;
				start = end + 1;
			}

			begin(bytes.slice(start));
		},
		records: () => lines + Number(hasBegun),
	};
}
