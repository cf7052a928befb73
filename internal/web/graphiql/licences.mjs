// The licences of the packages that a bundle is made of.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The text that goes with the page, from the ids of its modules. */
export async function licences(modules) {
  const folders = new Set();
  for (const id of modules) {
    const at = id.replaceAll('\\', '/').match(/^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (at) folders.add(at[1]);
  }
  const packages = await Promise.all([...folders].map(describe));
  packages.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  const texts = packages.map(p => `${p.name} ${p.version}\nlicence: ${p.licence}\n${p.from}\n\n${p.texts.join('\n\n')}`);
  return `This page is made of these packages.\n\n${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function describe(folder) {
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const texts = [];
  for (const name of (await readdir(folder)).sort()) {
    if (/^(licen[cs]e|copying|notice|third-?party-?notices)/i.test(name)) {
      texts.push((await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n').trim());
    }
  }
  const author = about.author?.name ?? about.author;
  if (texts.length === 0) texts.push(`(The package states its licence, and holds no text of it.${author ? ` Its author: ${author}.` : ''})`);
  return {
    name: about.name,
    version: about.version,
    licence: about.license ?? 'not stated',
    from: about.repository?.url ?? about.repository ?? about.homepage ?? '',
    texts,
  };
}
