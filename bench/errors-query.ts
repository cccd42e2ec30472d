/** From a question in a line to the target of a request, and from its answer to what the benches look at. */
import {ErrorsPageSchema, type ErrorsPage} from '../source/contract/errors.ts';
import {validate} from '../source/contract/validate.ts';

/** `text` is `name=value&name=value` with nothing escaped. */
export function targetOf({text, cursor}: {readonly text: string; readonly cursor?: string | undefined}, more: Readonly<Record<string, string | number>> = {}, path = '/v1/errors'): string {
	const parameters = new URLSearchParams(text.split('&').filter(part => part !== '').map((part): [string, string] => {
		const [name = '', ...value] = part.split('=');
		return [name, value.join('=')];
	}));
	for (const [name, value] of Object.entries(more)) {
		parameters.set(name, String(value));
	}

	if (cursor !== undefined) {
		parameters.set('cursor', cursor);
	}

	return `${path}?${parameters.toString()}`;
}

export function itemsOf(body: unknown): ErrorsPage['items'] {
	return validate(ErrorsPageSchema, body).items;
}

export function nextCursorOf(body: unknown): string | undefined {
	return validate(ErrorsPageSchema, body).nextCursor ?? undefined;
}

/** NaN where it isn't exact. */
export function exactTotalOf(body: unknown): number {
	const {total} = validate(ErrorsPageSchema, body);
	return typeof total === 'number' ? total : NaN;
}
