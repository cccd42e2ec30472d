import {ProblemError} from '../contract/problem.ts';
import type {Refusal} from './answer.ts';

/** Seconds after which a client may try again, where the backend doesn't know better. */
const defaultRetryAfter = 5;

/**
What a thrown error is answered with. Only a ProblemError's words were meant for a client; of anything else the answer
says nothing, and `log` is told. Causes of an unavailable backend are told too.
*/
export function asProblem(error: unknown, log: (error: unknown) => void): Refusal {
	if (!(error instanceof ProblemError)) {
		log(error);
		return unavailable('the backend failed at this; the server\'s log says why', defaultRetryAfter);
	}

	const {code, message: detail, retryAfter} = error;
	if (code === 'unavailable') {
		log(error);
		return unavailable(detail, retryAfter ?? defaultRetryAfter);
	}

	const seconds = retryAfter ?? (code === 'rate-limited' ? defaultRetryAfter : undefined);
	return {code, detail, ...(seconds !== undefined && {headers: {'retry-after': String(seconds)}})};
}

function unavailable(detail: string, retryAfter: number): Refusal {
	return {code: 'unavailable', detail, headers: {'retry-after': String(retryAfter)}};
}
