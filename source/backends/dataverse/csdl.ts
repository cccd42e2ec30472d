/**
Tables from an OData v4 metadata document (CSDL XML), of services that have no EntityDefinitions. https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/
A scan of its tags, which is all that it takes: element content says nothing that we need.
*/
import type {Column, ColumnType, Table} from './table.ts';

const columnTypes: Readonly<Record<string, ColumnType>> = {
	'Edm.String': 'text', 'Edm.Guid': 'guid', 'Edm.Boolean': 'boolean', 'Edm.DateTimeOffset': 'time',
	'Edm.Byte': 'number', 'Edm.SByte': 'number', 'Edm.Int16': 'number', 'Edm.Int32': 'number', 'Edm.Int64': 'number', 'Edm.Decimal': 'number', 'Edm.Double': 'number', 'Edm.Single': 'number',
};

/** More in one document is no sync queue's. */
const maxTypes = 5000;
const maxColumns = 2000;

const tag = /<(?<name>[A-Za-z]+)\s(?<attributes>(?:[^"'<>]|"[^"<]*"|'[^'<]*')*)>/gv;
const attribute = /(?<=\s)(?<name>[A-Za-z]+)\s?=\s?(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/gv;

/** Those with a key of one column. Names are what the service says; whoever puts one into a URL checks it. */
export function readCsdl(xml: string): Table[] {
	const types = new Map<string, Omit<Table, 'entitySet'>>();
	const [, ...schemas] = xml.split('<Schema');
	for (const schema of schemas) {
		const [head = '', ...pieces] = schema.split('<EntityType');
		const {Namespace: namespace = ''} = attributesOf(head.slice(0, head.indexOf('>')));
		for (const piece of pieces.slice(0, maxTypes)) {
			const type = entityType(piece);
			if (type !== undefined) {
				types.set(`${namespace}.${type.logicalName}`, type);
			}
		}
	}

	return tagsOf(xml).flatMap(({name, attributes: {Name: entitySet = '', EntityType: type = ''}}) => {
		const known = name === 'EntitySet' ? types.get(type) : undefined;
		return known === undefined ? [] : [{...known, entitySet}];
	});
}

/** `piece` begins behind `<EntityType`. */
function entityType(piece: string): Omit<Table, 'entitySet'> | undefined {
	const end = piece.indexOf('</EntityType>');
	const {Name: logicalName} = attributesOf(piece.slice(0, piece.indexOf('>')));
	if (end === -1 || logicalName === undefined) {
		return undefined;
	}

	const tags = tagsOf(piece.slice(0, end));
	const [key, ...more] = tags.filter(({name}) => name === 'PropertyRef');
	const columns = tags.filter(({name}) => name === 'Property').slice(0, maxColumns).flatMap(({attributes: {Name: name = '', Type: type = ''}}): Column[] => {
		const known = Object.hasOwn(columnTypes, type) ? columnTypes[type] : undefined;
		return known === undefined ? [] : [{name, type: known}];
	});
	return key?.attributes.Name === undefined || more.length > 0
		? undefined
		: {logicalName, key: key.attributes.Name, columns: new Map(columns.map(column => [column.name, column])), dialect: 'odata'};
}

type Tag = {readonly name: string; readonly attributes: Readonly<Partial<Record<string, string>>>};

function tagsOf(xml: string): Tag[] {
	return xml.matchAll(tag).map(({groups}) => ({name: groups?.name ?? '', attributes: attributesOf(` ${groups?.attributes ?? ''}`)})).toArray();
}

function attributesOf(text: string): Tag['attributes'] {
	return Object.fromEntries(text.matchAll(attribute).map(({groups}) => [groups?.name ?? '', groups?.double ?? groups?.single ?? '']));
}
