/** What a filter that is being typed could go on with. */
import type {Quantity} from '../count.ts';
import {printValue} from './print-filter.ts';
import {scanFilter, type Piece} from './scan-filter.ts';
import {
	fieldNamed, fieldTexts, isTimeField, type FilterField, type ValueField,
} from './terms.ts';

export type Candidate = {readonly value: string; readonly label?: string | undefined; readonly count?: Quantity};
export type Candidates = Readonly<Partial<Record<ValueField, readonly Candidate[]>>>;

export type CompleteOptions = {
	readonly fields: ReadonlySet<FilterField>;
	/** Offers every field where nothing has been typed yet. */
	readonly isAsked?: boolean;
};

export type Suggestion = {
	/** What to call it. */
	readonly label: string;
	/** The whole line once it is taken, and where the caret (in code points) stands then. */
	readonly text: string;
	readonly caret: number;
	readonly count: Quantity;
};

/** What to put in the place of which characters (code points, `to` exclusive). */
type Edit = {readonly from: number; readonly to: number; readonly inserted: string; readonly label: string; readonly count?: Quantity};

const maxSuggestions = 8;
const times = ['1h', '2h', '24h', '3d', '1w'].map(value => ({value}));

/** The best first, 8 at most. `caret` in code points: the term in which it stands is completed, the others stay. */
export function completeFilter(text: string, caret: number, candidates: Candidates, {fields, isAsked = false}: CompleteOptions): {suggestions: Suggestion[]} {
	const characters = [...text];
	const piece = scanFilter(characters.slice(0, caret).join('')).at(-1);
	const edits = piece?.to === caret
		? editsOf(piece, endOf(piece, caret, characters), candidates, {fields, isAsked})
		: fieldEdits('', caret, caret, {fields, isAsked});
	return {suggestions: edits.slice(0, maxSuggestions).map(edit => suggestionOf(edit, characters))};
}

/** `piece` is what stands before the caret; `to` is where the term that it belongs to ends, as far as it is replaced. */
function editsOf(piece: Piece, to: number, candidates: Candidates, options: CompleteOptions): Edit[] {
	const {name, value, valueFrom, quote, negationAt} = piece;
	const typed = value.toLowerCase();
	if (name === undefined) {
		// There is no `!since:`.
		const fields = new Set([...options.fields].filter(field => negationAt === undefined || !isTimeField(field)));
		return quote === 'none' ? fieldEdits(typed, valueFrom, to, {...options, fields}) : [];
	}

	const field = fieldNamed(name);
	if (field === undefined || !options.fields.has(field)) {
		return [];
	}

	return ranked(isTimeField(field) ? times : candidates[field] ?? [], typed).map((candidate): Edit => ({
		from: valueFrom, to, inserted: `${printValue(candidate.value)} `, label: candidate.label ?? candidate.value, count: candidate.count,
	}));
}

/** Fields that begin with what is typed, by their full name or as they are written. */
function fieldEdits(typed: string, from: number, to: number, {fields, isAsked = false}: CompleteOptions): Edit[] {
	return typed === '' && !isAsked
		? []
		: [...fields]
			.filter(field => fieldTexts[field].startsWith(typed) || field.startsWith(typed))
			.map(field => ({
				from, to, inserted: `${fieldTexts[field]}:`, label: `${fieldTexts[field]}:`,
			}));
}

/** What begins with what is typed, then what only holds it. The empty value can't be begun: it is typed as it is. */
function ranked(candidates: readonly Candidate[], typed: string): Candidate[] {
	const texts = ({value, label = ''}: Candidate) => [value.toLowerCase(), label.toLowerCase()];
	const found = candidates.filter(candidate => candidate.value !== '' && texts(candidate).some(text => text.includes(typed)));
	const isBegun = (candidate: Candidate) => texts(candidate).some(text => text.startsWith(typed));
	return [...found.filter(candidate => isBegun(candidate)), ...found.filter(candidate => !isBegun(candidate))];
}

/** Where a term ends of which the caret has the beginning behind it: what is left of it gives way, a value only to a value. */
function endOf({from, name}: Piece, caret: number, characters: readonly string[]): number {
	const whole = scanFilter(characters.join('')).find(piece => piece.from === from);
	if (whole === undefined) {
		return caret;
	}

	if (name === undefined && whole.name !== undefined) {
		return whole.valueFrom;
	}

	// An open quote goes on to the end of the line, which was hardly meant: only the word at the caret is part of it.
	const blank = characters.findIndex((character, at) => at >= caret && /\s/v.test(character));
	return whole.quote === 'open' && blank !== -1 ? blank : whole.to;
}

function suggestionOf({from, to, inserted, label, count}: Edit, characters: readonly string[]): Suggestion {
	const start = characters.slice(0, from).join('') + inserted;
	// The blank behind a value may be there already.
	const isBlankThere = inserted.endsWith(' ') && characters[to] === ' ';
	return {
		label, count, text: start + characters.slice(to + Number(isBlankThere)).join(''), caret: [...start].length,
	};
}
