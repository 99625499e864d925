import type { Mapping } from './mapping.ts';

/** Vigie's own collections. A later event of an order has a higher epoch, or a higher number in it. */
const vigie: Mapping = {
  orders: {
    collection: 'orders',
    id: 'command_id',
    status: 'status',
    delivered: ['livrée'],
    cancelled: ['annulée'],
    date: 'created_at',
    client: 'client_id',
    driver: 'driver_id',
    restaurant: 'restaurant_id',
    items: { list: 'items', product: 'product_id', quantity: 'quantity' },
    version: ['epoch', 'seq'],
  },
  clients: { collection: 'clients', key: 'client_id' },
  drivers: { collection: 'drivers', key: 'driver_id' },
  restaurants: { collection: 'restaurants', key: 'restaurant_id' },
  menus: { collection: 'menus', key: '_id', name: 'name', price: 'price' },
  archive: 'archive',
};

/** A platform that names things in French and refers to documents by their `_id`. */
const platform: Mapping = {
  orders: {
    collection: 'Commandes',
    id: 'numero_commande',
    status: 'status',
    delivered: ['livrée'],
    cancelled: ['annulée'],
    date: 'date_commande',
    client: 'client_id',
    driver: 'livreur_id',
    restaurant: 'restaurant_id',
    items: { list: 'articles', product: 'menu_id', quantity: 'quantite' },
    version: [],
  },
  clients: { collection: 'Client', key: '_id' },
  drivers: { collection: 'Livreur', key: '_id' },
  restaurants: { collection: 'Restaurants', key: '_id' },
  menus: { collection: 'Menu', key: '_id', name: 'nom', price: 'prix' },
  archive: 'archive',
};

/** The mappings that Vigie brings along, by the names that `--mapping` takes. */
export const MAPPINGS = { vigie, platform } as const;
