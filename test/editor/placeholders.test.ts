import { findPlaceholders } from '../../nodes/Nebrija/editor/placeholders';

describe('findPlaceholders', () => {
	it.each([
		['Hola {{nombre}}, de {{ empresa }}.', ['nombre', 'empresa']],
		['{{b}} {{a}} {{b}}', ['b', 'a']],
		['{{nombre | default: "cliente"}} {{plan|upcase}}', ['nombre', 'plan']],
		['{{- nombre -}} {{plan-}}', ['nombre', 'plan']],
		['{{año}} {{dirección_2}} {{numero-de-pedido}}', ['año', 'dirección_2', 'numero-de-pedido']],
		['{{cliente.nombre}} {{cliente.ciudad.cp}}', ['cliente.nombre', 'cliente.ciudad.cp']],
		['{{{nombre}}}', ['nombre']],
		['{{\n\tnombre\n}}', ['nombre']],
		['{{now}} {{ date }} {{time}} {{datetime}} {{year}} {{month}} {{day}}', []],
		['{{customer.name}} {{customer}} {{call.id}} {{assistant.name}} {{transport.callSid}}', []],
		['{{phoneNumber.number}}', []],
		['{{"now" | date: "%d", "Europe/Madrid"}} {{ 5 }} {{5a}} {{ a + b }}', []],
		['{{nombre del cliente}} {{}} {{ }} {{.a}} {{a.}} {nombre} {{nombre}', []],
		['{{customerName}} {{fecha}} {{dated}}', ['customerName', 'fecha', 'dated']],
		['', []],
	])('in %j: %j', (text, names) => {
		expect(findPlaceholders(text)).toEqual(names);
	});

	it('looks into objects and lists, in order of appearance', () => {
		const config = {
			firstMessage: '{{uno}}',
			model: { messages: [{ content: '{{dos}} {{uno}}' }, ['{{tres}}']], '{{key}}': '{{cuatro}}' },
			n: 1,
			none: null,
			yes: true,
		};
		expect(findPlaceholders(config)).toEqual(['uno', 'dos', 'tres', 'cuatro']);
	});

	it('reads a very long prompt at once', () => {
		const prompt = `${'{{ '.repeat(50_000)}${'{{a-'.repeat(50_000)} {{fin}}`;
		const started = Date.now();
		expect(findPlaceholders(prompt)).toEqual(['fin']);
		expect(Date.now() - started).toBeLessThan(2_000);
	});

	it.each([undefined, null, 7, true, [], {}])('finds nothing in %j', (config) => {
		expect(findPlaceholders(config)).toEqual([]);
	});
});
