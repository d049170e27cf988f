"use strict";
// Runs first.js, which is one function around a module: from what Node compiled of it at the build where this is the same Node, otherwise as ever.
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { constants, Script } = require("node:vm");

const filename = `${__dirname}/first.js`;
const code = readFileSync(filename);
let cachedData;
try {
  const kept = readFileSync(`${filename}.${process.version}-${process.arch}`);
  const compiled = kept.subarray(0, -32);
  // Node itself only compares lengths, and ends the process at the first byte that makes no sense.
  if (createHash("sha256").update(code).update(compiled).digest().equals(kept.subarray(-32))) cachedData = compiled;
} catch {}
const importModuleDynamically = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
const run = new Script(code.latin1Slice(), { filename, cachedData, importModuleDynamically }).runInThisContext();
run(exports, require, module, filename, __dirname);
