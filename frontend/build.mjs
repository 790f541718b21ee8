// Bundles src/ into the folder named: hashed names, a manifest of them, the licences beside.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const ENTRIES = ['inbox.js', 'viewer.js', 'viewer.css'];
const FONTS = ['.eot', '.woff', '.woff2', '.ttf', '.svg'];
const outdir = path.resolve(process.argv[2]);

const { metafile } = await build({
  absWorkingDir: import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  entryPoints: ENTRIES.map(name => `src/${name}`),
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: 'asset-[hash]',
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  metafile: true,
  legalComments: 'linked',
  loader: Object.fromEntries(FONTS.map(ending => [ending, 'file'])),
  logLevel: 'warning',
});
await writeFile(path.join(outdir, 'manifest.json'), JSON.stringify(named(metafile), null, 2));
await writeFile(path.join(outdir, 'THIRD-PARTY.txt'), await licences(metafile));

/** Which file each entry has become; pages ask by the entry's name. */
function named({ outputs }) {
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint);
  return Object.fromEntries(
    entries.map(([file, { entryPoint }]) => [path.basename(entryPoint), path.basename(file)]),
  );
}

/** The licence of each package of which something is in the bundles. */
async function licences({ inputs }) {
  const found = Object.keys(inputs).map(input => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  const packages = [...new Set(found.filter(Boolean))].sort();
  return (await Promise.all(packages.map(licence))).join(`\n${'-'.repeat(72)}\n\n`);
}

async function licence(name) {
  const folder = path.join('node_modules', name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json')));
  const file = (await readdir(folder)).find(one => /^(licen[cs]e|copying)/i.test(one));
  const text = file ? await readFile(path.join(folder, file), 'utf8') : `Licence: ${license}\n`;
  return `${name} ${version}\n\n${text}`;
}
