/** Which column of a file says what: by its name, as exports and people write it, or as somebody has said. */
import {ProblemError} from '../../contract/problem.ts';

export const fields = [
	'id', 'object', 'recordId', 'recordName', 'operation', 'direction', 'code', 'message', 'occurredAt', 'firstSeenAt', 'attempts', 'url', 'state',
] as const;
export type Field = typeof fields[number];

/** In lower case, letters and digits alone. Those of this project's own export come first; then those of Marketo's Sync Errors and of others. */
const names: Readonly<Record<Field, readonly string[]>> = {
	id: ['id', 'errorid'],
	object: ['object', 'objecttype', 'objectname', 'entity', 'entitytype', 'entityname', 'recordtype', 'type', 'objekt', 'objekttyp'],
	recordId: ['recordid', 'entityid', 'objectid', 'crmid', 'dynamicsid', 'guid', 'sfdcid', 'salesforceid', 'leadid', 'marketoid', 'externalid', 'datensatzid'],
	recordName: ['recordname', 'name', 'record', 'fullname', 'leadname', 'entityrecord', 'datensatz', 'datensatzname'],
	operation: ['operation', 'syncoperation', 'operationtype', 'action', 'op', 'vorgang', 'aktion'],
	direction: ['direction', 'syncdirection', 'richtung'],
	code: ['code', 'errorcode', 'faultcode', 'statuscode', 'errornumber', 'fehlercode', 'fehlernummer'],
	message: ['message', 'errormessage', 'error', 'errordetails', 'errordescription', 'details', 'reason', 'description', 'fehlermeldung', 'fehlertext', 'meldung'],
	occurredAt: ['occurredat', 'timestamp', 'date', 'datetime', 'time', 'errordate', 'errortime', 'lastattempt', 'lastoccurred', 'createdat', 'createdon', 'createddate', 'syncedat', 'syncdate', 'dateutc', 'timeutc', 'datum', 'zeit', 'zeitpunkt', 'zeitstempel'],
	firstSeenAt: ['firstseenat', 'firstoccurred', 'firstseen'],
	attempts: ['attempts', 'tries', 'retrycount', 'attemptcount'],
	url: ['url', 'link', 'recordurl'],
	state: ['state'],
};

/** By field, the place of its column. */
export type Columns = ReadonlyMap<Field, number>;

/** `said`: ours → the file's. Throws a ProblemError `invalid-request` where something was said that isn't so, or where nothing of an error is found. */
export function findColumns(header: readonly string[], said: Readonly<Record<string, string>>): Columns {
	const known = header.map(name => plain(name));
	const columns = new Map<Field, number>();
	for (const [field, name] of Object.entries(said)) {
		if (!isField(field)) {
			throw new ProblemError('invalid-request', `columns: there is no ${JSON.stringify(field)}; there are ${fields.join(', ')}`);
		}

		const place = known.indexOf(plain(name));
		if (place === -1) {
			throw new ProblemError('invalid-request', `columns: the file has no column ${JSON.stringify(name)}; it has ${listed(header)}`);
		}

		columns.set(field, place);
	}

	for (const field of fields) {
		const place = columns.has(field) ? -1 : names[field].map(name => known.indexOf(name)).find(each => each !== -1 && !columns.values().toArray().includes(each)) ?? -1;
		if (place !== -1) {
			columns.set(field, place);
		}
	}

	const telling: readonly Field[] = ['message', 'code', 'recordId', 'recordName'];
	if (telling.every(field => !columns.has(field))) {
		throw new ProblemError('invalid-request', `no column says what failed or why; the file has ${listed(header)}: say which is which with --columns message=NAME,code=NAME,recordId=NAME`);
	}

	return columns;
}

/** `Error Message` is `errormessage`. */
function plain(name: string): string {
	return name.normalize('NFC').toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]/gv, '');
}

function listed(header: readonly string[]): string {
	return header.slice(0, 20).map(name => JSON.stringify(name.slice(0, 40))).join(', ');
}

function isField(name: string): name is Field {
	return (fields as readonly string[]).includes(name);
}
