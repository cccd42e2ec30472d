/** How the index of words holds numbers: as three characters. Three make exactly one token of a trigram index. */

/** Ideographs, of which there are this many in a row from here: no case, no marks, three bytes each. */
const firstCharacter = 0x4E_00;
const base = 20_000;

/** `id`: a whole number from 0 to 8 × 10¹² − 1. */
export function searchToken(id: number): string {
	const digits = [Math.floor(id / (base * base)), Math.floor(id / base) % base, id % base];
	return String.fromCodePoint(...digits.map(digit => firstCharacter + digit));
}
