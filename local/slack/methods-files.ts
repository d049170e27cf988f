import type { MethodTable } from "./desk.ts";

const WRITE = () => "files:write";

/** Methods about uploads. */
export const FILE_METHODS: MethodTable = {
  "files.getUploadURLExternal": { scope: WRITE, run: ({ uploads }, args) => uploads.begin(args) },
  "files.completeUploadExternal": { scope: WRITE, run: (desk, args) => desk.uploads.complete(desk, args) },
};
