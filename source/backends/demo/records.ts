/** The records of the demo's two systems. A record is a number; all else about it follows from that, so nothing has to be kept. */
import type {DemoObject} from './objects.ts';
import {companyName, personName} from './people.ts';
import {hash} from './random.ts';

export type DemoRecord = {
	/** The GUID that Dynamics gave it. */
	readonly id: string;
	readonly name: string;
	/** Its page in Dynamics. */
	readonly url: string;
};

/** Record number `number` of an object: the same one each time it is asked for. */
export function recordOf({object, names, nouns}: DemoObject, number: number): DemoRecord {
	const seed = hash(`${object}/${number}`);
	const id = guid(hash(object), seed, number);
	return {
		id,
		name: nameOf(names, seed, nouns, number),
		url: `https://contoso.crm.dynamics.com/main.aspx?pagetype=entityrecord&etn=${object}&id=${id}`,
	};
}

/** An address that belongs to nobody: example.com is kept free for that (RFC 2606). */
export function emailOf(number: number): string {
	return `person-${number}@example.com`;
}

function nameOf(kind: DemoObject['names'], seed: number, nouns: readonly string[] | undefined, number: number): string {
	switch (kind) {
		case 'people': {
			return personName(seed);
		}

		case 'companies': {
			return companyName(seed);
		}

		case 'things': {
			const noun = nouns?.[seed % nouns.length] ?? 'Record';
			return `${noun} ${companyName(Math.floor(seed / 11))} #${number}`;
		}
	}
}

/** Shaped like those that Dynamics makes: version 1, with what is common to a table in the middle. */
function guid(table: number, record: number, number: number): string {
	const [a, b, c] = [record, table, number].map(value => value.toString(16).padStart(8, '0'));
	return `${a}-${b?.slice(0, 4)}-ed11-9${b?.slice(4, 7)}-6045${c}`;
}
