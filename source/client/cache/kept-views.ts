/** What is kept of the screens between runs. Each part stands for itself: one that doesn't fit is left out, and the rest holds. */
import * as v from 'valibot';

const maxLine = 4096;
const LineSchema = v.pipe(v.string(), v.maxLength(maxLine));
const LinesSchema = v.fallback(v.pipe(v.array(LineSchema), v.maxLength(100), v.readonly()), []);

const OrderSchema = v.fallback(v.optional(v.object({column: LineSchema, descending: v.boolean()})), undefined);

/** The selection of a list: the record, the row that it had, and its line on the screen. */
const PlaceSchema = v.fallback(v.optional(v.object({
	key: LineSchema,
	index: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
	line: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})), undefined);

const ViewsSchema = v.object({
	tab: v.fallback(v.optional(v.picklist(['status', 'errors'])), undefined),
	statusView: v.fallback(v.optional(v.picklist(['backlog', 'last-hour'])), undefined),
	errorsView: v.fallback(v.optional(v.picklist(['list', 'causes'])), undefined),
	sort: v.fallback(v.optional(v.object({backlog: OrderSchema, 'last-hour': OrderSchema, errors: OrderSchema})), undefined),
	/** By tab: the filter that stood there, and earlier ones, the latest first. */
	filters: v.fallback(v.object({status: v.fallback(LineSchema, ''), errors: v.fallback(LineSchema, '')}), {status: '', errors: ''}),
	history: v.fallback(v.object({status: LinesSchema, errors: LinesSchema}), {status: [], errors: []}),
	selected: v.fallback(v.optional(v.object({status: PlaceSchema, errors: PlaceSchema, causes: PlaceSchema})), undefined),
	/** When the errors were on the screen last, ms UTC. */
	errorsVisitedAt: v.fallback(v.optional(v.pipe(v.number(), v.safeInteger())), undefined),
});

export type KeptViews = v.InferOutput<typeof ViewsSchema>;

/** Undefined where there are none. */
export function readViews(value: unknown): KeptViews | undefined {
	const read = v.safeParse(ViewsSchema, value);
	return read.success ? read.output : undefined;
}
