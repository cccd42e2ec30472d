/** What tells rows apart, in answers and back. */
import {Buffer} from 'node:buffer';
import type {ChangeRows} from './change-rows.ts';
import type {Fragment} from './fragment.ts';

/** Of rows without an id: what the others say, together. */
const derived = 'k-';

/** What `keyValue` takes: the id as text or number, or the columns that stand for it. */
export function keyOutOf({dialect, key, idColumn}: ChangeRows): Fragment {
	return dialect.keyOut(idColumn ?? key);
}

/** As the API says it; never empty. */
export function errorIdOf({idColumn}: ChangeRows, key: string): string {
	return idColumn === undefined || key === '' ? derived + Buffer.from(key).toString('base64url') : key;
}

/** The key that an id of the API stands for; undefined where it can't be one. */
export function keyOfErrorId({idColumn}: ChangeRows, id: string): string | undefined {
	if (idColumn !== undefined && id !== derived) {
		return id;
	}

	return id.startsWith(derived) ? Buffer.from(id.slice(derived.length), 'base64url').toString() : undefined;
}
