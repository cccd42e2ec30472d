/**
Conditions of a `$filter`, each with its opposite: Dataverse documents `not` before a function, not before an expression in parentheses
(https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows), so what is negated is written the other way round.
*/

/** OData of it and of its opposite; or known beforehand. */
export type Condition = boolean | {readonly is: string; readonly isNot: string};

const opposites = {eq: 'ne', ne: 'eq', ge: 'lt', lt: 'ge'} as const;

/** `literal` is as OData writes it. */
export function compare(column: string, operator: keyof typeof opposites, literal: string): Condition {
	return {is: `${column} ${operator} ${literal}`, isNot: `${column} ${opposites[operator]} ${literal}`};
}

/** A function that is true or false. */
export function call(name: string, ...parameters: string[]): Condition {
	const text = `${name}(${parameters.join(',')})`;
	return {is: text, isNot: `not ${text}`};
}

/** OData that somebody wrote. */
export function written(text: string): Condition {
	return {is: `(${text})`, isNot: `not (${text})`};
}

export function allOf(conditions: readonly Condition[]): Condition {
	return joined(conditions, 'and');
}

export function anyOf(conditions: readonly Condition[]): Condition {
	return joined(conditions, 'or');
}

export function negated(condition: Condition): Condition {
	return typeof condition === 'boolean' ? !condition : {is: condition.isNot, isNot: condition.is};
}

/** The opposite, for a column that may be null: in SQL, what isn't there is neither equal nor unequal. */
export function notOrNull(column: string, condition: Condition): Condition {
	return typeof condition === 'boolean' ? !condition : anyOf([compare(column, 'eq', 'null'), negated(condition)]);
}

/** Undefined where everything passes; nothing passes `false`, which has no text: it is not asked. */
export function filterText(condition: Condition): string | undefined {
	return typeof condition === 'boolean' ? undefined : condition.is;
}

function joined(conditions: readonly Condition[], operator: 'and' | 'or'): Condition {
	const decisive = operator === 'or';
	if (conditions.includes(decisive)) {
		return decisive;
	}

	const parts = new Map(conditions.flatMap(condition => typeof condition === 'boolean' ? [] : [[condition.is, condition] as const])).values().toArray();
	const [first, ...more] = parts;
	if (first === undefined) {
		return !decisive;
	}

	return more.length === 0
		? first
		: {is: `(${parts.map(({is}) => is).join(` ${operator} `)})`, isNot: `(${parts.map(({isNot}) => isNot).join(decisive ? ' and ' : ' or ')})`};
}
