import { expect, test } from 'vitest';
import { asideOf, caseAround } from '../../src/surroundings/asides.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;

/** What a run says of the last command of a page: two steps that only lead to each other, and then the sentence. */
const lastOf = (text: string) => {
  const runbook = parseRunbook(text);
  const block = runbook.steps.flatMap(({ blocks }) => blocks).findLast(({ kind }) => kind === 'command')!;
  return { aside: asideOf(runbook, block)?.why ?? '', asked: caseAround(runbook, block) };
};
const page = (title: string, first: string, then: string): string =>
  `# ${title}\n\n1. ${first}\n${sh('systemctl start a')}\n2. ${then}\n${sh('sudo reboot')}`;

const OPENINGS: Readonly<Record<string, readonly [string, string]>> = {
  de: ['Speicher ist voll', 'Den Dienst mit dem neuen Paket starten:'],
  fr: ['La file est pleine', 'Démarrer le service avec la bonne version :'],
  es: ['La cola no avanza', 'Arrancar el servicio con la nueva versión:'],
  it: ['La coda non avanza', 'Avviare il servizio con la nuova versione:'],
  pt: ['A fila não anda', 'Iniciar o serviço com a nova versão:'],
  nl: ['De schijf is vol', 'Start de dienst met het nieuwe pakket:'],
  sv: ['Disken är full', 'Starta tjänsten med den nya versionen och vänta:'],
  da: ['Disken er fuld', 'Start tjenesten med den nye version og vent:'],
  pl: ['Dysk jest pełny', 'Uruchom usługę i sprawdź to w konsoli:'],
  tr: ['Disk dolu ve yavaş', 'Servisi bu komut ile çalıştırın:'],
  ja: ['ディスク満杯', 'サービスを起動します。'],
  zh: ['磁盘已满', '启动服务:'],
  ko: ['디스크 부족', '서비스를 시작합니다.'],
  ru: ['Диск переполнен', 'Запустить службу:'],
  uk: ['Диск переповнений', 'Запустити цю службу і її базу:'],
};
const toPage = (language: string, then: string): string => page(...OPENINGS[language]!, then);

test.each([
  ['de', 'Wenn der Knoten danach nicht antwortet, neu starten:'],
  ['de', 'Nur im Notfall und nach Freigabe:'],
  ['de', 'Bleibt der Dienst rot, den Rechner neu starten:'],
  ['de', 'Ansonsten den Rechner neu starten:'],
  ['fr', "S'il reste des verrous, redémarrer :"],
  ['fr', 'À moins que la sauvegarde ne tourne, redémarrer :'],
  ['fr', 'Uniquement en préproduction :'],
  ['es', 'Si el nodo sigue caído, reinícielo:'],
  ['es', 'De lo contrario, reiniciar:'],
  ['es', 'Con la autorización del responsable:'],
  ['it', 'Qualora il nodo non torni, riavviarlo:'],
  ['it', 'Come ultima risorsa:'],
  ['pt', 'Se o nó continuar fora, reinicie:'],
  ['pt', 'Apenas em homologação:'],
  ['nl', 'Indien de node niet terugkomt, herstart hem:'],
  ['nl', 'Zo niet, herstart de machine:'],
  ['sv', 'Endast i testmiljön:'],
  ['sv', 'Annars startar du om maskinen:'],
  ['da', 'Hvis noden ikke kommer op, genstart den:'],
  ['da', 'Medmindre der kører en backup:'],
  ['pl', 'Jeśli węzeł nie wraca, zrestartuj go:'],
  ['pl', 'W przeciwnym razie:'],
  ['tr', 'Düğüm yanıt vermezse yeniden başlatın:'],
  ['tr', 'Yalnızca test ortamında:'],
  ['ja', 'サービスが起動しなければ再起動する'],
  ['ja', '検証環境のみ'],
  ['ja', '待機系サーバーで実行'],
  ['zh', '若服务仍未恢复,重启:'],
  ['zh', '仅在测试环境:'],
  ['zh', '否则重启:'],
  ['ko', '서비스가 복구되지 않으면 재시작합니다.'],
  ['ko', '테스트 환경에서만:'],
  ['ru', 'В противном случае перезагрузить:'],
  ['ru', 'При отсутствии ответа перезагрузить:'],
  ['ru', 'Только на тестовом стенде:'],
  ['uk', 'Якщо вузол не відповідає, перезавантажити:'],
])('%s: a case is not run in passing: %s', (language, then) => {
  expect(lastOf(toPage(language, then)).aside).toContain('only meant where this holds');
});

