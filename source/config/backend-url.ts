import {UsageError} from './usage-error.ts';

/**
The base URL of a backend, without a slash at its end. http and https only; `unix:/path/to.sock` names a Unix socket.
Throws a UsageError for anything else, and for a password in it, which would be seen in the process list.
*/
export function parseBackendUrl(text: string, setting = '--url'): string {
	if (/^unix:\/[^\s\p{Control}#%:?]+$/v.test(text)) {
		return text;
	}

	const url = URL.parse(text);
	if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
		throw new UsageError(`${setting}${repeated(text)} is not a URL; give the backend's base URL, such as https://sync.example.com or http://127.0.0.1:8484.`);
	}

	if (url.username !== '' || url.password !== '') {
		throw new UsageError(`${setting} holds a user name or password, which others may see; set SYNC_TUI_TOKEN in the environment instead.`);
	}

	if (url.search !== '' || url.hash !== '') {
		throw new UsageError(`${setting} "${url.origin}${url.pathname}" is followed by a query or a fragment; give the base URL alone.`);
	}

	const base = `${url.origin}${url.pathname}`;
	return base.endsWith('/') ? base.slice(0, -1) : base;
}

/**
Whether what is sent to `baseUrl`, as `parseBackendUrl` returns it, stays unread on its way: over https, or on this machine. The URL parser has brought
all the ways to write an address (`0x7f.1`, `2130706433`) to one by then. Of `localhost` it takes the name's word: see `checkLocalhost`.
*/
export function isPrivateTransport(baseUrl: string): boolean {
	if (baseUrl.startsWith('unix:')) {
		return true;
	}

	const {protocol, hostname} = new URL(baseUrl);
	return protocol === 'https:' || hostname === 'localhost' || isLoopback(hostname);
}

/** For addresses as URLs write them: 127.0.0.0/8, `[::1]`, and the first written as the second, `[::ffff:7f00:1]`. */
function isLoopback(hostname: string): boolean {
	return hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/v.test(hostname) || /^\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\]$/v.test(hostname);
}

/** A host that lacks its scheme, or has a wrong one. Of all else, nothing: it may be a secret, or hold one before an @, after a ? or in place of the port. */
function repeated(text: string): string {
	return /^(?:[a-z]{2,6}:\/\/)?(?:[\p{Letter}\p{Number}\-]{1,63}\.){1,4}[a-z]{2,10}(?::\d{1,5})?$/v.test(text) ? ` "${text}"` : '';
}
