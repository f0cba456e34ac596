import { once } from 'events';
import type { AddressInfo } from 'net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Readable } from 'stream';
import { buffer } from 'stream/consumers';

export interface Mail {
	to: string | undefined;
	subject: string | undefined;
	text: string;
}

/** A mail server on loopback that keeps what it receives. */
export class Mailbox {
	readonly mails: Mail[] = [];

	private readonly server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData: (stream, _, done) => void this.keep(stream).then(() => done(), done),
	});

	/** Opens a mailbox on a free port. */
	static async open(): Promise<Mailbox> {
		const mailbox = new Mailbox();
		mailbox.server.listen(0, '127.0.0.1');
		await once(mailbox.server.server, 'listening');
		return mailbox;
	}

	/** What n8n's credential of the type `smtp` needs to send here. */
	get credential() {
		const { port } = this.server.server.address() as AddressInfo;
		return { host: '127.0.0.1', port, secure: false, disableStartTls: true };
	}

	async close(): Promise<void> {
		await new Promise<void>((closed) => this.server.close(() => closed()));
	}

	private async keep(stream: Readable): Promise<void> {
		const { to, subject, text } = await PostalMime.parse(await buffer(stream));
		this.mails.push({ to: to?.[0]?.address, subject, text: (text ?? '').trim() });
	}
}
