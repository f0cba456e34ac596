const frame = Buffer.alloc(417);
frame.set([0xff, 0xfb, 0x90, 0x00]);

/** A second of silence: MPEG-1 layer III frames, 128 kbit/s, 44.1 kHz. */
export const silence = Buffer.concat(Array.from({ length: 38 }, () => frame));
