import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The page's script and style, as the browser gets them. */
interface Bundle {
  readonly script: string;
  readonly style: string;
}

let made: Promise<Bundle> | undefined;

/** Made from the sources at the first call, then kept. */
export function bundlePage(): Promise<Bundle> {
  made ??= make();
  return made;
}

async function make(): Promise<Bundle> {
  // Only who looks at the page waits for the bundler.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("client/main.tsx", import.meta.url))],
    tsconfig: fileURLToPath(new URL("client/tsconfig.json", import.meta.url)),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
  });
  return {
    script: outputFiles[0]?.text ?? "",
    style: await readFile(new URL("page.css", import.meta.url), "utf8"),
  };
}
