import type { AxiosInstance } from 'axios';
import type { IDataObject } from 'n8n-workflow';

/** Most rows that n8n gives at a time. */
const PAGE = 250;

/** A data table of n8n, as its editor reads and changes it. */
export class DataTable {
	private readonly address: string;

	/** The table of this id among those at this address. */
	constructor(
		private readonly http: AxiosInstance,
		tables: string,
		readonly id: string,
	) {
		this.address = `${tables}/${id}`;
	}

	/** All rows, in the order in which they were added. */
	async rows<Row = IDataObject>(): Promise<Row[]> {
		const rows: Row[] = [];
		for (;;) {
			const params = { skip: rows.length, take: PAGE, sortBy: 'id:asc' };
			const { data } = (await this.http.get(`${this.address}/rows`, { params })).data;
			rows.push(...data.data);
			if (rows.length >= data.count) return rows;
		}
	}

	async insert(rows: object[]): Promise<void> {
		await this.http.post(`${this.address}/insert`, { data: rows, returnType: 'count' });
	}

	/** Changes the rows where this column has this value. */
	async update(columnName: string, value: string | number, data: object): Promise<void> {
		const filter = { type: 'and', filters: [{ columnName, condition: 'eq', value }] };
		await this.http.patch(`${this.address}/rows`, { filter, data });
	}

	async deleteAll(): Promise<void> {
		const filter = { type: 'and', filters: [{ columnName: 'id', condition: 'gte', value: 0 }] };
		await this.http.delete(`${this.address}/rows`, { params: { filter: JSON.stringify(filter) } });
	}
}
