import type { Text } from '@percloud/contract/words';

/** For every key: what to write there. */
export const whatToWrite: Record<string, Text> = {
  hostname: {
    en: 'a name that starts with a letter and has only letters, digits and dashes, without “.local”: hostname: library',
    es: 'un nombre que empiece por una letra y solo tenga letras sin acentos, cifras y guiones, sin «.local»: hostname: biblioteca',
    it: 'un nome che cominci con una lettera e abbia solo lettere senza accenti, cifre e trattini, senza «.local»: hostname: biblioteca',
  },
  language: {
    en: 'en (English), es (Spanish) or it (Italian): language: en',
    es: 'en (inglés), es (español) o it (italiano): language: es',
    it: 'en (inglese), es (spagnolo) o it (italiano): language: it',
  },
  timeZone: {
    en: 'the name of a time zone, its continent and a city with capital letters: timeZone: Europe/London',
    es: 'el nombre de una zona horaria, el continente y una ciudad en inglés y con mayúsculas: timeZone: Europe/Madrid',
    it: 'il nome di un fuso orario, il continente e una città in inglese e con le maiuscole: timeZone: Europe/Rome',
  },
  wifi: {
    en: 'two lines below it, further to the right: “country:” and “networks:”. The file percloud.example.yaml shows them',
    es: 'debajo, más a la derecha, dos líneas: «country:» y «networks:». El archivo percloud.example.yaml las muestra',
    it: 'sotto, più a destra, due righe: «country:» e «networks:». Il file percloud.example.yaml le mostra',
  },
  'wifi.country': {
    en: 'the two letters of the country the box is in, whose rules for radio hold: country: IE',
    es: 'las dos letras del país donde está el equipo, cuyas reglas de radio valen: country: ES',
    it: 'le due lettere del paese in cui si trova la box, di cui valgono le regole radio: country: IT',
  },
  'wifi.networks': {
    en: 'one entry for each network, that begins with a dash: - ssid: Reading room',
    es: 'una entrada por cada red, que empiece con un guion: - ssid: Sala de lectura',
    it: 'una voce per ogni rete, che cominci con un trattino: - ssid: Sala di lettura',
  },
  'wifi.networks.ssid': {
    en: 'the name of the network exactly as a phone shows it, in quotes: ssid: "Reading room"',
    es: 'el nombre de la red tal como lo muestra un teléfono, entre comillas: ssid: "Sala de lectura"',
    it: 'il nome della rete esattamente come lo mostra un telefono, tra virgolette: ssid: "Sala di lettura"',
  },
  'wifi.networks.password': {
    en: 'the password of the network, 8 to 63 characters, in quotes: password: "…"; a network without a password has no such line',
    es: 'la contraseña de la red, de 8 a 63 caracteres, entre comillas: password: "…"; una red sin contraseña no lleva esta línea',
    it: 'la password della rete, da 8 a 63 caratteri, tra virgolette: password: "…"; una rete senza password non ha questa riga',
  },
  'wifi.networks.hidden': {
    en: 'true for a network that does not show its name; otherwise leave the line out: hidden: true',
    es: 'true si la red no muestra su nombre; si no, quita la línea: hidden: true',
    it: 'true se la rete non mostra il suo nome; altrimenti togli la riga: hidden: true',
  },
  network: {
    en: '“automatic”, or below it, further to the right, “address:” and “gateway:”: network: automatic',
    es: '«automatic», o debajo, más a la derecha, «address:» y «gateway:»: network: automatic',
    it: '«automatic», oppure sotto, più a destra, «address:» e «gateway:»: network: automatic',
  },
  'network.address': {
    en: 'a free address of your network and the size of the network: address: 192.168.1.20/24',
    es: 'una dirección libre de tu red y el tamaño de la red: address: 192.168.1.20/24',
    it: 'un indirizzo libero della tua rete e la dimensione della rete: address: 192.168.1.20/24',
  },
  'network.gateway': {
    en: 'the address of the router, which is in the same network as the box: gateway: 192.168.1.1',
    es: 'la dirección del router, que está en la misma red que el equipo: gateway: 192.168.1.1',
    it: 'l’indirizzo del router, che è nella stessa rete della box: gateway: 192.168.1.1',
  },
  'network.dns': {
    en: 'addresses in square brackets, four at most, or leave the line out: dns: [192.168.1.1]',
    es: 'direcciones entre corchetes, cuatro como mucho, o quita la línea: dns: [192.168.1.1]',
    it: 'indirizzi tra parentesi quadre, al massimo quattro, o togli la riga: dns: [192.168.1.1]',
  },
  ssh: {
    en: 'a line “keys:” below it, further to the right. The file percloud.example.yaml shows it',
    es: 'debajo, más a la derecha, una línea «keys:». El archivo percloud.example.yaml la muestra',
    it: 'sotto, più a destra, una riga «keys:». Il file percloud.example.yaml la mostra',
  },
  'ssh.keys': {
    en: 'after a dash the one line of a public key, of a file that ends in .pub; never a private key: - ssh-ed25519 AAAA… ada@laptop',
    es: 'tras un guion, la única línea de una clave pública, de un archivo que acaba en .pub; nunca una clave privada: - ssh-ed25519 AAAA… ada@portatil',
    it: 'dopo un trattino, l’unica riga di una chiave pubblica, di un file che finisce in .pub; mai una chiave privata: - ssh-ed25519 AAAA… ada@portatile',
  },
  operator: {
    en: 'a line “email:” below it, further to the right: email: ada@example.org',
    es: 'debajo, más a la derecha, una línea «email:»: email: ada@example.org',
    it: 'sotto, più a destra, una riga «email:»: email: ada@example.org',
  },
  'operator.email': {
    en: 'an e-mail address: email: ada@example.org',
    es: 'una dirección de correo: email: ada@example.org',
    it: 'un indirizzo e-mail: email: ada@example.org',
  },
  relay: {
    en: 'the name of a server: relay: relay.example.org',
    es: 'el nombre de un servidor: relay: relay.example.org',
    it: 'il nome di un server: relay: relay.example.org',
  },
  channel: {
    en: 'one word in small letters: channel: stable',
    es: 'una palabra en minúsculas: channel: stable',
    it: 'una parola in minuscole: channel: stable',
  },
  fleet: {
    en: 'below it, further to the right, “operator:”, “displayName:” and “key:”. The file percloud.example.yaml shows them',
    es: 'debajo, más a la derecha, «operator:», «displayName:» y «key:». El archivo percloud.example.yaml las muestra',
    it: 'sotto, più a destra, «operator:», «displayName:» e «key:». Il file percloud.example.yaml le mostra',
  },
  'fleet.operator': {
    en: 'the name the operator signs in with; it starts with a letter and has letters, digits, dots and dashes: operator: rosa',
    es: 'el nombre con el que entra quien cuida el equipo; empieza por una letra y tiene letras sin acentos, cifras, puntos y guiones: operator: rosa',
    it: 'il nome con cui accede chi si prende cura della box; comincia con una lettera e ha lettere senza accenti, cifre, punti e trattini: operator: rosa',
  },
  'fleet.displayName': {
    en: 'the name people are shown, 60 characters at most: displayName: Network of Libraries',
    es: 'el nombre que ve la gente, de 60 caracteres como mucho: displayName: Red de Bibliotecas',
    it: 'il nome mostrato alle persone, al massimo 60 caratteri: displayName: Rete delle Biblioteche',
  },
  'fleet.key': {
    en: 'a secret of at least 20 characters, in quotes; it becomes the operator’s first password: key: "…"',
    es: 'un secreto de al menos 20 caracteres, entre comillas; será la primera contraseña de quien cuida el equipo: key: "…"',
    it: 'un segreto di almeno 20 caratteri, tra virgolette; sarà la prima password di chi si prende cura della box: key: "…"',
  },
};

