import { expect, test } from 'vitest';
import { reportOf } from '../../src/reports/report.ts';
import { reportHtml } from '../../src/reports/reportHtml.ts';
import { reportMarkdown } from '../../src/reports/reportMarkdown.ts';
import { reportText } from '../../src/reports/reportText.ts';
import { mask } from '../../src/masking/mask.ts';
import { visible } from '../../src/text/visible.ts';
import { event, started } from '../run/sample.ts';
import { workOf } from '../support/work.ts';

/** Texts that a log of a stranger may hold; what is done with them may take four times as long when they are as long. */
test.each([' ', '\t', '-', '- ', '\n', '`', '\u{e0041}', '|', 'a '])(
  'a report of many %j is made in linear time',
  (piece) => {
    const took = (count: number): number => {
      const text = `x${piece.repeat(count)}x`;
      const report = reportOf({
        events: [started(), event({ type: 'noted', kind: 'note', text })],
        warnings: [text],
        tails: new Map(),
      });
      return workOf(() => {
        if (report) [reportMarkdown(report), reportHtml(report), reportText(report)].forEach((one) => one.length);
        mask(text);
        visible(text);
      });
    };
    took(1_000);
    expect(took(80_000)).toBeLessThan(7 * took(20_000) + 300);
  },
);
