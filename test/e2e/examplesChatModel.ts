import { once } from 'events';
import express from 'express';
import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';

export interface ChatRequest {
	messages: Array<{ role: string; content: string; tool_call_id?: string }>;
	tools: Array<{ function: { name: string } }>;
}

/** What the model answers: calls of tools, or a text. */
export type Turn = { calls: Array<{ tool: string; with: object }> } | { says: string };

/**
 * A chat model on loopback that speaks OpenAI's chat completions and follows a script: one turn for each
 * request, whatever it is asked.
 */
export class ScriptedChatModel {
	readonly requests: ChatRequest[] = [];

	/** A turn may depend on the request it answers. */
	script: Array<(request: ChatRequest) => Turn> = [];

	private constructor(private readonly server: Server) {}

	/** Starts the model on a free port. */
	static async start(): Promise<ScriptedChatModel> {
		const app = express().use(express.json({ limit: '5mb' }));
		const server = createServer(app).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const model = new ScriptedChatModel(server);
		app.post('/v1/chat/completions', (request, response) => {
			response.json(completion(model.answer(request.body), model.requests.length));
		});
		return model;
	}

	/** What n8n's credential of the type `openAiApi` needs to ask this model. */
	get credential() {
		const { port } = this.server.address() as AddressInfo;
		return { apiKey: 'not needed', url: `http://127.0.0.1:${port}/v1` };
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((closed) => this.server.close(closed));
	}

	private answer(request: ChatRequest): Turn {
		const turn = this.script[this.requests.length];
		this.requests.push(request);
		return turn?.(request) ?? { says: 'The script has ended.' };
	}
}

function completion(turn: Turn, request: number) {
	const message =
		'says' in turn
			? { content: turn.says }
			: {
					content: null,
					tool_calls: turn.calls.map((call, index) => ({
						id: `call_${request}_${index}`,
						type: 'function',
						function: { name: call.tool, arguments: JSON.stringify(call.with) },
					})),
				};
	return {
		id: `completion-${request}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [
			{
				index: 0,
				message: { role: 'assistant', ...message },
				finish_reason: 'says' in turn ? 'stop' : 'tool_calls',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
