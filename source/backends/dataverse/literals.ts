/** Values as OData writes them. What a user typed reaches a URL through here alone. */
import type {ColumnType} from './table.ts';

/** In quotes, with those within doubled. */
export function textLiteral(text: string): string {
	return `'${text.replaceAll('\'', '\'\'')}'`;
}

/** `ms` UTC; full seconds without a fraction. */
export function timeLiteral(ms: number): string {
	return new Date(ms).toISOString().replace('.000Z', 'Z');
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iv;

/** Undefined where no value of the type is written so. */
export function literalOf(type: ColumnType, text: string): string | undefined {
	switch (type) {
		case 'text': {
			return textLiteral(text);
		}

		case 'number': {
			return /^-?\d{1,15}(?:\.\d{1,10})?$/v.test(text) ? text : undefined;
		}

		case 'guid': {
			return guid.test(text) ? text : undefined;
		}

		case 'boolean': {
			return text === 'true' || text === 'false' ? text : undefined;
		}

		case 'time': {
			const ms = Date.parse(text);
			return Number.isNaN(ms) ? undefined : timeLiteral(ms);
		}
	}
}
