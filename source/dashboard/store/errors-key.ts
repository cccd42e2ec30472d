import type {State} from './state.ts';

/** Names the question whose answer is the list: what is typed as `since:2h` stays the same question as time goes by. */
export function errorsKey({errors: {sort, edge, filter}}: State): string {
	return JSON.stringify([edge, filter, sort.column, sort.descending]);
}

/** Whether the answer to a question is read from the end of the list. */
export function isFromEnd(key: string): boolean {
	return key.startsWith('["end"');
}
