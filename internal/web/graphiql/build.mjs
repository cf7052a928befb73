// Builds the page into a folder: node build.mjs FOLDER. Every file is compressed, as it is embedded and
// served, and the page itself is written last, so that it is there only when everything that it loads is.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

import { licences } from './licences.mjs';

const folder = process.argv[2];
const modules = new Set();
const note = {
  name: 'note-modules',
  generateBundle(_options, bundle) {
    for (const part of Object.values(bundle)) for (const id of part.moduleIds ?? []) modules.add(id);
  },
};

const { output } = await build({
  base: './',
  logLevel: 'warn',
  plugins: [note],
  worker: { format: 'es', plugins: () => [note] },
  build: {
    write: false,
    assetsDir: 'playground',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 10_000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning), // "use client" means nothing here
    },
  },
});

const files = new Map(output.map(part => [part.fileName, part.code ?? part.source]));
files.set('playground/licences.txt', await licences(modules));
const page = files.get('index.html');
files.delete('index.html');

await mkdir(join(folder, 'playground'), { recursive: true });
for (const name of await readdir(folder)) {
  if (name !== '.gitkeep') await rm(join(folder, name), { recursive: true });
}
await mkdir(join(folder, 'playground'));
for (const [name, text] of [...files, ['index.html', page]]) {
  const path = join(folder, `${name}.gz`);
  if (dirname(path) !== folder) await mkdir(dirname(path), { recursive: true });
  await writeFile(path, gzipSync(text, { level: constants.Z_BEST_COMPRESSION }));
}
