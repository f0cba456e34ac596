import { nestByName } from '../../nodes/Nebrija/order/variables';

describe('nestByName', () => {
	it.each([
		[{}, {}],
		[
			{ a: 1, b: '' },
			{ a: 1, b: '' },
		],
		[
			{ 'a.b': 1, 'a.c.d': 0, e: false },
			{ a: { b: 1, c: { d: 0 } }, e: false },
		],
		[{ a: 1, 'a.b': 2 }, { a: { b: 2 } }],
		[{ 'a.b': 2, a: 1 }, { a: { b: 2 } }],
	])('makes of %j: %j', (values, nested) => {
		expect(nestByName(values)).toEqual(nested);
	});

	it('leaves the prototype of all objects alone', () => {
		nestByName({ '__proto__.polluted': 'yes', 'constructor.prototype.polluted': 'yes' });
		expect({}).not.toHaveProperty('polluted');
	});
});
