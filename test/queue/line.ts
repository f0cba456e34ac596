import { once } from 'events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'net';

/** A line to a server on this machine that can be cut and mended. */
export class Line {
	private readonly sockets = new Set<Socket>();

	private readonly server: Server;

	private port = 0;

	private constructor(private readonly target: number) {
		this.server = createServer((caller) => {
			const called = connect(this.target, '127.0.0.1');
			for (const socket of [caller, called]) {
				this.sockets.add(socket);
				socket.once('close', () => this.sockets.delete(socket)).on('error', () => undefined);
			}
			caller.pipe(called).pipe(caller);
		});
	}

	/** A line to what answers at this address. */
	static async to(origin: string): Promise<Line> {
		const line = new Line(Number(new URL(origin).port));
		await line.mend();
		return line;
	}

	/** Where the line begins. */
	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** From here on connections are refused; those that stand break off. */
	async cut(): Promise<void> {
		const closed = once(this.server, 'close');
		this.server.close();
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	/** From here on the server is reached again, at the same address. */
	async mend(): Promise<void> {
		this.server.listen(this.port, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = (this.server.address() as AddressInfo).port;
	}
}
