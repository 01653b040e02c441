// One keystroke in a file with a finding every six lines, N times; CPU a keystroke, and a digest of the findings.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { Projects } from '/work/wt/speed/src/server/projects.ts';
import { Linter } from '/work/wt/speed/src/server/linter.ts';
import { toDiagnostic } from '/work/wt/speed/src/server/convert.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
const lines = Number(process.argv[2] ?? 1010);
const times = Number(process.argv[3] ?? 100);
const source = Array.from({ length: Math.round(lines / 6) }, (_, index) =>
  `export async function load${index}(id: string): Promise<unknown> {\n` +
  `  const url = new URL(\`https://api${index}.example.com/items/\${id}\`);\n` +
  `  const answer = await fetch(url, { headers: { accept: 'application/json', 'x-part': '${index}' } });\n` +
  `  if (!answer.ok) throw new Error(\`\${answer.status} for \${url.href}\`);\n` +
  `  return answer.json();\n}\n`).join('');
mkdirSync('/tmp/s6speed/ws/src', { recursive: true });
writeFileSync('/tmp/s6speed/ws/package.json', '{ "name": "bench", "type": "module" }\n');
writeFileSync('/tmp/s6speed/ws/src/a.ts', source);
const uri = 'file:///tmp/s6speed/ws/src/a.ts';
let document = TextDocument.create(uri, 'typescript', 1, source);
const projects = new Projects({ openText: (path) => path.endsWith('/a.ts') ? document.getText() : undefined, languageOf: () => 'typescript', settingsFor: async () => ({}), onConfig: () => undefined });
const linter = new Linter(projects, { started() {}, finished() {}, failed() {}, idle() {} } as never);
const hash = createHash('sha256');
async function once(i: number): Promise<number> {
  const at = { line: (i * 37) % lines, character: 0 };
  document = TextDocument.update(document, [{ range: { start: at, end: at }, text: '// a\n' }], i + 2);
  await projects.changed('/tmp/s6speed/ws/src/a.ts');
  const { messages } = await linter.resultOf(document);
  const diagnostics = messages.map((m) => toDiagnostic(m, document));
  hash.update(JSON.stringify(diagnostics));
  return diagnostics.length;
}
let n = 0;
for (let i = 0; i < 20; i++) n = await once(i);
const cpus: number[] = [];
const all = process.cpuUsage();
for (let i = 0; i < times; i++) { const c = process.cpuUsage(); await once(i + 20); const d = process.cpuUsage(c); cpus.push((d.user + d.system) / 1000); }
const total = process.cpuUsage(all);
cpus.sort((a, b) => a - b);
const { messages } = await linter.resultOf(document);
hash.update(JSON.stringify(messages));
console.log(`${n} findings; CPU a keystroke: mean ${((total.user + total.system) / 1000 / times).toFixed(1)} ms, p50 ${cpus[times >> 1]!.toFixed(1)}, p95 ${cpus[Math.floor(times * 0.95)]!.toFixed(1)}; digest ${hash.digest('hex').slice(0, 12)}`);
