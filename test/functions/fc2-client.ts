import FunctionCompute from "@alicloud/fc2";

/** As a source of a bundle: the client, for whoever requires it. */
export { FunctionCompute };
