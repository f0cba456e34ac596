import { createServer, type Server } from 'node:http';
import { parseBody, readContent } from '../../nodes/Nebrija/trigger/content';
import { hangUp, listen } from '../simulator/listen';
import type { Letter } from './evidence';
import type { Timing } from './line';

/** How long a delivery that was refused is waited for, after the last one that came. */
const mostSilence = 120_000;
const largest = 5_000_000;

/** A server that writes down every delivery byte for byte; it refuses the first one, to see whether it comes again. */
export class Receiver {
	readonly letters: Letter[] = [];
	private lastAt: number;
	private readonly server: Server;

	constructor(private readonly timing: Timing) {
		this.lastAt = timing.now();
		this.server = createServer(async (req, res) => {
			const parts: Buffer[] = [];
			let size = 0;
			for await (const part of req) if ((size += part.length) <= largest) parts.push(part);
			if (req.method !== 'POST') return void res.writeHead(405).end();
			const answered = this.letters.length === 0 ? 500 : 200;
			const at = (this.lastAt = timing.now());
			this.letters.push({ at, headers: req.headers, raw: Buffer.concat(parts), answered });
			res.writeHead(answered, { 'content-type': 'application/json' }).end('{}');
		});
	}

	/** Begins to listen, on this computer only; resolves to the address. */
	async open(port: number): Promise<string> {
		return `http://127.0.0.1:${await listen(this.server, port)}/`;
	}

	/** Waits until an end was delivered and the refused delivery came again, or for two minutes of silence. */
	async settle(isStopped: () => boolean): Promise<void> {
		this.lastAt = this.timing.now();
		while (!isStopped() && !this.isComplete()) {
			if (this.timing.now() - this.lastAt > mostSilence) return;
			await this.timing.pause(1_000);
		}
	}

	/** Waits for the end of a call that somebody else places, as long as it takes up to `most` milliseconds. */
	async waitForAnEnd(most: number, isStopped: () => boolean): Promise<void> {
		const begun = this.timing.now();
		while (!isStopped() && !this.hasEnd() && this.timing.now() - begun < most) {
			await this.timing.pause(1_000);
		}
	}

	async close(): Promise<void> {
		await hangUp(this.server);
	}

	private hasEnd(): boolean {
		return this.letters.some(({ raw, answered }) => {
			const event = readContent(parseBody(raw) ?? {}).event;
			return answered < 300 && event !== undefined && event !== 'call.started';
		});
	}

	private isComplete(): boolean {
		const [first, ...others] = this.letters;
		return this.hasEnd() && others.some(({ raw }) => raw.equals(first.raw));
	}
}
