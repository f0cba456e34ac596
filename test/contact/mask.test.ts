import { shapeOf, spell, spellReason, spellWord, withoutPersonal } from './mask';

const id = '6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e01';

it.each([
	['+34600111222', '+nnnnnnnnnnn'],
	['600 11 12 22', 'nnn nn nn nn'],
	['+34600***222', '+nnnnn***nnn'],
	['sip:+34600111222@sip.example.com', 'sip:+nnnnnnnnnnn@…'],
	['sip:maria@sip.example.com', 'text of 25 characters'],
	['2024-06-10T09:15:00.250Z', 'nnnn-nn-nnTnn:nn:nn.nnnZ'],
	['2024-06-10T11:15:00+02:00', 'nnnn-nn-nnTnn:nn:nn+nn:nn'],
	[id, 'uuid 6f1c…'],
	[id.toUpperCase(), 'uuid 6F1C… in upper case'],
	['https://nebrijaai.com/recordings/1.mp3', 'address of 38 characters'],
	['María', 'text of 5 characters'],
	[' ', 'blank text of 1'],
])('%j is spelled %j', (text, spelled) => expect(spell(text)).toBe(spelled));

it('Words of a vocabulary are shown, sentences are not', () => {
	expect(spellWord('in-progress')).toBe('"in-progress"');
	expect(spellWord('en curso')).toBe('"en curso"');
	expect(spellWord('María Pérez dijo que no')).toBe('text of 23 characters');
	expect(spellReason('customer-did-not-answer')).toBe('"customer-did-not-answer"');
	expect(spellReason('The line was busy.')).toBe('"The line was busy."');
	expect(spellReason('María colgó.')).toBe('text of 12 characters');
	expect(spellReason('María')).toBe('text of 5 characters');
});

it('An answer keeps its keys and loses what it says, and keys that are data', () => {
	const call = {
		...{ id, status: 'ended', customer: { number: '+34600111222', '+34600111222': 'María' } },
		...{ cost: 3.75, analysis: { María: 1 }, transcript: null, tags: ['a', 'b'] },
	};
	expect(shapeOf([call, call])).toEqual([
		{
			...{ id: 'uuid 6f1c…', status: '"ended"', cost: 'number n.nn' },
			customer: { number: '+nnnnnnnnnnn', 'key of 12 characters': 'text of 5 characters' },
			...{ analysis: 'object of 1', transcript: 'null' },
			tags: ['text of 1 characters', '2 in all'],
		},
		'2 in all',
	]);
});

it('The last net cuts out what is known to be secret, and all that looks personal', () => {
	const text = `María (maria@correo.example, +34 600 111 222, 600111222) has ${id} and whsec_0123456789abcdef.`;
	expect(withoutPersonal(text, ['María'])).toBe(
		'… (…@…, +nn nnn nnn nnn, nnnnnnnnn) has 6f1c… and whsec_….',
	);
});
