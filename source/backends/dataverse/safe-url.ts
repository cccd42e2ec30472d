import {ProblemError} from '../../contract/problem.ts';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/v;

/** https, or http on loopback; nothing but scheme, host, port and path. Throws a ProblemError `invalid-request` that says of `what` what is wrong, and repeats none of it. */
export function safeUrl(text: string, what: string): URL {
	const url = URL.parse(text);
	if (url === null || !['http:', 'https:'].includes(url.protocol)) {
		throw new ProblemError('invalid-request', `${what} is no URL that begins with https://`);
	}

	if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
		throw new ProblemError('invalid-request', `${what} begins with http://, where the token would be readable on its way; make it https://`);
	}

	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new ProblemError('invalid-request', `${what} is to be an address alone, without user, password, query or fragment`);
	}

	return url;
}
