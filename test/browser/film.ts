import { encode } from 'modern-gif';
import { PNG } from 'pngjs';
import type { Page } from 'playwright-core';
import { keep, see, type Clip } from './picture';

/** Pictures of one size that become one animation. */
export class Film {
	private readonly frames: Array<{ data: Uint8ClampedArray; delay: number }> = [];

	constructor(readonly size: Pick<Clip, 'width' | 'height'>) {}

	/** Adds what a window shows, from this corner on, to be seen for this long. */
	async show(
		page: Page,
		ms: number,
		corner: Pick<Clip, 'x' | 'y'> = { x: 0, y: 0 },
	): Promise<void> {
		const { data } = PNG.sync.read(await see(page, { clip: { ...corner, ...this.size } }));
		this.frames.push({ data: new Uint8ClampedArray(data), delay: ms });
	}

	/** Writes the animation into docs/pictures, to be played again and again. */
	async write(name: string): Promise<void> {
		const gif = await encode({ ...this.size, frames: this.frames });
		keep(`${name}.gif`, new Uint8Array(gif));
	}
}
