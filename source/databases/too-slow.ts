import {ProblemError} from '../contract/problem.ts';

/** A database that was stopped because it took longer to answer than it was given. */
export class TooSlowError extends ProblemError {
	constructor(cause?: unknown) {
		super('unavailable', 'the database took too long to answer', {cause});
		this.name = 'TooSlowError';
	}
}
