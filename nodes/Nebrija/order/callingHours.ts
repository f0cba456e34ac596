import type { IExecuteSingleFunctions } from 'n8n-workflow';

/** When and by which clocks a customer may be called. */
export interface Hours {
	zones: string[];
}

/** Why a customer may not be called at a moment, and from when on. */
export interface Outside {
	timeZones: string[];
	callableFrom: string | null;
	reason: string;
}

export function readHours(_context: IExecuteSingleFunctions, _number: string): Hours | undefined {
	return undefined;
}

export function outsideHours(_hours: Hours, _now: number): Outside | undefined {
	return undefined;
}
