const createdAt = '2024-06-10T09:15:00Z';
const updatedAt = '2024-06-12T16:40:00Z';

/** The platform's assistants; prompts carry `{{placeholders}}` nested in `config`. */
export const assistants = [
	{
		id: '6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e01',
		name: 'Asistente de Ventas',
		config: {
			voice: { language: 'es-ES' },
			firstMessage: 'Hola {{nombre}}, le llamo de {{empresa}}.',
			model: {
				messages: [
					{ role: 'system', content: 'Ofrece el plan {{plan}} y propón una cita el {{fecha}}.' },
				],
			},
		},
		isLocked: false,
		createdAt,
		updatedAt,
	},
	{
		id: '6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e02',
		name: 'Asistente de Soporte Técnico',
		config: {
			firstMessage: 'Buenos días, llamo por la incidencia {{incidencia}}.',
			model: { messages: [{ role: 'system', content: 'Habla de usted y sé breve.' }] },
		},
		isLocked: true,
		createdAt,
		updatedAt,
	},
	{
		id: '6f1c2a9e-0b57-4c7e-9a35-1d2f8b7c4e03',
		name: 'Recordatorio de Citas',
		config: { firstMessage: 'Le recordamos su cita del {{fecha}} a las {{hora}}.' },
		isLocked: false,
		createdAt,
		updatedAt,
	},
];

/** The platform's A/B tests; only the status `draft` is recorded, `active` is a guess. */
export const abTests = [
	{
		id: 'a2b4c6d8-1357-4f9b-8ace-2468ace02461',
		name: 'Saludo formal o cercano',
		description: 'Compara dos saludos',
		agentA: assistants[0].id,
		agentB: assistants[1].id,
		successSchemaId: 'c0ffee00-2222-4333-8444-555566667777',
		status: 'active',
		createdAt,
		updatedAt,
	},
	{
		id: 'a2b4c6d8-1357-4f9b-8ace-2468ace02462',
		name: 'Recordatorio corto',
		agentA: assistants[2].id,
		agentB: assistants[0].id,
		status: 'draft',
		createdAt,
		updatedAt,
	},
];

/** The numbers one can call from. */
export const phoneNumbers = [
	{
		id: '3d9e7f10-5a6b-4c8d-9e0f-a1b2c3d4e5f1',
		number: '+34911234567',
		label: 'Soporte Técnico',
		type: 'mobile',
		assistantId: assistants[1].id,
		isPlatformNumber: true,
		createdAt,
		updatedAt,
	},
	{
		id: '3d9e7f10-5a6b-4c8d-9e0f-a1b2c3d4e5f2',
		number: '+34931234567',
		label: 'Ventas Barcelona',
		type: 'mobile',
		sipTrunkId: 'b7b7b7b7-1111-4222-8333-444455556666',
		isPlatformNumber: false,
		createdAt,
		updatedAt,
	},
];
