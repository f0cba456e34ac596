import { premiumTable } from '../../nodes/Nebrija/phone/premiumTable';
import { zoneTable } from '../../nodes/Nebrija/phone/zoneTable';
import { premiumTable as premiumTableAnew } from './premiumTable';
import { zoneTable as zoneTableAnew } from './zoneTable';

describe('The tables of the package', () => {
	it('are what "npm run tables" makes of the data', () => {
		expect(zoneTable).toBe(zoneTableAnew());
		expect(premiumTable).toEqual(premiumTableAnew());
	});

	it('are small', () => {
		expect(zoneTable.length).toBeLessThan(20_000);
		expect(JSON.stringify(premiumTable).length).toBeLessThan(5_000);
	});
});
