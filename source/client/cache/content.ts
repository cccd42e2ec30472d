/** What the file of a connection holds, and the versions that it has had. */
import {Buffer} from 'node:buffer';
import {answersJson} from './kept-answers.ts';
import {boundHours, readStoredHours, type StoredHours} from './stored-hours.ts';

/** Views and answers as they were read: they are checked where they are used, and written back as they are. */
export type Content = {
	readonly hours: StoredHours;
	readonly views: unknown;
	readonly answers: Readonly<Record<string, unknown>>;
};

export const noContent: Content = {hours: new Map(), views: undefined, answers: {}};

/** Why a file is of no use: no JSON; JSON of another shape; of a program that is newer than this one. */
export type Unfit = 'corrupt' | 'foreign' | 'newer';

const version = 2;
/** Bytes of the whole file. */
const maxFile = 5 * 1024 * 1024;
/** Characters: nothing that this program writes comes near it. */
const maxText = 16 * 1024 * 1024;

export function readContent(text: string): Content | Unfit {
	if (text.length > maxText) {
		return 'foreign';
	}

	let file: unknown;
	try {
		file = JSON.parse(text);
	} catch {
		return 'corrupt';
	}

	if (!isRecord(file) || !Number.isSafeInteger(file.version) || Number(file.version) < 1) {
		return 'foreign';
	}

	if (Number(file.version) > version) {
		return 'newer';
	}

	return contentOf(migrated(file));
}

/** Version 1 had hours and filters alone, and no hour that was partial; what it has is written the same way since. */
function migrated(file: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	return file.version === 1 ? {...file, version, answers: {}} : file;
}

function contentOf({hours: storedHours, views, answers}: Readonly<Record<string, unknown>>): Content | 'foreign' {
	const hours = readStoredHours(storedHours);
	return hours === undefined ? 'foreign' : {hours, views, answers: isRecord(answers) ? answers : {}};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of the file, and what of the hours found room in it. */
export function writeContent({hours, views, answers}: Content): {readonly text: string; readonly hours: StoredHours} {
	const rest = `"views":${JSON.stringify(views) ?? '{}'},\n"answers":${answersJson(answers)}`;
	const head = `{"version":${version},\n"hours":`;
	const bound = boundHours(hours, maxFile - Buffer.byteLength(rest) - head.length - ',\n}\n'.length);
	return {text: `${head}${bound.json},\n${rest}}\n`, hours: bound.hours};
}
