/** All that a caller of the catalog touches: what of it is bundled knows only the classes that came with it. */
export { createApprovals } from "../../lib/catalog/approvals.ts";
export { createCatalog } from "../../lib/catalog/pop-catalog.ts";
export { createRpc } from "../../lib/catalog/rpc.ts";
export { CatalogError, NotThere, RoleRefused } from "../../lib/model/errors.ts";
