import { readNoAnswer } from '../../nodes/Nebrija/api/request';

describe('A request that failed was sent', () => {
	it.each([
		[true, 'a lost connection', { cause: { code: 'ECONNRESET' } }],
		[true, 'an error of axios without a code', { cause: { isAxiosError: true } }],
		[false, 'a refused connection', { cause: { code: 'ECONNREFUSED' } }],
		[false, 'no address', { cause: { code: 'EAI_AGAIN', syscall: 'getaddrinfo' } }],
		[false, 'never connected', { cause: { code: 'ETIMEDOUT', cause: { syscall: 'connect' } } }],
		[false, 'a wrong certificate', { cause: { code: 'CERT_HAS_EXPIRED' } }],
		[true, 'a lost connection, before n8n 2.34', { httpCode: 'ECONNRESET' }],
		[false, 'a refused connection, before n8n 2.34', { httpCode: 'ECONNREFUSED' }],
		[
			false,
			'never connected, before n8n 2.34',
			{ httpCode: 'ETIMEDOUT', messages: ['connect ETIMEDOUT 10.0.0.1:443'] },
		],
		[true, 'no answer, before n8n 2.34', { httpCode: 'ETIMEDOUT', messages: ['timeout'] }],
	])('%s: %s', (sent, _, error) => {
		expect(readNoAnswer(error)).toMatchObject({ sent });
	});

	it.each([{}, { httpCode: null }, { cause: {} }])('cannot be told of %j', (error) => {
		expect(readNoAnswer(error)).toBeUndefined();
	});
});
