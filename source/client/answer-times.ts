/** What the headers of an answer say of time. */

/** ms: nobody is told to wait for longer. */
const longest = 3_600_000;

/** When the backend answered by its own clock, ms UTC: https://www.rfc-editor.org/rfc/rfc9110#field.date. */
export function dateOf(header: string | undefined): number | undefined {
	const date = Date.parse(header ?? '');
	return Number.isNaN(date) ? undefined : date;
}

/**
How long the backend asks to be left alone, in ms: seconds, or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), which counts from the answer's
own `date` where it has one, so that clocks needn't agree. What is neither, or past, is undefined.
*/
export function retryAfterOf(header: string | undefined, date: number): number | undefined {
	const text = header?.trim() ?? '';
	const wait = /^\d{1,9}$/v.test(text) ? Number(text) * 1000 : Date.parse(text) - date;
	return wait >= 0 ? Math.min(longest, wait) : undefined;
}
