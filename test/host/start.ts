/**
 * `npm start [-- --story] [--shot FILE] [--theme light|dark|hc] [--floor]`: builds, prepares VS Code, and opens a window on
 * a copy of the demonstration workspace until Ctrl-C. With `--story`, it plays from a finding to the numbers of an
 * incident first; with `--shot`, it writes a picture and ends.
 */
import { execFileSync, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HostProblem } from './support/problem.ts';
import { Session } from './support/session.ts';
import { story } from './support/story.ts';
import { themes, type Theme, type Window } from './support/window.ts';
import { repository } from './support/workspace.ts';

const say = (line: string): void => console.log(line);

/** Time to look at what a part of the story leaves on show. */
const LOOK_MS = 6_000;

interface Options {
  readonly shot?: string | undefined;
  readonly theme: Theme;
  readonly floor: boolean;
  readonly story: boolean;
}

function options(): Options {
  try {
    const { values } = parseArgs({
      options: {
        shot: { type: 'string' },
        theme: { type: 'string', default: 'dark' },
        floor: { type: 'boolean', default: false },
        story: { type: 'boolean', default: false },
      },
    });
    if (!(values.theme in themes)) throw new Error(`--theme ${values.theme}: choose light, dark or hc`);
    const { shot, floor, story } = values;
    return { shot, theme: values.theme as Theme, floor, story };
  } catch (error) {
    throw new HostProblem(`npm start: ${(error as Error).message}`);
  }
}

/** Opens a source file with findings, a runbook beside it, and the Problems view below. */
async function arrange(window: Window): Promise<void> {
  await window.openFile('src/payments.ts');
  const runbook = window.uri('runbooks/payment-latency.runbook.md');
  await window.command('breakwater.runbook.openBeside', runbook);
  await window.command('workbench.action.focusSideBar');
  await window.command('workbench.action.toggleSidebarVisibility');
  await window.command('workbench.actions.view.problems');
  // Without findings the picture is taken all the same: it shows what there is.
  await window.waitForDiagnostics('src/payments.ts', (found) => found.length > 0, 15_000).catch(() => {});
  await window.page.waitForTimeout(1500);
}

/** Plays the demonstration; whoever opens the window's address sees how it ended. */
async function play(window: Window, look: number): Promise<void> {
  const began = Date.now();
  for (const [index, { title, play: playOne }] of story.entries()) {
    say(`${index + 1} of ${story.length}: ${title}`);
    await playOne(window);
    await window.page.waitForTimeout(look);
  }
  say(`Played in ${Math.round((Date.now() - began) / 1000)} s.`);
}

/** Where there is a display, asks the desktop to show the address; nothing depends on it. */
function showInBrowser(url: string): void {
  const display = process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!display) return;
  const opener = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.on('error', () => say('Open the address above in a browser.'));
  opener.unref();
}

async function main(): Promise<void> {
  const { shot, theme, floor, story: plays } = options();
  say('Building ...');
  try {
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    throw new HostProblem('The build failed; what is wrong is written above.');
  }
  const session = await Session.start(floor ? 'floor' : 'server', say);
  let window: Window | undefined;
  // Heard from the start: a window that is still opening can be ended too.
  const ended = new Promise<'ended'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done('ended'));
  });
  try {
    window = await session.open({ theme });
    await (plays ? play(window, shot ? 0 : LOOK_MS) : arrange(window));
    if (shot) {
      await window.screenshot(resolve(shot));
      return say(`Wrote ${resolve(shot)}`);
    }
    say(
      `VS Code ${session.host.version} with Breakwater, on a copy of the demonstration workspace (${window.folder}):`,
    );
    say(
      `\n  ${window.url}\n\nThe story in two minutes: "Welcome: Open Walkthrough..." in the palette, then "From a Finding to the Post-mortem".\nCtrl-C ends it.`,
    );
    showInBrowser(window.url);
    await ended;
  } finally {
    // The browser hears a signal too and may be gone already; the server has to be stopped all the same.
    await window?.close().catch(() => undefined);
    await session.stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof HostProblem ? error.message : `npm start: ${(error as Error).message}`);
  process.exitCode = 1;
}
