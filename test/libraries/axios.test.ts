import { expect, test } from 'vitest';
import { inventoryOf } from './inventoryOf.ts';

test('axios: the instance decides, and the call over it', async () => {
  const code = `
    import axios from 'axios';
    const patient = axios.create({ baseURL: 'https://api.example', timeout: 5000 });
    const endless = axios.create({ baseURL: 'https://api.example' });
    await patient.get('/a');
    await endless.get('/a');
    await endless.get('/a', { timeout: 1000 });
    await patient.get('/a', { timeout: 0 });
  `;
  expect((await inventoryOf(code)).map(({ timeout }) => timeout)).toEqual(['bounded', 'none', 'bounded', 'none']);
});
