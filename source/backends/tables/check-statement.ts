/** A mapping's SQL is one statement that only reads. The database holds it to that too; this says what is wrong before it is asked. */
import {ProblemError} from '../../contract/problem.ts';
import type {Dialect} from './mapping.ts';

/** In characters. */
const maxLength = 100_000;

/** What a statement has beside its own words: texts, names and comments, in which a semicolon means nothing. */
const quoted: Readonly<Record<Dialect, RegExp>> = {
	postgres: /--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<dollar>\$(?:[A-Z_a-z]\w*)?\$).*?\k<dollar>/gsv,
	mysql: /--[^\n]*|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`(?:[^`]|``)*`/gsv,
	sqlite: /--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\[\]]*\]/gv,
};

/** Its own words: everything quoted becomes a space of the same length. */
export function bareText(statement: string, dialect: Dialect): string {
	return statement.replaceAll(quoted[dialect], text => ' '.repeat(text.length));
}

/** A statement with `mark` in place of each `:id` among its own words (not of a `::id`), and how many there were. */
export function withMarks(statement: string, dialect: Dialect, mark: string): {text: string; count: number} {
	const bare = bareText(statement, dialect);
	let count = 0;
	const text = statement.replaceAll(/(?<!:):id\b/gv, (token, at: number) => {
		const isOwn = bare.startsWith(token, at);
		count += Number(isOwn);
		return isOwn ? mark : token;
	});
	return {text, count};
}

/** `where` is what a message calls the place of the SQL. Throws a ProblemError `invalid-request` of one line. */
export function checkSelect(statement: string, dialect: Dialect, where: string): void {
	const refuse = (what: string) => {
		throw new ProblemError('invalid-request', `${where} ${what}`);
	};

	const bare = bareText(statement, dialect);
	if (statement.length > maxLength) {
		refuse(`is too long: give at most ${maxLength} characters`);
	}

	if (statement.includes('\0')) {
		refuse('has a NUL character in it');
	}

	if (dialect === 'mysql' && /\/\*m?!/iv.test(statement)) {
		refuse('has a comment that is run (/*! … */, /*M! … */): write it without');
	}

	if (bare.includes(';')) {
		refuse('has a semicolon in it: give one SELECT, without one at its end');
	}

	if (!/^[\s\(]*(?:select|with|values|table)\b/iv.test(bare)) {
		refuse('is no SELECT');
	}

	if (dialect === 'postgres' ? /\$\d/v.test(bare) : bare.includes('?')) {
		refuse('has a placeholder in it: nothing is put in its place');
	}

	if (!isBalanced(bare)) {
		refuse('has brackets or quotes that are not closed');
	}
}

function isBalanced(bare: string): boolean {
	let depth = 0;
	for (const character of bare.match(/["'\(\)`]|\/\*/gv) ?? []) {
		if (character !== '(' && character !== ')') {
			return false;
		}

		depth += character === '(' ? 1 : -1;
		if (depth < 0) {
			return false;
		}
	}

	return depth === 0;
}
