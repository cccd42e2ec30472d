/** Which addresses and names mean this computer alone. */
import {lookup} from 'node:dns/promises';
import {BlockList, isIP} from 'node:net';

/** An IP address, however it is written: `127.0.0.2`, `::1`, `0:0:0:0:0:0:0:1`, `::ffff:127.0.0.1`. Of a name it is false. */
export function isLoopbackAddress(text: string): boolean {
	const version = isIP(text);
	if (version === 0) {
		return false;
	}

	const loopback = new BlockList();
	loopback.addSubnet('127.0.0.0', 8, 'ipv4');
	loopback.addAddress('::1', 'ipv6');
	return loopback.check(text, version === 4 ? 'ipv4' : 'ipv6');
}

/**
An address, or a name that is reserved for this computer: `localhost` and what ends in `.localhost`. Another name may mean it too, but only for as long as
whoever keeps the names says so.
*/
export function isLoopbackHost(host: string): boolean {
	return isLoopbackAddress(host) || /^(?:.+\.)?localhost$/iv.test(host);
}

/** The address of such a host; undefined where it means, against all custom, another computer, or nothing. */
export async function loopbackAddressOf(host: string): Promise<string | undefined> {
	const {address} = await lookup(host).catch(() => ({address: ''}));
	return isLoopbackAddress(address) ? address : undefined;
}
