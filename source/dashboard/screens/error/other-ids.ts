import {entryOf, sizeOf} from './payload-tree.ts';

/** Entries of the payload that are looked at. */
const looks = 500;

/** How many ids are shown. */
const most = 6;

export type OtherId = {readonly name: string; readonly id: string};

/**
What the payload calls an id (`marketoId`, `contact_id`, `accountGuid`), beside those that the error has anyway: usually the record's id in the other
system, under the name that the system has for it.
*/
export function otherIds(payload: unknown, known: ReadonlyArray<string | null | undefined>): OtherId[] {
	const found: OtherId[] = [];
	const seen = new Set(known);
	const branches = [payload];
	let left = looks;
	for (let at = 0; at < branches.length && left > 0 && found.length < most; at++) {
		const branch = branches[at];
		const size = Math.min(left, sizeOf(branch));
		left -= size;
		for (let index = 0; index < size; index++) {
			const [name, value] = entryOf(branch, index);
			if (sizeOf(value) > 0) {
				branches.push(value);
			} else if (isIdName(name) && isId(value) && !seen.has(String(value)) && found.length < most) {
				seen.add(String(value));
				found.push({name, id: String(value)});
			}
		}
	}

	return found;
}

/** `id`, `leadId`, `lead_id`, `LeadID`, `rowguid`, and Dataverse's `contactid`; not `paid`, `valid`, `grid`. */
function isIdName(name: string): boolean {
	return name.length <= 60 && (/^(?:id|guid)$/iv.test(name) || /(?:[\da-z]I[Dd]|[\-._]id|guid)$/v.test(name) || /^(?:contact|account|lead|opportunity|systemuser|campaign)id$/v.test(name));
}

function isId(value: unknown): value is string | number {
	return (typeof value === 'string' && value !== '' && value.length <= 100) || typeof value === 'number';
}
