/**
Tables from Dataverse's own metadata, which says more than its $metadata does, in less: labels, and what a choice's numbers mean.
https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
*/
import * as v from 'valibot';
import type {Connection} from './connection.ts';
import {textLiteral} from './literals.ts';
import type {Column, ColumnType, Table} from './table.ts';

const LabelSchema = v.nullish(v.object({UserLocalizedLabel: v.nullish(v.object({Label: v.nullish(v.string())}))}));
const textOf = (label: v.InferOutput<typeof LabelSchema>): string | undefined => label?.UserLocalizedLabel?.Label ?? undefined;

const EntitySchema = v.object({
	LogicalName: v.string(),
	EntitySetName: v.nullish(v.string()),
	PrimaryIdAttribute: v.nullish(v.string()),
	DisplayName: LabelSchema,
});
const AttributeSchema = v.object({LogicalName: v.string(), AttributeType: v.nullish(v.string()), AttributeOf: v.nullish(v.string()), DisplayName: LabelSchema});
const OptionsSchema = v.nullish(v.object({Options: v.optional(v.array(v.object({Value: v.nullish(v.number()), Label: LabelSchema})), [])}));
const ChoiceSchema = v.object({LogicalName: v.string(), OptionSet: OptionsSchema, GlobalOptionSet: OptionsSchema});
const listOf = <const Schema extends v.GenericSchema>(item: Schema) => v.object({value: v.array(item)});

/** AttributeTypeCode: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/attributetypecode */
const types: Readonly<Record<string, ColumnType>> = {
	String: 'text', Memo: 'text', EntityName: 'text',
	Uniqueidentifier: 'guid', Lookup: 'guid', Customer: 'guid', Owner: 'guid',
	Picklist: 'number', State: 'number', Status: 'number', Integer: 'number', BigInt: 'number', Decimal: 'number', Double: 'number', Money: 'number',
	Boolean: 'boolean', DateTime: 'time',
};
const lookups: ReadonlySet<string> = new Set(['Lookup', 'Customer', 'Owner']);

/** What a table is found by before its columns are asked for. */
export type Entity = {readonly logicalName: string; readonly entitySet: string; readonly key: string; readonly label: string | undefined};

/** All tables that the user may know of, or those that `filter` lets through. Throws as `Connection.get`: an ODataRefusal of 404 where the service has no such metadata. */
export async function listEntities(connection: Connection, filter?: string): Promise<Entity[]> {
	const {value} = v.parse(listOf(EntitySchema), await connection.get('EntityDefinitions', {$select: 'LogicalName,EntitySetName,PrimaryIdAttribute,DisplayName', $filter: filter}));
	return value.flatMap(({LogicalName: logicalName, EntitySetName: entitySet, PrimaryIdAttribute: key, DisplayName: label}) =>
		typeof entitySet === 'string' && typeof key === 'string' && entitySet !== '' && key !== '' ? [{logicalName, entitySet, key, label: textOf(label)}] : []);
}

/** One table with its columns, and the words of its choices. */
export async function readEntity(connection: Connection, {logicalName, entitySet, key, label}: Entity): Promise<Table> {
	const path = `EntityDefinitions(LogicalName=${encodeURIComponent(textLiteral(logicalName))})/Attributes`;
	const [{value}, ...choices] = await Promise.all([
		connection.get(path, {$select: 'LogicalName,AttributeType,AttributeOf,DisplayName'}).then(body => v.parse(listOf(AttributeSchema), body)),
		...['Picklist', 'State', 'Status'].map(async kind => readChoices(connection, `${path}/Microsoft.Dynamics.CRM.${kind}AttributeMetadata`)),
	]);
	const options = new Map(choices.flat());
	const columns = value.flatMap(({LogicalName: name, AttributeType: kind, AttributeOf: partOf, DisplayName}): Column[] => {
		const type = Object.hasOwn(types, kind ?? '') ? types[kind ?? ''] : undefined;
		// What is part of another column, such as the name beside a lookup, can't be asked for by itself.
		if (type === undefined || (partOf ?? '') !== '') {
			return [];
		}

		const isLookup = lookups.has(kind ?? '');
		return [{
			name: isLookup ? `_${name}_value` : name, type, label: textOf(DisplayName), options: options.get(name), isFormatted: isLookup || options.has(name),
		}];
	});
	return {entitySet, logicalName, key, label, dialect: 'dataverse', columns: new Map(columns.map(column => [column.name, column]))};
}

async function readChoices(connection: Connection, path: string): Promise<Array<[string, ReadonlyMap<string, string>]>> {
	const {value} = v.parse(listOf(ChoiceSchema), await connection.get(path, {$select: 'LogicalName', $expand: 'OptionSet($select=Options),GlobalOptionSet($select=Options)'}));
	return value.map(({LogicalName, OptionSet, GlobalOptionSet}) => [
		LogicalName,
		new Map((OptionSet ?? GlobalOptionSet)?.Options.flatMap(({Value, Label}): Array<[string, string]> => {
			const words = textOf(Label);
			return typeof Value === 'number' && words !== undefined ? [[String(Value), words]] : [];
		})),
	]);
}
