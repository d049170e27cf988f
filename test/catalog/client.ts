/** All that a caller of the catalog touches: what of it is bundled knows only the classes that came with it. */
export { createCatalog } from "../../lib/catalog/pop-catalog.ts";
export { createRpc } from "../../lib/catalog/rpc.ts";
export { CatalogError, NotThere } from "../../lib/model/errors.ts";
