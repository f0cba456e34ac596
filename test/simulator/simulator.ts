import { createServer } from 'node:http';
import express, { type Express } from 'express';
import { api } from './api';
import { CallBook } from './callBook';
import { Clock } from './clock';
import { type Disagreement, disagreements, guardsFrom } from './conformance';
import { control } from './control';
import { dated } from './dateHeader';
import { withDefaults } from './defaults';
import { dressed } from './envelope';
import { FaultScript } from './faults';
import { authorised, logged, tried } from './gate';
import { hangUp, listen } from './listen';
import { silence } from './recording';
import { RequestLog } from './requestLog';
import { abTests, assistants, phoneNumbers } from './seed';
import type { LaunchBody, PlacedCall, SimulatorOptions, SimulatorSettings } from './types';
import { WebhookDesk } from './webhookDesk';

const root = '/api/v1';

/** The Nebrija API on this machine, with everything a test wants to know about it and do to it. */
export class Simulator {
	readonly clock = new Clock();
	readonly faults = new FaultScript();
	readonly webhooks: WebhookDesk;
	readonly seed = { assistants, abTests, phoneNumbers };
	/** Requests that broke the OpenAPI document and were refused for it. */
	readonly refusals: Disagreement[] = [];
	/** Honest answers that broke the document: mistakes of the simulator, to be asserted empty. */
	readonly violations: Disagreement[] = [];
	private readonly log = new RequestLog();
	private readonly book: CallBook;
	private port = 0;
	private readonly app = express();
	private readonly server = createServer(this.app);

	/** The options are read live, so that a test may change them while it runs. */
	constructor(readonly options: SimulatorOptions) {
		this.book = new CallBook(this.clock, options, () => `${this.origin}/recordings`);
		this.webhooks = new WebhookDesk(this.clock, this.book, options);
		this.clock.whenAdvanced(() => this.webhooks.deliverDue());
	}

	/** Where the server listens, or listened, without a path. */
	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** The API's base URL. */
	get url(): string {
		return this.origin + root;
	}

	/** The token every request needs. */
	get token(): string {
		return this.options.token;
	}

	/** Every call placed through the API, oldest first. */
	get calls(): PlacedCall[] {
		return this.book.placed;
	}

	/** Every request to the API, oldest first. */
	get requests() {
		return this.log.entries;
	}

	/** The requests with this method and path; in the path `:word` stands for any one segment. */
	requestsTo(method: string, path: string | RegExp) {
		return this.log.to(method, path);
	}

	/** The largest number of such requests under way at the same moment. */
	mostAtOnce(method: string, path: string | RegExp): number {
		return this.log.mostAtOnce(method, path);
	}

	/** How often this phone rang. */
	rings(number: string): number {
		return this.book.rings(number);
	}

	/** How often each phone rang. */
	ringsByNumber(): Record<string, number> {
		return this.book.ringsByNumber();
	}

	/** Puts calls of the past in the list, newest first; nobody's phone rings. */
	seedCalls(...seed: Parameters<CallBook['seed']>): PlacedCall[] {
		return this.book.seed(...seed);
	}

	/** Places a call without a request, as another client of the account does; the phone rings. */
	placeCall(body: LaunchBody): PlacedCall {
		return this.book.place(body);
	}

	/** Resolves when the server answers; rejects if the port is taken or the document is no good. */
	async start(): Promise<this> {
		const { options, app, server } = this;
		this.seedCalls(options.seedCalls);
		const guards = options.validate ? await guardsFrom(options.document) : [];
		const json = express.json({ limit: '5mb' });
		app.disable('x-powered-by').set('etag', false);
		app.use(dated(this.clock, options));
		this.serveRecordings(app);
		app.use('/simulator', json, control(this));
		app.use(root, logged(this.log, this.clock), json, tried(this.faults, options));
		app.use(root, authorised(options), dressed(options));
		for (const guard of guards) app.use(guard);
		app.use(root, api(this.clock, this.book, this.webhooks, options));
		app.use(disagreements(this.clock, this.refusals, this.violations));
		server.keepAliveTimeout = 120_000;
		this.port = await listen(server, options.port);
		return this;
	}

	/** Ends everything, hanging connections and deliveries under way included. */
	async close(): Promise<void> {
		this.webhooks.close();
		await hangUp(this.server);
	}

	private serveRecordings(app: Express): void {
		const open = authorised(this.options);
		app.get('/recordings/:file', (req, res, next) => {
			if (!this.book.find(req.params.file.replace(/\.mp3$/, ''))) return void res.sendStatus(404);
			const send = () => res.type('audio/mpeg').send(silence);
			if (this.options.recordingNeedsToken)
				open(req, res, (error) => (error ? next(error) : send()));
			else send();
		});
	}
}

/** Starts the API on 127.0.0.1, by default on a free port and checked against its OpenAPI document. */
export async function startSimulator(settings: SimulatorSettings = {}): Promise<Simulator> {
	return await new Simulator(withDefaults(settings)).start();
}
