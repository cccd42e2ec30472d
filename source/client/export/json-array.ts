export type JsonArray = {
	/** What comes of the next piece of NDJSON, cut wherever it may be; both as latin1, a character for each byte. */
	push(bytes: string): string;
	/** What closes the array. */
	end(): string;
};

/** NDJSON becomes an array, an item per line. No line is parsed: JSON has no line end within an item, so line ends are all there is to replace. */
export function jsonArray(): JsonArray {
	let isEmpty = true;
	/** Lines have ended since the last item; only the next one shows that a comma is due. */
	let isBetween = true;
	return {
		push(bytes) {
			let start = 0;
			let end = bytes.length;
			while (start < end && isLineEnd(bytes[start])) {
				start++;
			}

			while (end > start && isLineEnd(bytes[end - 1])) {
				end--;
			}

			isBetween ||= start > 0;
			if (start === end) {
				return '';
			}

			const before = isBetween ? (isEmpty ? '[\n' : ',\n') : '';
			isEmpty = false;
			isBetween = end < bytes.length;
			return before + oneEach(bytes.slice(start, end)).replaceAll('\n', ',\n');
		},
		end: () => isEmpty ? '[]\n' : '\n]\n',
	};
}

function isLineEnd(byte: string | undefined): boolean {
	return byte === '\n' || byte === '\r';
}

/** With one line feed between two lines, which is how they come: to look for anything else first takes less than a pattern does. */
function oneEach(lines: string): string {
	return lines.includes('\r') || lines.includes('\n\n') ? lines.replaceAll(/[\n\r]+/gv, '\n') : lines;
}
