import { describe, expect, it } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

describe('connecting again', () => {
  it('goes from close to a timer through methods', () => {
    const text = `import WebSocket from 'ws';
    export class Link {
      delay = 1000;
      connect() { const ws = new WebSocket('ws://a'); ws.on('open', () => { this.delay = 1000; }); ws.on('close', () => this.lost()); }
      lost() { this.again(); }
      again() { setTimeout(() => this.connect(), this.delay); this.delay = Math.min(this.delay * 2, 30000); }
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'timer', delay: 'exponential', bounded: false });
  });

  it('hands methods to listeners and timers', () => {
    const text = `import net from 'node:net';
    export class Link {
      tries = 0;
      open = () => { const s = net.connect(80, 'h'); s.on('connect', this.reset); s.on('close', this.again); };
      reset = () => { this.tries = 0; };
      again = () => { this.tries++; if (this.tries > 10) return; setTimeout(this.open, 1000 * this.tries); };
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'timer', delay: 'linear', bounded: true });
  });

  it('is a step of a machine', () => {
    const text = `let state = 'idle';
    export function step() {
      switch (state) {
        case 'connecting': fetch('/x').then(() => { state = 'ready'; }, () => { state = 'failed'; }).then(step); break;
        case 'failed': state = 'connecting'; setTimeout(step, 1000); break;
      }
    }`;
    expect(onlyRetry(text)).toMatchObject({ form: 'timer', delay: 'constant' });
  });

  it('is not work that goes on whatever became of it', () => {
    const text = `export class Work {
      schedule() { setTimeout(() => this.run(), 1000); }
      async run() { try { await fetch('http://x'); } catch (error) { console.error(error); } finally { this.schedule(); } }
    }`;
    expect(retriesIn(text)).toEqual([]);
  });
});
