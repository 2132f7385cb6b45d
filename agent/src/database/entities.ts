/** Every table, one list: the data source and the schema test read it. */
export const entities: Array<new () => object> = [];
