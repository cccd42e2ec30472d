/**
Why changes fail: codes and messages as Dataverse (writing to Dynamics, or reading from it) and Marketo (its REST API) give them. See
https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes and
https://experienceleague.adobe.com/docs/marketo-developer/marketo/rest/error-codes.html.
*/
import type {Direction} from '../../contract/common.ts';
import type {Operation, Stream} from './objects.ts';

export type Cause = {
	readonly code: string;
	/** `{object}`, `{record}`, `{field}` and `{limit}` are filled in. */
	readonly message: string;
	/** Which system refuses: that of Marketo inbound, that of Dynamics outbound; throttling and missing rights meet the reader too. */
	readonly directions: readonly Direction[];
	readonly operations: readonly Operation[];
	/** Leads and contacts alone can fail so. */
	readonly isOfPersons?: boolean;
	/** What `{field}` may be. */
	readonly fields?: readonly string[];
	/** What was sent in that field. */
	readonly value?: string | number | null;
	/** How often it happens, beside the others. */
	readonly weight: number;
	/** It is gone at the next try, most often. The others stay until someone does something about them. */
	readonly isPassing?: boolean;
};

const both = ['inbound', 'outbound'] as const;
const any = ['insert', 'update'] as const;
/** Longer than the 2,000 characters of a description, so than any limit below that. */
const longText = 'Responsible for all that is far and wide. '.repeat(49).trim();
const longFields = ['jobtitle', 'description', 'address1_line1', 'websiteurl', 'new_utmcampaign'];

export const causes = {
	duplicate: {
		code: '0x80040333',
		message: 'A record was not created or updated because a duplicate of the current record already exists.',
		directions: ['outbound'], operations: any, weight: 30,
	},
	duplicateKey: {
		code: '0x80040237',
		message: 'Cannot insert duplicate key.',
		directions: ['outbound'], operations: ['insert'], weight: 14,
	},
	entityKey: {
		code: '0x80060892',
		message: 'Entity Key Email violated. A record with the same value for Email already exists.',
		directions: ['outbound'], operations: any, weight: 5,
	},
	tooLong: {
		code: '0x80044331',
		message: 'A validation error occurred. The length of the \'{field}\' attribute of the \'{object}\' entity exceeded the maximum allowed length of \'{limit}\'.',
		directions: ['outbound'], operations: any, weight: 20, fields: longFields, value: longText,
	},
	picklist: {
		code: '0x8004431A',
		message: 'A validation error occurred. The value of \'{field}\' on record of type \'{object}\' is outside the valid range.',
		directions: ['outbound'], operations: any, weight: 7, fields: ['industrycode', 'leadsourcecode', 'preferredcontactmethodcode'], value: 847_392,
	},
	dateTime: {
		code: '0x80040239',
		message: 'The date-time format for \'{field}\' is invalid, or the value is outside the supported range.',
		directions: ['outbound'], operations: any, weight: 3, fields: ['birthdate', 'estimatedclosedate'], value: '0000-00-00',
	},
	required: {
		code: '0x80040200',
		message: 'Required field \'{field}\' is missing.',
		directions: ['outbound'], operations: any, weight: 5, fields: ['lastname', 'companyname', 'subject'], value: null,
	},
	notFound: {
		code: '0x80040217',
		message: '{object} With Id = {record} Does Not Exist',
		directions: ['outbound'], operations: ['update'], weight: 6,
	},
	inactive: {
		code: '0x80040230',
		message: 'The object you tried to update is inactive.',
		directions: ['outbound'], operations: ['update'], weight: 3,
	},
	closed: {
		code: '0x80040519',
		message: 'The lead is already closed.',
		directions: ['outbound'], operations: ['update'], isOfPersons: true, weight: 4,
	},
	userDisabled: {
		code: '0x80040225',
		message: 'The specified user is disabled. Consider enabling this user, or assigning the record to another one.',
		directions: ['outbound'], operations: any, weight: 3, fields: ['ownerid'], value: '/systemusers(5f2c1a00-0b6e-ed11-9561-6045bd8e5c11)',
	},
	noPrivilege: {
		code: '0x80048306',
		message: 'Principal user (Marketo Sync) is missing prvWrite{object} privilege.',
		directions: ['outbound'], operations: any, weight: 4,
	},
	cannotRead: {
		code: '0x80040220',
		message: 'SecLib::AccessCheckEx failed. Principal user (Marketo Sync) is missing prvRead{object} privilege.',
		directions: ['inbound'], operations: any, weight: 14,
	},
	rowVersion: {
		code: '0x80060882',
		message: 'The version of the existing record doesn\'t match the RowVersion property provided.',
		directions: ['outbound'], operations: ['update'], weight: 12, isPassing: true,
	},
	throttledRequests: {
		code: '0x80072322',
		message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
		directions: both, operations: any, weight: 30, isPassing: true,
	},
	throttledTime: {
		code: '0x80072321',
		message: 'Combined execution time of incoming requests exceeded limit of 1200000 milliseconds over time window of 300 seconds.',
		directions: both, operations: any, weight: 10, isPassing: true,
	},
	throttledConcurrent: {
		code: '0x80072326',
		message: 'Number of concurrent requests exceeded the limit of 52.',
		directions: both, operations: any, weight: 8, isPassing: true,
	},
	invalidData: {
		code: '1003',
		message: 'Value for field \'{field}\' is not valid',
		directions: ['inbound'], operations: any, weight: 12, fields: ['email', 'annualRevenue', 'numberOfEmployees', 'dateOfBirth'], value: 'n/a',
	},
	leadNotFound: {
		code: '1004',
		message: 'Lead not found',
		directions: ['inbound'], operations: ['update'], isOfPersons: true, weight: 6,
	},
	fieldNotFound: {
		code: '1006',
		message: 'Field \'{field}\' not found',
		directions: ['inbound'], operations: any, weight: 5, fields: ['crm_segment__c', 'new_loyaltytier', 'leadScoreOld'], value: 'gold',
	},
	multipleMatch: {
		code: '1007',
		message: 'Multiple lead match lookup criteria',
		directions: ['inbound'], operations: any, isOfPersons: true, weight: 18,
	},
	partition: {
		code: '1008',
		message: 'Access to partition \'EMEA\' denied',
		directions: ['inbound'], operations: any, isOfPersons: true, weight: 4,
	},
	crmEnabled: {
		code: '1018',
		message: 'CRM Enabled: the lead can only be changed in Microsoft Dynamics',
		directions: ['inbound'], operations: any, isOfPersons: true, weight: 3,
	},
} as const satisfies Record<string, Cause>;

const lasting: readonly Cause[] = Object.values<Cause>(causes).filter(({isPassing}) => isPassing !== true);
const passing: readonly Cause[] = Object.values<Cause>(causes).filter(({isPassing}) => isPassing === true);

/** What can go wrong with such a change, and stays wrong. */
export function lastingCauses(stream: Stream): readonly Cause[] {
	return lasting.filter(cause => isPossible(cause, stream));
}

/** What can go wrong with such a change, and is gone at the next try. */
export function passingCauses(stream: Stream): readonly Cause[] {
	return passing.filter(cause => isPossible(cause, stream));
}

function isPossible({directions, operations, isOfPersons}: Cause, {source, direction, operation}: Stream): boolean {
	return directions.includes(direction) && operations.includes(operation) && (isOfPersons !== true || source.isPerson === true);
}
