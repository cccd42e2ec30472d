/** Why an export came to nothing, in a sentence for the person who asked for it. */
import path from 'node:path';
import {RequestFailure} from '../failure.ts';

export type ExportFailureCode =
	/** The file, or the one beside it that describes it, is there already. */
	| 'exists'
	| 'no-folder' | 'is-folder' | 'not-a-file' | 'bad-name' | 'read-only' | 'permission' | 'disk-full'
	/** Anything else about the file. */
	| 'file'
	| 'cancelled'
	/** The backend has no errors to give. */
	| 'not-supported'
	/** It failed, broke off, or gave something else; the cause is a RequestFailure. */
	| 'backend';

/** `message` is one sentence: what is wrong, and what to do. Whatever the code, nothing was written. */
export class ExportFailure extends Error {
	readonly code: ExportFailureCode;

	constructor(code: ExportFailureCode, message: string, options: {cause?: unknown} = {}) {
		super(message, options);
		this.name = 'ExportFailure';
		this.code = code;
	}
}

/** The sentence for each code that a file may be the cause of. */
const fileWords = {
	exists: file => `${file} exists already; agree to replace it, or name another file.`,
	'no-folder': file => `The folder ${path.dirname(file)} does not exist; make it, or name another file.`,
	'is-folder': file => `${file} is a folder; name a file in it.`,
	'not-a-file': file => `${file} is no ordinary file; name another one.`,
	'bad-name': file => `${file} can’t be the name of a file here; name a shorter or plainer one.`,
	'read-only': file => `The folder ${path.dirname(file)} can only be read; name a file elsewhere.`,
	permission: file => `You have no permission to write into ${path.dirname(file)}; name a file elsewhere.`,
	'disk-full': file => `There is no room left for ${file}; make room, or name a file on another disk. Nothing was written.`,
} as const satisfies Partial<Record<ExportFailureCode, (file: string) => string>>;

/** `file` is the one that stands in the way. */
export function fileFailure(code: keyof typeof fileWords, file: string, cause?: unknown): ExportFailure {
	return new ExportFailure(code, fileWords[code](file), {cause});
}

const systemCodes = new Map<string, keyof typeof fileWords>([
	['EEXIST', 'exists'],
	['ENOENT', 'no-folder'],
	['ENOTDIR', 'no-folder'],
	['EISDIR', 'is-folder'],
	['ENAMETOOLONG', 'bad-name'],
	['EINVAL', 'bad-name'],
	['ERR_INVALID_ARG_VALUE', 'bad-name'],
	['EILSEQ', 'bad-name'],
	['EROFS', 'read-only'],
	['EACCES', 'permission'],
	['EPERM', 'permission'],
	['ENOSPC', 'disk-full'],
	['EDQUOT', 'disk-full'],
	// The largest file that this process or file system may make.
	['EFBIG', 'disk-full'],
]);

/** Any error of an export to `file` as an ExportFailure. What the backend did wrong has to come as a RequestFailure. */
export function exportFailureOf(error: unknown, file: string): ExportFailure {
	if (error instanceof ExportFailure) {
		return error;
	}

	if (error instanceof RequestFailure) {
		return new ExportFailure('backend', `The backend did not give the errors (${error.message}); try again. Nothing was written.`, {cause: error});
	}

	const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
	const code = systemCodes.get(systemCode);
	return code === undefined
		? new ExportFailure('file', `${file} can’t be written (${systemCode === '' ? String(error) : systemCode}); name another file. Nothing was written.`, {cause: error})
		: fileFailure(code, file, error);
}
