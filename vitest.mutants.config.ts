import { defineConfig } from "vitest/config";

/** What `npm run mutants` asks: the examples of the core. Properties draw by chance, so that no figure would hold. */
export default defineConfig({
  test: {
    include: ["test/watch/**/*.test.ts", "test/notify/**/*.test.ts", "test/app/flood.test.ts"],
    exclude: ["**/*.property.test.ts"],
    pool: "threads",
  },
});
