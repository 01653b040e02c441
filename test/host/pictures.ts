/**
 * `npm run pictures -- FOLDER`: builds, and writes pictures of a runbook page that shows every state, in each theme, at
 * 200 % and in a narrow editor. Only the page is drawn; the colours are asked of VS Code once and kept.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { statesPage } from '../webview/page/statesPage.ts';
import { findBrowser, launchBrowser } from './support/browser.ts';
import { prepareHost } from './support/cache.ts';
import { Session } from './support/session.ts';
import { themes, type Theme } from './support/window.ts';
import { repository } from './support/workspace.ts';

interface Colours {
  readonly variables: Readonly<Record<string, string>>;
  readonly body: string;
  readonly styles: string;
}

interface Picture {
  readonly name: string;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** How the title of the current step begins, where it is not the usual one. */
  readonly current?: string;
  /** A control that is clicked before. */
  readonly click?: string;
  /** Where in the text it is taken; without, where the page itself goes. */
  readonly at?: 'start' | 'end';
  /** Pixels of the screen for one of the page: 2 is how 200 % looks. */
  readonly zoom?: number;
}

const pictures: readonly Picture[] = [
  ...(['light', 'dark', 'hc'] as const).flatMap((theme): Picture[] => [
    { name: `${theme}-start`, theme, width: 1100, height: 1500, at: 'start' },
    { name: `${theme}-end`, theme, width: 1100, height: 1500, at: 'end' },
  ]),
  { name: 'zoomed', theme: 'light', width: 550, height: 450, zoom: 2 },
  { name: 'narrow', theme: 'dark', width: 400, height: 900 },
  { name: 'window', theme: 'dark', width: 1000, height: 800, current: '8.', click: '[data-block=start] .more' },
  { name: 'folded', theme: 'light', width: 640, height: 500, current: '11.', click: '.fold-list' },
];

const say = (line: string): void => console.log(line);

/** The variables that a page gets from VS Code in a theme. */
async function coloursOf(session: Session, theme: Theme): Promise<Colours> {
  const window = await session.open({ theme });
  try {
    await window.openFile('src/payments.ts');
    await window.command('breakwater.runbook.openBeside', window.uri('runbooks/payment-latency.runbook.md'));
    return await window.webview('#app .side').evaluate(() => {
      const { style } = document.documentElement;
      return {
        variables: Object.fromEntries([...style].map((one) => [one, style.getPropertyValue(one)])),
        body: document.body.className,
        styles: [...document.querySelectorAll('style')].map(({ textContent }) => textContent).join('\n'),
      };
    }, undefined);
  } finally {
    await window.close();
  }
}

async function allColours(): Promise<Record<Theme, Colours>> {
  const file = join(repository, 'node_modules', '.cache', 'breakwater-host', 'colours.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Record<Theme, Colours>;
  const session = await Session.start('server', say);
  try {
    const found: [string, Colours][] = [];
    for (const theme of Object.keys(themes) as Theme[]) found.push([theme, await coloursOf(session, theme)]);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(found)));
    return Object.fromEntries(found) as Record<Theme, Colours>;
  } finally {
    await session.stop();
  }
}

async function take(
  browser: Browser,
  picture: Picture,
  { variables, body, styles }: Colours,
  file: string,
): Promise<void> {
  const { width, height, zoom = 1, at } = picture;
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: zoom });
  const css = readFileSync(join(repository, 'media', 'runbook.css'), 'utf8');
  const root = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  await page.setContent(
    `<!DOCTYPE html><html lang="en" style="${root.join(' ').replaceAll('"', '&quot;')}"><head><style>${styles}</style><style>${css}</style></head>` +
      `<body class="${body}"><div id="app" class="breakwater-runbook" data-uri=""></div></body></html>`,
  );
  // The page's own script asks for this at once.
  await page.addScriptTag({
    content:
      'globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState: () => globalThis.kept, setState: (kept) => Object.assign(globalThis, { kept }) }); globalThis.__name = (one) => one;',
  });
  await page.addScriptTag({ content: readFileSync(join(repository, 'dist', 'webview.js'), 'utf8') });
  for (const message of statesPage(picture.current))
    await page.evaluate((data) => window.postMessage(data, '*'), message);
  await page.waitForTimeout(500);
  if (at) await page.evaluate((end) => document.querySelector('.main')!.scrollTo(0, end ? 1e6 : 0), at === 'end');
  if (picture.click) await page.click(picture.click);
  await page.screenshot({ path: file });
  await page.close();
}

const folder = resolve(process.argv[2] ?? 'pictures');
execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
const colours = await allColours();
const browser = await launchBrowser(findBrowser(await prepareHost('server', say)));
mkdirSync(folder, { recursive: true });
for (const picture of pictures)
  await take(browser, picture, colours[picture.theme], join(folder, `${picture.name}.png`));
await browser.close();
say(`Wrote ${pictures.length} pictures to ${folder}`);
