/** One of the APIs that are called in RPC style: with the same signature, and errors of the same form. */
export interface Api {
  /** Sent as `Version`. */
  readonly version: string;
  /** What stands before the colon of its permissions. */
  readonly ram: "servicecatalog" | "ros" | "sts";
  /** The variable that names its endpoint, for error messages. */
  readonly variable: "SERVICE_CATALOG_ENDPOINT" | "ROS_ENDPOINT" | "STS_ENDPOINT";
}

export const SERVICE_CATALOG: Api = {
  version: "2021-09-01",
  ram: "servicecatalog",
  variable: "SERVICE_CATALOG_ENDPOINT",
};

/** Resource Orchestration Service. */
export const ROS: Api = { version: "2019-09-10", ram: "ros", variable: "ROS_ENDPOINT" };

/** Security Token Service. */
export const STS: Api = { version: "2015-04-01", ram: "sts", variable: "STS_ENDPOINT" };
