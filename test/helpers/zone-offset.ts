import type {ZoneOffset} from '../../source/domain/hours.ts';

/** The offset of an IANA zone such as `Asia/Kathmandu`, whatever zone the tests run in. */
export function zoneOffset(timeZone: string): ZoneOffset {
	const format = new Intl.DateTimeFormat('en', {timeZone, timeZoneName: 'longOffset'});
	return utcMs => {
		const name = format.formatToParts(utcMs).find(({type}) => type === 'timeZoneName')?.value ?? '';
		const {sign, hours = 0, minutes = 0} = /(?<sign>[+\-])(?<hours>\d+):(?<minutes>\d+)/v.exec(name)?.groups ?? {};
		return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
	};
}
