/** What is said of an answer that points elsewhere. It is never followed: the token would go along. */
import {RequestFailure} from './failure.ts';

/**
`asked` is the whole URL of the request, `path` what of it stands behind the base URL. Names the place without what could be a secret in it: user, password and
query. Where the place ends as the request did, what stands before that is what the base URL should be.
*/
export function redirectFailure(status: number, location: string | undefined, asked: string, path: string): RequestFailure {
	const target = location === undefined ? null : URL.parse(location, asked);
	if (target === null || !/^https?:$/v.test(target.protocol)) {
		return new RequestFailure('redirect', `${status} from the backend`, {status});
	}

	const wanted = path.split('?', 1)[0] ?? '';
	const place = `${target.origin}${target.pathname}`.replace(/\/$/v, '');
	return new RequestFailure('redirect', place.endsWith(wanted) && place.length > wanted.length
		? `redirects to ${place.slice(0, place.length - wanted.length)}: give that URL with --url if it is right`
		: `redirects to ${place} instead of answering`, {status});
}
