/** Walks plans that a database gives as JSON. */

export type PlanNode = Readonly<Record<string, unknown>>;

/**
Plans are as deep as a question; what is deeper isn't looked at.

@yields all objects in it, each with those around it, the innermost last
*/
export function * nodesOf(value: unknown, around: readonly PlanNode[] = []): Generator<{node: PlanNode; around: readonly PlanNode[]}> {
	if (typeof value !== 'object' || value === null || around.length > maxDepth) {
		return;
	}

	if (Array.isArray(value)) {
		for (const item of value as unknown[]) {
			yield * nodesOf(item, around);
		}

		return;
	}

	const node = value as PlanNode;
	yield {node, around};
	for (const inner of Object.values(node)) {
		yield * nodesOf(inner, [...around, node]);
	}
}

const maxDepth = 200;

/** A condition without the texts in it. */
export function withoutTexts(condition: unknown): string {
	return typeof condition === 'string' ? condition.replaceAll(/'(?:[^']|'')*'/gv, '\'\'') : '';
}

/** The columns that a condition names, in its order. */
export function columnsIn(condition: string, columns: readonly string[]): string[] {
	const words = condition.match(/[\p{ID_Start}_][\p{ID_Continue}$]*/gv) ?? [];
	return [...new Set(words.filter(word => columns.includes(word)))];
}
