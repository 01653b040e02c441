// A sample: each underlined place has a quick fix (Ctrl+. or Cmd+.). Change what you like; nothing is saved.
import axios from 'axios';

const payments = axios.create({ baseURL: 'https://payments.example.com' });

export async function pay(order: { id: string; amount: number }) {
  const { data } = await payments.post('/charges', order);
  return data;
}

export async function loadRates() {
  const response = await fetch('https://rates.example.com/today');
  return response.json();
}

export async function loadStock(id: string) {
  for (;;) {
    try {
      return await fetch(`https://stock.example.com/items/${id}`);
    } catch {
      // Again, at once and for ever.
    }
  }
}
