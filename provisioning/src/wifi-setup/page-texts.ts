import type { Text } from '@percloud/contract/words';
import type { Mistake } from './choice.ts';
import type { Failure } from './failure.ts';

/** `{network}` is a name, `{box}` the access point's. */
export const words = {
  title: { en: 'Bring this box onto your Wi-Fi', es: 'Conecta este equipo a tu wifi', it: 'Collega questa box al tuo Wi-Fi' },
  which: { en: 'Which network is yours?', es: '¿Cuál es tu red?', it: 'Qual è la tua rete?' },
  none: {
    en: 'The box sees no network. Bring it nearer to your router, then look again.',
    es: 'El equipo no ve ninguna red. Acércalo a tu router y busca otra vez.',
    it: 'La box non vede nessuna rete. Avvicinala al router e cerca di nuovo.',
  },
  strong: { en: 'strong', es: 'fuerte', it: 'forte' },
  fair: { en: 'fair', es: 'regular', it: 'discreto' },
  weak: { en: 'weak', es: 'débil', it: 'debole' },
  open: { en: 'no password', es: 'sin contraseña', it: 'senza password' },
  unsupported: { en: 'can’t be used by a box', es: 'un equipo no puede usarla', it: 'una box non può usarla' },
  other: { en: 'Another one, that hides its name:', es: 'Otra, que oculta su nombre:', it: 'Un’altra, che nasconde il suo nome:' },
  name: { en: 'Its name', es: 'Su nombre', it: 'Il suo nome' },
  password: { en: 'Its password', es: 'Su contraseña', it: 'La sua password' },
  passwordHint: {
    en: 'It often stands on the router. Empty if the network has none.',
    es: 'Suele estar escrita en el router. Vacía si la red no tiene.',
    it: 'Spesso è scritta sul router. Vuota se la rete non ne ha.',
  },
  country: { en: 'Where is the box?', es: '¿Dónde está el equipo?', it: 'Dove si trova la box?' },
  countryHint: {
    en: 'Each country has its own rules for radio.',
    es: 'Cada país tiene sus propias reglas para la radio.',
    it: 'Ogni paese ha le sue regole per la radio.',
  },
  choose: { en: 'Choose …', es: 'Elige …', it: 'Scegli …' },
  join: { en: 'Join this network', es: 'Conectar a esta red', it: 'Collega a questa rete' },
  again: { en: 'Look for networks again', es: 'Buscar redes otra vez', it: 'Cerca di nuovo le reti' },
  clear: {
    en: '“{box}” has no password, so whoever is near with the right tools can read what you send here. If that worries you, use a cable instead.',
    es: '«{box}» no tiene contraseña: quien esté cerca y tenga las herramientas puede leer lo que envíes aquí. Si te preocupa, usa un cable.',
    it: '«{box}» non ha password: chi è vicino e ha gli strumenti può leggere quello che invii qui. Se ti preoccupa, usa un cavo.',
  },
  leavingTitle: {
    en: 'The box now joins “{network}”',
    es: 'El equipo se conecta ahora a «{network}»',
    it: 'La box ora si collega a «{network}»',
  },
  leaving: {
    en: 'This access point goes away. Join your own Wi-Fi again and open http://percloud.local in a minute.',
    es: 'Este punto de acceso desaparece. Vuelve a conectarte a tu wifi y abre http://percloud.local dentro de un minuto.',
    it: 'Questo punto di accesso scompare. Torna sul tuo Wi-Fi e apri http://percloud.local tra un minuto.',
  },
  leavingElse: {
    en: 'If it doesn’t work, “{box}” comes back within two minutes and says why.',
    es: 'Si no funciona, «{box}» vuelve en menos de dos minutos y dice por qué.',
    it: 'Se non funziona, «{box}» torna entro due minuti e dice perché.',
  },
  lookingTitle: { en: 'The box looks for networks', es: 'El equipo busca redes', it: 'La box cerca le reti' },
  looking: {
    en: 'This access point goes away for half a minute. Then join “{box}” again.',
    es: 'Este punto de acceso desaparece medio minuto. Después, vuelve a conectarte a «{box}».',
    it: 'Questo punto di accesso scompare per mezzo minuto. Poi collegati di nuovo a «{box}».',
  },
} as const satisfies Record<string, Text>;

/** What went wrong, above the form. `{network}` is a name. */
export const problemTexts = {
  noNetwork: { en: 'Choose a network first.', es: 'Elige primero una red.', it: 'Scegli prima una rete.' },
  unknownNetwork: {
    en: 'The box no longer sees that network. Choose one of these.',
    es: 'El equipo ya no ve esa red. Elige una de estas.',
    it: 'La box non vede più quella rete. Scegline una di queste.',
  },
  unsupported: {
    en: 'A box can’t use that network: it asks for a person’s user name, or protects nothing (WEP). Choose another one, or use a cable.',
    es: 'Un equipo no puede usar esa red: pide el nombre de usuario de una persona o no protege nada (WEP). Elige otra o usa un cable.',
    it: 'Una box non può usare quella rete: chiede il nome utente di una persona o non protegge nulla (WEP). Scegline un’altra o usa un cavo.',
  },
  nameTooLong: {
    en: 'A network’s name has at most 32 characters.',
    es: 'El nombre de una red tiene como máximo 32 caracteres.',
    it: 'Il nome di una rete ha al massimo 32 caratteri.',
  },
  noPassword: { en: 'Type the network’s password.', es: 'Escribe la contraseña de la red.', it: 'Scrivi la password della rete.' },
  badPassword: {
    en: 'That can’t be the password: a Wi-Fi password has 8 to 63 letters, digits and signs, without accents.',
    es: 'Esa no puede ser la contraseña: la de una wifi tiene de 8 a 63 letras, cifras y signos, sin acentos.',
    it: 'Non può essere la password: quella di un Wi-Fi ha da 8 a 63 lettere, cifre e segni, senza accenti.',
  },
  noCountry: {
    en: 'Choose the country the box is in.',
    es: 'Elige el país en el que está el equipo.',
    it: 'Scegli il paese in cui si trova la box.',
  },
  password: {
    en: 'The box could not join “{network}”: the password was not the right one. Type it again, capital letters included.',
    es: 'El equipo no pudo conectarse a «{network}»: la contraseña no era la correcta. Escríbela otra vez, con sus mayúsculas.',
    it: 'La box non è riuscita a collegarsi a «{network}»: la password non era giusta. Scrivila di nuovo, con le maiuscole.',
  },
  notFound: {
    en: 'The box did not find “{network}”. Is its name right, and is the router on and near?',
    es: 'El equipo no encontró «{network}». ¿Es correcto el nombre, y está el router encendido y cerca?',
    it: 'La box non ha trovato «{network}». Il nome è giusto, e il router è acceso e vicino?',
  },
  noAddress: {
    en: 'The box joined “{network}”, but got no address there. Switch the router off and on, then try again.',
    es: 'El equipo se conectó a «{network}», pero no recibió ninguna dirección. Apaga y enciende el router y prueba otra vez.',
    it: 'La box si è collegata a «{network}», ma non ha ricevuto un indirizzo. Spegni e riaccendi il router, poi riprova.',
  },
  refused: {
    en: 'The box could not join “{network}”. Bring it nearer to the router and try again, or use a cable.',
    es: 'El equipo no pudo conectarse a «{network}». Acércalo al router y prueba otra vez, o usa un cable.',
    it: 'La box non è riuscita a collegarsi a «{network}». Avvicinala al router e riprova, o usa un cavo.',
  },
} as const satisfies Record<Mistake | Failure, Text>;
