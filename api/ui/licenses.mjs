import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const RULE = `\n\n${'='.repeat(80)}\n\n`;

/** One text with the licence of every package that is in the bundles, by name. */
export function licensesOf(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => used(output.inputs)));
  const folders = new Set(inputs.map((path) => PACKAGE.exec(path)?.[1]).filter(Boolean));
  const sections = new Set([...folders].map(section).sort());
  return ['The pages of Styrgraf contain these packages.', ...sections].join(RULE) + '\n';
}

const used = (inputs) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);

function section(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!license) throw new Error(`${name} states no licence`);
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|thirdpartynotices)/i.test(file)).sort();
  const body = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...(body.length ? body : [withoutText(license, author)])].join('\n\n');
}

/** Some packages name their licence and ship no text of it. */
function withoutText(license, author) {
  if (license !== 'MIT') throw new Error(`a package ships no text of its licence, ${license}`);
  const holder = author?.name ?? author ?? 'its contributors';
  return `Copyright (c) ${holder}. The terms are those of the MIT licence, as they stand with the other packages here.`;
}