test.each([
  ['de', 'Den Rechner neu starten:'],
  ['de', 'Wenn alles in Ordnung ist, den Rechner neu starten:'],
  ['de', 'Danach neu starten:'],
  ['fr', 'Ensuite, redémarrer la machine :'],
  ['fr', 'Si tout va bien, redémarrer :'],
  ['es', 'Después, reiniciar la máquina:'],
  ['it', 'Poi riavviare la macchina:'],
  ['pt', 'Depois, reiniciar a máquina:'],
  ['es', 'Si las pruebas pasan, reiniciar:'],
  ['pt', 'Se os testes passarem, reiniciar:'],
  ['pt', 'Quando terminar, reinicie:'],
  ['nl', 'Herstart daarna de machine:'],
  ['nl', 'Als laatste stap herstart u de machine:'],
  ['sv', 'Starta sedan om maskinen:'],
  ['da', 'Genstart derefter maskinen:'],
  ['pl', 'Następnie zrestartuj maszynę:'],
  ['tr', 'Sonra makineyi yeniden başlatın:'],
  ['ja', '起動が完了したら、再起動します。'],
  ['ja', 'サーバーを再起動します。'],
  ['zh', '然后重启服务:'],
  ['zh', '在控制台查看后重启:'],
  ['ko', '화면 확인 후 재시작합니다.'],
  ['ko', '시작이 완료되면 재시작합니다.'],
  ['ru', 'Затем перезагрузить:'],
  ['ru', 'Если всё в порядке, перезагрузить:'],
])('%s: what comes next is run: %s', (language, then) => {
  expect(lastOf(toPage(language, then))).toEqual({ aside: '', asked: undefined });
});

test('a title holds all of its section', () => {
  const text = `# Speicher ist voll\n\n1. Den Dienst mit dem Paket starten:\n${sh('systemctl start a')}\n## Falls der Dienst nicht startet\n${sh('sudo reboot')}`;
  expect(lastOf(text).aside).toContain('Falls der Dienst');
});

test('words of one language are none of another: "om ... te" is an aim in Dutch', () => {
  expect(lastOf(toPage('nl', 'Om de machine te herstarten, gebruik je dit:')).aside).toBe('');
  expect(lastOf(page('Full disk', 'Start the service with the new package:', 'Se the host restarts:')).aside).toBe('');
});

test.each([
  ['Greek', page('Ο δίσκος γέμισε', 'Ξεκινήστε την υπηρεσία:', 'Επανεκκινήστε τον διακομιστή:')],
  ['Arabic', page('القرص ممتلئ', 'شغل الخدمة:', 'أعد تشغيل الخادم:')],
  ['Thai', page('ดิสก์เต็ม', 'เริ่มบริการ:', 'รีสตาร์ทเครื่อง:')],
  ['Czech', page('Disk je plný', 'Spusťte službu s novým balíčkem:', 'Potom znovu spusťte počítač:')],
  ['Vietnamese', page('Ổ đĩa đầy', 'Khởi động dịch vụ với gói mới:', 'Sau đó khởi động lại máy chủ:')],
])('%s: a page that is not understood is asked about', (_, text) => {
  expect(lastOf(text)).toEqual({ aside: '', asked: expect.stringContaining('not known') });
});

test('on such a page what only reads is not asked about', () => {
  const text = page('Ο δίσκος γέμισε', 'Ξεκινήστε:', 'Δείτε τον δίσκο:').replace('sudo reboot', 'df -h');
  expect(lastOf(text).asked).toBeUndefined();
});

test.each([
  ['names', page('Café naïve', 'Restart the service:', 'Tell Zoë and José, then reboot:')],
  ['few words', page('Rebuild', 'Stop nginx', 'Reboot')],
  ['typography', page('Disk — full', '“Start” the service…', 'Reboot → done')],
])('English with %s is known', (_, text) => expect(lastOf(text).asked).toBeUndefined());
