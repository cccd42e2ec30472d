import {createHash, timingSafeEqual} from 'node:crypto';

/** Checks the bearer token of a request in a time that says nothing of the token. Without a token, everyone is allowed. */
export function bearerCheck(token: string | undefined): (request: Request) => boolean {
	if (token === undefined) {
		return () => true;
	}

	const expected = digest(token);
	return request => {
		const given = /^bearer +(?<given>\S+) *$/iv.exec(request.headers.get('authorization') ?? '')?.groups?.given;
		return given !== undefined && timingSafeEqual(digest(given), expected);
	};
}

/** Of the same length whatever the token, as timingSafeEqual needs it. */
function digest(text: string): Uint8Array {
	return createHash('sha256').update(text).digest();
}
