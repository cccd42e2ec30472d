import {lookup as systemLookup} from 'node:dns/promises';
import {UsageError} from './usage-error.ts';

/** The addresses that the system has for a name. */
export type Lookup = (name: string) => Promise<ReadonlyArray<{readonly address: string}>>;

/**
Throws a UsageError where `url` is http on a `localhost` that isn't this machine: a hosts file or a name server can say so, and the token would go
there unencrypted. A name that can't be looked up is nobody's: the request will say so.
*/
export async function checkLocalhost(url: string, lookup: Lookup = async name => systemLookup(name, {all: true})): Promise<void> {
	if (!/^http:\/\/localhost(?=[\/:]|$)/v.test(url)) {
		return;
	}

	const addresses = await lookup('localhost').catch(() => []);
	const foreign = addresses.find(({address}) => !/^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/v.test(address));
	if (foreign !== undefined) {
		throw new UsageError(`localhost is ${foreign.address} here, which is another machine: the token would travel there unencrypted; give http://127.0.0.1 as the host, or mend the hosts file.`);
	}
}
