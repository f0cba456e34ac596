/** A time zone, and how far its clocks were ahead of UTC, in minutes, from one minute since 1970 to another. */
interface Zone {
	clock: Intl.DateTimeFormat;
	since: number;
	until: number;
	offset: number;
}

const zones = new Map<string, Zone>();

/** Spellings that are kept; there are some six hundred zones, and strangers may write them in upper and lower case. */
const mostZones = 1_000;

/** Nowhere are clocks changed and changed back within a week. */
const week = 7 * 1_440;

/** Throws where the platform does not know the name. */
function zoneOf(name: string): Zone {
	const known = zones.get(name);
	if (known) return known;
	const clock = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
	if (zones.size >= mostZones) zones.clear();
	const zone = { clock, since: Infinity, until: -Infinity, offset: 0 };
	zones.set(name, zone);
	return zone;
}

/** Whether the platform knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
	try {
		return !!zoneOf(name);
	} catch {
		return false;
	}
}

function readOffset({ clock }: Zone, minute: number): number {
	const [, sign, hours, minutes] =
		/GMT(?:([+-])(\d+):(\d+))?/.exec(clock.format(minute * 60_000)) ?? [];
	if (sign === undefined) return 0;
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** How many minutes the clocks of a time zone are ahead of UTC, at a minute since 1970. */
export function offsetAt(name: string, minute: number): number {
	const zone = zoneOf(name);
	if (zone.since <= minute && minute <= zone.until) return zone.offset;
	const offset = readOffset(zone, minute);
	const isNear = zone.since - week < minute && minute < zone.until + week;
	if (offset === zone.offset && isNear) {
		zone.since = Math.min(zone.since, minute);
		zone.until = Math.max(zone.until, minute);
	} else {
		Object.assign(zone, { offset, since: minute, until: minute });
	}
	return offset;
}

/** The first minute after `from` at which the clocks stand as they do at `until`; they change once between the two. */
export function changeBetween(name: string, from: number, until: number): number {
	const offset = offsetAt(name, from);
	let [before, after] = [from, until];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (offsetAt(name, middle) === offset) before = middle;
		else after = middle;
	}
	return after;
}
