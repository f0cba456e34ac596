const { spawn } = require('node:child_process');
const { cp, readFile, rm } = require('node:fs/promises');
const { build } = require('esbuild');
const { dest, series, src, watch } = require('gulp');
const { n8n } = require('./package.json');

function clean() {
	return rm('dist', { recursive: true, force: true });
}

function check() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc], { stdio: 'inherit' });
}

// Parsing JSON takes a fraction of the time of running the same data as code, and n8n waits for it at its start.
const numberingData = {
	name: 'numbering-data',
	setup({ onLoad }) {
		onLoad({ filter: /metadata\.min\.json\.js$/ }, async ({ path }) => {
			const data = JSON.stringify(JSON.parse(await readFile(path.replace(/\.js$/, ''), 'utf8')));
			const license = await readFile('node_modules/libphonenumber-js/LICENSE', 'utf8');
			const origin = "Its numbering data comes from Google's libphonenumber (Apache License 2.0).";
			return {
				contents: `/*!\nContains libphonenumber-js. ${origin}\n\n${license}\n*/\nexport default JSON.parse(${JSON.stringify(data)});`,
			};
		});
	},
};

// n8n installs no dependencies of a community package, so what a file needs travels inside it. One file for each
// node and credential also loads in half the time of one for each module.
async function bundle() {
	await build({
		entryPoints: [...n8n.credentials, ...n8n.nodes].map((file) =>
			file.replace(/^dist\/(.*)\.js$/, '$1.ts'),
		),
		outbase: '.',
		outdir: 'dist',
		bundle: true,
		charset: 'utf8',
		format: 'cjs',
		legalComments: 'inline',
		platform: 'node',
		plugins: [numberingData],
		target: 'node20',
		external: ['n8n-workflow'],
	});
}

function copyIcons() {
	return src('icons/*.{svg,png}', { encoding: false }).pipe(dest('dist/icons'));
}

function copyNodeAssets() {
	return src('nodes/**/*.{svg,png,json}', { encoding: false }).pipe(dest('dist/nodes'));
}

const assemble = series(bundle, copyIcons, copyNodeAssets);

exports.default = series(clean, check, assemble);

/** For those who have checked the types already. */
exports.unchecked = series(clean, assemble);

/** Builds anew after every change, and puts the result where the n8n of `npm run dev` has loaded it from. */
exports.watch = () => {
	const deploy = () => cp('dist', process.env.DEPLOY_TO, { recursive: true });
	watch(['nodes/**', 'credentials/**', 'icons/**'], series(assemble, deploy));
};
