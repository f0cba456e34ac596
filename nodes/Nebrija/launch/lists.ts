import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { readLatestCalls } from '../api/calls';
import type { Listing } from '../api/calls';
import { accountOf } from '../api/credential';
import { credentialName } from '../api/request';
import type { ItemRequest } from '../item/operation';
import { expectListing } from '../item/problem';
import { findMissing } from '../list/proof';
import { SharedList } from '../list/sharedList';
import { fingerprint, ledgerOf } from '../memory/ledger';
import { callsOf } from '../memory/process';
import { Reader, tooMany } from '../read/reader';

/** Calls listed at first; an API that has more is asked for more. */
const firstLook = 100;

/** The account that an item calls with, as a fingerprint. */
export async function readAccount(context: IExecuteSingleFunctions): Promise<string> {
	return fingerprint(accountOf(await context.getCredentials(credentialName)));
}

/** The lists of calls that the items of a run share: one for each account, compared with the calls that are known. */
export class AccountLists {
	private readonly reader: Reader;

	private readonly lists = new Map<string, SharedList>();

	constructor(private readonly request: ItemRequest) {
		this.reader = new Reader(request);
	}

	/**
	 * The list of the account whose token this item has: a credential may be an expression of the item. Never rejects: that
	 * a list cannot be read is found out by who reads it.
	 */
	async listOf(context: IExecuteSingleFunctions): Promise<SharedList> {
		const account = await readAccount(context).catch(() => '');
		const list = this.lists.get(account) ?? this.open(context, account);
		this.lists.set(account, list);
		return list;
	}

	private open(context: IExecuteSingleFunctions, account: string): SharedList {
		const { request, reader } = this;
		return new SharedList(async (isEnough) => {
			const known = [...ledgerOf(context).placed(), ...callsOf(account)];
			const compare = (listing: Listing) => ({ ...listing, missing: findMissing(listing, known) });
			const isLong = (listing: Listing) => isEnough(compare(listing));
			const answer = await reader.through(context, async () => {
				const reading = await readLatestCalls(context, request, { first: firstLook }, isLong);
				return { reading, outcome: 'calls' in reading ? reading.failure : reading.outcome };
			});
			if (!answer) throw tooMany();
			return compare(expectListing(answer.reading));
		});
	}
}
