import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { readLatestCalls } from '../api/calls';
import type { Listing } from '../api/listing';
import { accountOf } from '../api/credential';
import { credentialName } from '../api/request';
import type { ItemRequest } from '../item/operation';
import { expectListing } from '../item/problem';
import { findMissing } from '../list/proof';
import { SharedList } from '../list/sharedList';
import { ledgerOf } from '../memory/ledger';
import type { Entry } from '../memory/ledger';
import { callsOf } from '../memory/process';
import { Reader, tooMany } from '../read/reader';

/** Calls listed at first; an API that has more is asked for more. */
const firstLook = 100;

/** Credentials whose token is an expression of the item, as two items of a run have shown. */
const ofItems = new Set<string | undefined | null>();

async function readAccount(context: IExecuteSingleFunctions): Promise<string> {
	return accountOf(await context.getCredentials(credentialName));
}

/** The context as another item has it (n8n-core execute-single-context.js); n8n reads the item from its `itemIndex`. */
function inPlaceOf(context: IExecuteSingleFunctions, item: number): IExecuteSingleFunctions {
	return Object.create(context, { itemIndex: { value: item } }) as IExecuteSingleFunctions;
}

/** The accounts, as fingerprints, that the items of a run call with, and their lists of calls, which items share. */
export class Accounts {
	private readonly reader: Reader;

	private readonly credential?: string | null;

	private readonly lists = new Map<string, SharedList>();

	private first?: Promise<string>;

	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly request: ItemRequest,
		/** How many items n8n starts in this run. */
		private readonly total: number,
	) {
		this.reader = new Reader(request);
		this.credential = context.getNode().credentials?.[credentialName]?.id;
	}

	/**
	 * Whose calls an item places: as the first item, unless the token is known to come from the item. Where it has to be
	 * `certain`, the token of this item is read, which takes about as long as to launch its call.
	 */
	async accountOf(context: IExecuteSingleFunctions, certain = false): Promise<string> {
		this.first ??= this.readFirst();
		const first = await this.first;
		if (!certain && !ofItems.has(this.credential)) return first;
		const own = await readAccount(context);
		if (own !== first) ofItems.add(this.credential);
		return own;
	}

	/** The second and the last item tell whether the token comes from the item. */
	private async readFirst(): Promise<string> {
		const last = this.total - 1;
		const [first, ...others] = await Promise.all(
			[...new Set([0, Math.min(1, last), last])].map(
				async (item) => await readAccount(inPlaceOf(this.context, item)),
			),
		);
		if (others.some((other) => other !== first)) ofItems.add(this.credential);
		return first;
	}

	/** The list of the account of an item. Never rejects: that a list cannot be read is found out by who reads it. */
	async listOf(context: IExecuteSingleFunctions, certain: boolean): Promise<SharedList> {
		const account = await this.accountOf(context, certain).catch(() => '');
		const list = this.lists.get(account) ?? this.open(context, account);
		this.lists.set(account, list);
		return list;
	}

	/** Compared with the calls that are known, where they are known to be of this account. */
	private open(context: IExecuteSingleFunctions, account: string): SharedList {
		const { request, reader } = this;
		return new SharedList(async (isEnough) => {
			const isMixed = ofItems.has(this.credential);
			const known = isMixed ? [] : [...ledgerOf(context).placed(), ...callsOf(account)];
			let missing: Entry | undefined;
			const isLong = (listing: Listing) => {
				missing = findMissing(listing, known);
				return isEnough({ ...listing, missing });
			};
			const reading = await reader.through(
				context,
				async () => await readLatestCalls(context, request, { first: firstLook }, isLong),
			);
			if (!reading) throw tooMany();
			return { ...expectListing(reading), missing };
		});
	}
}
