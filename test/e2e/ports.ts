import { createServer, type AddressInfo } from 'net';

async function listenOnce(port: number): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const { port: chosen } = server.address() as AddressInfo;
			server.close(() => resolve(chosen));
		});
	});
}

/** A loopback port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

/** Whether this loopback port can be listened on. */
export async function isPortFree(port: number): Promise<boolean> {
	return await listenOnce(port).then(
		() => true,
		() => false,
	);
}
