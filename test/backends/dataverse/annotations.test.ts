/** What Dataverse has and the real service of dataverse.test.ts has not; scripted after its documentation, as there is none to run. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {openDataverse} from '../../../source/backends/dataverse/open-dataverse.ts';
import {parseMapping} from '../../../source/backends/dataverse/mapping.ts';
import {scriptedDataverse} from '../../helpers/scripted-dataverse.ts';
import {errorsQuery, filter, pendingQuery} from '../../helpers/sync-samples.ts';
import {isProblem} from './sample.ts';

const mapping = parseMapping({
	entitySet: 'new_marketologs',
	columns: {
		object: 'new_entity', operation: 'new_operation', state: 'statuscode', recordId: 'new_recordid', recordName: '_new_contact_value', changedAt: 'createdon',
		doneAt: 'modifiedon', code: 'new_errorcode', message: 'new_errormessage',
	},
	values: {operation: {100_000_000: 'insert', 100_000_001: 'update'}, state: {1: 'pending', 2: 'synced', 3: 'failed'}},
});
const id = '11111111-2222-3333-4444-555555555555';
const lead = 'aaaaaaaa-2222-3333-4444-555555555555';
const annotation = '@OData.Community.Display.V1.FormattedValue';
const row = {
	new_marketologid: id, new_entity: 'lead', new_recordid: lead, _new_contact_value: lead, [`_new_contact_value${annotation}`]: 'Ana Pérez', new_operation: 100_000_002,
	[`new_operation${annotation}`]: 'Merge', statuscode: 3, createdon: '2026-11-22T12:00:00Z', modifiedon: '2026-11-22T12:30:00Z', new_errorcode: null, new_errormessage: null,
};

describe('Dataverse', () => {
	it('names lookups and choices by their labels, and links to the record', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		server.rows(() => ({value: [row], '@odata.count': 1}));
		const [error] = (await backend.errors?.(errorsQuery()))?.items ?? [];
		assert.partialDeepStrictEqual(error, {
			id, recordId: lead, recordName: 'Ana Pérez', operation: 'Merge', url: `${server.url}/main.aspx?pagetype=entityrecord&etn=lead&id=${lead}`,
		});
		await backend.close();
	});

	it('links to the row of the log where it doesn\'t say which record it is about', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		server.rows(() => ({value: [{...row, new_recordid: '4711'}]}));
		const [item] = (await backend.pending?.('lead', pendingQuery()))?.items ?? [];
		assert.equal(item?.url, `${server.url}/main.aspx?pagetype=entityrecord&etn=new_marketolog&id=${id}`);
		await backend.close();
	});

	const filters: ReadonlyArray<readonly [object, string]> = [
		[{operation: ['Merge']}, '(statuscode eq 3 and new_operation eq 100000002)'],
		[{operation: ['*e']}, '(statuscode eq 3 and (new_operation eq 100000001 or new_operation eq 100000002))'],
		[{object: ['50%_[x]*']}, '(statuscode eq 3 and startswith(new_entity,\'50[%][_][[]x]\'))'],
		[{object: ['a*b*']}, '(statuscode eq 3 and startswith(new_entity,\'a%b\'))'],
		[{code: ['!0x1']}, '(statuscode eq 3 and (new_errorcode eq null or new_errorcode ne \'0x1\'))'],
		[{operation: ['!*e']}, '(statuscode eq 3 and (new_operation eq null or (new_operation ne 100000001 and new_operation ne 100000002)))'],
		[{object: ['!a*b']}, '(statuscode eq 3 and (new_entity eq null or (not startswith(new_entity,\'a\') or not endswith(new_entity,\'b\'))))'],
		[
			{q: ['O\'Neil']},
			'(statuscode eq 3 and (contains(new_recordid,\'O\'\'Neil\') or contains(new_errorcode,\'O\'\'Neil\') or contains(new_errormessage,\'O\'\'Neil\')))',
		],
	];
	for (const [wanted, asked] of filters) {
		it(`is asked for ${JSON.stringify(wanted)} in its own words`, async () => {
			await using server = await scriptedDataverse();
			const backend = await openDataverse({url: server.url, mapping});
			await backend.errors?.(errorsQuery(wanted));
			assert.equal(server.questions[0]?.parameters.get('$filter'), asked);
			await backend.close();
		});
	}

	it('goes on by the cookie of its link, with the same question, and never elsewhere', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		const cookie = '<cookie pagenumber="2" pagingcookie="%253ccookie%2520page%253d%25221%2522%253e" istracking="False" />';
		server.rows(() => ({value: [row, row], '@odata.nextLink': `https://elsewhere.example/api/data/v9.2/new_marketologs?$skiptoken=${encodeURIComponent(cookie)}`}));
		const page = await backend.errors?.(errorsQuery({limit: 2}));
		await backend.errors?.(errorsQuery({limit: 2, cursor: page?.nextCursor ?? ''}));
		const [first, second] = server.questions;
		assert.equal(first?.prefer.split(',', 1)[0], 'odata.maxpagesize=2');
		assert.equal(second?.parameters.get('$skiptoken'), cookie);
		second.parameters.delete('$skiptoken');
		assert.equal(second.parameters.toString(), first.parameters.toString());
		await backend.close();
	});

	it('counts to 5,000 at once, which is "at least", and further where it is worth it', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		server.rows(parameters => parameters.has('$apply')
			? {value: [{new_entity: 'lead', sync_count: 6000, sync_first: row.createdon, sync_last: row.createdon}, {new_entity: 'contact', sync_count: 17, sync_first: null, sync_last: null}]}
			: {value: [row], '@odata.count': 5000, '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': true});
		const totals = await Promise.all([backend.errors?.(errorsQuery()), backend.errors?.(errorsQuery({total: 'exact'}))]);
		assert.deepEqual(totals.map(page => page?.total), [{value: 5000, quality: 'at-least'}, 6017]);
		await backend.close();
	});

	it('that is exactly 5,000 is told as such', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		server.rows(() => ({value: [row], '@odata.count': 5000, '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': false}));
		assert.equal((await backend.errors?.(errorsQuery()))?.total, 5000);
		await backend.close();
	});

	it('that can\'t group by messages has its newest errors grouped here', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		server.rows(parameters => parameters.has('$apply') ? undefined : {value: [row, {...row, new_errormessage: 'No record 7'}, {...row, new_errormessage: 'No record 8'}]});
		const {causes = [], total} = await backend.errorCauses?.({...filter(), limit: 1}) ?? {};
		assert.deepEqual(causes.map(({pattern, count, message}) => [pattern, count, message]), [['No record …', 2, 'No record 7']]);
		assert.equal(total, 2);
		await backend.close();
	});

	it('refuses a filter that makes its address too long', async () => {
		await using server = await scriptedDataverse();
		const backend = await openDataverse({url: server.url, mapping});
		await assert.rejects(async () => backend.errors?.(errorsQuery({q: ['x'.repeat(20_000)]})), isProblem('invalid-request', /too long for Dataverse/v));
		await backend.close();
	});
});
