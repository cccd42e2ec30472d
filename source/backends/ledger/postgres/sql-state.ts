/** Which error a database answered with: codes of PostgreSQL's Appendix A. */
import {ProblemError} from '../../../contract/problem.ts';

/** Undefined for what isn't an error of the database. */
export function sqlStateOf(error: unknown): string | undefined {
	const cause = error instanceof ProblemError ? error.cause : error;
	return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
