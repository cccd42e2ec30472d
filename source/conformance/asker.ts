/** Asks a backend, one question after the other, and keeps to bounds: a check must not become a load. */

export type Reply = {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body as JSON; undefined where it is none. */
	readonly json: unknown;
};

export type Asker = {
	/** `path` with its query, below the base URL. Throws an AskError where there is no answer, or no question is left. */
	ask(path: string, options?: {readonly headers?: Readonly<Record<string, string>>; readonly method?: 'GET' | 'HEAD'; readonly isAnonymous?: boolean}): Promise<Reply>;
	/** How many questions were asked. */
	asked(): number;
	readonly hasToken: boolean;
};

export type AskerOptions = {
	/** http or https, without a slash at its end. */
	readonly baseUrl: string;
	readonly token?: string | undefined;
	/** Questions at most, and ms for all of them and for each. */
	readonly limits?: {readonly questions: number; readonly total: number; readonly each: number};
};

/** In words for a person. */
export class AskError extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = 'AskError';
	}
}

const usualLimits = {questions: 300, total: 60_000, each: 10_000};
const maxBytes = 64 * 1024 * 1024;

export function createAsker({baseUrl, token, limits = usualLimits}: AskerOptions): Asker {
	const end = AbortSignal.timeout(limits.total);
	let questions = 0;
	return {
		hasToken: token !== undefined,
		asked: () => questions,
		async ask(path, {headers = {}, method = 'GET', isAnonymous = false} = {}) {
			if (questions >= limits.questions || end.aborted) {
				throw new AskError(`not asked: a check asks ${limits.questions} questions in ${limits.total / 1000} s at most`);
			}

			questions++;
			try {
				const response = await fetch(baseUrl + path, {
					method, redirect: 'manual', signal: AbortSignal.any([end, AbortSignal.timeout(limits.each)]),
					headers: {...headers, ...(token !== undefined && !isAnonymous && {authorization: `Bearer ${token}`})},
				});
				const text = await textOf(response);
				return {status: response.status, headers: response.headers, text, json: parse(text)};
			} catch (error) {
				throw error instanceof AskError ? error : new AskError(`no answer: ${reasonOf(error)}`, {cause: error});
			}
		},
	};
}

async function textOf(response: Response): Promise<string> {
	const decoder = new TextDecoder('utf-8', {fatal: true});
	let text = '';
	let bytes = 0;
	for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
		bytes += piece.byteLength;
		if (bytes > maxBytes) {
			throw new AskError('the answer is larger than 64 MiB');
		}

		text += decoder.decode(piece, {stream: true});
	}

	return text + decoder.decode();
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function reasonOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	return cause instanceof Error ? ('code' in cause && typeof cause.code === 'string' ? cause.code : cause.message) : String(cause);
}
