import {randomUUID} from 'node:crypto';

/** What a client or a proxy calls a request, where that is harmless in a header and a log; otherwise a new name. */
export function requestIdOf(header: string | string[] | undefined): string {
	return typeof header === 'string' && /^[\w\-.]{1,64}$/v.test(header) ? header : randomUUID();
}
