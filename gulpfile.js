const { spawn } = require('node:child_process');
const { readFile, rm } = require('node:fs/promises');
const { build } = require('esbuild');
const { dest, series, src } = require('gulp');

const phoneNumber = 'nodes/Nebrija/routing/phoneNumber';

function clean() {
	return rm('dist', { recursive: true, force: true });
}

function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [tsc, '--noEmitOnError'], { stdio: 'inherit' });
}

// n8n installs no dependencies of a community package: this one travels inside the file that uses it.
async function bundle() {
	const license = await readFile('node_modules/libphonenumber-js/LICENSE', 'utf8');
	const origin = "Its numbering data comes from Google's libphonenumber (Apache License 2.0).";
	await build({
		entryPoints: [`${phoneNumber}.ts`],
		outfile: `dist/${phoneNumber}.js`,
		bundle: true,
		minify: true,
		charset: 'utf8',
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		external: ['n8n-workflow'],
		banner: { js: `/*!\nContains libphonenumber-js. ${origin}\n\n${license}\n*/` },
	});
}

function copyIcons() {
	return src('icons/*.{svg,png}', { encoding: false }).pipe(dest('dist/icons'));
}

function copyNodeAssets() {
	return src('nodes/**/*.{svg,png,json}', { encoding: false }).pipe(dest('dist/nodes'));
}

exports.default = series(clean, compile, bundle, copyIcons, copyNodeAssets);
