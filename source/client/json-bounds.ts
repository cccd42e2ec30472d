/** How much memory a JSON text would take, judged before it is parsed: a small text can be a large value, or one that overflows the stack of whoever walks it. */

/** Levels of lists and objects in one another. */
export const maxDepth = 500;
/** Lists, objects and their members: about 100 bytes each once parsed. */
export const maxValues = 4_000_000;

const quote = 0x22;
const comma = 0x2C;
const backslash = 0x5C;
const isOpening = (byte: number) => byte === 0x5B || byte === 0x7B;
const isClosing = (byte: number) => byte === 0x5D || byte === 0x7D;

/** `bytes` in UTF-8. What isn't JSON is judged too, by its brackets and commas. */
export function exceedsBounds(bytes: Uint8Array): 'depth' | 'values' | undefined {
	let depth = 0;
	let values = 0;
	for (let index = 0; index < bytes.length; index++) {
		const byte = bytes[index] ?? 0;
		if (byte === quote) {
			index = endOfText(bytes, index + 1);
		} else if (byte === comma) {
			values++;
		} else if (isOpening(byte)) {
			values++;
			depth++;
		} else if (isClosing(byte)) {
			depth--;
		}

		if (depth > maxDepth || values > maxValues) {
			return depth > maxDepth ? 'depth' : 'values';
		}
	}

	return undefined;
}

/** Where the quote is that ends the text which begins at `start`. */
function endOfText(bytes: Uint8Array, start: number): number {
	let index = start;
	while (index < bytes.length && bytes[index] !== quote) {
		index += bytes[index] === backslash ? 2 : 1;
	}

	return index;
}
