import {UsageError} from '../../source/config/usage-error.ts';

/** The line that a user would read; `none` where nothing is wrong. Whatever else is thrown, or has two lines, is told as such. */
export async function complaintOf(action: () => unknown): Promise<string> {
	try {
		await action();
		return 'none';
	} catch (error) {
		return error instanceof UsageError && !/[\n\r]/v.test(error.message) ? error.message : `not one line of a UsageError: ${String(error)}`;
	}
}
