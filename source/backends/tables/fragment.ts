/** Pieces of SQL with the values in them: whoever puts them together can't forget to bind one. */
import type {Dialect} from './mapping.ts';

export type SqlValue = string | number | null;

/** `texts` has one more item than `values`, which stand between them. */
export type Fragment = {readonly texts: readonly string[]; readonly values: readonly SqlValue[]};

/** ``sql`SELECT ${column} FROM t WHERE n = ${5}` ``: a fragment is taken as SQL, everything else is a value to bind. */
export function sql(strings: TemplateStringsArray, ...parts: ReadonlyArray<Fragment | SqlValue>): Fragment {
	const texts = [strings[0] ?? ''];
	const values: SqlValue[] = [];
	for (const [index, part] of parts.entries()) {
		if (isFragment(part)) {
			append(texts, values, part);
		} else {
			values.push(part);
			texts.push('');
		}

		texts[texts.length - 1] += strings[index + 1] ?? '';
	}

	return {texts, values};
}

/** SQL as it is: what this program or the mapping wrote, never what came in a question. */
export function raw(text: string): Fragment {
	return {texts: [text], values: []};
}

export function join(fragments: readonly Fragment[], separator: string): Fragment {
	const texts = [''];
	const values: SqlValue[] = [];
	for (const [index, fragment] of fragments.entries()) {
		texts[texts.length - 1] += index === 0 ? '' : separator;
		append(texts, values, fragment);
	}

	return {texts, values};
}

/** All of the conditions; TRUE where there are none. */
export function allOf(conditions: readonly Fragment[]): Fragment {
	return conditions.length === 0 ? raw('1 = 1') : join(conditions.map(condition => sql`(${condition})`), ' AND ');
}

/** Any of the conditions; FALSE where there are none. */
export function anyOf(conditions: readonly Fragment[]): Fragment {
	return conditions.length === 0 ? raw('1 = 0') : join(conditions.map(condition => sql`(${condition})`), ' OR ');
}

/** As the driver takes it: PostgreSQL numbers its values, the others have them in their order. */
export function render({texts, values}: Fragment, dialect: Dialect): {text: string; values: SqlValue[]} {
	const mark = (index: number) => dialect === 'postgres' ? `$${index + 1}` : '?';
	return {text: texts.map((text, index) => index === 0 ? text : mark(index - 1) + text).join(''), values: [...values]};
}

function isFragment(part: Fragment | SqlValue): part is Fragment {
	return typeof part === 'object' && part !== null;
}

function append(texts: string[], values: SqlValue[], fragment: Fragment): void {
	const [first = '', ...rest] = fragment.texts;
	texts[texts.length - 1] += first;
	texts.push(...rest);
	values.push(...fragment.values);
}
