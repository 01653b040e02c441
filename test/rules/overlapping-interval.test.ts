import { describe, expect, it } from 'vitest';
import { findingsOf, lintInMemory } from './harness.ts';

const rule = 'overlapping-interval';

describe(rule, () => {
  it.each([
    ['work in the callback', `setInterval(async () => {\n  await fetch('https://a.example');\n}, 1000);`],
    ['work in a function', `async function tick() {\n  await fetch('https://a.example');\n}\nsetInterval(tick, 1000);`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a round that gives way',
      `let busy = false;\nsetInterval(async () => {\n  if (busy) return;\n  busy = true;\n  await fetch('https://a.example');\n  busy = false;\n}, 1000);`,
    ],
    ['work that stays here', `setInterval(() => cache.clear(), 1000);`],
    [
      'a round that starts the next',
      `async function tick() {\n  await fetch('https://a.example');\n  setTimeout(tick, 1000);\n}\ntick();`,
    ],
  ])('is silent about %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });
});

describe('work of other files, and periods', () => {
  const api = `import axios from 'axios';\nexport const load = async (u) => (await axios.get(u, { timeout: 2000 })).data;`;
  const files = {
    '/project/src/api.ts': api,
    '/project/src/between.ts': `import { load } from './api';\nexport const refresh = async () => { await load('https://a.example'); };`,
    '/project/src/plain.ts': `export const count = () => 1;`,
  };
  it.each([
    ['an imported function', `import { load } from './api';\nsetInterval(async () => { await load(u); }, 1000);`],
    ['one that calls another file', `import { refresh } from './between';\nsetInterval(refresh, 1000);`],
  ])('reports %s', async (_, text) => {
    expect(await findingsOf('overlapping-interval', text, { files })).toHaveLength(1);
  });

  it.each([
    ['a function that asks nobody', `import { count } from './plain';\nsetInterval(() => count(), 1000);`],
    ['a period of hours', `import { refresh } from './between';\nsetInterval(refresh, 4 * 60 * 60 * 1000);`],
    [
      'a period in words',
      `import ms from 'ms';\nimport { refresh } from './between';\nsetInterval(refresh, ms('4h'));`,
    ],
  ])('is silent for %s', async (_, text) => {
    expect(await findingsOf('overlapping-interval', text, { files })).toEqual([]);
  });
});

describe('a guard', () => {
  const work = "await fetch('https://a.example');";
  const poll = `let busy = false;
async function poll() { if (busy || stopped) return; busy = true; try { ${work} } finally { busy = false; } }`;
  it.each([
    ['in the function that is called', `${poll}\nsetInterval(() => void poll(), 1000);`],
    ['in one whose failure is handled', `${poll}\nsetInterval(() => { poll().catch(log); }, 1000);`],
    ['that is compared', `${poll.replace('busy || stopped', 'busy === true')}\nsetInterval(poll, 1000);`],
  ])('is seen %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it('is no condition about something else', async () => {
    const text = `let last; setInterval(async () => { if (last === 200) return; last = 1; ${work} }, 1000);`;
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('work that nothing answers', () => {
  const udp = `import dgram from 'node:dgram';\nimport fs from 'node:fs/promises';\nconst socket = dgram.createSocket('udp4');\n`;
  it.each([
    ['a datagram', `setInterval(async () => { await new Promise((r) => socket.send('x', 1, 'h', r)); }, 1000);`],
    ['a datagram in a function', `async function beat() { socket.send('x', 1, 'h'); }\nsetInterval(beat, 1000);`],
    ['files', `setInterval(async () => { await fs.writeFile('/a', 'x'); }, 1000);`],
  ])('overlaps nothing: %s', async (_, text) => {
    expect(await findingsOf(rule, udp + text)).toEqual([]);
  });

  it('overlaps where a request is made as well', async () => {
    const text = `setInterval(async () => { socket.send('x', 1, 'h'); await fetch('https://a.example'); }, 1000);`;
    expect(await findingsOf(rule, udp + text)).toHaveLength(1);
  });

  it('overlaps nothing where another file sends it', async () => {
    const files = { '/project/src/beat.ts': `${udp}export const beat = async () => { socket.send('x', 1, 'h'); };` };
    const text = `import { beat } from './beat';\nsetInterval(beat, 1000);`;
    expect(await findingsOf(rule, text, { files })).toEqual([]);
  });
});

describe('a period that is counted in minutes', () => {
  const every = (period: string): string =>
    `export const start = (minutes: number) => setInterval(async () => {\n  await fetch('https://a.example');\n}, ${period});`;
  it.each(['minutes * 60 * 1000', '60_000 * minutes', '(minutes * 60) * 1e3'])('%s', async (period) => {
    expect(await findingsOf('overlapping-interval', every(period))).toEqual([]);
  });

  it.each(['minutes * 1000', 'minutes * 60 + 1000', '60_000 / minutes'])('not: %s', async (period) => {
    expect(await findingsOf('overlapping-interval', every(period))).toHaveLength(1);
  });
});

it('names the option of a schedule', async () => {
  const text = `import cron from 'node-cron';\ncron.schedule('* * * * * *', async () => { await fetch(u); });`;
  const { messages } = await lintInMemory(text, { rule: 'overlapping-interval' });
  expect(messages.map(({ message }) => message)).toEqual([
    "node-cron doesn't wait for this fetch, so slow runs overlap. Set noOverlap: true, or return early while a run goes on.",
  ]);
});

describe('a timer that ends itself', () => {
  const timer = (body: string, head = 'const timer = ') =>
    `import axios from 'axios';\nexport function start(queue: unknown[]) {\n  ${head}setInterval(async () => {\n    ${body}\n  }, 100);\n}`;
  const work = `await axios.post('https://a.example/a');`;
  it.each([
    ['once it may', timer(`if (queue.length < 20) { clearInterval(timer); ${work} }`)],
    ['at once', timer(`clearInterval(timer);\n    ${work}`)],
    ['by a member', timer(`clearInterval(this.timer);\n    ${work}`, 'this.timer = ')],
  ])('runs once: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toEqual([]);
  });

  it.each([
    ['only after its work', timer(`${work} clearInterval(timer);`)],
    ['beside its work', timer(`if (queue.length === 0) { clearInterval(timer); }\n    ${work}`)],
    ['of another', timer(`clearInterval(other);\n    ${work}`)],
  ])('runs on: %s', async (_, text) => {
    expect(await findingsOf(rule, text)).toHaveLength(1);
  });
});

describe('a round that may outlast its period', () => {
  const options = { everyInterval: false };
  const timer = (call: string, period: string): string =>
    `import axios from 'axios';\nexport function start(job, period) { setInterval(async () => { ${call}; }, ${period}); }`;

  it.each([
    ['a short one, of writes without an end', timer("await axios.post('https://a.example/prices')", '10_000')],
    [
      'one shorter than a list of calls with a timeout',
      timer("for (const id of ids) await axios.get('https://a.example/' + id, { timeout: 3000 })", '1000'),
    ],
    [
      'one shorter than a single call with a timeout',
      timer("await axios.get('https://a.example', { timeout: 3000 })", '1000'),
    ],
  ])('is reported: %s', async (_, text) => {
    expect(await findingsOf(rule, text, { options })).toHaveLength(1);
  });

  it.each([
    ['a heartbeat', timer('await axios.post(`https://a.example/jobs/${job}/heartbeat`)', '1000')],
    ['a period from outside', timer("await axios.get('https://a.example/prices')", 'period')],
    ['a timeout within the period', timer("await axios.get('https://a.example', { timeout: 3000 })", '20_000')],
    ['a single read without an end', timer("await axios.get('https://a.example/prices')", '10_000')],
    ['a long period', timer("await axios.get('https://a.example/prices')", '45_000')],
  ])('is left to the preset strict: %s', async (_, text) => {
    expect(await findingsOf(rule, text, { options })).toEqual([]);
    expect(await findingsOf(rule, text, { options: { everyInterval: true } })).toHaveLength(1);
  });
});

describe('what is said and what is offered', () => {
  it.each([
    ['nobody keeps the timer', 'setInterval', 'Use setTimeout after each run instead.', 'Start the timer again'],
    [
      'it can be cleared',
      'export const timer = setInterval',
      'Leave out ticks while a run goes on.',
      'Leave out ticks',
    ],
  ])('are the same where %s', async (_, start, remedy, title) => {
    const text = `${start}(async () => {\n  await fetch('https://a.example', { method: 'POST' });\n}, 1000);\n`;
    const { messages } = await lintInMemory(text, { rule: 'overlapping-interval' });
    expect(messages).toHaveLength(1);
    expect(messages[0]!.message).toContain(remedy);
    expect(messages[0]!.suggestions[0]!.title).toContain(title);
  });

  it('name the limit that a call lacks, since a run that hangs holds up the others', async () => {
    const every = (options: string): string =>
      `setInterval(async () => {\n  await fetch('https://a.example', { method: 'POST'${options} });\n}, 1000);\n`;
    const said = async (text: string): Promise<string> =>
      (await lintInMemory(text, { rule: 'overlapping-interval' })).messages.map(({ message }) => message).join();
    expect(await said(every(''))).toContain('Limit its calls too');
    expect(await said(every(', signal: AbortSignal.timeout(5000)'))).toMatch(/slow runs overlap(?!.*Limit its calls)/);
  });
});