/** What else can be wrong; `{}` is the key, the value or the other name. */
export const whatIsWrong = {
  wrong: { en: '“{}” is not right there.', es: '«{}» no puede ir ahí.', it: '«{}» non va bene lì.' },
  secret: { en: 'What stands there is not right.', es: 'Lo que hay ahí no es correcto.', it: 'Quel che c’è lì non va bene.' },
  missing: { en: 'It is missing.', es: 'Falta.', it: 'Manca.' },
  unknown: { en: 'There is no such word.', es: 'Esa palabra no existe.', it: 'Questa parola non esiste.' },
  forgotten: {
    en: 'It was taken over and removed from this file earlier, but the box has been reset since and no longer knows it.',
    es: 'Se tomó y se quitó de este archivo antes, pero desde entonces el equipo se ha restablecido y ya no lo conoce.',
    it: 'È stato preso e tolto da questo file in passato, ma da allora la box è stata ripristinata e non lo conosce più.',
  },
  cut: {
    en: 'All after “#” counts as a remark. If the “#” belongs to it, it has to stand in quotes; if it is a remark, put a space after the “#”.',
    es: 'Todo lo que sigue a «#» cuenta como nota. Si «#» forma parte, ponlo entre comillas; si es una nota, pon un espacio detrás de «#».',
    it: 'Tutto ciò che segue «#» vale come nota. Se «#» ne fa parte, mettilo tra virgolette; se è una nota, metti uno spazio dopo «#».',
  },
  tab: {
    en: 'A line begins with a tab. Put spaces there.',
    es: 'Una línea empieza con un tabulador. Pon espacios.',
    it: 'Una riga comincia con una tabulazione. Metti degli spazi.',
  },
  twice: {
    en: 'The same word stands there twice. Remove one.',
    es: 'La misma palabra está dos veces. Quita una.',
    it: 'La stessa parola c’è due volte. Togline una.',
  },
  sign: {
    en: 'A value begins with a sign that means something else here (such as * & ! @ %). Put the value in quotes.',
    es: 'Un valor empieza con un signo que aquí significa otra cosa (como * & ! @ %). Pon el valor entre comillas.',
    it: 'Un valore comincia con un segno che qui significa altro (come * & ! @ %). Metti il valore tra virgolette.',
  },
  broken: {
    en: 'This line can’t be read. Look whether it is as far to the right as those beside it, has a colon and a space after the word, and both quotes.',
    es: 'Esta línea no se puede leer. Mira si está tan a la derecha como las de al lado, si lleva dos puntos y un espacio tras la palabra y las dos comillas.',
    it: 'Questa riga non si può leggere. Guarda se è tanto a destra quanto quelle accanto, se ha due punti e uno spazio dopo la parola ed entrambe le virgolette.',
  },
  shape: {
    en: 'The file has to hold lines such as “hostname: library”. The file percloud.example.yaml shows all of them.',
    es: 'El archivo debe tener líneas como «hostname: biblioteca». El archivo percloud.example.yaml las muestra todas.',
    it: 'Il file deve avere righe come «hostname: biblioteca». Il file percloud.example.yaml le mostra tutte.',
  },
  long: { en: 'The file is far too long.', es: 'El archivo es demasiado largo.', it: 'Il file è troppo lungo.' },
  several: {
    en: 'There is also a file “{}”, which is not read. Delete one of the two.',
    es: 'También hay un archivo «{}», que no se lee. Borra uno de los dos.',
    it: 'C’è anche un file «{}», che non viene letto. Eliminane uno dei due.',
  },
} satisfies Record<string, Text>;

