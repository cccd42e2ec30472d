/** What a bearer token may be allowed. */

/** `read`: all that changes nothing. `ingest`: what an engine reports and asks. `retry`: put changes of errors back, or ignore them. */
export const scopes = ['read', 'ingest', 'retry'] as const;
export type Scope = typeof scopes[number];
