/** Reports how long the extension takes to load and activate in a real extension host, 20 times over. */
import { Session } from './support/session.ts';

const session = await Session.start('server', console.log);
try {
  const window = await session.open({});
  const times = await window.activationTimes(20);
  for (const part of ['load', 'activate'] as const) {
    const sorted = times.map((time) => time[part]).sort((a, b) => a - b);
    const [least, median, most] = [sorted[0]!, sorted[10]!, sorted.at(-1)!].map((time) => `${time.toFixed(2)} ms`);
    console.log(`${part}: median ${median}, least ${least}, most ${most}, over ${times.length} runs`);
  }
  await window.close();
} finally {
  await session.stop();
}
