export type LedgerOpenCode = 'unreachable' | 'not-a-database' | 'foreign' | 'newer' | 'busy' | 'damaged';

/** A ledger that cannot be opened; the message is one line that says what is wrong and what to do. */
export class LedgerOpenError extends Error {
	/**
	`unreachable`: no file there, or none that may be written · `not-a-database`: no SQLite file · `foreign`: another program's · `newer`: a later version's ·
	`busy`: locked · `damaged`: parts of it are not what was written.
	*/
	readonly code: LedgerOpenCode;

	constructor(code: LedgerOpenCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'LedgerOpenError';
		this.code = code;
	}
}
