/** A link of the backend's is anybody's text: only what a browser can do no harm with is handed to one. */

/** Characters of a link that a browser is still given. */
const longest = 4096;

export type LinkRefusal = 'empty' | 'too-long' | 'control-characters' | 'not-a-link' | 'scheme' | 'credentials';

/**
The link as a browser would write it, or why it isn't opened. What is returned begins with `http://` or `https://` and has no blanks, double quotes or
control characters in it, so that no program takes it for a flag, a file or two arguments.
*/
export function checkLink(text: string): {readonly url: string} | {readonly reason: LinkRefusal} {
	const trimmed = text.trim();
	if (trimmed === '') {
		return {reason: 'empty'};
	}

	if (trimmed.length > longest) {
		return {reason: 'too-long'};
	}

	// The parser would drop some of them: what is opened would not be what was read.
	if (/[\p{Control}\p{Format}]/v.test(trimmed)) {
		return {reason: 'control-characters'};
	}

	const url = URL.parse(trimmed);
	if (url === null) {
		return {reason: 'not-a-link'};
	}

	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return {reason: 'scheme'};
	}

	// `https://crm.example.com@evil.example/` looks like a link to the one and is one to the other.
	if (url.username !== '' || url.password !== '') {
		return {reason: 'credentials'};
	}

	return url.href.length > longest ? {reason: 'too-long'} : {url: url.href};
}
