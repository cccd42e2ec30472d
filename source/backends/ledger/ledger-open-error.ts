export type LedgerOpenCode = 'unreachable' | 'not-a-database' | 'foreign' | 'newer' | 'busy';

/** A ledger that cannot be opened; the message is one line that says what is wrong and what to do. */
export class LedgerOpenError extends Error {
	/** `unreachable`: no file there, or none that may be written · `not-a-database`: no SQLite file, or a damaged one · `foreign`: another program's · `newer`: a later version's · `busy`: locked. */
	readonly code: LedgerOpenCode;

	constructor(code: LedgerOpenCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'LedgerOpenError';
		this.code = code;
	}
}
