/**
What Dataverse has and no other OData service does, scripted after its documentation: metadata with labels and choices, annotations, counts that end at 5,000,
and links to the next page with its cookie.
*/
import type {IncomingMessage} from 'node:http';
import {json, scriptedServer, type ScriptedServer} from './scripted-server.ts';

const label = (text: string) => ({UserLocalizedLabel: {Label: text}});
const choice = (name: string, options: Record<number, string>) => ({
	LogicalName: name, OptionSet: {Options: Object.entries(options).map(([value, text]) => ({Value: Number(value), Label: label(text)}))}, GlobalOptionSet: null,
});

const attributes: ReadonlyArray<readonly [string, string, string, string?]> = [
	['new_marketologid', 'Uniqueidentifier', 'Marketo Log'],
	['new_entity', 'String', 'Entity'],
	['new_contact', 'Lookup', 'Record'],
	['new_contactname', 'String', 'Record', 'new_contact'],
	['new_operation', 'Picklist', 'Operation'],
	['new_direction', 'Picklist', 'Direction'],
	['statuscode', 'Status', 'Status Reason'],
	['createdon', 'DateTime', 'Created On'],
	['modifiedon', 'DateTime', 'Modified On'],
	['new_errorcode', 'String', 'Error Code'],
	['new_errormessage', 'Memo', 'Error Message'],
	['new_recordid', 'String', 'Record Id'],
];

const choices: Readonly<Record<string, readonly unknown[]>> = {
	Picklist: [choice('new_operation', {100_000_000: 'Create', 100_000_001: 'Update', 100_000_002: 'Merge'}), choice('new_direction', {1: 'To Marketo', 2: 'From Marketo'})],
	State: [],
	Status: [choice('statuscode', {1: 'Pending', 2: 'Synced', 3: 'Failed', 4: 'On hold\u{1B}[2J'})],
};

export const marketoLog = {LogicalName: 'new_marketolog', EntitySetName: 'new_marketologs', PrimaryIdAttribute: 'new_marketologid', DisplayName: label('Marketo Log')};

const otherEntities = [
	{LogicalName: 'account', EntitySetName: 'accounts', PrimaryIdAttribute: 'accountid', DisplayName: label('Account')},
	{LogicalName: 'contact', EntitySetName: 'contacts', PrimaryIdAttribute: 'contactid', DisplayName: null},
	{LogicalName: 'activitypointer', EntitySetName: null, PrimaryIdAttribute: null, DisplayName: null},
];

export type ScriptedDataverse = AsyncDisposable & {
	readonly url: string;
	/** The questions about rows: path and parameters, decoded, and the preferences. */
	readonly questions: Array<{readonly path: string; readonly parameters: URLSearchParams; readonly prefer: string}>;
	/** What questions about rows are answered with; undefined: with a refusal. */
	rows(answer: (parameters: URLSearchParams) => unknown): void;
};

export async function scriptedDataverse(): Promise<ScriptedDataverse> {
	let answer: (parameters: URLSearchParams) => unknown = () => ({value: []});
	const questions: ScriptedDataverse['questions'] = [];
	const server: ScriptedServer = await scriptedServer((request, response) => {
		const url = new URL(request.url ?? '', 'http://dataverse.example');
		const body = metadata(url) ?? asked(url, request);
		json(body ?? {error: {code: '0x80060888', message: 'Not supported'}}, {status: body === undefined ? 400 : 200})(request, response);
	});

	function asked({pathname, searchParams}: URL, {headers}: IncomingMessage): unknown {
		questions.push({path: pathname, parameters: searchParams, prefer: String(headers.prefer ?? '')});
		return answer(searchParams);
	}

	return {
		url: server.url,
		questions,
		rows(next) {
			answer = next;
		},
		async [Symbol.asyncDispose]() {
			await server[Symbol.asyncDispose]();
		},
	};
}

function metadata({pathname, searchParams}: URL): unknown {
	const below = decodeURIComponent(pathname).replace('/api/data/v9.2/', '');
	if (below === 'EntityDefinitions') {
		return {value: searchParams.has('$filter') ? [marketoLog] : [...otherEntities, marketoLog]};
	}

	if (below === 'EntityDefinitions(LogicalName=\'new_marketolog\')/Attributes') {
		return {value: attributes.map(([LogicalName, AttributeType, text, AttributeOf = null]) => ({LogicalName, AttributeType, AttributeOf, DisplayName: label(text)}))};
	}

	const kind = /^EntityDefinitions\(LogicalName='new_marketolog'\)\/Attributes\/Microsoft\.Dynamics\.CRM\.(?<kind>\w+)AttributeMetadata$/v.exec(below)?.groups?.kind;
	return kind === undefined ? undefined : {value: choices[kind]};
}
