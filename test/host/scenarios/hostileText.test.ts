import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hostileDocuments, sink } from '../support/hostileText.ts';
import { withWindow } from '../support/scenario.ts';
import { waitFor } from '../support/wait.ts';

/** What stands in the drawn page that the view does not make itself: an empty list for any document. */
function foreign(): string[] {
  const ours =
    'A ASIDE BLOCKQUOTE BR BUTTON CODE DD DETAILS DIALOG DIV DL DT EM FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HEADER HR IMG INPUT LABEL LI MAIN NAV OL OPTION P path PRE PROGRESS S SECTION SELECT SPAN STRONG SUMMARY svg TABLE TBODY TD TEXTAREA TH THEAD TR UL KBD'.split(
      ' ',
    );
  const found: string[] = [];
  for (const element of document.querySelectorAll('#app *, dialog, dialog *')) {
    if (!ours.includes(element.tagName)) found.push(`<${element.tagName}>`);
    if (element.tagName === 'svg' && !element.classList.contains('icon')) found.push('<svg> of the document');
    for (const { name, value } of element.attributes) {
      if (/^on|^(?:srcset|srcdoc|action|formaction|poster|background|ping|data|xlink:href)$/.test(name)) {
        found.push(`${name}="${value}"`);
      }
      if (name === 'href' && value !== '#') found.push(`href="${value}"`);
      if (name === 'style' && !element.matches('.step, .output *')) found.push(`style="${value}"`);
      if (name === 'src' && !/^https:\/\/[^/]*vscode-resource[^/]*\//.test(value)) found.push(`src="${value}"`);
    }
  }
  if (({} as { polluted?: unknown }).polluted !== undefined) found.push('a polluted prototype');
  return found;
}

describe('Hostile text', () => {
  it('runs no script and sends no request, wherever in a runbook it stands', async () => {
    const heard: string[] = [];
    const listener = createServer((socket) => {
      heard.push('a connection');
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
    try {
      await withWindow({ workspace: 'checkout' }, async (window) => {
        const ran: unknown[] = [];
        const left: string[] = [];
        await window.page.context().exposeBinding(sink, (_source, what) => void ran.push(what));
        window.page.context().on('request', (request) => {
          if (request.url().includes(host) || request.url().includes('.invalid')) left.push(request.url());
        });
        window.page.on('dialog', (dialog) => {
          ran.push(dialog.message());
          void dialog.dismiss();
        });
        const file = 'hostile.md';
        writeFileSync(join(window.folder, file), '# Before\n\n- [ ] Restart it\n');
        await window.openFile(file);
        await window.command('breakwater.runbook.openBeside');
        const page = window.webview('.breakwater-runbook');
        await page.waitFor('.step-title', 'Restart');
        const frame = await page.frame();

        const documents = hostileDocuments(`http://${host}`);
        const vectors = documents.reduce((sum, one) => sum + one.vectors, 0);
        assert.ok(vectors >= 60, `${vectors} vectors`);
        for (const [index, { place, text, vectors: count }] of documents.entries()) {
          const painted = (): Promise<number> =>
            frame.evaluate(() => performance.getEntriesByName('breakwater:painted').length);
          const before = await painted();
          await window.edit(file, text);
          if (/\0/.test(text)) {
            await page.waitFor('.cannot-show', 'binary file');
            continue;
          }
          await waitFor(`${place} to be drawn`, async () => (await painted()) > before);
          const shown = await page.texts('.document');
          for (let vector = 1; count > 1 && vector <= count; vector++)
            assert.ok(shown[0]?.includes(`vector ${vector} of ${place}`), `vector ${vector} of ${place} is drawn`);
          // Titles stand in dialogs as well.
          await page.press('.main', 's');
          assert.deepEqual(await frame.evaluate(foreign), [], place);
          await page.press('dialog input', 'Escape');
          // Whatever waits for a pointer or the focus gets it.
          await frame.evaluate(() => {
            for (const element of document.querySelectorAll<HTMLElement>('.document *, .blanks *, .side *')) {
              element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
              element.focus({ preventScroll: true });
            }
          });
          assert.deepEqual([ran, left, heard], [[], [], []], `${place} (document ${index + 1})`);
        }

        const shot = `<img src=x onerror=${sink}(2)><script>${sink}(2)</script>`;
        const printed = `\\033]8;;http://${host}/o\\007x\\033]8;;\\007 ${shot}`;
        await window.edit(file, `# Output\n\n1. Print it\n\n   \`\`\`sh\n   printf '${printed}\\n'\n   \`\`\`\n`);
        await page.waitFor('.title', 'Output');
        await page.click('.block-command .run');
        await page.waitFor('.output', shot);
        await page.press('.main', 'n');
        await page.fill('dialog textarea', shot);
        await page.press('dialog textarea', 'Control+Enter');
        await page.waitFor('.notes', shot);
        assert.deepEqual(await frame.evaluate(foreign), [], 'output and notes');
        assert.deepEqual([ran, left, heard], [[], [], []]);

        // The traps are set: what did run or leave would have been noticed.
        await frame.evaluate((name) => (globalThis as unknown as Record<string, (x: number) => void>)[name]!(3), sink);
        assert.deepEqual(ran, [3]);
        await frame.evaluate(() => {
          document.querySelector('.document')!.append(document.createElement('iframe'));
          document.querySelector('.document')!.setAttribute('onclick', 'x');
        });
        assert.deepEqual(await frame.evaluate(foreign), ['onclick="x"', '<IFRAME>']);
        const other = await window.page.context().newPage();
        await other.goto(`http://${host}/`).catch(() => {});
        assert.ok(heard.length > 0 && left.length > 0);
      });
    } finally {
      listener.close();
    }
  });
});
