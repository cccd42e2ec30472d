import type {BearerTokens} from '../../source/client/http.ts';

/** The first of the tokens, and the next one whenever another is wanted. */
export function tokensOf(...left: string[]): BearerTokens {
	let token = left.shift();
	return {
		current: async () => token,
		async renew() {
			const next = left.shift();
			token = next ?? token;
			return next !== undefined;
		},
	};
}
