/** Answers that a backend may confirm with a 304 instead of telling them again. */

/** The one unused for longest goes first. */
const maxAnswers = 64;
/** Of their texts, together: what is made of them takes a few times as much. */
const maxBytes = 32 * 1024 * 1024;

export type KnownAnswer = {
	readonly etag: string;
	readonly value: unknown;
	/** Of its text. */
	readonly bytes: number;
};

export type Remembered = {
	get(question: string): KnownAnswer | undefined;
	/** Without an answer, what was known of the question is forgotten. */
	set(question: string, answer: KnownAnswer | undefined): void;
};

export function createRemembered(): Remembered {
	const answers = new Map<string, KnownAnswer>();
	let bytes = 0;
	const forget = (question: string) => {
		bytes -= answers.get(question)?.bytes ?? 0;
		answers.delete(question);
	};

	return {
		get: question => answers.get(question),
		set(question, answer) {
			forget(question);
			if (answer === undefined || answer.bytes > maxBytes) {
				return;
			}

			answers.set(question, answer);
			bytes += answer.bytes;
			for (const oldest of answers.keys()) {
				if (answers.size <= maxAnswers && bytes <= maxBytes) {
					break;
				}

				forget(oldest);
			}
		},
	};
}

/** One that can be sent back: as the standard has it, and no longer than a backend will take in a request. */
export function usableEtag(etag: string | undefined): string | undefined {
	return etag !== undefined && /^(?:W\/)?"[\p{ASCII}--[\s\p{Control}"]]{0,500}"$/v.test(etag) ? etag : undefined;
}
