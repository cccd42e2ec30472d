/*
Text from a backend is data that anybody may have typed: it must not move the cursor, colour the screen, hide what stands beside it or
shift a table by a cell. What is left after cleaning is one line whose width is the sum of the widths of its code points, in every terminal.
What no table can help: a terminal older than a character (most emoji since 2019) may draw it in one cell instead of two.
*/

type Rule = {readonly find: RegExp; readonly draw: (found: string) => string};

const nothing = () => '';
const replacement = () => '\u{FFFD}';

/** In this order: a later rule relies on what an earlier one took away. */
const rules: readonly Rule[] = [
	// Shown as what they are, so that nobody has to guess what is in the record.
	{find: /\p{Control}/gv, draw: controlPicture},
	{find: /[\u{2028}\u{2029}]/gv, draw: () => newline},
	/*
	What has no picture of its own: bidi controls (they reorder what others wrote beside them), zero-width blanks and joiners, variation
	selectors, tags, fillers, and the keycap's frame. Terminals disagree about the width of all that they make: an emoji sequence is drawn as
	its parts. Without U+200C and U+200D Persian and Indic words lose some of their shaping, and nothing of what they say.
	*/
	{find: /[\p{Default_Ignorable_Code_Point}\u{20E3}]/gv, draw: nothing},
	// Half of a flag, as its letter: terminals draw a pair of them in one, two or four cells.
	{find: /[\u{1F1E6}-\u{1F1FF}]/gv, draw: found => String.fromCodePoint((found.codePointAt(0) ?? 0) - 0x1_F1_E6 + 0x41)},
	// The skin tone of an emoji.
	{find: /(?<=\p{Extended_Pictographic})[\u{1F3FB}-\u{1F3FF}]+/gv, draw: nothing},
	/*
	What has no width that terminals agree about: a skin tone alone (it joins whatever stands before it), lone surrogates, code points that aren't
	assigned, format characters that are visible. Private use too: what it looks like is between a font and its owner.
	*/
	{find: /[\p{Format}\p{Private_Use}\p{Surrogate}\p{Unassigned}\u{1F3FB}-\u{1F3FF}]/gv, draw: replacement},
	// Composed, a letter with its accents is one code point, and a Korean syllable too: nothing to stack, nothing to disagree about.
	{find: /^.+$/v, draw: text => text.normalize('NFC')},
	// Vowels and finals of Hangul that no syllable took in: one cell by the standard, none in most terminals.
	{find: /[\u{1160}-\u{11FF}\u{D7B0}-\u{D7FB}]/gv, draw: replacement},
	// No language piles more than four marks on one letter; what does wants to draw over the lines around it.
	{find: /(?<=\p{Mark}{4})\p{Mark}+/gv, draw: nothing},
	// A mark without a letter would go to its neighbour on the screen: it gets the circle that Unicode has for that.
	{find: /^(?=\p{Mark})/v, draw: () => '\u{25CC}'},
];

/** The symbol for a line end of more than one kind. */
const newline = '\u{2424}';

/** C0 and DEL have pictures. C1 has none; some terminals take U+009B for `ESC [`. */
function controlPicture(found: string): string {
	const code = found.codePointAt(0) ?? 0;
	if (code < 0x20) {
		return String.fromCodePoint(0x24_00 + code);
	}

	return code === 0x7F ? '\u{2421}' : (code === 0x85 ? newline : replacement());
}

/**
One line that no terminal can misread and every terminal draws at the same width. For drawing alone: what is copied, searched or exported is
the text as it came. Cleaning what is clean changes nothing. Text of printable ASCII and Latin letters is returned as it is, at the cost of a look.
*/
export function cleanText(raw: string): string {
	if (isPlain(raw)) {
		return raw;
	}

	let text = raw;
	for (const {find, draw} of rules) {
		text = text.replace(find, found => draw(found));
	}

	return text;
}

/** Printable ASCII and U+00A0 to U+02FF without the soft hyphen: one cell each, everywhere. */
function isPlain(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index); // eslint-disable-line unicorn/prefer-code-point -- half of a pair is not plain, and this is the faster look
		const isOneCell = (unit >= 0x20 && unit <= 0x7E) || (unit >= 0xA0 && unit <= 0x2_FF && unit !== 0xAD);
		if (!isOneCell) {
			return false;
		}
	}

	return true;
}

/** The first of the texts that has something to show, fit to be drawn; a backend may send a name that is null, missing or blank. */
export function nameText(...texts: ReadonlyArray<string | null | undefined>): string {
	for (const text of texts) {
		const clean = cleanText(text ?? '');
		if (clean.trim() !== '') {
			return clean;
		}
	}

	return '';
}
