/** A wrong flag, URL or setting: one line that says what is wrong and what to do. The program exits with 2. */
export class UsageError extends Error {
	readonly code = 'usage';

	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'UsageError';
	}
}
