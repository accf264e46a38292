import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { gzipSync } from 'fflate';
import { licensesOf } from './licenses.mjs';

const OUT = 'dist';
const LARGE = 4096;
/** Where the server is if nothing was chosen. */
const ORIGIN = 'http://127.0.0.1:8080';

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'none', // They are in licenses.txt.
  target: 'es2022',
  outdir: OUT,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  define: { 'process.env.NODE_ENV': '"production"' },
};

const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
};

/** The example queries in the order of their file names, each with its variables if it has a `.json` beside it. */
function examples() {
  const names = readdirSync('examples').sort();
  return names
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => ({ query: read('examples', name), variables: variablesOf(name, names) }));
}

function variablesOf(name, names) {
  const file = name.replace(/graphql$/, 'json');
  return names.includes(file) ? read('examples', file) : undefined;
}

const read = (...path) => readFileSync(join(...path), 'utf8').trimEnd();

const examplesModule = {
  name: 'examples',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^examples$/ }, () => ({ path: 'examples', namespace: 'examples' }));
    onLoad({ filter: /.*/, namespace: 'examples' }, () => ({ contents: JSON.stringify(examples()), loader: 'json' }));
  },
};

/** Builds one bundle and answers its output files by their entry's name without the hash. */
async function bundle(options) {
  const { metafile } = await build({ ...shared, ...options });
  const outputs = Object.keys(metafile.outputs).map((path) => basename(path));
  return { metafile, named: Object.fromEntries(outputs.map((name) => [name.replace(/-[A-Z0-9]{8}\./, '.'), name])) };
}

async function workers() {
  const built = await bundle({ entryPoints: WORKERS, format: 'iife' });
  const name = (label) => built.named[`${label}.js`];
  return { ...built, names: Object.fromEntries(Object.keys(WORKERS).map((label) => [label, name(label)])) };
}

function page(workerNames) {
  return bundle({
    entryPoints: ['src/page.jsx'],
    format: 'esm',
    jsx: 'automatic',
    loader: { '.ttf': 'file' },
    publicPath: '/graphiql',
    define: { ...shared.define, WORKERS: JSON.stringify(workerNames) },
    plugins: [examplesModule],
  });
}

/** Copies a file under a name with its content's hash, and answers that name. */
function hashed(path) {
  const [stem, extension] = basename(path).split('.');
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 8).toUpperCase();
  const name = `${stem}-${hash}.${extension}`;
  cpSync(path, join(OUT, name));
  return name;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The example for the shell, whose address the page replaces by its own. */
function exampleWith(origin) {
  return escaped(read('src', 'example.sh')).replace('{{origin}}', `<span id="origin">${origin}</span>`);
}

function writePage(name, values) {
  const html = readFileSync(join('src', name), 'utf8');
  writeFileSync(join(OUT, name), html.replace(/\{\{(.+?)\}\}/g, (_, key) => values[key]));
}

/** Replaces each large file by its gzip, made without a clock or a system library, so that it is the same everywhere. */
function compress() {
  for (const name of readdirSync(OUT).filter((name) => !name.endsWith('.html'))) {
    const bytes = readFileSync(join(OUT, name));
    if (bytes.length < LARGE) continue;
    writeFileSync(join(OUT, `${name}.gz`), gzipSync(bytes, { level: 9, mtime: 0 }));
    rmSync(join(OUT, name));
  }
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);
const { names, ...workerBundle } = await workers();
const pageBundle = await page(names);
const files = { 'icon.svg': hashed('src/icon.svg'), 'start.js': hashed('src/start.js') };
const values = { ...pageBundle.named, ...files, curl: exampleWith(ORIGIN) };
writePage('graphiql.html', values);
writePage('index.html', values);
writeFileSync(join(OUT, 'licenses.txt'), licensesOf([workerBundle.metafile, pageBundle.metafile]));
compress();
