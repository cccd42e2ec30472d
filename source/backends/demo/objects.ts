/** What the demo's sync moves: the objects of Marketo's Microsoft Dynamics sync, and how busy each of them is. */
import type {Direction} from '../../contract/common.ts';

export type DemoObject = {
	/** The key, as Dynamics names the table. */
	readonly object: string;
	readonly label: string;
	/** Changes an hour on average over a week, bulk loads aside. */
	readonly perHour: number;
	/** The share of changes that are new records; the others are updates. */
	readonly inserts: number;
	/** What Marketo calls a person: a lead or a contact. */
	readonly isPerson?: boolean;
	/** The share of changes that go from Marketo to Dynamics: 0 where the sync is one-way. */
	readonly outbound: number;
	/** How many records there are before the demo adds to them. */
	readonly population: number;
	readonly names: 'people' | 'companies' | 'things';
	/** What the names of things begin with. */
	readonly nouns?: readonly string[];
};

/** In the order in which they are listed. */
export const demoObjects = [
	{object: 'lead', label: 'Lead', perHour: 7000, inserts: 0.18, isPerson: true, outbound: 0.3, population: 480_000, names: 'people'},
	{object: 'contact', label: 'Contact', perHour: 3600, inserts: 0.05, isPerson: true, outbound: 0.25, population: 310_000, names: 'people'},
	{object: 'account', label: 'Account', perHour: 900, inserts: 0.06, outbound: 0, population: 42_000, names: 'companies'},
	{
		object: 'opportunity', label: 'Opportunity', perHour: 520, inserts: 0.12, outbound: 0, population: 65_000, names: 'things',
		nouns: ['Renewal', 'Licences', 'Migration', 'Support 24×7', 'Erweiterung', 'Расширение', '续约', 'Avtal', 'Pilotage'],
	},
	{object: 'customeropportunityrole', label: 'Opportunity Role', perHour: 260, inserts: 0.4, outbound: 0, population: 90_000, names: 'people'},
	{object: 'systemuser', label: 'User', perHour: 24, inserts: 0.04, outbound: 0, population: 900, names: 'people'},
	{
		object: 'campaign', label: 'Campaign', perHour: 60, inserts: 0.1, outbound: 0, population: 1800, names: 'things',
		nouns: ['Spring newsletter', 'Webinar', 'Hannover Messe', '双十一', 'ブラックフライデー', 'Rentrée', 'Осенняя акция', 'Trade fair'],
	},
	{
		object: 'new_event', label: 'Event', perHour: 1300, inserts: 0.55, outbound: 0, population: 120_000, names: 'things',
		nouns: ['Registration', 'Visit', 'Demo booked', 'Inscripción', 'Teilnahme', '登録', 'Εγγραφή', 'تسجيل'],
	},
	{
		object: 'cr4f2_subscription', label: '订阅 Subscription', perHour: 1900, inserts: 0.15, outbound: 0, population: 75_000, names: 'things',
		nouns: ['Basic', 'Professional', 'Enterprise', '标准版', '企业版', '프리미엄'],
	},
] as const satisfies readonly DemoObject[];

export type Operation = 'insert' | 'update';

/** The changes of one object, operation and direction. */
export type Stream = {
	readonly source: DemoObject;
	readonly operation: Operation;
	readonly direction: Direction;
	/** Changes an hour on average over a week. */
	readonly weight: number;
};

export const streams: readonly Stream[] = demoObjects.flatMap(source => {
	const directions = [['inbound', 1 - source.outbound], ['outbound', source.outbound]] as const;
	const operations = [['insert', source.inserts], ['update', 1 - source.inserts]] as const;
	return directions
		.filter(([, share]) => share > 0)
		.flatMap(([direction, share]) => operations.map(([operation, part]) => ({source, operation, direction, weight: source.perHour * share * part})));
});

/** Throws a RangeError for what doesn't happen here. */
export function streamOf(object: string, operation: Operation, direction: Direction): Stream {
	const stream = streams.find(one => one.source.object === object && one.operation === operation && one.direction === direction);
	if (stream === undefined) {
		throw new RangeError(`the demo has no ${direction} ${operation} of ${object}`);
	}

	return stream;
}
