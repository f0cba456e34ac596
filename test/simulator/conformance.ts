import express from 'express';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { Clock } from './clock';

/** A disagreement with the OpenAPI document. */
export type Disagreement = {
	at: number;
	method: string;
	path: string;
	status: number;
	message: string;
};

/** Compiling takes longer than most test files do, and each of those has modules of its own; the process is shared. */
const compiled = globalThis as { guardsOf?: Map<string, Promise<RequestHandler[]>> };

/**
 * Loads the OpenAPI document as a guard over requests and answers; rejects if the document is broken. The guards keep
 * nothing of a request or of who asks, so all simulators of a process share those of a document.
 */
export async function guardsFrom(document: string): Promise<RequestHandler[]> {
	const guardsOf = (compiled.guardsOf ??= new Map());
	const guards = guardsOf.get(document) ?? compile(document);
	guardsOf.set(document, guards);
	return await guards;
}

async function compile(document: string): Promise<RequestHandler[]> {
	const guards = OpenApiValidator.middleware({
		apiSpec: document,
		validateApiSpec: true,
		validateRequests: true,
		validateResponses: true,
		validateSecurity: false,
		fileUploader: false,
	}) as unknown as RequestHandler[];
	// The first one tells whether the document could be loaded, and prepares the app of its first request: any will do.
	const unasked = { app: express() } as unknown as Request;
	await new Promise<void>((resolve, reject) => {
		const next = (error?: unknown) => (error ? reject(error) : resolve());
		void guards[0](unasked, {} as Response, next);
	});
	return guards;
}

type Problem = { status?: number; message?: string; errors?: Array<{ path: string }> };

/** Answers what breaks the document: a request with a 4xx, an answer of ours with a loud 500; both are noted. */
export function disagreements(
	clock: Clock,
	refusals: Disagreement[],
	violations: Disagreement[],
): ErrorRequestHandler {
	return (error: Problem, req, res, next) => {
		if (res.headersSent) return next(error);
		const ofTheBody = error.errors?.some(({ path }) => path.startsWith('/body'));
		const status = error.status === 400 && ofTheBody ? 422 : (error.status ?? 500);
		const message = error.message ?? String(error);
		const { method, path } = req;
		const list = status >= 500 ? violations : refusals;
		list.push({ at: clock.now(), method, path: path.replace('/api/v1', ''), status, message });
		res.status(status).json({ message });
	};
}
