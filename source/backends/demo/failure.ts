/** How one change failed: code, message, and the request that was refused. */
import type {Cause} from './causes.ts';
import type {DemoChange} from './changes.ts';
import {companyName} from './people.ts';
import {hash} from './random.ts';
import {emailOf, recordOf, type DemoRecord} from './records.ts';

export type Failure = {readonly code: string; readonly message: string; readonly payload: unknown};

/** The same change fails in the same way each time. */
export function failureOf(change: DemoChange, cause: Cause): Failure {
	const {stream: {source}} = change;
	const record = recordOf(source, change.record);
	const number = hash(change.id);
	const field = cause.fields?.[number % cause.fields.length];
	const parts: Readonly<Record<string, string>> = {
		object: source.object, record: record.id, field: field ?? '', limit: field === 'description' ? '2000' : '100',
	};
	const message = cause.message.replaceAll(/\{(\w+)\}/gv, (_, name: string) => parts[name] ?? '');
	const sent = field === undefined ? {} : {[field]: cause.value};
	return {
		code: cause.code,
		message,
		payload: cause.code.startsWith('0x')
			? {request: dataverseRequest(change, record, sent), response: {error: {code: cause.code, message}}}
			: {request: marketoRequest(change, record, sent), response: {requestId: `${(number % 65_536).toString(16)}#${number.toString(16)}`, success: false, errors: [{code: cause.code, message}]}},
	};
}

/** Inbound the record was being read, outbound written. */
function dataverseRequest({stream: {source, operation, direction}, record: number}: DemoChange, record: DemoRecord, sent: Readonly<Record<string, unknown>>) {
	const table = `https://contoso.api.crm.dynamics.com/api/data/v9.2/${source.object.replace(/y$/v, 'ie')}s`;
	if (direction === 'inbound') {
		return {method: 'GET', url: `${table}(${record.id})`};
	}

	const body = {fullname: record.name, emailaddress1: emailOf(number), companyname: companyName(number), ...sent};
	return operation === 'insert' ? {method: 'POST', url: table, body} : {method: 'PATCH', url: `${table}(${record.id})`, body};
}

function marketoRequest({stream: {source}, record: number}: DemoChange, record: DemoRecord, sent: Readonly<Record<string, unknown>>) {
	const service = 'https://123-abc-456.mktorest.com/rest/v1';
	return source.isPerson === true
		? {
			method: 'POST', url: `${service}/leads.json`,
			body: {action: 'createOrUpdate', lookupField: 'email', input: [{email: emailOf(number), fullName: record.name, ...sent}]},
		}
		: {
			method: 'POST', url: `${service}/customobjects/${source.object}_c.json`,
			body: {action: 'createOrUpdate', dedupeBy: 'dedupeFields', input: [{crmId: record.id, name: record.name, ...sent}]},
		};
}
