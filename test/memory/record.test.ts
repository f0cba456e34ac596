import { fingerprint } from '../../nodes/Nebrija/api/fingerprint';
import { Ledger } from '../../nodes/Nebrija/memory/ledger';
import { LaunchRecord } from '../../nodes/Nebrija/memory/record';

const recordOf = (execution: string, item = 0) => {
	const identity = { phone: fingerprint('+34600111222'), with: '', round: 0, item };
	return new LaunchRecord(new Ledger({}), 'account', identity, execution);
};

describe('A call belongs to a launch, however its id is written', () => {
	it.each([
		['of the same execution', (record: LaunchRecord) => record],
		['of another execution', () => recordOf('another', 1)],
	])('%s', (_, asking) => {
		const record = recordOf('this');
		record.placed('ABC-1', Date.now());
		const isTaken = asking(record).taken();
		expect(['ABC-1', 'abc-1', 'abc-2'].map(isTaken)).toEqual([true, true, false]);
	});
});
