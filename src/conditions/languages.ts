/*
 * The languages that runbooks are written in besides English: how a page's is told, and how each begins a clause or a
 * phrase that need not hold. One row a language; the forms are its grammar, not sentences.
 */

/** A language in which cases are found. */
export interface Language {
  readonly name: string;
  /** Its small words, or the letters that only it is written in. */
  readonly words: RegExp;
  /** What need not be: conjunctions, phrases, endings. */
  readonly cases: RegExp;
  /** "If all is well", "When it is done": what goes on where nothing is wrong, unless the clause denies it. */
  readonly goesOn: RegExp;
  readonly denies: RegExp;
  /** "On the standby server": where whoever reads is not. */
  readonly place?: RegExp;
}

const opened = (forms: string): RegExp =>
  new RegExp(String.raw`^[^\p{L}]*(?:\d+[.)]\s*)?(?:${forms})(?![\p{L}\p{M}])`, 'iu');
const small = (words: string): RegExp => new RegExp(String.raw`^(?:${words})$`, 'iu');
const anywhere = (words: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{M}])(?:${words})(?![\p{L}\p{M}])`, 'iu');

/** Languages of which the script alone says it. */
export const BY_SCRIPT: readonly Language[] = [
  {
    name: 'ja',
    words: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    cases:
      /場合|ない限り|(?:さもなければ|それ以外|そうでな)|なければ|なかったら|(?:失敗|エラー|停止|異常|障害|ダウン)[^、。]{0,12}(?:たら|れば|とき|なら)|(?:とき|時)(?:は|のみ|だけ)|[いるたの](?:とき|時)[、,]|(?:える|ある|ない|いる|する|れる|せる|る)なら|(?:け|せ|え|て|め|べ|れ|げ|ね)ば[、,]|(?:環境|サーバー?|機|系|ノード|状態)(?:のみ|だけ)|必要に応じて|最終手段|最後の手段|^\W*(?:任意|もし)/u,
    goesOn:
      /(?:完了|終了|成功|正常|確認|準備)[^、。]{0,10}(?:したら|すれば|できたら|できれば|た場合|の場合|とき|なら)|問題(?:が|は)?なければ|終わったら/u,
    denies: /(?:しな|できな|ていな|未|不|せず|失敗|異常)/u,
    place:
      /(?:サーバー?|ホスト|号機|予備機|待機系|現用系|ノード|マシン|端末|プライマリ|スタンバイ|レプリカ)(?:上|側)?で(?:は|、|,|以下|次|実行|$)/u,
  },
  {
    name: 'ko',
    words: /\p{Script=Hangul}/u,
    cases:
      /(?:으면|[다라]면|거나|[되하지가나오리보치키우이으려어니]면)(?:\s*[,.]|\s|$)|경우(?:에|에는|에만|엔|라면)?(?=\s|[,:.]|$)|(?:때|에서|에)만(?=\s|[,:.]|$)|않는 한|그렇지 않|아니면|필요(?:시|하면|한 경우)|선택 ?사항|최후의 수단|실패 ?시|장애 ?시|^\W*만약/u,
    goesOn: /(?:완료|성공|종료|확인|준비|정상)[^,.]{0,8}(?:되면|하면|이면|나면|했으면)|끝나면|문제가? 없(?:으면|다면)/u,
    denies: /(?:않|안 |못|실패|없으면 안)/u,
    place: /(?:서버|노드|호스트|장비|머신|레플리카|스탠바이|프라이머리)(?:에서는?|에 (?:접속|로그인))(?=\s|[,:.]|$)/u,
  },
  {
    name: 'zh',
    words: /\p{Script=Han}/u,
    cases:
      /如果|^\W*若|[,,。;;:: ]若|假如|倘若|倘|万一|萬一|^\W*如(?!下|上|图|圖|何|果|此)|除非|(?:仅|僅|只)(?:在|当|當|限|对|對|有|适用|適用)|否则|否則|必要时|必要時|如有必要|如需|可选|可選|最后手段|最後手段|时才|時才|的话|的話|(?:的)?情况下|的情況下|当[^,,。]{1,30}(?:时|時|失败|失敗|异常|異常|不|无法|無法)/u,
    goesOn: /(?:如果|若|当|如)[^,,。]{0,12}(?:一切正常|没有问题|沒有問題|无误|無誤|正常|成功|完成|就绪)/u,
    denies: /(?:不正常|未|没有成功|没成功|不成功|没完成|无法|失败|不能|异常)/u,
    place:
      /在[^,,。::]{0,14}(?:备机|主机|从机|机器|机|服务器|伺服器|主機|節點|节点|从库|主库|备库|跳板机|副本)(?:上|中|里|内)?\s*(?:执行|執行|运行|運行|操作|停止|启动|重启|[::,,]|$)/u,
  },
  {
    name: 'uk',
    words: /[іїєґ]/iu,
    cases: opened(
      String.raw`(?:(?:тільки|лише|але|і|а) )?якщо|коли (?=[^,:.]{1,60}(?:не |помилк|завис|впа|недоступ))|у разі|в разі|у випадку|(?:тільки|лише)|інакше|в іншому випадку|хіба що|за потреби|за необхідності|опціонально|у крайньому разі`,
    ),
    goesOn: anywhere('все гаразд|все добре|успішно|завершено|готово'),
    denies: anywhere('не|немає|ні'),
  },
  {
    name: 'ru',
    words: /\p{Script=Cyrillic}/u,
    cases: opened(
      String.raw`(?:(?:только|лишь|но|и|а) )?если|когда (?=[^,:.]{1,60}(?:не |ошибк|зав[иe]с|упа|переполн|недоступ))|в (?:случае|противном случае|крайнем случае|остальных случаях|исключительных случаях)|при (?:ошибк|сбо|необходимост|отсутстви|неудач|аварии|отказ|услови|повторн|проблем|желании|превышени)[\p{L}]*|иначе|только|лишь|исключительно|разве что|по желанию|опционально|необязательно|как (?:последнее средство|крайняя мера)|после (?:согласования|одобрения|подтверждения)|с (?:согласия|разрешения)|пока не`,
    ),
    goesOn: anywhere(
      'всё? (?:в порядке|хорошо|нормально|прошло)|успешно|готово|заверш[её]н[аоы]?|закончит[сь]я|законч[\\p{L}]+',
    ),
    denies: anywhere('не|нет|ни'),
    place: opened(
      String.raw`на (?:[\p{L}-]+(?:ом|ой|ем|ей|ых|их) )?(?:сервер[еах]+|узл[еах]+|хост[еах]+|машин[еах]+|реплик[еах]+|нод[еах]+|мастер[еах]+|стенде|бастионе)`,
    ),
  },
];

/** Languages of Latin letters, told by their small words. */
export const BY_WORDS: readonly Language[] = [
  {
    name: 'de',
    words: small(
      'der|die|das|den|dem|des|ein|eine|einen|einem|einer|und|oder|nicht|ist|sind|wird|werden|mit|auf|für|von|vom|zum|zur|im|bei|nach|wenn|falls|andernfalls|sonst|nur|noch|prüfen|dann|hier|aus|als|auch|kein|keine|wie|über|vor|danach|alle|zuerst|muss|kann|bitte',
    ),
    cases: opened(
      String.raw`(?:(?:nur|erst|aber|und|auch|selbst|außer) )?(?:wenn|falls|sofern|soweit|solange)|für den fall|im (?:fall|falle|notfall|fehlerfall|störungsfall|zweifel)|in (?:diesem|dem|einem solchen|seltenen) (?:fall|fälle|fällen)|bei (?:bedarf|fehlern?|problemen|ausfall|störung(?:en)?|misserfolg)|gegebenenfalls|ggf\.?|andernfalls|anderenfalls|ansonsten|sonst|nötigenfalls|notfalls|als (?:(?:aller)?letzte[rsn]? (?:mittel|ausweg|möglichkeit|maßnahme)|notlösung)|optional|wahlweise|alternativ|(?:nur|ausschließlich|lediglich) (?:auf|in|im|für|bei|beim|mit|nach|am|an|unter|zwischen)|sollten?|es sei denn|vorausgesetzt|unter der voraussetzung|nach (?:freigabe|genehmigung|zustimmung|rücksprache)|mit (?:freigabe|genehmigung|zustimmung)|(?:ist|sind|hat|haben|wird|läuft|laufen|zeigt|meldet|antwortet|schlägt|bleibt|startet|steht|hängt|gibt|kommt|existiert|fehlt|fehlen|erscheint|tritt|reicht|hilft|liegt) (?:der|die|das|ein|eine|es|sie|dies|kein|keine)\b[^,.:?]{1,80},`,
    ),
    goesOn: anywhere('in ordnung|fertig|erfolgreich|abgeschlossen|funktioniert|fehlerfrei|ok|okay|beendet|bereit'),
    denies: anywhere('nicht|kein|keine|keinen|nie|nie mehr'),
    place: opened(
      String.raw`(?:auf|vom|von) (?:de[mnr]|einem|einer|allen|jedem) (?:[\p{L}-]+(?:en|n) )?(?:[\p{L}-]*(?:server|rechner|host|knoten|maschine|replika|standby|primary|bastion|node|system)n?s?)`,
    ),
  },
  {
    name: 'fr',
    words: small(
      'le|la|les|des|du|un|une|et|ou|est|sont|dans|pour|sur|avec|pas|ne|que|qui|en|au|aux|ce|cette|si|sinon|vérifier|toutes|tous|plus|par|sans|puis|ensuite|il|elle|regarder|de|votre|vos|être',
    ),
    cases: opened(
      String.raw`(?:(?:seulement|uniquement|mais|et|sauf|même) )?s['’]ils?|(?:(?:seulement|uniquement|mais|et|sauf|même) )?si|en cas (?:de|d['’]|contraire)|en cas d|(?:au|dans le) cas où|dans (?:ce|le) cas (?:contraire|où)|dans ce cas|à moins (?:que|d['’]|de)|sinon|autrement|(?:en|comme) dernier (?:recours|ressort)|au besoin|le cas échéant|si (?:nécessaire|besoin)|pourvu que|à condition (?:que|d['’]|de)|facultatif|facultativement|optionnel(?:lement)?|(?:uniquement|seulement|exclusivement) (?:sur|en|dans|pour|à|avec|lorsque|quand|après)|(?:lorsque|lorsqu['’]|quand) (?=[^,:.]{1,60}(?:échou|bloqu|plant|pas|erreur|satur|plein))|avec l['’](?:accord|autorisation|approbation)|après (?:accord|validation|autorisation)`,
    ),
    goesOn: anywhere(
      'tout (?:va bien|est (?:bon|correct|ok))|réussi[est]*|terminée?s?|fonctionnent?|ok|correcte?s?|prêts?|aboutit|passent|passe',
    ),
    denies: anywhere("ne|n['’]|pas|plus|aucune?|jamais|n"),
    place: opened(
      String.raw`(?:sur|depuis) (?:le|la|les|l['’]|un|une|chaque|l) ?(?:[\p{L}-]+ )?(?:serveur|machine|nœud|noeud|hôte|réplica|instance|bastion)s?`,
    ),
  },
  {
    name: 'es',
    words: small(
      'el|la|los|las|un|una|y|o|es|son|en|para|con|no|que|del|al|de|se|por|si|solo|sólo|ver|más|esta|este|desde|sin|su|después|luego|uso|está|cuando|todos|todas|comprobar|verificar',
    ),
    cases: opened(
      String.raw`(?:(?:solo|sólo|solamente|únicamente|pero|y|excepto|salvo) )?si|(?:(?:solo|sólo|solamente|únicamente) )?cuando (?=[^,:.]{1,60}(?:\bno\b|fall|error|bloque|llen|ca[íi]d))|en (?:este|ese|tal) caso|en (?:el )?caso (?:de|contrario)|en caso de que|a menos que|salvo que|a no ser que|de lo contrario|como (?:último recurso|última opción|última instancia)|en última instancia|opcional(?:mente)?|siempre (?:que|y cuando)|de ser necesario|si (?:es|fuera) necesario|(?:solo|sólo|solamente|únicamente|exclusivamente) (?:en|para|con|sobre|tras|a|desde)|en (?:el entorno de |entorno de )?(?:producción|pruebas|desarrollo|preproducción|staging)|con (?:la |el )?(?:autorización|aprobación|consentimiento|permiso)`,
    ),
    goesOn: anywhere(
      'todo (?:está|va|es) (?:bien|correcto|en orden)|termin[ae]d?[oa]?|complet[ao]d?[oa]?|funciona|correctamente|correct[oa]|list[oa]|ok|éxito|pasan?|pasaron|pasó',
    ),
    denies: anywhere('no|ningún|ninguna|nunca|sin|todavía no'),
    place: opened(
      String.raw`(?:en|desde) (?:el|la|los|las|cada|un|una) (?:servidor|máquina|nodo|host|réplica|instancia|bastión|equipo)(?:es|s)?`,
    ),
  },
  {
    name: 'it',
    words: small(
      'il|lo|la|gli|le|un|una|e|o|è|sono|in|per|con|non|che|del|della|dei|delle|al|alla|di|si|se|da|dal|nel|nella|sul|sulla|dopo|poi|stato|controllare|verificare|ancora|solo|tutti|tutte|quando|questo|questa',
    ),
    cases: opened(
      String.raw`(?:(?:solo|soltanto|solamente|ma|e|tranne|anche) )?(?:se|qualora)|nel caso(?: (?:in cui|di|che))?|in (?:caso(?: (?:di|contrario))?|tal caso|questo caso)|altrimenti|a meno (?:che|di)|salvo che|come (?:ultima (?:risorsa|spiaggia|ratio|possibilità)|ultimo (?:rimedio|tentativo))|in ultima istanza|purché|a condizione che|facoltativ[oa](?:mente)?|opzional(?:e|mente)|se necessario|(?:solo|soltanto|solamente|esclusivamente|unicamente) (?:su|sul|sulla|in|nel|nella|nell|per|con|dopo|quando)|in (?:ambiente di )?(?:produzione|collaudo|sviluppo)|quando (?=[^,:.]{1,60}(?:non|fallisc|errore|bloccat|pien))|con (?:il consenso|l['’]autorizzazione|l['’]approvazione)`,
    ),
    goesOn: anywhere(
      'tutto (?:va bene|è (?:a posto|ok|corretto))|terminat[oa]|completat[oa]|funziona|corrett[oa]|pront[oa]|ok|successo|passano|passa',
    ),
    denies: anywhere('non|nessuna?o?|mai|senza'),
    place: opened(
      String.raw`(?:su|sul|sulla|sull|sui|dal|dalla) ?['’]?(?:server|macchina|nodo|host|replica|istanza|bastion|computer|nodi)`,
    ),
  },
  {
    name: 'pt',
    words: small(
      'o|a|os|as|um|uma|e|ou|é|são|em|para|com|não|que|do|da|dos|das|no|na|nos|nas|ao|de|se|por|pelo|pela|caso|mais|ver|fila|verificar|depois|então|esta|este|apenas|somente|está|quando|todos|todas|sem',
    ),
    cases: opened(
      String.raw`(?:(?:só|somente|apenas|mas|e|exceto|mesmo) )?(?:se|caso)|(?:(?:só|somente|apenas) )?quando (?=[^,:.]{1,60}(?:não|falh|erro|trava|chei|ca[íi]d))|(?:no|em|nesse|neste|num) caso(?: de| contrário)?|do contrário|a menos que|a não ser que|senão|em (?:último caso|última instância)|como (?:último recurso|última opção)|desde que|opcional(?:mente)?|se necessário|(?:só|somente|apenas|unicamente|exclusivamente) (?:em|no|na|nos|nas|para|com|após|depois)|em (?:ambiente de )?(?:produção|testes?|homologação|desenvolvimento)|com (?:a |o )?(?:autorização|aprovação|consentimento|permissão)`,
    ),
    goesOn: anywhere(
      'tudo (?:está |estiver )?(?:bem|certo|ok|correto)|terminar|termin[ao]d?[oa]?|conclu[ií]d?[oair]+|funcionar?|pront[oa]|ok|sucesso|pass(?:ar(?:em)?|ou|aram)|aprovad[oa]s?|pass',
    ),
    denies: anywhere('não|nenhuma?|nunca|sem'),
    place: opened(
      String.raw`(?:no|na|nos|nas|do|da|a partir d[oa]|em cada) (?:servidor|máquina|nó|host|réplica|instância|bastion|equipamento)(?:es|s)?`,
    ),
  },
  {
    name: 'nl',
    words: small(
      'de|het|een|en|of|niet|is|zijn|wordt|worden|met|op|voor|van|naar|bij|als|alleen|dan|ook|dit|deze|die|nog|bekijk|controleer|geen|om|te|daarna|eerst|indien|alle|uit|moet|kan',
    ),
    cases: opened(
      String.raw`(?:(?:alleen|pas|enkel|slechts|maar|en|ook) )?(?:als(?! (?:laatste stap|volgt|eerste|tweede))|indien|wanneer|mits)|in (?:het )?geval(?: van| dat)?|in dat geval|mocht(?:en)?|anders|zo niet|tenzij|als (?:laatste|uiterste) (?:redmiddel|toevlucht|optie|middel)|in het uiterste geval|bij (?:problemen|fouten|storing(?:en)?|nood|twijfel)|optioneel|eventueel|desgewenst|zo nodig|indien nodig|(?:alleen|enkel|slechts|uitsluitend) (?:op|in|bij|voor|met|na)|met (?:toestemming|goedkeuring)|na (?:toestemming|goedkeuring)`,
    ),
    goesOn: anywhere('alles (?:goed|in orde|ok)|klaar|gelukt|voltooid|werkt|geslaagd|afgerond|in orde|ok'),
    denies: anywhere('niet|geen|nooit'),
    place: opened(
      String.raw`(?:op|vanaf|vanuit) (?:de|het|een|elke|iedere) (?:[\p{L}-]+e )?(?:[\p{L}-]*(?:server|machine|node|host|replica|standby|bastion|systeem))s?`,
    ),
  },
  {
    name: 'sv',
    words: small(
      'och|eller|inte|är|en|ett|det|den|de|på|för|med|av|till|om|som|från|kontrollera|sedan|kör|bara|endast|ska|kan|har|i|att|alla|annars|när|vid|logga|alltid|ingen',
    ),
    cases: opened(
      String.raw`(?:(?:bara|endast|enbart|men|och|även) )?(?:om|ifall|såvida|därest|förutsatt att)(?=[^,:.]*[,:])|(?:bara|endast|enbart) (?:om|när|på|i|för|vid|med|efter)|i (?:så fall|det fall|fall|nödfall|annat fall)|(?:bara |endast )?vid (?:fel|behov|problem|avbrott|tvekan|misslyckande)|annars|i övrigt|som (?:en )?sista (?:utväg|utvägen|åtgärd)|valfritt|alternativt|skulle|med (?:godkännande|tillstånd|tillåtelse)|efter godkännande|när (?=[^,:.]{1,60}(?:inte|fel|full|hänger|nere))`,
    ),
    goesOn: anywhere('allt (?:ser bra ut|är (?:bra|ok|klart)|fungerar)|klart?|färdigt?|fungerar|lyckades|ok'),
    denies: anywhere('inte|ingen|inget|inga|aldrig|ej'),
    place: opened(
      String.raw`(?:logga in|på|från) (?:på )?(?:den |det |varje )?(?:[\p{L}-]+ )?[\p{L}-]*(?:servern?|maskinen?|noden?|hosten?|värden|repliken|klustret)`,
    ),
  },
  {
    name: 'da',
    words: small(
      'og|eller|ikke|er|en|et|det|den|de|på|for|med|af|til|hvis|som|fra|kontroller|sjekk|tjek|derefter|kør|kjør|kun|bare|skal|kan|har|i|at|alle|ellers|når|ved|log|logg|ingen',
    ),
    cases: opened(
      String.raw`(?:(?:kun|bare|men|og) )?(?:hvis|dersom|såfremt|ifald|forudsat at|forutsatt at)|(?:kun|bare) (?:når|på|i|for|ved|med|efter|etter)|i (?:tilfælde af|tilfelle|så fald|så fall|modsat fald|motsatt fall|nødstilfælde)|ved (?:fejl|feil|behov|problemer|nedbrud)|ellers|medmindre|med mindre|som (?:en )?sidste udvej|som (?:en )?siste utvei|valgfrit|valgfritt|alternativt|skulle|med (?:godkendelse|godkjenning|tilladelse|tillatelse)`,
    ),
    goesOn: anywhere(
      'alt (?:ser godt ut|er (?:ok|fint|i orden|bra)|virker|fungerer)|færdig|ferdig|klar|virker|lykkes|ok',
    ),
    denies: anywhere('ikke|ingen|intet|aldrig|aldri'),
    place: opened(
      String.raw`(?:log(?:g)? ind?n? )?(?:på|fra) [\p{L}-]*(?:serveren?|maskinen?|noden|hosten|værten|verten|replikaen)`,
    ),
  },
  {
    name: 'pl',
    words: small(
      'i|lub|nie|jest|są|na|w|z|do|od|dla|po|przez|jeśli|jeżeli|gdy|tylko|sprawdź|stan|usuń|to|się|oraz|przed|ten|ta|te|wszystkie|następnie|go|ją|uruchom|że|za|ze',
    ),
    cases: opened(
      String.raw`(?:(?:tylko|dopiero|ale|i|wyłącznie) )?(?:jeśli|jeżeli|gdy|gdyby|kiedy|o ile)|w (?:razie|przypadku|innym (?:wypadku|przypadku)|przeciwnym (?:razie|wypadku|przypadku)|takim (?:razie|przypadku)|ostateczności)|inaczej|chyba że|jako (?:ostateczność|ostatnia deska ratunku|ostatnie wyjście)|opcjonalnie|ewentualnie|w razie potrzeby|pod warunkiem|(?:tylko|wyłącznie|jedynie) (?:na|w|we|dla|po|przy|do)|za (?:zgodą|pozwoleniem)|po (?:uzyskaniu zgody|akceptacji|zatwierdzeniu)`,
    ),
    goesOn: anywhere(
      'wszystko (?:jest )?(?:w porządku|ok|dobrze|działa)|gotowe|zakończ[\\p{L}]+|działa|powiodł[\\p{L}]+|ok',
    ),
    denies: anywhere('nie|brak|nigdy'),
    place: opened(
      String.raw`(?:na|z) (?:[\p{L}-]+(?:ym|im|ej|ych|ich) )?(?:serwer(?:ze|ach)|węźle|węzłach|maszyni?e?|hoście|hostach|replice|instancji|środowisku)`,
    ),
  },
  {
    name: 'tr',
    words: small(
      've|veya|ile|için|bir|bu|değil|edin|olarak|da|de|sonra|önce|kontrol|yalnızca|sadece|eğer|durumu|hâlâ|hala|varsa|yoksa|ise|olan|gibi|çalıştırın|silin|tüm|şu|ya|daha',
    ),
    cases:
      /^\P{L}*(?:eğer|şayet|aksi (?:halde|hâlde|takdirde)|(?:yalnızca|sadece|ancak) |son çare|isteğe bağlı|opsiyonel|gerekirse|gerektiğinde)|\p{L}(?:[ıiuü]yor|[dt][ıiuü]y|m[ae]z|[mt][ıiuü]ş|[aeıiuü]r|m[ae]d[ıi]y|l[ıi]y|y|d[ıi]|t[ıi])s[ae](?:n[ıi]z|k|m|l[ae]r)?(?![\p{L}])|(?<!\p{L})(?:ise|değilse|varsa|yoksa|olursa|olmazsa)(?!\p{L})|(?:durumunda|halinde|hâlinde|takdirde|olmadıkça|sürece)(?!\p{L})/iu,
    goesOn: anywhere('her şey (?:yolunda|tamam)[\\p{L}]*|tamamlan[\\p{L}]+|başarılı[\\p{L}]*|biterse|bittiyse|hazırsa'),
    denies: anywhere('değil[\\p{L}]*|[\\p{L}]+m[ae](?:z|d[ıi])[\\p{L}]*'),
    place:
      /^\P{L}*(?:[\p{L}-]+ ){0,2}(?:sunucu|makine|düğüm|host|replika)(?:sunda|sinde|da|de|nda|nde|ya|ye|yunda|ğümünde)(?!\p{L})/iu,
  },
];