export const frame = {
  begin: {
    en: 'Percloud could not use all of {}. What is not named here was taken over. Mend the file, and switch the box off and on again; this list then goes away by itself.',
    es: 'Percloud no ha podido usar todo {}. Lo que no se nombra aquí se ha tomado. Corrige el archivo y apaga y enciende el equipo; esta lista desaparece entonces sola.',
    it: 'Percloud non ha potuto usare tutto {}. Ciò che non è elencato qui è stato preso. Correggi il file, poi spegni e riaccendi la box; questo elenco sparisce allora da solo.',
  },
  nothing: {
    en: 'Percloud could not read {}, and took over nothing of it. Mend the file, and switch the box off and on again; this list then goes away by itself.',
    es: 'Percloud no ha podido leer {} y no ha tomado nada de él. Corrige el archivo y apaga y enciende el equipo; esta lista desaparece entonces sola.',
    it: 'Percloud non ha potuto leggere {} e non ne ha preso nulla. Correggi il file, poi spegni e riaccendi la box; questo elenco sparisce allora da solo.',
  },
  line: { en: 'Line {}', es: 'Línea {}', it: 'Riga {}' },
  write: { en: 'Write {}', es: 'Escribe {}', it: 'Scrivi {}' },
  known: { en: 'Known there are: {}', es: 'Ahí se conocen: {}', it: 'Lì si conoscono: {}' },
} satisfies Record<string, Text>;
