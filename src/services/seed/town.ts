/** Who and what the orders of the seed, the simulator and the archive's simulation refer to. */
import type { Document } from 'mongodb';

const FIRST_NAMES =
  'Amélie Antoine Camille Chloé Clément Élise Émile Fatou Gaspard Hélène Inès Jules Karim Léa Lucas Manon ' +
  'Mehdi Nadia Noé Zoé';
const LAST_NAMES =
  'Bernard Blanchet Caron Delmas Diallo Dubois Fontaine Garnier Haddad Lambert Lefèvre Marchand ' +
  'Mercier Moreau N’Diaye Nguyen Rousseau Roux Tessier Vasseur';
const STREETS =
  'rue Oberkampf,rue de Charonne,boulevard Voltaire,rue des Martyrs,avenue Parmentier,rue de Rivoli,' +
  'rue Lecourbe,avenue Daumesnil,rue de Belleville,quai de Jemmapes';

/** Thirty dishes and drinks, and what each costs, cents. */
const MENU: readonly (readonly [name: string, cents: number])[] = [
  ['Quiche lorraine', 950],
  ['Croque-monsieur', 890],
  ['Soupe à l’oignon', 790],
  ['Salade niçoise', 1250],
  ['Bœuf bourguignon', 1690],
  ['Blanquette de veau', 1650],
  ['Ratatouille', 1190],
  ['Steak frites', 1590],
  ['Moules marinières', 1490],
  ['Galette complète', 1090],
  ['Couscous royal', 1750],
  ['Tajine de poulet', 1550],
  ['Pizza margherita', 1150],
  ['Pizza quatre fromages', 1350],
  ['Lasagnes', 1290],
  ['Risotto aux champignons', 1390],
  ['Bò bún', 1290],
  ['Phở', 1250],
  ['Pad thaï', 1320],
  ['Curry de légumes', 1190],
  ['Ramen au miso', 1390],
  ['Chirashi saumon', 1690],
  ['Burger maison', 1450],
  ['Falafel', 890],
  ['Tarte au citron', 590],
  ['Crème brûlée', 620],
  ['Mousse au chocolat', 550],
  ['Crêpe au sucre', 450],
  ['Citronnade', 390],
  ['Eau minérale', 250],
];

const RESTAURANTS =
  'Chez Léon,Le Petit Zinc,La Table d’Émile,Au Bon Coin,Le Comptoir du Canal,La Marmite,Chez Fatou,' +
  'Le Bistrot des Halles,La Cantine de Zoé,Aux Deux Amis,Le Coq d’Or,La Bonne Fourchette,Le Relais,' +
  'Crêperie d’Armor,Pizza Nonna,Trattoria Bella,Le Palais de Fès,Couscous des Lilas,Saigon Express,' +
  'Phở Bastille,Bangkok Street,Le Jardin de Jade,Tokyo Ramen,Sushi Opéra,Burger des Arts,Falafel du Marais,' +
  'Bombay Palace,La Cuisine du Midi,Le Vieux Port,La Galette,Le Chaudron,L’Olivier,La Pergola,Le Moulin,' +
  'Chez Gaspard,Le Grand Café,La Place,L’Escale,Le Nouveau Monde,La Dernière Table';

const CLIENTS = 400;
const pair = (number: number) => String(number).padStart(2, '0');

/** One after the other, from the beginning again at the end. */
const nth = (values: readonly string[], index: number) => values[index % values.length] ?? '';
const listed = (text: string, mark = ',') => text.split(mark).map((each) => each.trim());
const [first, last] = [listed(FIRST_NAMES, ' '), listed(LAST_NAMES, ' ')];
const [restaurants, streets] = [listed(RESTAURANTS), listed(STREETS)];

/** The name of the client with a number from 1 on: 400 different ones. */
export function clientName(number: number): string {
  const place = number - 1;
  return `${nth(first, place)} ${nth(last, Math.floor(place / first.length) + place)}`;
}

/** What a product costs, cents; 0 for one that is not on the menu. */
export function priceOf(productId: string): number {
  return MENU[Number(productId.slice(1)) - 1]?.[1] ?? 0;
}

/** The documents of `menus`: `p1` to `p30`. */
export function menuDocuments(): Document[] {
  return MENU.map(([name, cents], index) => ({
    ...{ _id: `p${index + 1}`, name, price: cents / 100, price_cents: cents },
  }));
}

/** The documents of `restaurants`: `r1` to `r40`. */
export function restaurantDocuments(): Document[] {
  return restaurants.map((name, index) => ({
    restaurant_id: `r${index + 1}`,
    name,
    address: `${index * 3 + 2} ${nth(streets, index)}`,
  }));
}

/** The documents of `clients`: `u1` to `u400`. Their numbers are those that are kept for films. */
export function clientDocuments(): Document[] {
  return Array.from({ length: CLIENTS }, (_, index) => ({
    client_id: `u${index + 1}`,
    name: clientName(index + 1),
    phone: `06 39 98 ${pair(Math.floor(index / 100))} ${pair(index % 100)}`,
    address: `${(index % 90) + 1} ${nth(streets, index)}`,
  }));
}
