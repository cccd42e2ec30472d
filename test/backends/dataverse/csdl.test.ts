import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readCsdl} from '../../../source/backends/dataverse/csdl.ts';

const document = (types: string, sets: string) => `<?xml version="1.0"?><edmx:Edmx Version="4.0"><edmx:DataServices>
	<Schema Namespace="Data" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types}<EntityContainer Name="C">${sets}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
const key = '<Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Guid" Nullable="false"/>';

describe('a metadata document', () => {
	it('says which tables there are, their keys and the types of their columns', () => {
		const [table] = readCsdl(document(
			`<EntityType Name="log">${key}<Property Name='note' Type='Edm.String' MaxLength="9"/><Property Name="at" Type="Edm.DateTimeOffset"/><Property Name="blob" Type="Edm.Stream"/></EntityType>`,
			'<EntitySet Name="logs" EntityType="Data.log"><NavigationPropertyBinding Path="a" Target="b"/></EntitySet>',
		));
		assert.deepEqual([table?.entitySet, table?.logicalName, table?.key, table?.dialect], ['logs', 'log', 'id', 'odata']);
		assert.deepEqual(table?.columns.values().map(({name, type}) => `${name} ${type}`).toArray(), ['id guid', 'note text', 'at time']);
	});

	it('has no table for us where the key is of two columns, or the type isn\'t there', () => {
		assert.deepEqual(readCsdl(document(
			'<EntityType Name="pair"><Key><PropertyRef Name="a"/><PropertyRef Name="b"/></Key></EntityType>',
			'<EntitySet Name="pairs" EntityType="Data.pair"/><EntitySet Name="others" EntityType="Data.other"/>',
		)), []);
	});

	it('that is broken, or large, is read in reasonable time', () => {
		const began = performance.now();
		assert.deepEqual(readCsdl('<Schema Namespace="D"'.repeat(20_000)), []);
		assert.deepEqual(readCsdl(`<Schema Namespace="D"><EntityType Name="${'a= "'.repeat(50_000)}`), []);
		assert.equal(readCsdl(document(`<EntityType Name="log">${key}</EntityType>`.repeat(4000), '<EntitySet Name="logs" EntityType="Data.log"/>')).length, 1);
		assert.ok(performance.now() - began < 5000);
	});
});
