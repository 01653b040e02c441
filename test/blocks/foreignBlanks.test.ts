import { describe, expect, it } from 'vitest';
import { findPlaceholders } from '../../src/blanks/placeholder.ts';
import { hiddenCharacters } from '../../src/shell/hiddenCharacters.ts';
import { visibleCommand } from '../../src/run/visibleCommand.ts';

const names = (text: string): readonly string[] =>
  findPlaceholders(text, { set: new Set(), shell: true }).map(({ name }) => name);

describe('blanks in other scripts and languages', () => {
  it.each([
    ['ssh root@АДРЕС_СЕРВЕРА', ['АДРЕС_СЕРВЕРА']],
    ['ping ВАШ_IP', ['ВАШ_IP']],
    ['scp a.txt root@IP_АДРЕС:/tmp', ['IP_АДРЕС']],
    ['vault kv put kv/db value="ваш_пароль_db"', ['ваш_пароль_db']],
    ['psql -c "ALTER USER app WITH PASSWORD \'новый_пароль\'"', ['новый_пароль']],
    ['curl https://votre_domaine/health', ['votre_domaine']],
    ['ping ihre-domäne', ['ihre-domäne']],
    ['ping 你的域名', ['你的域名']],
    ['gh release create -t "Your release title"', ['Your release title']],
    ['echo 1 > /sys/bus/pci/devices/0000:XX:00.0/remove', ['0000:XX:00.0']],
    ['lspci -s 0000:00:XX.0', ['0000:00:XX.0']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    'grep "ОШИБКА" app.log',
    'echo "ГОТОВО"',
    'git commit -m "НОВЫЙ релиз"',
    'touch отчёт.txt',
    'echo "Your release name"',
    'lspci -s 0000:3b:00.0',
    'cp größe.txt /tmp',
    'ls # ВАШ_IP',
  ])('none: %s', (text) => {
    expect(names(text)).toEqual([]);
  });
});

it('shows words of another script as they are, and what only looks Latin as an escape', () => {
  for (const plain of ['ssh root@IP_АДРЕС', 'set x "ваш_пароль_redis"', 'ping ВАШ_IP', 'cat отчёт_web.txt'])
    expect(visibleCommand(plain)).toBe(plain);
  for (const mixed of ['ssh r\u043eot@db', 'set \u0430_key', 'r\u0441p -rf x', 'get pod_\u0430', '\u0441\u0440 a b'])
    expect(hiddenCharacters(mixed).map(({ kind }) => kind)).toContain('look-alike');
});
