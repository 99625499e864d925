/** MongoDB's driver, in a module of its own so that it can be loaded late, from source and from the bundle alike. */
export { MongoClient } from 'mongodb';
